"""Cases and their events. A change of a case, its event and its index keys move in one transaction."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from shared.alerts.models import Alert, Event
from shared.alerts.rows import row
from shared.clock import iso
from shared.storage import codec, keys
from shared.storage.keys import Item, Key, Kind
from shared.storage.table import Conflict, Put, Span, Table

COUNT_LIMIT = 100


class Slice(NamedTuple):
    """One partition of one index: part of a section."""

    index_name: str
    partition: str


class Alerts:
    """The store of cases."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, alert_id: str) -> Alert | None:
        """The case of an id."""
        item = self._table.get(keys.alert(alert_id))
        return codec.decode(item["body"], Alert) if item else None

    def open(self, alert: Alert, event: Event) -> bool:
        """Opens a case; False when the feedback has one already."""
        try:
            self._table.transact([Put(alert_item(alert)), Put(event_item(event))])
        except Conflict as conflict:
            if conflict.found[0] is None:
                raise  # another transaction was touching the items: let the message come again
            return False
        return True

    def write(self, alert: Alert, event: Event) -> bool:
        """Opens a case or saves a change of one; False when another came first: look again."""
        try:
            if event.version == 1:
                return self.open(alert, event)
            self.save(alert, event)
        except Conflict:
            return False
        return True

    def save(self, alert: Alert, event: Event, *extra: Put) -> None:
        """Saves a change made to the version before. Raises Conflict when another came first."""
        self._table.transact(
            [Put(alert_item(alert), if_version=alert.version - 1), Put(event_item(event)), *extra]
        )

    def timeline(self, alert_id: str) -> tuple[list[Event], dict[str, int]]:
        """The events of a case, oldest first, and how many messages about it are in each state: one query."""
        items = self._table.query(keys.alert(alert_id)[0], Span(after="A"))
        events = [codec.decode(item["body"], Event) for item in items if item["kind"] == Kind.EVENT]
        states = [str(item["state"]) for item in items if item["kind"] == Kind.DELIVERY]
        return events, {state: states.count(state) for state in set(states)}

    def page(self, slices: Sequence[Slice], span: Span, limit: int, *, forward: bool) -> list[Item]:
        """The first items of several partitions merged in order of ``due``: reads at most ``limit`` of each."""

        def read(one: Slice) -> list[Item]:
            return self._table.query(one.partition, span, index=one.index_name, limit=limit, forward=forward)

        return _merged(_each(read, slices), limit, forward)

    def counts(self, slices: Sequence[tuple[Slice, Span]]) -> list[int]:
        """How many items each part holds, each counted to COUNT_LIMIT at most."""

        def count(part: tuple[Slice, Span]) -> int:
            (index_name, partition), span = part
            return self._table.count(partition, span, index=index_name, limit=COUNT_LIMIT)

        return _each(count, slices)

    def due(self, now: datetime, limit: int) -> list[str]:
        """Ids of cases whose expiry has come, the longest overdue first."""
        items = self._table.query(keys.CASES_DUE, Span(before=_until(now)), index="tick", limit=limit)
        return [keys.alert_id_of(str(item["pk"])) for item in items]

    def undelivered(self, now: datetime, limit: int) -> list[Key]:
        """Keys of events to look at again: their delivery was not recorded in time."""
        items = self._table.query(keys.OUTBOX, Span(before=_until(now)), index="tick", limit=limit)
        return [(str(item["pk"]), str(item["sk"])) for item in items]

    def event(self, key: Key) -> Event | None:
        """The event of a key."""
        item = self._table.get(key)
        return codec.decode(item["body"], Event) if item else None

    def settle(self, key: Key) -> None:
        """Takes an event out of the outbox: all its messages have been dealt with."""
        self._table.update(key, {}, remove=("tick", "tick_at"))

    def postpone(self, key: Key, until: datetime) -> None:
        """Leaves an event in the outbox, to be looked at again from ``until`` on."""
        self._table.update(key, {"tick": keys.OUTBOX, "tick_at": f"{iso(until)}#{key[0]}"})


def alert_item(alert: Alert) -> Item:
    """The item of a case: keys, its list row, and the model."""
    pk, sk = keys.alert(alert.id)
    return {
        "pk": pk,
        "sk": sk,
        "kind": Kind.ALERT,
        "version": alert.version,
        "body": codec.encode(alert),
        "row": codec.encode(row(alert)),
        **keys.alert_index_keys(alert),
    }


NOTICES = ("unknown_place", "source_silent")
"""Events without a case, told to admins."""

TELLING = ("raised", *NOTICES)
TELLING_AT_TIMES = ("reevaluated", "placed")


def telling(event: Event) -> bool:
    """Whether people are told about an event: always of some, of others when it says in ``tells`` that it concerns
    somebody who was not told before. All the rest is history only and never enters the outbox."""
    return event.type in TELLING or (event.type in TELLING_AT_TIMES and bool(event.data.get("tells")))


DELIVER_WITHIN = timedelta(minutes=5)


def event_item(event: Event, key: Key | None = None) -> Item:
    """The item of an event: its own audit row, and in the outbox until dealt with when people must be told."""
    pk, sk = key or keys.event(event.alert_id, event.version)
    outbox: Item = {}
    if telling(event):
        outbox = {"tick": keys.OUTBOX, "tick_at": f"{iso(event.at + DELIVER_WITHIN)}#{pk}"}
    return {"pk": pk, "sk": sk, "kind": Kind.EVENT, "type": event.type, "body": codec.encode(event), **outbox}


def _merged(parts: Sequence[Sequence[Item]], limit: int, forward: bool) -> list[Item]:
    everything = [item for part in parts for item in part]
    return sorted(everything, key=lambda item: str(item["due"]), reverse=not forward)[:limit]


def _until(now: datetime) -> str:
    # Keys end with '#id': a character above '#' includes those of this very millisecond.
    return f"{iso(now)}$"


def _each[A, B](work: Callable[[A], B], parts: Sequence[A]) -> list[B]:
    """Does all parts at once; a single one without the cost of a thread."""
    if len(parts) == 1:
        return [work(parts[0])]
    return list(_threads().map(work, parts))


@cache
def _threads() -> ThreadPoolExecutor:
    # Kept while the process lives: starting threads anew costs a list a quarter of a millisecond.
    return ThreadPoolExecutor(max_workers=8)
