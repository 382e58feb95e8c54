"""The operators of the criteria language, one entry each. A negative operator is exactly the negation of its
positive one; every comparison with an absent field is false; ``null`` is true of an absent field (design, 10)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.rules.fields import FieldType, Subject, Value
from shared.rules.models import Span
from shared.rules.words import Phrase, find, fold, phrase


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


_ORDERED = frozenset({FieldType.NUMBER})
_PLAIN = frozenset({FieldType.NUMBER, FieldType.CHOICE, FieldType.FLAG, FieldType.TEXT, FieldType.LIST})
_TEXTS = frozenset({FieldType.TEXT, FieldType.CHOICE})
_ANY = frozenset(FieldType)
_NUMBER_LIMIT = 10**15  # "nan" and "inf" are numbers to float(), and would make a rule that never or always fires


def _one(operand: Any, kind: FieldType) -> Any:
    if kind is FieldType.NUMBER:
        if isinstance(operand, str):
            operand = _number_from(operand)
        if isinstance(operand, bool) or not isinstance(operand, int | float) or not abs(operand) < _NUMBER_LIMIT:
            raise ValueError("compare with a number")
        return operand
    if kind is FieldType.FLAG:
        if not isinstance(operand, bool):
            raise ValueError("compare with true or false")
        return operand
    if not isinstance(operand, str) or not operand.strip():
        raise ValueError("compare with a text")
    return fold(operand.strip())


def _number_from(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError("compare with a number") from None


def _many(operand: Any, kind: FieldType) -> list[Any]:
    values = operand.split(",") if isinstance(operand, str) else operand
    if not isinstance(values, list) or not values:
        raise ValueError("give at least one value")
    return [_one(value, kind) for value in values]


def _range(operand: Any, kind: FieldType) -> list[Any]:
    bounds = _many(operand, kind)
    if len(bounds) != 2 or bounds[0] > bounds[1]:
        raise ValueError("give two numbers, the lower first")
    return bounds


def _keywords(operand: Any, _kind: FieldType) -> list[Phrase]:
    values = [operand] if isinstance(operand, str) else operand
    if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
        raise ValueError("give at least one word")
    phrases = [phrase(value) for value in values]
    if None in phrases:
        raise ValueError("every keyword needs at least one letter or digit")
    return [found for found in phrases if found]


def _places(operand: Any, _kind: FieldType) -> list[str]:
    values = [operand] if isinstance(operand, str) else operand
    if not isinstance(values, list) or not values or not all(isinstance(value, str) and value for value in values):
        raise ValueError("give at least one place")
    return values


def _nothing(_operand: Any, _kind: FieldType) -> None:
    return None


def _plain(value: Value) -> Any:
    return fold(value) if isinstance(value, str) else value


def _equal(value: Value, operand: Any, _subject: Subject) -> Match:
    if isinstance(value, tuple):
        return Match(any(fold(item) == operand for item in value))
    return Match(_plain(value) == operand)


def _among(value: Value, operand: Any, _subject: Subject) -> Match:
    if isinstance(value, tuple):
        return Match(any(fold(item) in operand for item in value))
    return Match(_plain(value) in operand)


def _ordering(test: Callable[[Any, Any], bool]) -> Callable[[Value, Any, Subject], Match]:
    return lambda value, operand, _subject: Match(test(value, operand))


def _textual(test: Callable[[str, str], bool]) -> Callable[[Value, Any, Subject], Match]:
    return lambda value, operand, _subject: Match(test(fold(str(value)), operand))


def _mentions(_value: Value, phrases: list[Phrase], subject: Subject) -> Match:
    spans = sorted({span for wanted in phrases for span in find(subject.words, wanted)})
    return Match(bool(spans), tuple(spans))


def _within(value: Value, places: list[str], _subject: Subject) -> Match:
    return Match(isinstance(value, tuple) and any(node in value for node in places))


OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "=": Operator(_PLAIN, _one, _equal),
        "<": Operator(_ORDERED, _one, _ordering(lambda value, operand: value < operand)),
        "<=": Operator(_ORDERED, _one, _ordering(lambda value, operand: value <= operand)),
        ">": Operator(_ORDERED, _one, _ordering(lambda value, operand: value > operand)),
        ">=": Operator(_ORDERED, _one, _ordering(lambda value, operand: value >= operand)),
        "between": Operator(_ORDERED, _range, _ordering(lambda value, operand: operand[0] <= value <= operand[1])),
        "in": Operator(_PLAIN, _many, _among),
        "contains": Operator(_TEXTS, _one, _textual(lambda value, operand: operand in value)),
        "beginsWith": Operator(_TEXTS, _one, _textual(str.startswith)),
        "endsWith": Operator(_TEXTS, _one, _textual(str.endswith)),
        "mentions": Operator(frozenset({FieldType.TEXT}), _keywords, _mentions),
        "within": Operator(frozenset({FieldType.PLACE}), _places, _within),
        "notNull": Operator(_ANY, _nothing, lambda _value, _operand, _subject: Match(holds=True)),
    }
)

NEGATIONS: Mapping[str, str] = MappingProxyType(
    {
        "!=": "=",
        "notBetween": "between",
        "notIn": "in",
        "doesNotContain": "contains",
        "doesNotBeginWith": "beginsWith",
        "doesNotEndWith": "endsWith",
        "doesNotMention": "mentions",
        "notWithin": "within",
        "null": "notNull",
    }
)
