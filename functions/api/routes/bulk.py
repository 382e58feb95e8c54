"""One command on many cases, and taking it back for a while."""

from datetime import datetime
from typing import Annotated

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Path
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter
from msgspec.structs import replace

from functions.api import bulk
from functions.api.long_work import begin, job_view
from functions.api.once import once
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas.bulk import BulkIn, BulkOrPreview, Preview, PreviewCount
from functions.api.schemas.jobs import JobOut
from functions.api.wiring import Wiring
from shared import ids
from shared.bulk.carrying import Doer, carry_out
from shared.bulk.models import AT_ONCE, REVERSIBLE, BulkRequest, Outcome, result
from shared.errors import NotFound, TooLate
from shared.jobs.models import Job
from shared.observability import logger
from shared.storage.jobs import Jobs, creation
from shared.storage.orders import OrderCases

router = APIGatewayHttpRouter()

type OrderId = Annotated[str, Path(pattern=r"^j[a-z2-7]{16}$")]


@router.post("/alerts/bulk", operation_id="bulkAlerts", summary="One command on many cases", tags=["alerts"])
def bulk_alerts(body: BulkIn) -> Response[BulkOrPreview]:
    """Each case for itself, under the same rules as a single command: the result says what became of which. Cases
    outside the perimeter are not found. Up to 50 are done at once (200); more go on as a job (202). ``preview``
    counts and changes nothing."""
    ports, reader = signed_in(router)
    reader.require("bulk")
    args = bulk.args_of(body, ports, reader)
    found, more = bulk.cases_of(body, ports, reader)
    if body.preview:
        return _json(200, Preview(preview=PreviewCount(count=len(found), more=more)))
    order = BulkRequest(body.command, tuple(found), args)
    return _given(ports, reader, order, msgspec.json.encode(body.model_dump(mode="json")))


@router.post(
    "/alerts/bulk/<order_id>/undo", operation_id="undoBulk", summary="Take an order back", tags=["alerts"]
)
def undo_bulk(order_id: OrderId) -> Response[BulkOrPreview]:
    """Within ten minutes, by whoever gave it: cases that somebody has acted on since stay as they are
    (``changed_since``). Of taking, assigning, closing, putting on hold and marking as spam."""
    ports, reader = signed_in(router)
    reader.require("bulk")
    job = Jobs(ports.table).get(order_id)
    if job is None or job.kind != "bulk" or job.by.id != reader.user.id:
        raise NotFound
    undone = msgspec.convert(job.request, BulkRequest, strict=False)
    until = (job.result or {}).get("undo_until")
    if undone.command not in REVERSIBLE or until is None or ports.now() > datetime.fromisoformat(str(until)):
        raise TooLate("This can no longer be undone")
    order = BulkRequest(undone.command, undone.ids, undone.args, undo=order_id)
    return _given(ports, reader, order, f"undo {order_id}".encode())


def _given(ports: Wiring, reader: Reader, order: BulkRequest, request: bytes) -> Response[BulkOrPreview]:
    key = idempotency_key(router)
    if len(order.ids) > AT_ONCE:
        return _json(202, _out(begin(ports, reader, key, "bulk", order, request)))
    return _json(200, _out(_at_once(ports, reader, key, order, request)))


def _at_once(ports: Wiring, reader: Reader, key: str | None, order: BulkRequest, request: bytes) -> Job:
    """Carries a small order out and keeps it as a job that is over. The order's id is kept with its key before
    anything is done, so that the same request again goes on where the first broke off."""
    only = once(ports, reader, key, b"bulk\0" + request, ids.new_id("j"))
    made = Jobs(ports.table).get(only.id) if only.repeated else None
    if made is not None:
        return made
    if only.mark:
        ports.table.transact([only.mark])
    doer, cases, now = bulk.doer(ports, reader, order.args), OrderCases(ports.table, only.id), ports.now()
    outcomes = list(ports.each(lambda one: _carried(one, order, doer, cases, now), order.ids))
    job = Job(only.id, "bulk", now, reader.user.person, msgspec.to_builtins(order), status="done")
    ended = replace(
        job, done=len(outcomes), total=len(outcomes), ended_at=now, result=result(outcomes, order, now)
    )
    ports.table.transact([creation(ended)])
    return ended


def _carried(alert_id: str, order: BulkRequest, doer: Doer, cases: OrderCases, now: datetime) -> Outcome:
    """What became of one case; of one that could not be saved for now, that it is to be tried again: it must not
    hide what has been done with the others."""
    try:
        return carry_out(alert_id, order, doer, cases, now)
    except Exception as fault:  # noqa: BLE001 - as the docstring says
        logger.error("case left out of an order", alert_id=alert_id, fault=type(fault).__name__)
        return Outcome(alert_id, "internal", "Try again")


def _out(job: Job) -> JobOut:
    return JobOut.model_validate(job_view(job))


def _json(status: int, body: BulkOrPreview) -> Response[BulkOrPreview]:
    return Response(status_code=status, content_type="application/json", body=body)
