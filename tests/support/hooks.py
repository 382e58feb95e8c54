"""Signed webhooks: a sample delivery of every survey tool, and signing of anything else."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from shared.feedback.sources import HookSource, Secret, SourceKind

_EVENTS = Path(__file__).parent.parent / "events"

NATIVE_SECRET = "whsec_" + base64.b64encode(b"key-of-the-native-test-source-32").decode()
OLD_NATIVE_SECRET = "whsec_" + base64.b64encode(b"old-key-of-the-native-source-032").decode()
TYPEFORM_SECRET = "secret-of-the-typeform-test-source"


def sample(name: str) -> dict[str, Any]:
    """A sample delivery: ``_meta``, ``headers`` and ``body``; invented content, real layout."""
    loaded: dict[str, Any] = json.loads((_EVENTS / f"{name}.json").read_text("utf-8"))
    return loaded


SAMPLES: Mapping[SourceKind, str] = MappingProxyType(
    {
        "standard_webhooks": "standard-webhooks",
        "typeform": "typeform",
        "tally": "tally",
        "surveymonkey": "surveymonkey",
        "qualtrics": "qualtrics",
        "jotform": "jotform",
        "google_forms": "google-forms",
        "formbricks": "formbricks",
        "delighted": "delighted",
        "zendesk_csat": "zendesk-csat",
        "alchemer": "alchemer",
        "limesurvey": "limesurvey",
        "trustpilot": "trustpilot",
        "google_business": "google-business",
    }
)
"""Kind of source to the file of its sample in tests/events."""


def sample_source(kind: SourceKind, **changes: Any) -> HookSource:
    """A source that takes the sample of its kind; ``changes`` replace fields."""
    secret = sample(SAMPLES[kind])["_meta"].get("secret")
    fields = {"secrets": (Secret(secret),) if secret else (), **changes}
    return HookSource(f"s-{kind}", kind, **fields)


def sample_request(kind: SourceKind) -> tuple[dict[str, str], bytes]:
    """The headers, in lower case, and the exact bytes of a sample."""
    found = sample(SAMPLES[kind])
    headers = {name.lower(): value for name, value in found["headers"].items()}
    if "form" not in found:
        return headers, raw(found["body"])
    if headers["content-type"].startswith("multipart/"):
        return headers, multipart(found["form"])
    return headers, urlencode(found["form"]).encode()


def multipart(form: Mapping[str, str], boundary: str = "----test") -> bytes:
    """A form as browsers and Jotform write it (RFC 7578)."""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.items()
    ]
    return ("".join(parts) + f"--{boundary}--\r\n").encode()


def raw(body: Any) -> bytes:
    """The bytes a sender in JavaScript posts for this body."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def native_body(response_id: str = "avis-000451", **data: Any) -> dict[str, Any]:
    """The native layout with a few fields; ``data`` replaces or adds."""
    plain: dict[str, Any] = {
        "externalId": response_id,
        "submittedAt": "2026-03-17T07:44:31Z",
        "language": "fr",
        "scope": {"store": "LYON-PARTDIEU"},
        "metrics": {"nps": 1},
        "comment": "Personne à l'accueil.",
    }
    return {"type": "feedback.created", "data": {**plain, **data}}


def native_signature(secret: str, delivery_id: str, timestamp: str, body: bytes) -> str:
    """One signature of Standard Webhooks, written here from its specification and not from our verifier."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = b".".join([delivery_id.encode(), timestamp.encode(), body])
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def native_headers(
    body: bytes, now: datetime, *, delivery_id: str = "msg_1", secret: str = NATIVE_SECRET, offset: int = 0
) -> dict[str, str]:
    """The headers of a delivery signed ``offset`` seconds from now."""
    timestamp = str(int(now.timestamp()) + offset)
    return {
        "content-type": "application/json",
        "webhook-id": delivery_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": native_signature(secret, delivery_id, timestamp, body),
    }


def typeform_headers(body: bytes, secret: str = TYPEFORM_SECRET) -> dict[str, str]:
    """The headers of a Typeform delivery."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return {
        "content-type": "application/json",
        "typeform-signature": "sha256=" + base64.b64encode(digest).decode(),
    }
