"""Customers and their history."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.alerts import AlertRow, FieldOut, ScoreOut
from functions.api.schemas.common import PlaceRef, Response


class CaseEntry(Response):
    """A case of this customer."""

    type: Literal["alert"]
    row: AlertRow


class FeedbackEntry(Response):
    """A feedback of this customer that is no case of its own: none was opened, or it is worked with another."""

    type: Literal["feedback"]
    id: str
    submitted_at: str
    score: ScoreOut | None
    excerpt: str
    place: PlaceRef | None


class History(Response):
    """What the customer sent, the newest first, and where the next page starts."""

    items: list[Annotated[CaseEntry | FeedbackEntry, Field(discriminator="type")]]
    next_cursor: str | None


class Respondent(Response):
    """The customer as their latest feedback in the reader's perimeter has them."""

    id: str
    name: str | None
    tier: str | None
    fields: list[FieldOut]
    sight: Literal["shown", "on_request", "hidden"]
    history: History
