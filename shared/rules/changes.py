"""What a change of rules and lists means: which fields differ, which rules use a list, which labels collide."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from shared.rules.models import KeywordList, Rule


def changed_fields(before: msgspec.Struct, after: msgspec.Struct) -> list[str]:
    """The fields in which two versions differ, in the order they are declared; ids and versions do not count."""
    return [
        name
        for name in before.__struct_fields__
        if name not in ("id", "version") and getattr(before, name) != getattr(after, name)
    ]


def lists_of(criteria: Any) -> frozenset[str]:
    """The ids of the keyword lists that criteria name."""
    return frozenset(_named(criteria))


def _named(node: Any) -> Iterator[str]:
    if not isinstance(node, dict):
        return
    for part in node["rules"] if isinstance(node.get("rules"), list) else ():
        yield from _named(part)
    value = node.get("value")
    if isinstance(value, dict) and isinstance(value.get("lists"), list):
        yield from (one for one in value["lists"] if isinstance(one, str))


def used_by(list_id: str, rules: Iterable[Rule]) -> list[Rule]:
    """The rules that name a list, drafts too, by label."""
    return sorted((rule for rule in rules if list_id in lists_of(rule.criteria)), key=lambda rule: rule.label)


def same_label(rule: Rule, others: Iterable[Rule]) -> Rule | None:
    """Another rule with this label, whatever its case."""
    label = rule.label.casefold()
    return next((other for other in others if other.id != rule.id and other.label.casefold() == label), None)


def same_name(one: KeywordList, others: Iterable[KeywordList]) -> KeywordList | None:
    """Another list with this name, whatever its case."""
    name = one.name.casefold()
    return next((other for other in others if other.id != one.id and other.name.casefold() == name), None)
