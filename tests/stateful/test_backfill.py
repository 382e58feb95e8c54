"""E7: a file of old answers brings no case and no mail, goes on after a kill, and the same file brings nothing."""

from datetime import timedelta

from functions.jobs.run import run
from functions.jobs.work import WORK
from shared.storage import job_keys
from tests.simulator.faults import Crash, OneFault
from tests.simulator.ports import FaultyTable
from tests.simulator.queues import FEEDBACK
from tests.support.jobs import LONG, announced, carried_out, ports_of, until_ended, world

LINES = 5000
FILE = b"id,date,nps,comment,store\n" + b"".join(
    b"R-%d,2025-%02d-%02d,%d,Une heure d'attente,LYON-PARTDIEU\n" % (n, 1 + n % 12, 1 + n % 28, n % 11)
    for n in range(LINES)
)


def test_old_responses_come_in_quietly_and_once() -> None:
    clock, table = world()
    job = announced(table, FILE, size=100_000)
    faults = OneFault(LINES // 2, "after")

    def attempt() -> None:
        ports = ports_of(FaultyTable(table, "jobs", lambda: faults), clock)
        try:
            run(job.id, WORK, ports, clock() + LONG)
        except Crash:
            clock.advance(timedelta(minutes=3))

    ended = until_ended(job, attempt, clock, table)
    assert faults.hit is not None, "it was killed in the middle"
    assert ended.result is not None
    assert (ended.result["created"], ended.result["duplicates"]) == (LINES, 0)
    kinds = [str(item["kind"]) for item in table.items()]
    assert kinds.count("feedback") == LINES
    assert not {"alert", "event", "quarantine"} & set(kinds)
    passed = [change for change in table.stream if FEEDBACK.message(change)]
    assert {change.key[0] for change in passed} == {job_keys.job(job.id)[0]}, (
        "nothing stands in the queue but the job"
    )
    again = carried_out(announced(table, FILE, size=100_000, job_id="jbbbbbbbbbbbbbbbb"), ports_of(table, clock))
    assert again.result is not None
    assert (again.result["created"], again.result["duplicates"]) == (0, LINES)
    assert [str(item["kind"]) for item in table.items()].count("feedback") == LINES
