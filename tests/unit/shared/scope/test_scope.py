"""Places, perimeters and people. Properties hold a perimeter against the obvious definition, on random trees."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.alerts.models import Alert
from shared.notifications.recipients import recipients, via
from shared.rules.models import Rule
from shared.scope.people import RIGHTS, Role, User
from shared.scope.perimeter import Perimeter
from shared.scope.places import MAX_LEVELS, UNPLACED, Place, PlaceTree, place_code
from tests.support.builders import feedback, opened, rule, tree, user


@st.composite
def trees(draw: st.DrawFn) -> PlaceTree:
    """Up to 25 places under any earlier one that leaves room below."""
    levels: list[int] = []
    places: list[Place] = []
    for number in range(draw(st.integers(1, 25))):
        above = [index for index in range(number) if levels[index] < MAX_LEVELS - 1]
        parent = draw(st.none() | st.sampled_from(above)) if above else None
        levels.append(0 if parent is None else levels[parent] + 1)
        places.append(Place(f"p{number}", f"Place {number}", None if parent is None else f"p{parent}"))
    return PlaceTree(places)


@st.composite
def perimeters(draw: st.DrawFn) -> tuple[PlaceTree, Perimeter]:
    """A tree and some of its nodes, perhaps with one that has left it."""
    given_tree = draw(trees())
    nodes = draw(st.frozensets(st.sampled_from([*sorted(given_tree.places), "gone"]), max_size=8))
    return given_tree, Perimeter(nodes)


def below(tree_: PlaceTree, nodes: Sequence[str] | frozenset[str]) -> set[str]:
    """Brute force: a place is inside when walking up from it meets one of the nodes."""
    inside = set()
    for place_id in tree_.places:
        step: str | None = place_id
        while step is not None:
            if step in nodes:
                inside.add(place_id)
                break
            step = tree_.places[step].parent
    return inside


@given(perimeters())
def test_a_perimeter_covers_its_nodes_and_all_below(given_: tuple[PlaceTree, Perimeter]) -> None:
    tree_, perimeter = given_
    covered = {place_id for place_id in tree_.places if perimeter.covers(tree_.path(place_id))}
    assert covered == below(tree_, perimeter.nodes)


@given(perimeters())
def test_roots_are_the_same_perimeter_in_the_fewest_nodes(given_: tuple[PlaceTree, Perimeter]) -> None:
    tree_, perimeter = given_
    roots = perimeter.roots(tree_)
    assert below(tree_, roots) == below(tree_, perimeter.nodes)
    assert len(roots) == len(set(roots))
    for root in roots:
        others = [other for other in roots if other != root]
        assert below(tree_, others) != below(tree_, roots), "none can be left out"
    counted = [place_id for root in roots for place_id in below(tree_, [root])]
    assert len(counted) == len(set(counted)), "no case would be counted twice"


@given(perimeters(), st.integers(0, 24))
def test_narrowing_is_the_intersection(given_: tuple[PlaceTree, Perimeter], number: int) -> None:
    tree_, perimeter = given_
    narrowed = perimeter.narrowed(f"p{number}", tree_)
    expected = below(tree_, perimeter.nodes) & below(tree_, [f"p{number}"])
    assert (below(tree_, narrowed.nodes) if narrowed else set()) == expected
    assert narrowed is None or not narrowed.everything


@given(trees())
def test_everything_is_every_top_and_the_unplaced(tree_: PlaceTree) -> None:
    roots = Perimeter(everything=True).roots(tree_)
    assert roots[-1] == UNPLACED
    assert below(tree_, roots) == set(tree_.places)


@pytest.mark.parametrize(
    ("perimeter", "path", "covered"),
    [
        (Perimeter(frozenset({"ara"})), ("net", "ara", "lyon"), True),
        (Perimeter(frozenset({"lyon"})), ("net", "ara", "lyon"), True),
        (Perimeter(frozenset({"lyon"})), ("net", "ara"), False),
        (Perimeter(frozenset({"idf"})), ("net", "ara", "lyon"), False),
        (Perimeter(), ("net",), False),
        (Perimeter(frozenset({"net"})), (), False),
        (Perimeter(frozenset({UNPLACED})), (), False),
        (Perimeter(everything=True), (), True),
        (Perimeter(everything=True), ("net", "ara"), True),
    ],
)
def test_covers(perimeter: Perimeter, path: tuple[str, ...], covered: bool) -> None:
    assert perimeter.covers(path) is covered


def test_everything_narrows_to_one_place() -> None:
    assert Perimeter(everything=True).narrowed("ara", tree()) == Perimeter(
        frozenset({"ara"}), all_departments=True
    )
    assert Perimeter(everything=True).narrowed("gone", tree()) is None


def test_paths_and_levels() -> None:
    assert tree().path("lyon") == ("net", "ara", "lyon")
    assert [tree().level(node) for node in ("net", "ara", "lyon", UNPLACED)] == [0, 1, 2, 0]
    with pytest.raises(KeyError):
        tree().path("gone")


def chain(length: int) -> PlaceTree:
    return PlaceTree([Place(f"n{i}", str(i), f"n{i - 1}" if i else None) for i in range(length)])


def test_a_tree_has_five_levels_at_most_and_no_circle() -> None:
    assert len(chain(MAX_LEVELS).path(f"n{MAX_LEVELS - 1}")) == MAX_LEVELS
    with pytest.raises(ValueError, match="levels"):
        chain(MAX_LEVELS + 1).path(f"n{MAX_LEVELS}")
    with pytest.raises(ValueError, match="levels"):
        PlaceTree([Place("a", "A", "b"), Place("b", "B", "a")]).path("a")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("LYON", "lyon", True),
        (" LYON\t", "lyon", True),
        ("É", "e\u0301", True),
        ("STRASSE", "straße", True),
        ("LYON", "LYОN", False),
        ("A-1", "A‑1", False),
        ("É", "E", False),
    ],
    ids=["case", "spaces", "composition", "sharp s", "Cyrillic о", "another hyphen", "accents count"],
)
def test_codes(one: str, other: str, same: bool) -> None:
    assert (place_code(one) == place_code(other)) is same


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        (
            "admin",
            {
                "see_contact",
                "treat",
                "assign",
                "bulk",
                "rules",
                "rules_read",
                "settings",
                "people",
                "invite",
                "audit",
            },
        ),
        ("manager", {"see_contact", "treat", "assign", "bulk", "rules_read", "invite", "audit"}),
        ("agent", {"see_contact", "treat", "assign", "bulk"}),
        ("viewer", set()),
    ],
)
def test_rights(role: Role, rights: set[str]) -> None:
    assert {right for right in RIGHTS["admin"] if user(role=role).may(right)} == rights
    assert set(RIGHTS[role]) == rights


def test_only_admins_see_everything_and_nobody_is_told_of_everything() -> None:
    admin = user(role="admin", nodes=("idf",))
    assert admin.perimeter(tree()).covers(())
    assert not admin.told_of(tree()).covers(("net", "ara", "lyon"))
    assert admin.told_of(tree()).covers(("net", "idf", "paris"))
    assert not user(role="manager").perimeter(tree()).everything


def case(*rules: Rule, **changes: Any) -> Alert:
    return opened(feedback(**changes), *rules)[0]


TOLD: list[tuple[str, Alert, list[User], list[str]]] = [
    (
        "store, region and network",
        case(),
        [user("c", nodes=("lyon",)), user("a", nodes=("ara",)), user("b", nodes=("net",))],
        ["a", "b", "c"],
    ),
    ("others not", case(), [user("a", nodes=("paris",)), user("b", nodes=("annecy",)), user("c", nodes=())], []),
    ("disabled not", case(), [user("a", disabled=True), user("b")], ["b"]),
    ("each once", case(), [user("a"), user("a"), user("a", nodes=("ara",))], ["a"]),
    ("admins by their nodes only", case(), [user("a", role="admin", nodes=()), user("b", role="admin")], ["b"]),
    ("viewers too", case(), [user("a", role="viewer")], ["a"]),
    ("silent rules", case(rule(notify=False)), [user("a")], []),
    ("one loud rule of two", case(rule("x", notify=False), rule("y")), [user("a")], ["a"]),
    ("an unknown place", case(place_code="NOWHERE"), [user("a", nodes=("net",)), user("b", role="admin")], []),
]


@pytest.mark.parametrize(("why", "alert", "people", "told"), TOLD, ids=[row[0] for row in TOLD])
def test_who_is_told(why: str, alert: Alert, people: list[User], told: list[str]) -> None:
    assert [one.id for one in recipients(alert, people, tree())] == told


@given(perimeters(), st.data())
def test_nobody_outside_their_perimeter_is_told(given_: tuple[PlaceTree, Perimeter], data: st.DataObject) -> None:
    tree_, _ = given_
    place = data.draw(st.sampled_from(sorted(tree_.places)))
    nodes = st.frozensets(st.sampled_from(sorted(tree_.places)), max_size=4)
    people = [user(f"u{n}", nodes=tuple(data.draw(nodes))) for n in range(4)]
    alert = opened(feedback())[0]
    placed = _at(alert, tree_.path(place))
    told = {one.id for one in recipients(placed, people, tree_)}
    assert told == {one.id for one in people if place in below(tree_, frozenset(one.nodes))}


def _at(alert: Alert, path: tuple[str, ...]) -> Alert:
    assert alert.place is not None
    return replace(alert, place=replace(alert.place, id=path[-1], path=path, names=path))


@pytest.mark.parametrize(
    ("nodes", "name"),
    [
        (("lyon",), "Lyon Part-Dieu"),
        (("ara",), "Auvergne-Rhône-Alpes"),
        (("lyon", "net"), "Halles Verdier"),
        (("paris",), None),
    ],
)
def test_via_names_the_widest_node(nodes: tuple[str, ...], name: str | None) -> None:
    assert via(case(), user(nodes=nodes)) == name
