"""What a sender is answered."""

import json
from typing import Any

from shared.errors import HookError, MethodNotAllowed
from shared.feedback.accept import Accepted


def answer(events: tuple[Accepted, ...]) -> dict[str, Any]:
    """202 and what became of the one event, or of each of several in their order. 200 and nothing for a request
    that carried none."""
    if not events:
        return {"statusCode": 200, "headers": {}, "body": ""}
    bodies = [_event(one) for one in events]
    return _json(202, bodies[0] if len(bodies) == 1 else {"results": bodies})


def problem(refusal: HookError, request_id: str) -> dict[str, Any]:
    """The problem body of a refusal (RFC 9457)."""
    body = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
        "request_id": request_id,
    }
    made = _json(refusal.status, body, "application/problem+json")
    if isinstance(refusal, MethodNotAllowed):
        made["headers"]["allow"] = "POST"
    return made


def _event(one: Accepted) -> dict[str, Any]:
    if one.ignored is not None:
        return {"ignored": one.ignored}
    if one.quarantined:
        return {"quarantined": one.quarantined, "duplicate": one.duplicate}
    return {"feedback_id": one.id, "duplicate": one.duplicate}


def _json(status: int, body: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"statusCode": status, "headers": {"content-type": media}, "body": json.dumps(body)}
