"""Opening a case: from a feedback and the rules that fired, always the same alert (invariant I3)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from shared import ids
from shared.account.models import PriorityCriterion
from shared.alerts import clocks, priority
from shared.alerts.house import PLAIN, House
from shared.alerts.lifecycle import named
from shared.alerts.models import Alert, CasePlace, Event, Trigger
from shared.alerts.motives import department_of, motive_of
from shared.feedback.models import NOT_EVALUATED, NOT_TOLD, Feedback
from shared.plans.choosing import plan_for
from shared.plans.models import Progress
from shared.rules.fields import Subject
from shared.rules.models import CaseKind, Priority
from shared.rules.ruleset import Fired, RuleSet, Suspended
from shared.scope.people import Person
from shared.scope.places import PlaceTree


class Reading(NamedTuple):
    """One state of an answer, the place it names if that is known, the rules that fire on it, and the ids of the
    priority criteria of the settings that it meets."""

    feedback: Feedback
    place: CasePlace | None
    fired: Sequence[Fired]
    meets: Sequence[str] = ()


class Deserved(NamedTuple):
    """What the states of one answer deserve together, whatever order they came in.

    ``feedback`` is the state to show, ``triggers`` one for each rule that fires on any of them, ``rules`` those
    rules by id with the moment each one's clock starts: that of the first state it fires on. ``criteria`` are the
    priority criteria that any state meets, by id with when the first did."""

    feedback: Feedback
    place: CasePlace | None
    triggers: tuple[Trigger, ...]
    rules: dict[str, clocks.Started]
    criteria: dict[str, datetime]

    def met(self, house: House) -> list[PriorityCriterion]:
        """The priority criteria that count, in the order of the settings."""
        return [one for one in house.settings.priorities if one.id in self.criteria]


def evaluate(
    feedback: Feedback,
    rules: RuleSet,
    tree: PlaceTree,
    *,
    zone: str = "UTC",
    feedbacks_90d: int | None = None,
    house: House = PLAIN,
) -> tuple[Alert, Event] | None:
    """The alert this feedback deserves and its first event, or None. Nothing but the arguments decides."""
    reading = read(feedback, rules, tree, zone=zone, feedbacks_90d=feedbacks_90d)
    return open_case(weighed([reading], house), house) if reading.fired else None


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


def weighed(
    readings: Sequence[Reading],
    house: House,
    *,
    sent_before: Callable[[], int | None] = lambda: None,
    suspended: Suspended = lambda _criterion_id, _fault: None,
) -> list[Reading]:
    """The readings with the priority criteria that each state meets, which only matters if a rule fires on one.
    ``sent_before`` counts what the respondent has sent in the 90 days before; it is asked if a criterion asks."""
    criteria = house.settings.priorities
    if not criteria or not any(reading.fired for reading in readings):
        return list(readings)
    known = priority.compiled(criteria, house.lists, suspended)
    asked = any(priority.names(node, "respondent.feedbacks_90d") for node in known.values())
    sent = sent_before() if asked else None
    return [_weighed(reading, known, house, sent, suspended) for reading in readings]


def _weighed(
    reading: Reading, criteria: priority.Compiled, house: House, sent: int | None, suspended: Suspended
) -> Reading:
    if reading.feedback.withdrawn or NOT_EVALUATED in reading.feedback.flags:
        return reading
    around = house.tree.around(reading.place.path) if reading.place else ()
    subject = Subject(reading.feedback, around, zone=house.zone, feedbacks_90d=sent)
    return reading._replace(meets=priority.meets(criteria, subject, suspended))


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


def open_alert(
    feedback: Feedback, place: CasePlace | None, fired: Sequence[Fired], house: House = PLAIN
) -> tuple[Alert, Event]:
    """The case of an answer that has one state only."""
    return open_case([Reading(feedback, place, fired)], house)


def open_case(
    readings: Sequence[Reading], house: House = PLAIN, now: datetime | None = None
) -> tuple[Alert, Event]:
    """One alert with all its triggers: highest priority and shortest expiry win (design, 1). It is an alert as
    soon as one rule says so, a message if all do. ``readings`` are of all states, the latest last; some rule fires
    on one of them at least. It belongs to nobody yet. ``now`` is as it begins unless it is given."""
    found = deserved(readings)
    started = list(found.rules.values())
    urgency = priority.weigh([(one.priority, one.label) for one in found.triggers], found.met(house))
    path = found.place.path if found.place else ()
    expires_at = clocks.earliest_expiry(started)
    target_at = earliest_target(found, started, house, clocks.targets(house, found.feedback.channel, path))
    created_at = min(one.at for one in started)
    alert = Alert(
        id=ids.alert_id(found.feedback.id),
        version=1,
        kind=kind_of(found.triggers),
        status="new",
        priority=urgency.priority,
        feedback=found.feedback,
        triggers=found.triggers,
        created_at=created_at,
        due_at=clocks.due(target_at, expires_at),
        expires_at=expires_at,
        target_at=target_at,
        place=found.place,
        timers=clocks.timers(house.settings, created_at, expires_at, len(path) - 1, now or created_at),
        because=urgency.because,
    )
    alert = with_plan(sorted_out(with_marks(alert, readings), house), house)
    return alert, Event(alert.id, 1, "raised", created_at, data={"labels": list(alert.labels)})


def owned(opened: tuple[Alert, Event], owner: Person | None, now: datetime) -> tuple[Alert, Event]:
    """A case that opens as somebody's, and the event says whose."""
    alert, event = opened
    if owner is None:
        return opened
    return given(alert, owner, now), replace(event, data={**event.data, "owner": named(owner)})


