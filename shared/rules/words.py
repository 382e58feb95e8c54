"""Words of a comment: folded for comparison, each with its place in the original text."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Marks that stand on the letter before (accents, vowel signs, variation selectors), and characters nobody sees
# (soft hyphen, zero-width, direction). Neither parts a word, and neither counts in it.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
_HIDDEN = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
# Possessive: what was read is never tried again, so a hostile text costs no more than its length.
_WORD = re.compile(rf"[^\W_][{_MARKS}]*+(?:[{_HIDDEN}{_MARKS}]*+[^\W_][{_MARKS}]*+)*+")
_SILENT = re.compile(f"[{_MARKS}{_HIDDEN}]+")
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})
_REMEMBERED = 64


class Word(NamedTuple):
    """A folded word and its span, in code points of the original text."""

    text: str
    start: int
    end: int


class Phrase(NamedTuple):
    """One or more folded words to find in a row; with ``prefix`` the last one may go on (``verre*``)."""

    words: tuple[str, ...]
    prefix: bool


class Keywords(NamedTuple):
    """What ``mentions`` looks for: any of ``phrases``, but not where it stands inside one of ``exceptions``.
    ``inflected`` takes the forms of each word too; ``language`` ("fr", "en") keeps it to comments of that language
    and to those whose language is not known."""

    phrases: tuple[Phrase, ...]
    exceptions: tuple[Phrase, ...]
    inflected: bool
    language: str | None


class Folded(NamedTuple):
    """A text folded whole, and for each of its characters the place in the original it came from."""

    text: str
    origins: list[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a stretch of the folded text, with the marks on its last letter."""
        following = self.origins[end] if end < len(self.origins) else self.length
        return self.origins[start], max(self.origins[end - 1] + 1, following)


def fold(text: str) -> str:
    """Lower case without accents, ligatures or hidden characters: 'Œuvré' becomes 'oeuvre'."""
    if text.isascii():
        return text.lower()
    return _folded_short(text) if len(text) <= _REMEMBERED else _fold(text)


def _fold(text: str) -> str:
    # Marks go first: putting a long run of them in order, as normalising does, takes quadratic time.
    bare = _bare(_SILENT.sub("", text)).translate(_LIGATURES)
    return _bare(_SILENT.sub("", unicodedata.normalize("NFKD", bare))).casefold()


def _bare(text: str) -> str:
    return "".join(char for char in text if not unicodedata.combining(char))


_folded_short = lru_cache(maxsize=20_000)(_fold)


def folded(text: str) -> Folded:
    """The text folded character by character, which gives the same as folding it whole."""
    parts = [fold(char) for char in text]
    origins = [index for index, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), origins, len(text))


def words(text: str) -> list[Word]:
    """The words of a text in order. Apostrophes and hyphens part words, so "l'assurance" holds "assurance"."""
    return [Word(fold(found.group()), *found.span()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)
def phrase(keyword: str) -> Phrase | None:
    """A keyword as a phrase; None if it holds no word. One trailing '*' asks for a prefix."""
    text = keyword.strip()
    found = words(text)
    return Phrase(tuple(word.text for word in found), text.endswith("*")) if found else None
