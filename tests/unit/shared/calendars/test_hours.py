"""Counting in open hours: Paris, London or anywhere, through changes of the clock, holidays and closed days."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.calendars.hours import LONGEST_CLOSURE, add_open, ever_open, open_between, open_day
from shared.calendars.models import ALWAYS, Calendar, Day

HOUR = 3600
NINE_TO_NOON_TWO_TO_SIX: Day = ((540, 720), (840, 1080))
OFFICE = (*(NINE_TO_NOON_TWO_TO_SIX,) * 5, (), ())
NEVER: tuple[Day, ...] = ((),) * 7


def calendar(week: tuple[Day, ...] = OFFICE, **changes: Any) -> Calendar:
    """Monday to Friday, 9 to 12 and 14 to 18, in Paris, closed on French holidays."""
    plain = Calendar("c", 1, "Stores", "Europe/Paris", week, country="FR")
    return replace(plain, **changes)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


NIGHTS = (((1320, 1440),), *(((0, 120), (1320, 1440)),) * 6)
WITHOUT_HOLIDAYS = calendar(country=None)
CASES = [
    (calendar(), "2026-03-17T09:00+01:00", 2 * HOUR, "2026-03-17T11:00+01:00", "within a span"),
    (calendar(), "2026-03-17T11:00+01:00", 2 * HOUR, "2026-03-17T15:00+01:00", "over the noon break"),
    (calendar(), "2026-03-17T12:30+01:00", 0.5 * HOUR, "2026-03-17T14:30+01:00", "from within the break"),
    (calendar(), "2026-03-17T17:00+01:00", HOUR, "2026-03-17T18:00+01:00", "to the very end of the day"),
    (calendar(), "2026-03-17T17:00+01:00", HOUR + 1, "2026-03-18T09:00:01+01:00", "a second more is the next day"),
    (calendar(), "2026-03-20T17:30+01:00", HOUR, "2026-03-23T09:30+01:00", "over the weekend"),
    (calendar(), "2026-03-21T10:00+01:00", HOUR, "2026-03-23T10:00+01:00", "from a closed day"),
    (calendar(), "2026-03-27T17:00+01:00", 2 * HOUR, "2026-03-30T10:00+02:00", "clocks go forward meanwhile"),
    (calendar(), "2026-10-23T17:00+02:00", 2 * HOUR, "2026-10-26T10:00+01:00", "clocks go back meanwhile"),
    (calendar(), "2026-05-13T17:00+02:00", 2 * HOUR, "2026-05-15T10:00+02:00", "Ascension is skipped"),
    (WITHOUT_HOLIDAYS, "2026-05-13T17:00+02:00", 2 * HOUR, "2026-05-14T10:00+02:00", "the holiday removed"),
    (
        calendar(subdivision="57"), "2026-04-02T17:00+02:00", 2 * HOUR, "2026-04-07T10:00+02:00",
        "Good Friday is a holiday in Moselle, Easter Monday everywhere",
    ),
    (
        calendar(special={date(2026, 5, 14): ((600, 720),)}), "2026-05-13T17:00+02:00", 2 * HOUR,
        "2026-05-14T11:00+02:00", "opened on a holiday by the house",
    ),
    (
        calendar(closed=(date(2026, 3, 18),)), "2026-03-17T17:00+01:00", 2 * HOUR, "2026-03-19T10:00+01:00",
        "closed for stocktaking",
    ),
    (
        calendar(closed=(date(2026, 3, 18),), special={date(2026, 3, 18): ((600, 660),)}),
        "2026-03-17T17:00+01:00", 1.5 * HOUR, "2026-03-18T10:30+01:00", "what is written for the day itself wins",
    ),
    (
        calendar(special={date(2026, 3, 18): ()}), "2026-03-17T17:00+01:00", 2 * HOUR, "2026-03-19T10:00+01:00",
        "a special day without hours is closed",
    ),
    (
        calendar(week=(((540, 540),), *OFFICE[1:])), "2026-03-20T17:00+01:00", 2 * HOUR,
        "2026-03-24T10:00+01:00", "a span that lasts no time opens nothing",
    ),
    (calendar(NIGHTS), "2026-03-17T23:00+01:00", 2 * HOUR, "2026-03-18T01:00+01:00", "over midnight, two spans"),
    (calendar(NIGHTS), "2026-03-17T23:30+01:00", 3 * HOUR, "2026-03-18T22:30+01:00", "and on the next night"),
    (
        calendar(NIGHTS), "2026-03-28T23:00+01:00", 3 * HOUR, "2026-03-29T03:00+02:00",
        "the night ends at the jump: 22 to 2 is four hours still",
    ),
    (calendar(ALWAYS, country=None), "2026-03-17T23:30+01:00", HOUR, "2026-03-18T00:30+01:00", "no minute lost"),
    (
        calendar(ALWAYS, country=None), "2026-03-17T12:00+01:00", 30 * 24 * HOUR, "2026-04-16T13:00+02:00",
        "a month of midnights and a change of the clock",
    ),
    (calendar(ALWAYS), "2026-05-13T23:00+02:00", 2 * HOUR, "2026-05-15T01:00+02:00", "always, but for holidays"),
    (calendar(), "2026-03-17T23:00Z", 0, "2026-03-17T23:00Z", "no time at all is now"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "start", "seconds", "end", "why"), CASES, ids=[row[4] for row in CASES])
def test_open_time(hours: Calendar, start: str, seconds: float, end: str, why: str) -> None:
    assert add_open(at(start), seconds, hours) == at(end), why
    assert open_between(at(start), at(end), hours) == seconds, why


@pytest.mark.parametrize("minute", [1439, 1440])
def test_midnight_to_midnight_adds_no_minute(minute: int) -> None:
    """Where days end at 23:59 a deadline moves by a minute a day (zammad#3180); 24:00 is what there is for it."""
    hours = calendar((((0, minute),),) * 7, country=None)
    late = add_open(at("2026-03-17T08:00Z"), 10 * 24 * HOUR, hours) - at("2026-03-27T08:00Z")
    assert late == timedelta(minutes=10 * (1440 - minute))


SPRING_AND_AUTUMN = [
    ("Europe/Paris", "2026-03-29", 23), ("Europe/Paris", "2026-10-25", 25),
    ("Australia/Lord_Howe", "2026-10-04", 23.5), ("Australia/Lord_Howe", "2026-04-05", 24.5),
    ("Africa/Casablanca", "2027-02-07", 25), ("Africa/Casablanca", "2027-03-14", 23),
    ("Africa/Cairo", "2026-04-24", 23), ("Africa/Cairo", "2026-10-29", 25),
    ("Asia/Gaza", "2026-03-28", 23), ("Asia/Gaza", "2026-10-24", 25),
    ("Asia/Kolkata", "2026-03-29", 24), ("Asia/Kathmandu", "2026-03-29", 24),
    ("Pacific/Apia", "2026-03-29", 24), ("Pacific/Apia", "2011-12-30", 0),
    ("America/Sao_Paulo", "2026-11-01", 24), ("America/Sao_Paulo", "2018-11-04", 23),
]  # fmt: skip


@pytest.mark.parametrize(("zone", "day", "hours"), SPRING_AND_AUTUMN)
def test_a_day_is_as_long_as_it_is_there(zone: str, day: str, hours: float) -> None:
    """Open on this one day only: what lies in it is what really passes."""
    when = date.fromisoformat(day)
    one_day = Calendar("c", 1, "One day", zone, NEVER, special={when: ((0, 1440),)})
    noon = datetime(when.year, when.month, when.day, 12, tzinfo=UTC)
    assert open_between(noon - timedelta(days=3), noon + timedelta(days=3), one_day) == hours * HOUR


@pytest.mark.parametrize(
    ("span", "hours", "why"),
    [
        ((120, 180), 0, "the hour that is jumped over is no time"),
        ((90, 150), 0.5, "a span into the jump ends with it"),
        ((150, 240), 1, "a span from within the jump begins with it"),
    ],
)
def test_spans_at_a_jump(span: tuple[int, int], hours: float, why: str) -> None:
    one_day = Calendar("c", 1, "One day", "Europe/Paris", NEVER, special={date(2026, 3, 29): (span,)})
    assert open_between(at("2026-03-28T00:00Z"), at("2026-03-30T00:00Z"), one_day) == hours * HOUR, why


def test_what_is_never_open_counts_elapsed_time() -> None:
    start, never = at("2026-03-17T10:00Z"), calendar(NEVER)
    assert add_open(start, 2 * HOUR, never) == start + timedelta(hours=2)
    assert open_between(start, start + timedelta(days=9), never) == 0
    assert not ever_open(never)
    assert not ever_open(calendar((((600, 600),),) * 7))
    assert ever_open(calendar())


def test_a_closure_longer_than_a_year_is_never_again() -> None:
    start = at("2026-03-17T10:00Z")
    soon = calendar(NEVER, special={date(2026, 3, 20): ((600, 660),)})
    late = calendar(NEVER, special={start.date() + timedelta(days=LONGEST_CLOSURE + 1): ((600, 660),)})
    assert add_open(start, 0.5 * HOUR, soon) == at("2026-03-20T10:30+01:00")
    assert add_open(start, 0.5 * HOUR, late) == start + timedelta(hours=0.5)
    assert add_open(start, 2 * HOUR, soon) == start + timedelta(hours=2), "an hour is all there ever is"


def test_looking_ahead_ends() -> None:
    """A minute a year: more than ten of them do not come in ten years."""
    minute_a_year = calendar(NEVER, special={date(year, 1, 2): ((600, 601),) for year in range(2026, 2060)})
    start = at("2026-01-01T00:00Z")
    assert add_open(start, 5 * 60, minute_a_year) == at("2030-01-02T09:01Z")
    assert add_open(start, 3600, minute_a_year) == start + timedelta(hours=1)


def test_what_holds_on_a_day() -> None:
    house = calendar(closed=(date(2026, 5, 15),), special={date(2026, 5, 14): ((600, 720),)})
    assert open_day(date(2026, 5, 13), house) == (NINE_TO_NOON_TWO_TO_SIX, None)
    assert open_day(date(2026, 5, 14), house) == (((600, 720),), "Ascension")
    assert open_day(date(2026, 5, 15), house) == ((), None)
    assert open_day(date(2026, 5, 25), house) == ((), "Lundi de Pentecôte")


def test_an_end_before_the_start_is_no_time() -> None:
    assert open_between(at("2026-03-17T12:00Z"), at("2026-03-17T10:00Z"), calendar()) == 0


@st.composite
def _day(draw: st.DrawFn) -> Day:
    cuts = draw(st.lists(st.integers(0, 96), max_size=6, unique=True))
    edges = [15 * cut for cut in sorted(cuts)]
    return tuple(zip(edges[::2], edges[1::2], strict=False))


ZONES = (
    "Europe/Paris", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo", "Asia/Gaza", "Asia/Kolkata",
    "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "UTC",
)  # fmt: skip
CALENDARS = st.builds(
    lambda week, zone, country, closed: Calendar("c", 1, "Any", zone, tuple(week), country, closed=tuple(closed)),
    st.lists(_day(), min_size=7, max_size=7),
    st.sampled_from(ZONES),
    st.sampled_from([None, "FR", "US"]),
    st.lists(st.dates(date(2026, 3, 20), date(2026, 4, 5)), max_size=3),
).filter(ever_open)
STARTS = st.datetimes(
    datetime(2026, 1, 1),  # noqa: DTZ001
    datetime(2027, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda moment: moment.replace(microsecond=0))
SECONDS = st.integers(1, 5 * 24 * HOUR)


def _enough(hours: Calendar) -> bool:
    """Open for an hour a week at least: counting does not reach its bound."""
    return sum(end - start for day in hours.week for start, end in day) >= 60


@given(hours=CALENDARS.filter(_enough), start=STARTS, seconds=SECONDS)
def test_what_was_added_lies_between(hours: Calendar, start: datetime, seconds: int) -> None:
    end = add_open(start, seconds, hours)
    assert open_between(start, end, hours) == seconds
    assert end - start >= timedelta(seconds=seconds), "open time is never longer than elapsed time"


@given(hours=CALENDARS.filter(_enough), start=STARTS, seconds=SECONDS, more=SECONDS, later=st.integers(0, 10**6))
def test_counting_only_goes_forward(hours: Calendar, start: datetime, seconds: int, more: int, later: int) -> None:
    end = add_open(start, seconds, hours)
    assert add_open(start, seconds + more, hours) == add_open(end, more, hours), "in two steps as in one"
    assert add_open(start + timedelta(seconds=later), seconds, hours) >= end, "who starts later ends no sooner"


@given(hours=CALENDARS, start=STARTS, first=st.integers(0, 10**6), second=st.integers(0, 10**6))
def test_open_time_adds_up(hours: Calendar, start: datetime, first: int, second: int) -> None:
    middle = start + timedelta(seconds=first)
    end = middle + timedelta(seconds=second)
    total = open_between(start, end, hours)
    assert open_between(start, middle, hours) + open_between(middle, end, hours) == total
    assert 0 <= total <= first + second


@given(zone=st.sampled_from(ZONES), start=STARTS, seconds=SECONDS)
def test_who_is_always_open_counts_elapsed_time_in_every_zone(zone: str, start: datetime, seconds: int) -> None:
    always = Calendar("c", 1, "Always", zone)
    assert add_open(start, seconds, always) == start + timedelta(seconds=seconds)
