"""Why cases are closed: the account's list, or ours until it writes its own."""

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
from shared.account.models import Reason
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import Duplicate, InUse
from shared.storage.config import Config

router = APIGatewayHttpRouter()

type ReasonId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]
type VersionQuery = Annotated[int | None, Query(ge=1, description="The version the deletion is based on")]

_TAGS = ["settings"]


@router.get("/reasons", operation_id="listReasons", summary="The closing reasons", tags=_TAGS)
def list_reasons() -> schemas.ReasonList:
    """In the order in which they were written, archived ones too."""
    _, reader = signed_in(router)
    return schemas.ReasonList(items=keeping.listed(reader, _KEPT, _order))


@router.post(
    "/reasons", operation_id="createReason", summary="Write a closing reason", tags=_TAGS, status_code=201
)
def create_reason(body: schemas.ReasonIn) -> Response[schemas.KeptReason]:
    """Offered at the next closing."""
    ports, reader = signed_in(router)
    request = msgspec.json.encode(body.model_dump())
    key = idempotency_key(router)
    out = keeping.create(ports, reader, _KEPT, lambda new: _made(new, 1, body), key=key, request=request)
    return Response(status_code=201, content_type="application/json", body=out)


@router.get("/reasons/<reason_id>", operation_id="getReason", summary="One closing reason", tags=_TAGS)
def get_reason(reason_id: ReasonId) -> schemas.KeptReason:
    """The reason as it is."""
    _, reader = signed_in(router)
    return keeping.got(reader, _KEPT, reason_id)


@router.put("/reasons/<reason_id>", operation_id="replaceReason", summary="Change a closing reason", tags=_TAGS)
def replace_reason(reason_id: ReasonId, body: schemas.ReasonChange) -> schemas.KeptReason:
    """Cases closed with it are shown with its new label. One that a plan closes with cannot be archived."""
    ports, reader = signed_in(router)
    return keeping.change(ports, reader, _KEPT, reason_id, body.version, lambda n: _made(reason_id, n, body))


@router.delete(
    "/reasons/<reason_id>",
    operation_id="deleteReason",
    summary="Delete a closing reason",
    tags=_TAGS,
    status_code=204,
)
def delete_reason(reason_id: ReasonId, version: VersionQuery = None) -> Response[None]:
    """Only one that no plan closes with; archive a reason that was much used, so that its name stays."""
    ports, reader = signed_in(router)
    keeping.delete(ports, reader, _KEPT, reason_id, version)
    return Response(status_code=204, content_type="application/json")


def _made(reason_id: str, version: int, body: schemas.ReasonIn) -> Reason:
    return Reason(
        id=reason_id,
        label={"fr": body.label.fr.strip(), "en": body.label.en.strip()},
        note_required=body.note_required,
        version=version,
        archived=body.archived,
        refusal=body.refusal,
    )


def _found(config: Config) -> dict[str, Reason]:
    return {one.id: one for one in config.reasons}


def _first(config: Config) -> tuple[Reason, ...]:
    return DEFAULT_REASONS if config.reasons is DEFAULT_REASONS else ()


def _check(_ports: Wiring, config: Config, one: Reason, _before: Reason | None) -> None:
    if checking.same_label(one, config.reasons) and not one.archived:
        raise Duplicate("Another reason has this label")
    if one.archived:
        users = _users(_ports, config, one)
        if users:
            raise InUse(f"Used by: {', '.join(users)}")


def _users(_ports: Wiring, config: Config, one: Reason) -> list[str]:
    if checking.last_one(one, config.reasons):
        return ["every closing: it is the last reason"]
    return checking.plans_using(one.id, config.plans)


def _order(one: Reason) -> tuple[int, str]:
    ours = [known.id for known in DEFAULT_REASONS]
    return (ours.index(one.id) if one.id in ours else len(ours), one.label["en"].casefold())


def _out(one: Reason, _config: Config) -> schemas.KeptReason:
    return schemas.KeptReason.model_validate(one)


_KEPT = Kept("REASON", "reason", "n", _found, _check, _users, _out, _first)
