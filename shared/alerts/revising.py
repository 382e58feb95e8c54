"""A case whose answer has changed: corrected, completed by a late comment, taken back, or placed since its place
became known. Whatever order the states came in, the case says the same in the end; what has been decided by then
stays: triggers are added and never taken away, and no status changes (design, 1)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from shared.alerts import clocks, priority
from shared.alerts.house import PLAIN, House
from shared.alerts.lifecycle import ENDED, Change, changed, named
from shared.alerts.models import Alert, CasePlace, EventType, Timer, Trigger
from shared.alerts.opening import (
    Deserved,
    Reading,
    deserved,
    earliest_target,
    given,
    kind_of,
    open_case,
    ordered,
    sorted_out,
    with_marks,
    with_plan,
)
from shared.alerts.rows import shown_score
from shared.scope.people import Person


def revise(
    alert: Alert | None,
    readings: Sequence[Reading],
    now: datetime,
    house: House = PLAIN,
    owner: Callable[[Alert], Person | None] = lambda _alert: None,
) -> Change | None:
    """The case as it becomes by all states of its answer, the latest last, and the event that says so; None when
    nothing changes, or when there is no case and no rule fires on any state. One that is worked with another stays
    with it, at its place, and tells nobody. ``owner`` says whose a new case becomes that gets another place."""
    if alert is None:
        return open_case(readings, house, now) if any(reading.fired for reading in readings) else None
    if all(reading.feedback.withdrawn for reading in readings):
        return None
    found = deserved(readings)
    if found.feedback.revision < alert.feedback.revision:
        return None  # what was read is older than what the case was made of
    after = with_marks(_revised(alert, found, now, house), readings)
    if after == alert:
        return None
    moved = _id(after.place) != _id(alert.place)
    if moved and after.status == "new" and free(after):
        after = given(after, owner(after), now)
    kind: EventType = "placed" if moved and alert.place is None else "reevaluated"
    return changed(alert, after, kind, None, now, **_data(alert, after))


def free(alert: Alert) -> bool:
    """Whether the answer still says where the case is and who deals with it: as long as it waits for a person. A
    case that a customer service has does not; nor does one that others are worked with, which would be shown to
    the people of another place along with it."""
    alone = alert.attached_to is None and not alert.attached
    return alert.status not in ENDED and alert.owner is None and alert.delegated is None and alone


def _revised(alert: Alert, found: Deserved, now: datetime, house: House) -> Alert:
    triggers = _merged(alert, found)
    urgency = _urgency(alert, triggers, found, house)
    after = replace(
        alert,
        feedback=found.feedback,
        triggers=triggers,
        kind=kind_of(triggers),
        priority=urgency.priority,
        because=urgency.because,
        place=_place(alert, found.place),
    )
    if after.feedback != alert.feedback and free(alert):
        after = sorted_out(after, house)
    if after.attached_to is None and after.status not in ENDED and triggers != alert.triggers:
        after = with_plan(after, house)
    return _with_clocks(alert, after, found, now, house)


def _urgency(alert: Alert, triggers: Sequence[Trigger], found: Deserved, house: House) -> priority.Weighed:
    """What the rules of the case, the criteria its answer meets and its repeats make of it now; what was more
    urgent, under settings of before, stays so."""
    repeats = [one.label for one in alert.because if one.kind == "repeat"]
    now = priority.weigh([(one.priority, one.label) for one in triggers], found.met(house), repeats)
    return now if now.priority <= alert.priority else priority.Weighed(alert.priority, alert.because)


def _merged(alert: Alert, found: Deserved) -> tuple[Trigger, ...]:
    """The triggers of the case and the new ones. A known one keeps the version that fired; what that version says
    of a later state replaces what it said of an earlier one."""
    triggers = {one.rule_id: _forgetting(one, alert, found) for one in alert.triggers}
    for one in found.triggers:
        known = triggers.get(one.rule_id)
        if known is None or known.rule_version == one.rule_version:
            triggers[one.rule_id] = one
    return ordered(triggers.values())


def _forgetting(trigger: Trigger, alert: Alert, found: Deserved) -> Trigger:
    if trigger.revision == found.feedback.revision or found.feedback.comment == alert.feedback.comment:
        return trigger
    return replace(trigger, conditions=tuple(replace(one, spans=()) for one in trigger.conditions))


def _with_clocks(alert: Alert, after: Alert, found: Deserved, now: datetime, house: House) -> Alert:
    """Clocks only ever shorten, and only while they run."""
    if alert.status in (*ENDED, "expired"):
        return after
    pinned = {trigger.rule_id: trigger.rule_version for trigger in alert.triggers}
    began = alert.restarted_at
    counted = [
        clocks.Started(max(one.at, began) if began else one.at, one.rule)
        for one in found.rules.values()
        if one.rule.id not in pinned or (pinned[one.rule.id] == one.rule.version and began is None)
    ]
    target = clocks.targets(house, found.feedback.channel, after.path)
    ends, firsts = [alert.expires_at], [alert.target_at] if alert.target_at else []
    created_at = alert.created_at
    if counted:
        created_at = min(alert.created_at, *(one.at for one in found.rules.values()))
        ends.append(clocks.earliest_expiry(counted))
        firsts.append(earliest_target(found, counted, house, target))
    elif after.priority < alert.priority:
        firsts.append(target(now, after.priority))
    after = replace(
        after,
        created_at=created_at,
        expires_at=min(ends),
        target_at=min(firsts) if alert.target_at else None,
    )
    return replace(after, timers=_timers(alert, after, now, house))


def _timers(alert: Alert, after: Alert, now: datetime, house: House) -> tuple[Timer, ...]:
    """The timers of the case: a reminder still to come moves with the expiry, and people are told up the tree from
    when the place is known."""
    kept = clocks.moved(alert.timers, alert.expires_at, after.expires_at, house.settings, now)
    if alert.place is None and after.place is not None and free(after):
        steps = clocks.escalations(house.settings, now, len(after.path) - 1)
        kept = clocks.in_time([*kept, *steps], now, after.expires_at)
    return kept


def _place(alert: Alert, found: CasePlace | None) -> CasePlace | None:
    """The place of the answer, as long as the case waits for a place or for a person; then it stays."""
    placed_late = alert.place is None and alert.status not in ENDED
    return found if found is not None and (placed_late or free(alert)) else alert.place


def _data(before: Alert, after: Alert) -> dict[str, Any]:
    """What changed, for the timeline; only what did is named. ``tells`` says that somebody may have to be told who
    has not been."""
    known = {trigger.rule_id for trigger in before.triggers}
    added = [trigger for trigger in after.triggers if trigger.rule_id not in known]
    moved = _id(before.place) != _id(after.place)
    concerned = after.triggers if moved else added
    awaited = after.status not in ENDED and after.attached_to is None
    tells = awaited and any(trigger.notify for trigger in concerned)
    old, new = before.feedback, after.feedback
    withdrawn = after.withdrawn_at is not None
    facts: dict[str, tuple[bool, Any]] = {
        "labels": (bool(added), [trigger.label for trigger in added]),
        "score": (old.score != new.score, {"from": _score(before), "to": _score(after)}),
        "comment": (old.comment != new.comment, _comment(old.comment, new.comment)),
        "place": (moved, after.place and {"id": after.place.id, "name": after.place.name}),
        "withdrawn": ((before.withdrawn_at is not None) != withdrawn, withdrawn),
        "owner": (before.owner != after.owner, named(after.owner)),
        "tells": (tells, True),
    }
    return {name: value for name, (changed, value) in facts.items() if changed}


def _comment(old: str | None, new: str | None) -> str:
    return "added" if not old else "changed" if new else "removed"


def _score(alert: Alert) -> Any:
    return msgspec.to_builtins(shown_score(alert.feedback.score))


def _id(place: CasePlace | None) -> str | None:
    return place.id if place else None
