"""When things are due. Pure: every time is an argument."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from shared.rules.models import Priority, Rule

FIRST_CONTACT_HOURS: dict[Priority, int] = {"P1": 24, "P2": 48, "P3": 72}
URGENT = timedelta(hours=72)


class Started(NamedTuple):
    """A rule that fired, and when its clock started: when the first state it fires on was given to us."""

    at: datetime
    rule: Rule


def earliest_expiry(started: Iterable[Started]) -> datetime:
    """When the first of the rules runs out, each in elapsed time from its own start."""
    return min(expiry(one.at, [one.rule]) for one in started)


def earliest_target(started: Iterable[Started]) -> datetime:
    """When the customer should have heard from us, by the rule that presses most."""
    return min(first_contact_target(one.at, one.rule.priority) for one in started)


def expiry(created_at: datetime, rules: Iterable[Rule]) -> datetime:
    """The shortest expiry of the rules that fired, in elapsed time from the creation."""
    return created_at + timedelta(seconds=min(rule.expires_in for rule in rules))


def first_contact_target(created_at: datetime, priority: Priority) -> datetime:
    """When the customer should have heard from us, in elapsed time."""
    return created_at + timedelta(hours=FIRST_CONTACT_HOURS[priority])


def due(target_at: datetime | None, expires_at: datetime) -> datetime:
    """The one clock that orders the work: the earliest of what is still awaited."""
    return min(target_at, expires_at) if target_at else expires_at
