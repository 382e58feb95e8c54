"""Whose a new case becomes: a table of reasons, and what holds for any people, rules and absences."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.account.models import Department
from shared.alerts import routing
from shared.alerts.models import Alert
from shared.rules.models import Rule
from shared.scope.people import Absence, User
from shared.scope.places import PlaceTree
from tests.support.builders import NOW, PLACES, alert, rule, tree, user

DAY = timedelta(days=1)
AWAY = Absence(NOW - DAY, NOW + DAY)


def someone(user_id: str, **changes: Any) -> User:
    return user(user_id, name=user_id.upper(), **changes)


def away(user_id: str, replacement: str | None, **changes: Any) -> User:
    return someone(user_id, absence=replace(AWAY, replacement=replacement), **changes)


def owned(case: Alert, owners: dict[str, str], *people: User, **more: Any) -> str | None:
    found = routing.owner_of(
        case,
        {"r-low": rule(owners=owners)},
        more.get("departments", {}),
        more.get("tree", tree()),
        people,
        NOW,
    )
    return found.id if found else None


LYON = alert()
A, B, C = someone("a"), someone("b"), someone("c")
OWNED_PLACE = PlaceTree(replace(place, owner={"net": "c", "lyon": "b"}.get(place.id)) for place in PLACES)
OWNED_ROOT = PlaceTree(replace(place, owner="c" if place.id == "net" else None) for place in PLACES)
COMPLAINTS = {"d": Department("d", "Complaints", owner="b")}
PLAIN = {"d": Department("d", "Complaints")}
OF_D = replace(LYON, department="d")

TABLE: list[tuple[str, str | None, str | None]] = [
    ("nobody named", owned(LYON, {}, A), None),
    ("the rule's owner for the place", owned(LYON, {"lyon": "a"}, A), "a"),
    ("the rule's owner for the region", owned(LYON, {"ara": "a"}, A), "a"),
    ("the deepest node counts", owned(LYON, {"net": "a", "lyon": "b", "ara": "c"}, A, B, C), "b"),
    ("another place's owner is not asked", owned(LYON, {"paris": "a"}, A), None),
    ("the rule before the department", owned(OF_D, {"lyon": "a"}, A, B, departments=COMPLAINTS), "a"),
    ("the department where the rule has nobody", owned(OF_D, {}, A, B, departments=COMPLAINTS), "b"),
    ("a department without an owner", owned(OF_D, {}, A, B, departments=PLAIN), None),
    ("a department that is gone", owned(OF_D, {}, A, B), None),
    ("the department before the place", owned(OF_D, {}, B, C, departments=COMPLAINTS, tree=OWNED_ROOT), "b"),
    ("the place's owner", owned(LYON, {}, B, C, tree=OWNED_PLACE), "b"),
    ("the nearest place above that has one", owned(LYON, {}, C, tree=OWNED_ROOT), "c"),
    ("a disabled owner is passed over", owned(LYON, {"lyon": "a"}, replace(A, disabled=True), C,
                                              tree=OWNED_ROOT), "c"),
    ("an owner who does not see the place", owned(LYON, {"lyon": "a"}, replace(A, nodes=("paris",))), None),
    ("a viewer owns nothing", owned(LYON, {"lyon": "a"}, replace(A, role="viewer")), None),
    ("an unknown owner", owned(LYON, {"lyon": "gone"}, A), None),
    ("an admin without nodes sees everything", owned(LYON, {"lyon": "a"}, replace(A, role="admin", nodes=())),
     "a"),
    ("absent with a replacement", owned(LYON, {"lyon": "a"}, away("a", "b"), B), "b"),
    ("absent without one", owned(LYON, {"lyon": "a"}, away("a", None), C, tree=OWNED_ROOT), "c"),
    ("absent until now: back", owned(LYON, {"lyon": "a"}, someone("a", absence=Absence(NOW - DAY, NOW, "b")), B),
     "a"),
    ("absent from now on", owned(LYON, {"lyon": "a"}, someone("a", absence=Absence(NOW, NOW + DAY, "b")), B),
     "b"),
    ("two absent in a row", owned(LYON, {"lyon": "a"}, away("a", "b"), away("b", "c"), C), "c"),
    ("a circle ends", owned(LYON, {"lyon": "a"}, away("a", "b"), away("b", "a")), None),
    ("their own replacement", owned(LYON, {"lyon": "a"}, away("a", "a")), None),
    ("a disabled replacement", owned(LYON, {"lyon": "a"}, away("a", "b"), replace(B, disabled=True)), None),
    ("a replacement who does not see it", owned(LYON, {"lyon": "a"}, away("a", "b"),
                                                replace(B, nodes=("paris",))), None),
    ("a restricted case outside their department", owned(replace(OF_D, restricted=True), {"lyon": "a"}, A), None),
    ("a restricted case of theirs", owned(replace(OF_D, restricted=True), {"lyon": "a"},
                                          replace(A, departments=("d",))), "a"),
    ("an unknown place is for admins", owned(replace(LYON, place=None), {"net": "a"}, replace(A, role="admin")),
     None),
    ("an unknown place with a department", owned(replace(OF_D, place=None), {}, someone("b", role="admin"),
                                                 departments=COMPLAINTS), "b"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "found", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_who_gets_it(reason: str, found: str | None, expected: str | None) -> None:
    assert found == expected, reason


@pytest.mark.parametrize(("links", "found"), [(5, "u5"), (6, None)], ids=["five replacements", "six are too many"])
def test_chains_are_bounded(links: int, found: str | None) -> None:
    chain = [away(f"u{n}", f"u{n + 1}") for n in range(links)]
    assert owned(LYON, {"lyon": "u0"}, *chain, someone(f"u{links}")) == found


def test_the_most_urgent_rule_is_asked_first() -> None:
    first, second = rule("r-1", owners={"lyon": "a"}), rule("r-2", owners={"lyon": "b"})
    case = replace(LYON, triggers=tuple(replace(LYON.triggers[0], rule_id=one.id) for one in (first, second)))
    rules = {one.id: one for one in (first, second)}
    asked = routing.wanted_users(case, rules, {}, OWNED_ROOT)
    assert asked == {"a", "b", "c"}
    for present, expected in (([A, B], "a"), ([replace(A, disabled=True), B], "b")):
        found = routing.owner_of(case, rules, {}, tree(), present, NOW)
        assert found is not None
        assert found.id == expected


def test_a_spreading_rule_asks_agents_only_and_falls_back() -> None:
    rules = {"r-low": rule(assign="spread", owners={"lyon": "m"})}
    manager, absent = someone("m", role="manager"), away("a", "b")
    assert routing.spreads(LYON, rules)
    assert routing.wanted_users(LYON, rules, {}, OWNED_ROOT) == {"c"}
    found = routing.owner_of(LYON, rules, {}, OWNED_ROOT, [manager, absent, replace(C, role="manager")], NOW)
    assert found is not None
    assert found.id == "c"
    assert not routing.spreads(LYON, {"r-low": rule()})


def test_spreading_is_even_and_stable() -> None:
    people = [someone(f"u{n}") for n in range(4)]
    cases = [alert(n) for n in range(1, 1001)]
    given_to = [routing.spread(case, ("net", "ara", "lyon"), people, tree(), NOW) for case in cases]
    counts = Counter(one.id for one in given_to if one)
    # 250 each; five standard deviations of the binomial are 68.
    assert all(abs(counts[one.id] - 250) < 68 for one in people)
    fewer = [routing.spread(case, ("net", "ara", "lyon"), people[1:], tree(), NOW) for case in cases]
    moved = [before.id for before, after in zip(given_to, fewer, strict=True) if before and before != after]
    assert set(moved) == {"u0"}


def test_replacements_to_load() -> None:
    known = [away("a", "b"), away("b", "c"), someone("d", absence=Absence(NOW + DAY, NOW + 2 * DAY, "e"))]
    assert routing.missing_replacements(known, NOW) == {"c"}
    assert routing.missing_replacements([*known, C], NOW) == set()


NAMES = [f"p{number}" for number in range(6)]
ids = st.sampled_from(NAMES)
absences = st.none() | st.builds(
    Absence, st.sampled_from([NOW - DAY, NOW]), st.sampled_from([NOW, NOW + DAY]), st.none() | ids
)
owners = st.dictionaries(st.sampled_from(["net", "ara", "lyon", "paris"]), ids, max_size=3)


@st.composite
def everybody(draw: st.DrawFn) -> list[User]:
    return [
        someone(
            name,
            disabled=draw(st.booleans()),
            absence=draw(absences),
            role=draw(st.sampled_from(["admin", "manager", "agent", "viewer"])),
            nodes=draw(st.sampled_from([("net",), ("ara",), ("lyon",), ("paris",), ()])),
            departments=draw(st.sampled_from([(), ("d",)])),
        )
        for name in NAMES
    ]


@settings(max_examples=300, deadline=None)
@given(
    people=everybody(),
    rules=st.lists(st.builds(lambda who, how: rule(owners=who, assign=how), owners,
                             st.sampled_from(["owner", "spread"])), max_size=2),
    department=st.none() | ids,
    place_owner=st.none() | ids,
    restricted=st.booleans(),
)  # fmt: skip
def test_an_owner_is_active_present_and_sees_the_case(
    people: list[User], rules: list[Rule], department: str | None, place_owner: str | None, restricted: bool
) -> None:
    fired = {f"r{number}": replace(one, id=f"r{number}") for number, one in enumerate(rules)}
    case = replace(
        LYON,
        triggers=tuple(replace(LYON.triggers[0], rule_id=one) for one in fired),
        department="d",
        restricted=restricted,
    )
    places = PlaceTree(replace(place, owner=place_owner if place.id == "ara" else None) for place in PLACES)
    departments = {"d": Department("d", "D", owner=department, restricted=restricted)}
    found = routing.owner_of(case, fired, departments, places, people, NOW)
    free = [
        one
        for one in people
        if not one.disabled
        and not one.absent(NOW)
        and one.role != "viewer"
        and one.perimeter(places).covers(case.path, case.reserved)
    ]
    assert found is None or found in [one.person for one in free]
    # Those named who are free themselves are never left out in favour of nobody.
    named = routing.wanted_users(case, fired, departments, places)
    assert found is not None or not any(one.id in named for one in free)
