"""Carrying out a bulk order on one case: by the same functions as a single command, once, however often it is
tried."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple, Protocol

from shared.account.models import Reason as ClosingReason
from shared.account.models import Settings
from shared.alerts import conversation, ending, holds, ownership, targets
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Event
from shared.alerts.sight import sees
from shared.bulk.models import BulkRequest, Outcome
from shared.errors import AppError, Changed, NotFound, StaleVersion
from shared.scope.people import Person, User
from shared.scope.places import PlaceTree

_TRIES = 4


class Cases(Protocol):
    """Where cases are kept, seen by one order."""

    def get(self, alert_id: str) -> Alert | None:
        """The case of an id."""

    def done(self, alert_id: str) -> int | None:
        """The version this order has made of a case, if it has carried it out already."""

    def save(self, change: Change | None, alert_id: str, now: datetime) -> bool:
        """Saves a change, and that the order is carried out on this case, together; False when another came
        first."""
        ...

    def version_made(self, order_id: str, alert_id: str) -> int | None:
        """The version another order has made of a case."""

    def event(self, alert_id: str, version: int) -> Event | None:
        """The event that made a version of a case."""

    def user(self, user_id: str) -> User | None:
        """The person of an id, as they are now."""


class Doer(NamedTuple):
    """Who gives the order and under which settings, as they are now: rights may have gone since it was given.
    ``target`` is the person to assign to."""

    user: User
    tree: PlaceTree
    settings: Settings
    reasons: tuple[ClosingReason, ...]
    target: User | None = None


type Act = Callable[[Alert, Person, datetime], Change | None]


def carry_out(alert_id: str, request: BulkRequest, doer: Doer, cases: Cases, now: datetime) -> Outcome:
    """What became of one case. Costs two reads and one transaction. A case outside the perimeter is not found, as
    one that does not exist."""
    if cases.done(alert_id) is not None:
        return Outcome(alert_id)
    try:
        _try(alert_id, request, doer, cases, now)
    except AppError as refusal:
        return Outcome(alert_id, refusal.code, refusal.detail)
    return Outcome(alert_id)


def _try(alert_id: str, request: BulkRequest, doer: Doer, cases: Cases, now: datetime) -> None:
    perimeter = doer.user.perimeter(doer.tree)
    for _ in range(_TRIES):
        alert = cases.get(alert_id)
        if alert is None or not sees(doer.user, perimeter, alert, doer.tree):
            raise NotFound
        act = _undoing(alert, request, doer, cases) if request.undo else _doing(request, doer)
        if cases.save(act(alert, doer.user.person, now), alert_id, now):
            return
    raise StaleVersion


def _doing(request: BulkRequest, doer: Doer) -> Act:
    args = request.args
    acts: dict[str, Act] = {
        "take": ownership.take,
        "assign": lambda case, by, now: (
            _assign(case, by, now, doer) if args.to else ownership.unassign(case, by, now)
        ),
        "close": lambda case, by, now: ending.close(
            case, by, now, reason=args.reason, reasons=doer.reasons, note=args.note
        ),
        "hold": lambda case, by, now: holds.hold(
            case, by, now, until=args.until, or_reply=args.or_reply, note=args.note,
            pauses=doer.settings.hold_pauses,
        ),
        "resume": holds.resume,
        "note": lambda case, by, now: conversation.note(case, by, now, text=args.text),
        "spam": ending.spam,
    }  # fmt: skip
    return acts[request.command]


def _assign(case: Alert, by: Person, now: datetime, doer: Doer) -> Change | None:
    to = targets.assignee(doer.target, doer.user, case, doer.tree)
    return ownership.assign(case, by, now, to=to.person, outside=to.outside)


def _undoing(alert: Alert, request: BulkRequest, doer: Doer, cases: Cases) -> Act:
    """The inverse, on a case that nobody has touched since; whoever had it and has left meanwhile does not get it
    back. Raises Changed otherwise."""
    made = cases.version_made(request.undo or "", alert.id)
    if made is None or made != alert.version:
        raise Changed
    match request.command:
        case "close":
            left = _owner_left(alert, doer, cases)
            return lambda case, by, now: ending.reopen(case, by, now, owner_left=left)
        case "hold":
            return holds.resume
        case "spam":
            left = _owner_left(alert, doer, cases)
            return lambda case, by, now: ending.unspam(case, by, now, owner_left=left)
    before = _owner_before(cases.event(alert.id, made))
    user = cases.user(before.id) if before else None
    if before is None or user is None or not targets.takes(user, alert, doer.tree):
        return ownership.unassign
    return lambda case, by, now: ownership.assign(case, by, now, to=before)


def _owner_left(alert: Alert, doer: Doer, cases: Cases) -> bool:
    owner = cases.user(alert.owner.id) if alert.owner else None
    return targets.owner_left(owner, alert, doer.tree)


def _owner_before(event: Event | None) -> Person | None:
    pair = event.data.get("changes", {}).get("owner") if event else None
    owner = pair[0] if pair else None
    return Person(str(owner["id"]), str(owner["name"])) if owner else None
