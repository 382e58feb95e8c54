"""A plan at work on a feedback."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

from shared.rules.criteria import Comparison, Group, Node
from shared.rules.engine.columns import Table
from shared.rules.engine.comments import WordTable
from shared.rules.engine.plan import Plan
from shared.rules.fields import Subject

_FEW = 8
"""Up to so many bits are found by arithmetic, more in the digits of the whole number."""


class Outcome(NamedTuple):
    """Places of the rules that fire, in order, and of those whose comparisons raised, with what."""

    fired: list[int]
    failed: dict[int, Exception]


def holds(node: Node, subject: Subject) -> bool:
    """Whether a tree is true, without the reasons that ``explain`` gives."""
    if isinstance(node, Comparison):
        value = node.field.read(subject)
        found = value is not None and node.operator.compare(value, node.operand, subject).holds
        return found is not node.negative
    parts = (holds(part, subject) for part in node.parts)
    return (all(parts) if node.every else any(parts)) is not node.negated


class Engine:
    """Finds the rules that fire. ``tree`` gives the tree of the rule at a place, and is only asked for rules with
    comparisons that no table answers. Raises LookupError for a plan of fields that are not."""

    def __init__(self, plan: Plan, tree: Callable[[int], Group]) -> None:
        self._plan = plan
        self._tree = tree
        size = len(plan.owners)
        self._everything = (1 << size) - 1
        self._tables = [
            (table.read, table.known.get, table.learn)
            for table in (Table(column, self._everything) for column in plan.columns)
        ]
        self._words = WordTable(plan.words, size) if plan.words.lookups else None
        self._undecided = 0
        for bit in plan.decisions:
            self._undecided |= 1 << bit

    def match(self, subject: Subject) -> Outcome:
        """The rules that fire. Raises what a table's comparison raises: then each rule has to be asked alone."""
        possible = self._everything
        for read, known, learn in self._tables:
            value = read(subject)
            mask = known(value)
            possible &= learn(value, subject) if mask is None else mask
            if not possible:
                return Outcome([], {})
        doubtful = 0
        if self._words is not None:
            feedback = subject.feedback
            left, doubtful = self._words.found(feedback.comment or "", feedback.language)
            possible &= left
        undecided = possible & (self._undecided | doubtful)
        if undecided:
            return self._decided(possible, undecided, doubtful, subject)
        return Outcome(list(dict.fromkeys(marked(self._plan.owners, possible))), {})

    def _decided(self, possible: int, undecided: int, doubtful: int, subject: Subject) -> Outcome:
        decision = _Decision(self._plan, self._tree, subject)
        checks = self._words.checks if self._words is not None else {}
        owners = self._plan.owners
        failed: dict[int, Exception] = {}
        for bit in marked(range(possible.bit_length()), undecided):
            asked = [*self._plan.decisions.get(bit, ()), *(checks.get(bit, ()) if doubtful >> bit & 1 else ())]
            try:
                stands = all(decision.of(node) is wanted for node, wanted in asked)
            except Exception as fault:  # noqa: BLE001 - whatever it is, the other rules go on
                failed[owners[bit]] = fault
                stands = False
            if not stands:
                possible ^= 1 << bit
        fired = dict.fromkeys(marked(owners, possible))
        return Outcome([place for place in fired if place not in failed], failed)


class _Decision:
    """Nodes that no table answers, each asked at most once of a feedback."""

    def __init__(self, plan: Plan, tree: Callable[[int], Group], subject: Subject) -> None:
        self._plan = plan
        self._tree = tree
        self._subject = subject
        self._known: dict[int, bool] = {}

    def of(self, number: int) -> bool:
        if number not in self._known:
            self._known[number] = self._ask(number)
        return self._known[number]

    def _ask(self, number: int) -> bool:
        rule, path = self._plan.parts[number]
        node: Node = self._tree(rule)
        for step in path:
            node = cast(Group, node).parts[step]
        # A comparison stands in the plan by its positive operator, a group as it is.
        return holds(node, self._subject) is not (isinstance(node, Comparison) and node.negative)


def marked(things: Sequence[int], mask: int) -> list[int]:
    """The things whose bits are set, in order."""
    found = []
    if mask.bit_count() <= _FEW:
        while mask:
            low = mask & -mask
            found.append(things[low.bit_length() - 1])
            mask ^= low
        return found
    digits = bin(mask)
    last, find = len(digits) - 1, digits.rfind
    at = find("1")
    while at >= 0:
        found.append(things[last - at])
        at = find("1", 0, at)
    return found
