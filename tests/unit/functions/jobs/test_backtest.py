"""The backtest as a job: it says what the preview says, over everything, wherever it is broken off."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from functions.jobs import backtest
from functions.jobs.backtest import State
from functions.jobs.run import run
from functions.jobs.wiring import JobsSettings, Ports, wired
from shared.backtest.impact import Impact
from shared.backtest.request import BacktestRequest
from shared.backtest.tally import Tally
from shared.jobs.models import Job
from shared.rules.models import KeywordList, Rule
from shared.scope.people import Person
from tests.support.builders import NOW, rule
from tests.support.past import Past, drawn
from tests.unit.shared.backtest.test_backtest import CALL, GLASS, tried

BY = Person("u-admin", "Ada Roy")
HOUR = timedelta(hours=1)


def past_of(*rules: Rule, number: int = 120, days: int = 29) -> Past:
    past = Past(*rules)
    for states in drawn(7, number, days):
        past.arrives(states)
    return past


def ports_of(past: Past) -> Ports:
    settings = JobsSettings("demo", "table", "/boucle/demo", "Europe/Paris")
    return wired(settings, past.table, lambda: past.time[0], lambda _: None)


def begun(ports: Ports, one: Rule, previous: Rule | None = None, days: int = 30) -> str:
    asked = msgspec.to_builtins(BacktestRequest(one, previous, days))
    job = Job("j" + "a" * 16, "backtest", NOW, BY, asked)
    assert ports.jobs.create(job)
    return job.id


def ran(ports: Ports, job_id: str, left: timedelta = HOUR) -> str:
    return run(job_id, {"backtest": backtest.run}, ports, ports.now() + left)


def result_of(ports: Ports, job_id: str) -> dict[str, Any]:
    job = ports.jobs.get(job_id)
    assert job is not None
    assert job.result is not None, job
    return job.result


def plain(impact: Impact) -> Any:
    return msgspec.json.decode(msgspec.json.encode(impact))


def test_its_result_is_what_the_preview_says() -> None:
    past = past_of(rule("r-low"))
    ports, one = ports_of(past), rule("r-new", criteria=CALL, priority="P1")
    job_id = begun(ports, one)
    assert ran(ports, job_id) == "done"
    assert result_of(ports, job_id) == plain(tried(past, one))
    assert result_of(ports, job_id)["complete"] is True


@pytest.mark.parametrize("previous", [None, rule("r-low")], ids=["new", "changed"])
def test_broken_off_at_every_page_it_ends_the_same(previous: Rule | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "_PAGES", 1)
    past = past_of(rule("r-low"))
    ports, one = ports_of(past), rule("r-new", criteria=GLASS)
    job_id, runs = begun(ports, one, previous), 0
    while (outcome := ran(ports, job_id, left=timedelta(0))) == "paused":
        runs += 1
        job = ports.jobs.get(job_id)
        assert job is not None
        assert 0 <= job.done <= (job.total or 0) == 30
        past.time[0] += timedelta(minutes=5)
    assert (outcome, runs > 20) == ("done", True)
    past.time[0] = NOW
    assert result_of(ports, job_id) == plain(tried(past, one, previous=previous))


def test_what_comes_in_meanwhile_does_not_count() -> None:
    past = past_of()
    ports, one = ports_of(past), rule("r-new", criteria=CALL)
    before = tried(past, one)
    job_id = begun(ports, one)
    past.time[0] += timedelta(days=2)
    assert ran(ports, job_id) == "done"
    assert result_of(ports, job_id)["feedbacks"] == before.feedbacks
    assert result_of(ports, job_id)["per_day"][-1]["day"] == "2026-03-17"


def test_only_the_newest_are_read_of_very_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "MOST", 50)
    past = past_of()
    ports = ports_of(past)
    job_id = begun(ports, rule("r-new", criteria=CALL))
    assert ran(ports, job_id) == "done"
    found = result_of(ports, job_id)
    assert found["complete"] is False
    assert 50 <= found["feedbacks"] < 120


def test_a_rule_whose_list_has_gone_fails() -> None:
    past = past_of(number=1)
    ports = ports_of(past)
    named = {"field": "comment", "operator": "mentions", "value": {"words": [], "lists": ["k-gone"]}}
    job_id = begun(ports, rule("r-new", criteria={"combinator": "and", "rules": [named]}))
    assert ran(ports, job_id) == "failed"
    job = ports.jobs.get(job_id)
    assert job is not None
    assert job.error is not None
    assert job.error.code == "invalid"


def test_lists_are_those_of_the_account() -> None:
    past = past_of()
    words = KeywordList("k1", 1, "Danger", ("verre", "glass"))
    past.config.save("LIST", "k1", words, if_config=past.config.load().version)
    ports = ports_of(past)
    named = {"field": "comment", "operator": "mentions", "value": {"words": [], "lists": ["k1"]}}
    job_id = begun(ports, rule("r-new", criteria={"combinator": "and", "rules": [named]}))
    assert ran(ports, job_id) == "done"
    assert result_of(ports, job_id)["fired"] > 0


def test_a_cancelled_one_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backtest, "_PAGES", 1)
    ports = ports_of(past_of())
    job_id = begun(ports, rule("r-new", criteria=CALL))
    assert ran(ports, job_id, left=timedelta(0)) == "paused"
    ports.jobs.cancel(job_id, NOW)
    assert ran(ports, job_id) == "nothing"


def test_a_checkpoint_is_small() -> None:
    """It fits the job's item many times, also for a network of a thousand places."""
    past = past_of()
    ports, one = ports_of(past), rule("r-new", criteria=CALL)
    assert ran(ports, begun(ports, one)) == "done"
    tally = Tally(places={f"place-{n:06d}": 10 for n in range(1000)}, told={f"u-{n}": 5 for n in range(200)})
    assert len(msgspec.json.encode(State(tally, None))) < 40_000
