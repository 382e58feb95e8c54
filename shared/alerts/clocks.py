"""When things are due. Pure: every time is an argument."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from shared.alerts.models import Alert, Timer
from shared.rules.models import Priority, Rule

if TYPE_CHECKING:  # who only builds keys needs no calendars
    from shared.account.models import Settings
    from shared.alerts.house import House
    from shared.calendars.models import Calendar

URGENT = timedelta(hours=72)

type Target = Callable[[datetime, Priority], datetime]
"""When a customer should have heard from us, by when a clock started and how urgent the case was then."""


class Started(NamedTuple):
    """A rule that fired, and when its clock started: when the first state it fires on was given to us."""

    at: datetime
    rule: Rule


def earliest_expiry(started: Iterable[Started]) -> datetime:
    """When the first of the rules runs out, each in elapsed time from its own start."""
    return min(expiry(one.at, [one.rule]) for one in started)


def expiry(created_at: datetime, rules: Iterable[Rule]) -> datetime:
    """The shortest expiry of the rules that fired, in elapsed time from the creation."""
    return created_at + timedelta(seconds=min(rule.expires_in for rule in rules))


def targets(house: "House", channel: str | None, path: Sequence[str]) -> Target:
    """The promise of the account for a channel at a place: so many seconds by priority, elapsed, or open ones of
    the place's calendar if the channel counts in office hours and there is one."""
    target = house.settings.target((channel or "").strip().casefold())
    calendar = calendar_of(house, path) if target.office_hours else None
    if calendar is None:
        return lambda start, priority: start + timedelta(seconds=target.seconds(priority))
    from shared.calendars.hours import add_open  # here: few cases count in office hours

    return lambda start, priority: add_open(start, target.seconds(priority), calendar)


def calendar_of(house: "House", path: Sequence[str]) -> "Calendar | None":
    """The calendar of a place: its own or the nearest above it, else that of the account; None is always open."""
    return house.calendars.get(house.tree.nearest(path, "calendar") or house.settings.calendar or "")


def timers(
    settings: "Settings", start: datetime, expires_at: datetime, levels: int, now: datetime
) -> tuple[Timer, ...]:
    """What is to be told of a case if nobody acts: one reminder before its expiry, and from its start on an
    escalation for each of the ``levels`` above its place, as often as the settings say. What should have been told
    by now, or would be when the time is up, is not."""
    planned = []
    if settings.remind_before:
        planned.append(Timer("reminder", expires_at - timedelta(seconds=settings.remind_before)))
    planned += escalations(settings, start, levels)
    return in_time(planned, max(start, now), expires_at)


def escalations(settings: "Settings", start: datetime, levels: int) -> list[Timer]:
    """The steps up the tree from a start on, in elapsed time."""
    rule = settings.escalation
    steps = range(1, min(levels, rule.times) + 1) if rule.after else ()
    return [
        Timer("escalation", start + timedelta(seconds=rule.after + (step - 1) * rule.every), step)
        for step in steps
    ]


def in_time(planned: Iterable[Timer], start: datetime, expires_at: datetime) -> tuple[Timer, ...]:
    """The timers between a start and the expiry (both exclusive), the next first."""
    return tuple(sorted((one for one in planned if start < one.at < expires_at), key=lambda one: one.at))


def moved(
    planned: Sequence[Timer], expires_at: datetime, sooner: datetime, settings: "Settings", now: datetime
) -> tuple[Timer, ...]:
    """The timers of a case whose expiry has come nearer: its reminder moves with it."""
    if sooner == expires_at:
        return tuple(planned)
    at = sooner - timedelta(seconds=settings.remind_before)
    return in_time([replace(one, at=at) if one.kind == "reminder" else one for one in planned], now, sooner)


def due(target_at: datetime | None, expires_at: datetime) -> datetime:
    """The one clock that orders the work: the earliest of what is still awaited."""
    return min(target_at, expires_at) if target_at else expires_at


def next_tick(alert: Alert) -> datetime | None:
    """When something happens to the case by itself: the end of its hold, a reminder, an escalation, its expiry."""
    if alert.status in ("closed", "spam") or alert.attached_to is not None:
        return None
    moments = [alert.hold.end] if alert.hold is not None else []
    if alert.hold is None or not alert.hold.pauses:
        moments += [timer.at for timer in alert.timers]
        moments += [alert.expires_at] if alert.status != "expired" else []
    return min((moment for moment in moments if moment is not None), default=None)
