"""The end of a case, and taking it back."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from shared.account.models import Reason
from shared.alerts.holds import released
from shared.alerts.lifecycle import Change, changed, require
from shared.alerts.models import Alert, Closing, Spam, Status, Step
from shared.errors import Fault, NoteRequired, UnknownReason
from shared.scope.people import Person


def close(
    alert: Alert,
    by: Person,
    now: datetime,
    *,
    reason: str,
    reasons: Iterable[Reason],
    note: str | None = None,
) -> Change:
    """Ends the case with a reason of the tenant's list, on every path alike (design, 7). Steps that never took
    place are marked as skipped, never invented (design, 4). Raises UnknownReason and NoteRequired."""
    require(alert, "close")
    chosen = chosen_reason(reason, reasons, note)
    steps: tuple[tuple[Step, datetime | None], ...] = (
        ("assigned", alert.assigned_at),
        ("contacted", alert.first_contact_at),
    )
    skipped = tuple(step for step, at in steps if at is None)
    refusal = chosen.refusal and not alert.contact_refused
    closing = Closing(chosen.id, chosen.label["en"], note or None, by, now, skipped, refusal)
    ended = replace(
        released(alert, now),
        status="closed",
        closing=closing,
        contact_refused=alert.contact_refused or chosen.refusal,
    )
    data = {
        "reason": {"id": chosen.id, "label": chosen.label},
        "note": note or None,
        "skipped": list(skipped),
    }
    return changed(alert, ended, "closed", by, now, **data)


def chosen_reason(reason: str, reasons: Iterable[Reason], note: str | None) -> Reason:
    """The reason of an id, with the note it asks for. Raises UnknownReason, also for one that is archived, and
    NoteRequired."""
    chosen = next((one for one in reasons if one.id == reason and not one.archived), None)
    if chosen is None:
        raise UnknownReason(errors=[Fault("$.reason", "unknown_reason", "choose a reason from the list")])
    if chosen.note_required and not (note or "").strip():
        raise NoteRequired(errors=[Fault("$.note", "note_required", "say what was done")])
    return chosen


def reopen(
    alert: Alert, by: Person, now: datetime, *, reason: str | None = None, owner_left: bool = False
) -> Change:
    """Takes the closing back: the case is again what its own history says it was. A deadline that passed while it
    was closed starts anew with the same length, so that the old life does not end the new one. ``owner_left``:
    who had it does not work here any more, or saw it only until it was closed, so that nobody has it now. Nor does
    anybody see it again to whom it was given for its former life (design, 9)."""
    require(alert, "reopen")
    refused = alert.contact_refused and not (alert.closing is not None and alert.closing.refusal)
    open_again = replace(alert, closing=None, contact_refused=refused, grants=())
    again = _restored(open_again, now, owner_left)
    return changed(alert, again, "reopened", by, now, reason=reason)


def spam(alert: Alert, by: Person, now: datetime) -> Change:
    """Moves the case to spam (S2.21)."""
    require(alert, "spam")
    ended = replace(released(alert, now), status="spam", spam=Spam(by, now))
    return changed(alert, ended, "spammed", by, now)


def unspam(alert: Alert, by: Person, now: datetime, *, owner_left: bool = False) -> Change:
    """Takes the case out of spam, as ``reopen`` takes a closing back."""
    require(alert, "unspam")
    return changed(alert, _restored(replace(alert, spam=None), now, owner_left), "unspammed", by, now)


def _restored(alert: Alert, now: datetime, owner_left: bool) -> Alert:
    """The case as it was before it ended, without what would have been told meanwhile."""
    again = replace(alert, owner=None) if owner_left else alert
    passed = again.expired_at is None and again.expires_at <= now
    again = replace(_restarted(again, now) if passed else again, status=_history(again))
    return replace(again, timers=tuple(timer for timer in again.timers if timer.at > now))


def _history(alert: Alert) -> Status:
    if alert.expired_at is not None:
        return "expired"
    if alert.first_contact_at is not None:
        return "contacted"
    return "assigned" if alert.owner is not None or alert.delegated is not None else "new"


def _restarted(alert: Alert, now: datetime) -> Alert:
    expires_at = now + (alert.expires_at - (alert.restarted_at or alert.created_at))
    later = expires_at - alert.expires_at
    timers = tuple(replace(timer, at=timer.at + later) for timer in alert.timers)
    return replace(alert, expires_at=expires_at, restarted_at=now, timers=timers)
