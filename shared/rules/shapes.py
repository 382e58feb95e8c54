"""What criteria are like apart from any feedback: whether they would take in every average score, and whether two
differ only by place."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, NamedTuple, cast

from shared.feedback.models import Feedback, Score
from shared.rules.criteria import Comparison, InvalidCriteria, Node, parse_criteria
from shared.rules.explain import explain
from shared.rules.fields import Subject
from shared.rules.models import KeywordList
from shared.rules.words import fold

type Scale = tuple[str, float, float]

USUAL_SCALES: tuple[Scale, ...] = (("nps", 0, 10), ("rating", 1, 5))
"""The scales assumed while nothing is known of the account's."""

_STEPS = 20
_PLACES = ("place",)
_ASIDE = ("source", "channel", "campaign", "language", "submitted_at")
"""What says where and when a feedback was given, not what is in it."""


class _Can(NamedTuple):
    """Whether criteria can be true of a feedback that is known in part, and whether they can be false."""

    hold: bool
    fail: bool


def fires_on_average_score(criteria: Any, lists: Mapping[str, KeywordList], scales: Sequence[Scale] = ()) -> bool:
    """Whether there is a place, a time and a channel where the criteria fire on a middling score alone, without
    any comment or other answer. False of criteria that cannot be read."""
    try:
        tree = parse_criteria(criteria, lists=lists)
    except InvalidCriteria:
        return False
    average = [score for scale in scales or USUAL_SCALES for score in _average(scale)]
    return any(_can(tree, Subject(_bare(score))).hold for score in average)


def differs_only_by_place(one: Any, other: Any) -> bool:
    """Whether two criteria ask the same of a feedback but for where it was given. Order, spelling of words and
    what an editor keeps beside do not count."""
    return _normal(one) == _normal(other)


def _average(scale: Scale) -> list[Score]:
    """The middling scores of a scale; none where it has none, as 0 or 1."""
    kind, low, high = scale
    step = max(1.0, (high - low) / _STEPS)
    values = [low + step * number for number in range(int((high - low) / step) + 1)]
    scores = [Score(value, low, high, cast(Literal["nps", "rating"], kind)) for value in values]
    return [score for score in scores if score.score_class == "middle"]


def _bare(score: Score) -> Feedback:
    never = datetime(2026, 1, 1, tzinfo=UTC)
    return Feedback(
        id="", source_id="", source_kind="", response_id="", delivery_id="", kind="survey", submitted_at=never,
        received_at=never, score=score,
    )  # fmt: skip


def _can(node: Node, subject: Subject) -> _Can:
    if isinstance(node, Comparison):
        if node.name in _PLACES or node.name.partition(".")[0] in _ASIDE:
            return _Can(hold=True, fail=True)
        fired = explain(node, subject).fired
        return _Can(hold=fired, fail=not fired)
    parts = [_can(part, subject) for part in node.parts]
    every, some = (all, any) if node.every else (any, all)
    can = _Can(hold=every(part.hold for part in parts), fail=some(part.fail for part in parts))
    return _Can(hold=can.fail, fail=can.hold) if node.negated else can


def _normal(node: Any) -> str:
    return json.dumps(_group(node, placed=True), sort_keys=True, ensure_ascii=False)


def _group(node: Any, *, placed: bool) -> Any:
    """A normal form of criteria. A condition on the place is left out where all conditions must hold: there it
    only narrows the rest."""
    if not isinstance(node, dict):
        return node
    if not isinstance(node.get("rules"), list):
        return _condition(node)
    negated, every = bool(node.get("not", False)), node.get("combinator") == "and"
    narrow = placed and every and not negated
    parts = [_group(part, placed=narrow) for part in node["rules"] if not _left_out(part, narrow=narrow)]
    if len(parts) == 1 and not negated:
        return parts[0]
    # A group of the same kind inside another says the same as its parts beside each other.
    flat = [inner for part in parts for inner in (part[2] if _same_kind(part, every) and not negated else [part])]
    ordered = sorted(flat, key=lambda part: json.dumps(part, sort_keys=True, ensure_ascii=False))
    return ["not" if negated else "is", "and" if every else "or", ordered]


def _left_out(part: Any, *, narrow: bool) -> bool:
    if not isinstance(part, dict):
        return False
    return part.get("muted") is True or (narrow and part.get("field") in _PLACES)


def _same_kind(part: Any, every: bool) -> bool:
    return isinstance(part, list) and len(part) == 3 and part[:2] == ["is", "and" if every else "or"]


def _condition(node: Mapping[str, Any]) -> Any:
    return {"field": node.get("field"), "operator": node.get("operator"), "value": _value(node.get("value"))}


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value.strip())
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, list):
        plain = [_value(one) for one in value]
        return sorted(plain, key=repr) if all(isinstance(one, str) for one in plain) else plain
    if isinstance(value, dict):
        return {name: _value(one) for name, one in value.items()}
    return value
