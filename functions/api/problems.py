"""Every refusal as one RFC 9457 problem body, in one place."""

import json

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.errors import AppError, Fault, Invalid, NotFound

MEDIA = "application/problem+json"
_SHOWN = 80


def problem(refusal: AppError, request_id: str) -> Response[str]:
    """The answer for a refusal."""
    body = {
        "type": "about:blank",
        "title": refusal.title,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.detail,
        "request_id": request_id,
        "errors": [fault._asdict() for fault in refusal.errors],
        **refusal.more,
    }
    return Response(status_code=refusal.status, content_type=MEDIA, body=json.dumps(body))


def invalid(fault: RequestValidationError) -> AppError:
    """A request of the wrong shape. A path segment that cannot be an id is simply not found."""
    errors: list[ErrorDetails] = list(fault.errors())
    if any(error["loc"][:1] == ("path",) for error in errors):
        return NotFound()
    return Invalid(errors=[Fault(_path(error), _code(error), str(error["msg"])[:_SHOWN]) for error in errors])


def invalid_at(root: str, fault: ValidationError) -> AppError:
    """A part of a request of the wrong shape, whose path begins with ``root``."""
    errors: list[ErrorDetails] = list(fault.errors())
    found = [
        Fault(_path({**error, "loc": ("body", *error["loc"])}), _code(error), error["msg"]) for error in errors
    ]
    return Invalid(
        errors=[one._replace(path=f"{root}{one.path[1:]}", message=one.message[:_SHOWN]) for one in found]
    )


def _path(error: ErrorDetails) -> str:
    where, *steps = error["loc"] or ("body",)
    root = "$" if where == "body" else f"${where}"
    return root + "".join(f"[{step}]" if isinstance(step, int) else f".{step}"[:_SHOWN] for step in steps)


def _code(error: ErrorDetails) -> str:
    return {"extra_forbidden": "unknown_field", "missing": "required"}.get(error["type"], error["type"])
