"""Keywords in comments: where they are found, what an exception takes back, and at what cost."""

import sys
import unicodedata
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.operands import phrases
from shared.rules.search import Text, find, known_language, spans
from shared.rules.words import Keywords, folded, phrase

NFD_DECU = unicodedata.normalize("NFD", "déçu")

FOUND: list[tuple[str, str, str, list[str]]] = [
    ("a plain word", "Un rat dans la cave", "rat", ["rat"]),
    ("not inside a word", "Un ratatouille, un démocrate", "rat", []),
    ("glass, not blanket", "Une couverture", "verre", []),
    ("upper case", "UN RAT", "rat", ["RAT"]),
    ("an accent in the comment only", "Très déçu", "decu", ["déçu"]),
    ("an accent in the keyword only", "tres decu", "déçu", ["decu"]),
    ("a decomposed accent", unicodedata.normalize("NFD", "Très déçu !"), "déçu", [NFD_DECU]),
    ("elision", "C'est l'assurance", "assurance", ["assurance"]),
    ("a curly apostrophe", "C’est l’assurance", "assurance", ["assurance"]),
    ("an elided keyword", "de l'assurance", "l'assurance", ["l'assurance"]),
    ("que elided", "Je crois qu'il ment", "il", ["il"]),
    ("jusqu'à", "jusqu’à hier", "jusqu'a", ["jusqu’à"]),
    ("aujourd'hui", "AUJOURD’HUI", "aujourd'hui", ["AUJOURD’HUI"]),
    ("hyphens part words", "un porte-monnaie", "monnaie", ["monnaie"]),
    ("a hyphenated keyword", "un porte-monnaie perdu", "porte-monnaie", ["porte-monnaie"]),
    ("the same with a space", "un porte monnaie perdu", "porte-monnaie", ["porte monnaie"]),
    ("a typographic hyphen", "un porte\u2011monnaie", "porte-monnaie", ["porte\u2011monnaie"]),
    ("a ligature in the comment", "mon cœur", "coeur", ["cœur"]),
    ("a ligature in the keyword", "mon coeur", "cœur", ["coeur"]),
    ("a printed ligature", "la ﬁn", "fin", ["ﬁn"]),
    ("full width", "un ｒａｔ", "rat", ["ｒａｔ"]),
    ("zero width inside", "un r\u200ba\u200dt !", "rat", ["r\u200ba\u200dt"]),
    ("a soft hyphen inside", "un ra\u00adt", "rat", ["ra\u00adt"]),
    ("a byte order mark before", "\ufeffrat", "rat", ["rat"]),
    ("direction marks around", "\u202bun \u2067rat\u2069 גדול\u202c", "rat", ["rat"]),
    ("right to left", "היה שם עכבר גדול", "עכבר", ["עכבר"]),
    ("a look-alike is another word", "un rаt", "rat", []),
    ("a pile of marks", "r\u0301\u0302\u0303at", "rat", ["r\u0301\u0302\u0303at"]),
    ("half a character", "\ud800 rat \udfff", "rat", ["rat"]),
    ("NUL", "un\x00rat\x00", "rat", ["rat"]),
    ("a prefix", "du verre, des verres, verrerie", "verre*", ["verre", "verres", "verrerie"]),
    ("a prefix is no suffix", "un contreverre", "verre*", []),
    ("a phrase", "morceau de verre", "morceau de verre", ["morceau de verre"]),
    ("a phrase over a line end", "morceau\nde   verre", "morceau de verre", ["morceau\nde   verre"]),
    ("a phrase over a full stop", "Un morceau. De verre.", "morceau de verre", ["morceau. De verre"]),
    ("a phrase with a prefix", "morceaux de verres brisés", "morceaux de verre*", ["morceaux de verres"]),
    ("the star is the last word's only", "morceaux de verres", "morceau de verre*", []),
    ("nor a word's between", "morceau des verres", "morceau de verre*", []),
    ("a phrase cut short", "un morceau de", "morceau de verre", []),
    ("nothing between", "morceau rouge de verre", "morceau de verre", []),
    ("twice", "rat et rat", "rat", ["rat", "rat"]),
    ("overlapping", "bis bis bis", "bis bis", ["bis bis", "bis bis"]),
    ("an emoji before", "😀🐀 un rat", "rat", ["rat"]),
    ("a flag and a joined family before", "🇫🇷👨‍👩‍👧 un rat", "rat", ["rat"]),
    ("an emoji against the word", "rat🐀rat", "rat", ["rat", "rat"]),
    ("an underscore parts words", "mot_rat_mot", "rat", ["rat"]),
    ("digits are words", "rayon 12", "12", ["12"]),
    ("punctuation in the keyword", "Un rat !", "«rat»", ["rat"]),
    ("sharp s", "Große Straße", "strasse", ["Straße"]),
    ("an empty comment", "", "rat", []),
]


