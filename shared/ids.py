"""Identifiers. What arrives from outside gets an id derived from its own identity, so that the same thing
arriving twice meets itself (invariants I2 and I3)."""

import base64
import hashlib
import secrets

_LENGTH = 24


def _digest(*parts: str) -> str:
    # The separator cannot appear inside a part's UTF-8 form of printable text, so parts never run together.
    raw = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(raw).decode("ascii").lower()[:_LENGTH]


def feedback_id(source_id: str, response_id: str) -> str:
    """The one id of a source's response: 'f' and 24 base-32 characters."""
    return "f" + _digest(source_id, response_id)


def alert_id(feedback: str) -> str:
    """The id of the only alert a feedback can open: the same characters behind an 'a'."""
    return "a" + feedback[1:]


def reference(alert: str) -> str:
    """What people say on the phone: 'A-' and the first six characters of the id, upper case."""
    return "A-" + alert[1:7].upper()


def quarantine_id(source_id: str, raw: bytes) -> str:
    """The id of an unusable delivery: the same bytes from the same source are one row."""
    return "q" + _digest(source_id, hashlib.sha256(raw).hexdigest())


def token_hash(token: str) -> str:
    """How a source's path token is stored: the first 32 hex characters of its SHA-256."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def order_id(address: str) -> str:
    """The one id of what is ordered about a person's account: 'o' and 24 base-32 characters, which do not tell the
    address."""
    return "o" + _digest("account", address)


def new_id(prefix: str) -> str:
    """A random id for what has no natural identity: rules, sources, attempts."""
    return prefix + base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


def new_token() -> str:
    """What stands at the end of a source's address: 192 random bits, safe in a path."""
    return secrets.token_urlsafe(24)


def new_key() -> bytes:
    """A key of 256 random bits."""
    return secrets.token_bytes(32)


def new_secret() -> str:
    """A signing secret in the form of Standard Webhooks: ``whsec_`` and 32 random bytes in base64."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode("ascii")
