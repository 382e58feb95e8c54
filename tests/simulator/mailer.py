"""The mail channel: what it did with each message, and whether the person was entitled to it at that moment."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import NamedTuple

from functions.notify.tell import Message, Outcome, Sent
from shared.clock import Clock
from tests.simulator.faults import Call, Faults
from tests.simulator.telling import OPENING


class Weather(NamedTuple):
    """How often the provider refuses for good, refuses for now, or takes a message and loses its answer; of the
    lost ones, half left."""

    refused: float = 0.0
    throttled: float = 0.0
    lost: float = 0.0


class Mail(NamedTuple):
    """One mail that left. ``entitled`` is what the table said of the person and the case at that moment."""

    user_id: str
    subject: tuple[str, int]
    at: datetime
    entitled: bool


class SimMailer:
    """A ``functions.notify.tell.Channel``."""

    name = "email"

    def __init__(
        self, clock: Clock, rng: Random, weather: Weather, faults: Callable[[], Faults],
        entitled: Callable[[Message], bool],
    ) -> None:  # fmt: skip
        self._clock = clock
        self._rng = rng
        self._faults = faults
        self._entitled = entitled
        self.weather = weather
        self.sent: list[Mail] = []
        self.outcomes: list[Outcome] = []

    def send(self, message: Message) -> Sent:
        first = message.alert is None or message.event.type in OPENING
        # That there is a case people hear once, whatever event it is about.
        subject = (message.event.alert_id, 1 if first else message.event.version)
        call = Call("notify", "mail", "send", f"{subject[0]}/{message.user.id}", writes=True)
        faults = self._faults()
        faults.before(call)
        outcome, left = self._outcome()
        self.outcomes.append(outcome)
        if left:
            self.sent.append(Mail(message.user.id, subject, self._clock(), self._entitled(message)))
        faults.after(call)
        return Sent(outcome, f"ses-{len(self.sent)}" if outcome is Outcome.SENT else "")

    def _outcome(self) -> tuple[Outcome, bool]:
        roll = self._rng.random()
        for outcome, rate in (
            (Outcome.FAILED, self.weather.refused),
            (Outcome.RETRY, self.weather.throttled),
            (Outcome.UNKNOWN, self.weather.lost),
        ):
            if roll < rate:
                return outcome, outcome is Outcome.UNKNOWN and self._rng.random() < 0.5
            roll -= rate
        return Outcome.SENT, True
