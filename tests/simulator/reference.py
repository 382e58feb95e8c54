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


def urgency(own: Facts, repeats: Sequence[str]) -> tuple[str, ...]:
    """What priority a case may have, given what its own rules say and the priorities of its repeats: exactly its
    own without any; each repeat is a step up from the more urgent of the two, whichever came first."""
    steps = [int(priority[1]) for priority in (own.priority, *repeats)]
    most, least = min(steps) - len(repeats), steps[0] - len(repeats)
    return tuple(f"P{max(1, step)}" for step in range(most, least + 1))


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
    held: bool = False


def replay(events: Sequence[Event]) -> Life:
    """Follows the events one by one. Raises AssertionError at the first that could not happen (invariant I7)."""
    life = Life("new", None, contacted=False, expired=False)
    assert events, "no event at all"
    assert events[0].type == "raised", f"a life begins with raised, not {events[0].type}"
    for event in events[1:]:
        life = _step(life, event)
    return life


_ALWAYS = ("noted", "note_edited", "note_deleted", "reevaluated", "placed", "moved", "attached")
_OPEN = (
    "contacted",
    "delegated",
    "shared",
    "resumed",
    "returned",
    "reminded",
    "escalated",
    "retimed",
    "acted",
    "plan_closed",
)


def _step(life: Life, event: Event) -> Life:
    ended = life.status in ("closed", "spam")
    by = event.by.id if event.by else None
    assert (event.type == "reopened") <= (life.status == "closed"), "only a closed case is reopened"
    assert (event.type == "unspammed") <= (life.status == "spam"), "only spam is taken out of spam"
    if ended:
        assert event.type in (*_ALWAYS, "reopened", "unspammed"), f"{event.type} after the case had ended"
    if event.type in ("reopened", "unspammed"):
        return life._replace(status=_history(life), held=False)
    if event.type in ("closed", "spammed"):
        return life._replace(status="closed" if event.type == "closed" else "spam", held=False)
    if event.type == "expired":
        assert not life.expired, "a case expires once"
        return life._replace(status="expired", expired=True, held=False)
    if event.type in _OWNED_BY:
        return _given(life, event, by)
    if event.type in ("held", "resumed", "returned"):
        assert event.type == "held" or life.held, f"{event.type} of a case that was not on hold"
        return life._replace(held=event.type == "held")
    if event.type == "contacted" and event.data["outcome"] == "reached" and not life.contacted:
        status = "contacted" if life.status in ("new", "assigned") else life.status
        return life._replace(contacted=True, status=status)
    assert event.type in (*_ALWAYS, *_OPEN), f"{event.type} in the middle of a life"
    return life


_OWNED_BY = ("taken", "assigned", "transferred", "unassigned")


def _given(life: Life, event: Event, by: str | None) -> Life:
    if event.type == "unassigned":
        return life._replace(owner=None, status="new" if life.status == "assigned" else life.status)
    if event.type == "taken":
        assert life.owner is None, f"taken from {life.owner}"
    owner = by if event.type == "taken" else event.data["to"]["id"]
    return life._replace(owner=owner, status="assigned" if life.status == "new" else life.status)


def _history(life: Life) -> str:
    if life.expired:
        return "expired"
    return "contacted" if life.contacted else "assigned" if life.owner else "new"
