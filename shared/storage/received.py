"""The last deliveries of a source as they came, accepted or in quarantine: what admins look at to see what a tool
really sends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

import msgspec

from shared.feedback.models import Feedback, Quarantined
from shared.storage import codec, keys
from shared.storage.feedbacks import Feedbacks
from shared.storage.keys import Item, Key
from shared.storage.table import Span, Table

MAX_DAYS = 30
MAX_QUARANTINED = 500
"""Rows of a source's quarantine that are looked at: they are kept by id, so that the last are found among all."""

_PAGE = 50
_PAGES = 4


class Delivery(msgspec.Struct, frozen=True):
    """One delivery: the id of its feedback or quarantine row, the exact bytes, and for one in quarantine why."""

    id: str
    received_at: datetime
    raw: bytes
    quarantined: Quarantined | None = None


class Received:
    """Reads deliveries."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._feedbacks = Feedbacks(table)

    def last(self, source_id: str, now: datetime, limit: int) -> list[Delivery]:
        """The last deliveries, the newest first. Reads one query of keys for each UTC day back to the last of them
        (30 at most), the items, and up to 500 rows of quarantine."""
        rows = sorted(self.quarantined(source_id), key=lambda one: one.received_at, reverse=True)
        found = list(islice(self._accepted(source_id, now, limit), limit))
        both: list[Delivery | Quarantined] = [*found, *rows[:limit]]
        wanted = sorted(both, key=_received_at, reverse=True)[:limit]
        return [
            one if isinstance(one, Delivery) else Delivery(one.id, one.received_at, self.raw(one) or b"", one)
            for one in wanted
        ]

    def quarantined(self, source_id: str) -> list[Quarantined]:
        """The unusable deliveries of a source that still wait, in no order, 500 at most: one query of 500 rows, up
        to four when a replay has just taken most of them out."""
        waiting: list[Quarantined] = []
        after: str | None = None
        for _ in range(_PAGES):
            partition = keys.quarantine(source_id, "")[0]
            items = self._table.query(partition, Span(after=after), limit=MAX_QUARANTINED)
            waiting += [codec.decode(item["body"], Quarantined) for item in items if _waits(item)]
            if len(items) < MAX_QUARANTINED or len(waiting) >= MAX_QUARANTINED:
                break
            after = str(items[-1]["sk"])
        return waiting[:MAX_QUARANTINED]

    def in_quarantine(self, source_id: str, row_id: str) -> Delivery | None:
        """One unusable delivery that still waits: 1 read."""
        item = self._table.get(keys.quarantine(source_id, row_id))
        if item is None or "ttl" in item:  # what a replay has taken out waits for its deletion only
            return None
        row = codec.decode(item["body"], Quarantined)
        return Delivery(row.id, row.received_at, self._raw(item) or b"", row)

    def raw(self, row: Quarantined) -> bytes | None:
        """The exact bytes of a row in quarantine: 1 read."""
        return self._feedbacks.raw(keys.quarantine(row.source_id, row.id))

    def delivery(self, source_id: str, delivery_id: str) -> Delivery | None:
        """The delivery of a feedback's or quarantine row's id, if it is of this source: 1 read."""
        if delivery_id.startswith("q"):
            return self.in_quarantine(source_id, delivery_id)
        item = self._table.get(keys.feedback(delivery_id))
        found = self._of_feedback(item) if item else None
        return found[1] if found and found[0] == source_id else None

    def _accepted(self, source_id: str, now: datetime, limit: int) -> Iterator[Delivery]:
        today = now.astimezone(UTC).date()
        for back in range(MAX_DAYS):
            after: str | None = None
            while True:
                page = self._feedbacks.of_day(
                    source_id,
                    today - timedelta(days=back),
                    after=after,
                    limit=min(limit, _PAGE),
                    newest_first=True,
                )
                items = self._table.get_many([keys.feedback(one) for one in page.ids])
                yield from (self._of_feedback(item)[1] for item in items if item)
                after = page.after
                if after is None:
                    break

    def _of_feedback(self, item: Item) -> tuple[str, Delivery]:
        feedback = codec.decode(item["body"], Feedback)
        return feedback.source_id, Delivery(feedback.id, feedback.received_at, self._raw(item) or b"")

    def _raw(self, item: Item) -> bytes | None:
        if "raw_id" in item or not isinstance(item.get("raw"), bytes):
            key: Key = str(item["pk"]), str(item["sk"])
            return self._feedbacks.raw(key)
        return codec.decompress(bytes(item["raw"]), str(item["body"]))  # type: ignore[arg-type]


def _waits(item: Item) -> bool:
    """Whether no replay has taken the row out (``Quarantine.take_out``)."""
    return "taken_by" not in item


def _received_at(one: Delivery | Quarantined) -> datetime:
    return one.received_at
