"""Identity tokens as Google signs them, under a key of our own."""

import base64
import json
from datetime import datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from shared.feedback.sources import HookSource, PublicKey

AUDIENCE = "https://boucle.example/google"
SERVICE_ACCOUNT = "pubsub@projet-test.iam.gserviceaccount.com"
KEY_ID = "key-1"


@cache
def private_key(bits: int) -> rsa.RSAPrivateKey:
    """A key, made once a run."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def public_key(key_id: str = KEY_ID, bits: int = 2048) -> PublicKey:
    """What Google would publish of it."""
    numbers = private_key(bits).public_key().public_numbers()
    return PublicKey(key_id, numbers.n, numbers.e)


def google_source(**changes: Any) -> HookSource:
    """A source of Google Business that knows the key."""
    fields: dict[str, Any] = {
        "settings": {"audience": AUDIENCE, "service_account": SERVICE_ACCOUNT},
        "keys": (public_key(),),
    }
    return HookSource("s-google_business", "google_business", **{**fields, **changes})


def google_headers(now: datetime, *, header: dict[str, Any] | None = None, **claims: Any) -> dict[str, str]:
    """The Authorization header; ``claims`` and ``header`` replace, None takes one away."""
    return {"authorization": f"Bearer {token(now, header=header, **claims)}"}


def token(now: datetime, *, header: dict[str, Any] | None = None, **claims: Any) -> str:
    """A token that holds for an hour."""
    moment = int(now.timestamp())
    said = {
        "aud": AUDIENCE,
        "email": SERVICE_ACCOUNT,
        "email_verified": True,
        "iss": "https://accounts.google.com",
        "iat": moment,
        "exp": moment + 3600,
        "sub": "1",
        **claims,
    }
    head = {"alg": "RS256", "kid": KEY_ID, "typ": "JWT", **(header or {})}
    signed = ".".join(encoded(_present(part)) for part in (head, said))
    return f"{signed}.{letters(signature(signed.encode()))}"


def signature(signed: bytes, bits: int = 2048) -> bytes:
    """RSASSA-PKCS1-v1_5 with SHA-256, by a library that is not under test."""
    return private_key(bits).sign(signed, padding.PKCS1v15(), SHA256())


def encoded(part: Any) -> str:
    """A part of a token."""
    return letters(json.dumps(part).encode())


def letters(raw: bytes) -> str:
    """Base64 for URLs without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _present(part: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if value is not None}
