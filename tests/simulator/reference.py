"""The product's decisions again, written the slow and obvious way from the posted payload: what the simulation
is held against. Nothing here uses the product's rules, tree, perimeter or lifecycle."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.alerts.models import Event
from shared.rules.models import Rule
from shared.scope.people import User
from tests.simulator.scene import CODES, PARENTS

_TARGET_HOURS = {"P1": 24, "P2": 48, "P3": 72}


class Facts(NamedTuple):
    """What an alert must say of a feedback."""

    triggers: frozenset[tuple[str, int]]
    kind: str
    priority: str
    place: str | None
    created_at: datetime
    expires_at: datetime
    target_at: datetime
    notify: bool


def facts(data: Mapping[str, Any], received_at: datetime, rules: Iterable[Rule]) -> Facts | None:
    """The alert a payload deserves under some rules, or None."""
    fired = [
        rule
        for rule in rules
        if rule.status == "active" and all(_holds(one, data) for one in rule.criteria["rules"])
    ]
    if not fired:
        return None
    priority = min(rule.priority for rule in fired)
    return Facts(
        triggers=frozenset((rule.id, rule.version) for rule in fired),
        kind="alert" if {rule.kind for rule in fired} != {"message"} else "message",
        priority=priority,
        place=place_of(data),
        created_at=received_at,
        expires_at=received_at + timedelta(seconds=min(rule.expires_in for rule in fired)),
        target_at=received_at + timedelta(hours=_TARGET_HOURS[priority]),
        notify=any(rule.notify for rule in fired),
    )


def place_of(data: Mapping[str, Any]) -> str | None:
    """The place a payload comes from, if the tree knows it."""
    return CODES.get(data["scope"]["store"].strip().upper())


def _holds(condition: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    operand = condition["value"]
    match condition["field"], condition["operator"]:
        case "score", "<=":
            return bool(float(data["metrics"]["nps"]) <= operand)
        case "comment", "mentions":
            return any(_mentions(data.get("comment") or "", word) for word in operand)
        case "contact_requested", "=":
            return data.get("wantsContact") is operand
        case "place", "within":
            return any(node in operand for node in above(place_of(data)))
    raise AssertionError(f"the reference does not know {condition}")


def _mentions(comment: str, word: str) -> bool:
    plain = "".join(c for c in unicodedata.normalize("NFD", comment.lower()) if not unicodedata.combining(c))
    ending = r"\w*" if word.endswith("*") else r"\b"
    return re.search(rf"\b{re.escape(word.rstrip('*'))}{ending}", plain) is not None


def above(place: str | None) -> list[str]:
    """The place and everything above it."""
    nodes = []
    while place is not None:
        nodes.append(place)
        place = PARENTS[place]
    return nodes


def sees(user: User, place: str | None) -> bool:
    """Whether a person may know of a case of this place."""
    return user.role == "admin" or bool(set(user.nodes) & set(above(place)))


def is_told(user: User, place: str | None) -> bool:
    """Whether a person is to get mails about this place."""
    return not user.disabled and bool(set(user.nodes) & set(above(place)))


class Life(NamedTuple):
    """What a case must be after its events."""

    status: str
    owner: str | None
    contacted: bool
    expired: bool


def replay(events: Sequence[Event]) -> Life:
    """Follows the events one by one. Raises AssertionError at the first that could not happen (invariant I7)."""
    life = Life("new", None, contacted=False, expired=False)
    assert events, "no event at all"
    assert events[0].type == "raised", f"a life begins with raised, not {events[0].type}"
    for event in events[1:]:
        life = _step(life, event)
    return life


def _step(life: Life, event: Event) -> Life:
    ended = life.status == "closed"
    by = event.by.id if event.by else None
    assert (event.type == "reopened") <= ended, "only a closed case is reopened"
    assert not ended or event.type in ("noted", "reopened"), f"{event.type} after the case was closed"
    if event.type == "taken":
        assert life.owner is None, f"taken from {life.owner}"
        return life._replace(owner=by, status="assigned" if life.status == "new" else life.status)
    if event.type == "contacted" and event.data["outcome"] == "reached" and not life.contacted:
        status = "contacted" if life.status in ("new", "assigned") else life.status
        return life._replace(contacted=True, status=status)
    if event.type == "closed":
        return life._replace(status="closed")
    if event.type == "reopened":
        return life._replace(status=_history(life))
    if event.type == "expired":
        assert not life.expired, "a case expires once"
        return life._replace(status="expired", expired=True)
    assert event.type in ("noted", "contacted"), f"{event.type} in the middle of a life"
    return life


def _history(life: Life) -> str:
    if life.expired:
        return "expired"
    return "contacted" if life.contacted else "assigned" if life.owner else "new"
