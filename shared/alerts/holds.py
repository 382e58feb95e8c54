"""Putting a case on hold and taking it up again."""

from datetime import datetime, timedelta

from msgspec.structs import replace

from shared.alerts.lifecycle import Change, changed, require
from shared.alerts.models import LONGEST_HOLD, Alert, Hold
from shared.clock import iso
from shared.errors import Fault, Invalid, OutOfRange
from shared.scope.people import Person


def hold(
    alert: Alert, by: Person, now: datetime, *, until: datetime | None, or_reply: bool = False,
    note: str | None = None, pauses: bool = False,
) -> Change:  # fmt: skip
    """Parks the case until a moment, a reply of the customer, or whichever comes first; again if it is parked.
    ``pauses``: its clocks stand still meanwhile, unless its time is up already. Raises OutOfRange for a moment
    that is past or more than a year ahead."""
    require(alert, "hold")
    check_end(until, now, or_reply=or_reply)
    free = released(alert, now)
    stops = pauses and free.expires_at > now
    parked = replace(free, hold=Hold(by, now, until, or_reply, note, stops))
    data = {"until": iso(until) if until else None, "or_reply": or_reply, "note": note}
    return changed(alert, parked, "held", by, now, **data)


def check_end(until: datetime | None, now: datetime, *, or_reply: bool) -> None:
    """Raises Invalid when nothing would end the hold, and OutOfRange for a moment that is past or more than a year
    ahead."""
    if until is None and not or_reply:
        raise Invalid(errors=[Fault("$.until", "required", "say until when, or that a reply ends it")])
    if until is not None and not now < until <= now + LONGEST_HOLD:
        raise OutOfRange(errors=[Fault("$.until", "out_of_range", "choose a time within the next year")])


def resume(alert: Alert, by: Person, now: datetime) -> Change:
    """Takes the case up again before its hold ends."""
    require(alert, "resume")
    return changed(alert, released(alert, now), "resumed", by, now)


def released(alert: Alert, at: datetime) -> Alert:
    """The case off its hold from a moment on. Clocks that stood still have that time added, and count from that
    much later."""
    if alert.hold is None:
        return alert
    free = replace(alert, hold=None)
    return _moved(free, at - alert.hold.at) if alert.hold.pauses else free


def _moved(alert: Alert, length: timedelta) -> Alert:
    return replace(
        alert,
        target_at=alert.target_at + length if alert.target_at else None,
        expires_at=alert.expires_at + length,
        restarted_at=(alert.restarted_at or alert.created_at) + length,
        timers=tuple(replace(timer, at=timer.at + length) for timer in alert.timers),
    )
