"""When a failed fetch is tried again."""

from datetime import datetime, timedelta

import pytest

from shared.clock import parse
from shared.fetching.schedule import GIVE_UP_AFTER, next_attempt

FIRST = parse("2026-03-15T10:44:00Z")
MINUTE = timedelta(minutes=1)

CASES = [
    (1, timedelta(0), 0, MINUTE, "a hiccup is soon over"),
    (2, MINUTE, 0, 2 * MINUTE, "then a little later"),
    (6, timedelta(hours=2), 0, 60 * MINUTE, "hourly in the end"),
    (40, timedelta(hours=60), 0, 60 * MINUTE, "and so on"),
    (1, timedelta(0), 600, 10 * MINUTE, "the vendor's wish, when it is longer"),
    (4, timedelta(0), 60, 10 * MINUTE, "not when it is shorter"),
    (1, timedelta(0), 10**9, timedelta(hours=6), "a wish of years is not heeded"),
]


@pytest.mark.parametrize(("attempts", "since", "wait", "later", "why"), CASES, ids=[row[-1] for row in CASES])
def test_the_next_try(attempts: int, since: timedelta, wait: int, later: timedelta, why: str) -> None:
    assert next_attempt(attempts, FIRST, FIRST + since, wait) == FIRST + since + later


@pytest.mark.parametrize(
    ("moment", "ends"),
    [(FIRST + GIVE_UP_AFTER - timedelta(milliseconds=1), False), (FIRST + GIVE_UP_AFTER, True)],
)
def test_three_days_are_enough(moment: datetime, ends: bool) -> None:
    assert (next_attempt(60, FIRST, moment) is None) is ends
