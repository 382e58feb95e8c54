"""A store of feedback in dictionaries, which counts its calls and remembers everything it was given."""

from msgspec import Struct

from shared.feedback.models import Feedback, FetchOrder, Quarantined, Stored
from shared.storage import codec


class MemoryFeedbacks:
    """Keeps the first content of each revision, as the real store promises."""

    def __init__(self) -> None:
        self.states: dict[str, dict[str, tuple[Feedback, bytes, str]]] = {}
        self.aside: dict[str, tuple[Quarantined, bytes]] = {}
        self.orders: dict[tuple[str, str], tuple[FetchOrder, bytes]] = {}
        self.calls = 0

    def add(self, feedback: Feedback, raw: bytes, content_hash: str) -> Stored:
        """Keeps a state of an answer."""
        self.calls += 1
        codec.encode(feedback)
        states = self.states.setdefault(feedback.id, {})
        for revision, (here, _, known) in states.items():
            same_delivery = here.delivery_id and here.delivery_id == feedback.delivery_id
            if revision == feedback.revision or same_delivery:
                return Stored.DUPLICATE if known == content_hash else Stored.CONFLICT
        newest = max(states, default=None)
        states[feedback.revision] = (feedback, raw, content_hash)
        if newest is None:
            return Stored.NEW
        return Stored.UPDATED if feedback.revision > newest else Stored.OLDER

    def announce(self, order: FetchOrder, raw: bytes) -> bool:
        """Keeps an order to fetch."""
        self.calls += 1
        codec.encode(order)
        key = (order.feedback_id, order.event_id)
        new = key not in self.orders
        self.orders.setdefault(key, (order, raw))
        return new

    def quarantine(self, row: Quarantined, raw: bytes) -> bool:
        """Keeps an unusable delivery."""
        self.calls += 1
        codec.encode(row)
        new = row.id not in self.aside
        self.aside.setdefault(row.id, (row, raw))
        return new

    @property
    def feedback(self) -> list[Feedback]:
        """The newest state of every answer."""
        return [states[max(states)][0] for states in self.states.values()]

    def only(self) -> Feedback:
        """The one feedback there is."""
        (feedback,) = self.feedback
        return feedback

    def kept(self) -> list[bytes]:
        """Everything kept, as bytes: models and raw bodies."""
        feedback = [(one[0], one[1]) for states in self.states.values() for one in states.values()]
        pairs: list[tuple[Struct, bytes]] = [*feedback, *self.aside.values(), *self.orders.values()]
        return [part for model, raw in pairs for part in (codec.encode(model).encode(), raw)]
