"""The case that the states of one feedback would have opened under some rules."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from shared.alerts.opening import Deserved, Reading, deserved, place_of, read
from shared.feedback.models import Feedback
from shared.rules.criteria import Node
from shared.rules.explain import explain
from shared.rules.fields import Subject
from shared.rules.models import Verdict
from shared.rules.ruleset import Fired, RuleSet
from shared.scope.places import PlaceTree

type SentBefore = Callable[[Feedback], int | None]
"""How much the customer has sent in the 90 days before a feedback."""


class Ground(NamedTuple):
    """What feedback is judged on: the rules, the place tree, the account's zone, and how to learn what else the
    customer has sent, which is only asked if a rule does."""

    rules: RuleSet
    tree: PlaceTree
    zone: str
    sent_before: SentBefore


class Judged(NamedTuple):
    """What a feedback deserves, and the last state that each rule fires on, with why."""

    deserves: Deserved
    fired: dict[str, tuple[Reading, Fired]]


def judge(states: Sequence[Feedback], ground: Ground) -> Judged | None:
    """What the states of one feedback deserve together, decided as evaluation decides; None when no rule fires.
    ``states`` are in order of their revision, one at least."""
    readings = readings_of(states, ground)
    if not any(reading.fired for reading in readings):
        return None
    fired = {one.rule.id: (reading, one) for reading in readings for one in reading.fired}
    return Judged(deserved(readings), fired)


def readings_of(states: Sequence[Feedback], ground: Ground) -> list[Reading]:
    """What the rules make of each state."""
    sent = sent_before(states, ground)
    return [read(state, ground.rules, ground.tree, zone=ground.zone, feedbacks_90d=sent) for state in states]


def sent_before(states: Sequence[Feedback], ground: Ground) -> int | None:
    """How much the customer had sent before the first of these states, if a rule asks."""
    if not ground.rules.uses("respondent.feedbacks_90d"):
        return None
    return ground.sent_before(min(states, key=lambda state: state.received_at))


def explained(criteria: Node, feedback: Feedback, tree: PlaceTree, zone: str, sent: int | None) -> Verdict:
    """The verdict of criteria on one state of a feedback and why, fired or not. ``sent`` is how much the customer
    had sent in the 90 days before."""
    place = place_of(feedback, tree)
    around = tree.around(place.path) if place else ()
    return explain(criteria, Subject(feedback, around, zone=zone, feedbacks_90d=sent))
