"""The configuration: the snapshot of its rules, and how a warm copy keeps up."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import pytest

from shared.errors import StaleVersion
from shared.rules.engine.compiling import compile_plan
from shared.rules.engine.plan import Plan
from shared.rules.fields import Subject
from shared.rules.models import KeywordList, Rule
from shared.storage import keys, snapshots
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.keys import Item
from shared.storage.table import Table
from tests.simulator.table import MemoryTable
from tests.support.builders import ALWAYS, NOW, PLACES, feedback, rule
from tests.unit.shared.storage.test_stores import Counting

SUBJECT = Subject(feedback())
SLOW = KeywordList("l-slow", 1, "Slow", ("attendu",))
MENTIONS = {
    "combinator": "and",
    "rules": [{"field": "comment", "operator": "mentions", "value": {"lists": ["l-slow"]}}],
}


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable(lambda: NOW)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rules were compiled where a snapshot could have saved it."""
    counts: list[int] = []

    def compiling(rules: Mapping[str, Rule], *more: Any) -> Plan:
        counts.append(len(rules))
        return compile_plan(rules, *more)

    monkeypatch.setattr("shared.rules.ruleset.compile_plan", compiling)
    return counts


def fired(table: Table) -> list[str]:
    return [one.id for one in ConfigStore(table).load().rule_set.matching(SUBJECT)]


def parts(table: Table) -> list[Item]:
    return [item for item in table.query(keys.CONFIG) if "plan" in item]


def test_saving_rules_saves_their_snapshot_which_saves_compiling(table: MemoryTable, compiled: list[int]) -> None:
    ConfigStore(table).save_many([("RULE", "r-b", rule("r-b")), ("RULE", "r-a", rule("r-a"))], if_config=0)
    assert len(parts(table)) == 1
    assert fired(table) == ["r-a", "r-b"]
    ConfigStore(table).save("RULE", "r-c", rule("r-c"), if_config=1)
    ConfigStore(table).save("PLACE", "net", PLACES[0], if_config=2)
    assert fired(table) == ["r-a", "r-b", "r-c"]
    ConfigStore(table).save_many([], remove=[("RULE", "r-b")], if_config=3)
    assert fired(table) == ["r-a", "r-c"]
    assert compiled == []


def test_a_list_is_part_of_what_is_compiled(table: MemoryTable, compiled: list[int]) -> None:
    store = ConfigStore(table)
    store.save_many([("LIST", SLOW.id, SLOW), ("RULE", "r", rule("r", criteria=MENTIONS))], if_config=0)
    assert fired(table) == ["r"]
    store.save("LIST", SLOW.id, KeywordList(SLOW.id, 2, "Slow", ("cher",)), if_config=1)
    assert fired(table) == []
    store.save_many([], remove=[("LIST", SLOW.id)], if_config=2)
    assert fired(table) == []
    assert ConfigStore(table).load().rule_set.unusable == ("r",)
    assert compiled == []


@pytest.mark.parametrize(
    ("why", "change"),
    [
        ("none", None),
        ("torn", {"plan": b"torn"}),
        ("of other rules", {"stamp": "0" * 64}),
        ("a part is missing", {"parts": 2}),
    ],
)
def test_a_snapshot_that_is_not_right_is_passed_over(
    why: str, change: Item | None, table: MemoryTable, compiled: list[int]
) -> None:
    ConfigStore(table).save("RULE", "r", rule("r"), if_config=0)
    (part,) = parts(table)
    table.put({**part, **change} if change else {"pk": part["pk"], "sk": part["sk"], "kind": part["kind"]})
    assert fired(table) == ["r"]
    assert compiled == [1]


def test_a_rule_changed_by_hand_makes_the_snapshot_stale(table: MemoryTable, compiled: list[int]) -> None:
    ConfigStore(table).save("RULE", "r", rule("r"), if_config=0)
    item = table.get(keys.config("RULE", "r"))
    assert item is not None
    table.put({**item, "body": str(item["body"]).replace('"low"', '"high"')})
    assert fired(table) == []
    assert compiled == [1]


