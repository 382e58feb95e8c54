"""Whose case it is, and who gets to see it by being given it."""

import pytest
from msgspec.structs import replace

from shared.account.models import Settings
from shared.alerts import ending, ownership, targets
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Grant
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError
from shared.scope.people import Person, User
from shared.scope.places import PlaceTree
from shared.storage import keys
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, PLACES, tree, user
from tests.unit.shared.alerts.lifecycle_table import CASES, LATER, NEW

PAUL = Person("u-paul", "Paul Petit")


def made(change: Change | None) -> Change:
    assert change is not None
    return change


def test_taking_names_owner_and_time_once() -> None:
    after, event = made(ownership.take(NEW, CLAIRE, LATER))
    assert (after.owner, after.assigned_at) == (CLAIRE, LATER)
    assert (event.type, event.by, event.at) == ("taken", CLAIRE, LATER)
    again, _ = made(ownership.unassign(after, MARC, LATER))
    assert again.assigned_at == LATER
    assert made(ownership.take(again, MARC, LATER + HOUR))[0].assigned_at == LATER, "recorded once"


def test_assigning_says_from_whom_to_whom() -> None:
    _, event = made(ownership.assign(CASES["assigned"], CLAIRE, LATER, to=MARC))
    assert event.data["to"] == {"id": MARC.id, "name": MARC.name}
    assert event.data["from"] == {"id": CLAIRE.id, "name": CLAIRE.name}
    _, event = made(ownership.unassign(CASES["assigned"], CLAIRE, LATER))
    assert event.data["from"] == {"id": CLAIRE.id, "name": CLAIRE.name}


def test_somebody_outside_sees_the_one_case_they_are_given_until_it_closes() -> None:
    after, event = made(ownership.transfer(CASES["assigned"], CLAIRE, LATER, to=PAUL, outside=True, note="Yours"))
    assert after.grants == (Grant(PAUL, CLAIRE, LATER, "transferred"),)
    assert (event.data["outside"], event.data["note"]) == (True, "Yours")
    assert PAUL.id in after.granted
    closed, _ = ending.close(after, PAUL, LATER, reason="void", reasons=DEFAULT_REASONS)
    assert closed.granted == frozenset()


def test_somebody_inside_needs_no_grant() -> None:
    assert made(ownership.transfer(NEW, CLAIRE, LATER, to=MARC))[0].grants == ()


def test_sharing_changes_nothing_but_who_sees_it() -> None:
    after, event = ownership.share(CASES["assigned"], CLAIRE, LATER, people=[MARC, PAUL], outside=[PAUL.id])
    assert replace(after, version=1, grants=()) == CASES["assigned"]
    assert [grant.user for grant in after.grants] == [PAUL]
    assert [one["id"] for one in event.data["with"]] == [MARC.id, PAUL.id]
    again, _ = ownership.share(after, MARC, LATER + HOUR, people=[PAUL], outside=[PAUL.id])
    assert again.grants == after.grants, "shown once, by the first"


def test_a_delegated_case_is_nobodys_and_not_up_for_grabs() -> None:
    """It leaves the store (S2.18): it is not in the list of what nobody has, and taking it back ends it."""
    after, event = ownership.delegate(CASES["assigned"], CLAIRE, LATER, address="cs@example.com", note="Refund?")
    assert (after.owner, after.status) == (None, "assigned")
    assert after.delegated is not None
    assert (after.delegated.address, after.delegated.by, after.delegated.unmasked) == (
        "cs@example.com",
        CLAIRE,
        False,
    )
    assert event.data["address"] == "cs@example.com"
    assert keys.alert_index_keys(after)["l0"].endswith("#1")
    assert keys.alert_index_keys(NEW)["l0"].endswith("#0")
    taken, _ = made(ownership.take(after, MARC, LATER))
    assert (taken.owner, taken.delegated) == (MARC, None)
    closed, _ = ending.close(after, CLAIRE, LATER, reason="void", reasons=DEFAULT_REASONS)
    assert ending.reopen(closed, CLAIRE, LATER)[0].status == "assigned"


def test_delegating_counts_as_the_first_assignment() -> None:
    assert ownership.delegate(NEW, CLAIRE, LATER, address="cs@example.com")[0].assigned_at == LATER


INSIDE, OUTSIDE = user(MARC.id, name=MARC.name), user(PAUL.id, name=PAUL.name, nodes=("paris",))
AGENT, MANAGER, ADMIN = user(role="agent"), user(role="manager", nodes=("ara",)), user(role="admin", nodes=())
GIVEN = replace(NEW, grants=(Grant(PAUL, CLAIRE, NOW, "shared"),))

