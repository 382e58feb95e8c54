"""What people write on a case, and whom they have reached."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from shared.alerts.lifecycle import Change, changed, named, require
from shared.alerts.models import Alert, ContactChannel, Event, Outcome, Status
from shared.clock import iso
from shared.errors import Fault, Invalid, NotFound, NotYourNote, TooLate
from shared.scope.people import Person

BACKDATE_TOLERANCE = timedelta(minutes=2)
DELETE_WITHIN = timedelta(minutes=15)


def note(alert: Alert, by: Person, now: datetime, *, text: str, mentions: Sequence[Person] = ()) -> Change:
    """Adds an internal note; an ended case can still be annotated. Those mentioned are told."""
    require(alert, "note")
    return changed(alert, alert, "noted", by, now, text=text, mentions=[named(one) for one in mentions])


def edit_note(
    alert: Alert, by: Person, now: datetime, *, number: int, text: str, history: Sequence[Event]
) -> Change | None:
    """Writes one's own note anew; None when it says that already. ``number`` is the version that the note made,
    ``history`` all events of the case. Raises NotFound for what is no note, or none any more, and NotYourNote."""
    require(alert, "note")
    written = _note(number, history)
    if written.by is None or written.by.id != by.id:
        raise NotYourNote
    texts = [written.data["text"], *(one.data["text"] for one in _about(number, history, "note_edited"))]
    if texts[-1] == text:
        return None
    return changed(alert, alert, "note_edited", by, now, note=number, text=text)


def delete_note(
    alert: Alert, by: Person, now: datetime, *, number: int, history: Sequence[Event], anybodys: bool = False
) -> Change:
    """Takes a note back within 15 minutes: one's own, or ``anybodys``. Its text is never shown again. Raises
    NotFound, NotYourNote, TooLate."""
    require(alert, "note")
    written = _note(number, history)
    if not anybodys and (written.by is None or written.by.id != by.id):
        raise NotYourNote
    if now > written.at + DELETE_WITHIN:
        raise TooLate("A note can be deleted in its first 15 minutes")
    return changed(alert, alert, "note_deleted", by, now, note=number)


def contact(
    alert: Alert, by: Person, now: datetime, *, channel: ContactChannel, outcome: Outcome,
    note: str | None = None, contacted_at: datetime | None = None,
) -> Change:  # fmt: skip
    """Records an attempt to reach the customer. Only ``reached`` is a contact: the first one stops the
    first-contact clock for good (S1.13). ``contacted_at`` may lie in the past, which is traced, never before the
    case or ahead. ``refused``: the customer wants no contact, so that none is awaited and none possible any more
    (design, 4)."""
    require(alert, "contact")
    when = contacted_at or now
    if when > now + BACKDATE_TOLERANCE or when < alert.created_at:
        raise Invalid(errors=[Fault("$.contacted_at", "out_of_range", "choose a time between the alert and now")])
    after = alert
    if outcome == "reached" and alert.first_contact_at is None:
        status: Status = "contacted" if alert.status in ("new", "assigned") else alert.status
        after = replace(alert, status=status, first_contact_at=when, target_at=None)
    elif outcome == "refused":
        after = replace(alert, contact_refused=True, target_at=None)
    data = {
        "channel": channel,
        "outcome": outcome,
        "note": note,
        "contacted_at": iso(when),
        "backdated": when < now - BACKDATE_TOLERANCE,
    }
    return changed(alert, after, "contacted", by, now, **data)


def deleted_notes(history: Sequence[Event]) -> set[int]:
    """The versions whose notes were taken back."""
    return {one.data["note"] for one in history if one.type == "note_deleted"}


def note_now(written: Event, history: Sequence[Event]) -> Event | None:
    """A note as it reads now, in the words of its last edit; None once it is deleted. ``written`` is its event,
    ``history`` all events of the case."""
    if written.version in deleted_notes(history):
        return None
    edits = _about(written.version, history, "note_edited")
    return replace(written, data={**written.data, "text": edits[-1].data["text"]}) if edits else written


def _note(number: int, history: Sequence[Event]) -> Event:
    found = next((one for one in history if one.version == number and one.type == "noted"), None)
    if found is None or number in deleted_notes(history):
        raise NotFound
    return found


def _about(number: int, history: Sequence[Event], event_type: str) -> list[Event]:
    return [one for one in history if one.type == event_type and one.data["note"] == number]
