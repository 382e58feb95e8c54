"""Cutting a comment into words, as ``words`` does but without folding them: a word met before is known by its
bytes.

Most comments fit an alphabet of one byte a letter, where cutting is a table and a split. The table is made by
asking ``words`` what each character does between two letters."""

import codecs
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from shared.rules.words import fold, words

type Token = bytes | str
"""A word as bytes of ``_WIDE``, or folded if its text does not fit there."""

_NARROW, _WIDE = "latin-1", "cp1252"
"""The same letters; the second has the ligatures and typographic signs besides, and takes longer."""


class _Alphabet(NamedTuple):
    """What each byte becomes, itself or a blank, and the bytes that are left out."""

    table: bytes
    silent: bytes


@lru_cache(maxsize=4096)
def _part(character: str) -> str:
    """What a character does between two letters: stand in the word, part it, or neither."""
    found = words(f"a{character}a")
    return " " if len(found) != 1 else "" if found[0].text == "aa" and character not in "aA" else character


@cache
def _alphabet(name: str) -> _Alphabet:
    table, silent = bytearray(range(256)), bytearray()
    for code in range(256):
        part = _part(bytes([code]).decode(name, "replace"))
        if part == "":
            silent.append(code)
        elif part == " ":
            table[code] = ord(" ")
    return _Alphabet(bytes(table), bytes(silent))


def _foreign(fault: UnicodeError) -> tuple[str, int]:
    """Pictures and hidden characters are common and no letters: they part words or are left out. Raises for
    letters."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    parts = [_part(character) for character in fault.object[fault.start : fault.end]]
    if any(part.strip() for part in parts):
        raise fault
    return "".join(parts), fault.end


codecs.register_error("boucle.foreign", _foreign)


def tokens(text: str) -> Sequence[Token]:
    """The words of a text in order, ready for ``text_of``."""
    try:
        return text.encode(_NARROW).translate(*_alphabet(_NARROW)).split()
    except UnicodeEncodeError:
        pass
    try:
        return text.encode(_WIDE, "boucle.foreign").translate(*_alphabet(_WIDE)).split()
    except UnicodeEncodeError:
        return [word.text for word in words(text)]


def text_of(token: Token) -> str:
    """The folded word of a token."""
    return fold(token.decode(_WIDE)) if isinstance(token, bytes) else token
