"""The public keys that Google signs identity tokens with, fetched when the first source needs them and kept. No
sender can cause a fetch: an unknown key is refused, and Google publishes its keys days before it uses them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from shared import clock
from shared.feedback import strict_json
from shared.feedback.presets.oidc import read_keys
from shared.feedback.sources import PublicKey
from shared.feedback.strict_json import Unusable
from shared.observability import logger

HOST, PATH = "www.googleapis.com", "/oauth2/v3/certs"
FRESH_FOR = timedelta(hours=1)
TRY_AGAIN = timedelta(minutes=1)
_TIMEOUT = 3
_MAX = 64 * 1024

type Fetch = Callable[[], bytes]


def fetch() -> bytes:
    """The published set of keys. Raises OSError when it cannot be had."""
    import http.client  # only sources of Google need it

    connection = http.client.HTTPSConnection(HOST, timeout=_TIMEOUT)
    try:
        connection.request("GET", PATH)
        answer = connection.getresponse()
        body = answer.read(_MAX)
    except http.client.HTTPException as fault:
        raise OSError(str(fault)) from fault
    finally:
        connection.close()
    if answer.status != 200:
        raise OSError(f"status {answer.status}")
    return body


class GoogleKeys:
    """The keys as last fetched. Those before stay in use while no newer ones can be had."""

    def __init__(self, fetch_set: Fetch, now: clock.Clock) -> None:
        self._fetch = fetch_set
        self._now = now
        self._keys: tuple[PublicKey, ...] = ()
        self._next: datetime | None = None

    def current(self) -> tuple[PublicKey, ...]:
        """The keys; at most one fetch an hour, or a minute after one that failed."""
        now = self._now()
        if self._next is None or now >= self._next:
            found = self._read()
            self._next = now + (FRESH_FOR if found else TRY_AGAIN)
            self._keys = found or self._keys
        return self._keys

    def _read(self) -> tuple[PublicKey, ...]:
        try:
            document: Any = strict_json.parse(self._fetch())
        except (OSError, Unusable) as fault:
            logger.warning("no keys of Google", fault=type(fault).__name__)
            return ()
        return read_keys(document)
