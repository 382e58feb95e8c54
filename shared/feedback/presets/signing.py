"""What presets share to prove deliveries: HMAC over the raw bytes and static tokens, compared in constant time."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from shared.errors import BadId, SignatureInvalid, SignatureMissing, TimestampOutOfRange
from shared.feedback.sources import HookSource

type Algorithm = Literal["sha1", "sha256", "sha512"]
type Encoding = Literal["base64", "hex"]

TOLERANCE_SECONDS = 300
MAX_SIGNATURES = 5

_ID = re.compile(r"[!-\-/-~]{1,255}")  # printable ASCII without '.', which separates the signed parts


class Hmac(NamedTuple):
    """A signature in a header: under which name, behind which prefix, by which algorithm, in which letters."""

    header: str
    prefix: str = ""
    algorithm: Algorithm = "sha256"
    encoding: Encoding = "base64"


def mac(key: bytes, signed: bytes, algorithm: Algorithm = "sha256", encoding: Encoding = "base64") -> str:
    """HMAC in standard base64 or lower-case hex."""
    digest = hmac.digest(key, signed, getattr(hashlib, algorithm))
    return digest.hex() if encoding == "hex" else base64.b64encode(digest).decode("ascii")


def require_match(received: Iterable[str], expected: Iterable[str]) -> None:
    """Passes if any received text equals any expected one; every pair is compared, whatever matched first. Raises
    SignatureInvalid."""
    given = [text.encode("utf-8", "surrogatepass") for text in received]
    wanted = [text.encode("utf-8", "surrogatepass") for text in expected]
    matches = [hmac.compare_digest(one, other) for one in given for other in wanted]
    if not any(matches):
        raise SignatureInvalid


def signed_body(
    source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime, how: Hmac, before: str = ""
) -> None:
    """Checks a header that signs the body, or text ``before`` it and the body; the secrets are keys as text."""
    header = headers.get(how.header, "")
    if not header:
        raise SignatureMissing
    given = header.removeprefix(how.prefix) if header.startswith(how.prefix) else ""
    signed = before.encode("utf-8", "surrogatepass") + raw
    wanted = [mac(key.encode(), signed, how.algorithm, how.encoding) for key in source.live_secrets(now)]
    require_match([given.lower() if how.encoding == "hex" else given], wanted)


def static_token(source: HookSource, given: object, now: datetime) -> None:
    """Checks a token that the tool repeats with every delivery."""
    if not isinstance(given, str) or not given:
        raise SignatureMissing
    require_match([given], source.live_secrets(now))


def standard_webhooks(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Standard Webhooks 1.0.0: checks id, time and signature, in this order; returns the ``webhook-id``."""
    header = headers.get("webhook-signature", "")
    if not header:
        raise SignatureMissing
    delivery_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    require_id(delivery_id)
    unix_time(timestamp, now)
    signed = f"{delivery_id}.{timestamp}.".encode("ascii") + raw
    received = [part[3:] for part in header.split(" ")[:MAX_SIGNATURES] if part.startswith("v1,")]
    require_match(received, [mac(whsec(secret), signed) for secret in source.live_secrets(now)])
    return delivery_id


def require_id(delivery_id: str) -> None:
    """Refuses an id that is empty, long, or holds what it may not (B10)."""
    if not _ID.fullmatch(delivery_id):
        raise BadId


def whsec(secret: str) -> bytes:
    """The key of a secret: the base64 behind ``whsec_``, or the text itself."""
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError:  # not base64, or not even ASCII
        return secret.encode()


def unix_time(text: str, now: datetime, tolerance: int = TOLERANCE_SECONDS) -> None:
    """Refuses a Unix time that is not whole seconds or is further than the tolerance, before or ahead
    (B07-B09)."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12 and int(text) < 10**11):
        raise TimestampOutOfRange
    near(datetime.fromtimestamp(int(text), UTC), now, tolerance)


def near(moment: datetime | None, now: datetime, tolerance: int = TOLERANCE_SECONDS) -> None:
    """Refuses a signed moment that is none, or further than the tolerance, before or ahead."""
    if moment is None or abs((now - moment).total_seconds()) > tolerance:
        raise TimestampOutOfRange
