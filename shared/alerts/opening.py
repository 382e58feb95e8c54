"""Opening a case: from a feedback and the rules that fired, always the same alert (invariant I3)."""

from collections.abc import Sequence

from shared import ids
from shared.alerts import clocks
from shared.alerts.models import Alert, CasePlace, Event, Trigger
from shared.feedback.models import Feedback
from shared.rules.fields import Subject
from shared.rules.ruleset import Fired, RuleSet
from shared.scope.places import PlaceTree


def evaluate(feedback: Feedback, rules: RuleSet, tree: PlaceTree) -> tuple[Alert, Event] | None:
    """The alert this feedback deserves and its first event, or None. Nothing but the arguments decides."""
    place = place_of(feedback, tree)
    fired = rules.fired(Subject(feedback, tree.around(place.path) if place else ()))
    return open_alert(feedback, place, fired) if fired else None


def place_of(feedback: Feedback, tree: PlaceTree) -> CasePlace | None:
    """The known place behind the source's code."""
    place = tree.find(feedback.place_code)
    if place is None:
        return None
    path = tree.path(place.id)
    return CasePlace(place.id, place.name, path, tuple(tree.places[node].name for node in path))


def open_alert(feedback: Feedback, place: CasePlace | None, fired: Sequence[Fired]) -> tuple[Alert, Event]:
    """One alert with all its triggers: highest priority and shortest expiry win (design, 1). It is an alert as
    soon as one rule says so, a message if all do."""
    ordered = sorted(fired, key=lambda one: (one.rule.priority, one.rule.kind, one.rule.id))
    rules = [one.rule for one in ordered]
    created_at = feedback.received_at
    priority = rules[0].priority
    expires_at = clocks.expiry(created_at, rules)
    target_at = clocks.first_contact_target(created_at, priority)
    alert = Alert(
        id=ids.alert_id(feedback.id),
        version=1,
        kind="alert" if any(rule.kind == "alert" for rule in rules) else "message",
        status="new",
        priority=priority,
        feedback=feedback,
        triggers=tuple(
            Trigger(
                one.rule.id,
                one.rule.version,
                one.rule.label,
                one.rule.priority,
                one.rule.notify,
                one.conditions,
            )
            for one in ordered
        ),
        created_at=created_at,
        due_at=clocks.due(target_at, expires_at),
        expires_at=expires_at,
        target_at=target_at,
        place=place,
    )
    return alert, Event(alert.id, 1, "raised", created_at, data={"labels": list(alert.labels)})
