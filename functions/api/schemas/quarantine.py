"""Quarantine and unknown places: what could not be used, and what would mend it."""

from typing import Annotated, Any, Literal

from pydantic import Field

from functions.api.schemas.common import Request, Response
from functions.api.schemas.sources import CellOut

type Fix = Literal["place", "mapping", "score", "time", "none"]


class ExampleOut(Response):
    """One delivery of a group, with what stands where the fault is."""

    id: str
    received_at: str
    value: str | None


class GroupOut(Response):
    """Deliveries of a source that wait for the same reason."""

    source_id: str
    code: str
    path: str
    count: int
    since: str
    examples: list[ExampleOut]
    fix: Fix


class Groups(Response):
    """What waits, by reason. ``more`` says that a source has more than were counted."""

    items: list[GroupOut]
    total: int
    more: bool


class QuarantinedOut(Response):
    """One delivery that waits."""

    id: str
    source_id: str
    received_at: str
    code: str
    path: str
    payload: Any
    cells: list[CellOut]


class ReplayIn(Request):
    """Reads again what waits of a source, of one reason or all."""

    source: Annotated[str, Field(min_length=1, max_length=64)]
    code: Annotated[str | None, Field(min_length=1, max_length=100)] = None


class UnknownPlaceOut(Response):
    """A code that no place has and how much waits for it, counted to 99."""

    code: str
    count: int
    more: bool
    since: str
    sources: list[str]


class UnknownPlaces(Response):
    """The codes something waits for."""

    items: list[UnknownPlaceOut]


class CodeIn(Request):
    """A code that is to mean a place."""

    code: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
