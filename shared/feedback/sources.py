"""A source: one survey or review tool that posts to us, and how it proves itself."""

from datetime import datetime
from typing import Literal, Protocol

import msgspec

from shared.feedback.mapping import Mapping

type SourceKind = Literal[
    "standard_webhooks",
    "typeform",
    "tally",
    "surveymonkey",
    "qualtrics",
    "jotform",
    "google_forms",
    "formbricks",
    "delighted",
    "zendesk_csat",
    "alchemer",
    "limesurvey",
    "trustpilot",
    "google_business",
    "generic",
]


class Secret(msgspec.Struct, frozen=True, omit_defaults=True):
    """A shared secret, live until ``expires_at`` (for ever when absent). Two may be live during a rotation."""

    value: str
    expires_at: datetime | None = None


class PublicKey(msgspec.Struct, frozen=True):
    """An RSA key of whoever signs tokens: its id, modulus and exponent."""

    id: str
    modulus: int
    exponent: int


class Reading(Protocol):
    """What reading a delivery needs to know of its source; nothing in it is secret."""

    @property
    def source_id(self) -> str:
        """The source's id."""

    @property
    def kind(self) -> SourceKind:
        """Its tool."""

    @property
    def campaign(self) -> str | None:
        """The campaign of what does not say its own."""

    @property
    def channel(self) -> str | None:
        """The channel of what does not say its own."""

    @property
    def language(self) -> str | None:
        """The language of what does not say its own."""

    @property
    def mapping(self) -> Mapping:
        """Which path means what."""

    @property
    def settings(self) -> dict[str, str]:
        """What its kind needs to know besides (``Preset.needs``)."""


class HookSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that ingest needs to know of a source: the value of its SSM parameter, one for each live token.

    ``secrets`` sign deliveries, or stand in a header or the body where the tool can do no more; the credential
    that fetches answers is not among them. ``until`` is when the token of this parameter ends. ``keys`` are public
    and never stored: ingest puts in those that are published at the moment."""

    source_id: str
    kind: SourceKind
    secrets: tuple[Secret, ...] = ()
    disabled: bool = False
    campaign: str | None = None
    channel: str | None = None
    language: str | None = None
    mapping: Mapping = Mapping()
    settings: dict[str, str] = {}
    until: datetime | None = None
    keys: tuple[PublicKey, ...] = ()

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
    mapping: Mapping = Mapping()
    settings: dict[str, str] = {}
    version: int = 1

    @property
    def source_id(self) -> str:
        """The id, under the name that reading a delivery asks for."""
        return self.id
