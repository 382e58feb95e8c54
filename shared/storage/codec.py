"""Models as the JSON text an item carries, and back."""

import zlib
from functools import cache
from typing import Any

import msgspec


def encode(model: msgspec.Struct) -> str:
    """The model as compact JSON text."""
    return msgspec.json.encode(model).decode("utf-8")


def decode[M: msgspec.Struct](body: Any, model: type[M]) -> M:
    """The model in an item's ``body``. Unknown fields are passed over, so that older code reads newer items."""
    return _decoder(model).decode(body)  # type: ignore[no-any-return]


@cache
def _decoder(model: type[msgspec.Struct]) -> Any:
    return msgspec.json.Decoder(model)


def compress(raw: bytes) -> bytes:
    """The raw body as kept: a webhook shrinks to about a third."""
    return zlib.compress(raw, 6)


def decompress(stored: bytes) -> bytes:
    """The exact bytes that were received."""
    return zlib.decompress(stored)
