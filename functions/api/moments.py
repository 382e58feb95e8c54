"""Moments as people send them."""

from datetime import datetime

from shared import clock
from shared.calendars import local
from shared.clock import iso
from shared.errors import Fault, Invalid, NonexistentLocalTime


def moment(text: str | None, at: str) -> datetime | None:
    """A moment with its zone, in UTC. ``at`` is where the request has it. Raises Invalid."""
    try:
        return clock.parse(text) if text else None
    except ValueError:
        raise _bad_time(at, "write a time with its zone, like 2026-03-17T09:05:00Z") from None


def moment_or_local(text: str | None, zone: str, at: str) -> datetime | None:
    """A moment with its zone, or a local time of ``zone``. Raises Invalid, and NonexistentLocalTime with the two
    moments around it for one that the clocks skip."""
    if not text:
        return None
    try:
        return clock.parse(text)
    except ValueError:
        pass
    try:
        return local.resolve(text, zone)
    except local.Nonexistent as gap:
        fault = Fault(at, "nonexistent_local_time", "the clocks skip this time; choose one before or after")
        skipped = NonexistentLocalTime(errors=[fault])
        skipped.more["neighbours"] = [iso(gap.before), iso(gap.after)]
        raise skipped from None
    except ValueError:
        raise _bad_time(at, "write a date and time, like 2026-03-17T09:05") from None


def _bad_time(at: str, message: str) -> Invalid:
    return Invalid(errors=[Fault(at, "bad_time", message)])
