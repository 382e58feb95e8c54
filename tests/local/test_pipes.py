"""The pipe runner against a stream and queues in memory: at least once, in order, nothing lost."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tools.local.errors import LocalError
from tools.local.pipes import Pipe, PipeRunner, Position

_WAIT_SECONDS = 10.0


def record(number: int, kind: str = "feedback") -> dict[str, Any]:
    return {
        "eventName": "INSERT",
        "dynamodb": {
            "ApproximateCreationDateTime": datetime(2026, 11, 22, tzinfo=UTC),
            "SequenceNumber": f"{number:021d}",
            "NewImage": {"kind": {"S": kind}, "body": {"S": str(number)}},
        },
    }


class Stream:
    """A stream of one shard whose iterators are positions."""

    def __init__(self, records: list[dict[str, Any]]) -> None:
        self.records = records
        self.expired = False

    def describe_stream(self, **_: Any) -> dict[str, Any]:
        return {"StreamDescription": {"Shards": [{"ShardId": "s1"}]}}

    def get_shard_iterator(self, **asked: Any) -> dict[str, str]:
        if asked["ShardIteratorType"] == "AFTER_SEQUENCE_NUMBER":
            return {"ShardIterator": str(int(asked["SequenceNumber"]) + 1)}
        return {"ShardIterator": "0" if asked["ShardIteratorType"] == "TRIM_HORIZON" else str(len(self.records))}

    def get_records(self, **asked: Any) -> dict[str, Any]:
        if self.expired:
            self.expired = False
            raise ClientError({"Error": {"Code": "ExpiredIteratorException"}}, "GetRecords")
        start = int(asked["ShardIterator"])
        found = self.records[start : start + 4]
        return {"Records": found, "NextShardIterator": str(start + len(found))}


class Queues:
    """Queues that take what ``accepts`` lets through."""

    def __init__(self, accepts: Callable[[str, str], bool] = lambda _queue, _body: True) -> None:
        self.taken: dict[str, list[str]] = {}
        self.accepts = accepts
        self.calls = 0

    def send_message_batch(self, **asked: Any) -> dict[str, Any]:
        self.calls += 1
        failed = []
        for entry in asked["Entries"]:
            if self.accepts(asked["QueueUrl"], entry["MessageBody"]):
                self.taken.setdefault(asked["QueueUrl"], []).append(entry["MessageBody"])
            else:
                failed.append({"Id": entry["Id"]})
        return {"Failed": failed}


class Pipes:
    def __init__(self) -> None:
        self.stopped: list[str] = []

    def stop_pipe(self, **asked: Any) -> None:
        self.stopped.append(asked["Name"])


class FakeClients:
    """Stands in for the emulator's clients."""

    def __init__(self, stream: Stream, queues: Queues) -> None:
        self.services: dict[str, Any] = {"dynamodbstreams": stream, "sqs": queues, "pipes": Pipes()}

    def of(self, service: str) -> Any:
        return self.services[service]


def pipe(**changed: Any) -> Pipe:
    defaults: dict[str, Any] = {
        "name": "feedback",
        "source": "stream",
        "target": "evaluate",
        "patterns": ({"dynamodb": {"NewImage": {"kind": {"S": ["feedback"]}}}},),
        "template": "<$.dynamodb.NewImage.body.S>",
        "start": "TRIM_HORIZON",
        "attempts": 2,
        "dead_letter": "dead",
    }
    return Pipe(**{**defaults, **changed})


def run_until(done: Callable[[], bool], stream: Stream, queues: Queues, one: Pipe) -> PipeRunner:
    clients = FakeClients(stream, queues)
    runner = PipeRunner(clients, [one])  # type: ignore[arg-type]
    runner.start()
    deadline = time.monotonic() + _WAIT_SECONDS
    while not done() and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    runner.stop()
    assert clients.of("pipes").stopped == [one.name]
    return runner


def test_records_that_pass_the_filter_arrive_in_order() -> None:
    stream = Stream([record(n, "feedback" if n % 3 else "event") for n in range(30)])
    queues = Queues()
    runner = run_until(lambda: len(queues.taken.get("evaluate", [])) >= 20, stream, queues, pipe())
    assert queues.taken == {"evaluate": [f'"{n}"' for n in range(30) if n % 3]}
    runner.check()


def test_a_refused_message_is_sent_again_and_the_others_only_once() -> None:
    refusals = iter([False])
    queues = Queues(lambda _queue, body: body != '"2"' or next(refusals, True))
    run_until(
        lambda: len(queues.taken.get("evaluate", [])) >= 4, Stream([record(n) for n in range(4)]), queues, pipe()
    )
    assert sorted(queues.taken["evaluate"]) == [f'"{n}"' for n in range(4)]


def test_what_stays_refused_goes_to_the_dead_letters_and_the_rest_goes_on() -> None:
    queues = Queues(lambda queue, body: queue == "dead" or body != '"1"')
    run_until(
        lambda: len(queues.taken.get("evaluate", [])) >= 5, Stream([record(n) for n in range(6)]), queues, pipe()
    )
    assert queues.taken["dead"] == ['"1"']
    assert queues.taken["evaluate"] == [f'"{n}"' for n in range(6) if n != 1]


def test_a_pipe_that_can_deliver_nowhere_says_so() -> None:
    queues = Queues(lambda _queue, _body: False)
    stream = Stream([record(0)])
    clients = FakeClients(stream, queues)
    runner = PipeRunner(clients, [pipe(attempts=1, dead_letter=None)])  # type: ignore[arg-type]
    runner.start()
    deadline = time.monotonic() + _WAIT_SECONDS
    while runner.failure is None and time.monotonic() < deadline:
        threading.Event().wait(0.01)
    with pytest.raises(LocalError, match="A local pipe ended"):
        runner.check()
    runner.stop()


def test_reading_again_without_advancing_gives_the_same_records() -> None:
    position = Position(Stream([record(n) for n in range(6)]), "stream", "TRIM_HORIZON")
    first = position.read()
    assert position.read() == first
    position.advance()
    assert [one["dynamodb"]["SequenceNumber"] for one in position.read()] == [f"{n:021d}" for n in (4, 5)]


def test_an_expired_iterator_is_renewed_behind_the_last_record_delivered() -> None:
    stream = Stream([record(n) for n in range(6)])
    position = Position(stream, "stream", "TRIM_HORIZON")
    position.read()
    position.advance()
    stream.expired = True
    with pytest.raises(ClientError):
        position.read()
    assert [one["dynamodb"]["SequenceNumber"] for one in position.read()] == [f"{n:021d}" for n in (4, 5)]


def test_a_stream_read_from_the_end_gives_only_what_comes_after() -> None:
    stream = Stream([record(0)])
    position = Position(stream, "stream", "LATEST")
    assert position.read() == []
    stream.records.append(record(1))
    assert len(position.read()) == 1
