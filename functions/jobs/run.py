"""One run of one job: claim it, work until done or out of time, and leave it so that the next run goes on."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from functions.jobs.progress import OutOfTime, Progress, Refused
from functions.jobs.wiring import Ports
from shared.jobs.models import AGAIN_AFTER, Job, JobError, JobKind
from shared.observability import logger
from shared.storage.jobs import Lost

type Work = Callable[[Job, Ports, Progress], dict[str, Any]]
"""Does a job: answers its result, or raises Refused. It goes on from ``progress.state``, saves there now and then,
and doing a stretch twice changes nothing."""


def run(job_id: str, work: Mapping[JobKind, Work], ports: Ports, until: datetime) -> str:
    """Works on a job until ``until`` at the latest; answers what became of it, in a word."""
    job = ports.jobs.claim(job_id, ports.now())
    if job is None:
        return "nothing"
    progress = Progress(ports.jobs, job, ports.now, until)
    try:
        outcome = _attempt(work[job.kind], ports, progress)
    except Lost:
        outcome = "lost"  # cancelled, or another runner has it: what is written is right whoever wrote it
    logger.info("job run", job_id=job_id, kind=job.kind, outcome=outcome, done=progress.job.done)
    return outcome


def _attempt(work: Work, ports: Ports, progress: Progress) -> str:
    try:
        result = work(progress.job, ports, progress)
    except OutOfTime:
        ports.jobs.let_go(progress.job, ports.now())
        return "paused"
    except Refused as refusal:
        error = JobError(refusal.code, refusal.detail)
        ports.jobs.fail(progress.job, error, ports.now(), refusal.result)
        return "failed"
    except Lost:
        raise
    except Exception as fault:  # noqa: BLE001 - a throttle or a bug: tried again a few times, then given up
        logger.error("job stumbled", job_id=progress.job.id, fault=type(fault).__name__)
        ports.jobs.let_go(progress.job, ports.now() + AGAIN_AFTER)
        return "stumbled"
    ports.jobs.finish(progress.job, result, ports.now())
    return "done"
