"""Months, years and weeks as people count them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendars.months import add_months, add_years, week_of

STEPS = [
    (date(2028, 2, 29), 12, date(2029, 2, 28), "Feb 29 and a year is the last of February"),
    (date(2028, 2, 29), 48, date(2032, 2, 29), "four years on there is one again"),
    (date(2028, 2, 29), -12, date(2027, 2, 28), "a year before"),
    (date(2027, 1, 31), 1, date(2027, 2, 28), "Jan 31 and a month"),
    (date(2028, 1, 31), 1, date(2028, 2, 29), "in a leap year"),
    (date(2027, 3, 31), 1, date(2027, 4, 30), "a month of 30 days"),
    (date(2027, 3, 31), -1, date(2027, 2, 28), "a month before"),
    (date(2026, 12, 31), 1, date(2027, 1, 31), "into the next year"),
    (date(2027, 1, 15), -1, date(2026, 12, 15), "into the year before"),
    (date(2027, 1, 15), 0, date(2027, 1, 15), "none"),
]


@pytest.mark.parametrize(("day", "months", "expected", "why"), STEPS, ids=[row[3] for row in STEPS])
def test_months(day: date, months: int, expected: date, why: str) -> None:
    assert add_months(day, months) == expected, why
    if months % 12 == 0:
        assert add_years(day, months // 12) == expected


@given(day=st.dates(date(1900, 1, 1), date(2200, 12, 31)), months=st.integers(-600, 600))
def test_a_month_is_a_month_whatever_its_length(day: date, months: int) -> None:
    found = add_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and add_months(found, 0).day >= 28)


@pytest.mark.parametrize(
    ("day", "week", "why"),
    [
        (date(2026, 12, 28), "2026-W53", "2026 has 53 weeks"),
        (date(2027, 1, 3), "2026-W53", "the first days of 2027 are in it"),
        (date(2027, 1, 4), "2027-W01", "the Monday after"),
        (date(2024, 12, 30), "2025-W01", "the last days of 2024 are not"),
    ],
)
def test_weeks(day: date, week: str, why: str) -> None:
    assert week_of(day) == week, why
