"""When things are due. Pure: every time is an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from shared.rules.models import Priority, Rule

FIRST_CONTACT_HOURS: dict[Priority, int] = {"P1": 24, "P2": 48, "P3": 72}
URGENT = timedelta(hours=72)


def expiry(created_at: datetime, rules: Iterable[Rule]) -> datetime:
    """The shortest expiry of the rules that fired, in elapsed time from the creation."""
    return created_at + timedelta(seconds=min(rule.expires_in for rule in rules))


def first_contact_target(created_at: datetime, priority: Priority) -> datetime:
    """When the customer should have heard from us, in elapsed time."""
    return created_at + timedelta(hours=FIRST_CONTACT_HOURS[priority])


def due(target_at: datetime | None, expires_at: datetime) -> datetime:
    """The one clock that orders the work: the earliest of what is still awaited."""
    return min(target_at, expires_at) if target_at else expires_at
