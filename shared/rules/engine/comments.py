"""The table of all words of all rules: one pass over the words of a comment.

Each comparison with words stands under the keys of its words: as written, or their forms in a language
(``search.py``). The first time a word is met, the conjunctions it concerns are put in one number; from then on the
word costs one look-up, and the words that concern none are dropped before anything is computed::

    | doubtful | not to be found | second list found | list found | may begin a phrase |     zones, high to low
      n bits     n bits            n bits              n bits       1 bit

A phrase whose words must stand as written is compared in place. Phrases in all forms, and words that an exception
might take back, are only narrowed down here: their conjunctions are marked doubtful and decided by ``compare``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from shared.rules import forms
from shared.rules.criteria import Comparison
from shared.rules.engine.columns import mask_of
from shared.rules.engine.cutting import Token, text_of, tokens
from shared.rules.engine.plan import Decision, Lookup, Row, Words
from shared.rules.search import EXACT, keys_of, known_language, views
from shared.rules.words import Keywords, Phrase

_REMEMBERED = 20_000
"""Words kept with what they concern, for each language of comments."""
_LANGUAGES = 256
_OTHER = "?"
_BEGINS = 1
_ZONES = 1
_VIEWS = (EXACT, *forms.LANGUAGES)


def keywords_of(node: Comparison) -> Keywords | None:
    """The keywords of a comparison that the table can answer; None of any other comparison."""
    known = node.positive == "mentions" and node.name == "comment" and isinstance(node.operand, Keywords)
    return node.operand if known else None


# --- compiling


def compile_words(asks: Sequence[tuple[Keywords, list[int], list[int], int]], kept: Callable[[int], int]) -> Words:
    """The plan of comparisons with words: keywords, conjunctions that need and forbid them, and their node, which
    ``kept`` numbers if it may have to be asked."""
    plan = Words([], [], {}, {}, {})
    for keywords, needs, forbids, node in asks:
        number = len(plan.lookups)
        unsure = bool(keywords.exceptions) or (
            keywords.inflected and any(len(p.words) > 1 for p in keywords.phrases)
        )
        asked = kept(node) if unsure else None
        plan.lookups.append(Lookup(needs, forbids, keywords.inflected, keywords.language, asked))
        for phrase in keywords.phrases:
            _index(plan, phrase, keywords, number)
        for phrase in keywords.exceptions:
            for key in _anchors(phrase, keywords):
                _add(plan.doubts, key, number)
    starred = {len(key) - 1 for key in plan.hits.keys() | plan.doubts.keys() if key.endswith("*")}
    plan.prefixes.extend(sorted(starred))
    return plan


def _index(plan: Words, phrase: Phrase, keywords: Keywords, number: int) -> None:
    if len(phrase.words) > 1 and not keywords.inflected:
        anchor = _longest(phrase)
        row = Row(list(phrase.words), phrase.prefix, anchor, number)
        plan.rows.setdefault(phrase.words[anchor], []).append(row)
        return
    for key in _anchors(phrase, keywords):
        _add(plan.hits, key, number)
        if len(phrase.words) > 1:
            _add(plan.doubts, key, number)


def _anchors(phrase: Phrase, keywords: Keywords) -> list[str]:
    """The keys one of which a comment has if the phrase stands in it."""
    if len(phrase.words) == 1 and phrase.prefix:
        return [f"{phrase.words[0]}*"]
    word = phrase.words[_longest(phrase)]
    if not keywords.inflected:
        return [f"{EXACT}:{word}"]
    return list(dict.fromkeys(f"{view}:{key}" for view in _VIEWS for key in keys_of(word, view)))


def _longest(phrase: Phrase) -> int:
    """The place of its longest whole word, which few comments have."""
    if len(phrase.words) == 1:
        return 0
    whole = phrase.words[:-1] if phrase.prefix else phrase.words
    return max(range(len(whole)), key=lambda index: len(whole[index]))


def _add(index: dict[str, list[int]], key: str, number: int) -> None:
    numbers = index.setdefault(key, [])
    if number not in numbers[-1:]:
        numbers.append(number)


# --- running


class _Looked(NamedTuple):
    """In which views comparisons look at comments of a language, and all of these views."""

    by_kind: Mapping[tuple[bool, str | None], tuple[str, ...]]
    views: tuple[str, ...]


class _Spoken(dict[Token, int]):
    """What the words of comments in one language concern: learnt when first met."""

    def __init__(self, table: "WordTable", looked: "_Looked") -> None:
        super().__init__()
        self._table = table
        self._looked = looked
        self.rows: dict[Token, list[Row]] = {}

    def forget(self) -> None:
        """Starts anew."""
        self.clear()
        self.rows.clear()

    def __missing__(self, token: Token) -> int:
        self[token], rows = self._table.learn(text_of(token), self._looked)
        if rows:
            self.rows[token] = rows
        return self[token]


class WordTable:
    """All words at work."""

    def __init__(self, plan: Words, size: int) -> None:
        self._plan = plan
        self._size = size
        self._everything = (1 << size) - 1
        # Each further list of words a conjunction needs has a zone of its own.
        met = [0] * size
        self._bits: list[list[int]] = []
        for lookup in plan.lookups:
            self._bits.append([_ZONES + met[bit] * size + bit for bit in lookup.needs])
            for bit in lookup.needs:
                met[bit] += 1
        self._zones = [
            (_ZONES + zone * size, mask_of(bit for bit, count in enumerate(met) if count <= zone))
            for zone in range(max(met, default=0))
        ]
        self._forbidden = _ZONES + len(self._zones) * size
        self._hits: dict[int, int] = {}
        self._spoken: dict[str | None, _Spoken] = {}
        self._languages: dict[str | None, _Spoken] = {}
        self.checks: dict[int, list[Decision]] = {}
        """What to ask of conjunctions that are doubtful."""
        for lookup in plan.lookups:
            if lookup.node is not None:
                for bit in lookup.needs:
                    self.checks.setdefault(bit, []).append((lookup.node, True))
                for bit in lookup.forbids:
                    self.checks.setdefault(bit, []).append((lookup.node, False))

    def found(self, text: str, language: str | None) -> tuple[int, int]:
        """The conjunctions a comment does not rule out, and those that must still be decided. ``language`` is as
        its source calls it."""
        spoken = self._spoken.get(language)
        if spoken is None:
            spoken = self._speak(language)
        if len(spoken) >= _REMEMBERED:  # never within a comment, whose phrases would be lost
            spoken.forget()
        cut = tokens(text)
        concerned = 0
        for mask in filter(None, map(spoken.__getitem__, cut)):
            concerned |= mask
        if concerned & _BEGINS:
            concerned |= self._phrases(cut, spoken.rows)
        possible = self._everything
        for start, others in self._zones:
            possible &= concerned >> start | others
        unwanted = concerned >> self._forbidden
        if not unwanted:
            return possible, 0
        doubtful = unwanted >> self._size & self._everything
        ruled_out = unwanted >> 2 * self._size
        return possible & ~(ruled_out | unwanted & ~doubtful), doubtful

    def _speak(self, language: str | None) -> _Spoken:
        if len(self._spoken) >= _LANGUAGES:
            self._spoken.clear()
        known = known_language(language)
        if known is not None and known not in forms.LANGUAGES:
            known = _OTHER  # all that rules say nothing about are alike
        if known not in self._languages:
            self._languages[known] = _Spoken(self, self._look(known))
        spoken = self._spoken[language] = self._languages[known]
        return spoken

    def _look(self, language: str | None) -> _Looked:
        kinds = {(lookup.inflected, lookup.language) for lookup in self._plan.lookups}
        by_kind = {kind: views(Keywords((), (), *kind), language) for kind in kinds}
        # The forms of a word are only sought in languages that some comparison asks for.
        used = {view for looked in by_kind.values() for view in looked}
        return _Looked(by_kind, tuple(view for view in _VIEWS if view in used))

    def learn(self, word: str, looked: _Looked) -> tuple[int, list[Row]]:
        """What a folded word concerns, and the phrases it is the anchor of."""
        mask = 0
        for number, view in self._places(self._plan.hits, word, looked.views):
            if self._asked_in(number, view, looked):
                mask |= self._hit(number)
        for number, view in self._places(self._plan.doubts, word, looked.views):
            if self._asked_in(number, view, looked):
                mask |= self._doubt(number)
        rows = [row for row in self._plan.rows.get(word, ()) if self._asked_in(row.lookup, EXACT, looked)]
        return mask | (_BEGINS if rows else 0), rows

    def _places(
        self, index: Mapping[str, Sequence[int]], word: str, looked: Iterable[str]
    ) -> Iterator[tuple[int, str | None]]:
        """Where a word leads, and in which view; a beginning counts in any."""
        for view in looked:
            for key in keys_of(word, view):
                for number in index.get(f"{view}:{key}", ()):
                    yield number, view
        for length in self._plan.prefixes:
            if length <= len(word):
                for number in index.get(f"{word[:length]}*", ()):
                    yield number, None

    def _asked_in(self, number: int, view: str | None, looked: _Looked) -> bool:
        lookup = self._plan.lookups[number]
        asked = looked.by_kind[lookup.inflected, lookup.language]
        return bool(asked) if view is None else view in asked

    def _hit(self, number: int) -> int:
        if number not in self._hits:
            lookup = self._plan.lookups[number]
            # What no exception can take back rules out for good, whatever else is doubtful.
            zone = self._forbidden + (2 * self._size if lookup.node is None else 0)
            forbids = (zone + bit for bit in lookup.forbids)
            self._hits[number] = mask_of(self._bits[number]) | mask_of(forbids)
        return self._hits[number]

    def _doubt(self, number: int) -> int:
        lookup = self._plan.lookups[number]
        return (mask_of(lookup.needs) | mask_of(lookup.forbids)) << self._forbidden + self._size

    def _phrases(self, cut: Sequence[Token], rows: Mapping[Token, Sequence[Row]]) -> int:
        """What the phrases that stand in the text concern."""
        concerned = 0
        for at, token in enumerate(cut):
            for row in rows.get(token, ()):
                if _stands(row, cut, at - row.anchor):
                    concerned |= self._hit(row.lookup)
        return concerned


def _stands(row: Row, cut: Sequence[Token], start: int) -> bool:
    end = start + len(row.words)
    if start < 0 or end > len(cut):
        return False
    for word, token in zip(row.words[:-1], cut[start : end - 1], strict=True):
        if text_of(token) != word:
            return False
    last = text_of(cut[end - 1])
    return last.startswith(row.words[-1]) if row.prefix else last == row.words[-1]
