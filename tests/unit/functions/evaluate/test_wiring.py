"""What evaluate starts elsewhere, and what it logs of rules that do not work."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.evaluate import wiring
from shared import aws
from shared.observability import logger
from shared.storage.config import ConfigStore
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW, rule


class Client:
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.invoked: list[dict[str, Any]] = []

    def invoke(self, **request: Any) -> None:
        self.invoked.append(request)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    made = Client()
    monkeypatch.setattr(aws, "client", lambda _service: made)
    for name, value in (
        ("TENANT", "acme"),
        ("TABLE_NAME", "t"),
        ("ZONE", "Europe/Paris"),
        ("JOBS_FUNCTION", "boucle-acme-jobs"),
    ):
        monkeypatch.setenv(name, value)
    wiring.wiring.cache_clear()
    yield made
    wiring.wiring.cache_clear()


def test_long_work_is_started_and_not_waited_for(client: Client) -> None:
    wiring.wiring().hand_over(("J#1", "J"))
    assert client.invoked == [
        {"FunctionName": "boucle-acme-jobs", "InvocationType": "Event", "Payload": b'{"pk": "J#1", "sk": "J"}'}
    ]


def test_an_unusable_rule_is_logged_once_for_each_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[dict[str, Any]] = []
    monkeypatch.setattr(logger, "error", lambda _message, **more: logged.append(more))
    table, time = MemoryTable(lambda: NOW), [NOW]
    broken = rule("r-broken", criteria={"combinator": "maybe", "rules": []})
    ConfigStore(table).save("RULE", "r-broken", broken, if_config=0)
    ports = wiring.wired(table, lambda: time[0], "Europe/Paris", lambda _key: None)
    for _ in range(3):
        ports.config_at(NOW)
    assert logged == [{"rule_id": "r-broken", "configuration": 1}]
