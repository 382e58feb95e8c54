"""Local wall time and the moments it stands for (PEP 495, IANA time zone data)."""

from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from shared import clock


class Nonexistent(ValueError):
    """A wall time that clocks jump over. ``before`` and ``after`` are the two moments, in that zone, that the jump
    turned it into: it read with the offset that held until then, and with the one that held from then on."""

    def __init__(self, before: datetime, after: datetime) -> None:
        self.before = before
        self.after = after
        super().__init__("clocks jump over this local time")


def resolve(text: str, zone: str) -> datetime:
    """The moment, in UTC, of a wall time written without a zone, such as "2027-03-28T09:00". One that happens
    twice is its first occurrence. Raises Nonexistent for one that never happens, ValueError for what is no wall
    time: it lacks its time of day, carries a zone, or lies outside the years 1 to 9999."""
    wall = clock.without_leap(text)
    if len(wall) < len("2027-03-28T09"):
        raise ValueError("a date without its time of day")
    naive = datetime.fromisoformat(wall)
    if naive.tzinfo is not None:
        raise ValueError("the time carries a zone")
    return moment_of(naive, zone)


def moment_of(wall: datetime, zone: str) -> datetime:
    """The moment, in UTC, of a naive wall time. Raises Nonexistent and ValueError as ``resolve`` does."""
    aware = wall.replace(tzinfo=zone_of(zone), fold=0)
    try:
        moment = aware.astimezone(UTC)
        if moment.astimezone(aware.tzinfo).replace(tzinfo=None) == wall:
            return moment
        later = aware.replace(fold=1).astimezone(UTC)
        raise Nonexistent(*sorted(one.astimezone(aware.tzinfo) for one in (later, moment)))
    except OverflowError:
        raise ValueError("the time is outside the years 1 to 9999 in UTC") from None


@lru_cache(maxsize=64)
def zone_of(name: str) -> tzinfo:
    """The zone of an IANA name. Raises KeyError for one that is not known."""
    from zoneinfo import ZoneInfo  # here: it is slow to load, and most cases need no local time

    return ZoneInfo(name)
