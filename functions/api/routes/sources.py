"""Sources: the survey tools that post to us, their addresses and their secrets. For admins."""

from datetime import timedelta
from typing import Annotated, Any

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api import sources
from functions.api.once import once
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas import sources as schemas
from functions.api.source_views import glance, heard_now, hook_address, kinds, source_view
from functions.api.wiring import Wiring
from shared import ids
from shared.clock import iso
from shared.errors import Fault, Invalid
from shared.feedback.presets import preset
from shared.feedback.sources import Source

router = APIGatewayHttpRouter()

type SourceId = Annotated[str, Path(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]


@router.get("/sources/kinds", operation_id="listSourceKinds", summary="Survey tools", tags=["sources"])
def list_kinds() -> schemas.KindList:
    """The survey tools that are understood, what each needs, and how to set it up."""
    _admin()
    return schemas.KindList.model_validate({"items": kinds()})


@router.get("/sources", operation_id="listSources", summary="The sources of the account", tags=["sources"])
def list_sources() -> schemas.SourceList:
    """All sources by name, with how they are doing."""
    ports, reader = _admin()
    found = sorted(reader.config.sources.values(), key=lambda source: source.name.casefold())
    heard = heard_now(ports, found)
    seen = [glance(ports, one, ports.vault.recent(one.id, one.version, ports.now())) for one in found]
    items = [source_view(ports, one, shown, heard[one.id]) for one, shown in zip(found, seen, strict=True)]
    return schemas.SourceList.model_validate({"items": items})


@router.post("/sources", operation_id="createSource", summary="Add a source", tags=["sources"])
def create_source(body: schemas.SourceIn) -> Response[schemas.SourceCreated]:
    """Answers the address and, where we make it up, the secret, which is never shown again. The same request again
    under its Idempotency-Key answers the source without it."""
    ports, reader = _admin()
    draft = Source(
        "",
        body.name.strip(),
        body.kind,
        body.campaign,
        body.channel,
        body.language,
        settings=_settings(ports, body),
    )
    secret = _first_secret(draft, body.secret)
    request = msgspec.json.encode(body.model_dump())
    only = once(ports, reader, idempotency_key(router), b"createSource\0" + request, "")
    made = _named(reader, draft.name) if only.repeated else None
    if made is not None:
        return _created({**_shown(ports, made), "secret": None})
    source = sources.create(ports, reader, draft, secret, only.mark)
    dossier = ports.vault.read(source.id)
    seen = glance(ports, source, dossier)
    address = hook_address(ports, seen.token) if seen.token else None
    shown = source_view(ports, source, seen, heard_now(ports, [source])[source.id], address=address)
    return _created({**shown, "secret": None if body.secret else secret})


@router.get("/sources/<source_id>", operation_id="getSource", summary="One source", tags=["sources"])
def get_source(source_id: SourceId) -> schemas.SourceOut:
    """The source as it is, with how it is doing."""
    ports, reader = _admin()
    return schemas.SourceOut.model_validate(_shown(ports, sources.existing(reader, source_id)))


@router.put("/sources/<source_id>", operation_id="replaceSource", summary="Change a source", tags=["sources"])
def replace_source(source_id: SourceId, body: schemas.SourceChange) -> schemas.SourceOut:
    """A source that is switched off answers 410 within a minute: tools that follow Standard Webhooks then stop."""
    ports, reader = _admin()
    before = sources.existing(reader, source_id)
    after = msgspec.structs.replace(
        before,
        name=body.name.strip(),
        campaign=body.campaign,
        channel=body.channel,
        language=body.language,
        settings=dict(body.settings),
        disabled=body.disabled,
    )
    saved = sources.change(ports, reader, before, after, body.version, "changed")
    return schemas.SourceOut.model_validate(_shown(ports, saved))


@router.get(
    "/sources/<source_id>/history", operation_id="listSourceHistory", summary="Who changed it", tags=["sources"]
)
def list_history(source_id: SourceId) -> schemas.SourceHistory:
    """Every change with who made it, the newest first. Of a secret it says that it changed, and no more."""
    ports, reader = _admin()
    saved = ports.sources.history(sources.existing(reader, source_id).id)
    items = [{"version": one.version, "at": iso(one.at), "by": one.by, "change": one.change} for one in saved]
    return schemas.SourceHistory.model_validate({"items": items})


@router.post(
    "/sources/<source_id>/secret", operation_id="rotateSecret", summary="Replace the secret", tags=["sources"]
)
def rotate_secret(source_id: SourceId, body: schemas.SecretIn) -> schemas.SecretShown:
    """The secret before stays live for ``overlap_hours``, so that the tool can be changed; 0 after a leak. What
    ingest has read lasts a minute longer. A secret made here is shown in this answer only."""
    ports, reader = _admin()
    source = sources.existing(reader, source_id)
    value = body.value or _first_secret(source, None)
    if value is None:
        sources.check_secret(source, "-" * 8, "$.value")
        raise Invalid(errors=[Fault("$.value", "required", "Send the secret that the tool shows")])
    sources.new_secret(ports, reader, source, value, timedelta(hours=body.overlap_hours))
    return schemas.SecretShown(secret=None if body.value else value)


@router.post(
    "/sources/<source_id>/address", operation_id="rotateAddress", summary="Replace the address", tags=["sources"]
)
def rotate_address(source_id: SourceId, body: schemas.AddressIn) -> schemas.AddressShown:
    """The address before stays live for ``overlap_hours``; 0 after a leak. What ingest has read lasts a minute
    longer. The address of an unsigned source is shown in this answer only."""
    ports, reader = _admin()
    source = sources.existing(reader, source_id)
    token = sources.new_address(ports, reader, source, timedelta(hours=body.overlap_hours))
    return schemas.AddressShown(address=hook_address(ports, token))


@router.post(
    "/sources/<source_id>/credential",
    operation_id="setCredential",
    summary="Give access to the answers",
    tags=["sources"],
    status_code=204,
)
def set_credential(source_id: SourceId, body: Annotated[schemas.Values, Body()]) -> Response[None]:
    """For tools that only announce an answer: what its kind needs to fetch it. Replaces what was there; never
    shown."""
    ports, reader = _admin()
    sources.new_credential(ports, reader, sources.existing(reader, source_id), body)
    return Response(status_code=204, content_type="application/json")


def _admin() -> tuple[Wiring, Reader]:
    ports, reader = signed_in(router)
    reader.require("rules")
    return ports, reader


def _shown(ports: Wiring, source: Source) -> dict[str, Any]:
    seen = glance(ports, source, ports.vault.read(source.id))
    return source_view(ports, source, seen, heard_now(ports, [source])[source.id])


def _created(shown: dict[str, Any]) -> Response[schemas.SourceCreated]:
    body = schemas.SourceCreated.model_validate(shown)
    return Response(status_code=201, content_type="application/json", body=body)


def _first_secret(source: Source, given: str | None) -> str | None:
    """The secret to begin with: the one given, one of ours where we make it up, or none yet."""
    if given is not None:
        sources.check_secret(source, given, "$.secret")
        return given
    ours = preset(source.kind).secret == "ours"  # noqa: S105 - who makes it up
    return ids.new_secret() if ours else None


def _settings(ports: Wiring, body: schemas.SourceIn) -> dict[str, str]:
    """The settings as sent; times without a zone are the account's unless another is named."""
    asks = any(need.name == "zone" for need in preset(body.kind).needs)
    return {**({"zone": ports.settings.zone} if asks else {}), **body.settings}


def _named(reader: Reader, name: str) -> Source | None:
    return next((one for one in reader.config.sources.values() if one.name == name), None)
