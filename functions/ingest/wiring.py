"""What ingest is made of; built once per environment, replaced by tests."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from functions.ingest.google_keys import GoogleKeys, fetch
from shared import aws, clock, ids
from shared.feedback.sources import HookSource, PublicKey
from shared.settings import Settings
from shared.storage.feedbacks import Feedbacks
from shared.storage.table import DynamoTable

CACHE_FOR = timedelta(seconds=60)
CACHE_SIZE = 1000
RENEW_AFTER = timedelta(seconds=5)


@dataclass(frozen=True)
class IngestSettings(Settings):
    """``parameter_prefix`` is the tenant's path in Parameter Store."""

    parameter_prefix: str


class HookSources:
    """Sources by their path token, from Parameter Store, kept for a minute. Unknown tokens are kept as well, so
    that guessing costs the guesser only."""

    def __init__(
        self,
        ssm: Any,
        prefix: str,
        now: clock.Clock,
        google_keys: Callable[[], tuple[PublicKey, ...]] = tuple,
    ) -> None:
        self._ssm = ssm
        self._prefix = prefix
        self._now = now
        self._google_keys = google_keys
        self._known: dict[str, tuple[datetime, HookSource | None]] = {}

    def find(self, token: str) -> HookSource | None:
        """The source of a token, or None."""
        name = ids.token_hash(token)
        read_at, source = self._known.get(name, (None, None))
        if read_at is not None and self._now() - read_at < CACHE_FOR:
            return source
        if len(self._known) >= CACHE_SIZE:
            self._known.clear()
        source = self._read(name)
        self._known[name] = (self._now(), source)
        return source

    def renew(self, token: str) -> bool:
        """Forgets a copy that is not of these seconds; whether there was one. A signature that does not match may
        be of a secret younger than the copy: none that lives is ever refused. Guessing costs a read in five
        seconds."""
        read_at, source = self._known.get(ids.token_hash(token), (None, None))
        if read_at is None or source is None or self._now() - read_at < RENEW_AFTER:
            return False
        del self._known[ids.token_hash(token)]
        return True

    def _read(self, name: str) -> HookSource | None:
        try:
            answer = self._ssm.get_parameter(Name=f"{self._prefix}/hooks/{name}", WithDecryption=True)
        except self._ssm.exceptions.ParameterNotFound:
            return None
        source = msgspec.json.decode(answer["Parameter"]["Value"], type=HookSource)
        return replace(source, keys=self._google_keys()) if source.kind == "google_business" else source


class Wiring(NamedTuple):
    """What the handler uses."""

    sources: HookSources
    store: Feedbacks
    now: clock.Clock


@cache
def wiring() -> Wiring:
    """The real thing."""
    settings = IngestSettings.from_environment()
    return Wiring(
        HookSources(aws.client("ssm"), settings.parameter_prefix, clock.now, GoogleKeys(fetch, clock.now).current),
        Feedbacks(DynamoTable(aws.client("dynamodb"), settings.table_name)),
        clock.now,
    )
