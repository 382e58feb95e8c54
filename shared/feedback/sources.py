"""A source: one survey or review tool that posts to us, and how it proves itself."""

from datetime import datetime
from typing import Literal

import msgspec

type SourceKind = Literal["standard_webhooks", "typeform"]


class Secret(msgspec.Struct, frozen=True, omit_defaults=True):
    """A shared secret, live until ``expires_at`` (for ever when absent). Two may be live during a rotation."""

    value: str
    expires_at: datetime | None = None


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which question of the survey means what, by its reference; absent ones are guessed by type."""

    score: str | None = None
    comment: str | None = None
    contact_requested: str | None = None
    motive: str | None = None


class HookSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that ingest needs to know of a source: the value of its SSM parameter."""

    source_id: str
    kind: SourceKind
    secrets: tuple[Secret, ...]
    disabled: bool = False
    campaign: str | None = None
    channel: str | None = None
    language: str | None = None
    mapping: Mapping = Mapping()

    def live_secrets(self, now: datetime) -> list[str]:
        """The values that sign at this moment."""
        return [secret.value for secret in self.secrets if secret.expires_at is None or now < secret.expires_at]


class Source(msgspec.Struct, frozen=True, omit_defaults=True):
    """What admins see of a source: everything but its token and secrets."""

    id: str
    name: str
    kind: SourceKind
    campaign: str | None = None
    channel: str | None = None
    language: str | None = None
    disabled: bool = False
