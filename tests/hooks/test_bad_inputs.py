"""The bad-input table against the ingest handler in process, every row as text and in base64."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from moto import mock_aws

from functions.ingest import handler
from functions.ingest.wiring import HookSources, Wiring
from shared import ids
from shared.storage.feedbacks import Feedbacks
from shared.storage.table import DynamoTable
from tests.hooks.cases import CASES
from tests.hooks.judge import judge
from tests.hooks.kit import CANARIES, Answer, Case, Pen, Shot, hook_sources
from tests.support.builders import NOW
from tests.support.clients import PREFIX, TABLE, client
from tests.support.dynamo import Calls, create_table, everything
from tests.support.events import http_event


class Door:
    """The handler around moto's table and Parameter Store, at a fixed moment."""

    def __init__(self) -> None:
        create_table(client("dynamodb"), TABLE)
        for name, source in hook_sources(NOW).items():
            client("ssm").put_parameter(
                Name=f"{PREFIX}/hooks/{ids.token_hash(f'token-{name}')}",
                Value=msgspec.json.encode(source).decode(),
                Type="SecureString",
            )
        table = DynamoTable(client("dynamodb"), TABLE)
        self.wiring = Wiring(HookSources(client("ssm"), PREFIX, lambda: NOW), Feedbacks(table), lambda: NOW)

    def post(self, shot: Shot, *, encoded: bool) -> Answer:
        """One request through the handler."""
        event = http_event(
            shot.method,
            f"/hooks/token-{shot.source}",
            headers=shot.headers,
            body=shot.body,
            encoded=encoded,
            parameters={"source_token": f"token-{shot.source}"},
        )
        answer = handler.lambda_handler(event, None)
        return Answer(answer["statusCode"], answer["headers"], json.loads(answer["body"]))

    def rows(self) -> list[dict[str, Any]]:
        """Everything in the table."""
        return everything(client("dynamodb"), TABLE)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    with mock_aws():
        made = Door()
        monkeypatch.setattr(handler, "wiring", lambda: made.wiring)
        yield made


def _is_text(case: Case) -> bool:
    try:
        for shot in case.shots(Pen(NOW)):
            shot.body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


TEXTS = [case for case in CASES if _is_text(case)]


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_in_base64(door: Door, case: Case, caplog: pytest.LogCaptureFixture) -> None:
    judge(case, case.shots(Pen(NOW)), lambda shot: door.post(shot, encoded=True), door.rows)
    _nothing_personal(caplog)


@pytest.mark.parametrize("case", TEXTS, ids=[case.id for case in TEXTS])
def test_as_text(door: Door, case: Case, caplog: pytest.LogCaptureFixture) -> None:
    judge(case, case.shots(Pen(NOW)), lambda shot: door.post(shot, encoded=False), door.rows)
    _nothing_personal(caplog)


def _nothing_personal(caplog: pytest.LogCaptureFixture) -> None:
    for line in caplog.records:
        logged = {name: value for name, value in vars(line).items() if name not in ("args", "msg")}
        text = f"{line.getMessage()} {logged}"
        assert not [canary for canary in (*CANARIES, "token-") if canary in text]


def test_every_row_of_the_plan_is_here_once() -> None:
    assert {case.id.split("-")[0] for case in CASES} == {f"B{number:02d}" for number in range(1, 35)}
    assert len({case.id for case in CASES}) == len(CASES)


def test_an_unknown_token_costs_what_a_bad_signature_costs(door: Door) -> None:
    calls = Calls(client("ssm")), Calls(client("dynamodb"))
    pen = Pen(NOW)
    costs = []
    for shot in (pen.signed(b"{}", "unknown"), pen.signed(b"{}", headers={"webhook-signature": "v1,AAAA"})):
        for _ in range(2):
            assert door.post(shot, encoded=False).status in (401, 404)
        costs.append([call.take() for call in calls])
    assert costs[0] == costs[1] == [{"GetParameter": 1}, {}]


def test_an_accepted_webhook_is_one_call_to_the_table(door: Door) -> None:
    pen, calls = Pen(NOW), Calls(client("dynamodb"))
    assert door.post(pen.signed(pen.body()), encoded=False).status == 202
    assert calls.take() == {"PutItem": 1}
    assert door.post(pen.signed(pen.body()), encoded=False).body["duplicate"]
    assert calls.take() == {"PutItem": 1}


def test_an_unusable_one_is_one_call_as_well(door: Door) -> None:
    calls = Calls(client("dynamodb"))
    assert door.post(Pen(NOW).signed(b"{"), encoded=False).body["quarantined"] == "bad_json"
    assert calls.take() == {"PutItem": 1}


def test_a_refused_one_is_none(door: Door) -> None:
    calls = Calls(client("dynamodb"))
    assert door.post(Pen(NOW).signed(b"{}", headers={"webhook-signature": None}), encoded=False).status == 401
    assert calls.take() == {}


def test_eight_at_once_are_one_feedback(door: Door) -> None:
    pen = Pen(NOW)
    shot = pen.signed(pen.body())
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: door.post(shot, encoded=False), range(8)))
    assert [answer.status for answer in answers] == [202] * 8
    assert sorted(answer.body["duplicate"] for answer in answers) == [False] + [True] * 7
    assert len(door.rows()) == 1
