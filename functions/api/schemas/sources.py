"""Sources, what they sent, and what it means."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from functions.api.schemas.alerts import ScoreOut
from functions.api.schemas.common import PersonOut, Request, Response
from functions.api.schemas.settings import Localized
from shared.feedback.health import Status
from shared.feedback.sources import SourceKind
from shared.feedback.view import Role

type Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
type Said = Annotated[str | None, Field(min_length=1, max_length=80, pattern=r"\S")]
type Values = Annotated[
    dict[Annotated[str, Field(max_length=80)], Annotated[str, Field(max_length=2000)]], Field(max_length=20)
]
type SecretValue = Annotated[str | None, Field(min_length=1, max_length=500)]
type SourceVersion = Annotated[int | None, Field(ge=1, description="The version the change is based on")]
type Overlap = Annotated[int, Field(ge=0, le=168, description="Hours the one before stays live; 0 after a leak")]
type PathText = Annotated[str | None, Field(max_length=400)]


class ScorePathBody(BaseModel):
    """Where the score is and on which scale."""

    path: Annotated[str, Field(max_length=400)]
    min: float
    max: float
    kind: Literal["nps", "rating"] = "rating"


class MappingFields(BaseModel):
    """Role to path: null leaves a role to what is recognised, an empty path says the source does not have it.
    Deliveries without one of the ``required`` roles are set aside."""

    score: ScorePathBody | None = None
    comment: PathText = None
    contact_requested: PathText = None
    place: PathText = None
    motive: PathText = None
    sub_motive: PathText = None
    tags: PathText = None
    language: PathText = None
    channel: PathText = None
    campaign: PathText = None
    consent: PathText = None
    submitted_at: PathText = None
    respondent_id: Annotated[PathText, Field(alias="respondent.id")] = None
    respondent_name: Annotated[PathText, Field(alias="respondent.name")] = None
    respondent_email: Annotated[PathText, Field(alias="respondent.email")] = None
    respondent_phone: Annotated[PathText, Field(alias="respondent.phone")] = None
    respondent_tier: Annotated[PathText, Field(alias="respondent.tier")] = None
    required: Annotated[list[Role], Field(max_length=17)] = []


class MappingIn(Request, MappingFields):
    """A mapping as sent."""


class MappingOut(Response, MappingFields):
    """A mapping."""


class SourceBody(Request):
    """What an admin says of a source. ``campaign``, ``channel`` and ``language`` hold for feedback that does not
    say its own; ``settings`` are the needs of its kind that are not secret."""

    name: Name
    campaign: Said = None
    channel: Said = None
    language: Said = None
    settings: Values = Field(default_factory=dict)


class SourceIn(SourceBody):
    """A new source. ``secret`` is the tool's own, where the tool makes it up and it is known already."""

    kind: SourceKind
    secret: SecretValue = None


class SourceChange(SourceBody):
    """A source as it should become."""

    disabled: bool = False
    version: SourceVersion = None


class HealthOut(Response):
    """How a source is doing. ``days`` are the last seven days of the account's zone, today last."""

    status: Status
    last_at: str | None
    last_7_days: int
    days: list[int]
    usual_per_day: float | None


class SourceOut(Response):
    """A source. The address of an unsigned source is a secret and shown only when it is made."""

    id: str
    name: str
    kind: SourceKind
    campaign: str | None
    channel: str | None
    language: str | None
    disabled: bool
    signed: bool
    thin: bool
    version: int
    address: str | None
    address_hint: str | None
    secret_set_at: str | None
    credential_set_at: str | None
    settings: dict[str, str]
    health: HealthOut
    mapping: MappingOut


class SourceCreated(SourceOut):
    """A new source with its secret, which is never shown again."""

    secret: str | None


class SourceList(Response):
    """All sources."""

    items: list[SourceOut]


class NeedOut(Response):
    """Something a kind of source needs to know: a setting, or, when secret, a part of its credential."""

    name: str
    label: Localized
    secret: bool
    optional: bool
    choices: list[str]


class StepsOut(Response):
    """What to do in the tool, in order."""

    fr: list[str]
    en: list[str]


class KindOut(Response):
    """A survey tool."""

    kind: SourceKind
    name: str
    signed: bool
    thin: bool
    secret: Literal["ours", "theirs", "none"]
    needs: list[NeedOut]
    steps: StepsOut
    script: str | None


class KindList(Response):
    """The survey tools that are understood."""

    items: list[KindOut]


class SecretIn(Request):
    """A new secret: the tool's own, or null for one made here."""

    value: SecretValue = None
    overlap_hours: Overlap = 24


class SecretShown(Response):
    """A secret made here, shown once; null for one that was sent."""

    secret: str | None


class AddressIn(Request):
    """A new address."""

    overlap_hours: Overlap = 24


class AddressShown(Response):
    """The new address, which of an unsigned source is shown once."""

    address: str


class CellOut(Response):
    """One value of a delivery, by the path a mapping names."""

    path: str
    label: str
    value: str | int | float | bool | list[str] | None


class DeliveryOut(Response):
    """One delivery; ``payload`` is what the tool sent, without its secrets. ``code`` says why it waits."""

    id: str
    received_at: str
    outcome: Literal["feedback", "quarantine"]
    code: str | None
    payload: Any
    cells: list[CellOut]


class DeliveryList(Response):
    """The last deliveries, and how many of the last ``of`` gave all that the mapping looks for."""

    items: list[DeliveryOut]
    read_in_full: int
    of: int


class MappingPreviewIn(Request):
    """A mapping to try, or null for the one proposed from the delivery; the last delivery unless one is named."""

    mapping: MappingIn | None = None
    delivery_id: Annotated[str | None, Field(pattern=r"^[fq][a-z2-7]{24}$")] = None


class RoleOut(Response):
    """What a role takes from the delivery. ``share`` is how many of the last deliveries had it, null without any;
    ``warn`` when those are too few."""

    role: Role
    path: str | None
    value: str | int | float | bool | list[str] | None
    found: bool
    share: float | None
    warn: bool


class PreviewOut(Response):
    """What a mapping makes of a delivery. ``code`` says why the delivery would wait in quarantine."""

    mapping: MappingOut
    roles: list[RoleOut]
    score: ScoreOut | None
    code: str | None
    path: str | None


class MappingChange(Request):
    """A mapping to keep."""

    version: SourceVersion = None
    mapping: MappingIn


class SourceSavedOut(Response):
    """One version of a source and what was changed."""

    version: int
    at: str
    by: PersonOut
    change: Literal["created", "changed", "mapping", "secret", "address", "credential"]


class SourceHistory(Response):
    """Who changed a source, the newest first."""

    items: list[SourceSavedOut]
