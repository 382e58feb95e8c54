"""The public holidays of a dozen countries, made into a small table while developing and committed, so that the
functions need no library for them.

``python -m tools.holidays`` writes it from the ``holidays`` package (pinned in ``pyproject.toml``); ``--check``
fails when the committed file is stale. Names are in French where the package has them, else in the country's own
language.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from holidays import country_holidays

from shared.calendars.holidays import FIRST_YEAR, LAST_YEAR, TABLE, easter

COUNTRIES: dict[str, tuple[str, ...]] = {
    "FR": ("57", "6AE", "971", "972", "973", "974", "976"),
    "BE": (),
    "LU": (),
    "CH": (
        "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE", "NW", "OW", "SG", "SH", "SO",
        "SZ", "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
    ),
    "GB": ("ENG", "NIR", "SCT", "WLS"),
    "IE": (),
    "DE": (
        "BB", "BE", "BW", "BY", "HB", "HE", "HH", "MV", "NI", "NW", "RP", "SH", "SL", "SN", "ST", "TH",
    ),
    "ES": (
        "AN", "AR", "AS", "CB", "CE", "CL", "CM", "CN", "CT", "EX", "GA", "IB", "MC", "MD", "ML", "NC", "PV", "RI",
        "VC",
    ),
    "IT": (),
    "PT": (),
    "NL": (),
    "US": (),
    "CA": ("AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"),
}  # fmt: skip
"""Countries (ISO 3166-1) and those of their parts (ISO 3166-2) that have holidays of their own; 6AE is Alsace."""

_YEARS = range(FIRST_YEAR, LAST_YEAR + 1)

type _Days = dict[str, tuple[date, ...]]


def generated() -> str:
    """The table as it should be: countries, their parts, and for each the holidays in the forms that
    ``shared.calendars.holidays`` reads. A part of a country has what it adds, and under "-" what it leaves out."""
    countries = {}
    for country, parts in COUNTRIES.items():
        whole = _holidays(country, None)
        regions = {"": _written(whole)}
        for part in parts:
            own = _holidays(country, part)
            added = {name: days for name, days in own.items() if whole.get(name) != days}
            missing = sorted(whole.keys() - own.keys())
            regions[part] = _written(added) | ({"-": "|".join(missing)} if missing else {})
        countries[country] = regions
    return json.dumps(countries, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _holidays(country: str, part: str | None) -> _Days:
    language = "fr" if "fr" in country_holidays(country).supported_languages else None
    days: dict[str, list[date]] = defaultdict(list)
    for day, name in sorted(country_holidays(country, subdiv=part, years=_YEARS, language=language).items()):
        for one in name.split("; ") if day.year in _YEARS else ():
            days[one].append(day)
    return {name: tuple(found) for name, found in days.items()}


def _written(holidays: Mapping[str, tuple[date, ...]]) -> dict[str, str]:
    return {name: _form(days) for name, days in holidays.items()}


def _form(days: tuple[date, ...]) -> str:
    """The shortest form that says these days."""
    once_a_year = [day.year for day in days] == list(_YEARS)
    if once_a_year:
        if len({(day.month, day.day) for day in days}) == 1:
            return f"{days[0]:%m%d}"
        if len({day - easter(day.year) for day in days}) == 1:
            return f"e{(days[0] - easter(days[0].year)) // timedelta(days=1)}"
    return " ".join(f"{day:%m%d}" if once_a_year else f"{day:%y%m%d}" for day in days)


def main() -> int:
    """Writes or checks the table."""
    wanted = generated()
    if "--check" not in sys.argv[1:]:
        TABLE.write_text(wanted, encoding="utf-8")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != wanted:
        sys.stderr.write(f"{TABLE.name} is stale: run python -m tools.holidays\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
