"""Places: the tree as far as the reader sees it, and the codes that no place has yet."""

from collections import defaultdict
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api.long_work import begin, job_view
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas.jobs import JobOut
from functions.api.schemas.quarantine import CodeIn, UnknownPlaceOut, UnknownPlaces
from functions.api.schemas.settings import PlaceList, PlaceListed
from shared.clock import iso
from shared.errors import Duplicate, NotFound
from shared.scope.places import Place, place_code
from shared.storage.unplaced import COUNT_LIMIT, UnknownCode, Unplaced

router = APIGatewayHttpRouter()

type PlaceId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]

_SHOWN = COUNT_LIMIT - 1


@router.get("/places", operation_id="listPlaces", summary="Places in the reader's perimeter", tags=["places"])
def list_places() -> PlaceList:
    """Every place inside the perimeter; the parent is null where the perimeter begins."""
    _, reader = signed_in(router)
    tree, perimeter = reader.config.tree, reader.user.perimeter
    seen = {place.id for place in tree.places.values() if perimeter.covers(tree.path(place.id))}
    return PlaceList(
        items=[
            PlaceListed(
                id=place.id,
                name=place.name,
                parent=place.parent if place.parent in seen else None,
                code=place.code,
            )
            for place in sorted(tree.places.values(), key=lambda place: place.name)
            if place.id in seen
        ]
    )


@router.get("/places/unknown", operation_id="listUnknownPlaces", summary="Codes without a place", tags=["places"])
def list_unknown() -> UnknownPlaces:
    """The codes that feedback came with and no place has, with how much waits, the oldest first. For admins."""
    ports, reader = signed_in(router)
    reader.require("rules")
    together: dict[str, list[UnknownCode]] = defaultdict(list)
    for one in Unplaced(ports.table).codes():
        if reader.config.tree.find(one.code) is None:
            together[place_code(one.code)].append(one)
    found = sorted(together.values(), key=lambda same: min(one.since for one in same))
    return UnknownPlaces(items=[_unknown(same) for same in found])


@router.post(
    "/places/<place_id>/codes", operation_id="addPlaceCode", summary="Give a place a code", tags=["places"]
)
def add_code(place_id: PlaceId, body: CodeIn) -> Response[JobOut]:
    """The code means this place from now on, and a job gives the feedback that waits for it to the people of the
    place. The same request again starts the job again, which changes nothing. For admins."""
    ports, reader = signed_in(router)
    reader.require("rules")
    place = reader.config.tree.places.get(place_id)
    if place is None:
        raise NotFound
    code = body.code.strip()
    known = reader.config.tree.find(code)
    if known is not None and known.id != place.id:
        raise Duplicate(f"This code means {known.name}")
    if known is None:
        changed = _coded(place, code)
        ports.config_store.save("PLACE", place.id, changed, if_config=reader.config.version)
    asked = {"code": code, "place": place.id}
    job = begin(ports, reader, idempotency_key(router), "release", asked, msgspec.json.encode(asked))
    return Response(status_code=202, content_type="application/json", body=JobOut.model_validate(job_view(job)))


def _coded(place: Place, code: str) -> Place:
    return replace(place, aliases=(*place.aliases, code)) if place.code else replace(place, code=code)


def _unknown(same: list[UnknownCode]) -> UnknownPlaceOut:
    first = min(same, key=lambda one: one.since)
    return UnknownPlaceOut(
        code=first.code,
        count=min(first.waiting, _SHOWN),
        more=first.waiting > _SHOWN,
        since=iso(first.since),
        sources=sorted({one.source_id for one in same}),
    )
