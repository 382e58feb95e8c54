"""The life of a job: claimed by one, moved on, put down, taken over, ended once."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from shared.jobs import models
from shared.jobs.models import AGAIN_AFTER, LEASE, MAX_ATTEMPTS, Job, JobError
from tests.support.builders import CLAIRE, NOW

NEW = Job("j1", "import", NOW, CLAIRE, {"name": "file.csv"})
HELD = replace(NEW, status="running", attempts=1, runner_until=NOW + LEASE, version=2)

CLAIMS = [
    (NEW, NOW, True, "nobody has it"),
    (replace(NEW, ready=False), NOW, False, "its input is still to come"),
    (HELD, NOW, False, "another runner has it"),
    (HELD, NOW + LEASE - timedelta(milliseconds=1), False, "to the last moment of the lease"),
    (HELD, NOW + LEASE, True, "the runner has been silent for too long"),
    (replace(HELD, runner_until=None), NOW, True, "its runner put it down"),
    (replace(NEW, status="done"), NOW, False, "it is done"),
    (replace(NEW, status="failed"), NOW, False, "it has failed"),
    (replace(NEW, status="cancelled"), NOW, False, "it was stopped"),
]


@pytest.mark.parametrize(("job", "now", "taken", "why"), CLAIMS, ids=[why for *_, why in CLAIMS])
def test_one_runner_at_a_time(job: Job, now: object, taken: bool, why: str) -> None:
    found = models.claimed(job, now)  # type: ignore[arg-type]
    assert (found is not None) is taken, why
    if found:
        assert (found.status, found.version, found.attempts) == ("running", job.version + 1, job.attempts + 1)


def test_a_job_that_stops_at_the_same_place_again_and_again_is_given_up() -> None:
    found = models.claimed(replace(NEW, attempts=MAX_ATTEMPTS), NOW)
    assert found is not None
    assert (found.status, found.error and found.error.code) == ("failed", "gave_up")


def test_progress_renews_the_lease_and_forgives_the_attempts() -> None:
    later = NOW + timedelta(minutes=1)
    found = models.advanced(replace(HELD, attempts=4), 10, 20, {"row": 10}, later)
    assert (found.done, found.total, found.state) == (10, 20, {"row": 10})
    assert (found.attempts, found.runner_until) == (1, later + LEASE)


LOOKS = [
    (NEW, NOW + AGAIN_AFTER, "a call that was lost is made good for"),
    (HELD, NOW + LEASE, "at the end of the lease"),
    (models.let_go(HELD, NOW), NOW, "when its runner says"),
    (replace(NEW, ready=False), None, "its input is still to come"),
    (models.finished(HELD, {}, NOW), None, "it is done"),
]


@pytest.mark.parametrize(("job", "look", "why"), LOOKS, ids=[why for *_, why in LOOKS])
def test_the_sweep_looks_when_somebody_should_be_at_it(job: Job, look: object, why: str) -> None:
    assert models.next_look(job) == look, why


def test_an_end_is_an_end() -> None:
    done = models.finished(HELD, {"rows": 3}, NOW)
    assert (done.status, done.result, done.ended_at, done.runner_until) == ("done", {"rows": 3}, NOW, None)
    assert models.cancelled(done, NOW) is None
    failed = models.failed(HELD, JobError("empty", "No lines"), NOW)
    assert (failed.status, failed.ended) == ("failed", True)


def test_a_new_run_begins_from_nothing() -> None:
    done = models.finished(replace(HELD, done=3, state={"row": 3}), {"rows": 3}, NOW)
    again = models.restarted(done, {"mode": "all"}, NOW)
    assert (again.status, again.run, again.version) == ("waiting", 2, done.version + 1)
    assert (again.done, again.state, again.result, again.ended_at) == (0, {}, None, None)
