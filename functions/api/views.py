"""Cases and events as a reader sees them: in their language, with contact data masked where the role has no right
to it."""

from datetime import datetime
from typing import Any

import msgspec

from functions.api.reader import Reader
from shared.alerts import lifecycle
from shared.alerts.models import Alert, Event
from shared.alerts.reasons import DEFAULT_REASONS
from shared.alerts.rows import row, shown_score
from shared.clock import iso

HIDDEN = "•••"


def alert_view(alert: Alert, reader: Reader) -> dict[str, Any]:
    """The whole case, ready for JSON."""
    source = reader.config.sources.get(alert.feedback.source_id)
    return {
        **_builtins(row(alert)),
        "version": alert.version,
        "comment": alert.feedback.comment,
        "withdrawn_at": _time(alert.withdrawn_at),
        "revised": alert.revised,
        "first_score": _builtins(shown_score(alert.first_score)),
        "place": _place(alert),
        "feedback": _feedback(alert, source.name if source else alert.feedback.source_id),
        "respondent": _respondent(alert, masked=not reader.user.may("see_contact")),
        "triggers": _triggers(alert),
        "first_contact_at": _time(alert.first_contact_at),
        "assigned_at": _time(alert.assigned_at),
        "expired_at": _time(alert.expired_at),
        "closing": _closing(alert, reader.user.locale),
        "may": lifecycle.allowed(alert) if reader.user.may("treat") else [],
    }


def timeline_view(events: list[Event], deliveries: dict[str, int]) -> dict[str, Any]:
    """The life of a case."""
    return {
        "items": [
            {"version": e.version, "type": e.type, "at": iso(e.at), "by": _builtins(e.by), "data": _shown(e)}
            for e in events
        ],
        "deliveries": {
            "sent": deliveries.get("sent", 0),
            "failed": deliveries.get("failed", 0),
            "unknown": deliveries.get("unknown", 0),
            "pending": deliveries.get("sending", 0) + deliveries.get("retry", 0),
        },
    }


def _shown(event: Event) -> dict[str, Any]:
    return {name: value for name, value in event.data.items() if name != "tells"}


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


def _respondent(alert: Alert, *, masked: bool) -> dict[str, Any]:
    person = alert.feedback.respondent
    return {
        "id": person.id,
        "name": person.name,
        "email": HIDDEN if masked and person.email else person.email,
        "phone": HIDDEN if masked and person.phone else person.phone,
        "tier": person.tier,
        "attributes": dict(person.attributes),
        "masked": masked,
    }


def _triggers(alert: Alert) -> list[dict[str, Any]]:
    number = 0
    triggers = []
    for trigger in alert.triggers:
        conditions = []
        for condition in trigger.conditions:
            number += 1
            conditions.append(
                {
                    "number": number,
                    "field": condition.field,
                    "operator": condition.operator,
                    "operand": condition.operand,
                    "value": condition.value,
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


def _closing(alert: Alert, locale: str) -> dict[str, Any] | None:
    closing = alert.closing
    if closing is None:
        return None
    label = next((one.label[locale] for one in DEFAULT_REASONS if one.id == closing.reason_id), closing.reason)
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
