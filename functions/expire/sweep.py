"""The minute's work: what happens to cases by itself, and events that were never told are sent again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.alerts import by_itself
from shared.alerts.models import EventType
from shared.observability import logger
from shared.storage import codec
from shared.storage.alerts import Alerts
from shared.storage.keys import Key
from shared.storage.table import Conflict

MAX_CASES = 2000
MAX_RESENT = 100
AGAIN_AFTER = timedelta(minutes=5)


class Swept(NamedTuple):
    """How many cases expired, how many events were sent again, how many of either failed, and what else happened
    to cases: they came back from hold, somebody is to be reminded."""

    expired: int
    resent: int
    failed: int
    moved: int = 0


def sweep(alerts: Alerts, resend: Callable[[Key, str], None], now: datetime) -> Swept:
    """Does what is due at ``now``; what is over the limits waits for the next minute. Two sweeps at once are
    harmless: the case's version lets one of them win, and the other finds the rest done or not due."""
    happened, stuck = _tick(alerts, now)
    resent, lost = _resend(alerts, resend, now)
    expired = happened.count("expired")
    return Swept(expired, resent, stuck + lost, len(happened) - expired)


def _tick(alerts: Alerts, now: datetime) -> tuple[list[EventType], int]:
    happened, failed = list[EventType](), 0
    for alert_id in alerts.due(now, MAX_CASES):
        try:
            happened += _tick_one(alerts, alert_id, now)
        except Exception as fault:  # noqa: BLE001 - one bad case must not hold up those behind it for ever
            logger.error("case not moved on", alert_id=alert_id, fault=type(fault).__name__)
            failed += 1
    return happened, failed


def _tick_one(alerts: Alerts, alert_id: str, now: datetime) -> list[EventType]:
    """All that is due of one case, one transaction each. After a long stop that may be more than one step."""
    happened = list[EventType]()
    alert = alerts.get(alert_id)
    while alert is not None and (change := by_itself.tick(alert, now)) is not None:
        try:
            alerts.save(*change)
        except Conflict:
            break  # somebody acted at this very moment: next minute decides again
        alert = change[0]
        happened.append(change[1].type)
    return happened


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
