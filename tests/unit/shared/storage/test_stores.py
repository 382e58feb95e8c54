"""The stores and the table's contract on the table in memory; what each costs in calls."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.table import Table
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW, rule
from tests.support.feedback_contract import FeedbackContract
from tests.support.store_contract import StoreContract
from tests.support.table_contract import TableContract
from tests.support.words_contract import WordsContract


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable(lambda: NOW)


class TestTableInMemory(TableContract):
    """The contract of the table."""


class TestStoresInMemory(StoreContract):
    """The promises of the stores."""


class TestFeedbackInMemory(FeedbackContract):
    """The promises of the stores of feedback."""


class TestWordsInMemory(WordsContract):
    """The promises of the store of words."""


class Counting:
    """A table that counts what it is asked."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            self.calls[name] += 1
            return getattr(self._table, name)(*given, **named)

        return call


def counted(cache: ConfigCache, counting: Counting) -> Sequence[tuple[str, int]]:
    counting.calls.clear()
    cache.current()
    return sorted(counting.calls.items())


def test_the_cache_asks_for_the_version_once_a_second_and_loads_on_change(table: MemoryTable) -> None:
    time = [NOW]
    counting = Counting(table)
    cache, store = ConfigCache(counting, lambda: time[0]), ConfigStore(table)
    store.save("RULE", "r1", rule("r1"), if_config=0)
    assert counted(cache, counting) == [("get", 1), ("query", 1)], "cold"
    assert counted(cache, counting) == [], "warm"
    time[0] += timedelta(milliseconds=999)
    assert counted(cache, counting) == [], "still warm"
    time[0] += timedelta(milliseconds=1)
    assert counted(cache, counting) == [("get", 1)], "asked"
    store.save("RULE", "r1", rule("r1", version=2), if_config=1)
    assert counted(cache, counting) == [], "a change shows within a second"
    time[0] += timedelta(seconds=1)
    assert counted(cache, counting) == [("get", 1), ("query", 1)], "changed"
    assert cache.at(2).rules["r1"].version == 2
    assert counted(cache, counting) == []
