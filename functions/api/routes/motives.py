"""Why customers write: motives and their parts, what sources call them, and who deals with them."""

from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import keeping
from functions.api.keeping import Kept
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import account as schemas
from functions.api.wiring import Wiring
from shared.account import checking
from shared.account.models import Motive
from shared.errors import Duplicate, Invalid
from shared.storage.config import Config

router = APIGatewayHttpRouter()

type MotiveId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["settings"]


@router.get("/motives", operation_id="listMotives", summary="The motives", tags=_TAGS)
def list_motives() -> schemas.MotiveList:
    """Motives and sub-motives, archived ones too."""
    _, reader = signed_in(router)
    return schemas.MotiveList(items=keeping.listed(reader, _KEPT, lambda one: one.label["en"].casefold()))


@router.post("/motives", operation_id="createMotive", summary="Write a motive", tags=_TAGS, status_code=201)
def create_motive(body: schemas.MotiveIn) -> Response[schemas.MotiveOut]:
    """Feedback that names it, its label or one of its codes gets it from a second later on."""
    ports, reader = signed_in(router)
    request = msgspec.json.encode(body.model_dump())
    key = idempotency_key(router)
    out = keeping.create(ports, reader, _KEPT, lambda new: _made(new, 1, body), key=key, request=request)
    return Response(status_code=201, content_type="application/json", body=out)


@router.get("/motives/<motive_id>", operation_id="getMotive", summary="One motive", tags=_TAGS)
def get_motive(motive_id: MotiveId) -> schemas.MotiveOut:
    """The motive as it is."""
    _, reader = signed_in(router)
    return keeping.got(reader, _KEPT, motive_id)


@router.put("/motives/<motive_id>", operation_id="replaceMotive", summary="Change a motive", tags=_TAGS)
def replace_motive(motive_id: MotiveId, body: schemas.MotiveChange) -> schemas.MotiveOut:
    """Cases keep their motive and are shown with its new label."""
    ports, reader = signed_in(router)
    return keeping.change(ports, reader, _KEPT, motive_id, body.version, lambda n: _made(motive_id, n, body))


@router.delete(
    "/motives/<motive_id>", operation_id="deleteMotive", summary="Delete a motive", tags=_TAGS, status_code=204
)
def delete_motive(motive_id: MotiveId, version: VersionQuery = None) -> Response[None]:
    """Only one without parts."""
    ports, reader = signed_in(router)
    keeping.delete(ports, reader, _KEPT, motive_id, version)
    return Response(status_code=204, content_type="application/json")


def _made(motive_id: str, version: int, body: schemas.MotiveIn) -> Motive:
    return Motive(
        id=motive_id,
        label={"fr": body.label.fr.strip(), "en": body.label.en.strip()},
        version=version,
        parent=body.parent,
        codes=tuple(dict.fromkeys(code.strip() for code in body.codes)),
        department=body.department,
        archived=body.archived,
    )


def _check(_ports: Wiring, config: Config, one: Motive, _before: Motive | None) -> None:
    faults = checking.faults_of_motive(one, config.motives, config.departments)
    if faults:
        raise Invalid("The motive cannot be used", errors=faults)
    if checking.same_label(one, config.motives.values()) and not one.archived:
        raise Duplicate("Another motive has this label")


def _users(_ports: Wiring, config: Config, one: Motive) -> list[str]:
    return sorted(other.label["en"] for other in config.motives.values() if other.parent == one.id)


def _out(one: Motive, _config: Config) -> schemas.MotiveOut:
    return schemas.MotiveOut.model_validate(one)


_KEPT = Kept("MOTIVE", "motive", "m", lambda config: config.motives, _check, _users, _out)
