"""Words of comments: folding, phrases, and spans that point into the original text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.words import fold, folded, phrase, words


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


def test_hidden_characters_part_no_word_and_end_none() -> None:
    text = "\u200fl'as\u00adsu\u200brance\u200b, \u2067rat\u2069"
    assert [(word.text, text[word.start : word.end]) for word in words(text)] == [
        ("l", "l"),
        ("assurance", "as\u00adsu\u200brance"),
        ("rat", "rat"),
    ]


@given(st.text(alphabet=st.characters() | st.sampled_from("œŒæÆéèêçÇßﬁ\u0301\u0327\u200b\u00ad")))
def test_folding_by_character_is_folding_whole(text: str) -> None:
    whole = folded(text)
    assert whole.text == fold(text)
    assert len(whole.origins) == len(whole.text)
    assert whole.origins == sorted(whole.origins)


MARKED: list[tuple[str, str, str, str]] = [
    ("an accent", "Déçu !", "ecu", "éçu"),
    ("a decomposed accent", unicodedata.normalize("NFD", "Déçu"), "e", unicodedata.normalize("NFD", "é")),
    ("half a ligature is marked whole", "la ﬁn", "f", "ﬁ"),
    ("a ligature over two letters", "cœur", "coeu", "cœu"),
    ("after emoji", "😀👨‍👩‍👧 rat", "rat", "rat"),
    ("full width", "Ｒａｔ", "ra", "Ｒａ"),
    ("at the end", "un été", "ete", "été"),
]


@pytest.mark.parametrize(("why", "text", "part", "marked"), MARKED, ids=[case[0] for case in MARKED])
def test_a_stretch_of_folded_text_has_its_original_span(why: str, text: str, part: str, marked: str) -> None:
    whole = folded(text)
    start = whole.text.index(part)
    begin, end = whole.span(start, start + len(part))
    assert text[begin:end] == marked
