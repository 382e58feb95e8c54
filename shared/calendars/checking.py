"""What is wrong with a calendar as written. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from shared.calendars.hours import ever_open
from shared.calendars.local import zone_of
from shared.calendars.models import Calendar, Day
from shared.errors import Fault


def faults_of(calendar: Calendar, countries: Mapping[str, Sequence[str]]) -> list[Fault]:
    """Every part that cannot be used, with its path. ``countries`` are those whose holidays are known, each with
    its subdivisions."""
    faults = [*_faults_of_zone(calendar.zone), *_faults_of_country(calendar, countries)]
    for number, day in enumerate(calendar.week):
        faults += _faults_of_day(day, f"$.week[{number}]")
    for date, day in calendar.special.items():
        faults += _faults_of_day(day, f"$.special.{date.isoformat()}")
    if not faults and not ever_open(calendar):
        faults.append(Fault("$.week", "never_open", "open on at least one day of the week"))
    return faults


def _faults_of_zone(zone: str) -> Iterator[Fault]:
    try:
        zone_of(zone)
    except (KeyError, ValueError, OSError):
        yield Fault("$.zone", "unknown_zone", "choose a zone such as Europe/Paris")


def _faults_of_country(calendar: Calendar, countries: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    if calendar.country is None:
        if calendar.subdivision is not None:
            yield Fault("$.subdivision", "unknown_subdivision", "choose the country first")
    elif calendar.country not in countries:
        yield Fault("$.country", "unknown_country", "its public holidays are not known")
    elif calendar.subdivision is not None and calendar.subdivision not in countries[calendar.country]:
        yield Fault("$.subdivision", "unknown_subdivision", "it has no public holidays of its own")


def _faults_of_day(day: Day, path: str) -> Iterator[Fault]:
    before = -1
    for number, (start, end) in enumerate(day):
        if start >= end:
            yield Fault(f"{path}[{number}]", "bad_span", "a span ends after it begins, at 24:00 at the latest")
        elif start <= before:
            yield Fault(f"{path}[{number}]", "overlap", "spans are in order and do not touch")
        before = max(before, end)
