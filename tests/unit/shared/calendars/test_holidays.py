"""The table of holidays: the same as its source, small, and up to date."""

import zlib
from datetime import date

import pytest
from holidays import country_holidays

from shared.calendars.holidays import FIRST_YEAR, LAST_YEAR, TABLE, countries, easter, holidays
from tools.holidays import COUNTRIES, generated


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_day_of_the_source_and_no_other(country: str) -> None:
    for part in (None, *COUNTRIES[country]):
        source = country_holidays(country, subdiv=part, years=range(FIRST_YEAR, LAST_YEAR + 1))
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            expected = {day for day in source if day.year == year}
            assert holidays(country, part, year).keys() == expected, f"{country} {part} {year}"


def test_the_committed_table_is_up_to_date() -> None:
    assert TABLE.read_text(encoding="utf-8") == generated()


def test_the_table_is_small() -> None:
    assert len(zlib.compress(TABLE.read_bytes())) < 6500


def test_countries_and_their_parts() -> None:
    assert countries() == {country: tuple(sorted(parts)) for country, parts in sorted(COUNTRIES.items())}


@pytest.mark.parametrize(
    ("country", "part", "day", "name", "why"),
    [
        ("FR", None, date(2026, 5, 14), "Ascension", "39 days after Easter"),
        ("FR", None, date(2026, 12, 26), None, "no holiday in the rest of France"),
        ("FR", "57", date(2026, 12, 26), "Saint-Étienne", "Moselle"),
        ("FR", "6AE", date(2026, 4, 3), "Vendredi saint", "Alsace"),
        ("FR", "99", date(2026, 5, 1), "Fête du Travail", "a part that is not known has those of the country"),
        ("LU", None, date(2024, 5, 9), "Ascension, Jour de l'Europe", "two on one day"),
        ("CA", "QC", date(2026, 6, 24), "Fête nationale du Québec", "a part adds its own"),
        ("GB", "SCT", date(2026, 4, 6), None, "a part lacks one of another"),
        ("GB", "ENG", date(2026, 4, 6), "Easter Monday", "which has it"),
        ("US", None, date(2027, 12, 31), "New Year's Day (observed)", "observed in the year before"),
        ("FR", None, date(2041, 5, 1), None, "beyond the table"),
        ("FR", None, date(2023, 5, 1), None, "before it"),
        ("XX", None, date(2026, 5, 1), None, "a country that is not known"),
    ],
)
def test_a_day(country: str, part: str | None, day: date, name: str | None, why: str) -> None:
    assert holidays(country, part, day.year).get(day) == name, why


@pytest.mark.parametrize(
    "day",
    [
        date(1900, 4, 15),
        date(2000, 4, 23),
        date(2008, 3, 23),
        date(2024, 3, 31),
        date(2038, 4, 25),
        date(2100, 3, 28),
    ],
)
def test_easter(day: date) -> None:
    """Among them the earliest and the latest of a lifetime."""
    assert easter(day.year) == day
