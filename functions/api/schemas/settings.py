"""The reader, their places, and rules."""

from typing import Annotated, Any, Literal

from pydantic import Field

from functions.api.schemas.common import PlaceRef, Request, Response
from shared.rules.models import MAX_EXPIRY, MIN_EXPIRY


class PerimeterOut(Response):
    """What the reader sees: everything, or these places and all below them."""

    everything: bool
    places: list[PlaceRef]


class TenantOut(Response):
    """The account; times are shown in its zone."""

    name: str
    zone: str
    locale: Literal["fr", "en"]


class Localized(Response):
    """A text in both languages."""

    fr: str
    en: str


class ReasonOut(Response):
    """A closing reason."""

    id: str
    label: Localized
    note_required: bool


class SettingsOut(Response):
    """What screens need to know of the account."""

    reasons: list[ReasonOut]


class Me(Response):
    """The reader."""

    id: str
    email: str
    name: str
    role: Literal["admin", "manager", "agent", "viewer"]
    locale: Literal["fr", "en"]
    rights: list[Literal["see_contact", "treat", "rules"]]
    perimeter: PerimeterOut
    tenant: TenantOut
    settings: SettingsOut


class PlaceListed(Response):
    """A place of the tree; ``code`` is what sources call it."""

    id: str
    name: str
    parent: str | None
    code: str | None


class PlaceList(Response):
    """Places in the reader's perimeter."""

    items: list[PlaceListed]


class RuleIn(Request):
    """A rule as written. ``expires_in`` is in seconds; ``criteria`` is a react-querybuilder group."""

    label: Annotated[str, Field(min_length=1, max_length=40, pattern=r"\S")]
    kind: Literal["alert", "message"] = "alert"
    priority: Literal["P1", "P2", "P3"]
    expires_in: Annotated[int, Field(ge=MIN_EXPIRY, le=MAX_EXPIRY)]
    notify: bool = True
    status: Literal["draft", "active", "paused"] = "active"
    paused_until: str | None = None
    criteria: dict[str, Any]


class RuleChange(RuleIn):
    """A rule as it should become, with the version the change is based on."""

    version: Annotated[int | None, Field(ge=1)] = None


class RuleOut(Response):
    """A rule."""

    id: str
    version: int
    label: str
    kind: Literal["alert", "message"]
    priority: Literal["P1", "P2", "P3"]
    expires_in: int
    notify: bool
    status: Literal["draft", "active", "paused"]
    paused_until: str | None
    criteria: dict[str, Any]


class RuleList(Response):
    """The rules of the account."""

    items: list[RuleOut]
