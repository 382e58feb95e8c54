"""The verdict of criteria on one feedback, with the conditions that decided it. This is the meaning of the
language: the engine only finds faster which rules fire."""

from typing import Any

from msgspec.structs import replace

from shared.rules.criteria import Comparison, Group, Node
from shared.rules.fields import Subject
from shared.rules.models import Condition, Verdict

MAX_SPANS = 100
"""Places of the comment that one condition cites, at most: they are kept with the case."""

_SHOWN = 80
_LISTED = 20


def explain(node: Node, subject: Subject) -> Verdict:
    """Whether the criteria hold, and why. Of an "and" that fails the first false part decides, of an "or" that
    fails all of them."""
    return _compared(node, subject) if isinstance(node, Comparison) else _grouped(node, subject)


def _grouped(group: Group, subject: Subject) -> Verdict:
    verdict = _all(group, subject) if group.every else _any(group, subject)
    if not group.negated:
        return verdict
    turned = tuple(replace(condition, negated=not condition.negated) for condition in verdict.conditions)
    return Verdict(fired=not verdict.fired, conditions=turned)


def _all(group: Group, subject: Subject) -> Verdict:
    conditions: tuple[Condition, ...] = ()
    for part in group.parts:
        verdict = explain(part, subject)
        if not verdict.fired:
            return verdict
        conditions += verdict.conditions
    return Verdict(fired=True, conditions=conditions)


def _any(group: Group, subject: Subject) -> Verdict:
    verdicts = [explain(part, subject) for part in group.parts]
    fired = any(verdict.fired for verdict in verdicts)
    decisive = [verdict for verdict in verdicts if verdict.fired is fired]
    return Verdict(fired=fired, conditions=tuple(c for verdict in decisive for c in verdict.conditions))


def _compared(comparison: Comparison, subject: Subject) -> Verdict:
    value = comparison.field.read(subject)
    holds, spans = (
        (False, ()) if value is None else comparison.operator.compare(value, comparison.operand, subject)
    )
    condition = Condition(
        field=comparison.name,
        operator=comparison.written,
        operand=_shown(comparison.shown),
        value=_shown(value),
        spans=spans[:MAX_SPANS],
    )
    return Verdict(fired=holds is not comparison.negative, conditions=(condition,))


def _shown(value: Any) -> Any:
    # The comment itself stands beside the explanation: its words are marked, not repeated.
    if isinstance(value, list | tuple):
        return [_shown(item) for item in value[:_LISTED]]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value[:_SHOWN] if isinstance(value, str) else value
