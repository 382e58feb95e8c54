"""What happens to a case when nobody does anything: it comes back from its hold, people are reminded, then those
above them, and its time runs out."""

from datetime import datetime
from typing import Any

from msgspec.structs import replace

from shared.alerts.holds import released
from shared.alerts.lifecycle import ENDED, Change, changed
from shared.alerts.models import Alert, Timer
from shared.clock import iso


def tick(alert: Alert, now: datetime) -> Change | None:
    """The next thing that is due, or None: call it again with what it answers until nothing is. When the time of a
    case is up, that is all that is told of it, however much else was due before: what comes late must not speak of
    a case as if it could still be done in time."""
    if alert.status in ENDED or alert.attached_to is not None:
        return None
    if alert.hold is not None and alert.hold.pauses:
        return _come_back(alert, now)
    return expire(alert, now) or _come_back(alert, now) or _tell(alert, now)


def expire(alert: Alert, now: datetime) -> Change | None:
    """Marks an untreated case whose time is up; None if it is not due, ended, or expired already. The time of
    expiry is the deadline itself, however late the sweep. It ends a hold, and reminders are of no use after it. A
    case whose hold had ended before stands where it would have stood."""
    if alert.status in (*ENDED, "expired") or now < alert.expires_at:
        return None
    end = alert.hold.end if alert.hold is not None else None
    over = replace(
        alert,
        status="expired",
        expired_at=alert.expires_at,
        hold=None,
        timers=(),
        returned_at=end if end is not None and end <= alert.expires_at else alert.returned_at,
    )
    return changed(alert, over, "expired", None, alert.expires_at)


def _come_back(alert: Alert, now: datetime) -> Change | None:
    end = alert.hold.end if alert.hold is not None else None
    if end is None or now < end:
        return None
    back = replace(released(alert, end), returned_at=end)
    return changed(alert, back, "returned", None, end, **_owned(alert))


def _tell(alert: Alert, now: datetime) -> Change | None:
    timer = min(alert.timers, key=lambda one: one.at, default=None)
    if timer is None or now < timer.at:
        return None
    left = replace(alert, timers=tuple(one for one in alert.timers if one is not timer))
    if timer.kind == "reminder":
        return changed(alert, left, "reminded", None, now, expires_at=iso(alert.expires_at))
    data = {"step": timer.step, "place": _above(alert, timer)}
    return changed(alert, replace(left, escalated=timer.step), "escalated", None, now, **data)


def _owned(alert: Alert) -> dict[str, Any]:
    # Only an owner is told that a case is back; it is first in the list for everybody.
    return {"tells": True} if alert.owner is not None else {}


def _above(alert: Alert, timer: Timer) -> dict[str, str] | None:
    """The place that many levels above that of the case, the top of the tree at most."""
    if alert.place is None:
        return None
    level = max(0, len(alert.place.path) - 1 - timer.step)
    return {"id": alert.place.path[level], "name": alert.place.names[level]}
