"""Open cases after the account has changed its promise, or a calendar it is counted by. Pure."""

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from shared.alerts import clocks
from shared.alerts.house import House
from shared.alerts.lifecycle import Change, changed
from shared.alerts.models import Alert, Status
from shared.alerts.moving import place_now
from shared.clock import iso
from shared.rules.models import Priority

_AWAITING: tuple[Status, ...] = ("new", "assigned")


def retimed(alert: Alert, house: House, now: datetime, *, calendar: str | None = None) -> Change | None:
    """The case with the first-contact target that the account promises now, counted from its start; a shorter
    promise may make it late. None when that is what the case says, and for cases whose clock does not run: on
    hold, contacted, expired, ended, or worked with another. With a ``calendar`` only those counted by it."""
    if alert.status not in _AWAITING or alert.hold is not None or alert.attached_to is not None:
        return None
    before, path = alert.target_at, _path(alert, house)
    if before is None or (calendar is not None and not _counted_by(calendar, alert, house, path)):
        return None
    target = clocks.targets(house, alert.feedback.channel, path)
    after = min(target(start, priority) for start, priority in _starts(alert))
    if after == before:
        return None
    told = {"from": iso(before), "to": iso(after)}
    return changed(alert, replace(alert, target_at=after), "retimed", None, now, target=told)


def _path(alert: Alert, house: House) -> tuple[str, ...]:
    """Where the place is in the tree of now: the case may not have followed it yet."""
    there = place_now(alert.place, house.tree) if alert.place else None
    return there.path if there else ()


def _counted_by(calendar: str, alert: Alert, house: House, path: tuple[str, ...]) -> bool:
    promise = house.settings.target((alert.feedback.channel or "").strip().casefold())
    used = clocks.calendar_of(house, path) if promise.office_hours else None
    return used is not None and used.id == calendar


def _starts(alert: Alert) -> Iterator[tuple[datetime, Priority]]:
    """When the clock of which priority started: what a repeat has made more urgent is so from that repeat on."""
    began = alert.restarted_at or alert.created_at
    own = [one.priority for one in alert.because if one.kind != "repeat"] if alert.attached else []
    yield began, min(own, default=alert.priority)
    for one in alert.attached:
        yield max(began, one.at), alert.priority
