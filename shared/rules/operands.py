"""What a condition compares with: read from the rule's JSON, checked, and made plain unchanging data.

Every reader raises ValueError saying what to write instead. Lists may come as one text with commas, as
react-querybuilder's text fields send them; a comma that belongs to a value is written ``\\,``.
"""

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from shared.rules.fields import FieldType
from shared.rules.patterns import Pattern, pattern
from shared.rules.words import Phrase, fold, phrase

MAX_VALUES = 200
MAX_TEXT = 200
MAX_PHRASES = 500
_MAX_PHRASE_WORDS = 12

_NUMBER_LIMIT = 10**15  # "nan" and "inf" are numbers to float(), and would make a rule that never or always fires
_COMMA = re.compile(r"(?<!\\),")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?")


class When(NamedTuple):
    """A date or a date-time as ISO text, as exact as it was written: "2026-10-01" is the whole day. With
    ``zoned`` it is UTC, else the tenant's own time."""

    text: str
    zoned: bool


def one(operand: Any, kind: FieldType) -> Any:
    """One value to compare with: a number, a flag, a moment, or a folded text."""
    if kind is FieldType.NUMBER:
        return number(operand, kind)
    if kind is FieldType.FLAG:
        return _flag(operand)
    if kind is FieldType.DATE:
        return _when(operand)
    if kind is FieldType.OPEN and isinstance(operand, bool | int | float):
        return _flag_text(operand) if isinstance(operand, bool) else number(operand, kind)
    return text(operand, kind)


def text(operand: Any, _kind: FieldType) -> str:
    """A text, folded."""
    if not isinstance(operand, str) or not operand.strip():
        raise ValueError("compare with a text")
    if len(operand) > MAX_TEXT:
        raise ValueError(f"compare with at most {MAX_TEXT} characters")
    return fold(operand.strip())


def number(operand: Any, _kind: FieldType) -> float:
    """A number, or a text that is one."""
    if isinstance(operand, str):
        try:
            operand = float(operand)
        except ValueError:
            raise ValueError("compare with a number") from None
    if isinstance(operand, bool) or not isinstance(operand, int | float) or not abs(operand) < _NUMBER_LIMIT:
        raise ValueError("compare with a number")
    return operand


def ordered(operand: Any, kind: FieldType) -> Any:
    """What "more" and "less" compare with."""
    return _when(operand) if kind is FieldType.DATE else number(operand, kind)


def many(operand: Any, kind: FieldType) -> tuple[Any, ...]:
    """At least one value."""
    return tuple(one(value, kind) for value in _listed(operand))


def between(operand: Any, kind: FieldType) -> tuple[Any, Any]:
    """Two bounds, the lower first."""
    bounds = [ordered(value, kind) for value in _listed(operand)]
    if len(bounds) != 2 or (kind is not FieldType.DATE and bounds[0] > bounds[1]):
        raise ValueError("give two numbers, the lower first" if kind is not FieldType.DATE else "give two dates")
    if kind is FieldType.DATE:
        _in_order(*bounds)
    return bounds[0], bounds[1]


def places(operand: Any, _kind: FieldType) -> tuple[str, ...]:
    """At least one id of a place or group."""
    ids = _listed(operand)
    if not all(isinstance(value, str) and value for value in ids):
        raise ValueError("give at least one place")
    return tuple(ids)


def expression(operand: Any, _kind: FieldType) -> Pattern:
    """A regular expression. Raises UnsupportedPattern too."""
    if not isinstance(operand, str) or not operand:
        raise ValueError("write a pattern")
    return pattern(operand)


def nothing(_operand: Any, _kind: FieldType) -> None:
    """For operators that compare with nothing."""


def written_words(value: Any) -> list[str]:
    """Keywords as written: a list, or one text with commas."""
    listed = _listed(value, MAX_PHRASES, "give at least one word")
    if not all(isinstance(word, str) for word in listed):
        raise ValueError("a keyword is a text")
    return [word.strip() for word in listed]


def phrases(written: list[str]) -> tuple[Phrase, ...]:
    """Keywords ready for searching, each once."""
    if any(len(word) > MAX_TEXT for word in written):
        raise ValueError(f"a keyword has at most {MAX_TEXT} characters")
    found = [phrase(word) for word in written]
    if None in found:
        raise ValueError("every keyword needs at least one letter or digit")
    kept = tuple(dict.fromkeys(one for one in found if one))
    if any(len(one.words) > _MAX_PHRASE_WORDS for one in kept):
        raise ValueError(f"a keyword has at most {_MAX_PHRASE_WORDS} words")
    return kept


def split(value: str) -> list[str]:
    """The parts of a text with commas, without blanks around them."""
    parts = [part.strip().replace("\\,", ",") for part in _COMMA.split(value)]
    return [part for part in parts if part]


def _listed(operand: Any, limit: int = MAX_VALUES, empty: str = "give at least one value") -> list[Any]:
    values = split(operand) if isinstance(operand, str) else operand
    if not isinstance(values, list) or not values:
        raise ValueError(empty)
    if len(values) > limit:
        raise ValueError(f"give at most {limit} values")
    return values


def _flag(operand: Any) -> bool:
    # Editors that choose from a list send the words.
    flag = {"true": True, "false": False}.get(operand) if isinstance(operand, str) else operand
    if not isinstance(flag, bool):
        raise ValueError("compare with true or false")  # noqa: TRY004 - the readers have one way to refuse
    return flag


def _flag_text(flag: bool) -> str:
    return "true" if flag else "false"


def _when(operand: Any) -> When:
    problem = "compare with a date such as 2026-10-01 or a date-time such as 2026-10-01T14:30"
    written = operand.strip() if isinstance(operand, str) else ""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(problem) from None
    if moment.tzinfo is not None:
        return When(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"), zoned=True)
    if _LOCAL.fullmatch(written) is None:
        raise ValueError(problem)
    return When(written, zoned=False)


def _in_order(low: When, high: When) -> None:
    if low.zoned is not high.zoned:
        raise ValueError("write both dates with a zone or both without")
    size = min(len(low.text), len(high.text))
    if low.text[:size] > high.text[:size]:
        raise ValueError("give two dates, the earlier first")
