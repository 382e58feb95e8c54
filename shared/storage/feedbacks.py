"""Feedback and quarantine, each with its raw body inside the same item."""

from collections.abc import Iterator

from shared import ids
from shared.clock import iso
from shared.feedback.models import Feedback, Quarantined
from shared.storage import codec, keys
from shared.storage.keys import Item, Key, Kind
from shared.storage.table import Table

_PART = 300_000
"""Bytes of compressed raw body that fit one item beside the rest (an item holds 400 KB)."""


class Feedbacks:
    """Stores what comes in. One conditional write per webhook; a raw body too large for one item is written in
    parts first, so that what is acknowledged is whole."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, feedback: Feedback, raw: bytes, content_hash: str) -> str | None:
        """Stores a new feedback; answers None, or the content hash of the one already here."""
        existing = self._table.put_new(
            {
                **_keyed(keys.feedback(feedback.id)),
                "kind": Kind.FEEDBACK,
                "body": codec.encode(feedback),
                "content_hash": content_hash,
                "received_at": iso(feedback.received_at),
                **self._raw(feedback.source_id, raw),
            }
        )
        return None if existing is None else str(existing["content_hash"])

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
        """The feedback of an id."""
        item = self._table.get(keys.feedback(feedback_id))
        return codec.decode(item["body"], Feedback) if item else None

    def quarantined(self, source_id: str) -> Iterator[Quarantined]:
        """The unusable deliveries of a source."""
        for item in self._table.query(keys.quarantine(source_id, "")[0]):
            yield codec.decode(item["body"], Quarantined)

    def _raw(self, source_id: str, raw: bytes) -> Item:
        stored = codec.compress(raw)
        if len(stored) <= _PART:
            return {"raw": stored}
        # The parts' key is derived from the bytes, so that another body under the same id cannot overwrite them.
        raw_id = ids.quarantine_id(source_id, raw)
        parts = [stored[start : start + _PART] for start in range(0, len(stored), _PART)]
        for number, part in enumerate(parts):
            self._table.put({**_keyed(keys.raw_part(raw_id, number)), "kind": Kind.RAW, "raw": part})
        return {"raw_id": raw_id, "raw_parts": len(parts)}


def _keyed(key: Key) -> Item:
    return {"pk": key[0], "sk": key[1]}
