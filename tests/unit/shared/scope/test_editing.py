"""What keeps a place or group out of the tree, each with its reason."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.scope.editing import children, faults_of_group, faults_of_new_id, faults_of_place, same_name
from shared.scope.places import MAX_LEVELS, Group, Place, PlaceTree
from tests.support.builders import PLACES

DEEP = PlaceTree(
    [
        *PLACES,
        Place("a", "A", "lyon"),
        Place("b", "B", "a"),
        Place("x", "X", aliases=("LX", "LY")),
        Place("y", "Y", "x"),
    ]
)

FAULTS: list[tuple[str, Place, list[tuple[str, str]]]] = [
    ("a new store", Place("new", "New", "ara", "NEW"), []),
    ("a new root", Place("new", "New"), []),
    ("its own code again", Place("lyon", "Lyon", "ara", "lyon-partdieu "), []),
    ("a parent that is not there", Place("new", "New", "gone"), [("$.parent", "unknown_parent")]),
    ("below itself", Place("ara", "ARA", "ara"), [("$.parent", "circle")]),
    ("below its own store", Place("ara", "ARA", "lyon"), [("$.parent", "circle")]),
    ("the root below a store", Place("net", "Net", "paris"), [("$.parent", "circle")]),
    ("a fifth level", Place("new", "New", "a"), []),
    ("a sixth level", Place("new", "New", "b"), [("$.parent", "too_deep")]),
    ("a subtree that would reach a sixth level", Place("x", "X", "a"), [("$.parent", "too_deep")]),
    ("a subtree that fits", Place("x", "X", "lyon"), []),
    ("another's code", Place("new", "New", code="annecy"), [("$.code", "code_taken")]),
    ("another's code in another form", Place("new", "New", code="paris-e\u0301"), [("$.code", "code_taken")]),
    ("another's alias", Place("new", "New", aliases=("ok", "lx")), [("$.aliases[1]", "code_taken")]),
    ("another's own code", Place("new", "New", code="@lyon"), [("$.code", "code_taken")]),
    ("an own code of nobody", Place("new", "New", code="@other"), [("$.code", "reserved")]),
    ("a code twice", Place("new", "New", code="N", aliases=("n",)), [("$.aliases[0]", "duplicate")]),
    ("a look-alike is another code", Place("new", "New", code="АNNECY"), []),
    ("a calendar that is not there", Place("new", "New", calendar="c9"), [("$.calendar", "unknown_calendar")]),
    ("a calendar", Place("new", "New", calendar="c1"), []),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "place", "faults"), FAULTS, ids=[row[0] for row in FAULTS])
def test_places(reason: str, place: Place, faults: list[tuple[str, str]]) -> None:
    assert [(one.path, one.code) for one in faults_of_place(place, DEEP, {"c1"})] == faults, reason


def test_ids_groups_and_children() -> None:
    groups = PlaceTree(PLACES, [Group("g", "Old town", ("lyon",))])
    for taken in ("lyon", "g", "unknown"):
        assert faults_of_new_id(taken, groups)[0].code == "duplicate"
    assert faults_of_new_id("new", groups) == []
    assert [one.path for one in faults_of_group(Group("h", "H", ("lyon", "gone")), groups)] == ["$.places[1]"]
    assert same_name(Group("h", "OLD Town", ()), groups.groups.values()) is not None
    assert same_name(Group("g", "Old town", ()), groups.groups.values()) is None
    assert [one.id for one in children("ara", groups)] == ["annecy", "lyon"]


names = st.sampled_from(["a", "b", "c", "d", "e", "f", "g"])


@settings(max_examples=200)
@given(changes=st.lists(st.tuples(names, st.none() | names), max_size=25))
def test_whatever_is_let_in_the_tree_stays_a_tree(changes: list[tuple[str, Any]]) -> None:
    places: dict[str, Place] = {}
    for name, parent in changes:
        place = Place(name, name, parent)
        if not faults_of_place(place, PlaceTree(places.values()), ()):
            places[name] = place
        grown = PlaceTree(places.values())
        assert all(len(grown.path(one)) <= MAX_LEVELS for one in places)