@pytest.mark.parametrize(("why", "comment", "keyword", "expected"), FOUND, ids=[case[0] for case in FOUND])
def test_find(why: str, comment: str, keyword: str, expected: list[str]) -> None:
    wanted = phrase(keyword)
    assert wanted is not None
    assert [comment[start:end] for start, end in find(Text(comment), wanted)] == expected


def keywords(
    words: str, *, exceptions: str = "", inflected: bool = False, language: str | None = None
) -> Keywords:
    """Keywords from texts with commas."""
    excepted = phrases(exceptions.split(",")) if exceptions else ()
    return Keywords(phrases(words.split(",")), excepted, inflected, language)


def found(comment: str, wanted: Keywords, language: str | None = None) -> list[str]:
    return [comment[start:end] for start, end in spans(Text(comment, language), wanted)]


INFLECTED: list[tuple[str, str, str | None, str, list[str]]] = [
    ("plural and feminine", "Des pêches pourries", "fr", "pourri", ["pourries"]),
    ("conjugated", "Ils ne répondent jamais", "fr", "répondre", ["répondent"]),
    ("accents forgotten", "je n'ai pas ete rembourse", "fr", "rembourser", ["rembourse"]),
    ("a participle", "Jamais remboursée", "fr", "rembourser", ["remboursée"]),
    ("a noun of the verb is another word", "Un remboursement", "fr", "rembourser", []),
    ("attention is no attente", "Merci de votre attention", "fr", "attente", []),
    ("pourrait is not rotten", "On pourrait mieux faire", "fr", "pourri", []),
    ("English", "They refunded me, no refunds", "en", "refund", ["refunded", "refunds"]),
    ("several is not severe", "several times", "en", "severe", []),
    ("the language unknown: both", "refunded, remboursée", None, "refund,rembourser", ["refunded", "remboursée"]),
    ("the other language's forms are not taken", "refunded", "fr", "refund", []),
    ("a third language: as written", "Rembours, rembourse", "nl", "rembourse", ["rembourse"]),
    ("a phrase in its forms", "Les portes cassées", "fr", "porte cassée", ["portes cassées"]),
    ("a word between", "Ils ne répondent toujours pas", "fr", "répond pas", ["répondent toujours pas"]),
    ("but not two", "Ils répondent mais vraiment pas", "fr", "répond pas", []),
    ("the nearest end", "répond pas pas", "fr", "répond pas", ["répond pas"]),
    ("a prefix stays one", "Il a remboursé", "fr", "rembours*", ["remboursé"]),
    ("a phrase whose last word goes on", "mal remboursés", "fr", "mal rembours*", ["mal remboursés"]),
]


@pytest.mark.parametrize(
    ("why", "comment", "language", "words", "expected"), INFLECTED, ids=[case[0] for case in INFLECTED]
)
def test_forms(why: str, comment: str, language: str | None, words: str, expected: list[str]) -> None:
    assert found(comment, keywords(words, inflected=True), language) == expected


EXCEPTED: list[tuple[str, str, Keywords, list[str]]] = [
    ("inside an exception", "Un verre d'eau", keywords("verre", exceptions="verre d'eau"), []),
    ("outside one too", "Un verre d'eau, du verre !", keywords("verre", exceptions="verre d'eau"), ["verre"]),
    ("before it counts", "Du verre, un verre d'eau", keywords("verre", exceptions="verre d'eau"), ["verre"]),
    (
        "half outside counts",
        "pas de verre cassé",
        keywords("verre cassé", exceptions="pas de verre"),
        ["verre cassé"],
    ),
    ("its forms", "Des verres d'eau", keywords("verre", exceptions="verre d'eau", inflected=True), []),
    (
        "never stretched",
        "Un verre d'une eau sale",
        keywords("verre", exceptions="verre d'eau", inflected=True),
        ["verre"],
    ),
    ("a prefix", "un verre doseur", keywords("verre", exceptions="verre dos*"), []),
    ("two overlapping", "a b c d", keywords("b c", exceptions="a b,c d"), ["b c"]),
    ("the wide one counts", "a b c d", keywords("b,c,d", exceptions="b,a b c"), ["d"]),
]


