"""The rows of quarantine one by one, for taking them up again. A row that has become something stays for a week
with what it became, and is passed over by everything else: nobody may delete."""

from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from shared.feedback.models import Quarantined
from shared.storage import codec, keys
from shared.storage.keys import Item
from shared.storage.table import Span, Table

KEEP_OUT = timedelta(days=7)


class Row(NamedTuple):
    """A row, and by which job it was taken out as what, if it was."""

    row: Quarantined
    taken_by: str | None = None
    became: str | None = None


class Quarantine:
    """The store of what waits to be read again."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def rows(self, source_id: str, *, after: str | None, limit: int) -> tuple[list[Row], str | None]:
        """A page of a source's rows, those taken out included, and where the next page starts: one query, which
        reads the rows with their raw bodies."""
        partition = keys.quarantine(source_id, "")[0]
        items = self._table.query(partition, Span(after=after), limit=limit)
        return [_row(item) for item in items], str(items[-1]["sk"]) if len(items) == limit else None

    def take_out(self, row: Quarantined, by: str, became: str, now: datetime) -> None:
        """The row has become something: one write."""
        ttl = int((now + KEEP_OUT).timestamp())
        changes: Item = {"ttl": ttl, "taken_by": by, "became": became}
        self._table.update(keys.quarantine(row.source_id, row.id), changes)

    def recode(self, row: Quarantined, code: str, path: str) -> None:
        """The row stays, for another reason than before: one write."""
        changes: Item = {"body": codec.encode(replace(row, code=code, path=path))}
        self._table.update(keys.quarantine(row.source_id, row.id), changes)


def _row(item: Item) -> Row:
    taken = str(item["taken_by"]) if "taken_by" in item else None
    return Row(codec.decode(item["body"], Quarantined), taken, str(item["became"]) if taken else None)
