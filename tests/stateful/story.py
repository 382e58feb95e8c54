"""One customer's story, from the webhook to the closed case, as everyone lives it who does not give up."""

import re
from datetime import timedelta
from typing import Any

from shared.storage.keys import Item, Kind
from tests.simulator import invariants
from tests.simulator.faults import Faults
from tests.simulator.hooks import Delivery, answer_body
from tests.simulator.rest import settle, work_off
from tests.simulator.table import key_of
from tests.simulator.world import World

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_OF_ONE_RUN = {"attempt", "attempts", "at", "message_id", "ttl", "request", "received_at"}
_PATIENCE = 10


def live(faults: Faults | None = None) -> World:
    """The world after the story: a detractor of North 1 writes, four people are told, Ann takes the case and
    closes it. Whoever gets no answer asks again."""
    world = World(faults=faults)
    world.post(Delivery("w1", answer_body("r1", nps=1, comment="never again")))
    _until(world, lambda: not world.unanswered, lambda: [world.post(one) for one in list(world.unanswered)])
    work_off(world)
    _until(world, lambda: bool(invariants.alerts(world)), lambda: _minutes(world))
    alert_id = invariants.alerts(world)[0].id
    _until(world, lambda: _asked(world, "take", alert_id, version=1, key="k1"), lambda: None)
    _until(world, lambda: _asked(world, "close", alert_id, version=2, key="k2", reason="void"), lambda: None)
    _minutes(world)
    settle(world)
    return world


def state(world: World) -> dict[str, Any]:
    """The whole table, times and attempts apart."""
    return {
        "/".join(key_of(item)): {
            name: _timeless(value) for name, value in item.items() if name not in _passing(item)
        }
        for item in world.table.items()
        if item["kind"] != Kind.CONFIG
    }


def _passing(item: Item) -> set[str]:
    # The version of an answer's row is the second it ends at, that of a case's words the state they were taken of.
    return _OF_ONE_RUN | ({"version"} if item["kind"] in (Kind.ANSWER, Kind.WORD) else set())


def _timeless(value: str | int | bytes) -> Any:
    return _TIME.sub("<time>", value) if isinstance(value, str) else value


def _until(world: World, done: Any, again: Any) -> None:
    for _ in range(_PATIENCE):
        if done():
            return
        again()
    raise AssertionError("the story stopped")


def _asked(world: World, verb: str, alert_id: str, **arguments: Any) -> bool:
    return world.command("ann", verb, alert_id, **arguments) is not None


def _minutes(world: World) -> None:
    for _ in range(3):
        world.tick(timedelta(minutes=3))
        work_off(world)
