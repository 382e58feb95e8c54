"""The fields a rule may name: their type, and how each is read from a feedback."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from shared.feedback.models import Feedback, Scalar
from shared.rules.search import Text
from shared.rules.words import Word

type Value = Scalar | tuple[str, ...]


class FieldType(StrEnum):
    """What a field holds, and so which operators it takes. OPEN is what a survey tool sent under a name of its
    own: a number, a flag or a text, as it comes."""

    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    LIST = "list"
    PLACE = "place"
    DATE = "date"
    OPEN = "open"


class Subject:
    """A feedback as rules see it: its fields, the nodes and groups around its place (root first), its comment's
    words, cut once. ``zone`` is the tenant's, for hours and weekdays; ``feedbacks_90d`` counts what the respondent
    has sent in the 90 days before, None when it was not asked for."""

    def __init__(
        self,
        feedback: Feedback,
        around: tuple[str, ...] = (),
        *,
        zone: str = "UTC",
        feedbacks_90d: int | None = None,
    ) -> None:
        self.feedback = feedback
        self.around = around
        self.zone = zone
        self.feedbacks_90d = feedbacks_90d

    @cached_property
    def text(self) -> Text:
        """The comment, ready for searching."""
        return Text(self.feedback.comment or "", self.feedback.language)

    @property
    def words(self) -> list[Word]:
        """The words of the comment."""
        return self.text.words

    @cached_property
    def answers(self) -> dict[str, Scalar]:
        """The first answer under each key."""
        return {answer.key: answer.value for answer in reversed(self.feedback.answers)}

    @cached_property
    def submitted(self) -> datetime:
        """When the customer answered, in the tenant's zone."""
        from zoneinfo import ZoneInfo  # here: it is slow to load, and few rules look at the time

        return self.feedback.submitted_at.astimezone(ZoneInfo(self.zone))


class Field(NamedTuple):
    """A field of the catalogue. ``read`` returns None when the feedback does not have it."""

    type: FieldType
    read: Callable[[Subject], Value]


def _comment(subject: Subject) -> str | None:
    """A comment of blanks only says nothing: it is absent."""
    comment = subject.feedback.comment
    return comment if comment and not comment.isspace() else None


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "score": Field(FieldType.NUMBER, lambda s: s.feedback.score.value if s.feedback.score else None),
        "score.percent": Field(FieldType.NUMBER, lambda s: s.feedback.score.percent if s.feedback.score else None),
        "score.class": Field(
            FieldType.CHOICE, lambda s: s.feedback.score.score_class if s.feedback.score else None
        ),
        "comment": Field(FieldType.TEXT, _comment),
        "comment.length": Field(FieldType.NUMBER, lambda s: len(s.feedback.comment or "")),
        "contact_requested": Field(FieldType.FLAG, lambda s: s.feedback.contact_requested),
        "channel": Field(FieldType.CHOICE, lambda s: s.feedback.channel),
        "source": Field(FieldType.CHOICE, lambda s: s.feedback.source_id),
        "campaign": Field(FieldType.CHOICE, lambda s: s.feedback.campaign),
        "language": Field(FieldType.CHOICE, lambda s: s.feedback.language),
        "place": Field(FieldType.PLACE, lambda s: s.around or None),
        "motive": Field(FieldType.LIST, lambda s: s.feedback.motives or None),
        "sub_motive": Field(FieldType.CHOICE, lambda s: s.feedback.sub_motive),
        "tags": Field(FieldType.LIST, lambda s: s.feedback.tags or None),
        "submitted_at": Field(FieldType.DATE, lambda s: s.submitted.isoformat(timespec="seconds")),
        "submitted_at.hour": Field(FieldType.NUMBER, lambda s: s.submitted.hour),
        "submitted_at.weekday": Field(FieldType.NUMBER, lambda s: s.submitted.isoweekday()),
        "respondent.tier": Field(FieldType.CHOICE, lambda s: s.feedback.respondent.tier),
        "respondent.feedbacks_90d": Field(FieldType.NUMBER, lambda s: s.feedbacks_90d),
    }
)


def _score_of(key: str) -> Field:
    def read(subject: Subject) -> Value:
        score = subject.feedback.scores.get(key)
        return score.value if score else None

    return Field(FieldType.NUMBER, read)


def _answer_of(key: str) -> Field:
    def read(subject: Subject) -> Value:
        return subject.answers.get(key)

    return Field(FieldType.OPEN, read)


def _attribute_of(key: str) -> Field:
    def read(subject: Subject) -> Value:
        return subject.feedback.respondent.attributes.get(key)

    return Field(FieldType.OPEN, read)


FAMILIES: Mapping[str, Callable[[str], Field]] = MappingProxyType(
    {"score": _score_of, "answer": _answer_of, "respondent": _attribute_of}
)
"""Fields by the word before the dot of their name, any key after it."""


def field(name: str) -> Field | None:
    """The field of this name, or None. ``score.<key>``, ``answer.<key>`` and ``respondent.<attribute>`` are
    families: any key is a field of theirs."""
    known = FIELDS.get(name)
    if known is not None:
        return known
    family, _, key = name.partition(".")
    return FAMILIES[family](key) if key and family in FAMILIES else None
