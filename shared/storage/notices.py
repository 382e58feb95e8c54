"""Notices to admins about the set-up: at most one an hour on each topic."""

from datetime import datetime

from shared.alerts.models import Event
from shared.clock import iso
from shared.storage import keys
from shared.storage.alerts import event_item
from shared.storage.table import Table

UNKNOWN_PLACE = "unknown_place"


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
