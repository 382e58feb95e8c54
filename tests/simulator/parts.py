"""Parts of the product with an eye on them, and its commands by name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.alerts import lifecycle
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.feedback.models import Feedback
from shared.scope.people import Person
from shared.storage.config import Config, ConfigCache
from shared.storage.feedbacks import Feedbacks, States

type Act = Callable[[Alert, Person, datetime], Change | None]


class WatchedConfig(ConfigCache):
    """Tells ``used`` which version of the configuration each evaluation got, and as of when it asked for it."""

    used: Callable[[int, datetime | None], None]

    def current(self, as_of: datetime | None = None) -> Config:
        config = super().current(as_of)
        self.used(config.version, as_of)
        return config


class WatchedFeedbacks:
    """Notes in ``asked`` whose states are looked at."""

    def __init__(self, feedbacks: Feedbacks, asked: list[str]) -> None:
        self._feedbacks = feedbacks
        self._asked = asked

    def states(self, feedback_id: str) -> States:
        self._asked.append(feedback_id)
        return self._feedbacks.states(feedback_id)

    def count_before(self, feedback: Feedback) -> int | None:
        return self._feedbacks.count_before(feedback)


def act(verb: str, arguments: dict[str, Any]) -> Act:
    """The command of a name with its arguments, as the API's routes make it."""
    if verb == "take":
        return lifecycle.take
    if verb == "close":
        return lambda case, by, now: lifecycle.close(case, by, now, reasons=DEFAULT_REASONS, **arguments)
    command: Any = {"note": lifecycle.note, "contact": lifecycle.contact, "reopen": lifecycle.reopen}[verb]
    return lambda case, by, now: command(case, by, now, **arguments)
