"""Does the work of the stack's EventBridge Pipes, which the emulator accepts but does not deliver to queues.

Filters, templates and retry settings are those of the synthesised template; only source and target, which the
deployment decides, are asked from the emulator. Each pipe has a thread: it reads its stream in order, sends
what passes the filter, and moves on only when the queue has taken it (at least once, in shard order).
"""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tools.local.aws import Clients
from tools.local.deploy import DeployedStack
from tools.local.errors import LocalError
from tools.local.patterns import matches, render

_BUSY_SECONDS = 0.03
_IDLE_SECONDS = 0.1
_QUIET_SECONDS = 0.2
_QUIET_AFTER = 100
_RETRY_SECONDS = (0.1, 0.5, 1.0, 2.0)
_BATCH = 10
_READ_LIMIT = 1000
_TRANSIENT = (ClientError, BotoCoreError)


@dataclass(frozen=True)
class Pipe:
    """One pipe from a table's stream to a queue."""

    name: str
    source: str
    target: str
    patterns: tuple[Mapping[str, Any], ...]
    template: str | None
    start: str
    attempts: int
    dead_letter: str | None

    def accepts(self, record: Mapping[str, Any]) -> bool:
        """Whether the record passes one of the filters; with no filter every record does."""
        return not self.patterns or any(matches(pattern, record) for pattern in self.patterns)


def pipes_of(stack: DeployedStack, clients: Clients) -> list[Pipe]:
    """The stack's pipes. Raises LocalError for a source or target the local run does not know."""
    found = []
    for name, properties in stack.resources("AWS::Pipes::Pipe").items():
        deployed = clients.of("pipes").describe_pipe(Name=name)
        source = properties.get("SourceParameters", {})
        stream = source.get("DynamoDBStreamParameters", {})
        if ":dynamodb:" not in deployed["Source"] or ":sqs:" not in deployed["Target"]:
            raise LocalError(
                f"Pipe {name} does not lead from a table to a queue: add its kind to tools/local/pipes.py."
            )
        retries = int(stream.get("MaximumRetryAttempts", -1))
        found.append(
            Pipe(
                name=name,
                source=deployed["Source"],
                target=_queue_url(clients, deployed["Target"]),
                patterns=tuple(json.loads(item["Pattern"]) for item in _filters(source)),
                template=properties.get("TargetParameters", {}).get("InputTemplate"),
                start=stream.get("StartingPosition", "LATEST"),
                attempts=max(retries, 1),
                dead_letter=_dead_letter(stack, clients, stream),
            )
        )
    return found


def _filters(source: Mapping[str, Any]) -> list[dict[str, str]]:
    filters: list[dict[str, str]] = source.get("FilterCriteria", {}).get("Filters", [])
    return filters


def _queue_url(clients: Clients, arn: str) -> str:
    return str(clients.of("sqs").get_queue_url(QueueName=arn.rsplit(":", 1)[-1])["QueueUrl"])


def _dead_letter(stack: DeployedStack, clients: Clients, stream: Mapping[str, Any]) -> str | None:
    """The address of the pipe's dead letter queue, which the template names by a reference."""
    arn = stream.get("DeadLetterConfig", {}).get("Arn")
    if not isinstance(arn, Mapping) or "Fn::GetAtt" not in arn:
        return None
    physical = stack.physical_ids[arn["Fn::GetAtt"][0]]
    return physical if physical.startswith("http") else _queue_url(clients, physical)


