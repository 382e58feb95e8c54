"""A past to try rules on: feedback in many states, drawn from a seed, posted to the product in any order."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

from msgspec.structs import replace

from functions.evaluate.handler import work
from functions.evaluate.wiring import Wiring
from functions.evaluate.wiring import wired as evaluate_wired
from functions.notify.tell import Message, Outcome, Ports, Sent, tell
from shared.alerts.models import Alert, Event
from shared.feedback.models import Feedback, Respondent, Score
from shared.feedback.sources import Source
from shared.rules.models import Rule
from shared.scope.people import User
from shared.storage import codec
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.deliveries import Deliveries
from shared.storage.feedbacks import Feedbacks
from shared.storage.keys import Key, Kind
from shared.storage.people import People
from shared.storage.words import Words
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW, PLACES, feedback, user

COMMENTS = (None, "Rien à dire.", "Un éclat de verre dans la salade !", "Cold food, and glass in it.", "Très bien")
CODES = ("LYON-PARTDIEU", "ANNECY", "PARIS-É", "NOWHERE", None)
SOURCES = ("s-native", "s-other")
PEOPLE: tuple[User, ...] = (
    user("u-claire", name="Claire Morel", nodes=("lyon",)),
    user("u-region", name="Inès Faure", role="manager", nodes=("ara",)),
    user("u-net", name="Nora Net", role="viewer", nodes=("net",)),
    user("u-admin", name="Ada Roy", role="admin", nodes=()),
    user("u-gone", name="Guy Noir", nodes=("lyon",), disabled=True),
)


class Post:
    """Mail that always arrives; counts it by person."""

    name = "email"

    def __init__(self) -> None:
        self.sent: Counter[str] = Counter()

    def send(self, message: Message) -> Sent:
        """Sends."""
        if message.alert is not None:
            self.sent[message.user.id] += 1
        return Sent(Outcome.SENT)


class Past:
    """The product around a table in memory: feedback is stored and evaluated, and people are told, as it comes."""

    def __init__(self, *rules: Rule) -> None:
        self.time = [NOW]
        self.table = MemoryTable(lambda: self.time[0])
        self.config = ConfigStore(self.table)
        sources = [Source(one, one, "standard_webhooks") for one in SOURCES]
        self.config.save_many(
            [
                *(("RULE", one.id, one) for one in rules),
                *(("PLACE", one.id, one) for one in PLACES),
                *(("SOURCE", one.id, one) for one in sources),
            ],
            if_config=0,
        )
        for one in PEOPLE:
            People(self.table).save(one)
        self.post = Post()
        self.alerts = Alerts(self.table)
        self._keys: list[Key] = []
        self._evaluate: Wiring = evaluate_wired(
            self.table, lambda: self.time[0], "Europe/Paris", self._keys.append
        )
        self._notify = Ports(
            self.alerts,
            People(self.table),
            ConfigCache(self.table, lambda: self.time[0]),
            Deliveries(self.table),
            self.post,
            lambda: self.time[0],
            Words(self.table),
        )
        self._read = 0

    def arrives(self, states: list[Feedback]) -> None:
        """Stores states in this order and does all that follows."""
        for number, state in enumerate(states):
            Feedbacks(self.table).add(state, b"{}", f"{state.id} {state.revision} {number}")
        self.run()

    def run(self) -> None:
        """Does what the stream brings, until nothing follows any more."""
        while self._read < len(self.table.stream):
            change = self.table.stream[self._read]
            self._read += 1
            item = change.new
            if item.get("kind") in (Kind.FEEDBACK, Kind.REVISION):
                message = {"kind": item["kind"], "event": change.event_name, "pk": item["pk"], "sk": item["sk"]}
                work({**message, "body": item["body"]}, self._evaluate)
            elif item.get("kind") == Kind.EVENT and change.event_name == "INSERT":
                event = codec.decode(item["body"], Event)
                tell((str(item["pk"]), str(item["sk"])), event, self._notify)

    def cases(self) -> dict[str, Alert]:
        """Every case there is, by id."""
        items = [item for item in self.table.items() if item["kind"] == Kind.ALERT]
        found = [codec.decode(item["body"], Alert) for item in items]
        return {case.id: case for case in found}


def drawn(seed: int, number: int, days: int = 40) -> list[list[Feedback]]:
    """So many feedbacks of the last days, each as its states in the order they arrive."""
    rng = Random(seed)
    return [_states(rng, index, days) for index in range(number)]


def _states(rng: Random, index: int, days: int) -> list[Feedback]:
    received = NOW - timedelta(minutes=rng.randrange(days * 24 * 60))
    source = rng.choice(SOURCES)
    first = feedback(
        index,
        source_id=source,
        received_at=received,
        submitted_at=received,
        place_code=rng.choice(CODES),
        respondent=Respondent(id=f"C-{rng.randrange(30)}"),
    )
    states = []
    for step in range(rng.choice((1, 1, 1, 2, 3))):
        changes: dict[str, Any] = {
            "comment": rng.choice(COMMENTS),
            "score": _score(rng),
            "contact_requested": rng.choice((None, True, False)),
            "revision": f"{step:03d}",
            "delivery_id": f"m-{index}-{step}",
            "withdrawn": step > 0 and rng.random() < 0.2,
            "place_code": rng.choice(CODES) if rng.random() < 0.2 else first.place_code,
        }
        states.append(replace(first, **changes))
    rng.shuffle(states)
    return states


def _score(rng: Random) -> Score | None:
    if rng.random() < 0.1:
        return None
    return Score(rng.randrange(11), 0, 10, "nps")
