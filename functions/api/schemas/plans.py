"""Action plans as they are written, and as a case follows one."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.account import KeptVersion
from functions.api.schemas.commands import CommandIn, Remark, Text
from functions.api.schemas.common import Request, Response
from functions.api.schemas.places import Code, EntityId, Name

type Described = Annotated[str, Field(max_length=2_000)]
type ClosesPlan = Literal["no", "imposed", "operator"]
type Comments = Literal["forbidden", "allowed", "required"]
type Again = Annotated[int, Field(ge=60, le=364 * 86_400)]


class StatusIn(Request):
    """An outcome of an action; ``again_in`` is after how many seconds to try again, where it stays open."""

    id: EntityId
    label: Name
    closes_action: bool = True
    again_in: Again | None = None


class ActionIn(Request):
    """Something to do. ``closes_plan``: finishing it leaves the plan open, ends it, or the operator says which."""

    id: EntityId
    name: Name
    description: Described = ""
    closes_plan: ClosesPlan = "no"
    comment: Comments = "allowed"
    statuses: Annotated[list[StatusIn], Field(min_length=1, max_length=20)]


class ExitIn(Request):
    """How a plan can end. One that ``closes_alert`` names the closing reason."""

    id: EntityId
    label: Name
    closes_alert: bool = False
    reason: EntityId | None = None


class PlanIn(Request):
    """A method for cases of certain rules, campaigns or sources; the first that matches in this order counts."""

    name: Name
    description: Described = ""
    actions: Annotated[list[ActionIn], Field(min_length=1, max_length=30)]
    exit_states: Annotated[list[ExitIn], Field(max_length=20)] = Field(default_factory=list)
    rules: Annotated[list[EntityId], Field(max_length=100)] = Field(default_factory=list)
    campaigns: Annotated[list[Code], Field(max_length=100)] = Field(default_factory=list)
    sources: Annotated[list[EntityId], Field(max_length=100)] = Field(default_factory=list)
    archived: bool = False


class PlanChange(PlanIn):
    """A plan as it should become; cases go on with the version they began with."""

    version: KeptVersion = None


class StatusOut(Response):
    """An outcome of an action."""

    id: str
    label: str
    closes_action: bool
    again_in: int | None


class ActionOut(Response):
    """Something to do."""

    id: str
    name: str
    description: str
    closes_plan: ClosesPlan
    comment: Comments
    statuses: list[StatusOut]


class ExitOut(Response):
    """How a plan can end."""

    id: str
    label: str
    closes_alert: bool
    reason: str | None


class PlanOut(Response):
    """An action plan."""

    id: str
    version: int
    name: str
    description: str
    actions: list[ActionOut]
    exit_states: list[ExitOut]
    rules: list[str]
    campaigns: list[str]
    sources: list[str]
    archived: bool


class PlanList(Response):
    """The action plans by name, archived ones too."""

    items: list[PlanOut]


class ActIn(CommandIn):
    """An action done on a case. ``closes_plan`` is asked for where the operator decides; ``exit_state`` where the
    plan ends, and ``note`` where that closes the alert with a reason that asks for one."""

    action: EntityId
    status: EntityId
    comment: Text | None = None
    closes_plan: bool | None = None
    exit_state: EntityId | None = None
    note: Remark | None = None
