"""A job as kept, the lines of its report, and the changes of its state. Time comes in as an argument."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from shared.scope.people import Person

type JobKind = Literal[
    "backtest", "bulk", "directory", "import", "move", "reassign", "replay", "release", "retime"
]
type JobStatus = Literal["waiting", "running", "done", "failed", "cancelled"]

KINDS: tuple[JobKind, ...] = (
    "backtest", "bulk", "directory", "import", "move", "reassign", "replay", "release", "retime",
)  # fmt: skip
ENDED: frozenset[JobStatus] = frozenset({"done", "failed", "cancelled"})

LEASE = timedelta(minutes=2)
"""How long a runner may be silent before another takes the job over."""
AGAIN_AFTER = timedelta(minutes=1)
"""When a run that failed, or was never begun, is tried again."""
MAX_ATTEMPTS = 5
"""Runs in a row that saved no progress before the job is given up."""


class JobError(msgspec.Struct, frozen=True):
    """Why a job failed: a stable code and a sentence that says what to do."""

    code: str
    detail: str


class JobLine(msgspec.Struct, frozen=True):
    """One thing wrong with one line of the input; lines count from 1, the header included."""

    line: int
    code: str
    path: str
    message: str


class Job(msgspec.Struct, frozen=True, omit_defaults=True):
    """``request`` is what was asked and ``state`` the checkpoint, both laid out by the kind; ``done`` and
    ``total`` count what the kind counts. ``version`` rises with every write, so that a runner which lost its lease
    cannot write any more. ``ready`` is false while the input is not there. ``run`` counts the starts of one job:
    imports are tried before they are carried out. ``runner_until`` is when the lease of the present runner ends,
    ``look_at`` when the job is to be taken up again if nobody runs it."""

    id: str
    kind: JobKind
    created_at: datetime
    by: Person
    request: dict[str, Any]
    version: int = 1
    status: JobStatus = "waiting"
    ready: bool = True
    run: int = 1
    attempts: int = 0
    done: int = 0
    total: int | None = None
    state: dict[str, Any] = {}
    runner_until: datetime | None = None
    look_at: datetime | None = None
    ended_at: datetime | None = None
    result: dict[str, Any] | None = None
    error: JobError | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.status in ENDED


def next_look(job: Job) -> datetime | None:
    """When the minute's sweep has to look at the job: at the end of the lease, or soon if nobody has it."""
    if job.ended or not job.ready:
        return None
    return job.runner_until or job.look_at or job.created_at + AGAIN_AFTER


def claimed(job: Job, now: datetime) -> Job | None:
    """The job as taken by a runner; None when it is not to be worked on, or another runner holds it."""
    held = job.runner_until is not None and now < job.runner_until
    if job.ended or not job.ready or held:
        return None
    if job.attempts >= MAX_ATTEMPTS:
        return failed(job, JobError("gave_up", "The work stopped several times at the same place"), now)
    return replace(
        job,
        version=job.version + 1,
        status="running",
        attempts=job.attempts + 1,
        runner_until=now + LEASE,
    )


def advanced(job: Job, done: int, total: int | None, state: dict[str, Any], now: datetime) -> Job:
    """The job with its checkpoint moved on and the lease renewed."""
    return replace(
        job, version=job.version + 1, attempts=1, done=done, total=total, state=state, runner_until=now + LEASE
    )


def let_go(job: Job, again_at: datetime) -> Job:
    """The job put down by its runner, to be taken up by the next from ``again_at`` on."""
    return replace(job, version=job.version + 1, runner_until=None, look_at=again_at)


def finished(job: Job, result: dict[str, Any], now: datetime) -> Job:
    """The job with its result."""
    return replace(_ended(job, now), status="done", result=result)


def failed(job: Job, error: JobError, now: datetime, result: dict[str, Any] | None = None) -> Job:
    """The job that cannot go on, perhaps with what is known so far."""
    return replace(_ended(job, now), status="failed", error=error, result=result)


def cancelled(job: Job, now: datetime) -> Job | None:
    """The job stopped by a person; None when it has ended already. What it has written stays."""
    return None if job.ended else replace(_ended(job, now), status="cancelled")


def restarted(job: Job, request: dict[str, Any], now: datetime) -> Job:
    """The job from its beginning, with another request: its next run."""
    fresh = Job(job.id, job.kind, job.created_at, job.by, request, look_at=now + AGAIN_AFTER)
    return replace(fresh, version=job.version + 1, run=job.run + 1)


def _ended(job: Job, now: datetime) -> Job:
    return replace(job, version=job.version + 1, runner_until=None, ended_at=now)
