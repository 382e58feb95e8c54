"""Places and groups as the API shows them and as they are written."""

from typing import Annotated

from pydantic import Field

from functions.api.schemas.common import PlaceRef, Request, Response
from functions.api.schemas.jobs import JobOut

type EntityId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
type Code = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
type ScopeVersion = Annotated[int | None, Field(ge=1, description="The version the change is based on")]


class PlaceOut(Response):
    """A place. ``code`` is what sources call it, ``aliases`` what some call it besides; ``calendar``, ``owner``
    and ``delegate_to`` hold for all below it as well. Only admins are shown what stands behind ``code``."""

    id: str
    name: str
    parent: str | None
    code: str | None
    aliases: list[str]
    calendar: str | None
    owner: str | None
    delegate_to: str | None
    version: int


class PlaceList(Response):
    """Places in the reader's perimeter."""

    items: list[PlaceOut]


class PlaceBody(Request):
    """What is set of a place."""

    name: Name
    parent: EntityId | None = None
    code: Code | None = None
    aliases: Annotated[list[Code], Field(max_length=50)] = Field(default_factory=list)
    calendar: EntityId | None = None
    owner: EntityId | None = None
    delegate_to: Annotated[str | None, Field(max_length=254)] = None


class PlaceIn(PlaceBody):
    """A new place; an id is made unless it is given."""

    id: EntityId | None = None


class PlaceChange(PlaceBody):
    """A place as it should become."""

    version: ScopeVersion = None


class PlaceChanged(Response):
    """The place, and the job that writes its cases anew if it was moved or renamed."""

    place: PlaceOut
    job: JobOut | None


class PlaceRemoved(Response):
    """Where the cases of a removed place go (nowhere for the top of the tree), and the job that takes them."""

    moved_to: PlaceRef | None
    job: JobOut


class GroupOut(Response):
    """Places put together freely; a place in it brings all below it."""

    id: str
    name: str
    places: list[str]
    version: int


class GroupList(Response):
    """The groups of the account."""

    items: list[GroupOut]


class GroupBody(Request):
    """What is set of a group."""

    name: Name
    places: Annotated[list[EntityId], Field(max_length=2000)] = Field(default_factory=list)


class GroupIn(GroupBody):
    """A new group; an id is made unless it is given."""

    id: EntityId | None = None


class GroupChange(GroupBody):
    """A group as it should become."""

    version: ScopeVersion = None
