"""Closing, spam, and taking either back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from msgspec.structs import replace

from shared.account.models import Reason
from shared.alerts import by_itself, clocks, conversation, ending
from shared.alerts.lifecycle import Change
from shared.alerts.models import Timer
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError
from tests.support.builders import CLAIRE, HOUR, MARC, NOW
from tests.unit.shared.alerts.lifecycle_table import CASES, COMMANDS, LATER, NEW

OLD = Reason("old", {"fr": "Ancien", "en": "Old"}, archived=True)
REASONS = [
    ("void", None, None, "no note asked for"),
    ("void", "", None, "an empty one is none"),
    ("void", "Nothing to do", None, "one may be given all the same"),
    ("solved", "Refunded", None, "the note it asks for"),
    ("solved", None, "note_required", "none"),
    ("solved", "  \n", "note_required", "nothing but space"),
    ("other", "Refunded", "unknown_reason", "not in the list"),
    ("", None, "unknown_reason", "empty"),
    ("Solved", "Refunded", "unknown_reason", "ids are exact"),
    ("old", None, "unknown_reason", "archived"),
]


@pytest.mark.parametrize(("reason", "note", "code", "why"), REASONS)
def test_reasons(reason: str, note: str | None, code: str | None, why: str) -> None:
    def close() -> Change:
        reasons = (*DEFAULT_REASONS, OLD)
        return ending.close(NEW, CLAIRE, LATER, reason=reason, reasons=reasons, note=note)

    if code is None:
        after, event = close()
        assert after.closing is not None
        assert (after.closing.reason_id, after.closing.note) == (reason, note or None), why
        assert (after.closing.by, after.closing.at) == (CLAIRE, LATER)
        assert event.data["reason"]["label"].keys() == {"fr", "en"}
    else:
        with pytest.raises(AppError) as refusal:
            close()
        assert (refusal.value.code, refusal.value.status) == (code, 422), why


SKIPPED = [
    ("new", ("assigned", "contacted")),
    ("assigned", ("contacted",)),
    ("contacted", ()),
    ("unowned", ("assigned",)),
    ("expired", ("assigned", "contacted")),
    ("delegated", ("contacted",)),
]


@pytest.mark.parametrize(("name", "skipped"), SKIPPED)
def test_closing_marks_skipped_steps_and_invents_none(name: str, skipped: tuple[str, ...]) -> None:
    after, event = ending.close(CASES[name], CLAIRE, LATER, reason="void", reasons=DEFAULT_REASONS)
    assert after.closing is not None
    assert after.closing.skipped == skipped
    assert event.data["skipped"] == list(skipped)
    assert after.first_contact_at == CASES[name].first_contact_at


LIVE = [name for name in CASES if name not in ("closed", "spam", "attached", "held")]


@pytest.mark.parametrize("name", LIVE)
@pytest.mark.parametrize(("end", "back"), [("close", "reopen"), ("spam", "unspam")])
def test_taking_an_end_back_gives_the_case_as_it_was(name: str, end: str, back: str) -> None:
    case = replace(CASES[name], timers=(Timer("reminder", NOW + 24 * HOUR),))
    ended = COMMANDS[end](case, LATER)
    assert ended is not None
    again = COMMANDS[back](ended[0], LATER + HOUR)
    assert again is not None
    assert replace(again[0], version=case.version) == case


@pytest.mark.parametrize(("end", "back"), [("close", ending.reopen), ("spam", ending.unspam)])
def test_a_case_of_somebody_who_has_left_is_nobodys_again(end: str, back: Callable[..., Change]) -> None:
    ended = COMMANDS[end](CASES["assigned"], LATER)
    assert ended is not None
    again, event = back(ended[0], MARC, LATER, owner_left=True)
    assert (again.owner, again.status) == (None, "new")
    assert event.data["changes"]["owner"][1] is None


def test_an_ended_case_has_nothing_coming() -> None:
    case = replace(NEW, timers=(Timer("reminder", NOW + 24 * HOUR),))
    for end in ("close", "spam"):
        change = COMMANDS[end](case, LATER)
        assert change is not None
        assert clocks.next_tick(change[0]) is None
        assert by_itself.tick(change[0], NOW + timedelta(days=900)) is None


def test_what_would_have_been_told_meanwhile_is_not_told_after() -> None:
    case = replace(NEW, timers=(Timer("reminder", NOW + 24 * HOUR),))
    closed, _ = ending.close(case, CLAIRE, LATER, reason="void", reasons=DEFAULT_REASONS)
    assert ending.reopen(closed, CLAIRE, NOW + 30 * HOUR)[0].timers == ()


@pytest.mark.parametrize("end", ["close", "spam"])
def test_after_the_deadline_the_same_time_is_given_again(end: str) -> None:
    case = replace(NEW, timers=(Timer("reminder", NEW.expires_at - 24 * HOUR),))
    length = case.expires_at - case.created_at
    for days in (30, 90):
        now = NEW.created_at + timedelta(days=days)
        ended = COMMANDS[end](case, now)
        assert ended is not None
        again = COMMANDS["reopen" if end == "close" else "unspam"](ended[0], now)
        assert again is not None
        case = again[0]
        assert (case.restarted_at, case.expires_at, case.due_at) == (now, now + length, case.target_at)
        assert case.timers == (Timer("reminder", case.expires_at - 24 * HOUR),)
        assert by_itself.tick(case, now) is None, "the old life does not end the new one"


def test_closing_for_refusal_blocks_contact_until_it_is_taken_back() -> None:
    closed, _ = ending.close(NEW, CLAIRE, LATER, reason="no_contact", reasons=DEFAULT_REASONS)
    assert closed.contact_refused
    assert not ending.reopen(closed, MARC, LATER)[0].contact_refused


def test_a_refusal_known_before_outlives_the_closing() -> None:
    refused, _ = conversation.contact(NEW, CLAIRE, LATER, channel="phone", outcome="refused")
    closed, _ = ending.close(refused, CLAIRE, LATER, reason="no_contact", reasons=DEFAULT_REASONS)
    assert ending.reopen(closed, MARC, LATER)[0].contact_refused


def test_spam_says_who_said_so() -> None:
    after, event = ending.spam(NEW, CLAIRE, LATER)
    assert after.spam is not None
    assert (after.spam.by, after.spam.at, event.type) == (CLAIRE, LATER, "spammed")
