"""The reader and their places."""

from typing import Literal

from functions.api.schemas.common import PlaceRef, Response


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
    rights: list[Literal["see_contact", "treat", "rules", "rules_read"]]
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
