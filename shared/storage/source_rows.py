"""Sources in the configuration, and who changed them when. Nothing here is secret."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import msgspec

from shared.feedback.sources import Source
from shared.scope.people import Person
from shared.storage import codec, keys
from shared.storage.audit import history_listing
from shared.storage.config import ConfigStore
from shared.storage.keys import Item, Kind
from shared.storage.table import Put, Table

type Change = Literal["created", "changed", "mapping", "secret", "address", "credential"]


class SavedSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """One version of a source: what was saved, by whom, when, and which part of it changed. A new secret, address
    or credential is told by its change alone."""

    version: int
    at: datetime
    by: Person
    change: Change
    what: Source


class SourceRows:
    """Reads and writes sources. Every version leaves its row."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._config = ConfigStore(table)

    def get(self, source_id: str) -> Source | None:
        """The source as it is this moment: 1 consistent read."""
        item = self._table.get(keys.config("SOURCE", source_id))
        return codec.decode(item["body"], Source) if item and "body" in item else None

    def save(
        self,
        source: Source,
        change: Change,
        by: Person,
        at: datetime,
        *,
        if_config: int,
        extra: Sequence[Put] = (),
    ) -> None:
        """Writes a source, the row of its version and ``extra`` in one transaction, over configuration
        ``if_config``. Raises StaleVersion when that has moved on."""
        saved = SavedSource(source.version, at, by, change, source)
        pk, sk = keys.history("SOURCE", source.id, source.version)
        row: Item = {"pk": pk, "sk": sk, "kind": Kind.HISTORY, "body": codec.encode(saved)}
        listing = history_listing(at, by, (pk, sk))
        self._config.save_many(
            [("SOURCE", source.id, source)], if_config=if_config, extra=[Put({**row, **listing}), *extra]
        )

    def history(self, source_id: str) -> list[SavedSource]:
        """All versions, the newest first: one query. What was there before the first change has no row."""
        items = self._table.query(keys.history("SOURCE", source_id, 0)[0], forward=False)
        return [codec.decode(item["body"], SavedSource) for item in items]
