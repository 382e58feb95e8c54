"""The jobs function on the table of a world."""

from datetime import timedelta
from typing import Any

from functions.jobs.handler import handle
from functions.jobs.wiring import JobsSettings, wired
from shared.storage import job_keys
from shared.storage.jobs import Jobs
from shared.storage.sources import Dossier
from tests.integration.world import World
from tests.support.clients import PREFIX, TABLE


def work(world: World, job: Any) -> Any:
    """Runs a job to its end; its result."""
    world.wait(seconds=2)
    settings = JobsSettings("acme", TABLE, PREFIX, "Europe/Paris")
    ports = wired(
        settings, world.table, world.now, lambda source_id: Dossier(source_id),
        pause=lambda seconds: world.wait(seconds=seconds), cognito=lambda: world.cognito,
    )  # fmt: skip
    handle(job_keys.job(job["id"]), ports, timedelta(minutes=5))
    done = Jobs(world.table).get(job["id"])
    assert done is not None
    assert done.status == "done", done.error
    return done.result
