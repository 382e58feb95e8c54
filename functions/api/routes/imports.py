"""Imports: a file is announced, sent in parts, then tried or carried out as a job."""

import base64
from typing import Annotated, Any

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api.long_work import begin, job_view
from functions.api.request import idempotency_key, signed_in
from functions.api.routes.jobs import existing
from functions.api.schemas.imports import ImportIn, ImportStart, ScaleIn, ScoreColumn
from functions.api.schemas.jobs import JobOut
from functions.api.wiring import Wiring
from shared.errors import Fault, FileTooLarge, Invalid, NotFound, PartsMissing, Running, UnsupportedMedia
from shared.feedback.view import Scale
from shared.imports.columns import ROLES
from shared.imports.requests import MAX_FILE, MAX_PART, MAX_PARTS, ImportRequest
from shared.jobs.models import Job, restarted
from shared.storage.jobs import Jobs
from shared.storage.table import Conflict

router = APIGatewayHttpRouter()

type ImportId = Annotated[str, Path(pattern=r"^j[a-z2-7]{16}$")]
type PartNumber = Annotated[int, Path(ge=0, lt=MAX_PARTS)]

_BYTES = "application/octet-stream"


@router.post("/imports", operation_id="createImport", summary="Announce a file", tags=["imports"], status_code=201)
def create_import(body: ImportIn) -> Response[JobOut]:
    """A CSV file of at most 50 MB, to be sent in parts within 7 days."""
    ports, reader = signed_in(router)
    reader.require("rules")
    if body.size > MAX_FILE:
        raise FileTooLarge("A file may have 50 MB; split it")
    faults = [] if body.source in reader.config.sources else [
        Fault("$.source", "unknown_source", "choose one of the sources")
    ]  # fmt: skip
    roles, scale = _columns(body.columns, body.scale, faults)
    if body.mail and not body.alerts:
        faults.append(Fault("$.mail", "without_alerts", "mails are about alerts: ask for both"))
    if faults:
        raise Invalid(errors=faults)
    asked = ImportRequest(
        name=body.name.strip(),
        source=body.source,
        size=body.size,
        encoding=body.encoding,
        delimiter=body.delimiter,
        columns=roles,
        scale=scale,
        alerts=body.alerts,
        mail=body.mail,
    )
    request = msgspec.json.encode(body.model_dump())
    job = begin(ports, reader, idempotency_key(router), "import", asked, request, ready=False)
    return Response(status_code=201, content_type="application/json", body=JobOut.model_validate(job_view(job)))


@router.put(
    "/imports/<import_id>/parts/<number>",
    operation_id="putImportPart",
    summary="Send a part",
    tags=["imports"],
    status_code=204,
)
def put_part(import_id: ImportId, number: PartNumber) -> Response[None]:
    """Up to 512 KiB of the file as ``application/octet-stream``; parts are put together in order of their numbers.
    Sending a number again replaces it."""
    ports, reader = signed_in(router)
    reader.require("rules")
    job = _import(ports, import_id)
    if job.status == "running":
        raise Running("The import is running; cancel it first")
    raw = _bytes()
    if not raw:
        raise Invalid(errors=[Fault("$", "empty", "send at least one byte")])
    if len(raw) > MAX_PART:
        raise FileTooLarge("A part may have 512 KiB")
    jobs, now = Jobs(ports.table), ports.now()
    others = sum(part.size for part in jobs.receipts(job.id, now) if part.number != number)
    if others + len(raw) > int(job.request["size"]):
        raise FileTooLarge("The parts are more than the file was said to have")
    jobs.put_part(job.id, number, raw, now)
    return Response(status_code=204, content_type="application/json")


@router.post(
    "/imports/<import_id>/start",
    operation_id="startImport",
    summary="Try or carry out",
    tags=["imports"],
    status_code=202,
)
def start_import(import_id: ImportId, body: ImportStart) -> Response[JobOut]:
    """Starts the job, again if it has ended: what was imported before is not imported twice."""
    ports, reader = signed_in(router)
    reader.require("rules")
    job = _import(ports, import_id)
    if job.ready and not job.ended:
        raise Running("The import is running")
    jobs, now = Jobs(ports.table), ports.now()
    here = jobs.receipts(job.id, now)
    asked = _asked_again(msgspec.convert(job.request, ImportRequest), body)
    if sum(part.size for part in here) != asked.size or not _in_a_row([part.number for part in here]):
        raise PartsMissing(f"{sum(part.size for part in here)} of {asked.size} bytes have come")
    started = restarted(job, msgspec.to_builtins(replace(asked, parts=[part.number for part in here])), now)
    try:
        jobs.start(started, now)
    except Conflict:
        raise Running("The import has just been started") from None
    return Response(
        status_code=202, content_type="application/json", body=JobOut.model_validate(job_view(started))
    )


def _import(ports: Wiring, import_id: str) -> Job:
    job = existing(ports, import_id)
    if job.kind != "import":
        raise NotFound
    return job


def _bytes() -> bytes:
    event = router.current_event
    media = str(event.headers.get("content-type", _BYTES)).split(";")[0].strip().lower()
    if media != _BYTES:
        raise UnsupportedMedia(f"Send the part as {_BYTES}")
    body = event.body or ""
    return base64.b64decode(body) if event.is_base64_encoded else body.encode("utf-8", "surrogatepass")


def _in_a_row(numbers: list[int]) -> bool:
    return not numbers or (numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers))))


def _asked_again(asked: ImportRequest, body: ImportStart) -> ImportRequest:
    faults: list[Fault] = []
    roles, scale = _columns(body.columns, body.scale, faults)
    alerts = asked.alerts if body.alerts is None else body.alerts
    mail = asked.mail if body.mail is None else body.mail
    if mail and not alerts:
        faults.append(Fault("$.mail", "without_alerts", "mails are about alerts: ask for both"))
    if faults:
        raise Invalid(errors=faults)
    return replace(
        asked,
        mode=body.mode,
        encoding=body.encoding or asked.encoding,
        delimiter=body.delimiter or asked.delimiter,
        columns=asked.columns if roles is None else roles,
        scale=scale or asked.scale,
        alerts=alerts,
        mail=mail,
    )


def _columns(
    given: dict[str, Any] | None, scale: ScaleIn | None, faults: list[Fault]
) -> tuple[dict[str, str] | None, Scale | None]:
    """Role to name of the column, and the scale of the score, which may stand with either."""
    roles: dict[str, str] = {}
    for role, column in (given or {}).items():
        if role not in ROLES or (isinstance(column, ScoreColumn) and role != "score"):
            faults.append(Fault(f"$.columns.{role[:40]}", "unknown_role", "this is not a role of a column"))
        elif isinstance(column, ScoreColumn):
            roles[role] = column.path
            if scale is None and column.min is not None and column.max is not None:
                scale = ScaleIn(min=column.min, max=column.max, kind=column.kind)
        elif column:
            roles[role] = column
    if scale and not (scale.min < scale.max and (scale.kind == "rating" or (scale.min, scale.max) == (0, 10))):
        faults.append(Fault("$.scale", "bad_scale", "The low end must be below the high end; NPS is 0 to 10"))
    if len(set(roles.values())) < len(roles):
        faults.append(Fault("$.columns", "column_twice", "a column plays one role"))
    return (roles if given is not None else None), Scale(scale.min, scale.max, scale.kind) if scale else None
