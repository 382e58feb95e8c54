"""The readers that presets share: a clean value, or a reason to keep the delivery aside."""

from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.models import Answer, Score
from shared.feedback.presets import draft
from shared.feedback.strict_json import Unusable
from tests.support.builders import NOW

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
    ],
)
def test_scores_that_are_numbers(value: Any, kind: Kind, expected: float) -> None:
    assert draft.score(value, 0, 10, kind, "$.x") == Score(expected, 0, 10, kind)


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
        draft.score(value, 0, 10, "nps", "$.data.metrics.nps")
    assert (refusal.value.code, refusal.value.path) == ("bad_score", "$.data.metrics.nps"), why


@pytest.mark.parametrize(
    ("value", "expected", "replaced", "why"),
    [
        ("2026-03-17T08:00:00Z", datetime(2026, 3, 17, 8, tzinfo=UTC), False, "an hour ago"),
        ("2026-03-17T09:00:00+01:00", datetime(2026, 3, 17, 8, tzinfo=UTC), False, "the same elsewhere"),
        ("2026-03-17T12:00:00Z", NOW, False, "three hours ahead: their clock, held back to ours"),
        ("2026-03-18T09:05:00Z", NOW, False, "a day ahead to the second"),
        ("2026-03-18T09:05:01Z", NOW, True, "more than a day ahead"),
        ("2099-01-01T00:00:00Z", NOW, True, "far ahead"),
        ("1970-01-01T00:00:00Z", NOW, True, "the beginning of Unix time is a missing value"),
        ("2000-01-01T00:00:00Z", datetime(2000, 1, 1, tzinfo=UTC), False, "the first moment believed"),
        ("2026-03-17T08:00:00", NOW, True, "no zone"),
        ("2026-02-30T08:00:00Z", NOW, True, "no such day"),
        ("0001-01-01T00:00:00+05:00", NOW, True, "before year 1"),
        ("9999-12-31T23:59:59-05:00", NOW, True, "after year 9999"),
        ("", NOW, True, "empty"),
        (None, NOW, True, "absent"),
        (1773738300, NOW, True, "a number"),
        ({"at": "now"}, NOW, True, "an object"),
    ],
)
def test_submission_times(value: Any, expected: datetime, replaced: bool, why: str) -> None:
    assert draft.submitted_at(value, NOW) == (expected, replaced), why


@given(st.text() | st.integers() | st.none() | st.datetimes().map(str))
def test_a_submission_is_never_after_its_arrival(value: Any) -> None:
    moment, _ = draft.submitted_at(value, NOW)
    assert NOW - timedelta(days=366 * 27) < moment <= NOW


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
    ],
)
def test_short(value: Any, expected: str | None) -> None:
    assert draft.short(value) == expected


def test_required_names_the_missing_field() -> None:
    assert draft.required("x", "$.data.externalId") == "x"
    with pytest.raises(Unusable) as refusal:
        draft.required(" ", "$.data.externalId")
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
    assert draft.scalar(value) == expected


def test_objects_and_lists_or_nothing() -> None:
    assert draft.mapping(None, "$.a") == {}
    assert draft.mapping({"b": 1}, "$.a") == {"b": 1}
    assert draft.listing(None, "$.a") == []
    assert draft.listing([1], "$.a") == [1]
    for reader in (draft.mapping, draft.listing):
        with pytest.raises(Unusable) as refusal:
            reader("text", "$.data.answers")
        assert refusal.value.code == "mapping:data.answers"


def test_answers_without_a_key_are_dropped_and_a_hundred_kept() -> None:
    assert draft.answers([("k", None, "v"), (None, "label", "v"), ("", "l", 1)]) == (Answer("k", "k", "v"),)
    assert len(draft.answers([(str(n), "label", n) for n in range(150)])) == 100


def test_attributes_are_flat_and_fifty_at_most() -> None:
    assert draft.attributes({"a": 1, "b": {"c": 2}, "d": None, "e" * 100: "x"}) == {"a": 1, "e" * 80: "x"}
    assert len(draft.attributes({str(n): n for n in range(80)})) == 50


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        *[(Score(n, 0, 10, "nps"), "low") for n in range(7)],
        *[(Score(n, 0, 10, "nps"), "middle") for n in (7, 8)],
        *[(Score(n, 0, 10, "nps"), "high") for n in (9, 10)],
        (Score(1, 1, 5, "rating"), "low"),
        (Score(2, 1, 5, "rating"), "low"),
        (Score(2.6, 1, 5, "rating"), "low"),
        (Score(3, 1, 5, "rating"), "middle"),
        (Score(4.1, 1, 5, "rating"), "middle"),
        (Score(4.2, 1, 5, "rating"), "high"),
        (Score(5, 1, 5, "rating"), "high"),
        (Score(4, 0, 10, "rating"), "low"),
        (Score(7, 0, 10, "rating"), "middle"),
        (Score(8, 0, 10, "rating"), "high"),
        (Score(-1, -2, 3, "rating"), "low"),
    ],
)
def test_score_classes(score: Score, expected: str) -> None:
    assert score.score_class == expected
