"""Queues and the pipes that fill them (SQS developer guide, "At-least-once delivery", "Dead-letter queues";
EventBridge guide, "DynamoDB stream as a source")."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple

from shared.clock import Clock
from shared.storage.keys import QUIET, Kind
from tests.simulator.table import Change, MemoryTable

MAX_RECEIVES = 5
VISIBILITY = timedelta(seconds=180)


@dataclass
class Message:
    """A message in a queue; ``receives`` counts how often it was handed out."""

    id: str
    body: str
    visible_at: datetime
    receives: int = 0


class SimQueue:
    """A standard queue with its dead-letter queue: any order, at least once, hidden while being worked on."""

    def __init__(self, clock: Clock, rng: Random) -> None:
        self._clock = clock
        self._rng = rng
        self._ids = count(1)
        self.messages: list[Message] = []
        self.dead: list[Message] = []
        self.done: list[str] = []

    def send(self, body: str) -> None:
        """Takes a message in."""
        self.messages.append(Message(f"m{next(self._ids)}", body, self._clock()))

    def visible(self) -> list[Message]:
        """The messages that may be handed out now."""
        return [message for message in self.messages if message.visible_at <= self._clock()]

    def receive(self, limit: int) -> list[Message]:
        """Up to ``limit`` visible messages, in any order; those handed out five times already go to the DLQ."""
        now, handed = self._clock(), []
        visible = self.visible()
        self._rng.shuffle(visible)
        for message in visible[:limit]:
            if message.receives >= MAX_RECEIVES:
                self.messages.remove(message)
                self.dead.append(message)
                continue
            message.receives += 1
            message.visible_at = now + VISIBILITY
            handed.append(message)
        return handed

    def delete(self, messages: Sequence[Message]) -> None:
        """Takes messages out that were worked."""
        for message in messages:
            self.messages.remove(message)
            self.done.append(message.body)

    def bring_back(self) -> bool:
        """Delivers some message again that had been worked and deleted, as SQS rarely does."""
        if not self.done:
            return False
        self.send(self._rng.choice(self.done))
        return True

    def redrive(self) -> None:
        """Moves what is dead back, as an operator does."""
        for message in self.dead:
            self.send(message.body)
        self.dead.clear()


class Filter(NamedTuple):
    """Which changes of which kinds of item pass."""

    changes: frozenset[str]
    kinds: frozenset[Kind]


class Pipe(NamedTuple):
    """Which records pass and what is sent of their new image. The contract's filters and templates, also in
    ``infra/constructs/pipes.py``."""

    filters: tuple[Filter, ...]
    fields: tuple[str, ...]

    def message(self, change: Change) -> str | None:
        """The message for a record, or None when no filter lets it pass."""
        if not any(change.event_name in one.changes and change.new["kind"] in one.kinds for one in self.filters):
            return None
        if QUIET in change.new:
            return None
        known = {"event": change.event_name, **change.new}
        return json.dumps({field: known[field] for field in self.fields})


FEEDBACK = Pipe(
    (
        Filter(frozenset({"INSERT", "MODIFY"}), frozenset({Kind.FEEDBACK, Kind.REVISION})),
        Filter(frozenset({"INSERT"}), frozenset({Kind.FETCH, Kind.JOB})),
    ),
    ("event", "kind", "pk", "sk", "body"),
)
EVENT = Pipe((Filter(frozenset({"INSERT"}), frozenset({Kind.EVENT})),), ("pk", "sk", "body"))


class PipeRunner:
    """Reads the stream from its beginning and feeds a queue. What it has sent it may send again."""

    def __init__(self, pipe: Pipe, table: MemoryTable, queue: SimQueue) -> None:
        self._pipe = pipe
        self._table = table
        self._queue = queue
        self._position = 0

    def waiting(self) -> list[str]:
        """Messages for records that have not been read yet."""
        return [body for body in map(self._pipe.message, self._table.stream[self._position :]) if body]

    def run(self, limit: int | None = None, *, stumble: bool = False) -> None:
        """Passes up to ``limit`` records on. A pipe that stumbles dies before it notes how far it came."""
        start = self._position
        end = len(self._table.stream) if limit is None else min(start + limit, len(self._table.stream))
        for change in self._table.stream[start:end]:
            body = self._pipe.message(change)
            if body is not None:
                self._queue.send(body)
        self._position = start if stumble else end


def lambda_event(messages: Sequence[Message]) -> dict[str, Any]:
    """The batch as Lambda hands it to a function."""
    return {"Records": [{"messageId": message.id, "body": message.body} for message in messages]}
