"""Open hours of a calendar, and counting in them. Pure.

A wall time stands for the first moment at which local clocks show it or later: one that clocks jump over is the
jump itself, one that comes twice its first. So a span is as long as the time that really passes in it, every day
ends where the next begins, and a calendar that is always open counts elapsed time to the second.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from shared.calendars.holidays import holidays
from shared.calendars.local import zone_of
from shared.calendars.models import Calendar, Day

LONGEST_CLOSURE = 400
"""Days without an open minute after which a calendar counts as never open."""
FURTHEST = 3660
"""Days that counting looks ahead at most."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


class OpenDay(NamedTuple):
    """The open spans of a day, in minutes of local time, and the name of its public holiday if it is one."""

    open: Day
    holiday: str | None


def open_day(day: date, calendar: Calendar) -> OpenDay:
    """What holds on a day: what is written for the day itself, else the days closed by the house, else the public
    holidays, else the week. Spans that last no time are left out."""
    holiday = holidays(calendar.country, calendar.subdivision, day.year).get(day) if calendar.country else None
    if day in calendar.special:
        spans = calendar.special[day]
    elif day in calendar.closed or holiday is not None:
        spans = ()
    else:
        spans = calendar.week[day.weekday()]
    return OpenDay(tuple((start, end) for start, end in spans if start < end), holiday)


def ever_open(calendar: Calendar) -> bool:
    """Whether the week has an open minute at all."""
    return any(start < end for day in calendar.week for start, end in day)


def add_open(start: datetime, seconds: float, calendar: Calendar) -> datetime:
    """The moment, in UTC, at which so many open seconds have passed since the start. Where no open minute comes in
    400 days, or not enough of them in ten years, elapsed time counts instead."""
    wanted = timedelta(seconds=seconds)
    left = wanted
    if left <= timedelta(0):
        return start.astimezone(UTC)
    last_open = 0
    for number, begin, end in _spans(start, calendar):
        if number - last_open > LONGEST_CLOSURE:
            break
        if begin < end:
            last_open = number
            if left <= end - begin:
                return begin + left
            left -= end - begin
    return start.astimezone(UTC) + wanted


def open_between(start: datetime, end: datetime, calendar: Calendar) -> float:
    """How many open seconds lie between two moments; 0 when the end comes first."""
    total = timedelta(0)
    for _, begin, until in _spans(start, calendar, end):
        total += max(timedelta(0), min(until, end) - begin)
    return total.total_seconds()


def _spans(
    start: datetime, calendar: Calendar, end: datetime | None = None
) -> Iterator[tuple[int, datetime, datetime]]:
    """The stretches of time that are open after the start, in UTC, each with the number of its day; an empty one
    for a day without any."""
    zone = zone_of(calendar.zone)
    first = start.astimezone(zone).date()
    last = end.astimezone(zone).date() if end is not None else first + FURTHEST * _DAY
    start = start.astimezone(UTC)
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        for begin, until in open_day(day, calendar).open or ((0, 0),):
            opens, closes = _moment(day, begin, zone), _moment(day, until, zone)
            yield number, max(opens, start), max(closes, start)


def _moment(day: date, minutes: int, zone: tzinfo) -> datetime:
    """The first moment, in UTC, at which local clocks show so many minutes after the midnight that begins the day,
    or later."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    if first.astimezone(zone).replace(tzinfo=None) == wall:
        return first
    # Clocks jump over it. Both readings of it lie around the jump, which is found by halving.
    before, after = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    while after - before > _SECOND:
        middle = before + (after - before) // (2 * _SECOND) * _SECOND
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after
