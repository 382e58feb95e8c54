"""Criteria as a tree, read from react-querybuilder's JSON. Reading is also how they are checked at save."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from shared.errors import Fault
from shared.rules import keywords
from shared.rules.fields import Field, field
from shared.rules.models import KeywordList, Operand
from shared.rules.operators import NEGATIONS, OPERATORS, Operator
from shared.rules.patterns import UnsupportedPattern

MAX_CONDITIONS = 50
MAX_DEPTH = 8

NO_LISTS: Mapping[str, KeywordList] = {}
_COMBINATORS = ("and", "or")


class InvalidCriteria(Exception):
    """Criteria that cannot be evaluated; ``faults`` has every place to mend."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        self.faults = faults


class Comparison(NamedTuple):
    """One condition: a field, its positive operator, and whether the condition is the negation of it. ``operand``
    is prepared for comparing and plain unchanging data: comparisons of the same ``name``, ``positive`` and
    ``operand`` are the same. ``written`` is the operator as written; ``shown`` the operand as people see it."""

    name: str
    field: Field
    operator: Operator
    positive: str
    negative: bool
    operand: Any
    written: str
    shown: Operand


class Group(NamedTuple):
    """All of the parts, or any of them; ``negated`` turns the outcome."""

    every: bool
    negated: bool
    parts: tuple["Comparison | Group", ...]


type Node = Comparison | Group


def parse_criteria(criteria: Any, path: str = "$.criteria", lists: Mapping[str, KeywordList] = NO_LISTS) -> Group:
    """The tree of the criteria. ``lists`` are the named keyword lists they may use. Raises InvalidCriteria with
    all faults found."""
    reader = _Reader(lists)
    tree = reader.group(criteria, path, depth=1)
    if reader.conditions > MAX_CONDITIONS:
        reader.fault(path, "too_many_conditions", f"use at most {MAX_CONDITIONS} conditions")
    if reader.faults or tree is None:
        raise InvalidCriteria(reader.faults)
    return tree


class _Reader:
    def __init__(self, lists: Mapping[str, KeywordList]) -> None:
        self.lists = lists
        self.faults: list[Fault] = []
        self.conditions = 0

    def fault(self, path: str, code: str, message: str) -> None:
        self.faults.append(Fault(path, code, message))

    def group(self, node: Any, path: str, depth: int) -> Group | None:
        if depth > MAX_DEPTH:
            self.fault(path, "too_deep", f"nest at most {MAX_DEPTH} groups")
            return None
        if not isinstance(node, dict) or not isinstance(node.get("rules"), list):
            self.fault(path, "not_a_group", "a group is an object with a list of rules")
            return None
        combinator = node.get("combinator")
        if combinator not in _COMBINATORS:
            self.fault(f"{path}.combinator", "unknown_combinator", "use 'and' or 'or'")
            return None
        if not isinstance(node.get("not", False), bool):
            self.fault(f"{path}.not", "not_a_flag", "use true or false")
            return None
        # A muted condition or group stays in the editor and takes no part, as in the editor's own exports.
        live = [at for at, child in enumerate(node["rules"]) if not _muted(child)]
        if not live:
            self.fault(f"{path}.rules", "empty_group", "add at least one condition")
            return None
        parts = [self.part(node["rules"][at], f"{path}.rules[{at}]", depth + 1) for at in live]
        return Group(combinator == "and", node.get("not", False), tuple(part for part in parts if part))

    def part(self, node: Any, path: str, depth: int) -> Node | None:
        if isinstance(node, dict) and "rules" in node:
            return self.group(node, path, depth)
        return self.condition(node, path)

    def condition(self, node: Any, path: str) -> Node | None:
        self.conditions += 1
        if not isinstance(node, dict) or not isinstance(node.get("field"), str):
            self.fault(path, "not_a_condition", "a condition has a field, an operator and a value")
            return None
        if node.get("valueSource") not in (None, "value"):
            self.fault(f"{path}.valueSource", "bad_value_source", "compare with a value, not with a field")
            return None
        name, written = node["field"], node.get("operator")
        known = field(name)
        if known is None:
            self.fault(f"{path}.field", "unknown_field", "choose a field of the catalogue")
            return None
        positive = NEGATIONS.get(written, written) if isinstance(written, str) else ""
        operator = OPERATORS.get(positive)
        if operator is None or known.type not in operator.types:
            self.fault(f"{path}.operator", "unknown_operator", f"{name} does not take this operator")
            return None
        found = self.operands(positive, operator, known, node.get("value"), f"{path}.value")
        negative = written in NEGATIONS
        parts = tuple(
            Comparison(name, known, operator, positive, negative, operand, str(written), shown)
            for operand, shown in found
        )
        # Words and lists in one condition: any of them is mentioned, or none is.
        return (
            parts[0] if len(parts) == 1 else Group(every=negative, negated=False, parts=parts) if parts else None
        )

    def operands(
        self, positive: str, operator: Operator, known: Field, value: Any, path: str
    ) -> Sequence[tuple[Any, Operand]]:
        if positive == "mentions":
            looked, faults = keywords.read(value, path, self.lists)
            self.faults += faults
            return looked
        try:
            return [(operator.operand(value, known.type), None if positive == "notNull" else value)]
        except UnsupportedPattern as problem:
            self.fault(path, "unsupported_pattern", str(problem))
        except ValueError as problem:
            self.fault(path, "bad_value", str(problem))
        return []


def _muted(node: Any) -> bool:
    return isinstance(node, dict) and node.get("muted") is True
