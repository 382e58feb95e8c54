"""Rules and keyword lists as a file, and what a file would change. The order is always the same, so that two files
differ only where their rules do."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import msgspec

from shared.rules.changes import changed_fields
from shared.rules.models import KeywordList, Rule

_LEFT_OUT = ("version",)
"""What only has a meaning inside one account."""


class Difference(NamedTuple):
    """What turns the present into the file: ids by what happens to them; ``changed`` has the fields as well."""

    added: list[str]
    changed: dict[str, list[str]]
    removed: list[str]
    unchanged: int


def exported(rules: Iterable[Rule], lists: Iterable[KeywordList]) -> dict[str, list[dict[str, Any]]]:
    """The file of these rules and lists: by id, every field in the order of the model, criteria as saved."""
    return {"rules": _ordered(rules), "keyword_lists": _ordered(lists)}


def difference[M: (Rule, KeywordList)](present: Mapping[str, M], filed: Iterable[M]) -> Difference:
    """What the file changes of the present, versions aside."""
    wanted = {one.id: one for one in filed}
    shared = sorted(present.keys() & wanted.keys())
    changed = {one: fields for one in shared if (fields := changed_fields(present[one], wanted[one]))}
    return Difference(
        added=sorted(wanted.keys() - present.keys()),
        changed=changed,
        removed=sorted(present.keys() - wanted.keys()),
        unchanged=len(shared) - len(changed),
    )


def repeated[M: (Rule, KeywordList)](filed: Iterable[M], key: Callable[[M], str]) -> set[str]:
    """The keys that more than one entry of a file has."""
    seen: set[str] = set()
    return {value for one in filed if (value := key(one)) in seen or seen.add(value)}  # type: ignore[func-returns-value]


def _ordered(entries: Iterable[msgspec.Struct]) -> list[dict[str, Any]]:
    plain = sorted((_written(one) for one in entries), key=lambda one: str(one["id"]))
    return [{name: value for name, value in one.items() if name not in _LEFT_OUT} for one in plain]


def _written(one: msgspec.Struct) -> dict[str, Any]:
    # Fields with their default are written too: a file says all there is, whatever the defaults become.
    return {name: msgspec.to_builtins(getattr(one, name)) for name in one.__struct_fields__}
