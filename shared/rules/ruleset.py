"""All rules of a tenant, compiled once and applied to a feedback."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from shared.rules.criteria import NO_LISTS, Group, parse_criteria
from shared.rules.explain import explain
from shared.rules.fields import Subject
from shared.rules.models import Condition, KeywordList, Rule


class Fired(NamedTuple):
    """A rule that fired and why."""

    rule: Rule
    conditions: tuple[Condition, ...]


class RuleSet:
    """The compiled rules but drafts, in order of id so that the outcome never depends on how they were loaded."""

    def __init__(self, rules: Iterable[Rule], lists: Mapping[str, KeywordList] = NO_LISTS) -> None:
        live = sorted((rule for rule in rules if rule.status != "draft"), key=lambda rule: rule.id)
        self._compiled: list[tuple[Rule, Group]] = [
            (rule, parse_criteria(rule.criteria, lists=lists)) for rule in live
        ]

    def __len__(self) -> int:
        return len(self._compiled)

    def fired(self, subject: Subject) -> list[Fired]:
        """The rules in force when the feedback was received that fire on it."""
        received = subject.feedback.received_at
        verdicts = ((rule, explain(tree, subject)) for rule, tree in self._compiled if rule.in_force(received))
        return [Fired(rule, verdict.conditions) for rule, verdict in verdicts if verdict.fired]
