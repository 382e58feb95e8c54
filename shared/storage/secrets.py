"""Keys that the product makes for itself."""

from functools import cached_property

from shared import ids
from shared.storage import keys
from shared.storage.keys import Kind
from shared.storage.table import Table


class Secrets:
    """Reads the tenant's own keys, each once in the life of a process. A key is made where there is none yet: one
    conditional write, so that all who come at once hold the same."""

    def __init__(self, table: Table) -> None:
        self._table = table

    @cached_property
    def cursor_key(self) -> bytes:
        """256 bits under which page markers are signed."""
        pk, sk = keys.CURSOR_KEY
        item = self._table.get((pk, sk))
        if item is None:
            made = ids.new_key()
            item = self._table.put_new({"pk": pk, "sk": sk, "kind": Kind.OWN_KEY, "key": made}) or {"key": made}
        key = item["key"]
        if not isinstance(key, bytes):
            raise TypeError("a key is bytes")
        return key