def test_another_release_compiles_anew(
    table: MemoryTable, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ConfigStore(table).save("RULE", "r", rule("r"), if_config=0)
    monkeypatch.setattr("shared.rules.engine.plan._code", lambda: b"another")
    assert fired(table) == ["r"]
    assert compiled == [1]


def test_a_snapshot_too_large_for_an_item_is_cut(
    table: MemoryTable, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "_PART", 50)
    ConfigStore(table).save_many([("RULE", f"r{n}", rule(f"r{n}")) for n in range(20)], if_config=0)
    assert len(parts(table)) > 2
    ConfigStore(table).save("RULE", "r3", rule("r3", criteria=ALWAYS, version=2), if_config=1)
    assert len(fired(table)) == 20
    assert compiled == []


@pytest.mark.parametrize(("limit", "value"), [("_MOST_WRITES", 21), ("_MOST_BYTES", 100)])
def test_a_snapshot_that_does_not_fit_the_transaction_follows_it(
    limit: str, value: int, table: MemoryTable, compiled: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"shared.storage.config.{limit}", value)
    counting = Counting(table)
    rules = [("RULE", f"r{n:02}", rule(f"r{n:02}")) for n in range(20)]
    ConfigStore(counting).save_many(rules, if_config=0)  # type: ignore[arg-type]
    assert counting.calls == {"query": 2, "transact": 1, "put": 1}
    assert len(fired(table)) == 20
    assert compiled == []


def test_what_is_refused_leaves_the_snapshot_alone(table: MemoryTable, compiled: list[int]) -> None:
    store = ConfigStore(table)
    store.save("RULE", "r", rule("r"), if_config=0)
    with pytest.raises(StaleVersion):
        store.save("RULE", "r", rule("r", criteria=MENTIONS), if_config=0)
    assert fired(table) == ["r"]
    assert compiled == []


def test_saving_anything_else_reads_nothing(table: MemoryTable) -> None:
    counting = Counting(table)
    ConfigStore(counting).save("PLACE", "net", PLACES[0], if_config=0)
    assert counting.calls == {"transact": 1}
    assert parts(table) == []


def test_a_rule_whose_body_cannot_be_read_is_unusable(table: MemoryTable) -> None:
    ConfigStore(table).save_many([("RULE", "r", rule("r")), ("RULE", "r-bad", rule("r-bad"))], if_config=0)
    item = table.get(keys.config("RULE", "r-bad"))
    assert item is not None
    table.put({**item, "body": '{"id": "r-bad"}'})
    assert fired(table) == ["r"]
    assert ConfigStore(table).load().rule_set.unusable == ("r-bad",)


def test_rules_are_a_mapping_of_models(table: MemoryTable) -> None:
    ConfigStore(table).save_many([("RULE", "r", rule("r")), ("LIST", SLOW.id, SLOW)], if_config=0)
    loaded = ConfigStore(table).load()
    assert dict(loaded.rules) == {"r": rule("r")}
    assert dict(loaded.lists) == {SLOW.id: SLOW}
    assert loaded.rules["r"] is loaded.rules["r"]
    assert isinstance(loaded.rules.get("r"), Rule)
    assert loaded.rules.get("none") is None


class Clocked:
    """A cache around a table that counts, with the time in a list."""

    def __init__(self, table: MemoryTable) -> None:
        self.time = [NOW]
        self.counting = Counting(table)
        self.cache = ConfigCache(self.counting, lambda: self.time[0])
        self.store = ConfigStore(table)
        self.store.save("RULE", "r", rule("r"), if_config=0)

    def after(self, seconds: float, *, received: float) -> Sequence[tuple[str, int]]:
        """The calls of asking so long after the start for a feedback received then."""
        self.time[0] = NOW + timedelta(seconds=seconds)
        self.counting.calls.clear()
        self.cache.current(NOW + timedelta(seconds=received))
        return sorted(self.counting.calls.items())


def test_a_copy_is_good_for_what_was_received_before_it_was_looked_at(table: MemoryTable) -> None:
    clocked = Clocked(table)
    assert clocked.after(0, received=-1) == [("get", 1), ("query", 1)], "cold"
    assert clocked.after(0, received=0) == [], "the rest of the batch"
    assert clocked.after(600, received=-5) == [], "however long ago that was"
    assert clocked.after(601, received=0.001) == [("get", 1)], "received since"
    assert clocked.after(602, received=601) == []
    assert clocked.after(602, received=601.5) == [("get", 1)]


def test_a_rule_saved_before_a_feedback_was_received_applies_to_it(table: MemoryTable) -> None:
    clocked = Clocked(table)
    assert clocked.after(0, received=0) == [("get", 1), ("query", 1)]
    clocked.store.save("RULE", "r", rule("r", version=2), if_config=1)
    assert clocked.after(0.5, received=0) == [], "received before"
    assert clocked.after(0.5, received=0.4) == [("get", 1), ("query", 1)]
    assert clocked.cache.current(NOW).rules["r"].version == 2


def test_a_change_in_the_middle_of_a_load_is_loaded_the_next_time(table: MemoryTable) -> None:
    clocked = Clocked(table)
    assert clocked.after(0, received=0) == [("get", 1), ("query", 1)]
    clocked.store.save("RULE", "r", rule("r", version=2), if_config=1)
    # Asked for a version that is older than what is read: what is read counts as that version.
    assert clocked.cache.at(0).version == 2
    assert clocked.after(1, received=0.9) == [("get", 1), ("query", 1)]
