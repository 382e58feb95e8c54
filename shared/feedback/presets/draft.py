"""What a preset makes of a payload, and the readers presets share. Every reader either returns a clean value or
raises Unusable with the path to the fault."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import msgspec

from shared import clock
from shared.feedback.models import Answer, Respondent, Scalar, Score
from shared.feedback.strict_json import Unusable, clean

_NUMBER = re.compile(r"-?[0-9]{1,6}(\.[0-9]{1,4})?")
_FUTURE = timedelta(hours=24)
_SHORT = 200
_ANSWERS = 100


class Draft(msgspec.Struct, kw_only=True):
    """A feedback without its identity and arrival. ``content`` is the part of the payload that must be equal
    for two deliveries to be the same answer; ``submitted`` is the time as the tool wrote it."""

    response_id: str
    content: Any
    kind: Literal["survey", "review"] = "survey"
    submitted: Any = None
    channel: str | None = None
    campaign: str | None = None
    language: str | None = None
    place_code: str | None = None
    score: Score | None = None
    scores: dict[str, Score] = {}
    comment: str | None = None
    contact_requested: bool | None = None
    motives: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    respondent: Respondent = Respondent()


def mapping(value: Any, path: str) -> dict[str, Any]:
    """An object, or nothing at all; anything else is a fault of the mapping."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unusable(f"mapping:{path.removeprefix('$.')}", path)
    return value


def listing(value: Any, path: str) -> list[Any]:
    """A list, or nothing at all."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unusable(f"mapping:{path.removeprefix('$.')}", path)
    return value


def short(value: Any) -> str | None:
    """A short clean text from text or a number; None when absent, empty or of another type."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = clean(str(value))[0].strip()
    return text[:_SHORT] or None


def required(value: Any, path: str) -> str:
    """A short text that must be there."""
    text = short(value)
    if text is None:
        raise Unusable(f"mapping:{path.rsplit('.', 1)[-1]}", path)
    return text


def scalar(value: Any) -> Scalar:
    """A value fit for an answer or attribute: text is cleaned and cut, lists are joined, objects dropped."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(short, value)))[:_SHORT] or None
    return clean(value)[0][:2000] if isinstance(value, str) else value if isinstance(value, int | float) else None


def answers(rows: list[tuple[Any, Any, Any]]) -> tuple[Answer, ...]:
    """Answers from (key, label, value) rows; rows without a key are dropped, at most a hundred are kept."""
    kept = [(short(key), short(label), scalar(value)) for key, label, value in rows[:_ANSWERS]]
    return tuple(Answer(key=key, label=label or key, value=value) for key, label, value in kept if key)


def attributes(values: dict[str, Any]) -> dict[str, Scalar]:
    """Flat attributes of a respondent; nested ones are dropped, at most fifty are kept."""
    pairs = [(clean(key)[0][:80], scalar(value)) for key, value in list(values.items())[:50]]
    return {key: value for key, value in pairs if value is not None}


def score(value: Any, low: float, high: float, kind: Literal["nps", "rating"], path: str) -> Score:
    """A score on its scale. Accepts 9, 9.0 and "9" in ASCII digits; whole numbers only on an NPS scale.
    Raises Unusable ``bad_score`` for anything else (B28)."""
    written = isinstance(value, str) and _NUMBER.fullmatch(value.strip())
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    number = float(value) if written or numeric else None
    if number is None or not low <= number <= high or (kind == "nps" and number != int(number)):
        raise Unusable("bad_score", path)
    return Score(value=number, min=low, max=high, kind=kind)


def submitted_at(value: Any, received_at: datetime) -> tuple[datetime, bool]:
    """The customer's time, or ours with True when theirs is absent, unreadable, has no zone, lies before 2000 or
    more than a day ahead (B32). A time slightly ahead of ours is held back to ours."""
    try:
        moment = clock.parse(value)
    except (TypeError, ValueError):
        return received_at, True
    if moment > received_at + _FUTURE or moment < datetime(2000, 1, 1, tzinfo=UTC):
        return received_at, True
    return min(moment, received_at), False
