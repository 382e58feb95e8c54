"""Orders to fetch what thin events announced: claimed before each try, tried again later, done once."""

from datetime import datetime, timedelta
from typing import NamedTuple

from shared.clock import iso
from shared.feedback.models import FetchOrder
from shared.storage import codec, keys
from shared.storage.keys import Item, Key
from shared.storage.table import Table

LEASE = timedelta(minutes=2)
"""How long a try may take before the minute's sweep starts another."""


class Claimed(NamedTuple):
    """An order in the hands of one runner; ``attempts`` counts the tries, this one included."""

    order: FetchOrder
    attempts: int


class Fetches:
    """The store of orders. ``Feedbacks.announce`` writes them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def claim(self, key: Key, now: datetime) -> Claimed | None:
        """The order, held by the caller for the lease: one read and one conditional write. None when it is done,
        not yet due, or in other hands."""
        item = self._table.get(key)
        if item is None or "tick" not in item or str(item["tick_at"]) > f"{iso(now)}$":
            return None
        attempts = int(item.get("attempts", 0)) + 1
        order = codec.decode(item["body"], FetchOrder)
        changes: Item = {"attempts": attempts, "tick_at": _at(now + LEASE, order)}
        taken = self._table.update(key, changes, expect={"tick_at": item["tick_at"]})
        return Claimed(order, attempts) if taken else None

    def later(self, key: Key, order: FetchOrder, when: datetime) -> None:
        """Leaves the order for another try."""
        self._table.update(key, {"tick": keys.FETCHES_DUE, "tick_at": _at(when, order)})

    def done(self, key: Key) -> None:
        """Takes the order out of the queue; the row stays as the trace of the event."""
        self._table.update(key, {}, remove=("tick", "tick_at"))


def _at(moment: datetime, order: FetchOrder) -> str:
    return f"{iso(moment)}#{order.feedback_id}"
