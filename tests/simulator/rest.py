"""Letting the system come to rest, as it must when nothing goes wrong any more."""

from shared.clock import iso
from shared.storage import keys
from tests.simulator.faults import Calm
from tests.simulator.mailer import Weather
from tests.simulator.queues import VISIBILITY
from tests.simulator.table import key_of
from tests.simulator.world import World

_ROUNDS = 60


def settle(world: World) -> None:
    """All faults end, dead letters are redriven, and everything still to do gets done. Fails when the system
    does not come to rest within a few hours."""
    world.faults = Calm()
    world.mailer.weather = Weather()
    for _ in range(_ROUNDS):
        for queue in (world.evaluate_queue, world.notify_queue):
            queue.redrive()
        work_off(world)
        if not to_do(world):
            return
        world.tick(VISIBILITY)
    raise AssertionError(f"the system does not come to rest: {to_do(world)}")


def work_off(world: World) -> None:
    """Everything that can be done now."""
    for delivery in list(world.unanswered):
        world.post(delivery)
    world.pump()
    while world.evaluate_queue.visible():
        world.evaluate()
    world.release()
    world.pump()
    while world.notify_queue.visible():
        world.notify()


def to_do(world: World) -> list[str]:
    """What is still to be done, in words; nothing when all waits for people and deadlines."""
    queues = (world.evaluate_queue, world.notify_queue)
    queued = [message for queue in queues for message in (*queue.messages, *queue.dead)]
    waiting = [body for pipe in world.pipes for body in pipe.waiting()]
    outbox = [item for item in world.table.items() if item.get("tick") == keys.OUTBOX]
    known = {keys.unplaced(code.casefold()) for code in world.codes()}
    due = [
        item
        for item in world.table.items()
        if str(item.get("tick_at", "~"))[:24] <= iso(world.clock())
        and (item["kind"] != keys.Kind.UNPLACED or item["tick"] in known)
    ]
    return (
        [f"deliver {delivery.webhook_id}" for delivery in world.unanswered]
        + [f"pass on {body}" for body in waiting]
        + [f"work {message.body}" for message in queued]
        + [f"tell {'/'.join(key_of(item))}" for item in outbox]
        + [f"look at {'/'.join(key_of(item))}" for item in due]
    )
