"""All active rules of a tenant, compiled once and applied to a feedback."""

from collections.abc import Iterable
from typing import NamedTuple

from shared.rules.criteria import Evaluate, compile_criteria
from shared.rules.fields import Subject
from shared.rules.models import Condition, Rule


class Fired(NamedTuple):
    """A rule that fired and why."""

    rule: Rule
    conditions: tuple[Condition, ...]


class RuleSet:
    """The compiled active rules, in order of id so that the outcome never depends on how they were loaded."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        active = sorted((rule for rule in rules if rule.active), key=lambda rule: rule.id)
        self._compiled: list[tuple[Rule, Evaluate]] = [(rule, compile_criteria(rule.criteria)) for rule in active]

    def __len__(self) -> int:
        return len(self._compiled)

    def fired(self, subject: Subject) -> list[Fired]:
        """The rules that fire on this subject."""
        verdicts = ((rule, evaluate(subject)) for rule, evaluate in self._compiled)
        return [Fired(rule, verdict.conditions) for rule, verdict in verdicts if verdict.fired]
