"""Cases as the API shows them, and the commands it takes."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.common import PersonOut, PlaceRef, Request, Response, Scalar

type Command = Literal["take", "note", "contact", "close", "reopen"]
type Text = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"\S")]
type Version = Annotated[int | None, Field(ge=1, description="The version the change is based on")]


class ScoreOut(Response):
    """A score with its scale and class."""

    value: float
    min: float
    max: float
    kind: Literal["nps", "rating"]
    class_: Literal["low", "middle", "high"] = Field(alias="class")


class AlertRow(Response):
    """One line of a list. ``due_at`` is its place in the order of work."""

    id: str
    reference: str
    kind: Literal["alert", "message"]
    status: Literal["new", "assigned", "contacted", "closed", "expired", "spam"]
    priority: Literal["P1", "P2", "P3"]
    label: str
    respondent_name: str | None
    score: ScoreOut | None
    excerpt: str
    language: str | None
    place: PlaceRef | None
    owner: PersonOut | None
    contact_requested: bool
    created_at: str
    due_at: str
    target_at: str | None
    expires_at: str
    closed_at: str | None
    withdrawn: bool


class AlertPage(Response):
    """A page of cases and where the next one starts."""

    items: list[AlertRow]
    next_cursor: str | None


class Count(Response):
    """How many, counted to 99; ``more`` says that there are more."""

    count: int
    more: bool


class Counts(Response):
    """Per section, within the reader's perimeter."""

    inbox: Count
    alerts: Count
    messages: Count
    mine: Count
    unassigned: Count
    late: Count
    done: Count


class PlaceOut(PlaceRef):
    """A place with the names from the root to it."""

    path: list[str]


class AnswerOut(Response):
    """One other answer of the survey."""

    key: str
    label: str
    value: Scalar


class FeedbackOut(Response):
    """What arrived, beside comment and score."""

    id: str
    source: str
    source_kind: str
    kind: Literal["survey", "review"]
    channel: str | None
    campaign: str | None
    language: str | None
    submitted_at: str
    received_at: str
    motives: list[str]
    answers: list[AnswerOut]
    flags: list[str]


class RespondentOut(Response):
    """The customer; contact data is hidden from roles without the right, and ``masked`` says so."""

    id: str | None
    name: str | None
    email: str | None
    phone: str | None
    tier: str | None
    attributes: dict[str, Scalar]
    masked: bool


class ConditionOut(Response):
    """One decisive condition. ``spans`` are [start, end] in Unicode code points of the comment."""

    number: int
    field: str
    operator: str
    operand: Scalar | list[Scalar]
    value: Scalar | list[Scalar]
    negated: bool
    spans: list[list[int]]


class TriggerOut(Response):
    """One rule that fired and why."""

    rule_id: str
    rule_version: int
    label: str
    priority: Literal["P1", "P2", "P3"]
    earlier: Annotated[bool, Field(description="It fired on an earlier state of the answer than the one shown")]
    conditions: list[ConditionOut]


class ReasonRef(Response):
    """A closing reason in the reader's language."""

    id: str
    label: str


class ClosingOut(Response):
    """How the case ended."""

    reason: ReasonRef
    note: str | None
    by: PersonOut
    at: str
    skipped: list[Literal["assigned", "contacted"]]


class Alert(AlertRow):
    """A whole case; ``may`` lists the commands this reader may give now. ``revised`` says that the answer has
    changed since it first came, ``first_score`` what it gave at first; ``withdrawn_at`` is when we heard that the
    customer has taken it back."""

    version: int
    comment: str | None
    withdrawn_at: str | None
    revised: bool
    first_score: ScoreOut | None
    place: PlaceOut | None
    feedback: FeedbackOut
    respondent: RespondentOut
    triggers: list[TriggerOut]
    first_contact_at: str | None
    assigned_at: str | None
    expired_at: str | None
    closing: ClosingOut | None
    may: list[Command]


class EventOut(Response):
    """One step in a case's life; ``by`` is null when the system acted."""

    version: int
    type: Literal[
        "raised", "reevaluated", "placed", "taken", "noted", "contacted", "closed", "reopened", "expired"
    ]
    at: str
    by: PersonOut | None
    data: dict[str, object]


class Deliveries(Response):
    """How many people were told, by outcome."""

    sent: int
    failed: int
    unknown: int
    pending: int


class Timeline(Response):
    """The life of a case, oldest first."""

    items: list[EventOut]
    deliveries: Deliveries


class CommandIn(Request):
    """Every command names the version it is based on; without it the answer is 428."""

    version: Version = None


class TakeIn(CommandIn):
    """Take the case."""


class NoteIn(CommandIn):
    """Add an internal note."""

    text: Text


class ContactIn(CommandIn):
    """Record an attempt to reach the customer."""

    channel: Literal["phone", "email", "in_person", "other"]
    outcome: Literal["reached", "no_answer", "message_left", "refused"]
    note: Text | None = None
    contacted_at: str | None = None


class CloseIn(CommandIn):
    """Close the case with a reason of the tenant's list."""

    reason: Annotated[str, Field(min_length=1, max_length=64)]
    note: Annotated[str, Field(max_length=20_000)] | None = None


class ReopenIn(CommandIn):
    """Take the closing back."""

    reason: Annotated[str, Field(max_length=2_000)] | None = None
