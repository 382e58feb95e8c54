"""What a change of a calendar or of a promise makes of open cases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.account.models import Settings, Target
from shared.alerts.holds import hold, resume
from shared.alerts.house import House
from shared.alerts.models import Alert, Attached, PriorityReason, Timer
from shared.alerts.retiming import retimed
from shared.calendars.models import Calendar
from shared.scope.places import Place, PlaceTree
from tests.support.builders import CLAIRE, HOUR, NOW, PLACES, alert, closing

# NOW is Tuesday 17 March 2026, 10:05 in Paris. Open from 9 to 17: eight hours a day, five days a week.
WEEK = (*(((540, 1020),),) * 5, (), ())
STORES = Calendar("stores", 1, "Stores", "Europe/Paris", WEEK)
WEDNESDAY, THURSDAY = date(2026, 3, 18), date(2026, 3, 19)
HOLIDAY = replace(STORES, version=2, closed=(WEDNESDAY,))
SETTINGS = Settings(other_channels=Target(4 * 3600, 8 * 3600, 16 * 3600, office_hours=True), calendar="stores")
LATER = NOW + HOUR


def at(day: int, hour: int, minute: int = 5) -> datetime:
    """A moment of March 2026 in Paris, winter time."""
    return datetime(2026, 3, day, hour - 1, minute, tzinfo=UTC)


def house(*calendars: Calendar, settings: Settings = SETTINGS, **places: str | None) -> House:
    """An account with these calendars, some places with one of their own."""
    known = [replace(one, calendar=places.get(one.id, one.calendar)) for one in PLACES]
    return House(settings, PlaceTree(known), {one.id: one for one in calendars}, zone="Europe/Paris")


def case(**changes: Any) -> Alert:
    """A P2 case of Lyon, promised for Wednesday 10:05."""
    plain = replace(alert(), priority="P2", created_at=NOW, target_at=at(18, 10), expires_at=at(31, 10))
    plain = replace(plain, due_at=at(18, 10), because=(), timers=())
    return replace(plain, **changes)


REST = replace(
    STORES, id="rest", name="Rest", week=((), *(((540, 1020),),) * 4, (), ()), closed=(WEDNESDAY, THURSDAY)
)
FASTER = replace(SETTINGS, other_channels=Target(3600, 7200, 7200, office_hours=True))
ELAPSED = replace(SETTINGS, other_channels=Target(3600, 1800, 7200))
PARKED, _ = hold(case(), CLAIRE, LATER, until=at(20, 10))
PAUSED, _ = hold(case(), CLAIRE, LATER, until=at(20, 10), pauses=True)
RESUMED, _ = resume(PAUSED, CLAIRE, LATER + HOUR)
REPEATED = case(
    priority="P1",
    target_at=at(18, 10),
    because=(PriorityReason("rule", "Low", "P2"), PriorityReason("repeat", "Low", "P1")),
    attached=(Attached("a-2", at(18, 9, 0), "Low", "Encore"),),
)

TABLE: list[tuple[str, Alert, House, datetime | None]] = [
    ("nothing has changed", case(), house(STORES), None),
    ("a holiday was added: the day after", case(), house(HOLIDAY), at(19, 10)),
    ("a holiday was removed: a day sooner", case(target_at=at(19, 10)), house(STORES), at(18, 10)),
    ("a holiday after the target", case(), house(replace(STORES, closed=(THURSDAY,))), None),
    ("taken, not yet contacted", case(status="assigned", owner=CLAIRE), house(HOLIDAY), at(19, 10)),
    ("one that is late is counted as well", case(target_at=at(17, 10, 6)), house(HOLIDAY), at(19, 10)),
    ("back from a hold, nobody has acted", case(returned_at=LATER), house(HOLIDAY), at(19, 10)),
    ("on hold: a person chose when", PARKED, house(HOLIDAY), None),
    ("on hold that stops the clocks", PAUSED, house(HOLIDAY), None),
    ("contacted: the promise was kept", case(status="contacted", target_at=None), house(HOLIDAY), None),
    ("contacted, whatever it says", case(status="contacted"), house(HOLIDAY), None),
    ("no contact is wanted", case(target_at=None, contact_refused=True), house(HOLIDAY), None),
    ("expired: its time is up", case(status="expired", expired_at=LATER), house(HOLIDAY), None),
    ("closed", case(status="closed", closing=closing()), house(HOLIDAY), None),
    ("spam", case(status="spam"), house(HOLIDAY), None),
    ("worked with another", case(attached_to="a-other"), house(HOLIDAY), None),
    ("restarted: from there on", case(restarted_at=at(18, 12)), house(STORES), at(19, 12)),
    ("resumed after an hour that stopped the clocks", RESUMED, house(HOLIDAY), at(19, 11)),
    ("the promise is shorter, and may be past", case(), house(STORES, settings=ELAPSED), at(17, 10, 35)),
    ("the promise is shorter, in open hours", case(), house(STORES, settings=FASTER), at(17, 12)),
    ("always open from now on", case(), house(settings=SETTINGS), at(17, 18)),
    ("the place has another calendar", case(), house(STORES, REST, lyon="rest"), at(20, 10)),
    ("the place above it has another", case(), house(STORES, REST, ara="rest"), at(20, 10)),
    ("a place elsewhere has another", case(), house(STORES, REST, paris="rest"), None),
    ("no known place: that of the settings", case(place=None), house(HOLIDAY, REST, lyon="rest"), at(19, 10)),
    ("a repeat made it P1: from the repeat on", REPEATED, house(STORES), None),
    ("the same, and the day is closed now", REPEATED, house(HOLIDAY), at(19, 10)),
]  # fmt: skip


@pytest.mark.parametrize(("why", "before", "of", "target"), TABLE, ids=[row[0] for row in TABLE])
def test_the_target_that_is_promised_now(why: str, before: Alert, of: House, target: datetime | None) -> None:
    change = retimed(before, of, LATER)
    if target is None:
        assert change is None, why
        return
    assert change is not None, why
    after, event = change
    assert after.target_at == target, why
    assert (event.type, event.by, event.at, event.version) == ("retimed", None, LATER, before.version + 1)
    assert set(event.data["target"]) == {"from", "to"}
    assert retimed(after, of, LATER) is None, "once"


def test_nobody_has_acted() -> None:
    timers = (Timer("escalation", at(20, 10), 1),)
    change = retimed(case(timers=timers, returned_at=NOW), house(HOLIDAY), LATER)
    assert change is not None
    assert (change[0].timers, change[0].returned_at, change[0].status) == (timers, NOW, "new")


def test_its_place_in_the_order_follows_unless_something_else_comes_first() -> None:
    change = retimed(case(), house(HOLIDAY), LATER)
    assert change is not None
    assert change[0].due_at == at(19, 10)
    assert change[1].data["changes"] == {"due_at": ["2026-03-18T09:05:00.000Z", "2026-03-19T09:05:00.000Z"]}
    soon = case(expires_at=at(17, 20), due_at=at(17, 20))
    change = retimed(soon, house(HOLIDAY), LATER)
    assert change is not None
    assert (change[0].due_at, change[0].expires_at) == (at(17, 20), at(17, 20))
    assert "changes" not in change[1].data


@pytest.mark.parametrize(
    ("calendar", "of", "counted", "why"),
    [
        ("stores", house(HOLIDAY), True, "the calendar of the settings"),
        ("rest", house(STORES, REST, ara="rest"), True, "the nearest above its place"),
        ("stores", house(HOLIDAY, REST, ara="rest"), False, "the place has another"),
        ("stores", house(HOLIDAY, settings=ELAPSED), False, "its channel counts in elapsed time"),
    ],
)
def test_only_cases_counted_by_the_calendar(calendar: str, of: House, counted: bool, why: str) -> None:
    assert (retimed(case(), of, LATER, calendar=calendar) is not None) == counted, why


def test_a_place_that_has_moved_meanwhile() -> None:
    """Its job may come later: the tree of now decides which calendar it is."""
    of = house(STORES, REST, idf="rest")
    places = {**of.tree.places, "lyon": Place("lyon", "Lyon", "idf")}
    change = retimed(case(), of._replace(tree=PlaceTree(places.values())), LATER)
    assert change is not None
    assert change[0].target_at == at(20, 10)


DAYS = st.lists(st.integers(17, 31).map(lambda day: date(2026, 3, day)), unique=True, max_size=8)


@given(DAYS, DAYS, st.sampled_from(["P1", "P2", "P3"]))
def test_taking_a_change_back_gives_the_first_target(first: list[date], then: list[date], priority: Any) -> None:
    def with_closed(days: list[date]) -> House:
        return house(replace(STORES, closed=tuple(sorted(days))))

    def after(one: Alert, days: list[date]) -> Alert:
        change = retimed(one, with_closed(days), LATER)
        return change[0] if change else one

    one = after(case(priority=priority), first)
    assert after(after(one, then), first).target_at == one.target_at
