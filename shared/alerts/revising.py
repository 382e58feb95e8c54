"""A case whose answer has changed: corrected, completed by a late comment, taken back, or placed since its place
became known. Whatever order the states came in, the case says the same in the end; what has been decided by then
stays: triggers are added and never taken away, and no status changes (design, 1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from shared.alerts import clocks
from shared.alerts.lifecycle import ENDED, Change
from shared.alerts.models import Alert, CasePlace, Event, Trigger
from shared.alerts.opening import Deserved, Reading, deserved, kind_of, open_case, ordered, with_marks
from shared.alerts.rows import shown_score


def revise(alert: Alert | None, readings: Sequence[Reading], now: datetime) -> Change | None:
    """The case as it becomes by all states of its answer, the latest last, and the event that says so; None when
    nothing changes, or when there is no case and no rule fires on any state."""
    if alert is None:
        return open_case(readings) if any(reading.fired for reading in readings) else None
    if all(reading.feedback.withdrawn for reading in readings):
        return None
    found = deserved(readings)
    if found.feedback.revision < alert.feedback.revision:
        return None  # what was read is older than what the case was made of
    triggers = _merged(alert, found)
    changed = replace(
        _with_clocks(alert, found),
        feedback=found.feedback,
        triggers=triggers,
        kind=kind_of(triggers),
        priority=triggers[0].priority,
        place=_place(alert, found.place),
    )
    changed = with_marks(changed, readings)
    if changed == alert:
        return None
    placed = alert.place is None and changed.place is not None
    changed = replace(changed, version=alert.version + 1)
    data = _data(alert, changed)
    return changed, Event(alert.id, changed.version, "placed" if placed else "reevaluated", now, data=data)


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


def _with_clocks(alert: Alert, found: Deserved) -> Alert:
    """Clocks only ever shorten, and only while they run."""
    if alert.status in (*ENDED, "expired"):
        return alert
    pinned = {trigger.rule_id: trigger.rule_version for trigger in alert.triggers}
    began = alert.restarted_at
    counted = [
        clocks.Started(max(one.at, began) if began else one.at, one.rule)
        for one in found.rules.values()
        if one.rule.id not in pinned or (pinned[one.rule.id] == one.rule.version and began is None)
    ]
    if not counted:
        return alert
    expires_at = min(alert.expires_at, clocks.earliest_expiry(counted))
    target_at = min(alert.target_at, clocks.earliest_target(counted)) if alert.target_at else None
    return replace(
        alert,
        created_at=min(alert.created_at, *(one.at for one in found.rules.values())),
        expires_at=expires_at,
        target_at=target_at,
        due_at=clocks.due(target_at, expires_at),
    )


def _place(alert: Alert, found: CasePlace | None) -> CasePlace | None:
    """The place of the answer, as long as the case waits for a place or for a person; then it stays."""
    free = alert.status not in ENDED and (alert.place is None or alert.owner is None)
    return found if found is not None and free else alert.place


def _data(before: Alert, after: Alert) -> dict[str, Any]:
    """What changed, for the timeline; only what did is named. ``tells`` says that somebody may have to be told who
    has not been."""
    known = {trigger.rule_id for trigger in before.triggers}
    added = [trigger for trigger in after.triggers if trigger.rule_id not in known]
    moved = _id(before.place) != _id(after.place)
    concerned = after.triggers if moved else added
    tells = after.status not in ENDED and any(trigger.notify for trigger in concerned)
    old, new = before.feedback, after.feedback
    withdrawn = after.withdrawn_at is not None
    facts: dict[str, tuple[bool, Any]] = {
        "labels": (bool(added), [trigger.label for trigger in added]),
        "score": (old.score != new.score, {"from": _score(before), "to": _score(after)}),
        "comment": (old.comment != new.comment, _comment(old.comment, new.comment)),
        "place": (moved, after.place and {"id": after.place.id, "name": after.place.name}),
        "withdrawn": ((before.withdrawn_at is not None) != withdrawn, withdrawn),
        "tells": (tells, True),
    }
    return {name: value for name, (changed, value) in facts.items() if changed}


def _comment(old: str | None, new: str | None) -> str:
    return "added" if not old else "changed" if new else "removed"


def _score(alert: Alert) -> Any:
    return msgspec.to_builtins(shown_score(alert.feedback.score))


def _id(place: CasePlace | None) -> str | None:
    return place.id if place else None
