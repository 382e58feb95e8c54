"""Markers of where a page ended. One holds for its person and filters only; it opens nothing, as what the reader
may see is asked anew for every page."""

import base64
import binascii
import hashlib
import json

from shared.errors import BadCursor


def marked(position: str, *filters: str | None) -> str:
    """The marker of a position under these filters."""
    return base64.urlsafe_b64encode(f"{_digest(position, filters)}{position}".encode()).decode().rstrip("=")


def position_of(cursor: str | None, *filters: str | None) -> str | None:
    """The position of a marker; None without one. Raises BadCursor when it is not of these filters."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        raise BadCursor from None
    position = text[_LENGTH:]
    if text[:_LENGTH] != _digest(position, filters):
        raise BadCursor
    return position


_LENGTH = 16


def _digest(position: str, filters: tuple[str | None, ...]) -> str:
    return hashlib.sha256(json.dumps([position, *filters]).encode()).hexdigest()[:_LENGTH]
