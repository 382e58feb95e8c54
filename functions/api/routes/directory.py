"""Places, groups and people as files: what a file would change, and putting it in place."""

import msgspec
from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.long_work import begin, job_view
from functions.api.reader import Reader
from functions.api.request import idempotency_key, signed_in
from functions.api.schemas.directory import DirectoryIn, DirectoryPlan
from functions.api.schemas.jobs import JobLineOut, JobOut
from functions.api.wiring import Wiring
from shared.directory.against import planned
from shared.directory.plan import Plan
from shared.errors import Fault, Invalid
from shared.imports.text import BadFile
from shared.jobs.models import Job, restarted
from shared.storage.jobs import Jobs
from shared.storage.table import Conflict

router = APIGatewayHttpRouter()

_SHOWN = 200


@router.post(
    "/directory/imports", operation_id="importDirectory", summary="Places, groups or people", tags=["people"]
)
def import_directory(body: DirectoryIn) -> Response[DirectoryPlan | JobOut]:
    """A dry run answers at once what the file changes; the other modes begin a job. What the file does not name
    stays; the same file again changes nothing."""
    ports, reader = signed_in(router)
    reader.require("people")
    plan = _plan(ports, reader, body)
    if body.mode == "dry_run":
        return Response(status_code=200, content_type="application/json", body=_out(plan))
    asked = {"kind": body.kind, "mode": body.mode}
    request = msgspec.json.encode(body.model_dump())
    job = begin(ports, reader, idempotency_key(router), "directory", asked, request, ready=False)
    started = _started(ports, job, body.text) if not job.ready else job
    return Response(
        status_code=202, content_type="application/json", body=JobOut.model_validate(job_view(started))
    )


def _plan(ports: Wiring, reader: Reader, body: DirectoryIn) -> Plan:
    try:
        return planned(body.kind, body.text, reader.config, ports.people, reader.user.id)
    except BadFile as fault:
        raise Invalid(errors=[Fault("$.text", fault.code, str(fault))]) from None


def _started(ports: Wiring, job: Job, text: str) -> Job:
    jobs, now = Jobs(ports.table), ports.now()
    jobs.put_part(job.id, 0, text.encode("utf-8", "surrogatepass"), now)
    started = restarted(job, job.request, now)
    try:
        jobs.start(started, now)
    except Conflict:
        return jobs.get(job.id) or started  # the same request twice at once: the other has started it
    return started


def _out(plan: Plan) -> DirectoryPlan:
    return DirectoryPlan(
        lines=plan.lines,
        added=plan.count("added"),
        changed=plan.count("changed"),
        removed=plan.count("removed"),
        unchanged=plan.unchanged,
        errors=[JobLineOut(**msgspec.structs.asdict(one)) for one in plan.errors[:_SHOWN]],
    )
