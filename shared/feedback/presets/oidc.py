"""Identity tokens of Google as Pub/Sub sends them: a JWT signed RS256 (RFC 7519; RFC 7518, 3.3).

Checking an RSA signature needs no secret and so no library that guards one: it is one power modulo the key and a
comparison with the only encoding that is right (RFC 8017, 8.2.2). See docs/adr/0010-google-tokens.md.
"""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.errors import SignatureInvalid, SignatureMissing, TimestampOutOfRange
from shared.feedback import strict_json
from shared.feedback.sources import PublicKey
from shared.feedback.strict_json import Unusable

ISSUERS = ("https://accounts.google.com", "accounts.google.com")
_SKEW = timedelta(seconds=60)
_LONGEST_LIFE = timedelta(hours=24)
_MAX_TOKEN = 8000
_SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")  # DigestInfo of RFC 8017, 9.2, note 1


def bearer(header: str) -> str:
    """The token of an Authorization header. Raises SignatureMissing."""
    scheme, _, token = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise SignatureMissing
    return token.strip()


def claims(token: str, keys: tuple[PublicKey, ...], now: datetime) -> dict[str, Any]:
    """What a token says, once its signature, issuer and times hold. Raises SignatureInvalid, or
    TimestampOutOfRange when it has expired or is not valid yet."""
    parts = token.split(".") if len(token) <= _MAX_TOKEN else []
    if len(parts) != 3:
        raise SignatureInvalid
    header, said = _object(parts[0]), _object(parts[1])
    if header.get("alg") != "RS256":
        raise SignatureInvalid
    signed = f"{parts[0]}.{parts[1]}".encode("ascii")
    signature = _bytes(parts[2])
    if not any(key.id == header.get("kid") and is_signed(key, signed, signature) for key in keys):
        raise SignatureInvalid
    if said.get("iss") not in ISSUERS:
        raise SignatureInvalid
    issued, expires = _time(said.get("iat")), _time(said.get("exp"))
    if not (issued - _SKEW <= now < expires + _SKEW) or expires - issued > _LONGEST_LIFE:
        raise TimestampOutOfRange
    return said


def is_signed(key: PublicKey, signed: bytes, signature: bytes) -> bool:
    """RSASSA-PKCS1-v1_5 with SHA-256. The whole encoded message is compared: nothing of it is parsed, so that
    there is no padding to be lenient about."""
    size = (key.modulus.bit_length() + 7) // 8
    number = int.from_bytes(signature)
    if size < 256 or size > 1024 or len(signature) != size or number >= key.modulus:
        return False
    tail = b"\x00" + _SHA256 + hashlib.sha256(signed).digest()
    wanted = b"\x00\x01" + b"\xff" * (size - len(tail) - 2) + tail
    return hmac.compare_digest(pow(number, key.exponent, key.modulus).to_bytes(size), wanted)


def read_keys(document: Any) -> tuple[PublicKey, ...]:
    """The RSA keys of a published set (RFC 7517); others are passed over."""
    listed = document.get("keys") if isinstance(document, dict) else None
    found = []
    for one in listed if isinstance(listed, list) else []:
        if isinstance(one, dict) and one.get("kty") == "RSA" and one.get("use", "sig") == "sig":
            try:
                modulus, exponent = (int.from_bytes(_bytes(str(one.get(name, "")))) for name in ("n", "e"))
            except SignatureInvalid:
                continue
            if modulus and 3 <= exponent <= 2**32:
                found.append(PublicKey(str(one.get("kid", "")), modulus, exponent))
    return tuple(found)


def _object(part: str) -> dict[str, Any]:
    try:
        found = strict_json.parse(_bytes(part))
    except Unusable:
        raise SignatureInvalid from None
    if not isinstance(found, dict):
        raise SignatureInvalid
    return found


def _bytes(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except ValueError:
        raise SignatureInvalid from None


def _time(value: Any) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**11:
        raise TimestampOutOfRange
    return datetime.fromtimestamp(value, UTC)
