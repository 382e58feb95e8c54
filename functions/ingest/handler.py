"""POST /hooks/{source_token}: takes a webhook in, one conditional write for each event it carries."""

import base64
from typing import Any

from functions.ingest.answers import answer, problem
from functions.ingest.wiring import Wiring, wiring
from shared.errors import HookError, SignatureInvalid
from shared.feedback.accept import Accepted, HookRequest, accept
from shared.observability import logger


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers 202 with the feedback's id, 200 to a tool that looks whether the address exists, or a problem body
    (API Gateway payload format 2.0)."""
    ports = wiring()
    request_id = str(event["requestContext"].get("requestId", ""))
    try:
        events = _taken(_request(event), ports)
    except HookError as refusal:
        logger.info("webhook refused", code=refusal.code, request_id=request_id)
        return problem(refusal, request_id)
    for one in events:
        logger.info("webhook accepted", **one._asdict())
    return answer(events)


def _taken(request: HookRequest, ports: Wiring) -> tuple[Accepted, ...]:
    try:
        return accept(request, ports.sources.find, ports.store, ports.now())
    except SignatureInvalid:
        if not ports.sources.renew(request.token):
            raise
    return accept(request, ports.sources.find, ports.store, ports.now())


def _request(event: dict[str, Any]) -> HookRequest:
    body = event.get("body") or ""
    raw = base64.b64decode(body) if event.get("isBase64Encoded") else body.encode("utf-8", "surrogatepass")
    headers = {name.lower(): value for name, value in event.get("headers", {}).items()}
    method = event["requestContext"]["http"]["method"]
    return HookRequest(method, (event.get("pathParameters") or {}).get("source_token", ""), headers, raw)
