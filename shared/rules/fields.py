"""The catalogue of fields a rule may name: their type, and how each is read from a feedback."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from shared.feedback.models import Feedback, Scalar
from shared.rules.words import Word, words

type Value = Scalar | tuple[str, ...]


class FieldType(StrEnum):
    """What a field holds, and so which operators it takes."""

    NUMBER = "number"
    TEXT = "text"
    CHOICE = "choice"
    FLAG = "flag"
    LIST = "list"
    PLACE = "place"


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
    def words(self) -> list[Word]:
        """The words of the comment."""
        return words(self.feedback.comment or "")


class Field(NamedTuple):
    """A field of the catalogue. ``read`` returns None when the feedback does not have it."""

    type: FieldType
    read: Callable[[Subject], Value]


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "score": Field(FieldType.NUMBER, lambda s: s.feedback.score.value if s.feedback.score else None),
        "score.percent": Field(FieldType.NUMBER, lambda s: s.feedback.score.percent if s.feedback.score else None),
        "score.class": Field(
            FieldType.CHOICE, lambda s: s.feedback.score.score_class if s.feedback.score else None
        ),
        "comment": Field(FieldType.TEXT, lambda s: s.feedback.comment),
        "comment.length": Field(FieldType.NUMBER, lambda s: len(s.feedback.comment or "")),
        "contact_requested": Field(FieldType.FLAG, lambda s: s.feedback.contact_requested),
        "channel": Field(FieldType.CHOICE, lambda s: s.feedback.channel),
        "source": Field(FieldType.CHOICE, lambda s: s.feedback.source_id),
        "campaign": Field(FieldType.CHOICE, lambda s: s.feedback.campaign),
        "language": Field(FieldType.CHOICE, lambda s: s.feedback.language),
        "place": Field(FieldType.PLACE, lambda s: s.around or None),
        "motive": Field(FieldType.LIST, lambda s: s.feedback.motives or None),
        "respondent.tier": Field(FieldType.CHOICE, lambda s: s.feedback.respondent.tier),
    }
)


def _score_of(key: str) -> Field:
    def read(subject: Subject) -> Value:
        score = subject.feedback.scores.get(key)
        return score.value if score else None

    return Field(FieldType.NUMBER, read)


def _answer_of(key: str) -> Field:
    def read(subject: Subject) -> Value:
        value = next((answer.value for answer in subject.feedback.answers if answer.key == key), None)
        return str(value) if value is not None else None

    return Field(FieldType.CHOICE, read)


def _attribute_of(key: str) -> Field:
    def read(subject: Subject) -> Value:
        value = subject.feedback.respondent.attributes.get(key)
        return str(value) if value is not None else None

    return Field(FieldType.CHOICE, read)


_FAMILIES: Mapping[str, Callable[[str], Field]] = MappingProxyType(
    {"score": _score_of, "answer": _answer_of, "respondent": _attribute_of}
)


def field(name: str) -> Field | None:
    """The field of this name, or None. ``score.<key>``, ``answer.<key>`` and ``respondent.<attribute>`` are
    families: any key is a field of theirs."""
    known = FIELDS.get(name)
    if known is not None:
        return known
    family, _, key = name.partition(".")
    return _FAMILIES[family](key) if key and family in _FAMILIES else None
