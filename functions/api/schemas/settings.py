"""The reader, and what screens need to know of the account."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.common import PlaceRef, Response

type LabelledStatus = Literal["new", "assigned", "contacted", "closed", "expired", "spam"]


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
    refusal: Annotated[bool, Field(description="For customers who do not want contact")]


class PanelLine(Response):
    """A line of the customer panel, in the reader's language; ``masked``: this reader sees that there is a value,
    not which."""

    field: str
    label: str
    format: Literal["text", "number", "money", "date"]
    masked: bool


class MotiveChoice(Response):
    """Why customers write, in the reader's language; a part of ``parent`` if that is given."""

    id: str
    label: str
    parent: str | None


class DepartmentName(Response):
    """Who deals with certain motives. Restricted ones are listed for their own people and for admins only."""

    id: str
    name: str


class SettingsOut(Response):
    """What screens need to know of the account: the reasons to choose from, how statuses are called where the
    account has its own words, how many of them are shown, and so on."""

    reasons: list[ReasonOut]
    labels: dict[LabelledStatus, Localized]
    view: Literal["six", "three"]
    panel: list[PanelLine]
    take_next: bool
    hold_pauses: Annotated[bool, Field(description="Clocks stand still while a case is on hold")]
    motives: list[MotiveChoice]
    departments: list[DepartmentName]


class Me(Response):
    """The reader."""

    id: str
    email: str
    name: str
    role: Literal["admin", "manager", "agent", "viewer"]
    locale: Literal["fr", "en"]
    rights: list[
        Literal[
            "see_contact",
            "treat",
            "assign",
            "bulk",
            "rules",
            "rules_read",
            "settings",
            "people",
            "invite",
            "audit",
        ]
    ]
    perimeter: PerimeterOut
    tenant: TenantOut
    settings: SettingsOut
