"""The only source of time. Everything that decides receives the time as an argument."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

_LEAP = re.compile(r"(:[0-5]\d):60(?!\d)")

type Clock = Callable[[], datetime]


def now() -> datetime:
    """The present moment, aware, in UTC, cut to the millisecond that stored times keep."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def iso(moment: datetime) -> str:
    """UTC ISO 8601 with milliseconds and ``Z``: fixed width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def parse(text: str) -> datetime:
    """Reads an ISO 8601 time that carries its zone; raises ValueError otherwise. A leap second is the one before
    it."""
    moment = datetime.fromisoformat(without_leap(text))
    if moment.tzinfo is None:
        raise ValueError("the time has no zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("the time is outside the years 1 to 9999 in UTC") from None


def without_leap(text: str) -> str:
    """A time as text whose second, when it is a leap second ":60", has become the ":59" before it: Python has no
    leap seconds (F16)."""
    return _LEAP.sub(r"\1:59", text, count=1) if ":60" in text else text
