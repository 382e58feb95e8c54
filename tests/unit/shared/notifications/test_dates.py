"""Dates in full words and in the tenant's zone."""

from datetime import UTC, datetime

import pytest

from shared.notifications.dates import full_date
from shared.notifications.texts import TEXTS
from shared.scope.people import Locale


@pytest.mark.parametrize(
    ("moment", "zone", "locale", "shown", "reason"),
    [
        ((2026, 11, 24, 13, 12), "Europe/Paris", "fr", "mardi 24 novembre, 14:12", "winter time"),
        ((2026, 11, 24, 13, 12), "Europe/Paris", "en", "Tuesday 24 November, 14:12", "in English"),
        ((2026, 7, 1, 7, 5), "Europe/Paris", "fr", "mercredi 1er juillet, 09:05", "summer time; the first"),
        ((2026, 7, 1, 7, 5), "Europe/London", "en", "Wednesday 1 July, 08:05", "no 1er in English"),
        ((2026, 3, 29, 0, 59), "Europe/Paris", "fr", "dimanche 29 mars, 01:59", "before the clocks change"),
        ((2026, 3, 29, 1, 0), "Europe/Paris", "fr", "dimanche 29 mars, 03:00", "after it"),
        ((2026, 12, 31, 23, 30), "Europe/Paris", "fr", "vendredi 1er janvier 2027, 00:30", "another year there"),
        ((2026, 6, 1, 22, 0), "Asia/Tokyo", "en", "Tuesday 2 June, 07:00", "another day there"),
        ((2026, 6, 1, 22, 0), "Mars/Olympus", "en", "Monday 1 June, 22:00 UTC", "an unknown zone: UTC, and said"),
        ((2026, 6, 2, 22, 0), "../../etc/passwd", "fr", "mardi 2 juin, 22:00 UTC", "a path is not a zone"),
    ],
)
def test_full_date(
    moment: tuple[int, int, int, int, int], zone: str, locale: Locale, shown: str, reason: str
) -> None:
    told_at = datetime(2026, 3, 1, tzinfo=UTC)
    assert full_date(datetime(*moment, tzinfo=UTC), zone, TEXTS[locale], told_at=told_at) == shown, reason
