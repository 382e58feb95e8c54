"""Who is asking: role and perimeter are read from the table at each request, never from the token, so a change
works at once (ASVS 8.3.2). One read for the person and the configuration's version together."""

from dataclasses import dataclass

from functions.api.wiring import Wiring
from shared.alerts.models import Alert
from shared.errors import Forbidden, NotFound, SignedOut
from shared.scope.people import User
from shared.storage import codec, keys
from shared.storage.config import Config


@dataclass(frozen=True)
class Reader:
    """The signed-in person and the configuration as of this request."""

    user: User
    config: Config

    def require(self, right: str) -> None:
        """Raises Forbidden unless the role holds the right."""
        if not self.user.may(right):
            raise Forbidden

    def visible(self, alert: Alert | None) -> Alert:
        """The case if the perimeter covers it; otherwise the same refusal as if it did not exist (design, 12)."""
        if alert is None or not self.user.perimeter.covers(alert.path):
            raise NotFound
        return alert


def reader(ports: Wiring, subject: str) -> Reader:
    """The person behind a token's subject. Raises SignedOut when unknown or disabled."""
    row, version = ports.table.get_many([keys.user(subject), keys.CONFIG_VERSION])
    user = codec.decode(row["body"], User) if row else None
    if user is None or user.disabled:
        raise SignedOut
    return Reader(user, ports.config.at(int(version["version"]) if version else 0))
