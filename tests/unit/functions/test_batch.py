"""A batch: one message's failure is its own."""

import json
from typing import Any

import pytest

from functions.batch import each_message


def record(number: int, body: str) -> dict[str, str]:
    return {"messageId": f"m{number}", "body": body}


@pytest.mark.parametrize(
    ("bodies", "failed"),
    [
        ([], []),
        (['{"n": 1}'], []),
        (['{"n": 1}', '{"n": -1}', '{"n": 2}'], ["m1"]),
        (["no json", '{"n": 1}'], ["m0"]),
        (['{"n": -1}', '{"n": -2}'], ["m0", "m1"]),
        (["[]", "{}"], ["m0", "m1"]),
    ],
    ids=["none", "good", "one bad among good", "unreadable", "all bad", "of another shape"],
)
def test_only_what_failed_comes_again(bodies: list[str], failed: list[str]) -> None:
    done: list[Any] = []

    def work(message: dict[str, Any]) -> None:
        if message["n"] < 0:
            raise ValueError("bad")
        done.append(message["n"])

    answer = each_message({"Records": [record(n, body) for n, body in enumerate(bodies)]}, work)
    assert answer == {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}
    assert len(done) == len(bodies) - len(failed)


def test_a_failure_is_logged_without_what_was_in_the_message(caplog: pytest.LogCaptureFixture) -> None:
    def work(message: dict[str, Any]) -> None:
        raise ValueError(message["name"])

    each_message({"Records": [record(1, json.dumps({"name": "Camille Roux"}))]}, work)
    (line,) = caplog.records
    assert vars(line)["fault"] == "ValueError"
    assert "Camille" not in str(vars(line))


def test_a_kill_is_not_a_failure_of_one_message() -> None:
    def work(message: dict[str, Any]) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        each_message({"Records": [record(1, "{}")]}, work)
