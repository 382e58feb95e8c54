"""How a source is doing: what it sent lately against what it usually sends. Counts and the time are arguments.

Days are those of the tenant's zone. The usual rate of a weekday is the median of that weekday over the four weeks
before the source was last heard, so that a shop that asks at weekends only is not missed on a Tuesday, and a long
silence does not become usual by lasting.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

type Status = Literal["receiving", "quiet", "silent", "waiting", "disabled"]
type Counts = Mapping[str, int]

WINDOW = 28
"""Days before the last event that say what is usual."""

LEARNING = 7
"""Days a source must have been heard for before anything is called usual."""

_GRACE = timedelta(days=1)
# Three deliveries expected and none come: one in twenty by chance (e to the power of -3).
_MISSED = 3.0 - 1e-9
_DAY = timedelta(days=1)


class Heard(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is known of a source: deliveries per local day (``2026-11-22`` to a number; days without any may be
    left out), the last moment it was heard, and up to which local day, included, ``counts`` is complete."""

    counts: dict[str, int] = {}
    last_at: datetime | None = None
    through: str | None = None


class Health(NamedTuple):
    """The state of a source. ``days`` are the counts of the last seven local days, today last."""

    status: Status
    last_at: datetime | None
    days: tuple[int, ...]
    usual_per_day: float | None

    @property
    def last_7_days(self) -> int:
        """All of the last seven days together."""
        return sum(self.days)


def health(heard: Heard, now: datetime, zone: str, *, disabled: bool = False) -> Health:
    """The health of a source whose counts reach up to now."""
    where = ZoneInfo(zone)
    today = now.astimezone(where).date()
    days = tuple(heard.counts.get(str(today - _DAY * back), 0) for back in range(6, -1, -1))
    usual = _usual(heard, where)
    rate = round(sum(usual) / 7, 1) if usual else None
    return Health(_status(heard, now, where, usual, disabled=disabled), heard.last_at, days, rate)


def local_day(moment: datetime, zone: str) -> date:
    """The day of a moment where the tenant is."""
    return moment.astimezone(ZoneInfo(zone)).date()


def day_bounds(day: date, zone: str) -> tuple[datetime, datetime]:
    """When a local day begins and when the next does, in UTC: 23 to 25 hours apart where clocks change."""
    where = ZoneInfo(zone)
    return _midnight(day, where), _midnight(day + _DAY, where)


def _midnight(day: date, where: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), where).astimezone(UTC)


def _status(
    heard: Heard, now: datetime, where: ZoneInfo, usual: tuple[float, ...] | None, *, disabled: bool
) -> Status:
    if disabled:
        return "disabled"
    if heard.last_at is None:
        return "waiting"
    if usual and _expected(usual, heard.last_at, now - _GRACE, where) >= _MISSED:
        return "silent"
    since = now - heard.last_at
    missing = _expected(usual, heard.last_at, now, where) if usual else 1.0
    return "receiving" if since < _GRACE or (since < 7 * _DAY and missing < 1) else "quiet"


def _usual(heard: Heard, where: ZoneInfo) -> tuple[float, ...] | None:
    """The usual count of each weekday, Monday first; None while the source is too new to say. The day it was last
    heard is left out, as it is not over or was cut short."""
    if heard.last_at is None:
        return None
    last = heard.last_at.astimezone(where).date()
    first = min((date.fromisoformat(day) for day, count in heard.counts.items() if count), default=last)
    observed = min((last - first).days, WINDOW)
    if observed < LEARNING:
        return None
    days = [last - _DAY * back for back in range(1, observed + 1)]
    return tuple(
        _median([heard.counts.get(str(day), 0) for day in days if day.weekday() == weekday])
        for weekday in range(7)
    )


def _median(counts: list[int]) -> float:
    # The module statistics would cost every cold start of expire more than all of this file.
    ordered, half = sorted(counts), len(counts) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _expected(usual: tuple[float, ...], start: datetime, end: datetime, where: ZoneInfo) -> float:
    """How many deliveries usually come between two moments."""
    total, day = 0.0, start.astimezone(where).date()
    while start < end and total < 1000:
        begins, ends = _midnight(day, where), _midnight(day + _DAY, where)
        part = (min(end, ends) - start) / (ends - begins)
        total += usual[day.weekday()] * part
        start, day = ends, day + _DAY
    return total
