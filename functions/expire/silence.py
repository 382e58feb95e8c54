"""Sources that usually speak and have gone silent: their admins are told once per silence."""

from datetime import datetime

import msgspec

from shared.clock import iso
from shared.feedback.health import Heard, health
from shared.observability import logger
from shared.storage import codec, keys
from shared.storage.heard import HeardStore
from shared.storage.notices import Notices
from shared.storage.table import Span, Table


class _Source(msgspec.Struct, frozen=True):
    """What of a source matters here: the rest would have to be loaded at every cold start."""

    id: str
    name: str
    disabled: bool = False


class SilenceCheck:
    """Looks once an hour. Reads then: one query of the sources, one batch of what is kept of them, and one or two
    small counts for each; a source that is silent adds a read and, once per silence, a write. The first look of a
    day writes each source's counts. A new environment looks once more, which changes nothing: the notice's key is
    made of the source and the moment it was last heard, so that it exists once and is free again as soon as the
    source speaks."""

    def __init__(self, table: Table, zone: str) -> None:
        self._table = table
        self._zone = zone
        self._heard = HeardStore(table, zone)
        self._notices = Notices(table)
        self._looked = ""

    def look(self, now: datetime) -> int:
        """How many sources are silent; -1 when it is not time to look. Never raises: silence can be told later,
        and the rest of the minute's work must go on."""
        hour = iso(now)[:13]
        if hour == self._looked:
            return -1
        self._looked = hour
        try:
            sources = self._sources()
            known = self._heard.known(source.id for source in sources)
            return sum(self._is_silent(source, known[source.id], now) for source in sources)
        except Exception as fault:  # noqa: BLE001 - as the docstring says
            logger.error("silence not looked for", fault=type(fault).__name__)
            return -1

    def _sources(self) -> list[_Source]:
        items = self._table.query(keys.CONFIG, Span(prefix="SOURCE#"))
        return [codec.decode(item["body"], _Source) for item in items if "body" in item]

    def _is_silent(self, source: _Source, known: Heard, now: datetime) -> bool:
        heard = self._heard.up_to(source.id, known, now)
        self._heard.keep(source.id, known, heard, now)
        told = health(heard, now, self._zone, disabled=source.disabled)
        if heard.last_at is None or told.status != "silent":
            return False
        if self._notices.source_silent(source.id, source.name, heard.last_at, now):
            logger.info("source silent", source_id=source.id)
        return True
