"""POST /hooks/{source_token}: takes a webhook in by one conditional write."""

import base64
import json
from typing import Any

from functions.ingest.wiring import wiring
from shared.errors import HookError, MethodNotAllowed
from shared.feedback.accept import HookRequest, accept
from shared.observability import logger


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers 202 with the feedback's id, or a problem body (API Gateway payload format 2.0)."""
    ports = wiring()
    try:
        accepted = accept(_request(event), ports.sources.find, ports.store, ports.now())
    except HookError as refusal:
        logger.info("webhook refused", code=refusal.code, request_id=_request_id(event))
        return _problem(refusal, _request_id(event))
    logger.info("webhook accepted", id=accepted.id, duplicate=accepted.duplicate, quarantined=accepted.quarantined)
    if accepted.quarantined:
        return _answer(202, {"quarantined": accepted.quarantined, "duplicate": accepted.duplicate})
    return _answer(202, {"feedback_id": accepted.id, "duplicate": accepted.duplicate})


def _request(event: dict[str, Any]) -> HookRequest:
    body = event.get("body") or ""
    raw = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode("utf-8", "surrogatepass")
    headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
    method = event["requestContext"]["http"]["method"]
    return HookRequest(method, (event.get("pathParameters") or {}).get("source_token", ""), headers, raw)


def _problem(refusal: HookError, request_id: str) -> dict[str, Any]:
    body = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
        "request_id": request_id,
    }
    answer = _answer(refusal.status, body, "application/problem+json")
    if isinstance(refusal, MethodNotAllowed):
        answer["headers"]["allow"] = "POST"
    return answer


def _answer(status: int, body: dict[str, Any], media: str = "application/json") -> dict[str, Any]:
    return {"statusCode": status, "headers": {"content-type": media}, "body": json.dumps(body)}


def _request_id(event: dict[str, Any]) -> str:
    return str(event["requestContext"].get("requestId", ""))
