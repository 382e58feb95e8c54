"""Other people's words made fit for a mail: cleaned, cut, and with the matched words marked."""

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from shared.alerts.rows import excerpt
from shared.rules.models import Span

# Controls, byte order marks, interlinear marks, and everything that can turn the direction of what follows.
# White space is not here: it becomes one space.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_HALVES = re.compile("[\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# What shows that a "name" is an address, a number or a link.
_NOT_A_NAME = re.compile(r"[@/\\]|\d{3}|\.\w{2}")

_WORD = 30


class Piece(NamedTuple):
    """A run of the comment, marked or not."""

    text: str
    marked: bool


def clean(text: str) -> str:
    """The text without control and direction characters; half surrogates become U+FFFD. Line ends stay."""
    return _HALVES.sub("\ufffd", _DROPPED.sub("", text))


def line(text: str, limit: int) -> str:
    """The text on one clean line of at most ``limit`` characters. Right-to-left writing is isolated (two
    characters more), so that it cannot turn our words around it."""
    short = excerpt(clean(text), limit)
    return f"\u2068{short}\u2069" if _RIGHT_TO_LEFT.search(short) else short


def quoted(comment: str, spans: Iterable[Span], limit: int) -> tuple[Piece, ...]:
    """The first ``limit`` characters of a comment at most, cut at a word, with the spans marked. Spans are code
    points of the original; they may overlap or lie outside."""
    flags = _flags(len(comment), spans)
    shown: list[tuple[str, bool]] = []
    for char, flag in zip(comment, flags, strict=True):
        kept = clean(char)
        if kept.isspace():
            kept = " " if shown and shown[-1][0] != " " else ""
        if kept:
            shown.append((kept, bool(flag)))
        if len(shown) > limit + 1:
            break
    whole = "".join(char for char, _ in shown).rstrip()
    text = excerpt(whole, limit)
    marks = [flag for _, flag in shown][: len(text)]
    if text != whole:
        marks[-1] = False  # the ellipsis is ours
    runs = groupby(zip(text, marks, strict=True), key=lambda one: one[1])
    return tuple(Piece("".join(char for char, _ in run), marked) for marked, run in runs)


def _flags(length: int, spans: Iterable[Span]) -> bytearray:
    flags = bytearray(length)
    for start, end in spans:
        low, high = max(start, 0), min(end, length)
        if low < high:
            flags[low:high] = b"\x01" * (high - low)
    return flags


def short_name(name: str | None) -> str | None:
    """'Solène Marchand' as 'Solène M.': contact data stays out of mailboxes. None without a name that is one."""
    if not name or _NOT_A_NAME.search(name):
        return None
    words = clean(name).split()
    if not words:
        return None
    initial = next((char.upper() for char in words[-1] if char.isalpha()), "") if len(words) > 1 else ""
    return line(f"{words[0][:_WORD]} {initial}." if initial else words[0][:_WORD], _WORD + 3)
