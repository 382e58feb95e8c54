"""Dates in full words and in the tenant's zone, without a locale package."""

from datetime import UTC, datetime, tzinfo
from functools import cache

from shared.notifications.texts import Texts


def full_date(moment: datetime, zone: str, texts: Texts, *, told_at: datetime) -> str:
    """'mardi 24 novembre, 14:12', with the year when it is not that of ``told_at``. In UTC, and saying so, where
    the system does not know the zone: the mail goes out all the same."""
    there = _zone(zone)
    local = moment.astimezone(there or UTC)
    day = texts.first_of_month if local.day == 1 else str(local.day)
    year = "" if local.year == told_at.astimezone(there or UTC).year else f" {local.year}"
    mark = "" if there else " UTC"
    return f"{texts.weekdays[local.weekday()]} {day} {texts.months[local.month - 1]}{year}, {local:%H:%M}{mark}"


@cache
def _zone(name: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return None
