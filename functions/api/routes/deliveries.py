"""What a source sent and what it means: the last deliveries and the mapping. For admins: it is personal data."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler.openapi.params import Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api import deliveries, sources
from functions.api.request import signed_in
from functions.api.routes.sources import SourceId
from functions.api.schemas import sources as schemas
from functions.api.source_views import glance, heard_now, source_view
from shared.errors import Invalid, NotFound
from shared.feedback.mapping import Mapping, check_mapping

router = APIGatewayHttpRouter()


@router.get(
    "/sources/<source_id>/deliveries",
    operation_id="listDeliveries",
    summary="What a source sent last",
    tags=["sources"],
)
def list_deliveries(source_id: SourceId, limit: Annotated[int, Query(ge=1, le=50)] = 20) -> schemas.DeliveryList:
    """The last deliveries, the newest first, accepted or in quarantine; and of the last 50 how many gave all that
    the mapping looks for."""
    ports, reader = signed_in(router)
    reader.require("rules")
    source = sources.existing(reader, source_id)
    found = deliveries.last(ports, source)
    return schemas.DeliveryList.model_validate(
        {
            "items": [deliveries.delivery_view(one) for one in found[:limit]],
            "read_in_full": deliveries.read_in_full(found, source),
            "of": len(found),
        }
    )


@router.post(
    "/sources/<source_id>/mapping/preview",
    operation_id="previewMapping",
    summary="Try a mapping",
    tags=["sources"],
)
def preview_mapping(source_id: SourceId, body: schemas.MappingPreviewIn) -> schemas.PreviewOut:
    """What the mapping makes of a delivery, and how many of the last 50 have each of its roles. Saves nothing."""
    ports, reader = signed_in(router)
    reader.require("rules")
    source = sources.existing(reader, source_id)
    mapping = _mapping(body.mapping) if body.mapping else None
    shown = None
    if body.delivery_id:
        delivery = ports.received.delivery(source.id, body.delivery_id)
        if delivery is None:
            raise NotFound
        shown = deliveries.read(delivery, source)
    found = deliveries.last(ports, source)
    return schemas.PreviewOut.model_validate(deliveries.preview(source, mapping, shown, found))


@router.put(
    "/sources/<source_id>/mapping", operation_id="replaceMapping", summary="Save a mapping", tags=["sources"]
)
def replace_mapping(source_id: SourceId, body: schemas.MappingChange) -> schemas.SourceOut:
    """Holds for what arrives from a minute later on at the latest; what waits in quarantine can then be read
    again."""
    ports, reader = signed_in(router)
    reader.require("rules")
    before = sources.existing(reader, source_id)
    after = replace(before, mapping=_mapping(body.mapping))
    saved = sources.change(ports, reader, before, after, body.version, "mapping")
    seen = glance(ports, saved, ports.vault.read(saved.id))
    return schemas.SourceOut.model_validate(source_view(ports, saved, seen, heard_now(ports, [saved])[saved.id]))


def _mapping(body: schemas.MappingIn) -> Mapping:
    """The mapping as sent. Raises Invalid with ``bad_path`` (B38) or ``bad_scale``."""
    mapping = msgspec.convert(body.model_dump(by_alias=True), Mapping)
    faults = check_mapping(mapping)
    if faults:
        raise Invalid(errors=faults)
    return mapping
