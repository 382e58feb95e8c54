"""A customer who writes again while their case is open: the new feedback gets its case, as every feedback does,
and that case is worked with the open one (S4.6). Pure."""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from shared.alerts import clocks, priority
from shared.alerts.holds import released
from shared.alerts.house import House
from shared.alerts.lifecycle import Change, changed
from shared.alerts.models import Alert, Attached, Event, PriorityReason, Status
from shared.alerts.rows import EXCERPT, Other, excerpt

OPEN: tuple[Status, ...] = ("new", "assigned", "contacted")
"""Statuses in which a case takes others in. The time of an expired one is up: what comes then needs a clock of its
own."""


def asks(alert: Alert, house: House) -> bool:
    """Whether it matters if the customer has other cases open."""
    known = alert.place is not None and bool(alert.feedback.respondent.id)
    return house.settings.attach_repeats and known and alert.withdrawn_at is None


def candidate(alert: Alert, others: Iterable[Other]) -> str | None:
    """Id of the oldest other case of the customer that may be open at the same place."""
    place = alert.place.id if alert.place else None
    fitting = [one for one in others if one.id != alert.id and one.status in OPEN and one.place_id == place]
    return min(fitting, key=lambda one: (one.created_at, one.id)).id if place and fitting else None


def takes_in(case: Alert, alert: Alert) -> bool:
    """Whether an open case is the one to work a new one with. The list may have been behind, so this is asked of
    the case itself. Departments are never mixed (S4.13), and a complaint never goes under a kind word."""
    return (
        case.id != alert.id
        and case.status in OPEN
        and case.attached_to is None
        and case.feedback.respondent.id == alert.feedback.respondent.id
        and _place(case) == _place(alert)
        and (case.department, case.restricted) == (alert.department, alert.restricted)
        and (case.kind == alert.kind or case.kind == "alert")
    )


def attach(opened: tuple[Alert, Event], case: Alert, house: House, now: datetime) -> tuple[Change, Change]:
    """The new case as it is worked with the open one, and the open one with it: as urgent as the more urgent of
    the two and a step more, its clocks no longer than either's, and back from its hold, to be looked at first."""
    alert, event = opened
    told = replace(event, data={**event.data, "attached_to": case.id})
    joined = replace(alert, attached_to=case.id, timers=(), plan=None)
    urgent = _more_urgent(_off_hold(case, now), alert, raises=house.settings.repeat_raises)
    entry = _entry(alert)
    after = replace(_sooner(urgent, alert, house, now), attached=(*case.attached, entry))
    return (joined, told), changed(case, after, "attached", None, now, **_told(entry))


def follow(case: Alert, alert: Alert, house: House, now: datetime) -> Change | None:
    """The open case when a further rule has fired on one that is worked with it, such as for a late comment: no
    less urgent than that, but not raised once more. None when it is no longer open, or names it no longer."""
    if case.status not in OPEN or alert.id not in {one.alert_id for one in case.attached}:
        return None
    entry = _entry(alert)
    attached = tuple(entry if one.alert_id == alert.id else one for one in case.attached)
    urgent = _more_urgent(_off_hold(case, now), alert, raises=False)
    after = replace(_sooner(urgent, alert, house, now), attached=attached)
    return changed(case, after, "attached", None, now, **_told(entry), again=True)


def _entry(alert: Alert) -> Attached:
    words = excerpt(alert.feedback.comment or "", EXCERPT)
    return Attached(alert.id, alert.created_at, alert.labels[0], words)


def _told(entry: Attached) -> dict[str, str]:
    return {"alert_id": entry.alert_id, "label": entry.label, "excerpt": entry.excerpt}


def _more_urgent(case: Alert, alert: Alert, *, raises: bool) -> Alert:
    urgency, steps = case.priority, list(case.because)
    for one in alert.because:
        if one.priority < urgency:
            urgency = one.priority
            steps.append(one)
    if raises and urgency != "P1":
        urgency = priority.raised(urgency)
        steps.append(PriorityReason("repeat", alert.labels[0], urgency))
    return replace(case, priority=urgency, because=tuple(steps))


def _sooner(case: Alert, alert: Alert, house: House, now: datetime) -> Alert:
    expires_at = min(case.expires_at, alert.expires_at)
    target = clocks.targets(house, alert.feedback.channel, case.path)
    firsts = [case.target_at, alert.target_at, target(alert.created_at, case.priority)]
    return replace(
        case,
        expires_at=expires_at,
        target_at=min(first for first in firsts if first is not None) if case.target_at else None,
        timers=clocks.moved(case.timers, case.expires_at, expires_at, house.settings, now),
    )


def _off_hold(case: Alert, now: datetime) -> Alert:
    return replace(released(case, now), returned_at=now) if case.hold is not None else case


def _place(alert: Alert) -> str | None:
    return alert.place.id if alert.place else None
