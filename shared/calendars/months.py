"""Days, months and years as people count them (ISO 8601)."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

from shared.calendars.local import moment_of, zone_of


def add_months(day: date, months: int) -> date:
    """The same day so many months later or earlier, or the last of its month: Jan 31 and a month is Feb 28."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """The same day so many years later or earlier; Feb 29 becomes Feb 28 where there is none."""
    return add_months(day, 12 * years)


def days_later(moment: datetime, days: int, zone: str, at: time | None = None) -> datetime:
    """The moment, in UTC, so many local days later at a time of day, the same one unless ``at`` says another: a
    day is as long as it is there, not 24 hours. Raises Nonexistent for a time that clocks jump over."""
    local = moment.astimezone(zone_of(zone)).replace(tzinfo=None)
    wall = local + timedelta(days=days)
    return moment_of(datetime.combine(wall.date(), at) if at is not None else wall.replace(fold=0), zone)


def week_of(day: date) -> str:
    """The ISO week of a day: Jan 1, 2027 is in "2026-W53"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
