"""The bad-input table against the deployed stack, over HTTP and through API Gateway. Rows that cannot be sent so
say why in ``over_http``; they run in process only."""

import json
import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest

from shared import ids
from tests.hooks.cases import CASES
from tests.hooks.judge import judge
from tests.hooks.kept import AS_TEXT
from tests.hooks.kit import Answer, Case, Pen, Shot, hook_sources
from tools.local.stack import RunningStack

SENDABLE = [case for case in CASES if not case.over_http]
_INGESTED = ("feedback", "quarantine", "raw")


class Door(NamedTuple):
    """The way in: posts a request, and shows what ingest has written."""

    post: Callable[[Shot], Answer]
    rows: Callable[[], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def door(stack: RunningStack) -> Iterator[Door]:
    mark = secrets.token_hex(6)
    for name, source in hook_sources(datetime.now(UTC), mark).items():
        stack.clients.of("ssm").put_parameter(
            Name=f"/boucle/{stack.tenant.id}/hooks/{ids.token_hash(f'{mark}-{name}')}",
            Value=msgspec.json.encode(source).decode(),
            Type="SecureString",
        )
    pages = stack.clients.of("dynamodb").get_paginator("scan")
    table = stack.deployed.output("TableName")
    with httpx.Client(timeout=30, trust_env=False) as client:

        def post(shot: Shot) -> Answer:
            headers = [(name.encode(), value.encode()) for name, value in shot.headers.items()]
            url = f"{stack.url}/hooks/{mark}-{shot.source}"
            answer = client.request(shot.method, url, content=shot.body, headers=headers)
            return Answer(answer.status_code, answer.headers, json.loads(answer.content))

        def rows() -> list[dict[str, Any]]:
            # What evaluate and notify make of earlier rows arrives when it likes and is not looked at here.
            items = [
                item for page in pages.paginate(TableName=table, ConsistentRead=True) for item in page["Items"]
            ]
            return [item for item in items if item["kind"]["S"] in _INGESTED]

        yield Door(post, rows)


@pytest.mark.parametrize("case", SENDABLE, ids=[case.id for case in SENDABLE])
def test_over_http(door: Door, case: Case) -> None:
    judge(case, case.shots(Pen()), door.post, door.rows)


@pytest.mark.parametrize("row", ["B25-utf16", "B25-latin1"])
def test_bytes_that_api_gateway_changes_are_refused(door: Door, row: str) -> None:
    (case,) = [case for case in CASES if case.id == row]
    assert case.over_http == AS_TEXT
    refused = case._replace(status=401, code="signature_invalid", stored="nothing")
    judge(refused, case.shots(Pen()), door.post, door.rows)


def test_what_is_not_sent_says_why() -> None:
    assert all(len(case.over_http) > 20 for case in CASES if case not in SENDABLE)
    assert len(SENDABLE) > 60
