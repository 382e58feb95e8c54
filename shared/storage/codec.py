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


def compress(raw: bytes, beside: str = "") -> bytes:
    """The raw body as kept. ``beside`` is text of the same item that repeats much of it, such as the model made
    of it: as zlib's preset dictionary (RFC 1950, FDICT) it leaves of a webhook what the model does not say. The
    text can never be changed without packing the body anew."""
    if not beside:
        return zlib.compress(raw, 9)
    packer = zlib.compressobj(9, zdict=beside.encode())
    return packer.compress(raw) + packer.flush()


def decompress(stored: bytes, beside: str = "") -> bytes:
    """The exact bytes that were received. ``beside`` as it was given then; what was packed without needs none."""
    return zlib.decompressobj(zdict=beside.encode()).decompress(stored)
