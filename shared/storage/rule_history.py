"""Every version of a rule, a keyword list or a part of the account's settings, with who saved it, when and how. A
version's row is written in the transaction that saves the version, and stays when what it is of is deleted."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

import msgspec

from shared.plans.models import Plan
from shared.rules.models import KeywordList, Rule
from shared.scope.people import Person
from shared.storage import codec, keys
from shared.storage.audit import history_listing
from shared.storage.keys import ConfigSection, Item, Kind
from shared.storage.table import Put, Table

type Change = Literal["created", "changed", "restored", "deleted"]
type Named = Literal["RULE", "LIST"]


class Saved[M: msgspec.Struct](msgspec.Struct, frozen=True, omit_defaults=True):
    """One version: what was saved, by whom and when (None: by a command, at some time), and how it came about. Of
    a deletion, ``what`` is the rule as it was deleted, under the next number. ``changes`` are before and after of
    each field that differs."""

    version: int
    at: datetime | None
    change: Change
    what: M
    by: Person | None = None
    changes: dict[str, Any] = {}


class RuleHistory:
    """Reads the versions. Writing is left to whoever saves the version: ``history_row`` is its row."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def of_rule(self, rule_id: str) -> list[Saved[Rule]]:
        """All versions of a rule, the newest first: one query."""
        items = self._table.query(keys.history("RULE", rule_id, 0)[0], forward=False)
        return [_read(item) for item in items]

    def last_version(self, kind: Named, entity_id: str) -> int:
        """The number of the last version there was of something, deletions included; 0 if there was none."""
        items = self._table.query(keys.history(kind, entity_id, 0)[0], limit=1, forward=False)
        return codec.decode(items[0]["body"], _Numbered).version if items else 0

    def saved(self, rules: Iterable[Rule]) -> dict[str, Saved[Rule]]:
        """By rule id, how the rules came to be as they are: one read per 100 rules. Rules that a command wrote
        have no row."""
        wanted = {rule.id: keys.history("RULE", rule.id, rule.version) for rule in rules}
        found = self._table.get_many(list(wanted.values()))
        return {rule_id: _read(item) for rule_id, item in zip(wanted, found, strict=True) if item}


class PlanHistory:
    """Reads the versions of action plans that cases have begun with."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def plan(self, plan_id: str, version: int) -> Plan | None:
        """A plan as it was in a version: one read."""
        item = self._table.get(keys.history("PLAN", plan_id, version))
        return codec.decode(item["body"], Saved[Plan]).what if item else None


def is_kept(table: Table, kind: ConfigSection, entity_id: str, version: int) -> bool:
    """Whether a version has its row: what a command wrote has none."""
    return table.get(keys.history(kind, entity_id, version)) is not None


def history_row[M: (Rule, KeywordList)](kind: Named, saved: Saved[M]) -> Put:
    """The row of a version of a rule or list, which must be the first under its number."""
    return version_row(kind, saved.what.id, saved)


def version_row[M: msgspec.Struct](kind: ConfigSection, entity_id: str, saved: Saved[M]) -> Put:
    """The row of a version of anything, which must be the first under its number."""
    pk, sk = keys.history(kind, entity_id, saved.version)
    row: Item = {"pk": pk, "sk": sk, "kind": Kind.HISTORY, "body": codec.encode(saved)}
    return Put({**row, **history_listing(saved.at, saved.by, (pk, sk))})


class _Numbered(msgspec.Struct):
    version: int


def _read(item: Item) -> Saved[Rule]:
    return codec.decode(item["body"], Saved[Rule])
