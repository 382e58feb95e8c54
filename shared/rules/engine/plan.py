"""The compiled rules as plain data, and the bytes of a snapshot. Reading them runs no foreign code: MessagePack
through a schema, refused as a whole if anything is amiss."""

import zlib
from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from importlib import import_module
from typing import Any

import msgspec

from shared.rules.operands import When

_MEANING = (
    "shared.feedback.models",
    "shared.rules.criteria",
    "shared.rules.engine.columns",
    "shared.rules.engine.comments",
    "shared.rules.engine.compiling",
    "shared.rules.engine.cutting",
    "shared.rules.engine.plan",
    "shared.rules.engine.running",
    "shared.rules.fields",
    "shared.rules.forms",
    "shared.rules.keywords",
    "shared.rules.operands",
    "shared.rules.operators",
    "shared.rules.search",
    "shared.rules.words",
)
"""Modules whose change may give a stored plan another meaning."""

type Decision = tuple[int, bool]
"""A node of ``Plan.parts`` and the outcome that is asked for."""


class Asked(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A comparison of a field, the conjunctions that need it true, and those that forbid it."""

    operator: str
    operand: Any
    needs: list[int]
    forbids: list[int]


class Column(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """All comparisons of one field."""

    field: str
    asked: list[Asked]


class Lookup(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A comparison with words: the conjunctions that need and forbid it, which forms and language it is about, and
    the node to ask where the table cannot be sure."""

    needs: list[int]
    forbids: list[int]
    inflected: bool
    language: str | None
    node: int | None


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Words in a row, of which the one at place ``anchor`` leads here. With ``prefix`` the last may go on."""

    words: list[str]
    prefix: bool
    anchor: int
    lookup: int


class Words(msgspec.Struct, frozen=True, array_like=True):
    """All words of all rules. ``hits`` leads from the key of a word to places in ``lookups``, ``doubts`` to those
    where the word is not the whole answer, ``rows`` from the anchor of a phrase to the phrase. A key is ``:word``
    as written, ``fr:stem`` and ``en:stem`` in its forms, ``word*`` at the beginning of others; ``prefixes`` are
    how long those are."""

    lookups: list[Lookup]
    prefixes: list[int]
    hits: dict[str, list[int]]
    doubts: dict[str, list[int]]
    rows: dict[str, list[Row]]


class Rules(msgspec.Struct, frozen=True, array_like=True):
    """Ids of the rules but drafts in order, ids of those that cannot be read or parsed, and the places of those
    that are not always in force."""

    ids: list[str]
    unusable: list[str]
    limited: list[int]


class Plan(msgspec.Struct, frozen=True, array_like=True):
    """Compiled rules. The bit of a conjunction is its place in ``owners``, which has the place of its rule, in
    order. ``parts`` are those of trees that no table answers: the place of the rule, then the steps down.
    ``decisions`` says which of them a conjunction waits for. ``fields`` are all that rules name."""

    rules: Rules
    fields: list[str]
    owners: list[int]
    columns: list[Column]
    words: Words
    parts: list[tuple[int, list[int]]]
    decisions: dict[int, list[Decision]]


class BadSnapshot(Exception):
    """Bytes that are no plan: torn, foreign or of another format."""


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Plan)


def pack(plan: Plan) -> bytes:
    """The bytes of a snapshot."""
    return zlib.compress(_ENCODER.encode(plan), 6)


def unpack(packed: bytes) -> Plan:
    """The plan of a snapshot. Raises BadSnapshot."""
    try:
        return _DECODER.decode(zlib.decompress(packed))
    except (zlib.error, msgspec.DecodeError) as fault:
        raise BadSnapshot(type(fault).__name__) from None


def stamp(sources: Iterable[str]) -> str:
    """What a plan is compiled from, in 64 characters: the texts of rules and lists in a fixed order, and our own
    code, so that a plan of other rules or of another release is never taken for the right one."""
    digest = blake2b(_code(), digest_size=32)
    for source in sources:
        digest.update(source.encode())
        digest.update(b"\0")
    return digest.hexdigest()


@cache
def _code() -> bytes:
    digest = blake2b(digest_size=32)
    for name in _MEANING:
        module = import_module(name)
        loader: Any = module.__loader__
        digest.update(loader.get_data(module.__file__))
    return digest.digest()


def stored(operand: Any) -> Any:
    """An operand as a snapshot holds it. Raises TypeError for one that is not plain data."""
    if isinstance(operand, When):
        return {"when": [operand.text, operand.zoned]}
    if isinstance(operand, tuple):
        return [stored(part) for part in operand]
    if operand is None or isinstance(operand, str | int | float):
        return operand
    raise TypeError(f"{type(operand).__name__} is not plain")


def restored(operand: Any) -> Any:
    """The operand that was stored; what were several values is a list."""
    if isinstance(operand, dict):
        return When(*operand["when"])
    return [restored(part) for part in operand] if isinstance(operand, list) else operand
