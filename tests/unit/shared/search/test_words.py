"""What a case is found by, and what a search asks for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared import ids
from shared.alerts.models import Alert
from shared.feedback.models import Respondent
from shared.search.words import COMMENT_WORDS, NAME_WORDS, Search, holds, lookups, parse
from tests.support.builders import alert


def case(comment: str | None = None, **person: Any) -> Alert:
    one = alert(1)
    return replace(one, feedback=replace(one.feedback, comment=comment, respondent=Respondent(**person)))


REFERENCE = f"ref:{alert(1).id[1:7]}"


@pytest.mark.parametrize(
    ("text", "terms", "lookup", "why"),
    [
        ("Caisse FERMÉE", {"caisse", "fermee"}, "fermee", "folded, the longest first; of two, the later"),
        ("  la caisse  ", {"caisse"}, "caisse", "words that say nothing are left out"),
        ("the to le", set(), None, "nothing but those"),
        ("l'accueil d'hier", {"accueil", "hier"}, "accueil", "apostrophes part words"),
        ("x 7 77", {"77"}, "77", "single characters say nothing"),
        ("a@b.fr attente", {"a@b.fr", "attente"}, "a@b.fr", "an address is rarer than a long word"),
        ("mailto: <A@B.fr>;", {"a@b.fr", "mailto"}, "a@b.fr", "what stands around it is left out"),
        ("A-ABC234", {"ref:abc234"}, "ref:abc234", "a reference"),
        ("A-ABC2", {"abc2"}, "abc2", "not quite one"),
        ("A-ABC019", {"abc019"}, "abc019", "0, 1, 8 and 9 are in no reference"),
        ("+33 6 39 98 00 12", {"tel:639980012"}, "tel:639980012", "the last nine digits"),
        ("(0)639-98.00/12", {"tel:639980012"}, "tel:639980012", "however they are grouped"),
        ("123456", {"tel:123456"}, "tel:123456", "a short number"),
        ("12345", {"12345"}, "12345", "too short for one"),
        ("call 123456", {"call", "123456"}, "123456", "a number among words is a word"),
        ("x" * 100, {"x" * 40}, "x" * 40, "no word is longer"),
        ("日本語 テスト", {"日本語", "テスト"}, "日本語", "any alphabet"),
        ("%' OR 1=1 --", set(), None, "nothing to be afraid of"),
        ("", set(), None, "nothing"),
    ],
)
def test_what_a_search_asks_for(text: str, terms: set[str], lookup: str | None, why: str) -> None:
    search = parse(text)
    assert search.terms == terms, why
    assert search.lookup in (lookup, *terms) if terms else search.lookup is None, why
    assert search.alert_id is None


def test_the_id_of_a_case_means_that_case() -> None:
    one = alert(1)
    assert parse(f" {one.id.upper()} ") == Search(alert_id=one.id)


@pytest.mark.parametrize(
    ("text", "asks"), [("0639980012", True), ("a@b.fr", True), ("a@b.fr caisse", True), ("caisse 12", False)]
)
def test_a_search_says_when_it_asks_about_contact_data(text: str, asks: bool) -> None:
    assert parse(text).by_contact is asks


def test_a_case_is_looked_up_by_customer_reference_and_comment() -> None:
    one = case("La caisse était fermée.", name="Camille ROUX", email="C.Roux@Example.com", phone="06 39 98 00 12")
    assert set(lookups(one)) == {
        REFERENCE, "camille", "roux", "c.roux@example.com", "tel:639980012", "caisse", "fermee"
    }  # fmt: skip
    assert set(lookups(case())) == {REFERENCE}
    assert lookups(replace(case("caisse"), attached_to="a" * 25)) == (), "worked elsewhere: in no list"


def test_the_longest_words_of_a_long_comment_are_kept_and_all_of_them_count() -> None:
    words = [f"mot{'x' * (number % 9)}{number:03d}" for number in range(200)]
    one = case(" ".join(words))
    kept = [word for word in lookups(one) if word.startswith("mot")]
    assert len(kept) == COMMENT_WORDS
    assert {len(word) for word in kept} == {13, 14}, "the longest"
    assert holds(one, parse(" ".join([kept[0], words[0], words[9]]))), "once found, every word of it counts"


@pytest.mark.parametrize("given_", ["user@", "@host", "nothing", "a@b@c", ""])
def test_what_is_no_address_does_no_harm(given_: str) -> None:
    assert len(lookups(case("x", email=given_, phone=given_, name=given_))) <= NAME_WORDS + 3


@given(st.text(max_size=300))
def test_a_case_is_found_by_each_word_of_a_short_comment(comment: str) -> None:
    one = case(comment)
    if len(set(comment.split())) <= COMMENT_WORDS // 4:
        for word in comment.split():
            search = parse(word)
            if search.alert_id is None and not any(":" in term or "@" in term for term in search.terms):
                assert holds(one, search)
                assert search.lookup is None or search.lookup in lookups(one)


@given(st.text(max_size=250))
def test_any_text_is_a_search(text: str) -> None:
    search = parse(text)
    assert (search.lookup is None) == (not search.terms)
    assert search.lookup is None or search.lookup in search.terms
    assert not holds(alert(2), search._replace(terms=search.terms | {"never there"}))


@pytest.mark.parametrize("number", range(3))
def test_the_reference_people_say_on_the_phone_finds_the_case(number: int) -> None:
    one = alert(number)
    search = parse(ids.reference(one.id))
    assert search.lookup in lookups(one)
    assert holds(one, search)
