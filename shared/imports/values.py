"""Times as people write them in spreadsheets, French and English."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.clock import without_leap

_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})"
    r"(?:[ T,]+(?:à )?(?P<hour>\d{1,2})[:hH](?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T](\d{1,2})(:.*))?")
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(hours=24)


def moment(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """A time in UTC from ISO 8601, ``2026/3/17 9:05`` or ``17/03/2026 09:05``; the day comes before the month, and
    a time without a zone is in ``zone``. Raises ValueError for what cannot be read, lies before 2000 or more than
    a day ahead; a time slightly ahead is held back to now."""
    written = without_leap(text.strip())
    read = _day_first(written) or datetime.fromisoformat(_YEAR_FIRST.sub(_dashed, written))
    try:
        found = (read if read.tzinfo else read.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        raise ValueError("outside the years 1 to 9999") from None
    if not _EARLIEST <= found <= now + _AHEAD:
        raise ValueError("not a time feedback can have been given")
    return min(found, now)


def _day_first(text: str) -> datetime | None:
    found = _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute, second = (
        int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")
    )
    return datetime(year + 2000 if year < 100 else year, month, day, hour, minute, second)  # noqa: DTZ001 - see above


def _dashed(found: re.Match[str]) -> str:
    year, month, day, hour, rest = found.groups()
    time = f"T{hour:0>2}{rest}" if hour else ""
    return f"{year}-{month:0>2}-{day:0>2}{time}"
