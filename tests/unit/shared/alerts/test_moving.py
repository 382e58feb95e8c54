"""Cases follow their place, and go on when their owner does not work here any more."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts import moving
from shared.alerts.models import Alert, Timer
from shared.alerts.reassigning import given_on
from shared.scope.people import User
from shared.scope.places import Place, PlaceTree
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, PLACES, alert, closing, tree, user

LATER = NOW + HOUR
BOSS = replace(MARC, id="u-boss", name="Ada Roy")


def changed(*changes: Place, gone: str = "") -> PlaceTree:
    """The tree with some places otherwise, or without one."""
    places = {place.id: place for place in PLACES} | {place.id: place for place in changes}
    return PlaceTree(place for place in places.values() if place.id != gone)


TABLE: list[tuple[str, PlaceTree, tuple[str, ...] | None, str | None]] = [
    ("nothing has changed", tree(), None, None),
    ("the store has moved", changed(Place("lyon", "Lyon Part-Dieu", "idf")), ("net", "idf", "lyon"), None),
    ("its region has moved", changed(Place("ara", "ARA")), ("ara", "lyon"), None),
    ("its region is called otherwise", changed(Place("ara", "AURA", "net")), ("net", "ara", "lyon"), "AURA"),
    ("it is called otherwise", changed(Place("lyon", "Gare", "ara")), ("net", "ara", "lyon"), "Gare"),
    ("it is gone: the region has it", changed(gone="lyon"), ("net", "ara"), None),
    ("all above it is gone as well", PlaceTree([]), (), None),
    ("another place has moved", changed(Place("paris", "Paris", "net")), None, None),
]


@pytest.mark.parametrize(("reason", "now", "path", "name"), TABLE, ids=[row[0] for row in TABLE])
def test_where_a_case_goes(reason: str, now: PlaceTree, path: tuple[str, ...] | None, name: str | None) -> None:
    change = moving.move(alert(), now, LATER)
    if path is None:
        assert change is None, reason
        return
    assert change is not None
    after, event = change
    assert (after.path, after.version, event.type, event.by) == (path, 2, "moved", None), reason
    assert event.data["place"]["from"]["id"] == "lyon"
    assert name is None or (after.place is not None and name in after.place.names)
    assert moving.move(after, now, LATER) is None, "once"


def test_moving_is_not_acting() -> None:
    timers = (Timer("escalation", LATER, 1),)
    case = replace(alert(), timers=timers, returned_at=NOW, closing=None)
    change = moving.move(case, changed(gone="lyon"), LATER)
    assert change is not None
    assert (change[0].timers, change[0].returned_at, change[0].status) == (timers, NOW, "new")
    ended = replace(alert(), status="closed", closing=closing(), due_at=NOW - timedelta(days=3))
    moved = moving.move(ended, changed(gone="lyon"), LATER)
    assert moved is not None
    assert (moved[0].status, moved[0].due_at) == ("closed", ended.due_at)


OWNED = replace(alert(), status="assigned", owner=CLAIRE, assigned_at=NOW)
SUCCESSOR = user(MARC.id, name=MARC.name)


@pytest.mark.parametrize(
    ("changes", "to", "owner"),
    [
        ({}, SUCCESSOR, MARC.id),
        ({}, None, None),
        ({}, replace(SUCCESSOR, nodes=("paris",)), None),
        ({}, replace(SUCCESSOR, disabled=True), None),
        ({}, replace(SUCCESSOR, role="viewer"), None),
        ({"status": "expired", "expired_at": NOW}, SUCCESSOR, MARC.id),
        ({"department": "hr", "restricted": True}, SUCCESSOR, None),
        ({"department": "hr", "restricted": True}, replace(SUCCESSOR, departments=("hr",)), MARC.id),
    ],
)
def test_open_cases_are_given_on(changes: dict[str, Any], to: User | None, owner: str | None) -> None:
    change = given_on(replace(OWNED, **changes), CLAIRE.id, to, BOSS, LATER, tree())
    assert change is not None
    assert (change[0].owner.id if change[0].owner else None) == owner
    assert change[1].type == ("assigned" if owner else "unassigned")
    assert change[1].by == BOSS


@pytest.mark.parametrize(
    "case",
    [
        replace(OWNED, owner=MARC),
        replace(OWNED, owner=None, status="new"),
        replace(OWNED, status="closed", closing=closing()),
        replace(OWNED, status="spam"),
        replace(OWNED, attached_to="aother"),
    ],
)
def test_cases_that_stay(case: Alert) -> None:
    assert given_on(case, CLAIRE.id, SUCCESSOR, BOSS, LATER, tree()) is None
