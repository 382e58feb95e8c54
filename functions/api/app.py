"""The resolvers, one per domain, and every refusal as one problem body.

A domain is the first step of a path. Its routes are loaded when the first request for it comes: a new environment
answers the one it was started for without loading the other hundred."""

import traceback
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from functions.api import problems
from functions.api.bodies import StrictBodies
from shared.errors import AppError, NotFound
from shared.observability import logger

PREFIX = "/v1"
DOMAINS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "me": ("reader",),
        "alerts": ("inbox", "bulk", "alerts", "plans_on_cases", "respondents"),
        "presence": ("presence",),
        "respondents": ("respondents",),
        "places": ("places",),
        "groups": ("groups",),
        "users": ("users",),
        "directory": ("directory",),
        "rules": ("rules", "rule_trials", "rule_files"),
        "keyword-lists": ("keyword_lists",),
        "sources": ("sources", "deliveries"),
        "quarantine": ("quarantine",),
        "imports": ("imports",),
        "feedback": ("feedback",),
        "plans": ("plans",),
        "reasons": ("reasons",),
        "motives": ("motives",),
        "departments": ("departments",),
        "calendars": ("calendars",),
        "settings": ("settings",),
        "jobs": ("jobs",),
        "audit": ("audit",),
    }
)
"""The modules of ``functions.api.routes`` that answer the paths of a domain."""


def resolve(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answers one request."""
    domain = str(event["rawPath"]).removeprefix(f"{PREFIX}/").partition("/")[0]
    return _domain(domain if domain in DOMAINS else "").resolve(event, context)


def whole() -> APIGatewayHttpResolver:
    """All of the API at once: what its description is made of."""
    return _application(dict.fromkeys(module for modules in DOMAINS.values() for module in modules))


@cache
def _domain(name: str) -> APIGatewayHttpResolver:
    return _application(DOMAINS.get(name, ()))


def _application(modules: Iterable[str]) -> APIGatewayHttpResolver:
    app = APIGatewayHttpResolver(enable_validation=True, response_validation_error_http_code=500)
    app._request_validation_middleware = StrictBodies()  # type: ignore[no-untyped-call] # its parent has no types
    for module in modules:
        app.include_router(import_module(f"functions.api.routes.{module}").router, prefix=PREFIX)

    def request_id() -> str:
        return str(app.current_event.request_context.request_id)

    def refused(refusal: AppError) -> Response[str]:
        """A refusal of ours."""
        logger.info("refused", code=refusal.code, request_id=request_id())
        return problems.problem(refusal, request_id())

    def malformed(fault: RequestValidationError) -> Response[str]:
        """A request that does not have the shape asked for."""
        return refused(problems.invalid(fault))

    def failed(fault: Exception) -> Response[str]:
        """A fault of ours: logged by kind and place only, as its message may quote what people wrote."""
        where = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{where.filename.rsplit('/', 1)[-1]}:{where.lineno}"
        logger.error("request failed", request_id=request_id(), fault=type(fault).__name__, place=place)
        told = AppError("Try again; if it stays, tell your admin this request id")
        return problems.problem(told, request_id())

    def unknown(_fault: Any) -> Response[str]:
        """A path that does not exist."""
        return refused(NotFound())

    app.exception_handler(AppError)(refused)
    app.exception_handler(RequestValidationError)(malformed)
    app.exception_handler(Exception)(failed)
    app.not_found(unknown)
    return app
