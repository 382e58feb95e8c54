"""The health of a source: what is usual, what is silence, and what is only a quiet day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.health import Heard, Status, day_bounds, health, local_day

PARIS = "Europe/Paris"
NOON = timedelta(hours=12)
DAY = timedelta(days=1)
TUESDAY = datetime(2026, 3, 17, 12, tzinfo=UTC)


def heard(last_at: datetime, *weeks: list[int], zone: str = PARIS) -> Heard:
    """A source last heard at a moment, whose counts before that day are these weeks, Monday first, the last week
    nearest."""
    counts: dict[str, int] = {}
    last = local_day(last_at, zone)
    pattern = {weekday: [week[weekday] for week in reversed(weeks)] for weekday in range(7)}
    for back in range(1, 7 * len(weeks) + 1):
        day = last - DAY * back
        counts[str(day)] = pattern[day.weekday()][(back - 1) // 7]
    counts[str(last)] = 1
    return Heard(counts, last_at)


STEADY = [10] * 7
RARE = [1] * 7
WEEKEND = [0, 0, 0, 0, 0, 5, 5]
SUNDAY = datetime(2026, 3, 15, 20, tzinfo=UTC)

CASES: list[tuple[str, Heard, timedelta, Status]] = [
    ("never heard", Heard(), timedelta(), "waiting"),
    ("heard a minute ago", heard(TUESDAY, *[STEADY] * 4), timedelta(minutes=1), "receiving"),
    ("heard 23 hours ago", heard(TUESDAY, *[STEADY] * 4), timedelta(hours=23), "receiving"),
    ("ten a day and none for a day", heard(TUESDAY, *[STEADY] * 4), timedelta(hours=25), "quiet"),
    ("ten a day and none for a day and a third", heard(TUESDAY, *[STEADY] * 4), timedelta(hours=32), "silent"),
    ("one a day and none for two", heard(TUESDAY, *[RARE] * 4), timedelta(days=2), "quiet"),
    ("one a day and none for four", heard(TUESDAY, *[RARE] * 4), timedelta(days=4), "silent"),
    ("silent for three weeks is still silent", heard(TUESDAY, *[STEADY] * 4), timedelta(days=21), "silent"),
    ("silent for a year is still silent", heard(TUESDAY, *[STEADY] * 4), timedelta(days=365), "silent"),
    ("weekends only, on a Tuesday", heard(SUNDAY, *[WEEKEND] * 4), timedelta(days=2), "receiving"),
    ("weekends only, on a Friday", heard(SUNDAY, *[WEEKEND] * 4), timedelta(days=5), "receiving"),
    ("weekends only, on Saturday evening", heard(SUNDAY, *[WEEKEND] * 4), timedelta(days=6), "quiet"),
    ("weekends only, after a weekend without", heard(SUNDAY, *[WEEKEND] * 4), timedelta(days=7), "silent"),
    ("new: six days known", Heard({"2026-03-12": 90, "2026-03-17": 9}, TUESDAY), timedelta(days=5), "quiet"),
    ("new: heard once, a month ago", Heard({"2026-03-17": 1}, TUESDAY), timedelta(days=30), "quiet"),
    ("new: heard once, today", Heard({"2026-03-17": 1}, TUESDAY), timedelta(hours=1), "receiving"),
    ("one a month is nothing usual", Heard({"2026-02-18": 1, "2026-03-17": 1}, TUESDAY), 20 * DAY, "quiet"),
    ("a burst once is nothing usual", Heard({"2026-02-20": 900, "2026-03-17": 1}, TUESDAY), 9 * DAY, "quiet"),
    ("a week of usual is enough", heard(TUESDAY, STEADY), timedelta(hours=36), "silent"),
]


@pytest.mark.parametrize(("why", "known", "later", "status"), CASES, ids=[row[0] for row in CASES])
def test_the_status_of_a_source(why: str, known: Heard, later: timedelta, status: Status) -> None:
    now = (known.last_at or TUESDAY) + later
    assert health(known, now, PARIS).status == status
    assert health(known, now, PARIS, disabled=True).status == "disabled"


def test_it_speaks_again_and_is_no_longer_silent() -> None:
    known = heard(TUESDAY, *[STEADY] * 4)
    later = TUESDAY + 5 * DAY
    assert health(known, later, PARIS).status == "silent"
    again = Heard({**known.counts, str(local_day(later, PARIS)): 1}, later)
    assert health(again, later, PARIS).status == "receiving"


def test_the_usual_rate_is_the_mean_of_the_medians_of_weekdays() -> None:
    weeks = [[8, 8, 8, 8, 8, 20, 0], [8, 8, 8, 8, 8, 20, 0], [900, 8, 8, 8, 8, 20, 0], [0, 8, 8, 8, 8, 20, 0]]
    shown = health(heard(TUESDAY, *weeks), TUESDAY, PARIS)
    assert shown.usual_per_day == 8.6, "one wild Monday and one dead one change nothing"


def test_the_last_seven_days_end_today() -> None:
    known = Heard({"2026-03-17": 3, "2026-03-16": 2, "2026-03-11": 1, "2026-03-10": 50}, TUESDAY)
    shown = health(known, TUESDAY, PARIS)
    assert (shown.days, shown.last_7_days) == ((1, 0, 0, 0, 0, 2, 3), 6)
    assert health(known, TUESDAY + 2 * DAY, PARIS).days == (0, 0, 0, 2, 3, 0, 0)


ZONES: list[tuple[str, str, datetime, str]] = [
    ("half past midnight in Paris", PARIS, datetime(2026, 3, 16, 23, 30, tzinfo=UTC), "2026-03-17"),
    ("Sydney is a day ahead", "Australia/Sydney", datetime(2026, 3, 16, 13, 30, tzinfo=UTC), "2026-03-17"),
    ("Los Angeles is behind", "America/Los_Angeles", datetime(2026, 3, 17, 6, tzinfo=UTC), "2026-03-16"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "zone", "moment", "day"), ZONES, ids=[row[0] for row in ZONES])
def test_days_are_those_of_the_tenant(why: str, zone: str, moment: datetime, day: str) -> None:
    assert str(local_day(moment, zone)) == day
    shown = health(Heard({day: 4}, moment), moment, zone)
    assert shown.days[-1] == 4


LENGTHS: list[tuple[str, str, date, int]] = [
    ("spring in Paris", PARIS, date(2026, 3, 29), 23),
    ("autumn in Paris", PARIS, date(2026, 10, 25), 25),
    ("a plain day", PARIS, date(2026, 6, 1), 24),
    ("no change in Kolkata", "Asia/Kolkata", date(2026, 3, 29), 24),
]


@pytest.mark.parametrize(("why", "zone", "day", "hours"), LENGTHS, ids=[row[0] for row in LENGTHS])
def test_a_day_is_as_long_as_its_zone_says(why: str, zone: str, day: date, hours: int) -> None:
    begins, ends = day_bounds(day, zone)
    assert ends - begins == timedelta(hours=hours)
    assert local_day(begins, zone) == local_day(ends - timedelta(milliseconds=1), zone) == day
    assert local_day(ends, zone) == day + DAY


@pytest.mark.parametrize(
    "changes", [datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)]
)
def test_a_change_of_clocks_neither_makes_nor_hides_a_silence(changes: datetime) -> None:
    known = heard(changes, *[STEADY] * 4)
    assert health(known, changes + timedelta(hours=28), PARIS).status == "quiet"
    assert health(known, changes + timedelta(hours=34), PARIS).status == "silent"


@given(
    counts=st.lists(st.integers(0, 50), min_size=1, max_size=40),
    first=st.integers(0, 2000),
    second=st.integers(0, 2000),
)
def test_silence_never_ends_by_lasting(counts: list[int], first: int, second: int) -> None:
    last = local_day(TUESDAY, PARIS)
    known = Heard({str(last - DAY * back): count for back, count in enumerate(counts)}, TUESDAY)
    sooner, later = sorted((first, second))
    if health(known, TUESDAY + timedelta(hours=sooner), PARIS).status == "silent":
        assert health(known, TUESDAY + timedelta(hours=later), PARIS).status == "silent"
