"""Public holidays by country and year, from a table that ``tools/holidays.py`` makes."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

FIRST_YEAR, LAST_YEAR = 2024, 2040
"""The years the table knows; others have no holidays."""

TABLE = Path(__file__).with_name("holidays.json")

type _Forms = Mapping[str, str]
"""How each holiday falls: "0501" each year on that day, "e39" so many days after Easter, "0902 0901 ..." on
another day each year from the first of the table on, "240104 250301 ..." on these days only."""


@cache
def holidays(country: str, subdivision: str | None, year: int) -> Mapping[date, str]:
    """The public holidays of a year and their names. ``country`` is ISO 3166-1 (two letters), ``subdivision`` the
    part of ISO 3166-2 behind the hyphen. None where the table does not know the country or the year; those of
    the whole country where it does not know the subdivision."""
    regions = _table().get(country, {})
    if not regions or not FIRST_YEAR <= year <= LAST_YEAR:
        return {}
    own = regions.get(subdivision or "", {})
    left_out = own.get("-", "").split("|")
    forms = {name: form for name, form in regions[""].items() if name not in left_out}
    forms |= {name: form for name, form in own.items() if name != "-"}
    found: dict[date, str] = {}
    for name, form in sorted(forms.items()):
        for day in _days(form, year):
            found[day] = f"{found[day]}, {name}" if day in found else name
    return found


def countries() -> dict[str, tuple[str, ...]]:
    """The countries the table knows, each with its subdivisions."""
    return {country: tuple(sorted(regions.keys() - {""})) for country, regions in sorted(_table().items())}


def easter(year: int) -> date:
    """Easter Sunday (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    century, short = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (short // 4) - moon - short % 4) % 7
    late = (year % 19 + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _days(form: str, year: int) -> Iterator[date]:
    if form.startswith("e"):
        yield easter(year) + timedelta(days=int(form[1:]))
        return
    days = form.split()
    if len(days[0]) == len("240501"):
        days = [day[2:] for day in days if int(day[:2]) == year % 100]
    else:
        days = days[:1] if len(days) == 1 else [days[year - FIRST_YEAR]]
    yield from (date(year, int(day[:2]), int(day[2:])) for day in days)


@cache
def _table() -> dict[str, dict[str, _Forms]]:
    return dict(json.loads(TABLE.read_bytes()))
