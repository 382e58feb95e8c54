"""Feedback in all its states, what is known of unplaced ones, orders to fetch, and quarantine; each with its raw
body inside the same item.

The item ``F#<id>/F`` is the state with the highest revision; every other is ``F#<id>/R#<revision>`` beside it.
Whatever order the states arrive in, and however often, the same items are there in the end: the highest revision
wins, and a revision is kept once. Costs in calls are those without a race."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from shared import ids
from shared.clock import iso
from shared.feedback.models import NOT_EVALUATED, Feedback, FetchOrder, Quarantined, Stored
from shared.storage import codec, keys
from shared.storage.keys import Item, Key, Kind
from shared.storage.table import ANY_VERSION, Conflict, Put, Span, Table

_PART = 300_000
"""Bytes of compressed raw body that fit one item beside the rest (an item holds 400 KB)."""
_RACES = 20
"""How often a lost race is run again: each was lost to a state that is now kept, so that few are ever needed."""
_MANY = 1000
_HASH = 32
"""Characters of the content hash that are kept: 128 bits."""


class Page(NamedTuple):
    """Ids of feedback in order of time, and where the next page starts, None behind the last."""

    ids: list[str]
    after: str | None


class States(NamedTuple):
    """Every state of one answer, the latest last, and the folded place code it waits for, if any."""

    states: tuple[Feedback, ...]
    waits_for: str | None


class Feedbacks:
    """Stores what comes in. One conditional write per first delivery; a raw body too large for one item is written
    in parts first, so that what is acknowledged is whole."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, feedback: Feedback, raw: bytes, content_hash: str) -> Stored:
        """Keeps a state of an answer. ``content_hash`` is of what must be equal for two deliveries to be the same
        state, ``feedback.revision`` orders the states. A first delivery is one conditional write (write units: its
        size in KB and one for each index), a repeated one the same write refused; an update adds a transaction of
        two items, a late older state one conditional write. Raises Conflict when races do not end."""
        item = self._item(feedback, raw, content_hash)
        for _ in range(_RACES):
            existing = self._table.put_new(item)
            if existing is None:
                return Stored.NEW
            stored = self._beside(item, feedback, existing)
            if stored is not None:
                return stored
        raise Conflict([existing])

    def announce(self, order: FetchOrder, raw: bytes) -> bool:
        """Keeps the order to fetch what a thin event announced: one conditional write. False when the same event
        is here already."""
        pk, sk = keys.fetch(order.feedback_id, hashlib.sha256(order.event_id.encode()).hexdigest())
        body = codec.encode(order)
        item: Item = {
            "pk": pk,
            "sk": sk,
            "kind": Kind.FETCH,
            "body": body,
            "tick": keys.FETCHES_DUE,
            "tick_at": f"{iso(order.received_at)}#{order.feedback_id}",
            "raw": codec.compress(raw, body),
        }
        return self._table.put_new(item) is None

    def quarantine(self, row: Quarantined, raw: bytes) -> bool:
        """Keeps an unusable delivery; False when the same bytes are here already."""
        item: Item = {
            **_keyed(keys.quarantine(row.source_id, row.id)),
            "kind": Kind.QUARANTINE,
            "body": codec.encode(row),
            "received_at": iso(row.received_at),
            **self._raw(row.source_id, raw),
        }
        return self._table.put_new(item) is None

    def get(self, feedback_id: str) -> Feedback | None:
        """The feedback of an id as it is now: one consistent read."""
        item = self._table.get(keys.feedback(feedback_id))
        return codec.decode(item["body"], Feedback) if item else None

    def get_many(self, feedback_ids: Sequence[str]) -> list[Feedback | None]:
        """The feedback of these ids as it is now, in their order: one call per hundred, the size of each item is
        read (1 to 2 KB as a rule)."""
        items = self._table.get_many([keys.feedback(one) for one in feedback_ids])
        return [codec.decode(item["body"], Feedback) if item else None for item in items]

    def states(self, feedback_id: str) -> States:
        """Every state of an answer and whether it waits for its place: one consistent query."""
        partition, after, before = keys.states(feedback_id)
        items = self._table.query(partition, Span(after=after, before=before))
        found = [
            (item["kind"] == Kind.FEEDBACK, codec.decode(item["body"], Feedback))
            for item in items
            if item["kind"] in (Kind.FEEDBACK, Kind.REVISION)
        ]
        marks = [
            str(item["tick"]).removeprefix(keys.unplaced(""))
            for item in items
            if item["kind"] == Kind.UNPLACED and "tick" in item
        ]
        ordered = tuple(feedback for _, feedback in sorted(found, key=lambda one: (one[0], one[1].revision)))
        return States(ordered, marks[0] if marks else None)

    def of_day(
        self, source_id: str, day: date, *, after: str | None = None, limit: int = 1000, newest_first: bool = False
    ) -> Page:
        """Ids of a source's feedback of a UTC day, in order of time. The day is that of the first delivery's clock
        start, whatever came later. Start behind ``after``, which the page before gave. One query of the keys
        alone: about 50 to a read unit."""
        span = Span(before=after) if newest_first else Span(after=after)
        partition = keys.source_day_partition(source_id, day)
        items = self._table.query(partition, span, index="source_day", limit=limit, forward=not newest_first)
        ids_of_day = [keys.feedback_id_of(str(item["pk"])) for item in items]
        return Page(ids_of_day, str(items[-1]["at"]) if len(items) == limit else None)

    def of_respondent(
        self, respondent_id: str, *, before: str | None = None, limit: int = 25
    ) -> list[tuple[str, str]]:
        """Ids of what a customer has sent and where each stands, the newest first, from behind ``before``. One
        query of the keys alone: about 50 to a read unit."""
        partition = keys.respondent_feedback(respondent_id)
        items = self._table.query(partition, Span(before=before), index="respondent", limit=limit, forward=False)
        return [(keys.feedback_id_of(str(item["pk"])), str(item["due"])) for item in items]

    def count_day(self, source_id: str, day: date, limit: int = 5000) -> int:
        """How many a source sent on a UTC day, counted to ``limit``: one query that returns nothing but a number,
        about 50 to a read unit."""
        return self._table.count(keys.source_day_partition(source_id, day), index="source_day", limit=limit)

    def count_before(self, feedback: Feedback, days: int = 90) -> int | None:
        """How many feedbacks the same respondent has sent in the days before this one, counted to 1,000; None
        without a respondent id. One query of the keys alone, about 50 to a read unit, from an index that may be a
        moment behind."""
        # By when they were given: an import of old answers is no run of complaints.
        respondent_id, until = feedback.respondent.id, feedback.clock_start
        if not respondent_id:
            return None
        span = Span(after=iso(until - timedelta(days=days)), before=iso(until))
        return self._table.count(keys.respondent_feedback(respondent_id), span, index="respondent", limit=_MANY)

    def raw(self, key: Key) -> bytes | None:
        """The exact bytes received for a feedback, a state of it, an order to fetch or a quarantine row: one read,
        and one more for the parts of a body that needed several items."""
        item = self._table.get(key)
        if item is None:
            return None
        if "raw_id" not in item:
            return codec.decompress(_bytes(item), str(item["body"]))
        wanted = [keys.raw_part(str(item["raw_id"]), number) for number in range(int(item["raw_parts"]))]
        parts = [part for part in self._table.get_many(wanted) if part]
        return codec.decompress(b"".join(map(_bytes, parts)))

    def quarantined(self, source_id: str) -> Iterator[Quarantined]:
        """The unusable deliveries of a source."""
        for item in self._table.query(keys.quarantine(source_id, "")[0]):
            if "ttl" not in item:  # what a replay has taken out waits for its deletion only
                yield codec.decode(item["body"], Quarantined)

    def _beside(self, item: Item, feedback: Feedback, existing: Item) -> Stored | None:
        """Keeps a state of an answer that is here already; None when the race for it was lost."""
        here = codec.decode(existing["body"], _State)
        same = _same(existing, item)
        if here.revision == feedback.revision or (here.delivery_id and here.delivery_id == feedback.delivery_id):
            return Stored.DUPLICATE if same else Stored.CONFLICT
        if feedback.revision < here.revision:
            found = self._table.put_new(_as_revision(item, feedback.id, feedback.revision))
            return Stored.OLDER if found is None else Stored.DUPLICATE if _same(found, item) else Stored.CONFLICT
        version = int(existing.get("version", 0))
        newer = {**item, "version": version + 1, **{name: existing[name] for name in _FIRST if name in existing}}
        newer.pop(keys.QUIET, None)  # there may be a case on what was here
        try:
            self._table.transact(
                [
                    Put(newer, if_version=version),
                    Put(_as_revision(existing, feedback.id, here.revision), ANY_VERSION),
                ]
            )
        except Conflict:
            return None
        return Stored.UPDATED

    def _item(self, feedback: Feedback, raw: bytes, content_hash: str) -> Item:
        body = codec.encode(feedback)
        start, respondent_id = feedback.clock_start, feedback.respondent.id
        item: Item = {
            **_keyed(keys.feedback(feedback.id)),
            "kind": Kind.FEEDBACK,
            "body": body,
            "content_hash": content_hash[:_HASH],
            "received_at": iso(feedback.received_at),
            **keys.source_day(feedback.source_id, start, feedback.id),
            **self._raw(feedback.source_id, raw, body),
        }
        if NOT_EVALUATED in feedback.flags:
            item[keys.QUIET] = "1"
        if respondent_id:
            item["respondent_key"] = keys.respondent_feedback(respondent_id)
            item["due"] = f"{iso(start)}#{feedback.id}"
        return item

    def _raw(self, source_id: str, raw: bytes, beside: str = "") -> Item:
        stored = codec.compress(raw, beside)
        if len(stored) <= _PART:
            return {"raw": stored}
        # The parts' key is derived from the bytes, so that another body under the same id cannot overwrite them;
        # packed by themselves, they are the same whatever model is made of them.
        raw_id, stored = ids.quarantine_id(source_id, raw), codec.compress(raw)
        parts = [stored[start : start + _PART] for start in range(0, len(stored), _PART)]
        for number, part in enumerate(parts):
            self._table.put({**_keyed(keys.raw_part(raw_id, number)), "kind": Kind.RAW, "raw": part})
        return {"raw_id": raw_id, "raw_parts": len(parts)}


class _State(msgspec.Struct):
    """What decides between two states of one answer."""

    delivery_id: str
    revision: str = ""


_FIRST = ("source_day", "at", "due")
"""Where a feedback is listed is decided by its first delivery, so that nothing that goes through the days meets it
twice or not at all."""
_OF_THE_LATEST = frozenset({*_FIRST, "respondent_key", "version", "attempt"})


def _as_revision(item: Item, feedback_id: str, revision: str) -> Item:
    kept = {name: value for name, value in item.items() if name not in _OF_THE_LATEST}
    return {**kept, **_keyed(keys.revision(feedback_id, revision)), "kind": Kind.REVISION}


def _same(one: Item, other: Item) -> bool:
    return str(one["content_hash"])[:_HASH] == str(other["content_hash"])[:_HASH]


def _bytes(item: Item) -> bytes:
    raw = item["raw"]
    if not isinstance(raw, bytes):
        raise TypeError("a raw body is bytes")
    return raw


def _keyed(key: Key) -> Item:
    return {"pk": key[0], "sk": key[1]}
