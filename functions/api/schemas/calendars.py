"""Business calendars."""

from typing import Annotated

from pydantic import Field

from functions.api.schemas.account import KeptVersion
from functions.api.schemas.common import Request, Response
from functions.api.schemas.places import EntityId, Name

type Hour = Annotated[str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]
type SpanIn = Annotated[list[Hour], Field(min_length=2, max_length=2, description="from and until")]
type DayIn = Annotated[list[SpanIn], Field(max_length=10)]
type DateIn = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
type Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1")]


class CalendarIn(Request):
    """When places work: ``week`` from Monday to Sunday, in local time of ``zone``. ``country`` brings its public
    holidays; ``special`` days have hours of their own, ``closed`` ones none, and both win over holidays."""

    name: Name
    zone: Annotated[str, Field(min_length=1, max_length=64)]
    week: Annotated[list[DayIn], Field(min_length=7, max_length=7)]
    country: Country | None = None
    subdivision: EntityId | None = None
    closed: Annotated[list[DateIn], Field(max_length=400)] = Field(default_factory=list)
    special: Annotated[dict[DateIn, DayIn], Field(max_length=400)] = Field(default_factory=dict)


class CalendarChange(CalendarIn):
    """A calendar as it should become."""

    version: KeptVersion = None


class UserOf(Response):
    """What uses a calendar: a place, or the settings."""

    kind: str
    id: str
    label: str


class CalendarOut(Response):
    """A business calendar."""

    id: str
    version: int
    name: str
    zone: str
    week: list[list[list[str]]]
    country: str | None
    subdivision: str | None
    closed: list[str]
    special: dict[str, list[list[str]]]
    used_by: list[UserOf]


class CalendarList(Response):
    """The calendars by name."""

    items: list[CalendarOut]


class DayOut(Response):
    """A day: its open spans, and the name of its public holiday if it is one."""

    date: str
    open: list[list[str]]
    holiday: str | None


class CalendarPreview(Response):
    """Days one after the other."""

    days: list[DayOut]
