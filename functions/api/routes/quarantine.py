"""Quarantine: authentic deliveries that could not be used, and reading them again. For admins."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import deliveries, sources
from functions.api.long_work import begin, job_view
from functions.api.quarantine import groups
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas.jobs import JobOut
from functions.api.schemas.quarantine import Groups, QuarantinedOut, ReplayIn
from shared.errors import NotFound

router = APIGatewayHttpRouter()


@router.get("/quarantine", operation_id="listQuarantine", summary="What waits, by reason", tags=["sources"])
def list_quarantine(source: Annotated[str | None, Query(max_length=64)] = None) -> Groups:
    """Deliveries of one source or all that could not be used, together by reason, with examples and what would
    mend them."""
    ports, reader = signed_in(router)
    reader.require("rules")
    asked = [sources.existing(reader, source)] if source else list(reader.config.sources.values())
    return Groups.model_validate(groups(ports, asked))


@router.get(
    "/quarantine/<source_id>/<row_id>", operation_id="getQuarantined", summary="One that waits", tags=["sources"]
)
def get_quarantined(
    source_id: Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")],
    row_id: Annotated[str, Path(pattern=r"^q[a-z2-7]{24}$")],
) -> QuarantinedOut:
    """The delivery whole, without the tool's secrets."""
    ports, reader = signed_in(router)
    reader.require("rules")
    source = sources.existing(reader, source_id)
    delivery = ports.received.in_quarantine(source.id, row_id)
    if delivery is None or delivery.quarantined is None:
        raise NotFound
    shown = deliveries.delivery_view(deliveries.read(delivery, source), deliveries.WHOLE)
    row = delivery.quarantined
    return QuarantinedOut.model_validate({**shown, "source_id": source.id, "code": row.code, "path": row.path})


@router.post(
    "/quarantine/replay", operation_id="replayQuarantine", summary="Read again what waits", tags=["sources"]
)
def replay_quarantine(body: ReplayIn) -> Response[JobOut]:
    """Starts a job that reads what waits under the source as it is now. What can be used comes in once, as if it
    had just been received; the rest goes on waiting."""
    ports, reader = signed_in(router)
    reader.require("rules")
    source = sources.existing(reader, body.source)
    asked = {"source": source.id, "code": body.code}
    job = begin(ports, reader, idempotency_key(router), "replay", asked, msgspec.json.encode(asked))
    return Response(status_code=202, content_type="application/json", body=JobOut.model_validate(job_view(job)))
