"""Local wall time: every law of the clock that the time matrix names, against the zone data themselves."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendars.local import Nonexistent, resolve
from shared.calendars.months import days_later

EXISTING = [
    ("2026-10-25T02:30", "Europe/Paris", "2026-10-25T00:30Z", "comes twice: the first, at +02:00"),
    ("2026-10-25T03:00", "Europe/Paris", "2026-10-25T02:00Z", "after the hour that came twice"),
    ("2027-03-28T01:59:59", "Europe/Paris", "2027-03-28T00:59:59Z", "the last second before the jump"),
    ("2027-03-28T03:00", "Europe/Paris", "2027-03-28T01:00Z", "the jump itself"),
    ("2027-04-04T01:45", "Australia/Lord_Howe", "2027-04-03T14:45Z", "half an hour comes twice"),
    ("2026-10-04T02:30", "Australia/Lord_Howe", "2026-10-03T15:30Z", "after the jump of half an hour"),
    ("2027-02-07T02:30", "Africa/Casablanca", "2027-02-07T01:30Z", "comes twice as Ramadan begins"),
    ("2026-04-24T01:00", "Africa/Cairo", "2026-04-23T22:00Z", "clocks jump at midnight to one"),
    ("2026-10-29T23:30", "Africa/Cairo", "2026-10-29T20:30Z", "the hour before midnight comes twice"),
    ("2026-10-24T01:30", "Asia/Gaza", "2026-10-23T22:30Z", "comes twice"),
    ("2026-07-01T09:00", "Asia/Kolkata", "2026-07-01T03:30Z", "five and a half hours ahead"),
    ("2026-07-01T09:00", "Asia/Kathmandu", "2026-07-01T03:15Z", "five and three quarters"),
    ("2026-07-01T09:00", "Pacific/Apia", "2026-06-30T20:00Z", "across the date line"),
    ("2026-11-01T00:30", "America/Sao_Paulo", "2026-11-01T03:30Z", "no summer time since 2019"),
    ("2027-01-01T00:00:60", "Europe/Paris", "2026-12-31T23:00:59Z", "a leap second is the second before it"),
]


@pytest.mark.parametrize(("text", "zone", "moment", "why"), EXISTING, ids=[row[3] for row in EXISTING])
def test_a_wall_time_and_its_moment(text: str, zone: str, moment: str, why: str) -> None:
    assert resolve(text, zone) == datetime.fromisoformat(moment), why


MISSING = [
    ("2027-03-28T02:30", "Europe/Paris", "2027-03-28T01:30+01:00", "2027-03-28T03:30+02:00"),
    ("2026-10-04T02:15", "Australia/Lord_Howe", "2026-10-04T01:45+10:30", "2026-10-04T02:45+11:00"),
    ("2027-03-14T02:30", "Africa/Casablanca", "2027-03-14T01:30+00:00", "2027-03-14T03:30+01:00"),
    ("2026-04-24T00:30", "Africa/Cairo", "2026-04-23T23:30+02:00", "2026-04-24T01:30+03:00"),
    ("2026-03-28T02:30", "Asia/Gaza", "2026-03-28T01:30+02:00", "2026-03-28T03:30+03:00"),
    ("2011-12-30T10:00", "Pacific/Apia", "2011-12-29T10:00-10:00", "2011-12-31T10:00+14:00"),
    ("2018-11-04T00:30", "America/Sao_Paulo", "2018-11-03T23:30-03:00", "2018-11-04T01:30-02:00"),
]


@pytest.mark.parametrize(("text", "zone", "before", "after"), MISSING, ids=[row[1] for row in MISSING])
def test_a_wall_time_that_never_comes_names_its_neighbours(text: str, zone: str, before: str, after: str) -> None:
    with pytest.raises(Nonexistent) as raised:
        resolve(text, zone)
    found = raised.value
    assert (found.before.isoformat("T", "minutes"), found.after.isoformat("T", "minutes")) == (before, after)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2027-03-28", "no time of day"),
        ("2027-03-28T10:00Z", "a zone of its own"),
        ("2027-03-28T10:00+02:00", "an offset"),
        ("2027-02-29T10:00", "no such day"),
        ("2027-03-28T25:00", "no such hour"),
        ("tomorrow at nine", "words"),
        ("", "nothing"),
        ("0001-01-01T00:00", "before the year 1 in UTC"),
    ],
)
def test_what_is_no_wall_time_is_refused(text: str, why: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - each in its own words
        resolve(text, "Asia/Kolkata")
    assert not isinstance(raised.value, Nonexistent), why


def test_a_zone_that_is_not_known_is_an_error() -> None:
    with pytest.raises(KeyError):
        resolve("2027-03-28T10:00", "Europe/Atlantis")


ZONES = [
    "Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo", "Asia/Gaza", "Asia/Kolkata",
    "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "America/New_York", "Antarctica/Troll",
]  # fmt: skip
MOMENTS = st.datetimes(datetime(2011, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_what_clocks_show_leads_back_to_its_moment_or_to_the_first_that_showed_it(
    moment: datetime, zone: str
) -> None:
    shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    found = resolve(shown.isoformat(), zone)
    assert found <= moment
    assert found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == shown


@given(
    wall=st.datetimes(datetime(2011, 1, 1), datetime(2040, 1, 1)),  # noqa: DTZ001
    zone=st.sampled_from(ZONES),
)
def test_every_wall_time_is_a_moment_or_has_neighbours_around_it(wall: datetime, zone: str) -> None:
    try:
        first = last = resolve(wall.isoformat(), zone).astimezone(ZoneInfo(zone))
    except Nonexistent as jump:
        first, last = jump.before, jump.after
    assert first.replace(tzinfo=None) <= wall <= last.replace(tzinfo=None)
    assert (first < last) is (first.replace(tzinfo=None) != wall)


NINE = time(9)
NEXT_DAYS = [
    ("2027-03-27T08:00Z", 1, None, "2027-03-28T07:00Z", "the same wall time across spring: 23 hours"),
    ("2026-10-24T07:00Z", 1, None, "2026-10-25T08:00Z", "across autumn: 25 hours"),
    ("2027-03-27T15:20Z", 1, NINE, "2027-03-28T07:00Z", "next day at nine"),
    ("2026-10-24T15:20Z", 1, NINE, "2026-10-25T08:00Z", "next day at nine, an hour later in UTC"),
    ("2026-12-31T22:30Z", 1, NINE, "2027-01-01T08:00Z", "the day is the local one"),
    ("2026-10-25T01:30Z", 1, None, "2026-10-26T01:30Z", "the second 02:30 leads to the only one of the next day"),
]


@pytest.mark.parametrize(("start", "days", "at", "end", "why"), NEXT_DAYS, ids=[row[4] for row in NEXT_DAYS])
def test_days_are_as_long_as_they_are_there(start: str, days: int, at: time | None, end: str, why: str) -> None:
    found = days_later(datetime.fromisoformat(start), days, "Europe/Paris", at)
    assert found == datetime.fromisoformat(end), why


@pytest.mark.parametrize("start", ["2027-03-27T08:00Z", "2026-10-24T07:00Z"])
def test_24_hours_are_not_a_day(start: str) -> None:
    moment = datetime.fromisoformat(start)
    assert days_later(moment, 1, "Europe/Paris") != moment + timedelta(hours=24)


def test_the_next_day_at_a_time_that_never_comes() -> None:
    with pytest.raises(Nonexistent):
        days_later(datetime(2027, 3, 27, 12, tzinfo=UTC), 1, "Europe/Paris", time(2, 30))
