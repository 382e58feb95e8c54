"""How urgent a case is, and why, step by step (S4.3, S4.11, S4.12, S4.19 to S4.22). Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from shared.account.models import PriorityCriterion
from shared.alerts.models import PriorityReason
from shared.rules.criteria import NO_LISTS, Comparison, Node, parse_criteria
from shared.rules.explain import explain
from shared.rules.fields import Subject
from shared.rules.models import KeywordList, Priority
from shared.rules.ruleset import Suspended
from shared.rules.words import fold

type Compiled = Mapping[str, Node]
"""Priority criteria ready for asking, by id."""

NO_LOYALTY = 9
"""The rank of customers without a known tier: behind all others."""
ENOUGH = 10
"""Open cases below which the share of P1 says nothing."""

_NEXT: dict[Priority, Priority] = {"P1": "P1", "P2": "P1", "P3": "P2"}


class Weighed(NamedTuple):
    """A priority and the steps that led to it; a step that changed nothing is left out."""

    priority: Priority
    because: tuple[PriorityReason, ...]


class Share(NamedTuple):
    """How many of the open cases are P1, and whether that is so many that P1 means nothing (S4.20)."""

    p1: int
    open: int
    over: bool


def weigh(
    rules: Iterable[tuple[Priority, str]],
    met: Iterable[PriorityCriterion] = (),
    repeats: Iterable[str] = (),
) -> Weighed:
    """The priority of a case: that of the most urgent of its rules (priority and label, the first of those alike),
    then the criteria its feedback meets, in the order of the settings, then one step up for each further feedback
    of the same customer, by its label. Raises ValueError without a rule."""
    priority, label = min(rules, key=lambda rule: rule[0])
    because = [PriorityReason("rule", label, priority)]
    steps: list[tuple[Literal["criterion", "repeat"], str, Priority | Literal["raise"]]] = [
        *(("criterion", one.label, one.effect) for one in met),
        *(("repeat", one, "raise") for one in repeats),
    ]
    for kind, name, effect in steps:
        reached = raised(priority) if effect == "raise" else min(priority, effect)
        if reached != priority:
            priority = reached
            because.append(PriorityReason(kind, name, priority))
    return Weighed(priority, tuple(because))


def raised(priority: Priority) -> Priority:
    """One step more urgent."""
    return _NEXT[priority]


def compiled(
    criteria: Sequence[PriorityCriterion], lists: Mapping[str, KeywordList] = NO_LISTS,
    unusable: Suspended = lambda _criterion_id, _fault: None,
) -> Compiled:  # fmt: skip
    """The criteria ready for asking, by id. One that does not parse, such as for a list that has gone, is left out
    and ``unusable`` is told."""
    found: dict[str, Node] = {}
    for one in criteria:
        try:
            found[one.id] = parse_criteria(one.criteria, lists=lists)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the case opens without it
            unusable(one.id, fault)
    return found


def names(node: Node, field: str) -> bool:
    """Whether criteria name a field, so that a costly one is only looked up if it counts."""
    return node.name == field if isinstance(node, Comparison) else any(names(part, field) for part in node.parts)


def meets(
    criteria: Compiled, subject: Subject, suspended: Suspended = lambda _criterion_id, _fault: None
) -> tuple[str, ...]:
    """Ids of the criteria that a feedback meets. One that raises is passed over and ``suspended`` is told."""
    found = []
    for name, node in criteria.items():
        try:
            if explain(node, subject).fired:
                found.append(name)
        except Exception as fault:  # noqa: BLE001 - as above
            suspended(name, fault)
    return tuple(found)


def loyalty_rank(tier: str | None, tiers: Sequence[str]) -> int:
    """Where a customer's tier stands among those of the settings, the most loyal 0; all from the ninth on count
    alike, and 9 is for everybody else. It breaks ties in the order of work (S4.22)."""
    ranks = [fold(one.strip()) for one in tiers]
    wanted = fold((tier or "").strip())
    return min(ranks.index(wanted), NO_LOYALTY - 1) if wanted and wanted in ranks else NO_LOYALTY


def p1_share(p1: int, open_cases: int, threshold: float) -> Share:
    """The share of P1 among the open cases; over when it reaches the threshold (0 to 1) and there are cases enough
    to say so."""
    return Share(p1, open_cases, over=open_cases >= ENOUGH and p1 >= threshold * open_cases)
