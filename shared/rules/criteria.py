"""Criteria as a tree, read from react-querybuilder's JSON. Reading is also how they are checked at save."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from shared.errors import Fault
from shared.rules.fields import Field, field
from shared.rules.models import KeywordList, Operand
from shared.rules.operators import NEGATIONS, OPERATORS, Operator

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
    is prepared for comparing, ``shown`` is the operand as written, ``written`` the operator as written."""

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
        if not node["rules"]:
            self.fault(f"{path}.rules", "empty_group", "add at least one condition")
            return None
        parts = [
            self.group(child, f"{path}.rules[{index}]", depth + 1)
            if isinstance(child, dict) and "rules" in child
            else self.condition(child, f"{path}.rules[{index}]")
            for index, child in enumerate(node["rules"])
        ]
        return Group(combinator == "and", node.get("not", False), tuple(part for part in parts if part))

    def condition(self, node: Any, path: str) -> Comparison | None:
        self.conditions += 1
        if not isinstance(node, dict) or not isinstance(node.get("field"), str):
            self.fault(path, "not_a_condition", "a condition has a field, an operator and a value")
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
        try:
            operand = operator.operand(node.get("value"), known.type)
        except ValueError as problem:
            self.fault(f"{path}.value", "bad_value", str(problem))
            return None
        return Comparison(
            name=name, field=known, operator=operator, positive=positive, negative=written in NEGATIONS,
            operand=operand, written=str(written), shown=None if positive == "notNull" else node.get("value"),
        )  # fmt: skip
