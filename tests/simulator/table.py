"""The table in memory, with the semantics of DynamoDB (developer guide, "Condition expressions", "Transactions:
how it works", "Global secondary indexes", "DynamoDB Streams record")."""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count
from threading import Lock
from typing import Literal, NamedTuple

from shared.clock import Clock
from shared.storage.keys import TABLE_INDEXES, Item, Key
from shared.storage.table import ANY_VERSION, EVERYTHING, Conflict, Put, Span

_ITEM_BYTES = 400_000
_TRANSACTION = 100


type _Place = tuple[str, Key]
"""A sort key, and the item's own key."""


class Refused(Exception):
    """DynamoDB would answer ValidationException: the product asked for something that does not exist."""


class Change(NamedTuple):
    """A record of the stream, with both images."""

    event_name: Literal["INSERT", "MODIFY"]
    key: Key
    old: Item | None
    new: Item


class MemoryTable:
    """A ``shared.storage.table.Table``. ``lag`` draws how far an index is behind for each write (none by
    default). A write takes its ``attempt`` from the caller when it is a repetition by the SDK."""

    def __init__(self, clock: Clock, lag: Callable[[], timedelta] | None = None) -> None:
        self._clock = clock
        self._lag = lag
        self._partitions: dict[str, dict[str, Item]] = {}
        self._orders: dict[str, list[_Place]] = {}
        self._indexes = _Indexes()
        self._attempts = count(1)
        self.stream: list[Change] = []

    def items(self) -> Iterator[Item]:
        """A copy of everything, in order of the keys. For checks only: the product never scans."""
        for pk in sorted(self._partitions):
            for sk in sorted(self._partitions[pk]):
                yield dict(self._partitions[pk][sk])

    def new_attempt(self) -> str:
        """The mark of one write, shared by its repetitions."""
        return f"attempt-{next(self._attempts)}"

    def get(self, key: Key) -> Item | None:
        found = self._find(key)
        return dict(found) if found is not None else None

    def get_many(self, keys: Sequence[Key]) -> list[Item | None]:
        return [self.get(key) for key in keys]

    def put(self, item: Item, attempt: str | None = None) -> None:
        self._write(item)

    def put_many(self, items: Sequence[Item]) -> None:
        if len({key_of(item) for item in items}) < len(items):
            raise Refused("a batch takes different items")
        for item in items:
            self._write(item)

    def put_new(self, item: Item, attempt: str | None = None) -> Item | None:
        mark = attempt or self.new_attempt()
        existing = self._find(key_of(item))
        if existing is not None:
            return None if existing.get("attempt") == mark else dict(existing)
        self._write({**item, "attempt": mark})
        return None

    def transact(self, writes: Sequence[Put], attempt: str | None = None) -> None:
        if not 1 <= len(writes) <= _TRANSACTION or len({key_of(put.item) for put in writes}) < len(writes):
            raise Refused("a transaction takes 1 to 100 different items")
        mark = attempt or self.new_attempt()
        found = [self._obstacle(put) for put in writes]
        if all(obstacle is None for obstacle in found):
            for item in [_valid({**put.item, "attempt": mark}) for put in writes]:
                self._write(item)
        elif not any(obstacle and obstacle.get("attempt") == mark for obstacle in found):
            raise Conflict([obstacle or None for obstacle in found])

    def update(
        self, key: Key, changes: Item, *, remove: Sequence[str] = (), expect: Item | None = None,
        attempt: str | None = None,
    ) -> bool:  # fmt: skip
        mark = attempt or self.new_attempt()
        existing = self._find(key)
        if existing is None:
            return False
        if any(existing.get(name) != value for name, value in (expect or {}).items()):
            return existing.get("attempt") == mark
        kept = {name: value for name, value in existing.items() if name not in remove}
        self._write({**kept, **changes, "attempt": mark})
        return True

    def query(
        self, partition: str, span: Span = EVERYTHING, *, index: str | None = None, limit: int | None = None,
        forward: bool = True,
    ) -> list[Item]:  # fmt: skip
        if limit is not None and limit < 1:
            raise Refused("Limit is 1 at least")
        if index:
            self._indexes.catch_up(self._clock())
        order, rows = self._indexes.ordered(index, partition) if index else self._ordered(partition)
        first, last = _within(order, span)
        if limit is not None:
            first, last = (first, min(last, first + limit)) if forward else (max(first, last - limit), last)
        found = [dict(rows[key]) for _, key in order[first:last]]
        return found if forward else found[::-1]

    def count(self, partition: str, span: Span = EVERYTHING, *, index: str, limit: int) -> int:
        return len(self.query(partition, span, index=index, limit=limit))

    def _find(self, key: Key) -> Item | None:
        return self._partitions.get(key[0], {}).get(key[1])

    def _obstacle(self, put: Put) -> Item | None:
        """What makes the condition fail: the item there, an empty one when it is absent; None when it holds."""
        existing = self._find(key_of(put.item))
        if put.if_version == ANY_VERSION:
            return None
        if put.if_version is None:
            return existing
        return None if existing and existing.get("version", 0) == put.if_version else existing or {}

    def _write(self, item: Item) -> None:
        new, key = _valid(item), key_of(item)
        old = self._find(key)
        if old == new:
            return  # writes that change nothing leave no record in the stream
        self._partitions.setdefault(key[0], {})[key[1]] = new
        if old is None:
            self._orders.pop(key[0], None)
        self.stream.append(Change("MODIFY" if old else "INSERT", key, old, dict(new)))
        self._indexes.write(key, new, self._clock() + self._lag() if self._lag else None)

    def _ordered(self, partition: str) -> tuple[list[_Place], dict[Key, Item]]:
        here = self._partitions.get(partition, {})
        if partition not in self._orders:
            self._orders[partition] = [(sk, (partition, sk)) for sk in sorted(here)]
        return self._orders[partition], _Keyed(partition, here)


