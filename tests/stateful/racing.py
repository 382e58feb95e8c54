"""Two actors on the same thing: the second runs whole just before a call of the first, or after its end. Going
through all calls of the first, and changing the parts, gives every order that matters without a thread."""

from collections.abc import Callable
from typing import Any

from shared.alerts.models import Alert
from shared.errors import AppError
from tests.simulator import at_rest, invariants
from tests.simulator.faults import Calm, Interleaving
from tests.simulator.hooks import Delivery, answer_body
from tests.simulator.rest import settle, work_off
from tests.simulator.world import World

MOMENTS = range(1, 8)
"""Before which call of the first actor the second one runs; the last ones lie behind its end."""


class Attempt:
    """A command as one actor's process carries it out, and what came of it."""

    def __init__(self, world: World, actor: str, who: str, verb: str, **arguments: Any) -> None:
        self._world, self._actor = world, actor
        self._who, self._verb, self._arguments = who, verb, arguments
        self.answer: Alert | None = None
        self.refusal: AppError | None = None

    def __call__(self) -> None:
        try:
            self.answer = self._world.command(
                self._who, self._verb, case(self._world).id, actor=self._actor, **self._arguments
            )
        except AppError as refusal:
            self.refusal = refusal


def opened(*, stale: bool = False, **answer: Any) -> World:
    """A world with one new case, of which everyone concerned has been told."""
    world = World(stale=stale)
    world.post(Delivery("w1", answer_body("r1", **answer)))
    work_off(world)
    world.sweep()
    return world


def case(world: World) -> Alert:
    """The only case."""
    (found,) = invariants.alerts(world)
    return found


def types(world: World) -> list[str]:
    """What happened to it."""
    return [event.type for event in invariants.histories(world)[case(world).id]]


def race(world: World, actor: str, moment: int, first: Callable[[], None], second: Callable[[], None]) -> None:
    """Runs ``second`` before that call of ``first``, or behind it when it made fewer; then all must be well."""
    interleaving = Interleaving(actor, moment, second)
    world.faults = interleaving
    first()
    world.faults = Calm()
    if not interleaving.happened:
        second()
    invariants.check(world)


def finish(world: World) -> None:
    """Lets everything come to rest and checks it all."""
    settle(world)
    at_rest.check(world)
