"""Whose case it is: taken, assigned, given on to a colleague or to customer service, shown to others."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Literal

from msgspec.structs import replace

from shared.alerts.lifecycle import Change, changed, named, require
from shared.alerts.models import Alert, Delegation, Grant, Status
from shared.errors import AlreadyTaken
from shared.scope.people import Person


def take(alert: Alert, by: Person, now: datetime) -> Change | None:
    """Makes the case theirs; None when it is already. An expired case stays expired, now with an owner."""
    require(alert, "take")
    if alert.owner is not None:
        if alert.owner.id == by.id:
            return None
        raise AlreadyTaken(f"{alert.owner.name} has taken this case")
    return changed(alert, _owned(alert, by, now), "taken", by, now)


def assign(alert: Alert, by: Person, now: datetime, *, to: Person, outside: bool = False) -> Change | None:
    """Makes it a colleague's, whoever had it; None when it is theirs already. ``outside`` says that their
    perimeter does not cover it: they get to see this one case."""
    require(alert, "assign")
    if alert.owner is not None and alert.owner.id == to.id:
        return None
    given = _granted(_owned(alert, to, now), [to] if outside else [], by, now, "transferred")
    return changed(alert, given, "assigned", by, now, to=named(to), **{"from": named(alert.owner)})


def unassign(alert: Alert, by: Person, now: datetime) -> Change | None:
    """Gives it back to everybody; None when nobody has it. When it was first assigned stays known."""
    require(alert, "unassign")
    if alert.owner is None and alert.delegated is None:
        return None
    status: Status = "new" if alert.status == "assigned" else alert.status
    free = replace(alert, status=status, owner=None, delegated=None)
    return changed(alert, free, "unassigned", by, now, **{"from": named(alert.owner)})


def transfer(
    alert: Alert, by: Person, now: datetime, *, to: Person, outside: bool = False, note: str | None = None
) -> Change | None:
    """Gives the case on to a colleague who is better placed (S2.17), wherever they are; None when it is theirs."""
    require(alert, "transfer")
    if alert.owner is not None and alert.owner.id == to.id:
        return None
    given = _granted(_owned(alert, to, now), [to] if outside else [], by, now, "transferred")
    data = {"to": named(to), "from": named(alert.owner), "outside": outside, "note": note}
    return changed(alert, given, "transferred", by, now, **data)


def delegate(
    alert: Alert, by: Person, now: datetime, *, address: str, note: str | None = None, unmasked: bool = False
) -> Change:
    """Hands the case to a customer service by mail (S2.18): nobody here has it any more, until somebody takes it
    back. Contact data goes along only if ``unmasked``."""
    require(alert, "delegate")
    given = replace(
        alert,
        status="assigned" if alert.status == "new" else alert.status,
        owner=None,
        assigned_at=alert.assigned_at or now,
        delegated=Delegation(address, by, now, unmasked),
    )
    return changed(alert, given, "delegated", by, now, address=address, note=note, unmasked=unmasked)


def share(
    alert: Alert,
    by: Person,
    now: datetime,
    *,
    people: Sequence[Person],
    outside: Collection[str] = (),
    note: str | None = None,
) -> Change:
    """Tells colleagues and changes nothing else (S2.19). ``outside`` are the ids of those whose perimeter does not
    cover it: they get to see this one case."""
    require(alert, "share")
    shown = _granted(alert, [one for one in people if one.id in outside], by, now, "shared")
    return changed(alert, shown, "shared", by, now, **{"with": [named(one) for one in people]}, note=note)


def _owned(alert: Alert, owner: Person, now: datetime) -> Alert:
    """The case with an owner. The time of the first assignment is kept, and so is a status beyond it."""
    status: Status = "assigned" if alert.status == "new" else alert.status
    return replace(alert, status=status, owner=owner, assigned_at=alert.assigned_at or now, delegated=None)


def _granted(
    alert: Alert, people: Sequence[Person], by: Person, now: datetime, how: Literal["transferred", "shared"]
) -> Alert:
    known = {grant.user.id for grant in alert.grants}
    added = tuple(Grant(one, by, now, how) for one in people if one.id not in known)
    return replace(alert, grants=(*alert.grants, *added)) if added else alert
