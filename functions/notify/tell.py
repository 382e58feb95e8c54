"""Telling the people concerned about one event, each exactly once, however often the event is delivered."""

from enum import StrEnum
from typing import NamedTuple, Protocol

from functions.notify.addressees import addressees
from shared.alerts.conversation import note_now
from shared.alerts.models import Alert, Event
from shared.clock import Clock
from shared.notifications.recipients import via
from shared.scope.people import Locale, User
from shared.storage import keys
from shared.storage.alerts import NOTICES, Alerts, telling
from shared.storage.config import ConfigCache
from shared.storage.deliveries import SETTLE, Deliveries
from shared.storage.keys import Key
from shared.storage.people import People
from shared.storage.words import Words

_OPENING = ("raised", "reevaluated", "placed")
"""Events that tell that a case is there."""
_FINDABLE = (*_OPENING, "moved")
"""Events that change what a case is found by: its words or its place."""


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
    """What telling needs. ``locale`` is the language of addresses outside."""

    alerts: Alerts
    people: People
    config: ConfigCache
    ledger: Deliveries
    channel: Channel
    now: Clock
    words: Words
    locale: Locale = "fr"


class Told(NamedTuple):
    """How one event's messages went in this run: how many left, and how many the channel refused for now."""

    sent: int
    refused: int


def tell(key: Key, event: Event, ports: Ports) -> Told:
    """Sends what is still to be sent about an event, and takes it out of the outbox when nothing is left. People
    are looked up now, so that whoever left the perimeter since is not told (invariant I6)."""
    if not telling(event):
        _make_findable(event, ports)
        return Told(0, 0)
    ledger = ledger_key(key, event)
    owed = {keys.delivery(ledger, ports.channel.name, one.user.id): one for one in _messages(event, ports)}
    outcomes = [_deliver(row, message, ports) for row, message in owed.items()]
    _make_findable(event, ports)
    if ports.ledger.awaits(ledger, owed.keys()):
        ports.alerts.postpone(key, ports.now() + SETTLE)
    else:
        ports.alerts.settle(key)
    return Told(outcomes.count(Outcome.SENT), outcomes.count(Outcome.RETRY))


def _make_findable(event: Event, ports: Ports) -> None:
    """Keeps the words of a case that is new or has changed in what it is found by. Before the event is settled, so
    that it comes again if this breaks off; behind the messages, which do not wait for it."""
    if event.type in _FINDABLE:
        alert = ports.alerts.get(event.alert_id)
        if alert is not None:
            ports.words.keep(alert, ports.now())


def ledger_key(key: Key, event: Event) -> Key:
    """The event in whose name messages are kept in the ledger. That a case is there is told in the name of its
    first event, so that nobody hears of one case twice; all else stands for itself."""
    return keys.event(event.alert_id, 1) if event.type in _OPENING else key


def _messages(event: Event, ports: Ports) -> list[Message]:
    if event.type in NOTICES:
        admins = [user for user in ports.people.admins() if not user.disabled]
        return [Message(event, None, user, len(admins) - 1, None) for user in admins]
    alert = ports.alerts.get(event.alert_id)
    if alert is None:
        return []
    if event.type == "noted":
        now = note_now(event, ports.alerts.timeline(event.alert_id)[0])
        if now is None:
            return []
        event = now
    tree = ports.config.current(as_of=event.at).tree
    chosen = addressees(event, alert, ports.people, tree, ports.locale)
    return [Message(event, alert, user, len(chosen) - 1, via(alert, user)) for user in chosen]


def _deliver(row: Key, message: Message, ports: Ports) -> Outcome | None:
    if not ports.ledger.claim(row, ports.now()):
        return None
    result = ports.channel.send(message)
    ports.ledger.record(row, result.outcome.value, ports.now(), result.message_id)
    return result.outcome
