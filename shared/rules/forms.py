"""Forms of a word in French and English: singular and plural, feminine, conjugated.

Words are compared by their keys: two words are forms of each other when they share one. A key is the Snowball stem
(https://snowballstem.org) of the folded word, with four corrections found on real reviews (docs/rules.md):

- accents are folded before stemming, so endings that Snowball tells by their accent are put back first;
- Snowball also cuts derived words (attention, remboursement, several) down to the stem of another word (attente,
  rembourser, severe). Those keep the cut ending in their key: a noun made from a verb is another word;
- it leaves apart the plural of the present (répondent), the "nous" form (payons), participles in -u (répondu,
  déçus), infinitives in -dre (répondre), feminines in -euse (livreuse) and some singulars (débit): these get the
  key of their kin as a second key;
- some common words fall on the stem of another (pourrait on pourri, mois on moisi): they have no other forms.
"""

import importlib
import importlib.util
import re
import sys
from functools import cache, lru_cache
from threading import Lock
from types import ModuleType
from typing import Protocol, cast

LANGUAGES = ("fr", "en")
_LONGEST = 40  # nobody's word is longer; a hostile one is compared as it is
_PACKAGE = "snowballstemmer"
_ALIAS = "boucle_snowball"
_STEMMERS = {"fr": ("french_stemmer", "FrenchStemmer"), "en": ("english_stemmer", "EnglishStemmer")}

# Endings of derived words, where Snowball cuts them off. Texts: only rules with forms pay for compiling them.
_DERIVED = {
    "fr": r"(ion|ement|able|ible|ance|eur|euse|atrice|ique|if|ive|isme|iste)s?$",
    "en": r"(ion|ment|ness|able|ible|ance|ence|ant|ent|al|or|ive|ity|ism|ist|ful|ous)s?$",
}
_FEMININE = {"euse": "eur", "atrice": "eur", "ive": "if"}
_ACCENTED = ((r"ee(s?)$", r"e\1"), (r"iere(s?)$", r"ier\1"))
# French forms that Snowball leaves alone, and what to put in place of the ending to find the verb.
_CONJUGATED = (
    (r"(?<!em)(?<!am)(?<!im)(?<!um)ent$", "e"),
    (r"(?<!i)(?<!ais)ons$", "er"),
    (r"(?<=[dtn])ue?s?$", ""),
    (r"(?<=d)re$", ""),
    (r"euses?$", "eur"),
    (r"us$", "u"),
    (r"(?<![sxz])$", "s"),
)
_SHORTEST = 5
_POUVOIR = "pourra pourrai pourraient pourrais pourrait pourras pourrez pourriez pourrions pourrons pourront"
_VOIR = "verra verrai verraient verrais verrait verras verrez verriez verrions verrons verront"
_OTHERS = (
    "avis bras cas comment corps dans fois mais moins mois pas pays pendant plus repas sans sous temps toujours"
)
_ALONE = {
    "fr": frozenset([*_POUVOIR.split(), *_VOIR.split(), *_OTHERS.split(), "trois", "vers"]),
    "en": frozenset(["busy"]),
}


_TURN = Lock()  # a stemmer holds the word it works on


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - the library's name


@lru_cache(maxsize=50_000)
def keys(word: str, language: str) -> tuple[str, ...]:
    """The keys of a folded word in a language ("fr" or "en"), most often one."""
    if len(word) > _LONGEST:
        return (word,)
    if word in _ALONE[language]:
        return (f"{word}+",)  # no stem looks like that: "mois" is the stem of "moisi"
    found = [_key(word, language)]
    if language == "fr" and len(word) >= _SHORTEST:
        found += [
            _key(re.sub(ending, replaced, word), language)
            for ending, replaced in _CONJUGATED
            if re.search(ending, word)
        ]
    return tuple(dict.fromkeys(found))


def _key(word: str, language: str) -> str:
    if language == "fr":
        for ending, replaced in _ACCENTED:
            word = re.sub(ending, replaced, word)
    with _TURN:
        stem = _stemmer(language).stemWord(word)
    if language == "fr" and stem.endswith("y"):
        stem = f"{stem[:-1]}i"  # payé, paie
    kept = next((at for at, (ours, cut) in enumerate(zip(word, stem, strict=False)) if ours != cut), len(stem))
    derived = re.search(_DERIVED[language], word[kept:])
    return f"{stem}+{_FEMININE.get(derived[1], derived[1])}" if derived else stem


@cache
def _stemmer(language: str) -> _Stemmer:
    """The stemmer of a language, loaded when first needed and without its package, which would load 36 of them:
    1.4 ms instead of 28 ms."""
    if _ALIAS not in sys.modules:
        package = importlib.util.find_spec(_PACKAGE)
        alias = ModuleType(_ALIAS)
        alias.__path__ = list(package.submodule_search_locations or ()) if package else []
        sys.modules[_ALIAS] = alias
    module, name = _STEMMERS[language]
    return cast(_Stemmer, getattr(importlib.import_module(f"{_ALIAS}.{module}"), name)())
