"""Cases as the API shows them."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.case_plans import PlanOnCase
from functions.api.schemas.common import PersonOut, PlaceRef, Response, Scalar

type Command = Literal[
    "take", "assign", "unassign", "transfer", "delegate", "share", "contact", "note", "hold", "resume", "act",
    "close", "reopen", "spam", "unspam", "reveal",
]  # fmt: skip


type EventType = Literal[
    "raised", "reevaluated", "placed", "taken", "assigned", "unassigned", "transferred", "delegated", "shared",
    "noted", "note_edited", "note_deleted", "contacted", "held", "resumed", "returned", "acted", "plan_closed",
    "closed", "reopened", "spammed", "unspammed", "expired", "reminded", "escalated", "attached", "moved",
    "retimed",
]  # fmt: skip


class ScoreOut(Response):
    """A score with its scale and class."""

    value: float
    min: float
    max: float
    kind: Literal["nps", "rating"]
    class_: Literal["low", "middle", "high"] = Field(alias="class")


class CaseOut(Response):
    """What a line of a list and a whole case have in common. ``due_at`` is its place in the order of work;
    ``returned`` says that its hold has ended and nobody has acted since, ``escalated`` how often people above were
    told."""

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
    owner: PersonOut | None
    contact_requested: bool
    created_at: str
    due_at: str
    target_at: str | None
    expires_at: str
    closed_at: str | None
    first_contact_at: str | None
    withdrawn: bool
    returned: bool
    escalated: int
    channel: str | None
    contact_refused: bool


class HoldRef(Response):
    """Until when a case is on hold; ``or_reply``: until the customer replies, if that is sooner."""

    until: str | None
    or_reply: bool


class PlanRef(Response):
    """How many actions of its plan are done on a case, and whether the plan is closed."""

    done: int
    closed: bool


class AlertRow(CaseOut):
    """One line of a list. ``motive`` is an id, ``attached`` how many other feedbacks are worked with it."""

    place: PlaceRef | None
    hold: HoldRef | None
    motive: str | None
    rules: list[str]
    tags: list[str]
    attached: int
    plan: PlanRef | None


class AlertPage(Response):
    """A page of cases and where the next one starts."""

    items: list[AlertRow]
    next_cursor: str | None


class Count(Response):
    """How many, counted to 99; ``more`` says that there are more, or that counting stopped before the end, as it
    does when filters find little in very many cases."""

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
    on_hold: Count
    spam: Count


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


class FieldOut(Response):
    """A line of the customer panel in the reader's language; ``masked`` says that there is a value, but not for
    this role."""

    field: str
    label: str
    value: str | None
    masked: bool


class RespondentOut(Response):
    """The customer. ``sight`` says whether contact data is shown to the reader's role, on request, or never;
    ``masked`` that it is not shown here. ``fields`` is the panel chosen by admins, in order."""

    id: str | None
    name: str | None
    email: str | None
    phone: str | None
    tier: str | None
    attributes: dict[str, Scalar]
    masked: bool
    sight: Literal["shown", "on_request", "hidden"]
    fields: list[FieldOut]


class Revealed(Response):
    """Contact data on request; that it was asked for is on record."""

    email: str | None
    phone: str | None
    fields: list[FieldOut]


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


class HoldOut(HoldRef):
    """Who put the case on hold, when and why."""

    by: PersonOut
    at: str
    note: str | None


class BecauseOut(Response):
    """One step to the priority of a case: what raised it, and to what."""

    kind: Literal["rule", "criterion", "repeat"]
    label: str
    priority: Literal["P1", "P2", "P3"]


class NamedOut(Response):
    """Something an admin has set up, by id and name."""

    id: str
    name: str


class MotiveRef(Response):
    """Why the customer wrote, in the reader's language."""

    id: str
    label: str


class DelegatedOut(Response):
    """The customer service that has the case."""

    address: str
    by: PersonOut
    at: str


class SharedOut(Response):
    """Somebody outside the perimeter who sees this one case."""

    person: PersonOut
    how: Literal["transferred", "shared"]
    at: str
    by: PersonOut


class AttachedOut(Response):
    """Another feedback of the same customer, worked with this case."""

    alert_id: str
    at: str
    label: str
    excerpt: str


class SpamOut(Response):
    """Who said that it is spam."""

    by: PersonOut
    at: str


class ClocksOut(Response):
    """What is awaited next; null for what is not."""

    first_contact: str | None
    expires: str
    hold: str | None
    next_escalation: str | None


class Alert(CaseOut):
    """A whole case; ``may`` lists the commands this reader may give now. ``revised`` says that the answer has
    changed since it first came, ``first_score`` what it gave at first; ``withdrawn_at`` is when we heard that the
    customer has taken it back. ``because`` says how it got its priority. A case ``attached_to`` another is worked
    there."""

    version: int
    comment: str | None
    withdrawn_at: str | None
    revised: bool
    first_score: ScoreOut | None
    place: PlaceOut | None
    feedback: FeedbackOut
    respondent: RespondentOut
    triggers: list[TriggerOut]
    because: list[BecauseOut]
    assigned_at: str | None
    expired_at: str | None
    closing: ClosingOut | None
    spam: SpamOut | None
    hold: HoldOut | None
    department: NamedOut | None
    motive: MotiveRef | None
    delegated: DelegatedOut | None
    shared_with: list[SharedOut]
    attached: list[AttachedOut]
    attached_to: str | None
    plan: PlanOnCase | None
    clocks: ClocksOut
    may: list[Command]


class EventOut(Response):
    """One step in a case's life; ``by`` is null when the system acted."""

    version: int
    type: EventType
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
