"""Business calendars: when places work, and what that means day by day."""

from datetime import date, timedelta
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api import keeping
from functions.api.keeping import Kept
from functions.api.long_work import retiming
from functions.api.request import idempotency_key, signed_in
from functions.api.ruling import present
from functions.api.schemas import calendars as schemas
from functions.api.wiring import Wiring
from shared.calendars.checking import faults_of
from shared.calendars.holidays import countries
from shared.calendars.hours import open_day
from shared.calendars.local import zone_of
from shared.calendars.models import Calendar, Day
from shared.errors import Duplicate, Fault, Invalid
from shared.rules.words import fold
from shared.storage.config import Config
from shared.storage.jobs import creation
from shared.storage.table import Put

router = APIGatewayHttpRouter()

type CalendarId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["settings"]


@router.get("/calendars", operation_id="listCalendars", summary="The calendars", tags=_TAGS)
def list_calendars() -> schemas.CalendarList:
    """By name, each with what uses it."""
    _, reader = signed_in(router)
    return schemas.CalendarList(items=keeping.listed(reader, _KEPT, lambda one: one.name.casefold()))


@router.post("/calendars", operation_id="createCalendar", summary="Write a calendar", tags=_TAGS, status_code=201)
def create_calendar(body: schemas.CalendarIn) -> Response[schemas.CalendarOut]:
    """Places can name it from now on."""
    ports, reader = signed_in(router)
    request = msgspec.json.encode(body.model_dump())
    key = idempotency_key(router)
    out = keeping.create(ports, reader, _KEPT, lambda new: _made(new, 1, body), key=key, request=request)
    return Response(status_code=201, content_type="application/json", body=out)


@router.get("/calendars/<calendar_id>", operation_id="getCalendar", summary="One calendar", tags=_TAGS)
def get_calendar(calendar_id: CalendarId) -> schemas.CalendarOut:
    """The calendar as it is."""
    _, reader = signed_in(router)
    return keeping.got(reader, _KEPT, calendar_id)


@router.put("/calendars/<calendar_id>", operation_id="replaceCalendar", summary="Change a calendar", tags=_TAGS)
def replace_calendar(calendar_id: CalendarId, body: schemas.CalendarChange) -> schemas.CalendarOut:
    """Holds from now on; a job gives the open cases that are counted by it their new target."""
    ports, reader = signed_in(router)

    def retimed(config: Config, before: Calendar, after: Calendar) -> list[Put]:
        as_before = replace(after, name=before.name, version=before.version) == before
        if as_before or not _used_by(calendar_id, config):
            return []
        return [creation(retiming(ports, reader, calendar=calendar_id))]

    def make(version: int) -> Calendar:
        return _made(calendar_id, version, body)

    return keeping.change(ports, reader, _KEPT, calendar_id, body.version, make, retimed)


@router.delete(
    "/calendars/<calendar_id>",
    operation_id="deleteCalendar",
    summary="Delete a calendar",
    tags=_TAGS,
    status_code=204,
)
def delete_calendar(calendar_id: CalendarId, version: VersionQuery = None) -> Response[None]:
    """Only one that no place uses, nor the settings."""
    ports, reader = signed_in(router)
    keeping.delete(ports, reader, _KEPT, calendar_id, version)
    return Response(status_code=204, content_type="application/json")


@router.get(
    "/calendars/<calendar_id>/preview", operation_id="previewCalendar", summary="Its days one by one", tags=_TAGS
)
def preview_calendar(
    calendar_id: CalendarId,
    since: Annotated[date | None, Query(alias="from", description="The first day; today without it")] = None,
    days: Annotated[int, Query(ge=1, le=400)] = 60,
) -> schemas.CalendarPreview:
    """The open hours of each day, in local time, and its public holiday if it is one."""
    ports, reader = signed_in(router)
    reader.require("rules_read")
    calendar = present(reader.config.calendars.get(calendar_id))
    first = since or ports.now().astimezone(zone_of(calendar.zone)).date()
    if not _FIRST_YEAR <= first.year <= _LAST_YEAR:
        faults = [Fault("$query.from", "out_of_range", f"choose a day of the years {_FIRST_YEAR} to {_LAST_YEAR}")]
        raise Invalid(errors=faults)
    shown = []
    for number in range(days):
        day = first + timedelta(days=number)
        found = open_day(day, calendar)
        shown.append(schemas.DayOut(date=day.isoformat(), open=_written(found.open), holiday=found.holiday))
    return schemas.CalendarPreview(days=shown)


_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def _made(calendar_id: str, version: int, body: schemas.CalendarIn) -> Calendar:
    closed = {_date(text, f"$.closed[{number}]") for number, text in enumerate(body.closed)}
    special = {_date(text, f"$.special.{text}"): _day(spans) for text, spans in body.special.items()}
    return Calendar(
        id=calendar_id,
        version=version,
        name=body.name.strip(),
        zone=body.zone,
        week=tuple(_day(day) for day in body.week),
        country=body.country,
        subdivision=body.subdivision,
        closed=tuple(sorted(closed)),
        special=dict(sorted(special.items())),
    )


def _date(text: str, path: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Invalid(errors=[Fault(path, "bad_date", "write a day such as 2026-12-24")]) from None


def _day(spans: list[list[str]]) -> Day:
    return tuple((_minutes(start), _minutes(end)) for start, end in spans)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _written(day: Day) -> list[list[str]]:
    return [[f"{minute // 60:02d}:{minute % 60:02d}" for minute in span] for span in day]


def _check(_ports: Wiring, config: Config, one: Calendar, _before: Calendar | None) -> None:
    faults = faults_of(one, countries())
    if faults:
        raise Invalid("The calendar cannot be used", errors=faults)
    if any(fold(other.name) == fold(one.name) for other in config.calendars.values() if other.id != one.id):
        raise Duplicate("Another calendar has this name")


def _used_by(calendar_id: str, config: Config) -> list[schemas.UserOf]:
    users = [
        schemas.UserOf(kind="place", id=place.id, label=place.name)
        for place in config.tree.places.values()
        if place.calendar == calendar_id
    ]
    users.sort(key=lambda one: one.label.casefold())
    if config.settings.calendar == calendar_id:
        users.insert(0, schemas.UserOf(kind="settings", id="account", label="Settings"))
    return users


def _users(_ports: Wiring, config: Config, one: Calendar) -> list[str]:
    return [user.label for user in _used_by(one.id, config)]


def _out(one: Calendar, config: Config) -> schemas.CalendarOut:
    return schemas.CalendarOut(
        id=one.id,
        version=one.version,
        name=one.name,
        zone=one.zone,
        week=[_written(day) for day in one.week],
        country=one.country,
        subdivision=one.subdivision,
        closed=[day.isoformat() for day in one.closed],
        special={day.isoformat(): _written(spans) for day, spans in one.special.items()},
        used_by=_used_by(one.id, config),
    )


_KEPT = Kept("CALENDAR", "calendar", "k", lambda config: config.calendars, _check, _users, _out)
