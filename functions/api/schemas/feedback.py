"""Feedback as the API shows it, and as people enter it."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.alerts import ConditionOut, ScoreOut
from functions.api.schemas.common import PlaceRef, Request, Response, Scalar

type Short = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
type Figure = Annotated[float, Field(ge=-1000, le=1000)]


class ScoreIn(Request):
    """A figure on its scale, both ends included. Without a kind, whole numbers of 0 to 10 are NPS."""

    value: Figure
    min: Figure
    max: Figure
    kind: Literal["nps", "rating"] | None = None


class RespondentIn(Request):
    """The customer, as far as they said."""

    id: Short | None = None
    name: Short | None = None
    email: Annotated[str, Field(min_length=3, max_length=254, pattern=r"^\S+@\S+$")] | None = None
    phone: Annotated[str, Field(min_length=3, max_length=40, pattern=r"^[+0-9][0-9 ().-]+$")] | None = None


class FeedbackIn(Request):
    """What a customer said on the phone, at the counter or on paper: a comment, a score or the wish to be called,
    one at least."""

    place: Annotated[str, Field(min_length=1, max_length=64)]
    channel: Literal["phone", "in_person", "mail", "other"]
    score: ScoreIn | None = None
    comment: Annotated[str, Field(max_length=10_000)] | None = None
    contact_requested: bool = False
    motive: Short | None = None
    language: Literal["fr", "en"] | None = None
    submitted_at: str | None = None
    respondent: RespondentIn | None = None


class FeedbackMade(Response):
    """The id of the feedback; its case, if rules ask for one, is there a moment later."""

    feedback_id: str


class AnswerOut(Response):
    """One question and its answer."""

    key: str
    label: str
    value: Scalar


class RespondentOut(Response):
    """The customer."""

    id: str | None
    name: str | None
    email: str | None
    phone: str | None
    tier: str | None
    attributes: dict[str, Scalar]


class FeedbackOut(Response):
    """A feedback as it is now."""

    id: str
    source: str
    source_kind: str
    kind: Literal["survey", "review"]
    channel: str | None
    campaign: str | None
    language: str | None
    submitted_at: str
    received_at: str
    revision: str
    withdrawn: bool
    place_code: str | None
    place: PlaceRef | None
    score: ScoreOut | None
    comment: str | None
    contact_requested: bool | None
    consent: bool | None
    motives: list[str]
    sub_motive: str | None
    tags: list[str]
    answers: list[AnswerOut]
    respondent: RespondentOut
    flags: list[str]


class RevisionOut(Response):
    """One state of the answer."""

    revision: str
    received_at: str
    withdrawn: bool
    score: ScoreOut | None
    comment: str | None


class VerdictOut(Response):
    """What a rule says of the feedback as it is now, fired or not, and why."""

    rule_id: str
    label: str
    fired: bool
    conditions: list[ConditionOut]


class FeedbackDetail(Response):
    """A feedback with its states, the oldest first, the case it opened, and what today's rules say of it."""

    feedback: FeedbackOut
    revisions: list[RevisionOut]
    alert_id: str | None
    verdicts: list[VerdictOut]


class FeedbackRow(Response):
    """One line of a list."""

    id: str
    submitted_at: str
    received_at: str
    place: PlaceRef | None
    place_code: str | None
    score: ScoreOut | None
    comment: str | None
    language: str | None
    withdrawn: bool
    flags: list[str]


class FeedbackPage(Response):
    """A page of a source's feedback, the newest first. ``next_cursor`` is null at the end, or when nothing was
    found in the 400 days before."""

    items: list[FeedbackRow]
    next_cursor: str | None
