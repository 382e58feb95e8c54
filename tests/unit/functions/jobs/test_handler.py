"""Which row of the table leads to which work."""

from dataclasses import replace
from typing import Any

import pytest

from functions.jobs import fetch, handler
from shared.accounts.models import LEASE
from shared.jobs.models import Job
from shared.storage import job_keys, keys
from shared.storage.accounts import AccountRows
from shared.storage.jobs import Jobs
from shared.storage.people import People
from tests.support.builders import CLAIRE, user
from tests.support.jobs import announced, ports_of, world
from tests.support.pool import MemoryCognito, pool_of


class Context:
    """A run with a quarter of an hour before it."""

    def get_remaining_time_in_millis(self) -> int:
        """Milliseconds left."""
        return 900_000


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> tuple[Job, Any]:
    clock, table = world()
    made = announced(table, b"id,nps\nR-1,2\n")
    monkeypatch.setattr(handler, "wiring", lambda: ports_of(table, clock))
    return made, table


def _called(key: keys.Key) -> dict[str, str]:
    return handler.lambda_handler({"pk": key[0], "sk": key[1]}, Context())


def test_the_row_of_a_job_and_the_order_to_start_it_lead_to_the_job(job: tuple[Job, Any]) -> None:
    made, table = job
    assert _called(job_keys.job_order(made.id, 1)) == {"outcome": "done"}
    found = Jobs(table).get(made.id)
    assert found is not None
    assert found.status == "done"
    assert _called(job_keys.job(made.id)) == {"outcome": "nothing"}, "once more is harmless"
    assert _called(job_keys.job("jzzzzzzzzzzzzzzzz")) == {"outcome": "nothing"}, "so is a job that is gone"


def test_the_row_of_an_order_leads_to_the_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, table = world()
    cognito = MemoryCognito()
    ports = replace(ports_of(table, clock), pool=pool_of(cognito))
    monkeypatch.setattr(handler, "wiring", lambda: ports)
    person = user("", email="nora@example.com", nodes=("lyon",))
    order = AccountRows(table, "h1").invite(person, CLAIRE, clock())
    clock.advance(LEASE)
    assert _called(keys.order(order.id)) == {"outcome": "done"}
    made = People(table).get(cognito.members["nora@example.com"].subject)
    assert made is not None
    assert made.invited
    assert _called(keys.order(order.id)) == {"outcome": "nothing"}


def test_the_row_of_an_announcement_leads_to_fetching(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[keys.Key] = []

    def run(key: keys.Key) -> str:
        fetched.append(key)
        return "new"

    monkeypatch.setattr(fetch, "run", run)
    assert _called(keys.fetch("f1", "abc")) == {"outcome": "new"}
    assert fetched == [keys.fetch("f1", "abc")]
