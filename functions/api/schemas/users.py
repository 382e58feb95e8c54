"""People as the API shows them and as they are written."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.common import PersonOut, PlaceRef, Request, Response
from functions.api.schemas.jobs import JobOut

type RoleName = Literal["admin", "manager", "agent", "viewer"]
type NodeId = Annotated[str, Field(min_length=1, max_length=64)]
type UserVersion = Annotated[int | None, Field(ge=1, description="The version the change is based on")]
type UserRef = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class AbsenceOut(Response):
    """From when until when somebody is away, and who stands in."""

    since: str
    until: str
    replacement: str | None


class UserOut(Response):
    """A person. ``departments`` are the restricted ones they belong to; they are ``invited`` until they come in
    for the first time."""

    id: str
    email: str
    name: str
    role: RoleName
    locale: Literal["fr", "en"]
    places: list[str]
    groups: list[str]
    departments: list[str]
    departments_only: bool
    disabled: bool
    absence: AbsenceOut | None
    version: int
    status: Literal["invited", "active", "disabled"]


class UserList(Response):
    """Some people."""

    items: list[UserOut]
    next_cursor: str | None


class UserBody(Request):
    """What is set of a person."""

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
    role: RoleName
    locale: Literal["fr", "en"]
    places: Annotated[list[NodeId], Field(max_length=50)] = Field(default_factory=list)
    groups: Annotated[list[NodeId], Field(max_length=25)] = Field(default_factory=list)
    departments: Annotated[list[NodeId], Field(max_length=50)] = Field(default_factory=list)
    departments_only: bool = False


class UserIn(UserBody):
    """Somebody to invite."""

    email: Annotated[str, Field(min_length=3, max_length=254)]


class UserChange(UserBody):
    """A person as they should become. Their address stays; it may be sent along."""

    email: Annotated[str | None, Field(max_length=254)] = None
    version: UserVersion = None


class DisableIn(Request):
    """Lets somebody in no more; their open cases go to ``reassign_to``, or become nobody's."""

    version: UserVersion = None
    reassign_to: UserRef | None = None


class EnableIn(Request):
    """Lets somebody in again."""

    version: UserVersion = None


class AbsenceIn(Request):
    """Times with their zone."""

    since: Annotated[str, Field(max_length=40)]
    until: Annotated[str, Field(max_length=40)]
    replacement: UserRef | None = None


class AbsenceChange(Request):
    """An absence, or none."""

    version: UserVersion = None
    absence: AbsenceIn | None


class Disabled(Response):
    """The person, and the job that gives their cases on."""

    user: UserOut
    job: JobOut | None


class ViaOut(Response):
    """What makes somebody see a case."""

    kind: Literal["everything", "place", "group", "grant"]
    id: str | None
    name: str | None


class SeesOut(Response):
    """Whether a person sees a case and is told about it, through what, or why not. ``path`` is its place's."""

    user: PersonOut
    path: list[PlaceRef]
    sees: bool
    told: bool
    via: ViaOut | None
    why_not: Literal["disabled", "no_place", "outside", "restricted"] | None
