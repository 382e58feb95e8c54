"""Groups: places put together freely, to filter by and to give people as their perimeter."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api import placing, ruling
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.ruling import Asked, Writes
from functions.api.schemas import places as schemas
from functions.api.wiring import Wiring
from shared import ids
from shared.errors import InUse, NotFound
from shared.scope.places import Group
from shared.storage.config import Config

router = APIGatewayHttpRouter()

type GroupId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["places"]


@router.get("/groups", operation_id="listGroups", summary="The groups", tags=_TAGS)
def list_groups() -> schemas.GroupList:
    """By name: all groups for admins; for others those with a place in their perimeter, as far as they see it."""
    _, reader = signed_in(router)
    groups = sorted(reader.config.tree.groups.values(), key=lambda one: one.name)
    seen = [one for group in groups if (one := _seen(group, reader)) is not None]
    return schemas.GroupList(items=[_out(one) for one in seen])


@router.post("/groups", operation_id="createGroup", summary="Add a group", tags=_TAGS, status_code=201)
def create_group(body: schemas.GroupIn) -> Response[schemas.GroupOut]:
    """A new group, which nobody has in their perimeter yet."""
    ports, reader = signed_in(router)
    reader.require("people")
    now = ports.now()

    def decide(config: Config, group_id: str) -> tuple[Writes, Group]:
        group = placing.checked_group(_group_of(group_id, 1, body), config, new=True)
        return placing.writes_of(group, "created", reader.user.person, now), group

    def done(config: Config, group_id: str) -> Group:
        return _present(config, group_id)

    request = b"createGroup" + msgspec.json.encode(body.model_dump())
    asked = Asked(idempotency_key(router), request, body.id or ids.new_id("g"))
    group = ruling.save(ports, reader, decide, asked, done)
    return Response(status_code=201, content_type="application/json", body=_out(group))


@router.get("/groups/<group_id>", operation_id="getGroup", summary="One group", tags=_TAGS)
def get_group(group_id: GroupId) -> schemas.GroupOut:
    """The group as it is, as far as the reader sees it."""
    _, reader = signed_in(router)
    seen = _seen(_present(reader.config, group_id), reader)
    if seen is None:
        raise NotFound
    return _out(seen)


@router.put("/groups/<group_id>", operation_id="replaceGroup", summary="Change a group", tags=_TAGS)
def replace_group(group_id: GroupId, body: schemas.GroupChange) -> schemas.GroupOut:
    """Holds at once for everybody who has the group in their perimeter."""
    ports, reader = signed_in(router)
    reader.require("people")
    now = ports.now()

    def decide(config: Config, _id: str) -> tuple[Writes, Group]:
        before = placing.current(config.tree.groups.get(group_id), body.version, placing.group_view)
        after = placing.checked_group(_group_of(group_id, before.version + 1, body), config, new=False)
        return placing.writes_of(after, "changed", reader.user.person, now, before=before), after

    return _out(ruling.save(ports, reader, decide))


@router.delete(
    "/groups/<group_id>", operation_id="deleteGroup", summary="Remove a group", tags=_TAGS, status_code=204
)
def delete_group(group_id: GroupId, version: VersionQuery = None) -> Response[None]:
    """Only a group that nobody has in their perimeter."""
    ports, reader = signed_in(router)
    reader.require("people")
    now = ports.now()

    def decide(config: Config, _id: str) -> tuple[Writes, None]:
        before = placing.current(config.tree.groups.get(group_id), version, placing.group_view)
        _require_unused(ports, before)
        return placing.writes_of(before, "deleted", reader.user.person, now), None

    ruling.save(ports, reader, decide)
    return Response(status_code=204, content_type="application/json")


def _require_unused(ports: Wiring, group: Group) -> None:
    users = [user.name for user in ports.people.around([group.id]) if group.id in user.groups]
    if users:
        raise InUse(f"In the perimeter of: {', '.join(sorted(users)[:5])}")


def _group_of(group_id: str, version: int, body: schemas.GroupBody) -> Group:
    return Group(group_id, body.name.strip(), tuple(dict.fromkeys(body.places)), version)


def _present(config: Config, group_id: str) -> Group:
    if group_id not in config.tree.groups:
        raise NotFound
    return config.tree.groups[group_id]


def _seen(group: Group, reader: Reader) -> Group | None:
    """The group as the reader may know it; None when nothing of it is in their perimeter."""
    if reader.user.may("people"):
        return group
    inside = tuple(place for place in group.places if reader.perimeter.holds(reader.path_of(place)))
    return replace(group, places=inside) if inside else None


def _out(group: Group) -> schemas.GroupOut:
    return schemas.GroupOut.model_validate(placing.group_view(group))
