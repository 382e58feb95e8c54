"""Telling the people concerned about one event, each exactly once, however often the event is delivered."""

from enum import StrEnum
from typing import NamedTuple, Protocol

from shared.alerts.models import Alert, Event
from shared.clock import Clock
from shared.notifications.recipients import recipients, via
from shared.scope.people import User
from shared.storage import keys
from shared.storage.alerts import NOTICES, Alerts, telling
from shared.storage.deliveries import SETTLE, Deliveries
from shared.storage.keys import Key
from shared.storage.people import People


class Outcome(StrEnum):
    """How a sending ended, in the ledger's words."""

    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    RETRY = "retry"


class Sent(NamedTuple):
    """What the channel says of one message."""

    outcome: Outcome
    message_id: str = ""


class Message(NamedTuple):
    """One message to one person: about an event, and about a case unless the event is a notice. ``told`` is how
    many others get it, ``via`` the node that makes it theirs."""

    event: Event
    alert: Alert | None
    user: User
    told: int
    via: str | None


class Channel(Protocol):
    """A way to reach people."""

    name: str

    def send(self, message: Message) -> Sent:
        """Sends to one person; never raises for what concerns that recipient alone."""
        ...


class Ports(NamedTuple):
    """What telling needs."""

    alerts: Alerts
    people: People
    ledger: Deliveries
    channel: Channel
    now: Clock


class Told(NamedTuple):
    """How one event's messages went in this run: how many left, and how many the channel refused for now."""

    sent: int
    refused: int


def tell(key: Key, event: Event, ports: Ports) -> Told:
    """Sends what is still to be sent about an event, and takes it out of the outbox when nothing is left. People
    are looked up now, so that whoever left the perimeter since is not told (invariant I6)."""
    if not telling(event):
        return Told(0, 0)
    ledger = ledger_key(key, event)
    owed = {keys.delivery(ledger, ports.channel.name, one.user.id): one for one in _messages(event, ports)}
    outcomes = [_deliver(row, message, ports) for row, message in owed.items()]
    if ports.ledger.awaits(ledger, owed.keys()):
        ports.alerts.postpone(key, ports.now() + SETTLE)
    else:
        ports.alerts.settle(key)
    return Told(outcomes.count(Outcome.SENT), outcomes.count(Outcome.RETRY))


def ledger_key(key: Key, event: Event) -> Key:
    """The event in whose name messages are kept in the ledger. All that is told of a case is told in the name of
    its first event, so that nobody hears of one case twice; a notice stands for itself."""
    return key if event.type in NOTICES else keys.event(event.alert_id, 1)


def _messages(event: Event, ports: Ports) -> list[Message]:
    if event.type in NOTICES:
        admins = [user for user in ports.people.admins() if not user.disabled]
        return [Message(event, None, user, len(admins) - 1, None) for user in admins]
    alert = ports.alerts.get(event.alert_id)
    if alert is None:
        return []
    chosen = recipients(alert, ports.people.around(alert.path))
    return [Message(event, alert, user, len(chosen) - 1, via(alert, user)) for user in chosen]


def _deliver(row: Key, message: Message, ports: Ports) -> Outcome | None:
    if not ports.ledger.claim(row, ports.now()):
        return None
    result = ports.channel.send(message)
    ports.ledger.record(row, result.outcome.value, ports.now(), result.message_id)
    return result.outcome
