"""The minute's look for long work that nobody is at."""

from datetime import timedelta

import pytest

from functions.expire.start import MAX_STARTED, start_due
from shared.accounts.models import LEASE
from shared.feedback.models import FetchOrder
from shared.jobs.models import Job
from shared.storage import job_keys, keys
from shared.storage.accounts import AccountRows
from shared.storage.feedbacks import Feedbacks
from shared.storage.jobs import Jobs
from shared.storage.keys import Key
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, NOW, user


@pytest.fixture
def clock() -> SimClock:
    return SimClock(NOW)


@pytest.fixture
def table(clock: SimClock) -> MemoryTable:
    return MemoryTable(clock)


def _job(table: MemoryTable, job_id: str, *, ready: bool = True) -> Job:
    job = Job(job_id, "import", NOW, CLAIRE, {}, ready=ready)
    Jobs(table).create(job)
    return job


def _started(table: MemoryTable, clock: SimClock) -> list[Key]:
    started: list[Key] = []
    start_due(table, started.append, clock())
    return started


def test_a_job_whose_call_was_lost_is_started_a_minute_later(table: MemoryTable, clock: SimClock) -> None:
    job = _job(table, "j1")
    _job(table, "j2", ready=False)
    assert _started(table, clock) == [], "the stream has its minute first"
    clock.advance(timedelta(minutes=1))
    assert _started(table, clock) == [job_keys.job(job.id)]


def test_an_account_the_pool_has_not_heard_of_is_looked_at_once_its_holder_is_late(
    table: MemoryTable, clock: SimClock
) -> None:
    rows = AccountRows(table, "h1")
    order = rows.invite(user("", email="nora@example.com"), CLAIRE, clock())
    assert _started(table, clock) == [], "whoever invited is at it"
    clock.advance(LEASE)
    assert _started(table, clock) == [keys.order(order.id)]
    claimed = AccountRows(table, "h2").claim(order.id, clock())
    assert claimed is not None
    assert rows.claim(order.id, clock()) is None
    assert rows.settle(claimed)
    clock.advance(2 * LEASE)
    assert _started(table, clock) == []


def test_a_job_at_work_is_left_alone_until_its_lease_ends(table: MemoryTable, clock: SimClock) -> None:
    _job(table, "j1")
    held = Jobs(table).claim("j1", clock())
    assert held is not None
    clock.advance(timedelta(seconds=119))
    assert _started(table, clock) == []
    Jobs(table).advance(held, 1, None, {}, clock())
    clock.advance(timedelta(seconds=119))
    assert _started(table, clock) == [], "progress has renewed it"
    clock.advance(timedelta(seconds=1))
    assert _started(table, clock) == [job_keys.job("j1")]


def test_an_answer_to_fetch_is_started_when_it_is_due(table: MemoryTable, clock: SimClock) -> None:
    order = FetchOrder("f1", "s-1", "delighted", "r1", "e1", NOW, NOW)
    Feedbacks(table).announce(order, b"{}")
    assert [pk for pk, _ in _started(table, clock)] == ["F#f1"]


def test_what_cannot_be_started_holds_up_nothing_behind_it(table: MemoryTable, clock: SimClock) -> None:
    for number in range(3):
        _job(table, f"j{number}")
    clock.advance(timedelta(minutes=1))
    started: list[Key] = []

    def start(key: Key) -> None:
        if key == job_keys.job("j1"):
            raise ConnectionError("refused")
        started.append(key)

    assert start_due(table, start, clock()) == (2, 1)
    assert started == [job_keys.job("j0"), job_keys.job("j2")]


def test_a_minute_starts_a_bounded_number(table: MemoryTable, clock: SimClock) -> None:
    for number in range(MAX_STARTED + 5):
        _job(table, f"j{number:03d}")
    clock.advance(timedelta(minutes=1))
    assert _started(table, clock) == [job_keys.job(f"j{number:03d}") for number in range(MAX_STARTED)]
