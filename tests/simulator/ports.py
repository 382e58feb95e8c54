"""The ports the product calls, each asking the faults before and after."""

from collections.abc import Callable, Sequence

from shared.storage.keys import Item, Key
from shared.storage.table import EVERYTHING, Put, Span
from tests.simulator.faults import Call, Faults
from tests.simulator.table import MemoryTable, key_of


class FaultyTable:
    """The table as one function sees it. A repeated call is applied twice under one attempt, as the SDK does
    when an answer is lost."""

    def __init__(self, table: MemoryTable, actor: str, faults: Callable[[], Faults]) -> None:
        self._table = table
        self._actor = actor
        self._faults = faults

    def get(self, key: Key) -> Item | None:
        return self._read("get", "/".join(key), lambda: self._table.get(key))

    def get_many(self, keys: Sequence[Key]) -> list[Item | None]:
        if not keys:
            return []
        return self._read("get_many", "/".join(keys[0]), lambda: self._table.get_many(keys))

    def put(self, item: Item) -> None:
        self._write("put", _name(item), lambda attempt: self._table.put(item, attempt))

    def put_many(self, items: Sequence[Item]) -> None:
        for item in items:  # each by itself: a batch that breaks off has written some
            self.put(item)

    def put_new(self, item: Item) -> Item | None:
        return self._write("put_new", _name(item), lambda attempt: self._table.put_new(item, attempt))

    def transact(self, writes: Sequence[Put]) -> None:
        self._write("transact", _name(writes[0].item), lambda attempt: self._table.transact(writes, attempt))

    def update(self, key: Key, changes: Item, *, remove: Sequence[str] = (), expect: Item | None = None) -> bool:
        def apply(attempt: str) -> bool:
            return self._table.update(key, changes, remove=remove, expect=expect, attempt=attempt)

        return self._write("update", "/".join(key), apply)

    def query(
        self, partition: str, span: Span = EVERYTHING, *, index: str | None = None, limit: int | None = None,
        forward: bool = True,
    ) -> list[Item]:  # fmt: skip
        def read() -> list[Item]:
            return self._table.query(partition, span, index=index, limit=limit, forward=forward)

        return self._read("query", f"{index or 'table'}:{partition}", read)

    def count(self, partition: str, span: Span = EVERYTHING, *, index: str, limit: int) -> int:
        def read() -> int:
            return self._table.count(partition, span, index=index, limit=limit)

        return self._read("count", f"{index}:{partition}", read)

    def _read[T](self, operation: str, key: str, read: Callable[[], T]) -> T:
        call, faults = Call(self._actor, "table", operation, key, writes=False), self._faults()
        faults.before(call)
        answer = read()
        faults.after(call)
        return answer

    def _write[T](self, operation: str, key: str, write: Callable[[str], T]) -> T:
        call, faults = Call(self._actor, "table", operation, key, writes=True), self._faults()
        faults.before(call)
        attempt = self._table.new_attempt()
        answer = write(attempt)
        if faults.repeats(call):
            answer = write(attempt)
        faults.after(call)
        return answer


def _name(item: Item) -> str:
    return "/".join(key_of(item))
