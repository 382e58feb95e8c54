"""Cases and events as a reader sees them: in their language, with contact data masked where the role has no right
to it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec

from functions.api.panel import HIDDEN, has_contact, is_masked, respondent_view, seen, sight
from functions.api.plan_views import plan_of, plan_view
from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared.account.models import Reason
from shared.alerts import lifecycle
from shared.alerts.conversation import deleted_notes
from shared.alerts.models import Alert, Event
from shared.alerts.rows import row, shown_score
from shared.clock import iso
from shared.plans.acting import begun

_LISTED = ("rules", "tags", "plan")
"""What only lines of lists have: filters are held against it."""
_OURS = ("changes", "tells")
"""What events carry for the audit and for whoever tells people; the timeline shows it in other ways."""


def alert_view(alert: Alert, reader: Reader) -> dict[str, Any]:
    """The whole case, ready for JSON."""
    source = reader.config.sources.get(alert.feedback.source_id)
    plan = plan_of(alert, reader)
    alert = begun(alert, plan)
    return {
        **_in_common(alert),
        "version": alert.version,
        "comment": alert.feedback.comment,
        "withdrawn_at": _time(alert.withdrawn_at),
        "revised": alert.revised,
        "first_score": _builtins(shown_score(alert.first_score)),
        "place": _place(alert),
        "feedback": _feedback(alert, source.name if source else alert.feedback.source_id),
        "respondent": respondent_view(alert.feedback.respondent, reader),
        "triggers": _triggers(alert, reader),
        "because": [_builtins(one) for one in alert.because],
        "channel": alert.feedback.channel,
        "first_contact_at": _time(alert.first_contact_at),
        "assigned_at": _time(alert.assigned_at),
        "expired_at": _time(alert.expired_at),
        "contact_refused": alert.contact_refused,
        "returned": alert.returned_at is not None,
        "escalated": alert.escalated,
        "closing": _closing(alert, reader.user.locale, reader.config.reasons),
        "clocks": _clocks(alert),
        **_kept_elsewhere(alert),
        **_departments(alert, reader),
        "plan": plan_view(alert, plan, reader) if plan else None,
        "may": [*(lifecycle.allowed(alert) if reader.user.may("treat") else []), *_reveals(alert, reader)],
    }


def _in_common(alert: Alert) -> dict[str, Any]:
    """What a line of a list shows of it too."""
    return {name: value for name, value in _builtins(row(alert)).items() if name not in _LISTED}


def shown_case(ports: Wiring, reader: Reader, alert: Alert) -> dict[str, Any]:
    """The whole case, with a record of it where contact data is shown: the one way in which cases are answered."""
    seen(ports, reader, alert)
    return alert_view(alert, reader)


def _reveals(alert: Alert, reader: Reader) -> list[str]:
    return ["reveal"] if sight(reader) == "on_request" and has_contact(alert.feedback.respondent) else []


def timeline_view(events: list[Event], deliveries: dict[str, int]) -> dict[str, Any]:
    """The life of a case. What was in a note that is deleted is not shown, whoever asks."""
    deleted = deleted_notes(events)
    return {
        "items": [
            {
                "version": e.version,
                "type": e.type,
                "at": iso(e.at),
                "by": _builtins(e.by),
                "data": _shown(e, deleted),
            }
            for e in events
        ],
        "deliveries": {
            "sent": deliveries.get("sent", 0),
            "failed": deliveries.get("failed", 0),
            "unknown": deliveries.get("unknown", 0),
            "pending": deliveries.get("sending", 0) + deliveries.get("retry", 0),
        },
    }


def _shown(event: Event, deleted: set[int]) -> dict[str, Any]:
    note = {"noted": event.version, "note_edited": event.data.get("note")}.get(event.type)
    hidden = (*_OURS, "text", "mentions") if note in deleted else _OURS
    return {name: value for name, value in event.data.items() if name not in hidden}


def _clocks(alert: Alert) -> dict[str, Any]:
    escalations = [timer.at for timer in alert.timers if timer.kind == "escalation"]
    return {
        "first_contact": _time(alert.target_at),
        "expires": iso(alert.expires_at),
        "hold": _time(alert.hold.until if alert.hold else None),
        "next_escalation": _time(min(escalations, default=None)),
    }


def _kept_elsewhere(alert: Alert) -> dict[str, Any]:
    """Who or what has the case beside its owner: a hold, a customer service, people it was shown to, another
    case, the spam folder."""
    hold, delegated, spam = alert.hold, alert.delegated, alert.spam
    return {
        "hold": {
            "until": _time(hold.until),
            "or_reply": hold.or_reply,
            "by": _builtins(hold.by),
            "at": iso(hold.at),
            "note": hold.note,
        }
        if hold
        else None,
        "delegated": {"address": delegated.address, "by": _builtins(delegated.by), "at": iso(delegated.at)}
        if delegated
        else None,
        "shared_with": [
            {"person": _builtins(one.user), "how": one.how, "at": iso(one.at), "by": _builtins(one.by)}
            for one in alert.grants
        ],
        "attached": [{**_builtins(one), "at": iso(one.at)} for one in alert.attached],
        "attached_to": alert.attached_to,
        "spam": {"by": _builtins(spam.by), "at": iso(spam.at)} if spam else None,
    }


def _departments(alert: Alert, reader: Reader) -> dict[str, Any]:
    """Why the customer wrote, and who deals with it, by the names they have now."""
    motive = reader.config.motives.get(alert.motive or "")
    department = reader.config.departments.get(alert.department or "")
    label = motive.label[reader.user.locale] if motive else alert.motive
    name = department.name if department else alert.department
    return {
        "motive": {"id": alert.motive, "label": label} if alert.motive else None,
        "department": {"id": alert.department, "name": name} if alert.department else None,
    }


def _place(alert: Alert) -> dict[str, Any] | None:
    place = alert.place
    return {"id": place.id, "name": place.name, "path": list(place.names)} if place else None


def _feedback(alert: Alert, source: str) -> dict[str, Any]:
    feedback = alert.feedback
    return {
        "id": feedback.id,
        "source": source,
        "source_kind": feedback.source_kind,
        "kind": feedback.kind,
        "channel": feedback.channel,
        "campaign": feedback.campaign,
        "language": feedback.language,
        "submitted_at": iso(feedback.submitted_at),
        "received_at": iso(feedback.received_at),
        "motives": list(feedback.motives),
        "answers": [_builtins(answer) for answer in feedback.answers],
        "flags": list(feedback.flags),
    }


def _triggers(alert: Alert, reader: Reader) -> list[dict[str, Any]]:
    number = 0
    triggers = []
    for trigger in alert.triggers:
        conditions = []
        for condition in trigger.conditions:
            number += 1
            masked = is_masked(condition.field, reader)
            conditions.append(
                {
                    "number": number,
                    "field": condition.field,
                    "operator": condition.operator,
                    "operand": HIDDEN if masked else condition.operand,
                    "value": HIDDEN if masked else condition.value,
                    "negated": condition.negated,
                    "spans": [list(span) for span in condition.spans],
                }
            )
        triggers.append(
            {
                "rule_id": trigger.rule_id,
                "rule_version": trigger.rule_version,
                "label": trigger.label,
                "priority": trigger.priority,
                "earlier": trigger.revision != alert.feedback.revision,
                "conditions": conditions,
            }
        )
    return triggers


def _closing(alert: Alert, locale: str, reasons: Iterable[Reason]) -> dict[str, Any] | None:
    closing = alert.closing
    if closing is None:
        return None
    label = next((one.label[locale] for one in reasons if one.id == closing.reason_id), closing.reason)
    return {
        "reason": {"id": closing.reason_id, "label": label},
        "note": closing.note,
        "by": _builtins(closing.by),
        "at": iso(closing.at),
        "skipped": list(closing.skipped),
    }


def _time(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None


def _builtins(model: Any) -> Any:
    return msgspec.to_builtins(model)
