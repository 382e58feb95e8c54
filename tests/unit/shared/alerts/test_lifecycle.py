"""The life of a case: every command on every status, as one table, and what each leaves behind."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared import errors
from shared.alerts import lifecycle
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError
from tests.support.builders import CLAIRE, HOUR, MARC, NOW
from tests.unit.shared.alerts.lifecycle_table import CASES, COMMANDS, LATER, NEW, TABLE

ROWS = [(status, command, result) for status, row in TABLE.items() for command, result in row.items()]


def test_the_table_is_whole() -> None:
    assert set(TABLE) == set(CASES)
    assert all(set(row) == set(COMMANDS) for row in TABLE.values())


@pytest.mark.parametrize(("status", "command", "result"), ROWS)
def test_every_command_on_every_status(status: str, command: str, result: str | None) -> None:
    case = CASES[status]
    if result is not None and result.startswith("!"):
        with pytest.raises(AppError) as refusal:
            COMMANDS[command](case, LATER)
        assert refusal.value.code == result[1:]
        assert refusal.value.status == 409
        return
    change = COMMANDS[command](case, LATER)
    if result is None:
        assert change is None
        return
    assert change is not None
    changed, event = change
    assert changed.status == result
    assert changed.version == case.version + 1 == event.version, "one event per version"
    assert (event.alert_id, changed.id) == (case.id, case.id)
    assert changed.feedback is case.feedback
    assert changed.created_at == case.created_at
    assert (changed.closing is not None) == (changed.status == "closed")


@pytest.mark.parametrize("status", list(CASES))
def test_allowed_says_what_would_not_be_refused(status: str) -> None:
    case = CASES[status]
    unowned = replace(case, owner=None) if case.status not in lifecycle.ENDED else case
    commands = {"take": "take", "note": "note", "contact": "reached", "close": "close", "reopen": "reopen"}
    possible = []
    for name, command in commands.items():
        try:
            COMMANDS[command](unowned, LATER)
        except AppError:
            continue
        possible.append(name)
    assert sorted(lifecycle.allowed(unowned)) == sorted(possible)


def test_an_owned_case_does_not_offer_itself_to_be_taken() -> None:
    assert lifecycle.allowed(CASES["assigned"]) == ["note", "contact", "close"]


def test_taking_names_owner_and_time_once() -> None:
    changed, event = take(NEW)
    assert (changed.owner, changed.assigned_at) == (CLAIRE, LATER)
    assert (event.type, event.by, event.at, event.data) == ("taken", CLAIRE, LATER, {})
    assert changed.due_at == NEW.due_at


def take(case: Alert) -> Change:
    change = lifecycle.take(case, CLAIRE, LATER)
    assert change is not None
    return change


def test_the_first_assignment_keeps_its_time() -> None:
    assert take(replace(NEW, assigned_at=NOW))[0].assigned_at == NOW


def test_a_refused_taker_is_told_who_has_it() -> None:
    with pytest.raises(errors.AlreadyTaken, match=CLAIRE.name):
        lifecycle.take(CASES["assigned"], MARC, LATER)


def test_a_closed_case_says_who_closed_it() -> None:
    with pytest.raises(errors.AlreadyClosed, match=CLAIRE.name):
        lifecycle.take(CASES["closed"], MARC, LATER)


def test_the_first_contact_stops_its_clock_for_good() -> None:
    assert NEW.due_at == NEW.expires_at == NEW.target_at, "both end in two days, for a P2 rule of two days"
    tight = replace(NEW, target_at=NOW + HOUR, due_at=NOW + HOUR)
    first, event = lifecycle.contact(tight, CLAIRE, LATER, channel="phone", outcome="reached", contacted_at=NOW)
    assert (first.first_contact_at, first.target_at, first.due_at) == (NOW, None, NEW.expires_at)
    assert event.data["contacted_at"] == "2026-03-17T09:05:00.000Z"
    again, _ = lifecycle.contact(first, MARC, LATER + HOUR, channel="email", outcome="reached")
    assert again.first_contact_at == NOW


@pytest.mark.parametrize("outcome", ["no_answer", "message_left", "refused"])
def test_an_attempt_is_no_contact(outcome: Any) -> None:
    changed, event = lifecycle.contact(NEW, CLAIRE, LATER, channel="phone", outcome=outcome, note="Tried")
    assert replace(changed, version=NEW.version) == NEW
    assert (event.type, event.data["outcome"], event.data["note"]) == ("contacted", outcome, "Tried")


@pytest.mark.parametrize(
    ("at", "passes", "why"),
    [
        (NOW, True, "at the creation"),
        (NOW - timedelta(milliseconds=1), False, "before it"),
        (LATER, True, "now"),
        (LATER + timedelta(minutes=2), True, "a clock slightly ahead"),
        (LATER + timedelta(minutes=2, milliseconds=1), False, "ahead"),
    ],
)
def test_when_a_contact_may_have_been(at: datetime, passes: bool, why: str) -> None:
    def contact() -> Change:
        return lifecycle.contact(NEW, CLAIRE, LATER, channel="phone", outcome="reached", contacted_at=at)

    if passes:
        assert contact()[0].first_contact_at == at, why
    else:
        with pytest.raises(errors.Invalid) as refusal:
            contact()
        assert [fault.path for fault in refusal.value.errors] == ["$.contacted_at"], why


@pytest.mark.parametrize(
    ("reason", "note", "code"),
    [
        ("void", None, None),
        ("void", "", None),
        ("void", "Nothing to do", None),
        ("solved", "Refunded", None),
        ("solved", None, "note_required"),
        ("solved", "  \n", "note_required"),
        ("other", "Refunded", "unknown_reason"),
        ("", None, "unknown_reason"),
        ("Solved", "Refunded", "unknown_reason"),
    ],
)
def test_reasons(reason: str, note: str | None, code: str | None) -> None:
    def close() -> Change:
        return lifecycle.close(NEW, CLAIRE, LATER, reason=reason, reasons=DEFAULT_REASONS, note=note)

    if code is None:
        changed, event = close()
        assert changed.closing is not None
        assert (changed.closing.reason_id, changed.closing.note) == (reason, note or None)
        assert (changed.closing.by, changed.closing.at) == (CLAIRE, LATER)
        assert event.data["reason"]["label"].keys() == {"fr", "en"}
    else:
        with pytest.raises(AppError) as refusal:
            close()
        assert (refusal.value.code, refusal.value.status) == (code, 422)


@pytest.mark.parametrize(
    ("status", "skipped"),
    [
        ("new", ("assigned", "contacted")),
        ("assigned", ("contacted",)),
        ("contacted", ()),
        ("contacted, unowned", ("assigned",)),
        ("expired", ("assigned", "contacted")),
    ],
)
def test_closing_marks_skipped_steps_and_invents_none(status: str, skipped: tuple[str, ...]) -> None:
    change = COMMANDS["close"](CASES[status], LATER)
    assert change is not None
    changed, event = change
    assert changed.closing is not None
    assert changed.closing.skipped == skipped
    assert event.data["skipped"] == list(skipped)
    assert changed.first_contact_at == CASES[status].first_contact_at


@pytest.mark.parametrize("status", [name for name in CASES if name not in ("closed", "spam")])
def test_reopening_gives_back_what_was_closed(status: str) -> None:
    case = CASES[status]
    closed = COMMANDS["close"](case, LATER)
    assert closed is not None
    reopened, event = lifecycle.reopen(closed[0], MARC, LATER + HOUR, reason="Called again")
    assert replace(reopened, version=case.version) == case
    assert (event.type, event.by, event.data) == ("reopened", MARC, {"reason": "Called again"})


def test_reopening_after_the_deadline_gives_the_same_time_again() -> None:
    case = CASES["new"]
    length = case.expires_at - case.created_at
    for days in (30, 90):
        now = case.created_at + timedelta(days=days)
        closed = COMMANDS["close"](case, now)
        assert closed is not None
        case, _ = lifecycle.reopen(closed[0], MARC, now)
        assert (case.restarted_at, case.expires_at) == (now, now + length)
        assert lifecycle.expire(case, now) is None, "the old life does not end the new one"


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("offset", "expires"), [(-SECOND, False), (timedelta(0), True), (SECOND, True), (timedelta(hours=26), True)]
)
def test_a_case_expires_on_time_however_late_the_sweep(offset: timedelta, expires: bool) -> None:
    change = lifecycle.expire(NEW, NEW.expires_at + offset)
    if not expires:
        assert change is None
        return
    assert change is not None
    changed, event = change
    assert changed.expired_at == NEW.expires_at
    assert (event.type, event.at, event.by) == ("expired", NEW.expires_at, None)
    assert changed.due_at == NEW.due_at, "it stays at the top of the work"
