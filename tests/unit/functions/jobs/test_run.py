"""One job, several runners: the lease, the checkpoint, stopping, giving up."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from functions.jobs.progress import Progress, Refused
from functions.jobs.run import run
from functions.jobs.wiring import Ports
from shared.jobs.models import LEASE, MAX_ATTEMPTS, Job, JobKind
from shared.storage import keys
from shared.storage.jobs import Jobs
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, NOW
from tests.support.jobs import LONG, begun, ports_of, world

type Work = Callable[[Job, Ports, Progress], dict[str, Any]]


class Steps:
    """Work of five steps, each saved; ``between`` is what happens at the third."""

    def __init__(self, between: Callable[[], None] = lambda: None) -> None:
        self.done: list[int] = []
        self._between = between

    def __call__(self, _job: Job, _ports: Ports, progress: Progress) -> dict[str, Any]:
        for step in range(progress.state.get("step", 0), 5):
            if step == 2:
                self._between()
            self.done.append(step)
            progress.save(step + 1, 5, {"step": step + 1})
        return {"steps": self.done}


def _run(work: Work, table: MemoryTable, clock: SimClock, left: timedelta = LONG) -> str:
    kinds: dict[JobKind, Work] = {"backtest": work}
    return run("jaaaaaaaaaaaaaaaa", kinds, ports_of(table, clock), clock() + left)


def _job(table: MemoryTable) -> Job:
    found = Jobs(table).get("jaaaaaaaaaaaaaaaa")
    assert found is not None
    return found


def _due(table: MemoryTable) -> list[str]:
    return [str(item["tick_at"])[:24] for item in table.query(keys.JOBS_DUE, index="tick")]


def test_a_job_is_done_and_leaves_the_sweep() -> None:
    clock, table = world()
    begun(table, "backtest")
    assert _due(table) == ["2026-03-17T09:06:00.000Z"]
    assert _run(Steps(), table, clock) == "done"
    job = _job(table)
    assert (job.status, job.done, job.total, job.result) == ("done", 5, 5, {"steps": [0, 1, 2, 3, 4]})
    assert _due(table) == []
    assert _run(Steps(), table, clock) == "nothing"


def test_a_second_runner_leaves_the_job_to_the_first() -> None:
    clock, table = world()
    begun(table, "backtest")
    outcomes: list[str] = []
    other = Steps()
    assert _run(Steps(lambda: outcomes.append(_run(other, table, clock))), table, clock) == "done"
    assert (outcomes, other.done) == (["nothing"], [])


def test_a_runner_that_was_silent_for_too_long_finds_itself_replaced() -> None:
    clock, table = world()
    begun(table, "backtest")
    second = Steps()

    def stall() -> None:
        clock.advance(LEASE)
        assert _run(second, table, clock) == "done"

    first = Steps(stall)
    assert _run(first, table, clock) == "lost"
    assert first.done == [0, 1, 2], "its third step was not saved"
    assert second.done == [2, 3, 4]
    assert _job(table).result == {"steps": [2, 3, 4]}


def test_a_run_out_of_time_puts_the_job_down_for_the_next() -> None:
    clock, table = world()
    begun(table, "backtest")
    steps = Steps(lambda: clock.advance(LONG))
    assert _run(steps, table, clock) == "paused"
    assert (_job(table).status, _job(table).done) == ("running", 3)
    assert _due(table) == ["2026-03-17T09:19:00.000Z"], "at once"
    assert _run(steps, table, clock) == "done"
    assert steps.done == [0, 1, 2, 3, 4]


def test_a_job_stopped_by_a_person_stops_at_its_next_step() -> None:
    clock, table = world()
    begun(table, "backtest")
    steps = Steps(lambda: (Jobs(table).cancel("jaaaaaaaaaaaaaaaa", clock()), None)[1])
    assert _run(steps, table, clock) == "lost"
    assert (_job(table).status, _job(table).done, _due(table)) == ("cancelled", 2, [])


def test_work_that_cannot_be_done_fails_with_its_code() -> None:
    clock, table = world()
    begun(table, "backtest")

    def refused(_job: Job, _ports: Ports, _progress: Progress) -> dict[str, Any]:
        raise Refused("empty", "There is nothing", {"rows": 0})

    assert _run(refused, table, clock) == "failed"
    job = _job(table)
    assert job.error is not None
    assert (job.status, job.error.code, job.result, _due(table)) == ("failed", "empty", {"rows": 0}, [])


def test_what_stumbles_is_tried_again_a_minute_later_and_given_up_in_the_end() -> None:
    clock, table = world()
    begun(table, "backtest")

    def stumbles(_job: Job, _ports: Ports, _progress: Progress) -> dict[str, Any]:
        raise KeyError("a bug")

    for _ in range(MAX_ATTEMPTS):
        assert _run(stumbles, table, clock) == "stumbled"
        clock.advance(timedelta(minutes=1))
    assert _run(stumbles, table, clock) == "nothing"
    job = _job(table)
    assert job.error is not None
    assert (job.status, job.error.code) == ("failed", "gave_up")


def test_the_newest_jobs_are_listed_first() -> None:
    _, table = world()
    jobs = Jobs(table)
    for number, kind in enumerate(("import", "backtest", "import")):
        at = NOW + timedelta(minutes=number)
        jobs.create(Job(f"j{number}", kind, at, CLAIRE, {}))  # type: ignore[arg-type]
    assert [job.id for job in jobs.newest(["import", "backtest"], 10)] == ["j2", "j1", "j0"]
    assert [job.id for job in jobs.newest(["import"], 1)] == ["j2"]
