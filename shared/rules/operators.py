"""The operators of the criteria language, one entry each. A negative operator is exactly the negation of its
positive one; every comparison with an absent field is false; ``null`` is true of an absent field (design, 10)."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.feedback.models import Scalar
from shared.rules import operands
from shared.rules.fields import FieldType, Subject, Value
from shared.rules.models import Span
from shared.rules.operands import When
from shared.rules.patterns import Pattern, matches
from shared.rules.search import spans
from shared.rules.words import Keywords, fold


class Match(NamedTuple):
    """Whether the comparison holds, and where in the comment."""

    holds: bool
    spans: tuple[Span, ...] = ()


class Operator(NamedTuple):
    """``operand`` checks and prepares what the rule compares with (raises ValueError saying what to write);
    ``compare`` decides, and is never called with an absent value."""

    types: frozenset[FieldType]
    operand: Callable[[Any, FieldType], Any]
    compare: Callable[[Value, Any, Subject], Match]


_ORDERED = frozenset({FieldType.NUMBER, FieldType.DATE, FieldType.OPEN})
_LISTED = frozenset({FieldType.NUMBER, FieldType.CHOICE, FieldType.TEXT, FieldType.LIST, FieldType.OPEN})
_PLAIN = _LISTED | {FieldType.FLAG, FieldType.DATE}
_TEXTS = frozenset({FieldType.TEXT, FieldType.CHOICE, FieldType.OPEN})
_COMMENT = frozenset({FieldType.TEXT})
_ANY = frozenset(FieldType)
_FIGURE = re.compile(r"\s*[+-]?\d{1,15}(?:[.,]\d{1,15})?\s*", re.ASCII)


def figure(value: Scalar) -> float | None:
    """An open value as a number: a number, or a text that is nothing else ("12", "12,5")."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, str):
        return float(value.strip().replace(",", ".")) if _FIGURE.fullmatch(value) else None
    return value


def plain(value: Scalar) -> str:
    """A single value as folded text: true is "true", 2.0 is "2"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return fold(str(value))


def _same(value: Scalar, operand: Any) -> bool:
    """Two texts are compared as texts ("01" is not "1"); when one side is a number, so is the other or they
    differ."""
    if isinstance(value, bool):
        return bool(plain(value) == operand)
    if isinstance(value, str) and isinstance(operand, str):
        return fold(value) == operand
    return figure(value) == figure(operand)


def _equal(value: Value, operand: Any, subject: Subject) -> Match:
    return Match(_same_date(value, operand, subject) if isinstance(operand, When) else _is(value, operand))


def _is(value: Value, operand: Any) -> bool:
    if isinstance(value, tuple):
        return any(fold(item) == operand for item in value)
    return value is operand if isinstance(operand, bool) else _same(value, operand)


def _among(value: Value, operand: Any, _subject: Subject) -> Match:
    return Match(any(_is(value, item) for item in operand))


def _moments(value: Value, operand: When) -> tuple[str, str]:
    """A date field and a date to compare it with as texts that sort, as exact as the latter was written."""
    ours = str(value)
    if operand.zoned:
        ours = datetime.fromisoformat(ours).astimezone(UTC).isoformat()
    return ours[: len(operand.text)], operand.text


def _same_date(value: Value, operand: When, _subject: Subject) -> bool:
    ours, theirs = _moments(value, operand)
    return ours == theirs


def _ordering(test: Callable[[Any, Any], bool]) -> Callable[[Value, Any, Subject], Match]:
    def compare(value: Value, operand: Any, _subject: Subject) -> Match:
        if isinstance(operand, When):
            return Match(test(*_moments(value, operand)))
        number = None if isinstance(value, tuple) else figure(value)
        return Match(number is not None and test(number, operand))

    return compare


_AT_LEAST = _ordering(lambda value, operand: value >= operand)
_AT_MOST = _ordering(lambda value, operand: value <= operand)


def _between(value: Value, operand: Any, subject: Subject) -> Match:
    low, high = operand
    return Match(_AT_LEAST(value, low, subject).holds and _AT_MOST(value, high, subject).holds)


def _textual(
    test: Callable[[str, str], bool], where: Callable[[str, str], list[int]]
) -> Callable[[Value, Any, Subject], Match]:
    """A comparison of texts; in the comment it also says where."""

    def compare(value: Value, operand: str, subject: Subject) -> Match:
        if isinstance(value, tuple):
            return Match(holds=False)
        if value is not subject.feedback.comment:
            return Match(test(plain(value), operand))
        folded = subject.text.folded
        if not test(folded.text, operand):
            return Match(holds=False)
        starts = where(folded.text, operand)
        return Match(holds=True, spans=tuple(folded.span(at, at + len(operand)) for at in starts))

    return compare


def _occurrences(text: str, operand: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(operand), text)]


def _mentions(_value: Value, wanted: Keywords, subject: Subject) -> Match:
    found = spans(subject.text, wanted)
    return Match(bool(found), tuple(found))


def _matches(value: Value, wanted: Pattern, subject: Subject) -> Match:
    found = matches(str(value), wanted)
    return Match(bool(found), found if value is subject.feedback.comment else ())


def _within(value: Value, places: tuple[str, ...], _subject: Subject) -> Match:
    return Match(isinstance(value, tuple) and any(node in value for node in places))


OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "=": Operator(_PLAIN, operands.one, _equal),
        "<": Operator(_ORDERED, operands.ordered, _ordering(lambda value, operand: value < operand)),
        "<=": Operator(_ORDERED, operands.ordered, _AT_MOST),
        ">": Operator(_ORDERED, operands.ordered, _ordering(lambda value, operand: value > operand)),
        ">=": Operator(_ORDERED, operands.ordered, _AT_LEAST),
        "between": Operator(_ORDERED, operands.between, _between),
        "in": Operator(_LISTED, operands.many, _among),
        "contains": Operator(_TEXTS, operands.text, _textual(lambda text, part: part in text, _occurrences)),
        "beginsWith": Operator(_TEXTS, operands.text, _textual(str.startswith, lambda _text, _part: [0])),
        "endsWith": Operator(
            _TEXTS, operands.text, _textual(str.endswith, lambda text, part: [len(text) - len(part)])
        ),
        "matches": Operator(_TEXTS, operands.expression, _matches),
        "mentions": Operator(_COMMENT, operands.nothing, _mentions),
        "within": Operator(frozenset({FieldType.PLACE}), operands.places, _within),
        "notNull": Operator(_ANY, operands.nothing, lambda _value, _operand, _subject: Match(holds=True)),
    }
)
"""Positive operators by name. What ``mentions`` compares with is read by ``shared/rules/keywords.py``."""

NEGATIONS: Mapping[str, str] = MappingProxyType(
    {
        "!=": "=",
        "notBetween": "between",
        "notIn": "in",
        "doesNotContain": "contains",
        "doesNotBeginWith": "beginsWith",
        "doesNotEndWith": "endsWith",
        "doesNotMatch": "matches",
        "doesNotMention": "mentions",
        "notWithin": "within",
        "null": "notNull",
    }
)
