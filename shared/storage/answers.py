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

    def mark(self, user_id: str, key: str, request: bytes, now: datetime) -> Put | None:
        """The row to write with the effect; None when this very request was carried out under this key. Raises
        IdempotencyKeyReused when the key carried out another one. A row past its day counts as absent, and is
        written over if it has not been deleted yet."""
        pk, sk = keys.answer(user_id, key)
        there = self._table.get((pk, sk))
        if there is not None and int(there["ttl"]) > now.timestamp():
            if there["request"] != _digest(request):
                raise IdempotencyKeyReused
            return None
        ttl = int((now + KEEP).timestamp())
        row: Item = {
            "pk": pk, "sk": sk, "kind": Kind.ANSWER, "request": _digest(request), "ttl": ttl, "version": ttl,
        }  # fmt: skip
        return Put(row, if_version=int(there["version"]) if there else None)


def _digest(request: bytes) -> str:
    return hashlib.sha256(request).hexdigest()
