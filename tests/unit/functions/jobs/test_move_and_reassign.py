"""Jobs on the cases of a place or a person: dying anywhere, they end with every case done once."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from functions.jobs.run import run
from functions.jobs.work import WORK
from shared.account.models import Department
from shared.alerts.models import Alert, Attached, Event
from shared.jobs.models import Job, JobKind
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigStore
from shared.storage.jobs import Jobs
from shared.storage.people import People
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, MARC, NOW, alert, closing, user
from tests.support.dying import Died, mortal
from tests.support.jobs import LONG, begun, ports_of, world

CASES: dict[str, dict[str, Any]] = {
    "open": {},
    "taken": {"status": "assigned", "owner": CLAIRE, "assigned_at": NOW},
    "late": {"status": "expired", "owner": CLAIRE, "expired_at": NOW, "assigned_at": NOW},
    "closed": {"status": "closed", "owner": CLAIRE, "closing": closing()},
    "spam": {"status": "spam"},
    "restricted": {"department": "hr", "restricted": True, "owner": CLAIRE, "status": "assigned"},
}  # fmt: skip


def tenant() -> tuple[SimClock, MemoryTable]:
    clock, table = world()
    hr = Department("hr", "HR", restricted=True)
    ConfigStore(table).save("DEPARTMENT", "hr", hr, if_config=1)
    for number, changes in enumerate(CASES.values(), 1):
        case = replace(alert(number), **changes)
        Alerts(table).open(case, Event(case.id, 1, "raised", NOW))
    for one in (user(disabled=True), user(MARC.id, name=MARC.name, departments=("hr",))):
        People(table).save(one)
    return clock, table


def moved(table: MemoryTable) -> None:
    config = ConfigStore(table).load()
    place = replace(config.tree.places["lyon"], parent=None, version=2)
    ConfigStore(table).save("PLACE", "lyon", place, if_config=config.version)


def ended(job: Job, clock: SimClock, table: Any) -> Job:
    for _ in range(30):
        run(job.id, WORK, ports_of(table, clock), clock() + LONG)
        found = Jobs(table).get(job.id)
        assert found is not None
        if found.ended:
            return found
        clock.advance(timedelta(minutes=3))
    raise AssertionError("the job does not end")


def deaths(kind: JobKind, **asked: Any) -> Iterator[tuple[SimClock, MemoryTable, Job]]:
    """A tenant and its job, once for each write before which its first runner dies."""
    for last in count():
        clock, table = tenant()
        if kind == "move":
            moved(table)
        job = begun(table, kind, **asked)
        (dying,) = mortal(table, last=last)
        alive = False
        with suppress(Died):
            run(job.id, WORK, ports_of(dying, clock), clock() + LONG)
            alive = True
        clock.advance(timedelta(minutes=3))
        yield clock, table, job
        if alive:
            break


def cases(table: MemoryTable) -> dict[str, Alert]:
    found = {name: Alerts(table).get(alert(number).id) for number, name in enumerate(CASES, 1)}
    return {name: case for name, case in found.items() if case is not None}


def events(table: MemoryTable, kind: str) -> list[str]:
    timelines = {name: Alerts(table).timeline(case.id)[0] for name, case in cases(table).items()}
    return [name for name, timeline in timelines.items() for event in timeline if event.type == kind]


def test_every_case_of_a_place_moves_once_wherever_the_runner_dies() -> None:
    runs = 0
    for clock, table, job in deaths("move", place="lyon"):
        done = ended(job, clock, table)
        assert done.status == "done"
        assert {case.path for case in cases(table).values()} == {("lyon",)}
        assert sorted(events(table, "moved")) == sorted(CASES)
        runs += 1
    assert runs > 12


def test_every_open_case_is_given_on_once_wherever_the_runner_dies() -> None:
    for clock, table, job in deaths("reassign", user=CLAIRE.id, to=MARC.id):
        assert ended(job, clock, table).status == "done"
        owners = {name: case.owner.id if case.owner else None for name, case in cases(table).items()}
        assert owners == {
            "open": None, "taken": MARC.id, "late": MARC.id, "restricted": MARC.id, "closed": CLAIRE.id,
            "spam": None,
        }  # fmt: skip
        assert sorted(events(table, "assigned")) == ["late", "restricted", "taken"]


@pytest.mark.parametrize("act", ["close", "raise"])
def test_what_changes_while_a_place_moves_moves_too(act: str) -> None:
    clock, table = tenant()
    moved(table)
    job = begun(table, "move", place="lyon")
    late: list[str] = []

    def meanwhile(_: float) -> None:
        if late:
            return
        if act == "raise":
            case = alert(99)
            Alerts(table).open(case, Event(case.id, 1, "raised", clock()))
        else:
            open_ = cases(table)["open"]
            case = replace(open_, place=alert().place, version=open_.version + 1)
            case = replace(case, status="closed", closing=closing())
            Alerts(table).save(case, Event(case.id, case.version, "closed", clock()))
        late.append(case.id)

    ports: Any = ports_of(table, clock)
    object.__setattr__(ports, "pause", meanwhile)
    run(job.id, WORK, ports, clock() + LONG)
    found = Alerts(table).get(late[0])
    assert found is not None
    assert found.path == ("lyon",)


def test_a_job_for_nothing_ends() -> None:
    clock, table = tenant()
    done = ended(begun(table, "move", place="atlantis"), clock, table)
    assert done.result == {"place": "atlantis", "moved": 0}
    other = ended(begun(table, "reassign", "jbbbbbbbbbbbbbbbb", user="nobody"), clock, table)
    assert other.result == {"assigned": 0, "unassigned": 0}


@pytest.mark.parametrize("gone", [False, True], ids=["moved", "removed"])
def test_what_is_worked_with_a_case_moves_with_it_wherever_the_runner_dies(gone: bool) -> None:
    """It stands in no list: only the case it is worked with leads to it, and only while that is found itself."""
    runs = 0
    for last in count():
        clock, table = world()
        joined = alert(2, attached_to=alert(1).id)
        case = alert(1, attached=(Attached(joined.id, NOW, "Low", "Encore"),))
        for one in (case, joined):
            Alerts(table).open(one, Event(one.id, 1, "raised", NOW))
        if gone:
            ConfigStore(table).save_many([], if_config=1, remove=[("PLACE", "lyon")])
        else:
            moved(table)
        job = begun(table, "move", place="lyon")
        (dying,) = mortal(table, last=last)
        alive = False
        with suppress(Died):
            run(job.id, WORK, ports_of(dying, clock), clock() + LONG)
            alive = True
        clock.advance(timedelta(minutes=3))
        assert ended(job, clock, table).status == "done"
        for one in (case, joined):
            now = Alerts(table).get(one.id)
            assert now is not None
            assert now.path == (("net", "ara") if gone else ("lyon",))
            assert [event.type for event in Alerts(table).timeline(one.id)[0]] == ["raised", "moved"]
        runs += 1
        if alive:
            break
    assert runs > 4
