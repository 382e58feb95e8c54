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
from tests.simulator.scene import PARENTS

type Codes = Mapping[str, str]
"""Place codes in upper case, and the places they lead to."""

_TARGET_HOURS = {"P1": 24, "P2": 48, "P3": 72}


class State(NamedTuple):
    """One state of an answer: what was posted, when, and where it stands among the others."""

    revision: str
    data: Mapping[str, Any]
    deleted: bool
    received_at: datetime


class Facts(NamedTuple):
    """What an alert must say, given the rules that fired in the versions that did."""

    kind: str
    priority: str
    notify: bool
    created_at: datetime
    expires_at: datetime
    target_at: datetime


def fired(states: Iterable[State], rules: Iterable[Rule], codes: Codes) -> set[str]:
    """Ids of the rules that fire on any state that was not taken back."""
    return {rule.id for rule in rules for state in states if fires(rule, state, codes)}


def fires(rule: Rule, state: State, codes: Codes) -> bool:
    """Whether one rule fires on one state."""
    holds = not state.deleted and rule.status == "active"
    return holds and all(_holds(one, state.data, codes) for one in rule.criteria["rules"])


def facts(states: Sequence[State], pinned: Sequence[Rule], codes: Sequence[Codes]) -> Facts:
    """What the rules of a case make of it. The clock of each starts with the first state it fires on, whatever the
    tree was then."""
    starts = {
        rule.id: min(s.received_at for s in states if any(fires(rule, s, known) for known in codes))
        for rule in pinned
    }
    return Facts(
        kind="alert" if {rule.kind for rule in pinned} != {"message"} else "message",
        priority=min(rule.priority for rule in pinned),
        notify=any(rule.notify for rule in pinned),
        created_at=min(starts.values()),
        expires_at=min(starts[rule.id] + timedelta(seconds=rule.expires_in) for rule in pinned),
        target_at=min(starts[rule.id] + timedelta(hours=_TARGET_HOURS[rule.priority]) for rule in pinned),
    )


def shown(states: Sequence[State]) -> State:
    """The state people see: the last that was not taken back."""
    return [state for state in states if not state.deleted][-1]


def place_of_case(states: Sequence[State], codes: Codes) -> str | None:
    """Where a case nobody has touched is: the last place named that is known."""
    places = [place_of(state.data, codes) for state in states if not state.deleted]
    return next((place for place in reversed(places) if place), None)


def place_of(data: Mapping[str, Any], codes: Codes) -> str | None:
    """The place a payload comes from, if the tree knows it."""
    store = data.get("scope", {}).get("store")
    return codes.get(store.strip().upper()) if store else None


def _holds(condition: Mapping[str, Any], data: Mapping[str, Any], codes: Codes) -> bool:
    operand = condition["value"]
    match condition["field"], condition["operator"]:
        case "score", "<=":
            return bool(float(data["metrics"]["nps"]) <= operand)
        case "comment", "mentions":
            return any(_mentions(data.get("comment") or "", word) for word in operand)
        case "contact_requested", "=":
            return data.get("wantsContact") is operand
        case "place", "within":
            return any(node in operand for node in above(place_of(data, codes)))
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


_ALWAYS = ("noted", "reopened", "reevaluated", "placed")


def _step(life: Life, event: Event) -> Life:
    ended = life.status == "closed"
    by = event.by.id if event.by else None
    assert (event.type == "reopened") <= ended, "only a closed case is reopened"
    assert not ended or event.type in _ALWAYS, f"{event.type} after the case was closed"
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
    assert event.type in (*_ALWAYS, "contacted"), f"{event.type} in the middle of a life"
    return life


def _history(life: Life) -> str:
    if life.expired:
        return "expired"
    return "contacted" if life.contacted else "assigned" if life.owner else "new"
