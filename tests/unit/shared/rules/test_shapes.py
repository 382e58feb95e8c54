"""What criteria are like: average scores, and copies that differ only by place."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.shapes import Scale, differs_only_by_place, fires_on_average_score

NPS: Scale = ("nps", 0, 10)
STARS: Scale = ("rating", 1, 5)
THUMBS: Scale = ("rating", 0, 1)


def c(field: str, operator: str = "=", value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value}


def every(*rules: Any, **more: Any) -> dict[str, Any]:
    return {"combinator": "and", "rules": list(rules), **more}


def some(*rules: Any, **more: Any) -> dict[str, Any]:
    return {"combinator": "or", "rules": list(rules), **more}


LOW = c("score.class", "=", "low")
WEST = c("place", "within", ["ouest"])

AVERAGE: list[tuple[str, Any, tuple[Scale, ...], bool]] = [
    ("detractors only", every(LOW), (), False),
    ("all but promoters", every(c("score.class", "!=", "high")), (), True),
    ("below 5 of 5 stars", every(c("score", "<", 5)), (STARS,), True),
    ("below 5 of 10 is no average", every(c("score", "<", 5)), (NPS,), False),
    ("a passive 7", every(c("score", "<=", 7)), (NPS,), True),
    ("with a comment", every(c("score", "<", 5), c("comment", "notNull")), (STARS,), False),
    ("with a long comment", every(c("score", "<", 5), c("comment.length", ">", 20)), (STARS,), False),
    ("with a word", every(c("score", "<", 5), c("comment", "mentions", ["verre"])), (STARS,), False),
    ("or with a word", some(c("score", "<", 5), c("comment", "mentions", ["verre"])), (STARS,), True),
    ("without a word", every(c("score", "<", 5), c("comment", "doesNotMention", ["merci"])), (STARS,), True),
    ("in one place", every(c("score", "<", 5), WEST), (STARS,), True),
    ("outside one place", every(c("score", "<", 5), c("place", "notWithin", ["ouest"])), (STARS,), True),
    (
        "a comment that is muted",
        every(c("score", "<", 5), {**c("comment", "notNull"), "muted": True}),
        (STARS,),
        True,
    ),
    ("on one channel", every(c("score", "<", 5), c("channel", "=", "email")), (STARS,), True),
    ("by night", every(c("score", "<", 5), c("submitted_at.hour", ">=", 22)), (STARS,), True),
    ("who ask to be called", every(c("score", "<", 5), c("contact_requested", "=", True)), (STARS,), False),
    ("only who ask to be called", every(c("contact_requested", "=", True)), (), False),
    ("no score at all asked", every(WEST), (), True),
    ("not low", every(LOW, **{"not": True}), (), True),
    ("not in the west", every(WEST, LOW, **{"not": True}), (), True),
    ("not above 2", every(c("score", ">", 2), **{"not": True}), (STARS,), False),
    ("a scale without a middle", every(c("score", "<", 5)), (THUMBS,), False),
    ("what cannot be read", {"combinator": "and", "rules": []}, (), False),
]


@pytest.mark.parametrize(("why", "criteria", "scales", "expected"), AVERAGE, ids=[row[0] for row in AVERAGE])
def test_average_scores(why: str, criteria: Any, scales: tuple[Scale, ...], expected: bool) -> None:
    assert fires_on_average_score(criteria, {}, scales) is expected


EAST = c("place", "within", ["est"])
COPIES: list[tuple[str, Any, Any, bool]] = [
    ("the same", every(LOW), every(LOW), True),
    ("another place", every(LOW, WEST), every(LOW, EAST), True),
    ("a place and none", every(LOW, WEST), every(LOW), True),
    ("another order", every(LOW, c("channel", "=", "web")), every(c("channel", "=", "web"), LOW), True),
    ("another case", every(c("channel", "=", "Web")), every(c("channel", "=", "web")), True),
    ("5 and 5.0", every(c("score", "<", 5)), every(c("score", "<", 5.0)), True),
    ("words in another order", every(c("comment", "mentions", ["a", "b"])),
     every(c("comment", "mentions", ["b", "a"])), True),
    ("a group around one", every(every(LOW)), every(LOW), True),
    ("a group of the same kind inside", every(LOW, every(c("channel", "=", "web"), WEST)),
     every(c("channel", "=", "web"), LOW), True),
    ("an editor's ids", every({**LOW, "id": "x1"}, id="x2"), every(LOW), True),
    ("a muted condition", every(LOW, {**c("channel", "=", "web"), "muted": True}), every(LOW), True),
    ("and or or", every(LOW, c("channel", "=", "web")), some(LOW, c("channel", "=", "web")), False),
    ("another value", every(c("score", "<", 5)), every(c("score", "<", 6)), False),
    ("another operator", every(c("score", "<", 5)), every(c("score", "<=", 5)), False),
    ("a range is in order", every(c("score", "between", [1, 5])), every(c("score", "between", [5, 1])), False),
    ("negated", every(LOW, **{"not": True}), every(LOW), False),
    ("a place that widens", some(LOW, WEST), some(LOW), False),
    ("a place in what is negated", every(LOW, WEST, **{"not": True}), every(LOW, **{"not": True}), False),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other", "expected"), COPIES, ids=[row[0] for row in COPIES])
def test_copies_by_place(why: str, one: Any, other: Any, expected: bool) -> None:
    assert differs_only_by_place(one, other) is expected
    assert differs_only_by_place(other, one) is expected


CONDITIONS = st.sampled_from(
    [LOW, c("score", "<", 5), c("channel", "=", "web"), c("comment", "mentions", ["verre"])]
)
GROUPS = st.recursive(
    CONDITIONS,
    lambda inner: st.builds(
        lambda parts, combinator, turned: {"combinator": combinator, "not": turned, "rules": parts},
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(["and", "or"]),
        st.booleans(),
    ),
    max_leaves=8,
)


@given(GROUPS, st.lists(st.sampled_from([WEST, EAST]), max_size=2))
def test_narrowing_to_a_place_makes_a_copy(inner: Any, places: list[Any]) -> None:
    assert differs_only_by_place(every(inner, *places), every(WEST, inner))
