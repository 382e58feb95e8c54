"""Putting a case on hold: until when, and what the clocks do meanwhile."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from shared.alerts import clocks, ending, holds, lifecycle
from shared.alerts.models import Alert, Timer
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError
from tests.support.builders import CLAIRE, HOUR, MARC, NOW
from tests.unit.shared.alerts.lifecycle_table import CASES, LATER, NEW

MS = timedelta(milliseconds=1)
YEAR = timedelta(days=366)
REMINDER = Timer("reminder", NOW + 24 * HOUR)
RUNNING = replace(NEW, target_at=NOW + 12 * HOUR, due_at=NOW + 12 * HOUR, timers=(REMINDER,))

UNTIL = [
    (LATER + MS, False, None, "a moment ahead"),
    (LATER, False, "out_of_range", "now"),
    (LATER - MS, False, "out_of_range", "past"),
    (LATER + YEAR, False, None, "a year ahead"),
    (LATER + YEAR + MS, False, "out_of_range", "more than a year"),
    (LATER + HOUR, True, None, "or a reply, if that is sooner"),
    (None, True, None, "a reply alone"),
    (None, False, "invalid", "neither"),
]


@pytest.mark.parametrize(("until", "or_reply", "code", "why"), UNTIL)
def test_until_when(until: datetime | None, or_reply: bool, code: str | None, why: str) -> None:
    if code is None:
        after, event = holds.hold(NEW, CLAIRE, LATER, until=until, or_reply=or_reply, note="Calls back")
        assert after.hold is not None
        assert (after.hold.until, after.hold.or_reply, after.hold.note) == (until, or_reply, "Calls back"), why
        assert (event.data["or_reply"], event.data["note"]) == (or_reply, "Calls back")
        return
    with pytest.raises(AppError) as refusal:
        holds.hold(NEW, CLAIRE, LATER, until=until, or_reply=or_reply)
    assert (refusal.value.code, refusal.value.status) == (code, 422), why
    assert [fault.path for fault in refusal.value.errors] == ["$.until"]


def test_clocks_go_on_during_a_hold_unless_the_account_says_otherwise() -> None:
    held, _ = holds.hold(RUNNING, CLAIRE, LATER, until=NOW + 40 * HOUR)
    resumed, _ = holds.resume(held, CLAIRE, NOW + 10 * HOUR)
    assert replace(resumed, version=1) == RUNNING


def test_clocks_that_stood_still_go_on_where_they_stopped() -> None:
    held, _ = holds.hold(RUNNING, CLAIRE, LATER, until=NOW + 40 * HOUR, pauses=True)
    assert (held.due_at, clocks.next_tick(held)) == (NOW + 40 * HOUR, NOW + 40 * HOUR)
    resumed, event = holds.resume(held, MARC, LATER + 10 * HOUR)
    assert resumed.target_at == NOW + 22 * HOUR
    assert resumed.expires_at == NEW.expires_at + 10 * HOUR
    assert resumed.timers == (replace(REMINDER, at=REMINDER.at + 10 * HOUR),)
    assert resumed.due_at == resumed.target_at
    assert event.data["changes"]["hold"][1] is None


def test_a_hold_over_a_hold_counts_each_stretch_once() -> None:
    held, _ = holds.hold(RUNNING, CLAIRE, NOW + 1 * HOUR, until=NOW + 40 * HOUR, pauses=True)
    again, _ = holds.hold(held, CLAIRE, NOW + 5 * HOUR, until=NOW + 60 * HOUR, pauses=True)
    resumed, _ = holds.resume(again, CLAIRE, NOW + 8 * HOUR)
    assert resumed.expires_at == NEW.expires_at + 7 * HOUR


def test_a_setting_changed_meanwhile_counts_for_the_next_hold() -> None:
    held, _ = holds.hold(RUNNING, CLAIRE, NOW + 1 * HOUR, until=NOW + 40 * HOUR, pauses=False)
    assert holds.resume(held, CLAIRE, NOW + 5 * HOUR)[0].expires_at == NEW.expires_at


@pytest.mark.parametrize("name", ["expired", "late"])
def test_what_has_expired_can_be_parked_and_has_no_clock_to_stop(name: str) -> None:
    held, _ = holds.hold(CASES[name], CLAIRE, NEW.expires_at + HOUR, until=NEW.expires_at + 3 * HOUR, pauses=True)
    assert held.hold is not None
    assert held.hold.pauses is False
    assert clocks.next_tick(held) == NEW.expires_at + 3 * HOUR


def test_a_hold_without_an_end_that_stops_the_clocks_ends_after_a_year() -> None:
    held, _ = holds.hold(NEW, CLAIRE, LATER, until=None, or_reply=True, pauses=True)
    assert clocks.next_tick(held) == LATER + YEAR


def test_a_case_closed_on_hold_keeps_the_time_it_had_left() -> None:
    held, _ = holds.hold(RUNNING, CLAIRE, LATER, until=NOW + 40 * HOUR, pauses=True)
    closed, _ = ending.close(held, CLAIRE, LATER + 10 * HOUR, reason="void", reasons=DEFAULT_REASONS)
    reopened, _ = ending.reopen(closed, CLAIRE, LATER + 11 * HOUR)
    assert (reopened.hold, reopened.expires_at) == (None, NEW.expires_at + 10 * HOUR)


def test_the_length_of_a_life_is_the_same_after_a_hold() -> None:
    """Reopened after its time, a case gets as long again as it was given, whatever was spent on hold."""
    held, _ = holds.hold(RUNNING, CLAIRE, LATER, until=NOW + 40 * HOUR, pauses=True)
    case: Alert = holds.resume(held, CLAIRE, LATER + 10 * HOUR)[0]
    closed, _ = ending.close(case, CLAIRE, LATER + 11 * HOUR, reason="void", reasons=DEFAULT_REASONS)
    late = NOW + timedelta(days=90)
    assert ending.reopen(closed, CLAIRE, late)[0].expires_at - late == NEW.expires_at - NEW.created_at
    assert lifecycle.standing(closed) == "closed"
