"""Cases and their events. A change of a case, its event and its index keys move in one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from shared.alerts.models import Alert, Event, EventType
from shared.alerts.rows import Other, row
from shared.clock import iso
from shared.storage import codec, keys
from shared.storage.audit import event_listing
from shared.storage.keys import Item, Key, Kind
from shared.storage.merging import Ask, Merge, each
from shared.storage.table import Conflict, Put, Span, Table

_OF_RESPONDENT = 25
"""Open cases are due last of a customer's, so that an open one is among these unless 25 others end later."""


class Slice(NamedTuple):
    """One partition of one index: part of a section. ``reserved`` is the restricted department whose cases it
    holds, if they are of one."""

    index_name: str
    partition: str
    reserved: str | None = None


class Reading(NamedTuple):
    """What a merge asks of a partition, within a part of its sort keys."""

    ask: Ask[Slice]
    span: Span
    forward: bool


class _RowPlace(msgspec.Struct):
    id: str


class _Row(msgspec.Struct):
    id: str
    status: str
    created_at: str
    place: _RowPlace | None = None


class Alerts:
    """The store of cases."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, alert_id: str) -> Alert | None:
        """The case of an id."""
        item = self._table.get(keys.alert(alert_id))
        return codec.decode(item["body"], Alert) if item else None

    def get_many(self, alert_ids: Sequence[str]) -> list[Alert | None]:
        """The cases of these ids in their order: one call per hundred, about a read unit each."""
        items = self._table.get_many([keys.alert(one) for one in alert_ids])
        return [codec.decode(item["body"], Alert) if item else None for item in items]

    def open(self, alert: Alert, event: Event) -> bool:
        """Opens a case; False when the feedback has one already."""
        try:
            self._table.transact([Put(alert_item(alert)), Put(event_item(event))])
        except Conflict as conflict:
            if conflict.found[0] is None:
                raise  # another transaction was touching the items: let the message come again
            return False
        return True

    def write_with(self, change: tuple[Alert, Event], other: tuple[Alert, Event]) -> bool:
        """Opens or changes a case together with the change of the one it is worked with, or neither; False when
        another came first: look again."""
        writes = []
        for alert, event in (change, other):
            writes.append(Put(alert_item(alert), if_version=alert.version - 1 or None))
            writes.append(Put(event_item(event)))
        try:
            self._table.transact(writes)
        except Conflict:
            return False
        return True

    def of_respondent(self, respondent_id: str) -> list[Other]:
        """Cases of a customer, those due last first, as many as say whether one is open: one query of an index,
        which may be some seconds behind. Cases worked with another are not listed."""
        partition = keys.respondent_cases(respondent_id)
        items = self._table.query(partition, index="respondent", limit=_OF_RESPONDENT, forward=False)
        rows = [codec.decode(item["row"], _Row) for item in items]
        return [Other(one.id, one.status, one.place.id if one.place else None, one.created_at) for one in rows]

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

    def save_steps(self, alert: Alert, events: Sequence[Event], *extra: Put) -> None:
        """Saves several changes in a row, each with its event, all or none; ``alert`` is the case after the last.
        Raises Conflict when another came first."""
        before = alert.version - len(events)
        writes = [Put(alert_item(alert), if_version=before), *(Put(event_item(event)) for event in events)]
        self._table.transact([*writes, *extra])

    def timeline(self, alert_id: str) -> tuple[list[Event], dict[str, int]]:
        """The events of a case, oldest first, and how many messages about it are in each state: one query."""
        items = self._table.query(keys.alert(alert_id)[0], Span(after="A"))
        events = [codec.decode(item["body"], Event) for item in items if item["kind"] == Kind.EVENT]
        states = [str(item["state"]) for item in items if item["kind"] == Kind.DELIVERY]
        return events, {state: states.count(state) for state in set(states)}

    def page(self, slices: Sequence[Slice], span: Span, limit: int, *, forward: bool) -> list[Item]:
        """The first items of several partitions merged in order of ``due``: reads at most four times ``limit``, or
        five of each partition where that is more."""
        after, found = span.after if forward else span.before, list[Item]()
        merge = Merge(slices, order="due", wanted=limit, after=after, forward=forward)
        while len(found) < limit and not merge.ended:
            merge.give(self.read([Reading(ask, span, forward) for ask in merge.asks()]))
            found += [item for _, item in merge.take()]
        return found[:limit]

    def read(self, readings: Sequence[Reading]) -> list[list[Item]]:
        """What merges ask for, all at once: one query each."""

        def one(reading: Reading) -> list[Item]:
            (part, after, limit), span, forward = reading
            if after is not None:
                span = span._replace(after=after) if forward else span._replace(before=after)
            index = part.index_name
            return self._table.query(part.partition, span, index=index, limit=limit, forward=forward)

        return each(one, readings)

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
        **({"sight": keys.sight(alert)} if alert.owner and (alert.grants or alert.reserved) else {}),
        **keys.alert_index_keys(alert),
    }


NOTICES: tuple[EventType, ...] = ("unknown_place", "source_silent")
"""Events without a case, told to admins."""

TELLING: tuple[EventType, ...] = (
    "raised", "assigned", "transferred", "delegated", "shared", "reminded", "escalated", "attached", *NOTICES,
)  # fmt: skip
TELLING_AT_TIMES: tuple[EventType, ...] = ("reevaluated", "placed", "returned")


def telling(event: Event) -> bool:
    """Whether people are told about an event: always of some, of others when it says in ``tells`` that it concerns
    somebody who is to be told, of a note when it mentions somebody. All the rest is history only and never enters
    the outbox."""
    if event.type == "noted":
        return bool(event.data.get("mentions"))
    if event.type == "raised" and "attached_to" in event.data:
        return False  # worked with another case, whose people hear of it there
    return event.type in TELLING or (event.type in TELLING_AT_TIMES and bool(event.data.get("tells")))


DELIVER_WITHIN = timedelta(minutes=5)


def event_item(event: Event, key: Key | None = None) -> Item:
    """The item of an event: its own audit row, and in the outbox until dealt with when people must be told."""
    pk, sk = key or keys.event(event.alert_id, event.version)
    outbox: Item = {}
    if telling(event):
        outbox = {"tick": keys.OUTBOX, "tick_at": f"{iso(event.at + DELIVER_WITHIN)}#{pk}"}
    row: Item = {"pk": pk, "sk": sk, "kind": Kind.EVENT, "type": event.type, "body": codec.encode(event)}
    return {**row, **outbox, **event_listing(event, (pk, sk))}


def _until(now: datetime) -> str:
    # Keys end with '#id': a character above '#' includes those of this very millisecond.
    return f"{iso(now)}$"
