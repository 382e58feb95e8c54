"""What the account is set up with: closing reasons, motives, departments and its settings."""

from typing import Annotated, Any, Literal

from pydantic import Field

from functions.api.schemas.common import PersonOut, Request, Response
from functions.api.schemas.places import Code, EntityId, Name
from functions.api.schemas.settings import LabelledStatus, Localized

type KeptVersion = Annotated[int | None, Field(ge=1, description="The version the change is based on")]
type RoleName = Literal["admin", "manager", "agent", "viewer"]
type SightName = Literal["shown", "on_request", "hidden"]
type Seconds = Annotated[int, Field(ge=1, le=366 * 86_400)]
type Wait = Annotated[int, Field(ge=0, le=90 * 86_400)]

MAX_TIERS = 9
"""One digit of the keys tells the rank of loyalty, and the last is for customers of no known tier."""


class LabelIn(Request):
    """A text in both languages."""

    fr: Name
    en: Name


class ReasonIn(Request):
    """Why a case is closed. ``refusal``: the customer does not want contact. Archived ones are offered no more."""

    label: LabelIn
    note_required: bool = False
    archived: bool = False
    refusal: bool = False


class ReasonChange(ReasonIn):
    """A reason as it should become."""

    version: KeptVersion = None


class KeptReason(Response):
    """A closing reason."""

    id: str
    version: int
    label: Localized
    note_required: bool
    archived: bool
    refusal: bool


class ReasonList(Response):
    """The closing reasons in their order, archived ones too."""

    items: list[KeptReason]


class MotiveIn(Request):
    """Why customers write; a part of ``parent``, if that is given. ``codes`` are what sources call it."""

    label: LabelIn
    parent: EntityId | None = None
    codes: Annotated[list[Code], Field(max_length=50)] = Field(default_factory=list)
    department: EntityId | None = None
    archived: bool = False


class MotiveChange(MotiveIn):
    """A motive as it should become."""

    version: KeptVersion = None


class MotiveOut(Response):
    """A motive."""

    id: str
    version: int
    label: Localized
    parent: str | None
    codes: list[str]
    department: str | None
    archived: bool


class MotiveList(Response):
    """The motives, archived ones too."""

    items: list[MotiveOut]


class DepartmentIn(Request):
    """Who deals with certain motives. Cases of a ``restricted`` one are seen by its people and by admins only."""

    name: Name
    owner: Annotated[str, Field(min_length=1, max_length=64)] | None = None
    restricted: bool = False


class DepartmentChange(DepartmentIn):
    """A department as it should become."""

    version: KeptVersion = None


class DepartmentOut(Response):
    """A department; ``owner`` is the user who gets its cases when no rule says otherwise."""

    id: str
    version: int
    name: str
    owner: str | None
    restricted: bool


class DepartmentList(Response):
    """The departments by name."""

    items: list[DepartmentOut]


class TargetIn(Request):
    """Seconds per priority until the customer should hear from us; in open hours if ``office_hours``."""

    P1: Seconds
    P2: Seconds
    P3: Seconds
    office_hours: bool = False


class CriterionIn(Request):
    """Cases whose feedback meets ``criteria`` (the language of rules) get at least this priority, or one more."""

    id: EntityId
    label: Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
    criteria: dict[str, Any]
    effect: Literal["P1", "P2", "raise"] = "raise"


class PanelFieldIn(Request):
    """A line of the customer panel: ``tier``, ``email``, ``phone`` or ``attributes.<name>``."""

    field: Annotated[str, Field(pattern=r"^(tier|email|phone|attributes\..{1,100})$")]
    label: LabelIn
    format: Literal["text", "number", "money", "date"] = "text"
    masked_for: Annotated[list[RoleName], Field(max_length=4)] = Field(default_factory=list)


class EscalationIn(Request):
    """After ``after`` seconds without anybody acting the people one level up are told, then every ``every``
    seconds a level higher, ``times`` times at most. An ``after`` of 0 turns it off."""

    after: Wait
    every: Annotated[int, Field(ge=60, le=90 * 86_400)] = 86_400
    times: Annotated[int, Field(ge=1, le=10)] = 3


class SettingsChange(Request):
    """Any part of the settings; what is left out stays. A map or list that is given replaces the whole of it."""

    version: Annotated[int | None, Field(ge=0, description="The version the change is based on")] = None
    labels: dict[LabelledStatus, LabelIn] = Field(default_factory=dict)
    view: Literal["six", "three"] = "six"
    targets: Annotated[dict[Code, TargetIn], Field(max_length=50)] = Field(default_factory=dict)
    other_channels: TargetIn = Field(default_factory=lambda: TargetIn(P1=1, P2=1, P3=1))
    calendar: EntityId | None = None
    priorities: Annotated[list[CriterionIn], Field(max_length=20)] = Field(default_factory=list)
    p1_warning: Annotated[float, Field(gt=0, le=1)] = 0.2
    attach_repeats: bool = True
    repeat_raises: bool = True
    loyalty: Annotated[list[Name], Field(max_length=MAX_TIERS)] = Field(default_factory=list)
    remind_before: Wait = 0
    escalation: EscalationIn = Field(default_factory=lambda: EscalationIn(after=0))
    hold_pauses: bool = False
    take_next: bool = True
    panel: Annotated[list[PanelFieldIn], Field(max_length=20)] = Field(default_factory=list)
    contact: dict[RoleName, SightName] = Field(default_factory=dict)
    delegate_to: Annotated[str, Field(max_length=254)] | None = None


class TargetOut(Response):
    """Seconds per priority until the customer should hear from us; in open hours if ``office_hours``."""

    P1: int
    P2: int
    P3: int
    office_hours: bool


class CriterionOut(Response):
    """What raises the priority of a case."""

    id: str
    label: str
    criteria: dict[str, Any]
    effect: Literal["P1", "P2", "raise"]


class PanelFieldOut(Response):
    """A line of the customer panel."""

    field: str
    label: Localized
    format: Literal["text", "number", "money", "date"]
    masked_for: list[RoleName]


class EscalationOut(Response):
    """When the people above are told."""

    after: int
    every: int
    times: int


class P1Share(Response):
    """How many of the open cases are P1. At most 1,000 are counted, those that press most; ``complete`` says that
    these are all. ``over``: the share has come to ``p1_warning``."""

    p1: int
    open: int
    complete: bool
    over: bool


class SavedSettings(Response):
    """All that is set once per account, with who saved it last and when."""

    version: int
    labels: dict[LabelledStatus, Localized]
    view: Literal["six", "three"]
    targets: dict[str, TargetOut]
    other_channels: TargetOut
    calendar: str | None
    priorities: list[CriterionOut]
    p1_warning: float
    p1_share: P1Share
    attach_repeats: bool
    repeat_raises: bool
    loyalty: list[str]
    remind_before: int
    escalation: EscalationOut
    hold_pauses: bool
    take_next: bool
    panel: list[PanelFieldOut]
    contact: dict[RoleName, SightName]
    delegate_to: str | None
    saved_at: str | None
    saved_by: PersonOut | None
