"""All rules of a tenant, compiled once and applied to a feedback."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from shared.rules.criteria import NO_LISTS, Comparison, Group, Node, parse_criteria
from shared.rules.engine.compiling import compile_plan
from shared.rules.engine.plan import Plan
from shared.rules.engine.running import Engine, Outcome, holds
from shared.rules.explain import explain
from shared.rules.fields import Subject
from shared.rules.models import Condition, KeywordList, Rule

type Suspended = Callable[[str, Exception], None]
"""Told the id of a rule that raised on a feedback, and what it raised."""


class Fired(NamedTuple):
    """A rule that fired and why."""

    rule: Rule
    conditions: tuple[Condition, ...]


def _nobody(_rule_id: str, _fault: Exception) -> None:
    """For callers to whom a rule that raises does not matter."""


class _Read(dict[int, Rule]):
    """Rules by their place in the plan, read when first asked for."""

    def __init__(self, rules: Mapping[str, Rule], plan: Plan) -> None:
        super().__init__()
        self._rules = rules
        self._ids = plan.rules.ids

    def __missing__(self, place: int) -> Rule:
        self[place] = rule = self._rules[self._ids[place]]
        return rule


class RuleSet:
    """The compiled rules but drafts, in order of id so that the outcome never depends on how they were loaded.

    ``rules`` may read its rules when asked: with a ``plan`` only those that fire are looked at. A rule that does
    not parse, or raises on a feedback, is left out of the outcome and never stands in the way of others."""

    def __init__(
        self,
        rules: Iterable[Rule] | Mapping[str, Rule],
        lists: Mapping[str, KeywordList] = NO_LISTS,
        plan: Plan | None = None,
    ) -> None:
        self._rules = rules if isinstance(rules, Mapping) else {rule.id: rule for rule in rules}
        self._lists = lists
        self._trees: dict[int, Group] = {}
        if plan is None:
            plan = compile_plan(self._rules, lists, self._trees.__setitem__)
        self.plan = plan
        self._limited = frozenset(plan.rules.limited)
        self._read = _Read(self._rules, plan)

    def __len__(self) -> int:
        return len(self.plan.rules.ids)

    @property
    def unusable(self) -> tuple[str, ...]:
        """Ids of the rules that do not parse."""
        return tuple(self.plan.rules.unusable)

    def prepare(self) -> None:
        """Makes the first feedback as quick as the next, as far as that needs no feedback."""
        _ = self._engine

    def uses(self, field: str) -> bool:
        """Whether any rule names a field, so that a costly one is only looked up if it counts."""
        return field in self.plan.fields

    def matching(self, subject: Subject, suspended: Suspended = _nobody) -> list[Rule]:
        """The rules in force when the feedback was received that fire on it, without their reasons."""
        read = self._read
        return [read[place] for place in self._matching(subject, suspended)]

    def fired(self, subject: Subject, suspended: Suspended = _nobody) -> list[Fired]:
        """The same rules, each with the conditions that decided it."""
        found = []
        for place in self._matching(subject, suspended):
            rule = self._read[place]
            try:
                verdict = explain(self._tree(place), subject)
            except Exception as fault:  # noqa: BLE001 - whatever it is, the other rules go on
                suspended(rule.id, fault)
            else:
                found.append(Fired(rule, verdict.conditions))
        return found

    def _matching(self, subject: Subject, suspended: Suspended) -> list[int]:
        places, failed = self._outcome(subject)
        for place, fault in failed.items():
            suspended(self.plan.rules.ids[place], fault)
        if not self._limited:
            return places
        received = subject.feedback.received_at
        return [place for place in places if place not in self._limited or self._read[place].in_force(received)]

    def _outcome(self, subject: Subject) -> Outcome:
        try:
            return self._engine.match(subject)
        except Exception:  # noqa: BLE001 - one comparison that raises must not stop the rules without it
            return self._one_by_one(subject)

    def _one_by_one(self, subject: Subject) -> Outcome:
        outcome = Outcome([], {})
        for place in range(len(self)):
            try:
                if holds(self._tree(place), subject):
                    outcome.fired.append(place)
            except Exception as fault:  # noqa: BLE001 - as above
                outcome.failed[place] = fault
        return outcome

    @cached_property
    def _engine(self) -> Engine:
        return Engine(self.plan, self._tree)

    def _tree(self, place: int) -> Group:
        if place not in self._trees:
            self._trees[place] = parse_criteria(self._read[place].criteria, lists=self._lists)
        return self._trees[place]


def _names(node: Node) -> set[str]:
    if isinstance(node, Comparison):
        return {node.name}
    return {name for part in node.parts for name in _names(part)}
