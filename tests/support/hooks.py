"""Signed webhooks: the two sample deliveries as vectors, and signing of anything else."""

import base64
import hashlib
import hmac
import json
from datetime import datetime
from pathlib import Path
from typing import Any

_EVENTS = Path(__file__).parent.parent / "events"

NATIVE_SECRET = "whsec_" + base64.b64encode(b"key-of-the-native-test-source-32").decode()
OLD_NATIVE_SECRET = "whsec_" + base64.b64encode(b"old-key-of-the-native-source-032").decode()
TYPEFORM_SECRET = "secret-of-the-typeform-test-source"


def sample(name: str) -> dict[str, Any]:
    """A sample delivery: ``_meta``, ``headers`` and ``body``; invented content, real layout."""
    loaded: dict[str, Any] = json.loads((_EVENTS / f"{name}.json").read_text("utf-8"))
    return loaded


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
