"""Requests, read by the same strict parser as webhooks (ASVS 1.5.3): Powertools' own lets deep nesting, huge
numbers and foreign media types fail as faults of ours."""

import base64
from typing import Any

import msgspec
from aws_lambda_powertools.event_handler.middlewares.openapi_validation import OpenAPIRequestValidationMiddleware

from functions.api.queries import refuse_strange
from shared.errors import Fault, Invalid, UnsupportedMedia
from shared.feedback import strict_json
from shared.feedback.strict_json import Unusable

MAX_BODY = 256 * 1024
_JSON = "application/json"


class StrictBodies(OpenAPIRequestValidationMiddleware):
    """Validates requests as its parent does, after reading query and body more strictly."""

    def handler(self, app: Any, next_middleware: Any) -> Any:
        """Refuses parameters that the route does not have."""
        parameters = app.context["_route"].dependant.query_params
        refuse_strange(app.current_event, [one.alias for one in parameters])
        return super().handler(app, next_middleware)

    def _get_body(self, app: Any) -> Any:
        event = app.current_event
        media = event.headers.get("content-type", _JSON).split(";")[0].strip().lower()
        if media != _JSON:
            raise UnsupportedMedia(f"Send the body as {_JSON}")
        body = event.body or ""
        raw = base64.b64decode(body) if event.is_base64_encoded else body.encode("utf-8", "surrogatepass")
        if len(raw) > MAX_BODY:
            raise Invalid(errors=[Fault("$", "too_large", f"send at most {MAX_BODY // 1024} kB")])
        try:
            value = strict_json.parse(raw)
            msgspec.json.encode(value)
        except Unusable as fault:
            raise Invalid(errors=[Fault("$", fault.code, "send one JSON object")]) from None
        except UnicodeEncodeError:
            raise Invalid(errors=[Fault("$", "bad_encoding", "text holds half a character")]) from None
        return value