@pytest.mark.parametrize(("why", "comment", "wanted", "expected"), EXCEPTED, ids=[case[0] for case in EXCEPTED])
def test_exceptions(why: str, comment: str, wanted: Keywords, expected: list[str]) -> None:
    assert found(comment, wanted) == expected


LANGUAGES: list[tuple[str | None, str | None, bool]] = [
    (None, "en", True),
    ("fr", "fr", True),
    ("fr", "fr-FR", True),
    ("fr", "fr_CA", True),
    ("fr", "FR", True),
    ("fr", "French", True),
    ("fr", "français", True),
    ("fr", None, True),
    ("fr", "", True),
    ("fr", "en", False),
    ("fr", "en-US", False),
    ("en", "eng", True),
    ("en", "de", False),
]


@pytest.mark.parametrize(("asked", "spoken", "fires"), LANGUAGES)
def test_a_list_of_one_language_is_not_looked_for_in_another(
    asked: str | None, spoken: str | None, fires: bool
) -> None:
    for inflected in (False, True):
        wanted = keywords("court", inflected=inflected, language=asked)
        assert (found("court", wanted, spoken) == ["court"]) is fires


def test_languages_by_many_names() -> None:
    assert [known_language(code) for code in ("EN-gb", " Anglais ", "de-AT", "x", None)] == [
        "en", "en", "de", "x", None,
    ]  # fmt: skip


@given(
    st.lists(st.sampled_from(["rat", "été", "œuf", "verre"]), min_size=1, max_size=8),
    st.sampled_from([" ", ", ", "-", "\n", "’", " \u200b"]),
)
def test_every_word_of_a_comment_is_found_in_it(chosen: list[str], separator: str) -> None:
    comment = separator.join(chosen)
    for word in set(chosen):
        assert len(found(comment, keywords(word))) == chosen.count(word)
        assert len(found(comment, keywords(word, inflected=True), "fr")) == chosen.count(word)


@given(st.text(), st.lists(st.text(), min_size=1, max_size=3), st.booleans())
def test_any_text_is_searched_and_spans_lie_in_it(comment: str, chosen: list[str], inflected: bool) -> None:
    known = [one for one in map(phrase, chosen) if one]
    places = spans(Text(comment), Keywords(tuple(known), (), inflected, None))
    assert places == sorted(set(places))
    assert all(0 <= start < end <= len(comment) for start, end in places)


def lines_run(work: Callable[[], Any]) -> int:
    """Lines of this project's Python that ran: a count of work that no busy machine changes."""
    count = 0

    def step(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line" and "shared" in frame.f_code.co_filename
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


HOSTILE: list[tuple[str, str]] = [
    ("one word again and again", "a "),
    ("many words", "rat verre eau pas "),
    ("no end of a word", "a"),
    ("marks piled up", "a\u0301\u0327"),
    ("marks alone", "\u0301\u0327\u0301"),
    ("zero width", "\u200b\u200da"),
    ("hidden alone", "\u200b"),
    ("right to left", "\u202eתאר \u202c"),
    ("emoji", "👨‍👩‍👧 "),
    ("apostrophes", "l'a'"),
    ("ligatures that grow", "ﷺ "),
    ("half characters", "\ud800a"),
]
WANTED = keywords("a a a,rat*,pas verre,l'a,eau", exceptions="a a,pas rat", inflected=True)


@pytest.mark.parametrize(("why", "unit"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_work_is_linear_in_the_text(why: str, unit: str) -> None:
    def work(size: int) -> int:
        text = (unit * size)[:size]
        return lines_run(lambda: (spans(Text(text), WANTED), folded(text)))

    work(1_000)
    small, large = work(2_000), work(8_000)
    assert large <= 4.4 * small + 200


def test_a_hundred_thousand_characters_of_anything_are_searched() -> None:
    for _, unit in HOSTILE:
        text = (unit * 100_000)[:100_000]
        assert all(end <= 100_000 for _, end in spans(Text(text), WANTED))
        assert folded(text).length == 100_000
