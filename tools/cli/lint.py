"""A file of rules checked offline, by the code that checks it at import."""

from dataclasses import dataclass
from typing import Any

import msgspec
from pydantic import ValidationError

from shared.errors import Invalid
from shared.rules.advice import findings


@dataclass(frozen=True)
class Linted:
    """How many rules and lists there are, what makes the file unusable, and what is to be known of its rules."""

    rules: int
    lists: int
    faults: list[dict[str, Any]]
    findings: list[dict[str, Any]]

    def builtins(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {"rules": self.rules, "lists": self.lists, "faults": self.faults, "findings": self.findings}


def lint_file(filed: dict[str, Any]) -> Linted:
    """Faults with their paths; findings only of a file without."""
    # The API's modules are loaded when they are needed: they cost every other command half a second.
    from functions.api.filing import filed as read_filed
    from functions.api.schemas.rules import ImportIn

    rules, lists = len(filed["rules"]), len(filed.get("keyword_lists") or ())
    try:
        read = read_filed(ImportIn.model_validate(filed))
    except ValidationError as invalid:
        return Linted(rules, lists, [_fault(dict(one)) for one in invalid.errors()], [])
    except Invalid as invalid:
        return Linted(rules, lists, [fault._asdict() for fault in invalid.errors], [])
    found = [
        {**msgspec.to_builtins(one), "rule_id": rule.id, "other": one.rule_id}
        for rule in read.rules.values()
        for one in findings(rule, [other for other in read.rules.values() if other.id != rule.id], read.lists)
    ]
    return Linted(rules, lists, [], found)


def _fault(error: dict[str, Any]) -> dict[str, Any]:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error["loc"])
    return {"path": f"${steps}", "code": str(error["type"]), "message": str(error["msg"])}
