"""Words of comments: folding, phrases, and spans that point into the original text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.words import find, fold, phrase, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Œuvré", "oeuvre"),
        ("ÆON", "aeon"),
        ("ÉTÉ", "ete"),
        (unicodedata.normalize("NFD", "été"), "ete"),
        ("Straße", "strasse"),
        ("ﬁn", "fin"),
        ("İstanbul", "istanbul"),
        ("ΣΑΣ", "σασ"),
        ("ø", "ø"),
        ("Ｈｅｌｌｏ", "hello"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(alphabet=st.characters(codec="latin-1") | st.sampled_from("œŒæÆéèêçÇßﬁ\u0301\u0327")))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


FOUND: list[tuple[str, str, str, list[str]]] = [
    ("a plain word", "Un rat dans la cave", "rat", ["rat"]),
    ("not inside a word", "Un ratatouille, un démocrate", "rat", []),
    ("upper case", "UN RAT", "rat", ["RAT"]),
    ("an accent in the comment only", "Très déçu", "decu", ["déçu"]),
    ("an accent in the keyword only", "tres decu", "déçu", ["decu"]),
    (
        "a decomposed accent",
        unicodedata.normalize("NFD", "Très déçu !"),
        "déçu",
        [unicodedata.normalize("NFD", "déçu")],
    ),
    ("elision", "C'est l'assurance", "assurance", ["assurance"]),
    ("a curly apostrophe", "C’est l’assurance", "assurance", ["assurance"]),
    ("an elided keyword", "de l'assurance", "l'assurance", ["l'assurance"]),
    ("hyphens part words", "un porte-monnaie", "monnaie", ["monnaie"]),
    ("a hyphenated keyword", "un porte-monnaie perdu", "porte-monnaie", ["porte-monnaie"]),
    ("the same with a space", "un porte monnaie perdu", "porte-monnaie", ["porte monnaie"]),
    ("a ligature in the comment", "mon cœur", "coeur", ["cœur"]),
    ("a ligature in the keyword", "mon coeur", "cœur", ["coeur"]),
    ("a printed ligature", "la ﬁn", "fin", ["ﬁn"]),
    ("a prefix", "du verre, des verres, verrerie", "verre*", ["verre", "verres", "verrerie"]),
    ("a prefix is no suffix", "un contreverre", "verre*", []),
    ("a phrase", "morceau de verre", "morceau de verre", ["morceau de verre"]),
    ("a phrase over a line end", "morceau\nde   verre", "morceau de verre", ["morceau\nde   verre"]),
    ("a phrase over a full stop", "Un morceau. De verre.", "morceau de verre", ["morceau. De verre"]),
    ("a phrase with a prefix", "morceaux de verres brisés", "morceaux de verre*", ["morceaux de verres"]),
    ("the star is the last word's only", "morceaux de verres", "morceau de verre*", []),
    ("nor a word's between", "morceau des verres", "morceau de verre*", []),
    ("a phrase cut short", "un morceau de", "morceau de verre", []),
    ("twice", "rat et rat", "rat", ["rat", "rat"]),
    ("overlapping", "bis bis bis", "bis bis", ["bis bis", "bis bis"]),
    ("an emoji before", "😀🐀 un rat", "rat", ["rat"]),
    ("a flag and a joined family before", "🇫🇷👨‍👩‍👧 un rat", "rat", ["rat"]),
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
    spans = find(words(comment), wanted)
    assert [comment[start:end] for start, end in spans] == expected


@pytest.mark.parametrize("keyword", ["", "  ", "*", "!!", "😀", "_", "'"])
def test_a_keyword_without_a_word_is_none(keyword: str) -> None:
    assert phrase(keyword) is None


@given(st.text())
def test_spans_are_in_order_and_point_at_their_word(comment: str) -> None:
    found = words(comment)
    ends = [0, *(word.end for word in found)]
    for word, before in zip(found, ends, strict=False):
        assert before <= word.start < word.end <= len(comment)
        assert fold(comment[word.start : word.end]) == word.text


@given(
    st.lists(st.sampled_from(["rat", "été", "œuf", "verre"]), min_size=1, max_size=8),
    st.sampled_from([" ", ", ", "-", "\n"]),
)
def test_every_word_of_a_comment_is_found_in_it(chosen: list[str], separator: str) -> None:
    comment = separator.join(chosen)
    for word in set(chosen):
        wanted = phrase(word)
        assert wanted is not None
        assert len(find(words(comment), wanted)) == chosen.count(word)
