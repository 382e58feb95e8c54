"""The readers that presets share: a clean value, or a reason to keep the delivery aside."""

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback import readers
from shared.feedback.models import Score
from shared.feedback.strict_json import Unusable
from shared.feedback.view import NPS, Scale

type Kind = Literal["nps", "rating"]


@pytest.mark.parametrize(
    ("value", "kind", "expected"),
    [
        (9, "nps", 9),
        (9.0, "nps", 9),
        ("9", "nps", 9),
        (" 9 ", "nps", 9),
        ("9.0", "nps", 9),
        (0, "nps", 0),
        (10, "nps", 10),
        (9.5, "rating", 9.5),
        ("9.5", "rating", 9.5),
        ("9,5", "rating", 9.5),
    ],
)
def test_scores_that_are_numbers(value: Any, kind: Kind, expected: float) -> None:
    assert readers.score(value, Scale(0, 10, kind), "$.x") == Score(expected, 0, 10, kind)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (9.5, "half a point does not exist on this scale"),
        ("9.5", "nor written out"),
        (-1, "below the scale"),
        (11, "above the scale"),
        (True, "true is no number"),
        (None, "absent is no number"),
        ("９", "a full-width digit"),
        ("²", "a superscript"),
        ("٩", "an Arabic digit"),
        ("", "nothing"),
        ("nine", "a word"),
        ("1e1", "an exponent"),
        ("0x9", "hexadecimal"),
        ("9\n9", "two lines"),
        ([9], "a list"),
        ({"value": 9}, "an object"),
        (float("nan"), "not a number"),
        (float("inf"), "no end"),
        (10**40, "far above"),
    ],
)
def test_scores_that_are_not(value: Any, why: str) -> None:
    with pytest.raises(Unusable) as refusal:
        readers.score(value, NPS, "$.data.metrics.nps")
    assert (refusal.value.code, refusal.value.path) == ("bad_score", "$.data.metrics.nps"), why


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Lyon", "Lyon"),
        ("  Lyon\n", "Lyon"),
        ("", None),
        ("   ", None),
        ("\0", None),
        (12, "12"),
        (1.5, "1.5"),
        (True, None),
        (None, None),
        (["Lyon"], None),
        ({"a": 1}, None),
        ("é" * 300, "é" * 200),
        ("half \ud800", "half \ufffd"),
        (("first", "second"), "first"),
        ((), None),
    ],
)
def test_short(value: Any, expected: str | None) -> None:
    assert readers.short(value) == expected


def test_required_names_the_missing_field() -> None:
    assert readers.required("x", "$.data.externalId") == "x"
    with pytest.raises(Unusable) as refusal:
        readers.required(" ", "$.data.externalId")
    assert (refusal.value.code, refusal.value.path) == ("mapping:externalId", "$.data.externalId")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", "text"),
        ("x" * 3000, "x" * 2000),
        (1.5, 1.5),
        (True, True),
        (None, None),
        ({"a": 1}, None),
        (["a", 1, None, {"b": 2}, "c"], "a, 1, c"),
        ([], None),
        ([[1]], None),
    ],
)
def test_scalar(value: Any, expected: Any) -> None:
    assert readers.scalar(value) == expected


def test_objects_and_lists_or_nothing() -> None:
    assert readers.mapping(None, "$.a") == {}
    assert readers.mapping({"b": 1}, "$.a") == {"b": 1}
    assert readers.listing(None, "$.a") == []
    assert readers.listing([1], "$.a") == [1]
    for reader in (readers.mapping, readers.listing):
        with pytest.raises(Unusable) as refusal:
            reader("text", "$.data.answers")
        assert refusal.value.code == "mapping:data.answers"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (False, False),
        ("oui", True),
        ("Oui", True),
        ("OUI, merci", True),
        ("yes", True),
        ("Y", True),
        ("o", True),
        ("accepted", True),
        ("accepté", True),
        ("1", True),
        (1, True),
        ("true", True),
        ("non", False),
        ("No, thank you", False),
        ("N", False),
        ("0", False),
        (0, False),
        ("dismissed", False),
        ("false", False),
        ("peut-être", None),
        ("ouistiti", None),
        ("nonobstant", None),
        ("", None),
        (None, None),
        ({"yes": True}, None),
        (("Oui",), True),
        (("Non",), False),
        (("Non", "Oui"), True),
        (("Par téléphone",), None),
        ((), None),
        (2, None),
    ],
)
def test_wishes_in_two_languages(value: Any, expected: bool | None) -> None:
    assert readers.wish(value) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("fr-FR", "fr"),
        ("en_GB", "en"),
        ("zh-Hant-TW", "zh"),
        ("Français", "Français"),
        ("", None),
        (None, None),
        (3, "3"),
    ],
)
def test_languages(value: Any, expected: str | None) -> None:
    assert readers.language(value) == expected


def test_several_short_texts() -> None:
    assert readers.shorts("one") == ("one",)
    assert readers.shorts(["a", "", None, 2, {"b": 1}]) == ("a", "2")
    assert readers.shorts(None) == ()
    assert len(readers.shorts([str(n) for n in range(50)])) == 10


def test_the_part_that_everything_is_in() -> None:
    assert readers.inside({"data": {"a": 1}}, "data") == {"a": 1}
    payloads: tuple[Any, ...] = ({}, {"data": []}, [], None, "text")
    for payload in payloads:
        with pytest.raises(Unusable) as refusal:
            readers.inside(payload, "data")
        assert (refusal.value.code, refusal.value.path) == ("mapping:data", "$.data")


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**39), 10**39) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(ANYTHING)
def test_no_value_crashes_a_reader(value: Any) -> None:
    for reader in (
        readers.short,
        readers.shorts,
        readers.scalar,
        readers.wish,
        readers.language,
        readers.as_number,
    ):
        reader(value)
