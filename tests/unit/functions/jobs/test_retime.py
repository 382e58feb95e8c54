"""The job that gives open cases the target promised now: dying anywhere, it ends with each done once."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import count
from typing import Any

from msgspec.structs import replace

from functions.jobs.run import run
from functions.jobs.work import WORK
from shared.account.models import Department, Settings, Target
from shared.alerts.models import Alert, Event
from shared.jobs.models import Job
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigStore
from shared.storage.jobs import Jobs
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, HOUR, NOW, alert, closing
from tests.support.dying import Died, mortal
from tests.support.jobs import LONG, begun, carried_out, ports_of, world

CASES: dict[str, dict[str, Any]] = {
    "open": {},
    "taken": {"status": "assigned", "owner": CLAIRE, "assigned_at": NOW},
    "restricted": {"department": "hr", "restricted": True, "owner": CLAIRE, "status": "assigned"},
    "unplaced": {"place": None},
    "late": {"status": "expired", "owner": CLAIRE, "expired_at": NOW, "assigned_at": NOW},
    "contacted": {"status": "contacted", "owner": CLAIRE, "first_contact_at": NOW, "target_at": None},
    "closed": {"status": "closed", "owner": CLAIRE, "closing": closing()},
}  # fmt: skip
FOLLOW = ["open", "restricted", "taken", "unplaced"]
TARGET = NOW + 5 * HOUR


def tenant() -> tuple[SimClock, MemoryTable]:
    """A tenant with cases that were promised something else than the settings say now."""
    clock, table = world()
    settings = Settings(other_channels=Target(5 * 3600, 5 * 3600, 5 * 3600))
    hr = Department("hr", "HR", restricted=True)
    ConfigStore(table).save_many([("DEPARTMENT", "hr", hr), ("SETTINGS", "account", settings)], if_config=1)
    for number, changes in enumerate(CASES.values(), 1):
        case = replace(alert(number), **changes)
        Alerts(table).open(case, Event(case.id, 1, "raised", NOW))
    return clock, table


def cases(table: MemoryTable) -> dict[str, Alert]:
    found = {name: Alerts(table).get(alert(number).id) for number, name in enumerate(CASES, 1)}
    return {name: case for name, case in found.items() if case is not None}


def told(table: MemoryTable) -> list[str]:
    """The cases by their events of being retimed."""
    timelines = {name: Alerts(table).timeline(case.id)[0] for name, case in cases(table).items()}
    return sorted(name for name, timeline in timelines.items() for event in timeline if event.type == "retimed")


def deaths() -> Iterator[tuple[SimClock, MemoryTable, Job]]:
    """A tenant and its job, once for each write before which its first runner dies."""
    for last in count():
        clock, table = tenant()
        job = begun(table, "retime")
        (dying,) = mortal(table, last=last)
        alive = False
        with suppress(Died):
            run(job.id, WORK, ports_of(dying, clock), clock() + LONG)
            alive = True
        clock.advance(timedelta(minutes=3))
        yield clock, table, job
        if alive:
            break


def test_every_open_case_is_retimed_once_wherever_the_runner_dies() -> None:
    runs = 0
    for clock, table, job in deaths():
        done = Jobs(table).get(job.id)
        if done is None or not done.ended:
            done = carried_out(job, ports_of(table, clock))
        assert done.status == "done"
        assert told(table) == FOLLOW
        assert {name for name, case in cases(table).items() if case.target_at == TARGET} == set(FOLLOW)
        runs += 1
    assert runs > len(FOLLOW)


def test_again_changes_nothing() -> None:
    clock, table = tenant()
    assert carried_out(begun(table, "retime"), ports_of(table, clock)).result == {"retimed": len(FOLLOW)}
    again = begun(table, "retime", "jbbbbbbbbbbbbbbbb")
    assert carried_out(again, ports_of(table, clock)).result == {"retimed": 0}
    assert told(table) == FOLLOW


def test_only_cases_of_the_place() -> None:
    clock, table = tenant()
    elsewhere = begun(table, "retime", place="paris")
    assert carried_out(elsewhere, ports_of(table, clock)).result == {"retimed": 0}
    here = begun(table, "retime", "jbbbbbbbbbbbbbbbb", place="ara")
    assert carried_out(here, ports_of(table, clock)).result == {"retimed": 3}
    assert told(table) == ["open", "restricted", "taken"]


def test_cases_opened_under_the_promise_of_before_follow() -> None:
    clock, table = tenant()
    job = begun(table, "retime")
    late: list[str] = []

    def meanwhile(_: float) -> None:
        if not late:
            case = alert(99)
            Alerts(table).open(case, Event(case.id, 1, "raised", clock()))
            late.append(case.id)

    ports: Any = ports_of(table, clock)
    object.__setattr__(ports, "pause", meanwhile)
    assert carried_out(job, ports).result == {"retimed": len(FOLLOW) + 1}
    found = Alerts(table).get(late[0])
    assert found is not None
    assert found.target_at == TARGET


def test_somebody_who_acts_meanwhile_is_not_overwritten() -> None:
    """The case is read again: contacted by then, it keeps what it says."""
    clock, table = tenant()
    alerts, acted = Alerts(table), list[str]()
    save = alerts.save

    def late(after: Alert, event: Event) -> Any:
        if event.alert_id == alert(1).id and not acted:
            before = cases(table)["open"]
            contacted = replace(before, status="contacted", target_at=None, version=before.version + 1)
            save(contacted, Event(before.id, contacted.version, "contacted", clock(), CLAIRE))
            acted.append(before.id)
        return save(after, event)

    ports: Any = ports_of(table, clock)
    object.__setattr__(alerts, "save", late)
    object.__setattr__(ports, "alerts", alerts)
    assert carried_out(begun(table, "retime"), ports).status == "done"
    assert acted
    assert cases(table)["open"].target_at is None
    assert told(table) == [name for name in FOLLOW if name != "open"]
