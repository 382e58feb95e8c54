"""Criteria compiled from react-querybuilder's JSON. Compiling is also how they are checked at save: one path."""

from collections.abc import Callable
from typing import Any

from shared.errors import Fault
from shared.rules.fields import Field, Subject, field
from shared.rules.models import Condition, Verdict
from shared.rules.operators import NEGATIONS, OPERATORS, Operator

MAX_CONDITIONS = 50
MAX_DEPTH = 8

type Evaluate = Callable[[Subject], Verdict]
_COMBINATORS = ("and", "or")


class InvalidCriteria(Exception):
    """Criteria that cannot be evaluated; ``faults`` has every place to mend."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in faults))
        self.faults = faults


def compile_criteria(criteria: Any, path: str = "$.criteria") -> Evaluate:
    """A function from a subject to its verdict. Raises InvalidCriteria with all faults found."""
    compiler = _Compiler()
    evaluate = compiler.group(criteria, path, depth=1)
    if compiler.conditions > MAX_CONDITIONS:
        compiler.fault(path, "too_many_conditions", f"use at most {MAX_CONDITIONS} conditions")
    if compiler.faults:
        raise InvalidCriteria(compiler.faults)
    return evaluate


class _Compiler:
    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.conditions = 0

    def fault(self, path: str, code: str, message: str) -> Evaluate:
        self.faults.append(Fault(path, code, message))
        return lambda _subject: Verdict(fired=False, conditions=())

    def group(self, node: Any, path: str, depth: int) -> Evaluate:
        if depth > MAX_DEPTH:
            return self.fault(path, "too_deep", f"nest at most {MAX_DEPTH} groups")
        if not isinstance(node, dict) or not isinstance(node.get("rules"), list):
            return self.fault(path, "not_a_group", "a group is an object with a list of rules")
        combinator = node.get("combinator")
        if combinator not in _COMBINATORS:
            return self.fault(f"{path}.combinator", "unknown_combinator", "use 'and' or 'or'")
        if not isinstance(node.get("not", False), bool):
            return self.fault(f"{path}.not", "not_a_flag", "use true or false")
        if not node["rules"]:
            return self.fault(f"{path}.rules", "empty_group", "add at least one condition")
        parts = [
            self.group(child, f"{path}.rules[{index}]", depth + 1)
            if isinstance(child, dict) and "rules" in child
            else self.condition(child, f"{path}.rules[{index}]")
            for index, child in enumerate(node["rules"])
        ]
        inner = _all(parts) if combinator == "and" else _any(parts)
        return _not(inner) if node.get("not", False) else inner

    def condition(self, node: Any, path: str) -> Evaluate:
        self.conditions += 1
        if not isinstance(node, dict) or not isinstance(node.get("field"), str):
            return self.fault(path, "not_a_condition", "a condition has a field, an operator and a value")
        name, written = node["field"], node.get("operator")
        known = field(name)
        if known is None:
            return self.fault(f"{path}.field", "unknown_field", "choose a field of the catalogue")
        positive = NEGATIONS.get(written, written) if isinstance(written, str) else ""
        operator = OPERATORS.get(positive)
        if operator is None or known.type not in operator.types:
            return self.fault(f"{path}.operator", "unknown_operator", f"{name} does not take this operator")
        try:
            operand = operator.operand(node.get("value"), known.type)
        except ValueError as problem:
            return self.fault(f"{path}.value", "bad_value", str(problem))
        return _comparison(
            name=name, written=str(written), negative=written in NEGATIONS, known=known, operator=operator,
            operand=operand, shown=None if positive == "notNull" else node.get("value"),
        )  # fmt: skip


def _comparison(
    *, name: str, written: str, negative: bool, known: Field, operator: Operator, operand: Any, shown: Any
) -> Evaluate:
    def evaluate(subject: Subject) -> Verdict:
        value = known.read(subject)
        holds, spans = (False, ()) if value is None else operator.compare(value, operand, subject)
        found = list(value) if isinstance(value, tuple) else _shown(value)
        condition = Condition(field=name, operator=written, operand=shown, value=found, spans=spans)
        return Verdict(fired=holds is not negative, conditions=(condition,))

    return evaluate


def _shown(value: Any) -> Any:
    # The comment itself stands beside the explanation: its words are marked, not repeated.
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value[:80] if isinstance(value, str) else value


def _all(parts: list[Evaluate]) -> Evaluate:
    def evaluate(subject: Subject) -> Verdict:
        conditions: tuple[Condition, ...] = ()
        for part in parts:
            verdict = part(subject)
            if not verdict.fired:
                return verdict
            conditions += verdict.conditions
        return Verdict(fired=True, conditions=conditions)

    return evaluate


def _any(parts: list[Evaluate]) -> Evaluate:
    def evaluate(subject: Subject) -> Verdict:
        verdicts = [part(subject) for part in parts]
        fired = any(verdict.fired for verdict in verdicts)
        decisive = [verdict for verdict in verdicts if verdict.fired is fired]
        return Verdict(fired=fired, conditions=tuple(c for verdict in decisive for c in verdict.conditions))

    return evaluate


def _not(inner: Evaluate) -> Evaluate:
    def evaluate(subject: Subject) -> Verdict:
        verdict = inner(subject)
        turned = tuple(_negated(condition) for condition in verdict.conditions)
        return Verdict(fired=not verdict.fired, conditions=turned)

    return evaluate


def _negated(condition: Condition) -> Condition:
    return Condition(
        field=condition.field, operator=condition.operator, operand=condition.operand, value=condition.value,
        negated=not condition.negated, spans=condition.spans,
    )  # fmt: skip
