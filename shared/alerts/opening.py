"""Opening a case: from a feedback and the rules that fired, always the same alert (invariant I3)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from shared import ids
from shared.alerts import clocks
from shared.alerts.models import Alert, CasePlace, Event, Trigger
from shared.feedback.models import NOT_EVALUATED, NOT_TOLD, Feedback
from shared.rules.fields import Subject
from shared.rules.models import CaseKind
from shared.rules.ruleset import Fired, RuleSet, Suspended
from shared.scope.places import PlaceTree


class Reading(NamedTuple):
    """One state of an answer, the place it names if that is known, and the rules that fire on it."""

    feedback: Feedback
    place: CasePlace | None
    fired: Sequence[Fired]


class Deserved(NamedTuple):
    """What the states of one answer deserve together, whatever order they came in.

    ``feedback`` is the state to show, ``triggers`` one for each rule that fires on any of them, ``rules`` those
    rules by id with the moment each one's clock starts: that of the first state it fires on."""

    feedback: Feedback
    place: CasePlace | None
    triggers: tuple[Trigger, ...]
    rules: dict[str, clocks.Started]


def evaluate(
    feedback: Feedback, rules: RuleSet, tree: PlaceTree, *, zone: str = "UTC", feedbacks_90d: int | None = None
) -> tuple[Alert, Event] | None:
    """The alert this feedback deserves and its first event, or None. Nothing but the arguments decides."""
    reading = read(feedback, rules, tree, zone=zone, feedbacks_90d=feedbacks_90d)
    return open_alert(*reading) if reading.fired else None


def read(
    feedback: Feedback,
    rules: RuleSet,
    tree: PlaceTree,
    *,
    zone: str = "UTC",
    feedbacks_90d: int | None = None,
    suspended: Suspended = lambda _rule_id, _fault: None,
) -> Reading:
    """What the rules make of one state of an answer. An answer taken back says nothing more: no rule fires.
    ``suspended`` is told of rules that raise, which are passed over."""
    place = place_of(feedback, tree)
    around = tree.around(place.path) if place else ()
    subject = Subject(feedback, around, zone=zone, feedbacks_90d=feedbacks_90d)
    return Reading(feedback, place, () if feedback.withdrawn else rules.fired(subject, suspended))


def as_imported(reading: Reading) -> Reading:
    """The reading as far as cases go: what was imported for the record opens none, and of what was imported
    without mail nobody is told. Trials of rules look at the reading itself."""
    flags = reading.feedback.flags
    if NOT_EVALUATED in flags:
        return reading._replace(fired=())
    if NOT_TOLD in flags:
        unheard = [one._replace(rule=replace(one.rule, notify=False)) for one in reading.fired]
        return reading._replace(fired=unheard)
    return reading


def place_of(feedback: Feedback, tree: PlaceTree) -> CasePlace | None:
    """The known place behind the source's code."""
    place = tree.find(feedback.place_code)
    if place is None:
        return None
    path = tree.path(place.id)
    return CasePlace(place.id, place.name, path, tuple(tree.places[node].name for node in path))


def open_alert(feedback: Feedback, place: CasePlace | None, fired: Sequence[Fired]) -> tuple[Alert, Event]:
    """The case of an answer that has one state only."""
    return open_case([Reading(feedback, place, fired)])


def open_case(readings: Sequence[Reading]) -> tuple[Alert, Event]:
    """One alert with all its triggers: highest priority and shortest expiry win (design, 1). It is an alert as
    soon as one rule says so, a message if all do. ``readings`` are of all states, the latest last; some rule fires
    on one of them at least."""
    found = deserved(readings)
    started = list(found.rules.values())
    expires_at, target_at = clocks.earliest_expiry(started), clocks.earliest_target(started)
    created_at = min(one.at for one in started)
    alert = Alert(
        id=ids.alert_id(found.feedback.id),
        version=1,
        kind=kind_of(found.triggers),
        status="new",
        priority=found.triggers[0].priority,
        feedback=found.feedback,
        triggers=found.triggers,
        created_at=created_at,
        due_at=clocks.due(target_at, expires_at),
        expires_at=expires_at,
        target_at=target_at,
        place=found.place,
    )
    data = {"labels": list(alert.labels)}
    return with_marks(alert, readings), Event(alert.id, 1, "raised", created_at, data=data)


def deserved(readings: Sequence[Reading]) -> Deserved:
    """What all states deserve together. A rule speaks of the latest state it fires on; the place is that of the
    state shown, or else of the latest that named a known one."""
    given = [reading for reading in readings if not reading.feedback.withdrawn]
    shown = given[-1].feedback
    rules: dict[str, clocks.Started] = {}
    triggers: dict[str, Trigger] = {}
    for reading in given:
        for one in reading.fired:
            start = reading.feedback.clock_start
            known = rules.get(one.rule.id)
            rules[one.rule.id] = clocks.Started(min(start, known.at) if known else start, one.rule)
            triggers[one.rule.id] = trigger_of(one, reading.feedback.revision, shown.revision)
    place = next((reading.place for reading in reversed(given) if reading.place), None)
    return Deserved(shown, place, ordered(triggers.values()), rules)


def ordered(triggers: Iterable[Trigger]) -> tuple[Trigger, ...]:
    """The triggers of a case in the one order they are kept in: most urgent first."""
    return tuple(sorted(triggers, key=lambda one: (one.priority, one.kind, one.rule_id)))


def kind_of(triggers: Iterable[Trigger]) -> CaseKind:
    """An alert as soon as one rule says so, a message if all do."""
    return "alert" if any(trigger.kind == "alert" for trigger in triggers) else "message"


def with_marks(alert: Alert, readings: Sequence[Reading]) -> Alert:
    """The case with what its answer has been through: corrected, taken back."""
    given = [reading.feedback for reading in readings if not reading.feedback.withdrawn]
    latest = readings[-1].feedback
    revised = len(given) > 1
    return replace(
        alert,
        revised=revised,
        first_score=given[0].score if revised else None,
        withdrawn_at=latest.received_at if latest.withdrawn else None,
    )


def trigger_of(fired: Fired, revision: str, shown: str) -> Trigger:
    """A rule that fired on a state. Spans point into that state's comment, so they go when another is shown."""
    rule, conditions = fired.rule, fired.conditions
    if revision != shown:
        conditions = tuple(replace(condition, spans=()) for condition in conditions)
    return Trigger(rule.id, rule.version, rule.label, rule.priority, rule.notify, conditions, rule.kind, revision)