def given(alert: Alert, owner: Person | None, now: datetime) -> Alert:
    """A new case that becomes somebody's: in progress from then on."""
    return replace(alert, owner=owner, status="assigned", assigned_at=now) if owner is not None else alert


def sorted_out(alert: Alert, house: House) -> Alert:
    """The case with what its answer says of the customer and of why they write: the motive, the department that
    deals with it, and the rank of the customer's loyalty."""
    motive = motive_of(alert.feedback, house.motives)
    department = department_of(motive, house.motives, house.departments)
    return replace(
        alert,
        motive=motive.id if motive else None,
        department=department.id if department else None,
        restricted=department is not None and department.restricted,
        loyalty=priority.loyalty_rank(alert.feedback.respondent.tier, house.settings.loyalty),
    )


def with_plan(alert: Alert, house: House) -> Alert:
    """The case with the plan it follows, in the version of now; the one it follows already stays."""
    if alert.plan is not None:
        return alert
    rules, feedback = [trigger.rule_id for trigger in alert.triggers], alert.feedback
    plan = plan_for(rules, feedback.campaign, feedback.source_id, house.plans)
    return replace(alert, plan=Progress(plan.id, plan.version)) if plan else alert


def earliest_target(
    found: Deserved, started: Sequence[clocks.Started], house: House, target: clocks.Target
) -> datetime:
    """When the customer should have heard from us: each time the case became more urgent the clock of that
    priority started, and the first of them that ends counts. ``started`` are the rules whose clocks count."""
    return min(target(at, urgency) for at, urgency in _urgency(found, started, house))


def _urgency(
    found: Deserved, started: Sequence[clocks.Started], house: House
) -> Iterator[tuple[datetime, Priority]]:
    """The priority of the case from each moment on at which a rule or a criterion began to count."""
    created_at = min(one.at for one in started)
    moments = {one.at for one in started} | {max(at, created_at) for at in found.criteria.values()}
    for moment in moments:
        rules = [(one.rule.priority, one.rule.label) for one in started if one.at <= moment]
        met = [one for one in found.met(house) if found.criteria[one.id] <= moment]
        yield moment, priority.weigh(rules, met).priority


def deserved(readings: Sequence[Reading]) -> Deserved:
    """What all states deserve together. A rule speaks of the latest state it fires on; the place is that of the
    state shown, or else of the latest that named a known one."""
    given = [reading for reading in readings if not reading.feedback.withdrawn]
    shown = given[-1].feedback
    rules: dict[str, clocks.Started] = {}
    criteria: dict[str, datetime] = {}
    triggers: dict[str, Trigger] = {}
    for reading in given:
        start = reading.feedback.clock_start
        for one in reading.fired:
            known = rules.get(one.rule.id)
            rules[one.rule.id] = clocks.Started(min(start, known.at) if known else start, one.rule)
            triggers[one.rule.id] = trigger_of(one, reading.feedback.revision, shown.revision)
        for criterion in reading.meets:
            criteria[criterion] = min(start, criteria.get(criterion, start))
    place = next((reading.place for reading in reversed(given) if reading.place), None)
    return Deserved(shown, place, ordered(triggers.values()), rules, criteria)


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
