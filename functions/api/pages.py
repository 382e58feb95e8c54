"""Markers of where a page ended. A marker holds for one person and one set of filters, for a day. It opens
nothing, as what the reader may see is asked anew for every page, and it tells nothing: the place where a page
ended may be that of a case which the reader does not see.

A marker is authenticated and hidden by one construction, that of SIV (RFC 5297, section 2): a MAC over person,
filters, time and position is both the proof and the nonce of the key stream laid over the position. The MAC and
the stream are HMAC-SHA256 under keys of their own."""

import base64
import binascii
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from itertools import count

from shared.clock import Clock
from shared.errors import BadCursor
from shared.storage.secrets import Secrets

LASTS = timedelta(days=1)
_MAC = 16
_TIME = 5


class Cursors:
    """Makes and reads markers. The key is read at the first of them: one read for the life of the process."""

    def __init__(self, secrets: Secrets, now: Clock) -> None:
        self._secrets = secrets
        self._now = now

    def marked(self, position: str, *filters: str | None) -> str:
        """The marker of a position under these filters, the person's id among them."""
        made = int(self._now().timestamp()).to_bytes(_TIME)
        plain = made + position.encode()
        mac = self._mac(plain, filters)
        return base64.urlsafe_b64encode(mac + self._laid_over(plain, mac)).decode().rstrip("=")

    def position_of(self, cursor: str | None, *filters: str | None) -> str | None:
        """The position of a marker; None without one. Raises BadCursor when it is not of these filters, was
        changed or is more than a day old."""
        if cursor is None:
            return None
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            raise BadCursor from None
        mac, hidden = raw[:_MAC], raw[_MAC:]
        plain = self._laid_over(hidden, mac)
        # Only one text may stand for a marker: base64 has several for the same bytes.
        known = cursor == base64.urlsafe_b64encode(raw).decode().rstrip("=")
        if not (known and hmac.compare_digest(mac, self._mac(plain, filters))):
            raise BadCursor
        made = datetime.fromtimestamp(int.from_bytes(plain[:_TIME]), UTC)
        if self._now() - made > LASTS:
            raise BadCursor
        return plain[_TIME:].decode()

    def _mac(self, plain: bytes, filters: tuple[str | None, ...]) -> bytes:
        return self._hmac(b"mac", json.dumps(filters).encode() + b"\0" + plain)[:_MAC]

    def _laid_over(self, text: bytes, nonce: bytes) -> bytes:
        blocks = b""
        for number in count():
            if len(blocks) >= len(text):
                break
            blocks += self._hmac(b"stream", nonce + number.to_bytes(4))
        return bytes(one ^ other for one, other in zip(text, blocks, strict=False))

    def _hmac(self, purpose: bytes, text: bytes) -> bytes:
        key = hmac.digest(self._secrets.cursor_key, purpose, hashlib.sha256)
        return hmac.digest(key, text, hashlib.sha256)