@dataclass
class PipeRunner:
    """Runs all pipes of a stack until ``stop``. ``failure`` holds what ended a pipe, if anything did."""

    clients: Clients
    pipes: list[Pipe]
    failure: Exception | None = None
    _stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def start(self) -> None:
        """Stops the emulator's own pipes, so that it does not hold records, and starts ours."""
        for pipe in self.pipes:
            self.clients.of("pipes").stop_pipe(Name=pipe.name)
            thread = threading.Thread(target=self._guarded, args=(pipe,), name=f"pipe {pipe.name}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self) -> None:
        """Ends the threads after the record they are at."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=5)

    def check(self) -> None:
        """Raises LocalError when a pipe has ended by itself."""
        if self.failure is not None and not self._stopping.is_set():
            raise LocalError(f"A local pipe ended ({self.failure}): start again, and look at the emulator's log.")

    def _guarded(self, pipe: Pipe) -> None:
        try:
            self._run(pipe)
        except Exception as error:  # noqa: BLE001  told through check(), in the main thread
            self.failure = error

    def _run(self, pipe: Pipe) -> None:
        streams = self.clients.of("dynamodbstreams")
        position = Position(streams, pipe.source, pipe.start)
        empty_reads = 0
        while not self._stopping.is_set():
            records = self._patiently(position.read)
            if records:
                self._deliver(pipe, records)
                position.advance()
                empty_reads = 0
            else:
                empty_reads += 1
            self._stopping.wait(_pause(empty_reads))

    def _patiently(self, read: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """Reads, however long the emulator takes to answer again; that it has gone is told by its owner."""
        while not self._stopping.is_set():
            try:
                return read()
            except _TRANSIENT:
                self._stopping.wait(_RETRY_SECONDS[-1])
        return []

    def _deliver(self, pipe: Pipe, records: list[dict[str, Any]]) -> None:
        variables = {"aws.pipes.pipe-name": pipe.name, "aws.pipes.source-arn": pipe.source}
        bodies = [render(pipe.template, record, variables) for record in records if pipe.accepts(record)]
        for first in range(0, len(bodies), _BATCH):
            self._send(pipe, bodies[first : first + _BATCH])

    def _send(self, pipe: Pipe, bodies: list[str]) -> None:
        """Sends one batch in order; what the queue refuses for good goes to the pipe's dead letter queue."""
        left = list(enumerate(bodies))
        for attempt in range(pipe.attempts + 1):
            try:
                left = self._send_once(pipe.target, left)
            except _TRANSIENT:
                if self._stopping.is_set():
                    return
            if not left:
                return
            self._stopping.wait(_RETRY_SECONDS[min(attempt, len(_RETRY_SECONDS) - 1)])
        if pipe.dead_letter is None:
            raise LocalError(
                f"Pipe {pipe.name} could not deliver {len(left)} records and has no dead letter queue."
            )
        self._send_once(pipe.dead_letter, left)

    def _send_once(self, queue: str, bodies: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Sends up to ten messages; returns those not taken. Raises the client's errors."""
        entries = [{"Id": str(number), "MessageBody": body} for number, body in bodies]
        answer = self.clients.of("sqs").send_message_batch(QueueUrl=queue, Entries=entries)
        refused = {failure["Id"] for failure in answer.get("Failed", [])}
        return [(number, body) for number, body in bodies if str(number) in refused]


def _pause(empty_reads: int) -> float:
    if empty_reads == 0:
        return _BUSY_SECONDS
    return _IDLE_SECONDS if empty_reads < _QUIET_AFTER else _QUIET_SECONDS


class Position:
    """The place reached in a stream's shards. ``read`` again without ``advance`` gives the same records."""

    def __init__(self, streams: Any, stream: str, start: str) -> None:
        self._streams = streams
        self._stream = stream
        self._start = start
        self._iterators: dict[str, str | None] = {}
        self._last: dict[str, str] = {}
        self._pending: dict[str, tuple[str | None, str | None]] = {}
        self._shards_read = 0.0

    def read(self) -> list[dict[str, Any]]:
        """The next records of all shards, each shard in order."""
        self._pending = {}
        records: list[dict[str, Any]] = []
        for shard in self._shards():
            iterator = self._iterators[shard] or self._renewed(shard)
            try:
                answer = self._streams.get_records(ShardIterator=iterator, Limit=_READ_LIMIT)
            except ClientError:
                # Iterators live 15 minutes; the next read starts after the last record delivered.
                self._iterators[shard] = None
                raise
            found = [_plain(record) for record in answer["Records"]]
            last = found[-1]["dynamodb"]["SequenceNumber"] if found else None
            if found:
                self._pending[shard] = (answer.get("NextShardIterator"), last)
            else:
                self._iterators[shard] = answer.get("NextShardIterator")
            records.extend(found)
        return records

    def advance(self) -> None:
        """Says that what ``read`` gave has been delivered."""
        for shard, (iterator, last) in self._pending.items():
            self._iterators[shard] = iterator
            if last is not None:
                self._last[shard] = last
        self._pending = {}

    def _shards(self) -> list[str]:
        if not self._iterators or time.monotonic() - self._shards_read > _SHARD_REFRESH_SECONDS:
            described = self._streams.describe_stream(StreamArn=self._stream)["StreamDescription"]
            for shard in described["Shards"]:
                self._iterators.setdefault(shard["ShardId"], None)
            self._shards_read = time.monotonic()
        return list(self._iterators)

    def _renewed(self, shard: str) -> str:
        where = (
            {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self._last[shard]}
            if shard in self._last
            else {"ShardIteratorType": self._start}
        )
        answer = self._streams.get_shard_iterator(StreamArn=self._stream, ShardId=shard, **where)
        return str(answer["ShardIterator"])


_SHARD_REFRESH_SECONDS = 60.0


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    """A record as JSON values: the client turns its creation time into a date, which patterns do not know."""
    changed = dict(record["dynamodb"])
    created = changed.get("ApproximateCreationDateTime")
    if created is not None:
        changed["ApproximateCreationDateTime"] = int(created.timestamp())
    return {**record, "dynamodb": changed}
