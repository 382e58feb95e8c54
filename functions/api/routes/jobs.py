"""Long work: how far it is, what came out, and stopping it."""

from typing import Annotated, Literal

import msgspec
from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from functions.api.long_work import job_view
from functions.api.request import signed_in
from functions.api.schemas.jobs import JobLineOut, JobLines, JobList, JobOut
from functions.api.wiring import Wiring
from shared.errors import BadCursor, NotFound
from shared.jobs.models import KINDS, Job
from shared.storage.jobs import Jobs

router = APIGatewayHttpRouter()

type JobId = Annotated[str, Path(pattern=r"^j[a-z2-7]{16}$")]

_SHOWN = 50
_BUNDLES = 5


@router.get("/jobs", operation_id="listJobs", summary="Long work", tags=["jobs"])
def list_jobs(
    kind: Annotated[
        Literal["backtest", "bulk", "directory", "import", "move", "reassign", "replay", "release", "retime"]
        | None,
        Query(),
    ] = None,
) -> JobList:
    """The last 50 jobs of the last 90 days, the newest first."""
    ports, reader = signed_in(router)
    reader.require("rules")
    found = Jobs(ports.table).newest([kind] if kind else KINDS, _SHOWN)
    return JobList.model_validate({"items": [job_view(job) for job in found]})


@router.get("/jobs/<job_id>", operation_id="getJob", summary="One job", tags=["jobs"])
def get_job(job_id: JobId) -> JobOut:
    """The job as it is: admins any, the others those they began."""
    ports, reader = signed_in(router)
    job = existing(ports, job_id)
    if job.by.id != reader.user.id:
        reader.require("rules")
    return JobOut.model_validate(job_view(job))


@router.post("/jobs/<job_id>/cancel", operation_id="cancelJob", summary="Stop a job", tags=["jobs"])
def cancel_job(job_id: JobId) -> JobOut:
    """The job stops within a moment; what it has done stays. One that has ended is answered as it is."""
    ports, reader = signed_in(router)
    if existing(ports, job_id).by.id != reader.user.id:
        reader.require("rules")
    job = Jobs(ports.table).cancel(job_id, ports.now())
    if job is None:
        raise NotFound
    return JobOut.model_validate(job_view(job))


@router.get("/jobs/<job_id>/lines", operation_id="listJobLines", summary="Its report", tags=["jobs"])
def list_lines(job_id: JobId, cursor: Annotated[str | None, Query(max_length=20)] = None) -> JobLines:
    """What is wrong with which line of the input, in order; at most 10,000 are kept."""
    ports, reader = signed_in(router)
    reader.require("rules")
    job = existing(ports, job_id)
    if cursor is not None and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 8):
        raise BadCursor
    lines, following = Jobs(ports.table).lines(job, int(cursor) if cursor else -1, _BUNDLES)
    return JobLines(
        items=[JobLineOut(**msgspec.structs.asdict(line)) for line in lines],
        next_cursor=None if following is None else str(following),
    )


def existing(ports: Wiring, job_id: str) -> Job:
    """The job. Raises NotFound."""
    job = Jobs(ports.table).get(job_id)
    if job is None:
        raise NotFound
    return job
