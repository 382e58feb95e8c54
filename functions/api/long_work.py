"""Long work begins as a row: its insertion is what starts it."""

from typing import Any

import msgspec

from functions.api.once import once
from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared import ids
from shared.clock import iso
from shared.errors import Running
from shared.jobs.models import Job, JobKind
from shared.storage.jobs import Jobs, creation
from shared.storage.table import Conflict

_TRIES = 3


def begin(
    ports: Wiring,
    reader: Reader,
    key: str | None,
    kind: JobKind,
    asked: msgspec.Struct | dict[str, Any],
    request: bytes,
    *,
    ready: bool = True,
) -> Job:
    """Makes a job of what is ``asked``, as its kind lays it out; the same request under the same Idempotency-Key
    answers the one it has made. ``ready`` is false when its input is still to come. Raises
    IdempotencyKeyReused."""
    for _ in range(_TRIES):
        only = once(ports, reader, key, kind.encode() + b"\0" + request, ids.new_id("j"))
        made = Jobs(ports.table).get(only.id) if only.repeated else None
        if made is not None:
            return made
        job = Job(only.id, kind, ports.now(), reader.user.person, msgspec.to_builtins(asked), ready=ready)
        try:
            ports.table.transact([creation(job), *([only.mark] if only.mark else [])])
        except Conflict:
            continue  # the same request twice at once: the other has made it
        return job
    raise Running("The same request is being carried out; try again")


def retiming(ports: Wiring, reader: Reader, **asked: str) -> Job:
    """The job that gives open cases the target promised from now on, to be written along with the change that asks
    for it."""
    return Job(ids.new_id("j"), "retime", ports.now(), reader.user.person, {**asked})


def job_view(job: Job) -> dict[str, Any]:
    """A job, ready for JSON."""
    return {
        "id": job.id,
        "kind": job.kind,
        "status": job.status,
        "progress": {"done": job.done, "total": job.total},
        "created_at": iso(job.created_at),
        "ended_at": iso(job.ended_at) if job.ended_at else None,
        "by": {"id": job.by.id, "name": job.by.name},
        "asked": {name: job.request[name] for name in ("name", "source", "code", "mode") if name in job.request},
        "result": job.result,
        "error": {"code": job.error.code, "detail": job.error.detail} if job.error else None,
    }
