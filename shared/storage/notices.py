"""Notices to admins about the set-up: at most one an hour on each topic."""

from datetime import datetime
from typing import Final

from shared.alerts.models import Event
from shared.clock import iso
from shared.storage import keys
from shared.storage.alerts import event_item
from shared.storage.table import Table

UNKNOWN_PLACE: Final = "unknown_place"
SOURCE_SILENT: Final = "source_silent"


class Notices:
    """Writes notices as events, so that they are told by the same path as everything else."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._told: set[str] = set()

    def unknown_place(self, code: str, now: datetime) -> None:
        """Feedback came from a place that the tree does not know."""
        hour = iso(now)[:13]
        if hour in self._told:
            return
        key = keys.notice(UNKNOWN_PLACE, hour)
        event = Event(f"{UNKNOWN_PLACE}-{hour}", 1, "unknown_place", now, data={"code": code})
        self._table.put_new(event_item(event, key))
        self._told = {hour}

    def source_silent(self, source_id: str, name: str, last_at: datetime, now: datetime) -> bool:
        """A source that usually speaks was last heard at ``last_at``: one notice for that silence, however often
        this is called. True when it is the first: 1 write, refused when it is not."""
        key = keys.notice(f"{SOURCE_SILENT}#{source_id}", iso(last_at))
        data = {"source": name, "source_id": source_id, "last_at": iso(last_at)}
        event = Event(f"{SOURCE_SILENT}-{source_id}-{iso(last_at)[:10]}", 1, SOURCE_SILENT, now, data=data)
        return self._table.put_new(event_item(event, key)) is None
