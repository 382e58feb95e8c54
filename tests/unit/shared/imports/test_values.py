"""Times as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.clock import iso
from shared.imports.values import moment

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

READ = [
    ("2026-01-05", "2026-01-04T23:00:00.000Z", "a day begins in the account's zone"),
    ("2026-07-05 10:00", "2026-07-05T08:00:00.000Z", "summer time"),
    ("2026-01-05T10:00:00Z", "2026-01-05T10:00:00.000Z", "a zone of its own"),
    ("2026-01-05T10:00:00+05:30", "2026-01-05T04:30:00.000Z", "an offset of its own"),
    ("05/07/2026", "2026-07-04T22:00:00.000Z", "the day comes first"),
    ("5/7/26 9h05", "2026-07-05T07:05:00.000Z", "as French spreadsheets write"),
    ("17.03.2026 09:05:10", "2026-03-17T08:05:10.000Z", "with points"),
    ("17-03-2026 à 09:05", "2026-03-17T08:05:00.000Z", "in words"),
    ("2026/3/7 9:05", "2026-03-07T08:05:00.000Z", "slashes, the year first"),
    ("2026-03-29 02:30", "2026-03-29T01:30:00.000Z", "an hour the clocks skipped"),
    ("2026-11-22T12:00:01Z", "2026-11-22T12:00:00.000Z", "slightly ahead is now"),
]


@pytest.mark.parametrize(("written", "expected", "why"), READ, ids=[why for *_, why in READ])
def test_a_time_is_read(written: str, expected: str, why: str) -> None:
    assert iso(moment(written, PARIS, NOW)) == expected, why


REFUSED = ["", "abc", "31/02/2026", "01/25/2026", "1970-01-01", "2099-01-01", "9999-12-31T23:59:59-14:00", "12"]


@pytest.mark.parametrize("written", REFUSED)
def test_what_is_no_time_of_feedback_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment(written, PARIS, NOW)


def test_a_day_ahead_is_the_limit() -> None:
    assert moment(iso(NOW + timedelta(hours=24)), PARIS, NOW) == NOW
    with pytest.raises(ValueError, match="feedback"):
        moment(iso(NOW + timedelta(hours=25)), PARIS, NOW)
