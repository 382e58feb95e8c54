"""What can go wrong at a call of the product to the outside, and the objects that decide where it does."""

from collections.abc import Callable
from random import Random
from typing import Literal, NamedTuple, Protocol

from botocore.exceptions import ClientError

type Moment = Literal["before", "after", "repeated", "throttled"]


class Crash(BaseException):
    """The process dies here. No code of the product may catch it, hence no Exception."""


class Call(NamedTuple):
    """One call to the outside: by which function, to which port, on what."""

    actor: str
    port: Literal["table", "mail", "queue"]
    operation: str
    key: str
    writes: bool


class Faults(Protocol):
    """Asked around every call. ``before`` and ``after`` may raise Crash, ``before`` also a throttle;
    ``repeats`` says that the answer got lost on its way and the SDK sent the call a second time."""

    def before(self, call: Call) -> None: ...

    def after(self, call: Call) -> None: ...

    def repeats(self, call: Call) -> bool: ...


def throttle(call: Call) -> ClientError:
    """What the SDK raises when it has given up trying."""
    return ClientError({"Error": {"Code": "ProvisionedThroughputExceededException"}}, call.operation)


def around_a_mail(call: Call) -> bool:
    """Whether a process that dies here leaves open whether a mail left: SES gives no way to ask. The stretch
    runs from the claim of a message to the record of its outcome."""
    return call.port == "mail" or (call.actor == "notify" and call.writes and "/D#" in call.key)


class Calm:
    """No fault at all; counts the calls."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def before(self, call: Call) -> None:
        self.calls.append(call)

    def after(self, call: Call) -> None:
        """Nothing happens."""

    def repeats(self, call: Call) -> bool:
        return False


class OneFault(Calm):
    """One fault at the call of a given number, counted from 1. Arm it again for the next."""

    def __init__(self, number: int = 0, moment: Moment = "before") -> None:
        super().__init__()
        self.hit: Call | None = None
        self.arm(number, moment)

    def arm(self, number: int, moment: Moment) -> None:
        """The fault happens at the call ``number`` from now on; 0 for none."""
        self._left = number
        self._moment = moment

    def before(self, call: Call) -> None:
        super().before(call)
        self._left -= 1
        if self._due(call, "before"):
            raise Crash
        if self._due(call, "throttled"):
            raise throttle(call)

    def after(self, call: Call) -> None:
        if self._due(call, "after"):
            raise Crash

    def repeats(self, call: Call) -> bool:
        return self._due(call, "repeated")

    def _due(self, call: Call, moment: Moment) -> bool:
        due = self._left == 0 and self._moment == moment
        if due:
            self.hit = call
        return due


class Rates(NamedTuple):
    """How often each fault happens, from 0 to 1."""

    crash: float = 0.05
    throttle: float = 0.10
    repeat: float = 0.05


class RandomFaults(Calm):
    """Faults at random, at every call that ``spares`` does not exempt."""

    def __init__(self, rng: Random, rates: Rates, spares: Callable[[Call], bool] = lambda _call: False) -> None:
        super().__init__()
        self._rng = rng
        self._rates = rates
        self._spares = spares
        self.active = True
        self.hits: list[tuple[Moment, Call]] = []

    def before(self, call: Call) -> None:
        if self._happens(self._rates.crash / 2, "before", call):
            raise Crash
        if self._happens(self._rates.throttle, "throttled", call):
            raise throttle(call)

    def after(self, call: Call) -> None:
        if self._happens(self._rates.crash / 2, "after", call):
            raise Crash

    def repeats(self, call: Call) -> bool:
        return call.writes and self._happens(self._rates.repeat, "repeated", call)

    def _happens(self, rate: float, moment: Moment, call: Call) -> bool:
        happens = self.active and not self._spares(call) and self._rng.random() < rate
        if happens:
            self.hits.append((moment, call))
        return happens


class Interleaving(Calm):
    """Runs another actor just before one actor's call of a given number, once."""

    def __init__(self, actor: str, number: int, other: Callable[[], None]) -> None:
        super().__init__()
        self._actor = actor
        self._left = number
        self._other = other
        self.happened = False

    def before(self, call: Call) -> None:
        super().before(call)
        if self.happened or call.actor != self._actor:
            return
        self._left -= 1
        if self._left == 0:
            self.happened = True
            self._other()
