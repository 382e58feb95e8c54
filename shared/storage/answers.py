"""Idempotency-Key on POST: the first execution of a key leaves a row in the transaction of its effect, so that
the same request again finds its effect done instead of doing it twice."""

import hashlib
from datetime import datetime, timedelta

from shared.errors import IdempotencyKeyReused
from shared.storage import keys
from shared.storage.keys import Item, Kind
from shared.storage.table import Put, Table

KEEP = timedelta(hours=24)


class Answers:
    """The keys a person has used in the last day."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def seen(self, user_id: str, key: str, request: bytes, now: datetime) -> bool:
        """Whether this very request was carried out under this key. Raises IdempotencyKeyReused when the key
        carried out another one. A row past its day counts as absent, whether or not it has been deleted yet."""
        row = self._table.get(keys.answer(user_id, key))
        if row is None or int(row["ttl"]) <= now.timestamp():
            return False
        if row["request"] != _digest(request):
            raise IdempotencyKeyReused
        return True

    def mark(self, user_id: str, key: str, request: bytes, now: datetime) -> Put:
        """The row to write with the effect."""
        pk, sk = keys.answer(user_id, key)
        ttl = int((now + KEEP).timestamp())
        row: Item = {"pk": pk, "sk": sk, "kind": Kind.ANSWER, "request": _digest(request), "ttl": ttl}
        return Put(row)


def _digest(request: bytes) -> str:
    return hashlib.sha256(request).hexdigest()
