"""What may happen to a case. Every command takes the case as it is, who acts and when, and answers the case as it
becomes with the event that says so, or raises a refusal. Pure: nothing is read, nothing is saved here."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from shared.alerts import clocks
from shared.alerts.models import Alert, Closing, ContactChannel, Event, EventType, Outcome, Status, Step
from shared.alerts.reasons import Reason
from shared.clock import iso
from shared.errors import AlreadyClosed, AlreadyTaken, Fault, Invalid, NotClosed, NoteRequired, UnknownReason
from shared.scope.people import Person

type Change = tuple[Alert, Event]

ENDED: frozenset[Status] = frozenset({"closed", "spam"})
BACKDATE_TOLERANCE = timedelta(minutes=2)


def take(alert: Alert, by: Person, now: datetime) -> Change | None:
    """Makes the case theirs; None when it is already. An expired case stays expired, now with an owner."""
    _require_open(alert)
    if alert.owner is not None:
        if alert.owner.id == by.id:
            return None
        raise AlreadyTaken(f"{alert.owner.name} has taken this case")
    status: Status = "assigned" if alert.status == "new" else alert.status
    taken = replace(alert, status=status, owner=by, assigned_at=alert.assigned_at or now)
    return _next(taken, "taken", by, now)


def note(alert: Alert, by: Person, now: datetime, *, text: str) -> Change:
    """Adds an internal note; a closed case can still be annotated."""
    return _next(alert, "noted", by, now, text=text)


def contact(
    alert: Alert, by: Person, now: datetime, *, channel: ContactChannel, outcome: Outcome,
    note: str | None = None, contacted_at: datetime | None = None,
) -> Change:  # fmt: skip
    """Records an attempt to reach the customer. Only ``reached`` is a contact: the first one stops the
    first-contact clock for good (S1.13). ``contacted_at`` may lie in the past, never before the case or ahead."""
    _require_open(alert)
    when = contacted_at or now
    if when > now + BACKDATE_TOLERANCE or when < alert.created_at:
        raise Invalid(errors=[Fault("$.contacted_at", "out_of_range", "choose a time between the alert and now")])
    changed = alert
    if outcome == "reached" and alert.first_contact_at is None:
        status: Status = "contacted" if alert.status in ("new", "assigned") else alert.status
        changed = replace(
            alert,
            status=status,
            first_contact_at=when,
            target_at=None,
            due_at=clocks.due(None, alert.expires_at),
        )
    data = {"channel": channel, "outcome": outcome, "note": note, "contacted_at": iso(when)}
    return _next(changed, "contacted", by, now, **data)


def close(
    alert: Alert,
    by: Person,
    now: datetime,
    *,
    reason: str,
    reasons: Iterable[Reason],
    note: str | None = None,
) -> Change:
    """Ends the case with a reason of the tenant's list, on every path alike. Steps that never took place are
    marked as skipped, never invented (design, 4)."""
    _require_open(alert)
    chosen = next((one for one in reasons if one.id == reason), None)
    if chosen is None:
        raise UnknownReason(errors=[Fault("$.reason", "unknown_reason", "choose a reason from the list")])
    if chosen.note_required and not (note or "").strip():
        raise NoteRequired(errors=[Fault("$.note", "note_required", "say what was done")])
    taken: tuple[tuple[Step, datetime | None], ...] = (
        ("assigned", alert.assigned_at),
        ("contacted", alert.first_contact_at),
    )
    skipped = tuple(step for step, at in taken if at is None)
    closing = Closing(chosen.id, chosen.label["en"], note or None, by, now, skipped)
    data = {
        "reason": {"id": chosen.id, "label": chosen.label},
        "note": note or None,
        "skipped": list(skipped),
    }
    return _next(replace(alert, status="closed", closing=closing), "closed", by, now, **data)


def reopen(alert: Alert, by: Person, now: datetime, *, reason: str | None = None) -> Change:
    """Takes the closing back: the case is again what its own history says it was. A deadline that passed while it
    was closed starts anew with the same length, so that the old life does not end the new one."""
    if alert.status != "closed":
        raise NotClosed
    status: Status = (
        "expired" if alert.expired_at else "contacted" if alert.first_contact_at
        else "assigned" if alert.owner else "new"
    )  # fmt: skip
    passed = alert.expired_at is None and alert.expires_at <= now
    reopened = _restarted(alert, now) if passed else alert
    return _next(replace(reopened, status=status, closing=None), "reopened", by, now, reason=reason)


def _restarted(alert: Alert, now: datetime) -> Alert:
    expires_at = now + (alert.expires_at - (alert.restarted_at or alert.created_at))
    due_at = clocks.due(alert.target_at, expires_at)
    return replace(alert, expires_at=expires_at, due_at=due_at, restarted_at=now)


def expire(alert: Alert, now: datetime) -> Change | None:
    """Marks an untreated case whose time is up; None if it is not due, ended, or expired already. The time of
    expiry is the deadline itself, however late the sweep."""
    if alert.status in (*ENDED, "expired") or now < alert.expires_at:
        return None
    return _next(replace(alert, status="expired", expired_at=alert.expires_at), "expired", None, alert.expires_at)


def allowed(alert: Alert) -> list[str]:
    """The commands that would not be refused for the state of the case."""
    if alert.status in ENDED:
        return ["note", "reopen"] if alert.status == "closed" else ["note"]
    return (["take"] if alert.owner is None else []) + ["note", "contact", "close"]


def _require_open(alert: Alert) -> None:
    if alert.status in ENDED:
        closed_by = f" by {alert.closing.by.name}" if alert.closing else ""
        raise AlreadyClosed(f"The case was closed{closed_by}; reopen it first")


def _next(alert: Alert, event: EventType, by: Person | None, at: datetime, **data: object) -> Change:
    version = alert.version + 1
    return replace(alert, version=version), Event(alert.id, version, event, at, by, data)
