"""The resolver: routes of all domains, and every refusal as one problem body."""

import traceback
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from functions.api import problems
from functions.api.bodies import StrictBodies
from functions.api.routes import (
    alerts,
    deliveries,
    feedback,
    imports,
    jobs,
    keyword_lists,
    places,
    quarantine,
    reader,
    rule_files,
    rule_trials,
    rules,
    sources,
)
from shared.errors import AppError, NotFound
from shared.observability import logger

app = APIGatewayHttpResolver(enable_validation=True, response_validation_error_http_code=500)
app._request_validation_middleware = StrictBodies()  # type: ignore[no-untyped-call] # its parent has no types
app.include_router(reader.router, prefix="/v1")
app.include_router(alerts.router, prefix="/v1")
app.include_router(places.router, prefix="/v1")
app.include_router(rules.router, prefix="/v1")
app.include_router(rule_trials.router, prefix="/v1")
app.include_router(rule_files.router, prefix="/v1")
app.include_router(keyword_lists.router, prefix="/v1")
app.include_router(sources.router, prefix="/v1")
app.include_router(deliveries.router, prefix="/v1")
app.include_router(quarantine.router, prefix="/v1")
app.include_router(jobs.router, prefix="/v1")
app.include_router(imports.router, prefix="/v1")
app.include_router(feedback.router, prefix="/v1")


def _request_id() -> str:
    return str(app.current_event.request_context.request_id)


def _refused(refusal: AppError) -> Response[str]:
    logger.info("refused", code=refusal.code, request_id=_request_id())
    return problems.problem(refusal, _request_id())


@app.exception_handler(AppError)
def refused(refusal: AppError) -> Response[str]:
    """A refusal of ours."""
    return _refused(refusal)


@app.exception_handler(RequestValidationError)
def malformed(fault: RequestValidationError) -> Response[str]:
    """A request that does not have the shape asked for."""
    return _refused(problems.invalid(fault))


@app.exception_handler(Exception)
def failed(fault: Exception) -> Response[str]:
    """A fault of ours: logged by kind and place only, as its message may quote what people wrote."""
    where = traceback.extract_tb(fault.__traceback__)[-1]
    place = f"{where.filename.rsplit('/', 1)[-1]}:{where.lineno}"
    logger.error("request failed", request_id=_request_id(), fault=type(fault).__name__, place=place)
    return problems.problem(AppError("Try again; if it stays, tell your admin this request id"), _request_id())


@app.not_found
def unknown(_fault: Any) -> Response[str]:
    """A path that does not exist."""
    return _refused(NotFound())
