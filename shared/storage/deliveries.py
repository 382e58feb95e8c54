"""The ledger of messages sent: one row per event, person and channel, and what became of it (invariant I5)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Literal

from shared.clock import iso, parse
from shared.storage import keys
from shared.storage.keys import Item, Key, Kind
from shared.storage.table import Span, Table

type DeliveryState = Literal["sending", "sent", "failed", "unknown", "retry"]

LEASE = timedelta(seconds=60)
SETTLE = timedelta(minutes=15)
MAX_ATTEMPTS = 2


class Deliveries:
    """Claims before sending, records after. A row is claimed by one conditional write, so that two workers never
    send the same message; a claim whose outcome was lost becomes ``unknown`` and is tried once more after fifteen
    minutes, never at once: the first may have left."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def claim(self, key: Key, now: datetime) -> bool:
        """Whether the caller, and nobody else, may send now."""
        row: Item = {
            "pk": key[0],
            "sk": key[1],
            "kind": Kind.DELIVERY,
            "state": "sending",
            "at": iso(now),
            "attempts": 1,
        }
        existing = self._table.put_new(row)
        if existing is None:
            return True
        state, at, attempts = str(existing["state"]), str(existing["at"]), int(existing["attempts"])
        lost = state == "unknown" or (state == "sending" and now - parse(at) >= LEASE)
        again = state == "retry" or (lost and attempts < MAX_ATTEMPTS and now - parse(at) >= SETTLE)
        if not again:
            return False
        claimed: Item = {"state": "sending", "at": iso(now), "attempts": attempts + (state != "retry")}
        return self._table.update(key, claimed, expect={"state": state, "at": at})

    def record(self, key: Key, state: DeliveryState, now: datetime, message_id: str = "") -> None:
        """What became of a claimed message."""
        self._table.update(
            key, {"state": state, "at": iso(now), **({"message_id": message_id} if message_id else {})}
        )

    def awaits(self, event_key: Key, owed: Collection[Key]) -> bool:
        """Whether any message about the event still awaits its outcome. Only those still owed count: one that was
        held up for a person who has left since will never be sent, and must not keep the event for ever."""
        rows = self._table.query(event_key[0], Span(prefix=keys.deliveries(event_key)))
        waiting = [row for row in rows if row["state"] == "retry" or _uncertain(row)]
        return any((row["pk"], row["sk"]) in owed for row in waiting)


def _uncertain(row: Item) -> bool:
    return row["state"] in ("sending", "unknown") and int(row["attempts"]) < MAX_ATTEMPTS
