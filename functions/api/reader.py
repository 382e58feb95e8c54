"""Who is asking: role and perimeter are read from the table at each request, never from the token, so a change
works at once (ASVS 8.3.2). One read for the person and the configuration's version together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from functions.api.wiring import Wiring
from shared.alerts.models import Alert
from shared.alerts.sight import path_now, sees
from shared.errors import Forbidden, NotFound, SignedOut
from shared.scope.people import User
from shared.scope.perimeter import Perimeter
from shared.storage import codec, keys
from shared.storage.config import Config
from shared.storage.rule_history import PlanHistory


@dataclass(frozen=True)
class Reader:
    """The signed-in person and the configuration as of this request."""

    user: User
    config: Config
    plan_history: PlanHistory

    def require(self, right: str) -> None:
        """Raises Forbidden unless the role holds the right."""
        if not self.user.may(right):
            raise Forbidden

    @cached_property
    def perimeter(self) -> Perimeter:
        """What the person sees, by the tree as it is now."""
        return self.user.perimeter(self.config.tree)

    def visible(self, alert: Alert | None) -> Alert:
        """The case if this person sees it; otherwise the same refusal as if it did not exist (design, 12)."""
        if alert is None or not self.sees(alert):
            raise NotFound
        return alert

    def sees(self, alert: Alert) -> bool:
        """Whether the person sees a case."""
        return sees(self.user, self.perimeter, alert, self.config.tree)

    def covers(self, place_id: str | None, reserved: str | None = None) -> bool:
        """Whether the perimeter takes in a place, for a case of the restricted department ``reserved`` if any."""
        return self.perimeter.covers(self.path_of(place_id), reserved)

    def path_of(self, place_id: str | None) -> Sequence[str]:
        """The path of a place as it is now; empty for a place that is not in the tree."""
        return path_now(place_id, self.config.tree)


def reader(ports: Wiring, subject: str) -> Reader:
    """The person behind a token's subject. Raises SignedOut when unknown or disabled."""
    row, version = ports.table.get_many([keys.user(subject), keys.CONFIG_VERSION])
    user = codec.decode(row["body"], User) if row else None
    if user is None or user.disabled:
        raise SignedOut
    config = ports.config.at(int(version["version"]) if version else 0)
    return Reader(user, config, PlanHistory(ports.table))
