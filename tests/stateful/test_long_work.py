"""Long work that dies, is throttled or repeated at any call: the sweep takes it up, and what is there in the end,
and what it tells of itself, is what an undisturbed run gives."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

import pytest
from botocore.exceptions import ClientError
from msgspec.structs import replace

from functions.jobs import imports, replay
from functions.jobs.run import run
from functions.jobs.work import WORK
from shared import ids
from shared.feedback.mapping import Mapping
from shared.feedback.models import Quarantined
from shared.jobs.models import LEASE, Job, JobLine
from shared.storage.config import ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.jobs import Jobs
from tests.simulator.clock import SimClock
from tests.simulator.faults import Call, Calm, Crash, Faults, Interleaving, Moment, OneFault
from tests.simulator.ports import FaultyTable
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW
from tests.support.jobs import LONG, SOURCE, announced, begun, ports_of, until_ended, world

FILE = b"""id,date,nps,comment,updated at
R-1,2026-03-01,2,one,
R-2,2026-03-01,2,two,2026-03-02
,2026-03-01,2,nameless,
,2026-03-01,2,nameless,
R-3,2026-03-01,99,off its scale,
R-2,2026-03-01,9,two again,2026-03-03
R-4,2026-03-01,2,four,
R-1,2026-03-01,2,one,
R-4,2026-03-01,9,another four,
"""


class End(NamedTuple):
    """What is there in the end."""

    status: str
    result: dict[str, Any] | None
    lines: list[JobLine]
    kept: dict[Any, Any]


def _end(job: Job, table: MemoryTable) -> End:
    kept = {
        (item["pk"], item["sk"]): (item.get("body"), item.get("taken_by"))
        for item in table.items()
        if item["kind"] in ("feedback", "revision", "quarantine")
    }
    return End(job.status, job.result, Jobs(table).lines(job, -1, 100)[0], kept)


class Scene(NamedTuple):
    """A job that waits for its runner."""

    clock: SimClock
    table: MemoryTable
    job: Job


def an_import() -> Scene:
    """Good lines, bad ones, repeated ones, and some that correct others."""
    clock, table = world()
    return Scene(clock, table, announced(table, FILE, size=64, mode="partial"))


def an_import_of_all() -> Scene:
    """Judged first, then kept."""
    clock, table = world()
    good = b"\n".join(line for line in FILE.splitlines() if b"off" not in line and b"another" not in line)
    return Scene(clock, table, announced(table, good, size=64, mode="all"))


def a_replay() -> Scene:
    """Three rows that a mended mapping makes usable, and one that it does not."""
    clock, table = world()
    mended = replace(SOURCE, kind="generic", mapping=Mapping(score=None, comment="text", required=("comment",)))
    ConfigStore(table).save("SOURCE", SOURCE.id, mended, if_config=1)
    for number, body in enumerate((b'{"id":"1","text":"a"}', b'{"id":"2","text":"b"}', b'{"id":"3"}', b"{")):
        row = Quarantined(
            ids.quarantine_id(SOURCE.id, body), SOURCE.id, "generic", f"d{number}", "mapping:comment", "$", NOW
        )
        Feedbacks(table).quarantine(row, body)
    return Scene(clock, table, begun(table, "replay", source=SOURCE.id))


SCENES = [an_import, an_import_of_all, a_replay]


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "STRETCH", 3)
    monkeypatch.setattr(replay, "STRETCH", 2)


def _through(scene: Scene, faults: Faults) -> End:
    """Runs the job to its end, starting it again after each run as the sweep does."""

    def attempt() -> None:
        ports = ports_of(FaultyTable(scene.table, "jobs", lambda: faults), scene.clock)
        # The process dies, or the table refuses even the record of a failure: then the lease runs out.
        with suppress(Crash, ClientError):
            run(scene.job.id, WORK, ports, scene.clock() + LONG)
        scene.clock.advance(LEASE)

    return _end(until_ended(scene.job, attempt, scene.clock, scene.table), scene.table)


def _undisturbed(scene: Callable[[], Scene]) -> tuple[End, list[Call]]:
    calm = Calm()
    return _through(scene(), calm), calm.calls


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("moment", ["before", "after", "repeated", "throttled"])
def test_one_fault_at_any_call_changes_nothing_in_the_end(scene: Callable[[], Scene], moment: Moment) -> None:
    expected, calls = _undisturbed(scene)
    assert len(calls) > 10
    for number in range(1, len(calls) + 1):
        assert _through(scene(), OneFault(number, moment)) == expected, f"{moment} {calls[number - 1]}"


class Twice(OneFault):
    """Dies behind one call, and then again before another, counted from there."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(first, "after")
        self._second = second

    def after(self, call: Call) -> None:
        try:
            super().after(call)
        except Crash:
            self.arm(self._second, "before")
            raise


@pytest.mark.parametrize("scene", SCENES)
def test_two_crashes_change_nothing_either(scene: Callable[[], Scene]) -> None:
    expected, calls = _undisturbed(scene)
    for first in range(1, len(calls) + 1, 3):
        for second in range(1, len(calls) + 1, 7):
            assert _through(scene(), Twice(first, second)) == expected, f"crashes at {first} and {second}"


@pytest.mark.parametrize("scene", SCENES)
def test_two_runners_at_once_end_as_one(scene: Callable[[], Scene]) -> None:
    """The second comes at any call of the first: while the first holds the lease, and when it has run out. The
    first then finds itself replaced."""
    expected, calls = _undisturbed(scene)
    for late in (False, True):
        for number in range(1, len(calls) + 1, 2):
            there = scene()

            def second(there: Scene = there, late: bool = late) -> None:
                if late:
                    there.clock.advance(LEASE)
                other = ports_of(FaultyTable(there.table, "second", Calm), there.clock)
                run(there.job.id, WORK, other, there.clock() + LONG)

            assert _through(there, Interleaving("jobs", number, second)) == expected, f"{number} late={late}"
