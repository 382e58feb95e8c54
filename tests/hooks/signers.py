"""How each survey tool proves a delivery, written here from its documentation and not from our verifiers."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from shared.clock import iso
from shared.feedback.sources import HookSource, Secret, SourceKind
from tests.support import hooks, oidc

SECRET = "whsec_" + base64.b64encode(b"key-of-every-kind-of-source-0032").decode()
OTHER = "whsec_" + base64.b64encode(b"key-of-another-source-altogether").decode()

type Sign = Callable[[bytes, str, datetime], dict[str, str]]


def _mac(key: bytes, signed: bytes, algorithm: str = "sha256") -> bytes:
    return hmac.new(key, signed, getattr(hashlib, algorithm)).digest()


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _standard(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    return hooks.native_headers(body, now, secret=secret)


def _typeform(body: bytes, secret: str, _now: datetime) -> dict[str, str]:
    return hooks.typeform_headers(body, secret)


def _tally(body: bytes, secret: str, _now: datetime) -> dict[str, str]:
    return {"tally-signature": _b64(_mac(secret.encode(), body))}


def _surveymonkey(body: bytes, secret: str, _now: datetime) -> dict[str, str]:
    return {"sm-apikey": "id", "sm-signature": _b64(_mac(secret.encode(), body, "sha1"))}


def _delighted(body: bytes, secret: str, _now: datetime) -> dict[str, str]:
    return {"x-delighted-webhook-signature": "sha256=" + _mac(secret.encode(), body).hex()}


def _zendesk(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    stamp = iso(now)
    return {
        "x-zendesk-webhook-signature-timestamp": stamp,
        "x-zendesk-webhook-signature": _b64(_mac(secret.encode(), stamp.encode() + body)),
    }


def _alchemer(_body: bytes, secret: str, _now: datetime) -> dict[str, str]:
    return {"x-source-token": secret}


def _google(_body: bytes, secret: str, now: datetime) -> dict[str, str]:
    return oidc.google_headers(now, aud=oidc.AUDIENCE if secret == SECRET else "another")


def _generic(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    stamp = str(int(now.timestamp()))
    return {"x-sig": "v0=" + _mac(secret.encode(), stamp.encode() + body, "sha512").hex(), "x-time": stamp}


SIGNERS: Mapping[SourceKind, tuple[str, Sign]] = MappingProxyType(
    {
        "standard_webhooks": ("webhook-signature", _standard),
        "google_forms": ("webhook-signature", _standard),
        "formbricks": ("webhook-signature", _standard),
        "typeform": ("typeform-signature", _typeform),
        "tally": ("tally-signature", _tally),
        "surveymonkey": ("sm-signature", _surveymonkey),
        "delighted": ("x-delighted-webhook-signature", _delighted),
        "zendesk_csat": ("x-zendesk-webhook-signature", _zendesk),
        "alchemer": ("x-source-token", _alchemer),
        "google_business": ("authorization", _google),
        "generic": ("x-sig", _generic),
    }
)
"""Kinds that prove themselves by a header: its name, and all headers for a body."""

SIGNS_BODY = [kind for kind in SIGNERS if kind not in ("alchemer", "google_business")]
SIGNS_TIME: Mapping[SourceKind, str] = MappingProxyType(
    {
        "standard_webhooks": "webhook-timestamp",
        "google_forms": "webhook-timestamp",
        "formbricks": "webhook-timestamp",
        "zendesk_csat": "x-zendesk-webhook-signature-timestamp",
        "generic": "x-time",
    }
)
GENERIC = {
    "scheme": "hmac",
    "header": "X-Sig",
    "algorithm": "sha512",
    "encoding": "hex",
    "prefix": "v0=",
    "template": "{ts}{body}",
    "timestamp_header": "X-Time",
}


def source(kind: SourceKind, *secrets: Secret, **changes: Any) -> HookSource:
    """A source that takes what these signers sign."""
    if kind == "google_business":
        return oidc.google_source(**changes)
    settings = GENERIC if kind == "generic" else {}
    return HookSource(f"s-{kind}", kind, secrets or (Secret(SECRET),), settings=settings, **changes)


def body(kind: SourceKind) -> bytes:
    """A good body of a kind."""
    if kind == "generic":
        return b'{"id": "1", "nps": 3, "comment": "Long wait"}'
    return hooks.sample_request(kind)[1]
