"""Finding keywords in a comment, in time proportional to the comment."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from shared.rules import forms
from shared.rules.words import Folded, Keywords, Phrase, Word, fold, folded, words

STRETCH = 1
"""Words that may stand between two words of a phrase whose forms are taken: "répond toujours pas"."""

EXACT = ""
"""The view of a comment in which words are compared as written; the others are languages."""

_NAMES = {
    "fre": "fr", "fra": "fr", "french": "fr", "francais": "fr",
    "eng": "en", "english": "en", "anglais": "en",
}  # fmt: skip

type Found = tuple[int, int]


class View(NamedTuple):
    """The words of a comment by key: the keys of each word, and the words that have each key."""

    keys: list[tuple[str, ...]]
    places: dict[str, list[int]]


class Text:
    """A comment, cut and folded once for all conditions on it. ``language`` is what its source says."""

    def __init__(self, text: str, language: str | None = None) -> None:
        self.text = text
        self.language = known_language(language)
        self._views: dict[str, View] = {}

    @cached_property
    def words(self) -> list[Word]:
        """The words in order."""
        return words(self.text)

    @cached_property
    def folded(self) -> Folded:
        """The whole text folded."""
        return folded(self.text)

    def view(self, language: str) -> View:
        """The words by their keys in a language, or as written."""
        if language not in self._views:
            keys = [keys_of(word.text, language) for word in self.words]
            places: dict[str, list[int]] = {}
            for index, of_word in enumerate(keys):
                for key in of_word:
                    places.setdefault(key, []).append(index)
            self._views[language] = View(keys, places)
        return self._views[language]


def keys_of(word: str, view: str) -> tuple[str, ...]:
    """The keys of a folded word in a view."""
    return forms.keys(word, view) if view else (word,)


def known_language(code: str | None) -> str | None:
    """ "fr-FR" and "French" are "fr"; None when nothing is said."""
    plain = fold(code or "").replace("_", "-").partition("-")[0].strip()
    return _NAMES.get(plain, plain) or None


def views(wanted: Keywords, language: str | None) -> tuple[str, ...]:
    """The views in which to look for keywords in a comment of this language; none if they are of another."""
    if wanted.language and language and wanted.language != language:
        return ()
    if not wanted.inflected:
        return (EXACT,)
    spoken = wanted.language or language
    if spoken is None:
        return forms.LANGUAGES
    return (spoken,) if spoken in forms.LANGUAGES else (EXACT,)


def spans(text: Text, wanted: Keywords) -> list[Found]:
    """Where the keywords stand, in order, but for those inside an exception."""
    looked = views(wanted, text.language)
    stretch = STRETCH if wanted.inflected else 0
    found = {span for view in looked for one in wanted.phrases for span in find(text, one, view, stretch)}
    if not found:
        return []
    # An exception silences a rule, so its words must stand together.
    excepted = {span for view in looked for one in wanted.exceptions for span in find(text, one, view)}
    return _outside(sorted(found), sorted(excepted))


def _outside(found: list[Found], excepted: Sequence[Found]) -> list[Found]:
    """Those that no exception holds whole; both are in order of their start."""
    kept, reach, index = [], 0, 0
    for start, end in found:
        while index < len(excepted) and excepted[index][0] <= start:
            reach = max(reach, excepted[index][1])
            index += 1
        if end > reach:
            kept.append((start, end))
    return kept


def find(text: Text, wanted: Phrase, view: str = EXACT, stretch: int = 0) -> list[Found]:
    """Every span where the phrase stands, whole words only, with up to ``stretch`` other words between two."""
    last = len(wanted.words) - 1
    places = [
        _begun(text, word) if wanted.prefix and at == last else _same(text, word, view)
        for at, word in enumerate(wanted.words)
    ]
    if last == 0:
        return [(text.words[at].start, text.words[at].end) for at in sorted(places[0])]
    ends = [(at, _reached(at, places[1:], stretch)) for at in sorted(places[0])]
    return [(text.words[at].start, text.words[end].end) for at, end in ends if end is not None]


def _begun(text: Text, word: str) -> set[int]:
    """The words of the comment that begin with this one as it is written."""
    return {at for key, places in text.view(EXACT).places.items() if key.startswith(word) for at in places}


def _same(text: Text, word: str, view: str) -> set[int]:
    """The words of the comment that are this one or a form of it."""
    places = text.view(view).places
    return {at for key in keys_of(word, view) for at in places.get(key, ())}


def _reached(start: int, following: Iterable[set[int]], stretch: int) -> int | None:
    """The nearest word at which a phrase that starts here is complete."""
    reached = {start}
    for places in following:
        reached = {
            at for before in reached for at in range(before + 1, before + 2 + stretch) if at in places
        }  # fmt: skip
    return min(reached, default=None)
