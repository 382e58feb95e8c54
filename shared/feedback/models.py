"""The feedback as we keep it, whatever tool it came from."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

import msgspec

type Scalar = str | int | float | bool | None
type ScoreClass = Literal["low", "middle", "high"]

NOT_EVALUATED = "imported"
"""The flag of feedback imported for the record: no rule decides on it."""
NOT_TOLD = "imported_silent"
"""The flag of feedback imported with alerts but without mail: cases open, nobody is told."""

COMMENT_LIMIT = 10_000
"""Characters of a comment kept for people; the raw body keeps the whole (B33)."""


class Score(msgspec.Struct, frozen=True):
    """A figure with its scale: 2 means nothing without "out of 10"."""

    value: float
    min: float
    max: float
    kind: Literal["nps", "rating"]

    @property
    def percent(self) -> float:
        """Where the value stands on its scale, 0 to 100."""
        return (self.value - self.min) / (self.max - self.min) * 100

    @property
    def score_class(self) -> ScoreClass:
        """NPS on 0-10: 0-6, 7-8, 9-10. Any other scale: lower 40 % low, upper 20 % high (design, 11)."""
        if self.kind == "nps" and (self.min, self.max) == (0, 10):
            return "low" if self.value <= 6 else "middle" if self.value <= 8 else "high"
        return "low" if self.percent <= 40 else "high" if self.percent >= 80 else "middle"


class Answer(msgspec.Struct, frozen=True):
    """One other question of the survey and its answer."""

    key: str
    label: str
    value: Scalar


class Respondent(msgspec.Struct, frozen=True, omit_defaults=True):
    """The customer who answered, as far as the source says."""

    id: str | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    tier: str | None = None
    attributes: dict[str, Scalar] = {}


class Feedback(msgspec.Struct, frozen=True, omit_defaults=True):
    """One survey answer or review. Times are UTC; ``place_code`` is what the source calls the place.

    ``revision`` orders the states a source sends of one response: the source's own time or number of the state, as
    text that sorts. ``withdrawn`` marks the state in which the customer has taken it back. ``starts_at`` is when
    the clock of a case starts if not at our receipt: fetched and imported answers start when they were given.
    ``consent`` is whether the customer agrees to be contacted at all."""

    id: str
    source_id: str
    source_kind: str
    response_id: str
    delivery_id: str
    kind: Literal["survey", "review"]
    submitted_at: datetime
    received_at: datetime
    revision: str = ""
    withdrawn: bool = False
    starts_at: datetime | None = None
    channel: str | None = None
    campaign: str | None = None
    language: str | None = None
    place_code: str | None = None
    score: Score | None = None
    scores: dict[str, Score] = {}
    comment: str | None = None
    contact_requested: bool | None = None
    consent: bool | None = None
    motives: tuple[str, ...] = ()
    sub_motive: str | None = None
    tags: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    respondent: Respondent = Respondent()
    flags: tuple[str, ...] = ()

    @property
    def clock_start(self) -> datetime:
        """When the clock of a case on this feedback starts."""
        return self.starts_at or self.received_at


class Quarantined(msgspec.Struct, frozen=True, omit_defaults=True):
    """An authentic delivery that could not be used: kept whole until a person or a fix releases it. ``media`` is
    the content type it is read with, empty for JSON."""

    id: str
    source_id: str
    source_kind: str
    delivery_id: str
    code: str
    path: str
    received_at: datetime
    media: str = ""


class FetchOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a thin event said: that an answer exists or has changed, and how to ask for it. ``feedback_id`` is the
    id the answer will have; ``event_id`` makes the same event meet itself. ``params`` is what the source's preset
    needs to fetch, never a secret."""

    feedback_id: str
    source_id: str
    source_kind: str
    response_id: str
    event_id: str
    event_at: datetime
    received_at: datetime
    params: dict[str, str] = {}
    deleted: bool = False


class Stored(StrEnum):
    """What became of a state of an answer that was to be kept."""

    NEW = "new"
    """The first of its answer."""
    UPDATED = "updated"
    """Newer than what was here: it is the answer now, and what was here is kept beside it."""
    OLDER = "older"
    """Older than what is here: kept beside it."""
    DUPLICATE = "duplicate"
    """Here already."""
    CONFLICT = "conflict"
    """Another content under a revision or delivery id that is here already: nothing was kept (B12)."""
