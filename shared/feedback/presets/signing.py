"""What presets share to check signatures: HMAC over the raw bytes, compared in constant time."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, datetime

from shared.errors import SignatureInvalid, TimestampOutOfRange

TOLERANCE_SECONDS = 300
MAX_SIGNATURES = 5


def hmac_base64(key: bytes, signed: bytes) -> str:
    """HMAC-SHA256 in standard base64."""
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode("ascii")


def require_match(received: Iterable[str], expected: Iterable[str]) -> None:
    """Passes if any received signature equals any expected one; every pair is compared, whatever matched
    first. Raises SignatureInvalid."""
    given = [signature.encode("utf-8", "surrogatepass") for signature in received]
    wanted = [signature.encode("ascii") for signature in expected]
    matches = [hmac.compare_digest(one, other) for one in given for other in wanted]
    if not any(matches):
        raise SignatureInvalid


def signed_time(text: str, now: datetime) -> None:
    """Refuses a Unix time that is not whole seconds or is further than the tolerance, before or ahead."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        raise TimestampOutOfRange
    moment = datetime.fromtimestamp(int(text), UTC) if int(text) < 10**11 else None
    if moment is None or abs((now - moment).total_seconds()) > TOLERANCE_SECONDS:
        raise TimestampOutOfRange
