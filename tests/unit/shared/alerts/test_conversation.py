"""Notes and contacts."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared import errors
from shared.alerts import conversation
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Event
from shared.errors import AppError
from shared.scope.people import Person
from tests.support.builders import CLAIRE, HOUR, MARC, NOW
from tests.unit.shared.alerts.lifecycle_table import LATER, NEW

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def test_a_note_names_those_it_mentions() -> None:
    after, event = conversation.note(NEW, CLAIRE, LATER, text="See @Marc", mentions=[MARC])
    assert replace(after, version=1) == NEW
    assert event.data == {"text": "See @Marc", "mentions": [{"id": MARC.id, "name": MARC.name}]}


def history() -> tuple[Alert, list[Event]]:
    """A case with one note of Claire's, which is version 2."""
    case, noted = conversation.note(NEW, CLAIRE, LATER, text="Frist")
    return case, [Event(NEW.id, 1, "raised", NOW), noted]


EDITS = [
    (CLAIRE, 2, "First", None, "her own"),
    (CLAIRE, 2, "Frist", "nothing", "the same text"),
    (MARC, 2, "First", "not_your_note", "somebody else's"),
    (CLAIRE, 1, "First", "not_found", "no note"),
    (CLAIRE, 7, "First", "not_found", "no event at all"),
]


@pytest.mark.parametrize(("by", "number", "text", "code", "why"), EDITS)
def test_editing_a_note(by: Person, number: int, text: str, code: str | None, why: str) -> None:
    case, events = history()

    def edit() -> Change | None:
        return conversation.edit_note(case, by, LATER + HOUR, number=number, text=text, history=events)

    if code in (None, "nothing"):
        change = edit()
        assert (change is None) == (code == "nothing"), why
        if change is not None:
            assert (change[1].type, change[1].data) == ("note_edited", {"note": number, "text": text})
        return
    with pytest.raises(AppError) as refusal:
        edit()
    assert refusal.value.code == code, why


def test_a_note_can_be_written_back_to_what_it_was() -> None:
    case, events = history()
    for text in ("First", "Frist"):
        change = conversation.edit_note(case, CLAIRE, LATER, number=2, text=text, history=events)
        assert change is not None
        case, events = change[0], [*events, change[1]]


DELETES = [
    (CLAIRE, 0 * MINUTE, False, None, "at once"),
    (CLAIRE, 15 * MINUTE, False, None, "in the last moment"),
    (CLAIRE, 15 * MINUTE + SECOND, False, "too_late", "a moment later"),
    (MARC, 0 * MINUTE, False, "not_your_note", "somebody else's"),
    (MARC, 15 * MINUTE, True, None, "an admin may, anybody's"),
    (MARC, 16 * MINUTE, True, "too_late", "and no longer than its author"),
]


@pytest.mark.parametrize(("by", "after", "anybodys", "code", "why"), DELETES)
def test_deleting_a_note(by: Person, after: timedelta, anybodys: bool, code: str | None, why: str) -> None:
    case, events = history()

    def delete() -> Change:
        return conversation.delete_note(case, by, LATER + after, number=2, history=events, anybodys=anybodys)

    if code is None:
        _, event = delete()
        assert (event.type, event.data, event.by) == ("note_deleted", {"note": 2}, by), why
        return
    with pytest.raises(AppError) as refusal:
        delete()
    assert refusal.value.code == code, why


def test_a_deleted_note_is_gone_for_good() -> None:
    case, events = history()
    case, gone = conversation.delete_note(case, CLAIRE, LATER, number=2, history=events)
    events = [*events, gone]
    assert conversation.deleted_notes(events) == {2}
    with pytest.raises(errors.NotFound):
        conversation.edit_note(case, CLAIRE, LATER, number=2, text="Again", history=events)
    with pytest.raises(errors.NotFound):
        conversation.delete_note(case, CLAIRE, LATER, number=2, history=events)


def contact(case: Alert, **how: Any) -> Change:
    given: dict[str, Any] = {"channel": "phone", "outcome": "reached", **how}
    return conversation.contact(case, CLAIRE, LATER, **given)


def test_the_first_contact_stops_its_clock_for_good() -> None:
    assert NEW.due_at == NEW.expires_at == NEW.target_at, "both end in two days, for a P2 rule of two days"
    tight = replace(NEW, target_at=NOW + HOUR, due_at=NOW + HOUR)
    first, event = contact(tight, contacted_at=NOW)
    assert (first.first_contact_at, first.target_at, first.due_at) == (NOW, None, NEW.expires_at)
    assert event.data["contacted_at"] == "2026-03-17T09:05:00.000Z"
    again, _ = conversation.contact(first, MARC, LATER + HOUR, channel="email", outcome="reached")
    assert again.first_contact_at == NOW


@pytest.mark.parametrize("outcome", ["no_answer", "message_left"])
def test_an_attempt_is_no_contact(outcome: Any) -> None:
    after, event = contact(NEW, outcome=outcome, note="Tried")
    assert replace(after, version=NEW.version) == NEW
    assert (event.type, event.data["outcome"], event.data["note"]) == ("contacted", outcome, "Tried")


def test_who_wants_no_contact_is_not_waited_for_and_not_called_again() -> None:
    after, _ = contact(replace(NEW, target_at=NOW + HOUR), outcome="refused")
    assert (after.contact_refused, after.target_at, after.first_contact_at) == (True, None, None)
    assert after.status == "new", "it is no contact"
    with pytest.raises(errors.ContactRefused):
        contact(after)


CONTACTED = [
    (NOW, True, True, "at the creation"),
    (NOW - timedelta(milliseconds=1), False, False, "before it"),
    (LATER, True, False, "now"),
    (None, True, False, "not said, so now"),
    (LATER - 2 * MINUTE, True, False, "a clock slightly behind"),
    (LATER - 2 * MINUTE - SECOND, True, True, "backdated, which is traced"),
    (LATER + 2 * MINUTE, True, False, "a clock slightly ahead"),
    (LATER + timedelta(minutes=2, milliseconds=1), False, False, "ahead"),
]


@pytest.mark.parametrize(("at", "passes", "backdated", "why"), CONTACTED)
def test_when_a_contact_may_have_been(at: datetime | None, passes: bool, backdated: bool, why: str) -> None:
    if passes:
        after, event = contact(NEW, contacted_at=at)
        assert after.first_contact_at == (at or LATER), why
        assert event.data["backdated"] is backdated, why
    else:
        with pytest.raises(errors.Invalid) as refusal:
            contact(NEW, contacted_at=at)
        assert paths(refusal.value.errors) == ["$.contacted_at"], why


def paths(faults: Sequence[errors.Fault]) -> list[str]:
    return [fault.path for fault in faults]
