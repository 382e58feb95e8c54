"""Scores: their class depends on their scale (design, 11)."""

import pytest

from shared.feedback.models import Score


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
