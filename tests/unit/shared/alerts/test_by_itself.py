"""What happens to a case when nobody does anything."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from shared.alerts import by_itself, clocks
from shared.alerts.models import Alert, Event, Hold, Timer
from shared.storage.alerts import telling
from tests.support.builders import CLAIRE, HOUR, NOW
from tests.unit.shared.alerts.lifecycle_table import CASES, NEW

MS = timedelta(milliseconds=1)
REMINDER = Timer("reminder", NOW + 24 * HOUR)
FIRST, SECOND, THIRD = (Timer("escalation", NOW + n * 6 * HOUR, n) for n in (1, 2, 3))
WATCHED = replace(NEW, timers=(FIRST, SECOND, THIRD, REMINDER))
MINE = replace(WATCHED, owner=CLAIRE, status="assigned", assigned_at=NOW)
PARKED = replace(MINE, timers=(REMINDER,), hold=Hold(CLAIRE, NOW, NOW + 5 * HOUR))
PAUSED = replace(MINE, timers=(REMINDER,), hold=Hold(CLAIRE, NOW, NOW + 60 * HOUR, pauses=True))
DEADLINE = NEW.expires_at


def run(case: Alert, now: datetime) -> tuple[Alert, list[Event]]:
    """Everything that is due at a moment."""
    events = []
    while (change := by_itself.tick(case, now)) is not None:
        case = change[0]
        events.append(change[1])
    return case, events


TICKS = [
    (NEW, DEADLINE - MS, [], "not yet"),
    (NEW, DEADLINE, ["expired"], "on the dot"),
    (NEW, DEADLINE + timedelta(seconds=120), ["expired"], "a late sweep"),
    (WATCHED, FIRST.at - MS, [], "nothing yet"),
    (WATCHED, FIRST.at, ["escalated"], "nobody has acted"),
    (WATCHED, SECOND.at, ["escalated", "escalated"], "two at once after a stop"),
    (WATCHED, REMINDER.at, ["escalated", "escalated", "escalated", "reminded"], "in order of time"),
    (WATCHED, DEADLINE, ["expired"], "too late for all that"),
    (WATCHED, DEADLINE + 26 * HOUR, ["expired"], "off for 26 hours: once, and nothing after it"),
    (PARKED, NOW + 5 * HOUR - MS, [], "on hold"),
    (PARKED, NOW + 5 * HOUR, ["returned"], "its hold ends"),
    (PARKED, REMINDER.at, ["returned", "reminded"], "both"),
    (PARKED, DEADLINE, ["expired"], "its time is up, hold or not"),
    (PAUSED, DEADLINE, [], "its clocks stand still"),
    (PAUSED, NOW + 60 * HOUR, ["returned"], "and go on from here"),
    (PAUSED, NOW + 84 * HOUR, ["returned", "reminded"], "the reminder that much later"),
    (PAUSED, DEADLINE + 60 * HOUR, ["returned", "expired"], "the deadline too"),
    (CASES["expired"], DEADLINE + 900 * HOUR, [], "once"),
    (CASES["closed"], DEADLINE + 900 * HOUR, [], "ended"),
    (CASES["spam"], DEADLINE + 900 * HOUR, [], "ended"),
    (CASES["attached"], DEADLINE + 900 * HOUR, [], "worked with another case"),
    (
        replace(CASES["late"], hold=Hold(CLAIRE, NOW, NOW + 90 * HOUR)),
        NOW + 90 * HOUR,
        ["returned"],
        "parked late",
    ),
    (
        replace(NEW, hold=Hold(CLAIRE, NOW, None, or_reply=True)),
        DEADLINE - MS,
        [],
        "a reply does not come by itself",
    ),
    (replace(NEW, hold=Hold(CLAIRE, NOW, None, or_reply=True)), DEADLINE, ["expired"], "nor stops it the clock"),
]


@pytest.mark.parametrize(("case", "now", "types", "why"), TICKS)
def test_what_is_due(case: Alert, now: datetime, types: list[str], why: str) -> None:
    after, events = run(case, now)
    assert [event.type for event in events] == types, why
    assert [event.by for event in events] == [None] * len(types)
    assert after.version == case.version + len(types)
    due = clocks.next_tick(after)
    assert due is None or due > now, "what is due is done, or the sweep would come back for ever"
    first = clocks.next_tick(case)
    assert bool(types) == (first is not None and first <= now), "the sweep finds what is due, and nothing else"


def test_expiry_is_stamped_with_its_deadline_however_late_the_sweep() -> None:
    after, (event,) = run(PARKED, DEADLINE + 26 * HOUR)
    assert (event.at, after.expired_at, after.status) == (DEADLINE, DEADLINE, "expired")
    assert (after.hold, after.timers) == (None, ())
    end = NOW + 5 * HOUR
    assert (after.returned_at, after.due_at) == (end, end), "where it stood when its hold had ended"
    unparked, _ = run(MINE, DEADLINE + 26 * HOUR)
    assert unparked.due_at == MINE.due_at, "it stays at the top of the work"


def test_a_case_back_from_its_hold_comes_first() -> None:
    after, (event,) = run(PARKED, NOW + 9 * HOUR)
    end = NOW + 5 * HOUR
    assert (after.hold, after.returned_at, after.due_at, event.at) == (None, end, end, end)


@pytest.mark.parametrize(("case", "told"), [(PARKED, True), (replace(PARKED, owner=None), False)])
def test_only_an_owner_is_told_that_it_is_back(case: Alert, told: bool) -> None:
    assert telling(run(case, NOW + 5 * HOUR)[1][0]) is told


PLACES = [(1, "ara"), (2, "net"), (3, "net"), (9, "net")]


@pytest.mark.parametrize(("step", "place"), PLACES)
def test_each_step_goes_a_level_up_to_the_top_at_most(step: int, place: str) -> None:
    after, (event,) = run(replace(NEW, timers=(Timer("escalation", NOW, step),)), NOW)
    assert (event.data["step"], event.data["place"]["id"], after.escalated) == (step, place, step)
    assert telling(event)


def test_a_case_without_a_place_has_nobody_above_it() -> None:
    _, (event,) = run(replace(NEW, place=None, timers=(FIRST,)), FIRST.at)
    assert event.data["place"] is None


def test_a_reminder_says_when_time_is_up() -> None:
    after, (event,) = run(replace(NEW, timers=(REMINDER,)), REMINDER.at)
    assert (event.type, event.data) == ("reminded", {"expires_at": "2026-03-19T09:05:00.000Z"})
    assert after.timers == ()
    assert telling(event)
