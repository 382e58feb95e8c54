"""What may happen to a case: every command on every standing, as one table. The commands themselves stand beside
this module (ownership, conversation, holds, ending, by_itself). Each takes the case as it is, who acts and when,
and answers the case as it becomes with the event that says so, or raises a refusal. Pure: nothing is read or
saved."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Literal, NamedTuple

from msgspec.structs import replace

from shared.alerts.models import Alert, Event, EventType, Hold, Status
from shared.clock import iso
from shared.errors import (
    AlreadyClosed,
    AppError,
    AttachedElsewhere,
    ContactRefused,
    MarkedSpam,
    NotClosed,
    NotHeld,
    NotSpam,
)
from shared.plans.models import Progress
from shared.scope.people import Person

type Change = tuple[Alert, Event]


class Steps(NamedTuple):
    """Several changes in a row that are saved together: the case after the last, and the event of each."""

    alert: Alert
    events: tuple[Event, ...]


type Standing = Literal["open", "held", "closed", "spam"]
type Command = Literal[
    "take", "assign", "unassign", "transfer", "delegate", "share", "contact", "note", "hold", "resume", "act",
    "close", "reopen", "spam", "unspam",
]  # fmt: skip
type _Refusal = type[AppError] | None

ENDED: frozenset[Status] = frozenset({"closed", "spam"})
NOTES: frozenset[EventType] = frozenset({"noted", "note_edited", "note_deleted"})
"""What people do without acting on the case: escalation goes on."""


class Row(NamedTuple):
    """What a command meets, by where the case stands: nothing, or the refusal. An expired case stands open: it can
    still be treated (design, 6)."""

    open: _Refusal
    held: _Refusal
    closed: _Refusal
    spam: _Refusal


TABLE: dict[Command, Row] = {
    #               open       held       closed         spam
    "take": Row(None, None, AlreadyClosed, MarkedSpam),
    "assign": Row(None, None, AlreadyClosed, MarkedSpam),
    "unassign": Row(None, None, AlreadyClosed, MarkedSpam),
    "transfer": Row(None, None, AlreadyClosed, MarkedSpam),
    "delegate": Row(None, None, AlreadyClosed, MarkedSpam),
    "share": Row(None, None, AlreadyClosed, MarkedSpam),
    "contact": Row(None, None, AlreadyClosed, MarkedSpam),
    "note": Row(None, None, None, None),
    "hold": Row(None, None, AlreadyClosed, MarkedSpam),
    "resume": Row(NotHeld, None, AlreadyClosed, MarkedSpam),
    "act": Row(None, None, AlreadyClosed, MarkedSpam),
    "close": Row(None, None, AlreadyClosed, MarkedSpam),
    "reopen": Row(NotClosed, NotClosed, None, NotClosed),
    "spam": Row(None, None, AlreadyClosed, MarkedSpam),
    "unspam": Row(NotSpam, NotSpam, NotSpam, None),
}

_FURTHER: dict[Command, Callable[[Alert], _Refusal]] = {
    "contact": lambda alert: ContactRefused if alert.contact_refused else None,
}
"""What a command meets besides, on a case that stands where it may be given."""

_OF_USE: dict[Command, Callable[[Alert], bool]] = {
    "take": lambda alert: alert.owner is None,
    "unassign": lambda alert: alert.owner is not None or alert.delegated is not None,
    "act": lambda alert: alert.plan is not None and alert.plan.exit_state is None,
}
"""Commands that are offered only where they could change something."""


def standing(alert: Alert) -> Standing:
    """Where the case stands: one of the columns of the table."""
    if alert.status in ENDED:
        return "closed" if alert.status == "closed" else "spam"
    return "held" if alert.hold is not None else "open"


def require(alert: Alert, command: Command) -> None:
    """Raises the refusal that the command meets on the case as it is, if any."""
    if alert.attached_to is not None:
        elsewhere = AttachedElsewhere()
        elsewhere.more["attached_to"] = alert.attached_to
        raise elsewhere
    refusal = _refusal(alert, command)
    if refusal is AlreadyClosed and alert.closing is not None:
        raise AlreadyClosed(f"The case was closed by {alert.closing.by.name}; reopen it first")
    if refusal is not None:
        raise refusal


def allowed(alert: Alert) -> list[str]:
    """The commands that would not be refused for the state of the case, and are of use."""
    if alert.attached_to is not None:
        return []
    possible = [command for command in TABLE if _refusal(alert, command) is None]
    return [command for command in possible if _OF_USE.get(command, _always)(alert)]


def _refusal(alert: Alert, command: Command) -> _Refusal:
    met: _Refusal = getattr(TABLE[command], standing(alert))
    return met or (_FURTHER[command](alert) if command in _FURTHER else None)


def _always(_: Alert) -> bool:
    return True


def changed(
    before: Alert, after: Alert, event: EventType, by: Person | None, at: datetime, **data: object
) -> Change:
    """The next version of a case and its event: the one place where a change gets its version, its place in the
    order of work, and the list of what it changes. When a person acts, what would have been told to the people
    above is not told any more, and a case that had come back from its hold counts as looked at."""
    if by is not None and event not in NOTES:
        kept = tuple(timer for timer in after.timers if timer.kind != "escalation")
        after = replace(after, timers=kept, returned_at=None)
    due_at = after.due_at if after.status in ENDED else order(after)
    after = replace(after, version=before.version + 1, due_at=due_at)
    changes = differences(before, after)
    told = {**data, "changes": changes} if changes else dict(data)
    return after, Event(before.id, after.version, event, at, by, told)


def order(alert: Alert) -> datetime:
    """The one clock that orders the work: the earliest of hold end, first-contact target and expiry (design, 5).
    While a hold stops the clocks only its end counts; a case that came back from one stands where it ended."""
    if alert.hold is not None and alert.hold.pauses and alert.hold.end is not None:
        return alert.hold.end
    ends = (alert.hold.end if alert.hold else None, alert.returned_at, alert.target_at, alert.expires_at)
    return min(moment for moment in ends if moment is not None)


def differences(before: Alert, after: Alert) -> dict[str, list[Any]]:
    """What an audit asks for: before and after of all that differs."""
    pairs = {name: [shown(before), shown(after)] for name, shown in _AUDITED.items()}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def named(person: Person | None) -> dict[str, str] | None:
    """A person as events name them."""
    return {"id": person.id, "name": person.name} if person else None


def _hold(hold: Hold | None) -> dict[str, Any] | None:
    return {"until": iso(hold.until) if hold.until else None, "or_reply": hold.or_reply} if hold else None


def _plan(plan: Progress | None) -> dict[str, Any] | None:
    return (
        {"id": plan.plan_id, "activities": len(plan.activities), "exit_state": plan.exit_state} if plan else None
    )


_AUDITED: dict[str, Callable[[Alert], Any]] = {
    "status": lambda alert: alert.status,
    "owner": lambda alert: named(alert.owner),
    "priority": lambda alert: alert.priority,
    "due_at": lambda alert: iso(alert.due_at),
    "hold": lambda alert: _hold(alert.hold),
    "place": lambda alert: {"id": alert.place.id, "name": alert.place.name} if alert.place else None,
    "plan": lambda alert: _plan(alert.plan),
}
