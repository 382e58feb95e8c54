"""The minute's work: cases whose time is up expire, and events that were never told are sent again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.alerts import lifecycle
from shared.storage import codec
from shared.storage.alerts import Alerts
from shared.storage.keys import Key
from shared.storage.table import Conflict

BATCH = 100
MAX_BATCHES = 20
AGAIN_AFTER = timedelta(minutes=5)


class Swept(NamedTuple):
    """How many cases expired and how many events were sent again."""

    expired: int
    resent: int


def sweep(alerts: Alerts, resend: Callable[[Key, str], None], now: datetime) -> Swept:
    """Does what is due at ``now``; what is left over after MAX_BATCHES waits for the next minute. Two sweeps at
    once are harmless: the case's version lets one of them win."""
    return Swept(_expire(alerts, now), _resend(alerts, resend, now))


def _expire(alerts: Alerts, now: datetime) -> int:
    expired, seen = 0, set[str]()
    for _ in range(MAX_BATCHES):
        # The index lags a little behind the table: what was done a moment ago may still stand in it.
        due = [alert_id for alert_id in alerts.due(now, BATCH + len(seen)) if alert_id not in seen]
        seen.update(due)
        for alert_id in due:
            expired += _expire_one(alerts, alert_id, now)
        if len(due) < BATCH:
            break
    return expired


def _expire_one(alerts: Alerts, alert_id: str, now: datetime) -> bool:
    alert = alerts.get(alert_id)
    change = lifecycle.expire(alert, now) if alert else None
    if change is None:
        return False
    try:
        alerts.save(*change)
    except Conflict:
        return False  # somebody acted at this very moment: next minute decides again
    return True


def _resend(alerts: Alerts, resend: Callable[[Key, str], None], now: datetime) -> int:
    events = [(key, alerts.event(key)) for key in alerts.undelivered(now, BATCH)]
    for key, event in events:
        if event is not None:
            resend(key, codec.encode(event))
            alerts.postpone(key, now + AGAIN_AFTER)
    return sum(event is not None for _, event in events)
