"""Feedback as admins see it."""

from typing import Any

import msgspec

from functions.api.reader import Reader
from shared.alerts.opening import place_of
from shared.alerts.rows import shown_score
from shared.backtest.judging import explained
from shared.clock import iso
from shared.feedback.models import Feedback
from shared.rules.criteria import parse_criteria

_CONDITION = {"negated": False, "spans": []}


def row_view(feedback: Feedback, reader: Reader) -> dict[str, Any]:
    """One line of a list."""
    place = place_of(feedback, reader.config.tree)
    return {
        "id": feedback.id,
        "submitted_at": iso(feedback.submitted_at),
        "received_at": iso(feedback.received_at),
        "place": {"id": place.id, "name": place.name} if place else None,
        "place_code": feedback.place_code,
        "score": _builtins(shown_score(feedback.score)),
        "comment": feedback.comment,
        "language": feedback.language,
        "withdrawn": feedback.withdrawn,
        "flags": list(feedback.flags),
    }


def feedback_view(feedback: Feedback, reader: Reader) -> dict[str, Any]:
    """The whole of it."""
    source = reader.config.sources.get(feedback.source_id)
    person = feedback.respondent
    return {
        **row_view(feedback, reader),
        "source": source.name if source else feedback.source_id,
        "source_kind": feedback.source_kind,
        "kind": feedback.kind,
        "channel": feedback.channel,
        "campaign": feedback.campaign,
        "revision": feedback.revision,
        "contact_requested": feedback.contact_requested,
        "consent": feedback.consent,
        "motives": list(feedback.motives),
        "sub_motive": feedback.sub_motive,
        "tags": list(feedback.tags),
        "answers": [_builtins(answer) for answer in feedback.answers],
        "respondent": {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "tier": person.tier,
            "attributes": dict(person.attributes),
        },
    }


def revision_view(feedback: Feedback) -> dict[str, Any]:
    """One of its states."""
    return {
        "revision": feedback.revision,
        "received_at": iso(feedback.received_at),
        "withdrawn": feedback.withdrawn,
        "score": _builtins(shown_score(feedback.score)),
        "comment": feedback.comment,
    }


def verdict_views(feedback: Feedback, reader: Reader, zone: str, sent: int | None) -> list[dict[str, Any]]:
    """What every rule but drafts says of it today, by label."""
    config = reader.config
    live = [rule for rule in config.rules.values() if rule.status != "draft"]
    found = []
    for rule in sorted(live, key=lambda rule: rule.label):
        criteria = parse_criteria(rule.criteria, lists=config.lists)
        verdict = explained(criteria, feedback, config.tree, zone, sent)
        conditions = [
            {**_CONDITION, **_builtins(one), "number": number}
            for number, one in enumerate(verdict.conditions, start=1)
        ]
        found.append({"rule_id": rule.id, "label": rule.label, "fired": verdict.fired, "conditions": conditions})
    return found


def _builtins(model: Any) -> Any:
    return msgspec.to_builtins(model)
