"""A directory file put in place: dying anywhere it ends the same, and pool and table agree (B63)."""

from contextlib import suppress
from dataclasses import replace as with_parts
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from functions.jobs import accounts
from functions.jobs.run import run
from functions.jobs.work import WORK
from shared.clock import iso
from shared.errors import StaleVersion
from shared.jobs.models import Job
from shared.scope.people import Person
from shared.storage import keys
from shared.storage.config import ConfigStore
from shared.storage.jobs import Jobs
from shared.storage.people import People
from shared.storage.table import Span
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW, user
from tests.support.dying import Died, mortal
from tests.support.jobs import LONG, ports_of, world
from tests.support.pool import MemoryCognito, pool_of

BOSS = Person("u-boss", "Ada Roy")
USERS = """email,name,role,places,remove
nora@example.com,Nora Lind,agent,lyon,
ZOE@example.com,Zoé,,annecy,
leo@example.com,Leo B.,,,yes
back@example.com,,,lyon,no
bad@@example.com,X,agent,,
"""
PLACES = "id,name,parent,remove\nsud,Sud,net,\nnice,Nice,sud,\nlyon,Gare,sud,\nannecy,,,yes\n"


def tenant() -> tuple[SimClock, MemoryTable, MemoryCognito]:
    clock, table = world()
    cognito = MemoryCognito()
    for email, disabled in (("zoe", False), ("leo", False), ("back", True)):
        address = f"{email}@example.com"
        cognito.admin_create_user(Username=address)
        member = cognito.members[address]
        member.enabled = not disabled
        People(table).save(user(member.subject, email=address, name=email, disabled=disabled))
    People(table).save(user(BOSS.id, email="boss@example.com", role="admin"))
    return clock, table, cognito


def started(table: MemoryTable, kind: str, text: str, mode: str = "partial") -> Job:
    job = Job("jaaaaaaaaaaaaaaaa", "directory", NOW, BOSS, {"kind": kind, "mode": mode})
    Jobs(table).create(job)
    if text:
        Jobs(table).put_part(job.id, 0, text.encode(), NOW)
    return job


def step(table: Any, cognito: Any, clock: SimClock, job: Job) -> None:
    """One run of the job, and of every order that is due."""
    ports = with_parts(ports_of(table, clock), pool=pool_of(cognito))
    run(job.id, WORK, ports, clock() + LONG)
    for item in table.query(keys.ORDERS_DUE, Span(before=f"{iso(clock())}$"), index="tick"):
        accounts.run((str(item["pk"]), str(item["sk"])), ports)


def ended(table: MemoryTable, cognito: MemoryCognito, clock: SimClock, job: Job) -> Job:
    for _ in range(20):
        clock.advance(timedelta(minutes=3))
        step(table, cognito, clock, job)
        found = Jobs(table).get(job.id)
        assert found is not None
        if found.ended and not table.query(keys.ORDERS_DUE, index="tick"):
            return found
    raise AssertionError("the job does not end")


def people(table: MemoryTable) -> dict[str, Any]:
    users = {one.email: one for one in People(table).everybody().users}
    return {email: (one.name, one.nodes, one.disabled) for email, one in users.items()}


def test_people_are_put_in_place_wherever_the_runner_dies() -> None:
    for last in count():
        clock, table, cognito = tenant()
        job = started(table, "users", USERS)
        dying, pool = mortal(table, cognito, last=last)
        alive = False
        with suppress(Died):
            step(dying, pool, clock, job)
            alive = True
        done = ended(table, cognito, clock, job)
        assert (done.status, done.result and done.result["lines"]) == ("done", 5), last
        assert people(table) == {
            "boss@example.com": ("Claire Morel", ("lyon",), False),
            "nora@example.com": ("Nora Lind", ("lyon",), False),
            "zoe@example.com": ("Zoé", ("annecy",), False),
            "leo@example.com": ("Leo B.", (), True),
            "back@example.com": ("back", ("lyon",), False),
        }, last
        enabled = {email: member.enabled for email, member in cognito.members.items()}
        assert enabled == {
            "nora@example.com": True, "zoe@example.com": True, "leo@example.com": False, "back@example.com": True,
        }, last  # fmt: skip
        assert len(Jobs(table).newest(["reassign"], 9)) == 1
        if alive:
            break
    assert last > 15


def test_places_are_put_in_place_wherever_the_runner_dies() -> None:
    for last in count():
        clock, table, cognito = tenant()
        job = started(table, "places", PLACES, "all")
        (dying,) = mortal(table, last=last)
        alive = False
        with suppress(Died):
            step(dying, cognito, clock, job)
            alive = True
        done = ended(table, cognito, clock, job)
        assert done.result == {
            "kind": "places", "lines": 4, "added": 2, "changed": 1, "removed": 1, "unchanged": 0, "failed": 0,
        }  # fmt: skip
        tree = ConfigStore(table).load().tree
        assert tree.path("lyon") == ("net", "sud", "lyon")
        assert "annecy" not in tree.places
        assert tree.places["lyon"].version == 2
        moves = [one.request["place"] for one in Jobs(table).newest(["move"], 9)]
        assert sorted(moves) == ["annecy", "lyon"]
        assert [one.request for one in Jobs(table).newest(["retime"], 9)] == [{}], "other calendars may count now"
        if alive:
            break


def test_somebody_elses_change_meanwhile_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, table, cognito = tenant()
    job = started(table, "places", PLACES)
    refused = list[bool]()
    save = ConfigStore.save_many

    def first_refused(self: ConfigStore, *args: Any, **more: Any) -> None:
        if not refused:
            refused.append(True)
            raise StaleVersion
        save(self, *args, **more)

    monkeypatch.setattr(ConfigStore, "save_many", first_refused)
    assert ended(table, cognito, clock, job).status == "done"
    assert "nice" in ConfigStore(table).load().tree.places


def test_a_file_that_is_gone_is_asked_for_again() -> None:
    clock, table, cognito = tenant()
    done = ended(table, cognito, clock, started(table, "users", ""))
    assert done.error is not None
    assert done.error.code == "parts_missing"


@pytest.mark.parametrize("changes", [{"disabled": True}, {"role": "manager"}], ids=["disabled", "demoted"])
def test_what_somebody_began_stops_when_they_may_no_more(changes: dict[str, Any]) -> None:
    """Rights are those of now: a file that was waiting makes nobody an admin for who has been let go."""
    clock, table, cognito = tenant()
    job = started(table, "users", "email,name,role,places\nnew@example.com,New,admin,lyon\n")
    boss = user(BOSS.id, email="boss@example.com", **{"role": "admin", **changes})
    People(table).save(boss)
    step(table, cognito, clock, job)
    found = Jobs(table).get(job.id)
    assert found is not None
    assert (found.status, found.error and found.error.code) == ("failed", "forbidden")
    assert "new@example.com" not in cognito.members
