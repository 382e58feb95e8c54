"""What is made under an Idempotency-Key has an id that the key's row remembers, so that the same request again
meets what it has made, also when the first one broke off in the middle."""

from typing import NamedTuple

from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared.storage import keys
from shared.storage.table import Put


class Once(NamedTuple):
    """The id to make something under; ``mark`` is to be written with it or before, None when it is there."""

    id: str
    mark: Put | None
    repeated: bool


def once(ports: Wiring, reader: Reader, key: str | None, request: bytes, new_id: str) -> Once:
    """The id for what this request makes: ``new_id``, or that of the same request before. Raises
    IdempotencyKeyReused when the key carried out another request in the last day."""
    if key is None:
        return Once(new_id, None, repeated=False)
    mark = ports.answers.mark(reader.user.id, key, request, ports.now())
    if mark is not None:
        return Once(new_id, Put({**mark.item, "made": new_id}, mark.if_version), repeated=False)
    row = ports.table.get(keys.answer(reader.user.id, key)) or {}
    return Once(str(row.get("made", new_id)), None, repeated=True)
