"""When things are due: promises by channel and priority, open hours, reminders and escalations."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.account.models import Escalation, Settings, Target
from shared.alerts import clocks
from shared.alerts.by_itself import expire
from shared.alerts.house import PLAIN, House
from shared.alerts.models import Timer
from shared.calendars.models import Calendar
from shared.rules.models import Priority
from shared.scope.places import Place, PlaceTree
from tests.support.builders import HOUR, NOW, alert, rule

MINUTE = timedelta(minutes=1)
LYON = ("net", "ara", "lyon")

PROMISES: list[tuple[str | None, Priority, timedelta, str]] = [
    (None, "P1", 24 * HOUR, "a survey without a channel"),
    (None, "P2", 48 * HOUR, "as ever"),
    (None, "P3", 72 * HOUR, "as ever"),
    ("email", "P1", 24 * HOUR, "S4.4"),
    ("email", "P2", 48 * HOUR, "S4.4"),
    ("social", "P3", 4 * HOUR, "S4.10"),
    ("messaging", "P2", 2 * HOUR, "S4.9, and nobody keeps office hours here"),
    ("messaging", "P1", 10 * MINUTE, "S4.8"),
    ("phone", "P1", 5 * MINUTE, "S4.5"),
    ("chat", "P2", 5 * MINUTE, "S4.7"),
    (" Phone ", "P1", 5 * MINUTE, "as the source writes it"),
    ("pigeon", "P2", 48 * HOUR, "a channel nobody has thought of"),
]


@pytest.mark.parametrize(("channel", "urgency", "length", "why"), PROMISES)
def test_what_is_promised_by_channel(channel: str | None, urgency: Priority, length: timedelta, why: str) -> None:
    assert clocks.targets(PLAIN, channel, LYON)(NOW, urgency) == NOW + length, why


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


SHOP = Calendar("shop", 1, "Shops", "Europe/Paris", (((540, 720), (840, 1080)),) * 5 + ((), ()), "FR")
DESK = Calendar("desk", 1, "Desk", "Europe/London", (((480, 1200),),) * 7)
TREE = PlaceTree([
    Place("net", "Network"),
    Place("ara", "Region", parent="net", calendar="shop"),
    Place("lyon", "Lyon", parent="ara"),
    Place("annecy", "Annecy", parent="ara", calendar="desk"),
    Place("idf", "Other region", parent="net"),
    Place("nice", "Nice", parent="net", calendar="gone"),
])  # fmt: skip


def house(**settings: Any) -> House:
    return House(Settings(**settings), TREE, {one.id: one for one in (SHOP, DESK)}, zone="Europe/Paris")


HOURS = [
    (LYON, {}, "messaging", "2026-03-17T11:00+01:00", "2026-03-17T15:00+01:00", "that of the region, over noon"),
    (LYON, {}, "messaging", "2026-03-20T17:00+01:00", "2026-03-23T10:00+01:00", "over the weekend"),
    (LYON, {}, "messaging", "2026-03-27T17:00+01:00", "2026-03-30T10:00+02:00", "over a change of the clock"),
    (LYON, {}, "messaging", "2026-05-13T17:00+02:00", "2026-05-15T10:00+02:00", "over a holiday"),
    (LYON, {}, "email", "2026-03-20T17:00+01:00", "2026-03-22T17:00+01:00", "this channel counts elapsed time"),
    (
        ("net", "ara", "annecy"), {}, "messaging", "2026-03-21T20:30+01:00", "2026-03-22T09:30+00:00",
        "its own calendar, in another zone",
    ),
    (("net", "idf"), {}, "messaging", "2026-03-21T20:00Z", "2026-03-21T22:00Z", "no calendar: always open"),
    (
        ("net", "idf"), {"calendar": "shop"}, "messaging", "2026-03-20T17:00+01:00", "2026-03-23T10:00+01:00",
        "the account's",
    ),
    ((), {"calendar": "shop"}, "messaging", "2026-03-20T17:00+01:00", "2026-03-23T10:00+01:00", "no place"),
    (("net", "nice"), {}, "messaging", "2026-03-21T20:00Z", "2026-03-21T22:00Z", "a calendar that has gone"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "settings", "channel", "start", "due", "why"), HOURS, ids=[row[5] for row in HOURS]
)
def test_office_hours_are_those_of_the_place(
    path: tuple[str, ...], settings: dict[str, Any], channel: str, start: str, due: str, why: str
) -> None:
    assert clocks.targets(house(**settings), channel, path)(at(start), "P2") == at(due), why


def test_promises_can_be_changed() -> None:
    changed = house(targets={"email": Target(60, 120, 180)}, other_channels=Target(1, 2, 3))
    assert clocks.targets(changed, "email", LYON)(NOW, "P2") == NOW + 2 * MINUTE
    assert clocks.targets(changed, "phone", LYON)(NOW, "P3") == NOW + timedelta(seconds=3)


DAY = 24 * HOUR
STEPS = [
    ({}, 48 * HOUR, 2, [("reminder", 24, 0)], "a day before the end, nobody above"),
    ({}, 24 * HOUR, 2, [], "no reminder at the very start"),
    ({}, 3 * HOUR, 2, [], "nor before it"),
    ({"remind_before": 0}, 48 * HOUR, 2, [], "reminders turned off"),
    (
        {"escalation": Escalation(after=3600, every=7200, times=3)}, 48 * HOUR, 2,
        [("escalation", 1, 1), ("escalation", 3, 2), ("reminder", 24, 0)], "no more steps than levels above",
    ),
    (
        {"escalation": Escalation(after=3600, every=7200, times=1)}, 48 * HOUR, 2,
        [("escalation", 1, 1), ("reminder", 24, 0)], "as often as the settings say",
    ),
    (
        {"escalation": Escalation(after=30 * 3600, every=18 * 3600)}, 48 * HOUR, 4,
        [("reminder", 24, 0), ("escalation", 30, 1)], "none at the expiry or after it",
    ),
    ({"escalation": Escalation(after=3600)}, 48 * HOUR, 0, [("reminder", 24, 0)], "nobody above the top"),
    ({"escalation": Escalation(after=3600)}, 48 * HOUR, -1, [("reminder", 24, 0)], "no place at all"),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "length", "levels", "planned", "why"), STEPS, ids=[row[4] for row in STEPS])
def test_what_is_told_if_nobody_acts(
    settings: dict[str, Any], length: timedelta, levels: int, planned: list[tuple[str, int, int]], why: str
) -> None:
    found = clocks.timers(Settings(**settings), NOW, NOW + length, levels, NOW)
    assert [(one.kind, (one.at - NOW) // HOUR, one.step) for one in found] == planned, why


@given(
    remind=st.integers(0, 10**6), after=st.integers(0, 10**6), every=st.integers(1, 10**6),
    times=st.integers(0, 9), length=st.integers(60, 10**7), levels=st.integers(-1, 5),
)  # fmt: skip
def test_timers_lie_within_the_life_of_a_case(
    remind: int, after: int, every: int, times: int, length: int, levels: int
) -> None:
    settings = Settings(remind_before=remind, escalation=Escalation(after, every, times))
    end = NOW + timedelta(seconds=length)
    found = clocks.timers(settings, NOW, end, levels, NOW)
    assert all(NOW < one.at < end for one in found)
    assert [one.at for one in found] == sorted(one.at for one in found)
    steps = [one.step for one in found if one.kind == "escalation"]
    assert steps == list(range(1, len(steps) + 1))
    assert len(steps) <= max(0, min(times, levels))
    assert len(found) - len(steps) <= 1


def test_what_should_have_been_told_by_now_is_not_told() -> None:
    """A case that is opened late, such as for an answer that waited in a queue, does not begin with a volley."""
    settings = Settings(escalation=Escalation(3600, 3600, 3))
    found = clocks.timers(settings, NOW, NOW + 28 * HOUR, 4, NOW + 2.5 * HOUR)
    assert [(one.kind, one.step) for one in found] == [("escalation", 3), ("reminder", 0)]
    assert clocks.timers(settings, NOW, NOW + 28 * HOUR, 4, NOW + 4 * HOUR) == ()


def test_a_reminder_moves_with_the_expiry() -> None:
    settings = Settings()
    planned = (Timer("escalation", NOW + HOUR, 1), Timer("reminder", NOW + 48 * HOUR))
    end = NOW + 72 * HOUR
    assert clocks.moved(planned, end, end, settings, NOW) == planned
    sooner = clocks.moved(planned, end, NOW + 30 * HOUR, settings, NOW)
    assert sooner == (planned[0], Timer("reminder", NOW + 6 * HOUR))
    assert clocks.moved(planned, end, NOW + 20 * HOUR, settings, NOW) == planned[:1], "it would be in the past"
    assert clocks.moved(planned, end, NOW + HOUR, settings, NOW) == (), "nothing at the expiry or after it"
    assert clocks.moved(planned[:1], end, NOW + 30 * HOUR, settings, NOW) == planned[:1], "told already"


MILLISECOND = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("late", "expired", "why"),
    [
        (-MILLISECOND, False, "a millisecond before"),
        (timedelta(0), True, "at the moment itself"),
        (MILLISECOND, True, "a millisecond after"),
        (timedelta(seconds=120), True, "a sweep that comes late"),
        (26 * HOUR, True, "a sweeper that was off for a day"),
    ],
)
def test_at_the_deadline(late: timedelta, expired: bool, why: str) -> None:
    case = alert()
    change = expire(case, case.expires_at + late)
    assert (change is not None) is expired, why
    if change is not None:
        assert change[0].expired_at == case.expires_at, "stamped with the deadline, however late the sweep"


@pytest.mark.parametrize("start", ["2027-03-27T13:00+01:00", "2026-10-24T13:00+02:00"])
def test_an_expiry_is_elapsed_hours_through_a_change_of_the_clock(start: str) -> None:
    """F16: 24 hours are 24 hours, not the same time of the next day."""
    end = clocks.expiry(at(start), [rule(expires_in=24 * 3600)])
    assert end - at(start) == timedelta(hours=24)
    assert end.astimezone(ZoneInfo("Europe/Paris")).hour != at(start).hour
