"""Cases as a bulk order sees them: what it has carried out on a case is marked in the transaction that changes the
case, so that going on after a crash does nothing twice."""

from datetime import datetime, timedelta

from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Event
from shared.scope.people import User
from shared.storage import keys
from shared.storage.alerts import Alerts
from shared.storage.keys import Item, Kind
from shared.storage.people import People
from shared.storage.table import Conflict, Put, Table

KEEP = timedelta(days=7)
_UNCHANGED = 0
"""The version of a mark on a case that the order found as it should be."""


class OrderCases:
    """The cases of one order."""

    def __init__(self, table: Table, order_id: str) -> None:
        self._table = table
        self._alerts = Alerts(table)
        self._order_id = order_id

    def get(self, alert_id: str) -> Alert | None:
        """The case of an id."""
        return self._alerts.get(alert_id)

    def done(self, alert_id: str) -> int | None:
        """The version this order has made of a case; None before it was carried out."""
        return self.version_made(self._order_id, alert_id)

    def version_made(self, order_id: str, alert_id: str) -> int | None:
        """The version an order has made of a case; None if it has not been carried out there."""
        item = self._table.get(keys.order_mark(order_id, alert_id))
        return int(item["made"]) if item else None

    def event(self, alert_id: str, version: int) -> Event | None:
        """The event that made a version of a case."""
        return self._alerts.event(keys.event(alert_id, version))

    def user(self, user_id: str) -> User | None:
        """The person of an id."""
        return People(self._table).get(user_id)

    def save(self, change: Change | None, alert_id: str, now: datetime) -> bool:
        """Saves a change with its mark; the mark alone if nothing was to change."""
        pk, sk = keys.order_mark(self._order_id, alert_id)
        made = change[0].version if change else _UNCHANGED
        ttl = int((now + KEEP).timestamp())
        mark: Item = {"pk": pk, "sk": sk, "kind": Kind.ANSWER, "made": made, "ttl": ttl}
        try:
            if change is None:
                self._table.put_new(mark)
            else:
                self._alerts.save(*change, Put(mark))
        except Conflict:
            return self.done(alert_id) is not None
        return True
