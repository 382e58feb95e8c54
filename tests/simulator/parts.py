"""Parts of the product with an eye on them, and its commands by name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.alerts import lifecycle
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.scope.people import Person
from shared.storage.config import Config, ConfigCache

type Act = Callable[[Alert, Person, datetime], Change | None]


class WatchedConfig(ConfigCache):
    """Tells ``used`` which version of the configuration each evaluation got."""

    used: Callable[[int], None]

    def current(self) -> Config:
        config = super().current()
        self.used(config.version)
        return config


def act(verb: str, arguments: dict[str, Any]) -> Act:
    """The command of a name with its arguments, as the API's routes make it."""
    if verb == "take":
        return lifecycle.take
    if verb == "close":
        return lambda case, by, now: lifecycle.close(case, by, now, reasons=DEFAULT_REASONS, **arguments)
    command: Any = {"note": lifecycle.note, "contact": lifecycle.contact, "reopen": lifecycle.reopen}[verb]
    return lambda case, by, now: command(case, by, now, **arguments)
