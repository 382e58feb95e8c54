"""Places: the tree as far as the reader sees it, changing it, and the codes that no place has yet."""

from collections import defaultdict
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api import placing, ruling
from functions.api.long_work import begin, job_view, retiming
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.ruling import Asked, Writes
from functions.api.schemas import places as schemas
from functions.api.schemas.common import PlaceRef
from functions.api.schemas.jobs import JobOut
from functions.api.schemas.quarantine import CodeIn, UnknownPlaceOut, UnknownPlaces
from functions.api.wiring import Wiring
from shared import ids
from shared.clock import iso
from shared.errors import Duplicate, InUse, NotFound
from shared.jobs.models import Job
from shared.scope.editing import children
from shared.scope.places import Place, place_code
from shared.storage.config import Config
from shared.storage.unplaced import COUNT_LIMIT, UnknownCode, Unplaced

router = APIGatewayHttpRouter()

type PlaceId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["places"]
_SHOWN = COUNT_LIMIT - 1


@router.get("/places", operation_id="listPlaces", summary="Places in the reader's perimeter", tags=_TAGS)
def list_places() -> schemas.PlaceList:
    """Every place inside the perimeter, by name; the parent is null where the perimeter begins."""
    _, reader = signed_in(router)
    shown = sorted(reader.config.tree.places.values(), key=lambda place: place.name)
    return schemas.PlaceList(items=[_out(place, reader) for place in shown if _seen(place.id, reader)])


@router.post("/places", operation_id="createPlace", summary="Add a place", tags=_TAGS, status_code=201)
def create_place(body: schemas.PlaceIn) -> Response[schemas.PlaceOut]:
    """Feedback with its code is its own from a second later on; what waits for a code is released by
    ``/places/{id}/codes``."""
    ports, reader = signed_in(router)
    reader.require("people")
    now = ports.now()

    def decide(config: Config, place_id: str) -> tuple[Writes, Place]:
        place = placing.checked_place(ports, _place_of(place_id, 1, body), config, new=True)
        return placing.writes_of(place, "created", reader.user.person, now), place

    request = b"createPlace" + msgspec.json.encode(body.model_dump())
    asked = Asked(idempotency_key(router), request, body.id or ids.new_id("p"))
    place = ruling.save(ports, reader, decide, asked, lambda config, made: _present(config, made))
    return Response(status_code=201, content_type="application/json", body=_out(place, reader))


@router.get("/places/<place_id>", operation_id="getPlace", summary="One place", tags=_TAGS)
def get_place(place_id: PlaceId) -> schemas.PlaceOut:
    """The place as it is."""
    _, reader = signed_in(router)
    place = _present(reader.config, place_id)
    if not _seen(place_id, reader):
        raise NotFound
    return _out(place, reader)


@router.put("/places/<place_id>", operation_id="replacePlace", summary="Change a place", tags=_TAGS)
def replace_place(place_id: PlaceId, body: schemas.PlaceChange) -> schemas.PlaceChanged:
    """Who sees its cases follows at once from where it stands; a job writes their keys and names anew. If they are
    counted by another calendar now, another job gives the open ones their new target."""
    ports, reader = signed_in(router)
    reader.require("people")
    now, job = ports.now(), _move(ports, reader, place_id)
    retime = retiming(ports, reader, place=place_id)

    def decide(config: Config, _id: str) -> tuple[Writes, tuple[Place, Job | None]]:
        before = placing.current(config.tree.places.get(place_id), body.version, _whole)
        after = placing.checked_place(ports, _place_of(place_id, before.version + 1, body), config, new=False)
        following = job if placing.moves(before, after) else None
        jobs = [job] if following else []
        jobs += [retime] if placing.retimes(before, after, config) else []
        by = reader.user.person
        return placing.writes_of(after, "changed", by, now, before=before, jobs=jobs), (after, following)

    place, following = ruling.save(ports, reader, decide)
    return schemas.PlaceChanged(place=_out(place, reader), job=_job(following) if following else None)


@router.delete("/places/<place_id>", operation_id="deletePlace", summary="Remove a place", tags=_TAGS)
def delete_place(place_id: PlaceId, version: VersionQuery = None) -> schemas.PlaceRemoved:
    """Only a place with none below it. A job gives its cases to the place above, open and ended ones."""
    ports, reader = signed_in(router)
    reader.require("people")
    now, job, retime = ports.now(), _move(ports, reader, place_id), retiming(ports, reader)

    def decide(config: Config, _id: str) -> tuple[Writes, Place | None]:
        before = placing.current(config.tree.places.get(place_id), version, _whole)
        below = children(place_id, config.tree)
        if below:
            raise InUse(f"There are places below it: {', '.join(one.name for one in below[:5])}")
        jobs = [job, retime] if before.calendar is not None else [job]
        writes = placing.writes_of(before, "deleted", reader.user.person, now, jobs=jobs)
        for group in config.tree.groups.values():
            if place_id in group.places:
                left = tuple(one for one in group.places if one != place_id)
                less = replace(group, places=left, version=group.version + 1)
                writes.entities.append(("GROUP", group.id, less))
        return writes, config.tree.places.get(before.parent or "")

    above = ruling.save(ports, reader, decide)
    moved_to = PlaceRef(id=above.id, name=above.name) if above else None
    return schemas.PlaceRemoved(moved_to=moved_to, job=_job(job))


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
    aliased = replace(place, aliases=(*place.aliases, code)) if place.code else replace(place, code=code)
    return replace(aliased, version=place.version + 1)


def _place_of(place_id: str, version: int, body: schemas.PlaceBody) -> Place:
    return Place(
        id=place_id,
        name=body.name.strip(),
        parent=body.parent,
        code=body.code.strip() if body.code else None,
        aliases=tuple(one.strip() for one in body.aliases),
        calendar=body.calendar,
        owner=body.owner,
        delegate_to=body.delegate_to.strip() if body.delegate_to else None,
        version=version,
    )


def _present(config: Config, place_id: str) -> Place:
    if place_id not in config.tree.places:
        raise NotFound
    return config.tree.places[place_id]


def _seen(place_id: str, reader: Reader) -> bool:
    return reader.perimeter.holds(reader.path_of(place_id))


def _out(place: Place, reader: Reader) -> schemas.PlaceOut:
    parent = place.parent if place.parent and _seen(place.parent, reader) else None
    shown = placing.place_view(place, whole=reader.user.may("people"), parent=parent)
    return schemas.PlaceOut.model_validate(shown)


def _whole(place: Place) -> dict[str, object]:
    return placing.place_view(place, whole=True)


def _move(ports: Wiring, reader: Reader, place_id: str) -> Job:
    return Job(ids.new_id("j"), "move", ports.now(), reader.user.person, {"place": place_id})


def _job(job: Job) -> JobOut:
    return JobOut.model_validate(job_view(job))


def _unknown(same: list[UnknownCode]) -> UnknownPlaceOut:
    first = min(same, key=lambda one: one.since)
    return UnknownPlaceOut(
        code=first.code,
        count=min(first.waiting, _SHOWN),
        more=first.waiting > _SHOWN,
        since=iso(first.since),
        sources=sorted({one.source_id for one in same}),
    )