class _Keyed(dict[Key, Item]):
    """The items of a partition by their whole key."""

    def __init__(self, partition: str, items: dict[str, Item]) -> None:
        super().__init__()
        self._items = items

    def __missing__(self, key: Key) -> Item:
        return self._items[key[1]]


class _Indexes:
    """All global secondary indexes: sparse, projected, and behind the table by as much as each write says. The
    writes of one item arrive in order, those of different items may not."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], dict[Key, Item]] = {}
        self._places: dict[Key, list[tuple[str, str]]] = {}
        self._orders: dict[tuple[str, str], list[_Place]] = {}
        self._waiting: dict[Key, deque[tuple[datetime, Item]]] = {}
        self._reading = Lock()  # lists read their parts in threads

    def write(self, key: Key, item: Item, visible_at: datetime | None) -> None:
        if visible_at is None:
            self._apply(key, item)
            return
        queue = self._waiting.setdefault(key, deque())
        queue.append((max(visible_at, queue[-1][0]) if queue else visible_at, item))

    def catch_up(self, now: datetime) -> None:
        with self._reading:
            for key, queue in list(self._waiting.items()):
                while queue and queue[0][0] <= now:
                    self._apply(key, queue.popleft()[1])
                if not queue:
                    del self._waiting[key]

    def ordered(self, index: str, partition: str) -> tuple[list[_Place], dict[Key, Item]]:
        """The rows of a partition, and their keys in order."""
        place = (index, partition)
        rows = self._rows.get(place, {})
        if place not in self._orders:
            name = TABLE_INDEXES[index].range
            self._orders[place] = sorted((str(row[name]), key) for key, row in rows.items())
        return self._orders[place], rows

    def _apply(self, key: Key, item: Item) -> None:
        for place in self._places.pop(key, []):
            del self._rows[place][key]
            self._orders.pop(place, None)
        for name, index in TABLE_INDEXES.items():
            if index.hash not in item or index.range not in item:
                continue
            kept = ("pk", "sk", index.hash, index.range, *index.include)
            place = (name, str(item[index.hash]))
            self._rows.setdefault(place, {})[key] = {field: item[field] for field in kept if field in item}
            self._places.setdefault(key, []).append(place)
            self._orders.pop(place, None)


def key_of(item: Item) -> Key:
    """The key of an item."""
    return str(item["pk"]), str(item["sk"])


def _valid(item: Item) -> Item:
    """The item as stored. Raises Refused for what DynamoDB would not take."""
    for name, value in item.items():
        if isinstance(value, bool) or not isinstance(value, str | int | bytes):
            raise Refused(f"{name} is neither text, whole number nor bytes")
    keys = {"pk", "sk", *(name for index in TABLE_INDEXES.values() for name in (index.hash, index.range))}
    for name in keys & item.keys():
        if not isinstance(item[name], str) or not item[name]:
            raise Refused(f"the key {name} must be a text that is not empty")
    size = sum(len(name) + (len(str(value).encode()) if not isinstance(value, bytes) else len(value))
               for name, value in item.items())  # fmt: skip
    if size > _ITEM_BYTES:
        raise Refused("an item holds 400 KB at most")
    return dict(item)


def _within(order: list[_Place], span: Span) -> tuple[int, int]:
    """Where a part of the sort keys begins and ends."""
    if span.prefix is not None:
        first = bisect_left(order, span.prefix, key=_position)
        return first, bisect_left(order, f"{span.prefix}\U0010ffff", first, key=_position)
    first = bisect_right(order, span.after, key=_position) if span.after is not None else 0
    last = bisect_left(order, span.before, key=_position) if span.before is not None else len(order)
    return first, max(first, last)


def _position(place: _Place) -> str:
    return place[0]
