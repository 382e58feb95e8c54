"""Long work on a table in memory: the function's parts, an import ready to run, and the minutes that pass."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import msgspec

from functions.jobs.run import run
from functions.jobs.wiring import JobsSettings, Ports, wired
from functions.jobs.work import WORK
from shared.feedback.sources import Source
from shared.imports.requests import ImportRequest
from shared.jobs.models import Job, JobKind, restarted
from shared.storage.config import ConfigStore
from shared.storage.jobs import Jobs
from shared.storage.sources import Dossier
from shared.storage.table import Table
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, NOW, PLACES, rule

SOURCE = Source("s-store", "In store", "typeform")
SETTINGS = JobsSettings("acme", "table", "/boucle/acme", "Europe/Paris")
LONG = timedelta(minutes=14)


def world() -> tuple[SimClock, MemoryTable]:
    """A tenant with its places, one rule and one source."""
    clock = SimClock(NOW)
    table = MemoryTable(clock)
    ConfigStore(table).save_many(
        [("SOURCE", SOURCE.id, SOURCE), ("RULE", "r-low", rule()), *(("PLACE", one.id, one) for one in PLACES)],
        if_config=0,
    )
    return clock, table


def ports_of(table: Table, clock: SimClock) -> Ports:
    """The jobs function's parts; a pause lets the clock run."""
    return wired(
        SETTINGS, table, clock, lambda source_id: Dossier(source_id),
        pause=lambda seconds: clock.advance(timedelta(seconds=seconds)),
    )  # fmt: skip


def announced(
    table: Table,
    raw: bytes,
    *,
    size: int = 200,
    job_id: str = "jaaaaaaaaaaaaaaaa",
    parts: list[int] | None = None,
    **asked: Any,
) -> Job:
    """An import whose parts are here, started in the mode asked for. ``parts`` are those it is told to have."""
    jobs = Jobs(table)
    pieces = [raw[start : start + size] for start in range(0, len(raw), size)]
    given = {"name": "file.csv", "source": SOURCE.id, "mode": "all", **asked}
    request = ImportRequest(size=len(raw), parts=list(range(len(pieces))) if parts is None else parts, **given)
    job = Job(job_id, "import", NOW, CLAIRE, msgspec.to_builtins(request), ready=False)
    jobs.create(job)
    for number, piece in enumerate(pieces):
        jobs.put_part(job_id, number, piece, NOW)
    started = restarted(job, job.request, NOW)
    jobs.start(started, NOW)
    return started


def begun(table: Table, kind: JobKind, job_id: str = "jaaaaaaaaaaaaaaaa", **asked: Any) -> Job:
    """A job that waits for its runner."""
    job = Job(job_id, kind, NOW, CLAIRE, asked)
    Jobs(table).create(job)
    return job


def carried_out(job: Job, ports: Ports, left: timedelta = LONG) -> Job:
    """The job after one run."""
    run(job.id, WORK, ports, ports.now() + left)
    found = Jobs(ports.table).get(job.id)
    assert found is not None
    return found


def until_ended(job: Job, attempt: Callable[[], None], clock: Callable[[], datetime], table: Table) -> Job:
    """The job once it has ended: the sweep comes by every minute."""
    for _ in range(60):
        attempt()
        found = Jobs(table).get(job.id)
        assert found is not None
        if found.ended:
            return found
    raise AssertionError(f"{job.id} does not end")
