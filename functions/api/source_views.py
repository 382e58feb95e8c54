"""Sources as the API shows them. Nothing secret passes through here but an address that was just made, or that of
a source whose deliveries are signed, which opens nothing by itself."""

from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from functions.api.wiring import Wiring
from shared.clock import iso
from shared.feedback.health import Heard, health
from shared.feedback.presets import PRESETS, is_signed, preset, script
from shared.feedback.sources import HookSource, Source, SourceKind
from shared.storage.sources import Dossier

_HINT = 4


class Glance(NamedTuple):
    """What of a dossier may be shown."""

    signed: bool
    token: str | None
    secret_at: datetime | None
    credential_at: datetime | None


def glance(ports: Wiring, source: Source, dossier: Dossier | None) -> Glance:
    """What of a dossier may be shown."""
    known = dossier or Dossier(source.id)
    signed = is_signed(HookSource(source.id, source.kind, known.secrets, settings=source.settings))
    return Glance(signed, known.address(ports.now()), known.secret_at, known.credential_at)


def heard_now(ports: Wiring, sources: list[Source]) -> dict[str, Heard]:
    """How much each source sent up to now: 1 call for all, and a few small counts each."""
    known = ports.heard.known(source.id for source in sources)
    return {source_id: ports.heard.up_to(source_id, heard, ports.now()) for source_id, heard in known.items()}


def source_view(
    ports: Wiring, source: Source, seen: Glance, heard: Heard, *, address: str | None = None
) -> dict[str, Any]:
    """A source, ready for JSON. ``address`` is one that was just made."""
    shown = seen.token if seen.signed else None
    told = health(heard, ports.now(), ports.settings.zone, disabled=source.disabled)
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "campaign": source.campaign,
        "channel": source.channel,
        "language": source.language,
        "disabled": source.disabled,
        "signed": seen.signed,
        "thin": preset(source.kind).thin,
        "version": source.version,
        "address": address or (hook_address(ports, shown) if shown else None),
        "address_hint": f"…{seen.token[-_HINT:]}" if seen.token else None,
        "secret_set_at": _time(seen.secret_at),
        "credential_set_at": _time(seen.credential_at),
        "settings": source.settings,
        "health": {
            "status": told.status,
            "last_at": _time(told.last_at),
            "last_7_days": told.last_7_days,
            "days": list(told.days),
            "usual_per_day": told.usual_per_day,
        },
        "mapping": msgspec.to_builtins(source.mapping),
    }


def hook_address(ports: Wiring, token: str) -> str:
    """The address to paste into the survey tool."""
    return f"{ports.settings.frontend_url}/hooks/{token}"


def kind_view(kind: SourceKind) -> dict[str, Any]:
    """A survey tool and how to set it up, ready for JSON."""
    one = preset(kind)
    return {
        "kind": kind,
        "name": one.name,
        "signed": one.proof != "none",
        "thin": one.thin,
        "secret": one.secret,
        "needs": [
            {
                "name": need.name,
                "label": need.label._asdict(),
                "secret": need.secret,
                "optional": need.optional,
                "choices": list(need.choices),
            }
            for need in one.asks
        ],
        "steps": {"fr": list(one.steps.fr), "en": list(one.steps.en)},
        "script": script(kind),
    }


def kinds() -> list[dict[str, Any]]:
    """All survey tools, in the order they are listed."""
    return [kind_view(kind) for kind in PRESETS]


def _time(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None
