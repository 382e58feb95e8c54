"""The minute's work: cases whose time is up expire, and events that were never told are sent again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.alerts import lifecycle
from shared.observability import logger
from shared.storage import codec
from shared.storage.alerts import Alerts
from shared.storage.keys import Key
from shared.storage.table import Conflict

MAX_EXPIRED = 2000
MAX_RESENT = 100
AGAIN_AFTER = timedelta(minutes=5)


class Swept(NamedTuple):
    """How many cases expired, how many events were sent again, and how many of either failed."""

    expired: int
    resent: int
    failed: int


def sweep(alerts: Alerts, resend: Callable[[Key, str], None], now: datetime) -> Swept:
    """Does what is due at ``now``; what is over the limits waits for the next minute. Two sweeps at
    once are harmless: the case's version lets one of them win."""
    expired, stuck = _expire(alerts, now)
    resent, lost = _resend(alerts, resend, now)
    return Swept(expired, resent, stuck + lost)


def _expire(alerts: Alerts, now: datetime) -> tuple[int, int]:
    expired, failed = 0, 0
    for alert_id in alerts.due(now, MAX_EXPIRED):
        try:
            expired += _expire_one(alerts, alert_id, now)
        except Exception as fault:  # noqa: BLE001 - one bad case must not hold up those behind it for ever
            logger.error("case not expired", alert_id=alert_id, fault=type(fault).__name__)
            failed += 1
    return expired, failed


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


def _resend(alerts: Alerts, resend: Callable[[Key, str], None], now: datetime) -> tuple[int, int]:
    resent, failed = 0, 0
    for key in alerts.undelivered(now, MAX_RESENT):
        try:
            resent += _resend_one(alerts, resend, key, now)
        except Exception as fault:  # noqa: BLE001 - as above
            logger.error("event not sent again", pk=key[0], fault=type(fault).__name__)
            failed += 1
    return resent, failed


def _resend_one(alerts: Alerts, resend: Callable[[Key, str], None], key: Key, now: datetime) -> bool:
    event = alerts.event(key)
    if event is None:
        return False
    resend(key, codec.encode(event))
    alerts.postpone(key, now + AGAIN_AFTER)
    return True