ASSIGNEES = [
    (INSIDE, AGENT, NEW, False, "a colleague of the store"),
    (INSIDE, ADMIN, NEW, False, "by an admin"),
    (AGENT, AGENT, NEW, False, "oneself"),
    (OUTSIDE, AGENT, NEW, "not_in_scope", "agents stay inside"),
    (OUTSIDE, MANAGER, NEW, "not_in_scope", "managers too"),
    (OUTSIDE, ADMIN, NEW, True, "admins may look further"),
    (OUTSIDE, AGENT, GIVEN, False, "they see this one already"),
    (None, ADMIN, NEW, "unknown_person", "nobody"),
    (replace(INSIDE, disabled=True), ADMIN, NEW, "unknown_person", "who has left"),
    (replace(INSIDE, role="viewer"), ADMIN, NEW, "unknown_person", "viewers do not work on cases"),
    (replace(INSIDE, nodes=("net",)), AGENT, NEW, False, "a wider perimeter covers it"),
    (replace(INSIDE, departments_only=True), AGENT, NEW, "not_in_scope", "of a department that has no part in it"),
    (INSIDE, AGENT, replace(NEW, department="d1", restricted=True), "not_in_scope", "a department apart"),
]


@pytest.mark.parametrize(("to", "by", "case", "expected", "why"), ASSIGNEES)
def test_whom_a_case_may_be_assigned_to(
    to: User | None, by: User, case: Alert, expected: bool | str, why: str
) -> None:
    if isinstance(expected, str):
        with pytest.raises(AppError) as refusal:
            targets.assignee(to, by, case, tree())
        assert refusal.value.code == expected, why
        assert [fault.path for fault in refusal.value.errors] == ["$.to"]
    else:
        found = targets.assignee(to, by, case, tree())
        assert to is not None
        assert (found.person, found.outside) == (to.person, expected), why


def test_a_case_may_be_transferred_anywhere() -> None:
    assert targets.colleague(OUTSIDE, NEW, tree()) == (PAUL, True)
    assert targets.colleague(INSIDE, NEW, tree()) == (MARC, False)


def test_the_place_counts_as_it_stands_in_the_tree_now() -> None:
    moved = PlaceTree([replace(place, parent="idf") if place.id == "lyon" else place for place in PLACES])
    assert targets.colleague(MANAGER, NEW, moved).outside
    assert not targets.colleague(MANAGER, NEW, tree()).outside


MENTIONS = [
    ([INSIDE], None, "a colleague who sees it"),
    ([replace(INSIDE, role="viewer")], None, "viewers read notes as well"),
    ([INSIDE, OUTSIDE], ("$.mentions[1]", "not_in_scope"), "out of scope"),
    ([None], ("$.mentions[0]", "unknown_person"), "nobody"),
    ([replace(INSIDE, disabled=True)], ("$.mentions[0]", "unknown_person"), "who has left"),
]


@pytest.mark.parametrize(("users", "fault", "why"), MENTIONS)
def test_who_may_be_mentioned(users: list[User | None], fault: tuple[str, str] | None, why: str) -> None:
    if fault is None:
        assert targets.mentioned(users, NEW, tree()) == [one.person for one in users if one], why
        return
    with pytest.raises(AppError) as refusal:
        targets.mentioned(users, NEW, tree())
    assert [(one.path, one.code) for one in refusal.value.errors] == [fault], why


ADDRESSES = [
    ({"lyon": "lyon@x.example", "ara": "ara@x.example"}, "all@x.example", "lyon@x.example", "the place's own"),
    ({"ara": "ara@x.example", "net": "net@x.example"}, "all@x.example", "ara@x.example", "the nearest above"),
    ({"paris": "paris@x.example"}, "all@x.example", "all@x.example", "the account's"),
    ({}, None, None, "none at all"),
]


@pytest.mark.parametrize(("places", "account", "address", "why"), ADDRESSES)
def test_which_customer_service(
    places: dict[str, str], account: str | None, address: str | None, why: str
) -> None:
    known = PlaceTree([replace(place, delegate_to=places.get(place.id)) for place in PLACES])
    settings = Settings(delegate_to=account)
    if address is None:
        with pytest.raises(AppError) as refusal:
            targets.customer_service(NEW, known, settings)
        assert (refusal.value.code, refusal.value.status) == ("no_delegate", 422), why
    else:
        assert targets.customer_service(NEW, known, settings) == address, why


def test_a_case_without_a_place_goes_to_the_accounts_customer_service() -> None:
    nowhere = replace(NEW, place=None)
    assert targets.customer_service(nowhere, tree(), Settings(delegate_to="all@x.example")) == "all@x.example"
