"""What a preset is: one file per survey tool fills in one of these."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from shared.errors import Fault
from shared.feedback.sources import HookSource, SourceKind
from shared.feedback.view import Read

type Media = Literal["json", "form", "multipart", "text"]
type Verify = Callable[[HookSource, Mapping[str, str], bytes, datetime], str]


class Words(NamedTuple):
    """Something people read, in both languages."""

    fr: str
    en: str


class Need(NamedTuple):
    """Something the admin must tell or may tell: a setting of the source, or, when ``secret``, a part of the
    credential that fetches answers. ``choices`` are the values it can have."""

    name: str
    label: Words
    secret: bool = False
    optional: bool = False
    choices: tuple[str, ...] = ()


class Steps(NamedTuple):
    """How to set the tool up, a sentence each."""

    fr: tuple[str, ...]
    en: tuple[str, ...]


ZONE = Need(
    "zone",
    Words("Fuseau des heures de l'outil (Europe/Paris)", "Time zone of the tool's times (Europe/Paris)"),
    optional=True,
)


MASK = Need(
    "mask_phones",
    Words("Masquer aussi les téléphones dans les textes", "Mask telephone numbers in texts as well"),
    optional=True,
    choices=("yes",),
)
"""Every kind has it: cards and accounts are masked anyway (B37)."""


def as_sent(payload: Any, _source: HookSource) -> Any:
    """The payload as it is."""
    return payload


def alone(payload: Any) -> list[Any]:
    """The one event of a delivery."""
    return [payload]


def no_faults(_settings: Mapping[str, str]) -> list[Fault]:
    """Nothing beyond what ``needs`` says."""
    return []


class Preset(NamedTuple):
    """How one tool proves its deliveries and lays them out.

    ``verify(source, headers, raw, now)`` proves the bytes and returns the delivery id, empty when the tool has
    none; it raises a HookError. ``unpack(payload, source)`` opens what is wrapped inside and takes out what may
    not be kept; applied again it changes nothing. ``split(payload)`` gives one payload of the same layout for
    each event. ``read(payload, source)`` lays one event flat, or raises Unusable.

    ``proof``: "required" is always signed, "optional" only when the source has a secret, "none" never;
    ``is_signed`` in this package decides. ``secret``: who makes it up, we ("ours") or the tool ("theirs").
    ``probes`` are methods the tool calls to see whether the address exists. ``thin`` events only announce an
    answer. ``script`` is the name of a file beside the presets to paste into the tool.
    """

    kind: SourceKind
    name: str
    verify: Verify
    read: Callable[[Any, HookSource], Read]
    steps: Steps
    media: tuple[Media, ...] = ("json",)
    proof: Literal["required", "optional", "none"] = "required"
    secret: Literal["ours", "theirs", "none"] = "theirs"
    thin: bool = False
    probes: tuple[str, ...] = ()
    unpack: Callable[[Any, HookSource], Any] = as_sent
    split: Callable[[Any], list[Any]] = alone
    needs: tuple[Need, ...] = ()
    check: Callable[[Mapping[str, str]], list[Fault]] = no_faults
    script: str | None = None

    @property
    def asks(self) -> tuple[Need, ...]:
        """All that admins may tell about a source of this kind."""
        return (*self.needs, MASK)
