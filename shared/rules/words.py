"""Words of a comment: folded for comparison, each with its place in the original text."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


class Word(NamedTuple):
    """A folded word and its span, in code points of the original text."""

    text: str
    start: int
    end: int


class Phrase(NamedTuple):
    """One or more folded words to find in a row; with ``prefix`` the last one may go on (``verre*``)."""

    words: tuple[str, ...]
    prefix: bool


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower case without accents or ligatures: 'Œuvré' becomes 'oeuvre'."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words(text: str) -> list[Word]:
    """The words of a text in order. Apostrophes and hyphens part words, so "l'assurance" holds "assurance"."""
    return [Word(fold(found.group()), *found.span()) for found in _WORD.finditer(text)]


def phrase(keyword: str) -> Phrase | None:
    """A keyword as a phrase; None if it holds no word. One trailing '*' asks for a prefix."""
    text = keyword.strip()
    found = words(text)
    return Phrase(tuple(word.text for word in found), text.endswith("*")) if found else None


def find(comment: Sequence[Word], wanted: Phrase) -> list[tuple[int, int]]:
    """Every span of the comment where the phrase stands, whole words only."""
    size = len(wanted.words)
    first, *rest = wanted.words
    spans = []
    for index in range(len(comment) - size + 1):
        if not _same(comment[index].text, first, prefix=wanted.prefix and size == 1):
            continue
        if all(
            _same(comment[index + step].text, word, prefix=wanted.prefix and step == size - 1)
            for step, word in enumerate(rest, start=1)
        ):
            spans.append((comment[index].start, comment[index + size - 1].end))
    return spans


def _same(word: str, wanted: str, *, prefix: bool) -> bool:
    return word.startswith(wanted) if prefix else word == wanted
