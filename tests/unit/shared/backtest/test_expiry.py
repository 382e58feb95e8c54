"""How long cases took, and how many would have expired."""

from datetime import timedelta

import pytest

from shared.backtest.expiry import UNKNOWN, Outlook, PastCase, outlook
from tests.support.builders import HOUR, NOW


def closed(*hours: float) -> list[PastCase]:
    return [PastCase(NOW - 100 * HOUR, NOW - 100 * HOUR + timedelta(hours=one)) for one in hours]


def still_open(*hours: float) -> list[PastCase]:
    return [PastCase(NOW - timedelta(hours=one), None) for one in hours]


CASES: list[tuple[str, list[PastCase], Outlook]] = [
    ("nothing known", [], UNKNOWN),
    ("four are too few", closed(1, 1, 1, 1), UNKNOWN),
    ("all in time", closed(1, 2, 3, 4, 5), Outlook(3 * 3600, 0.0)),
    ("to the second", closed(5, 5, 5, 5, 10), Outlook(5 * 3600, 0.0)),
    ("one late", closed(1, 2, 3, 4, 11), Outlook(3 * 3600, 0.2)),
    ("an old open one is late", [*closed(1, 2, 3, 4), *still_open(11)], Outlook(None, 0.2)),
    ("a young open one says nothing", [*closed(1, 2, 3, 4, 5), *still_open(9)], Outlook(3 * 3600, 0.0)),
    ("open ones alone", still_open(11, 12, 13, 14, 15), Outlook(None, 1.0)),
]


@pytest.mark.parametrize(("why", "cases", "expected"), CASES, ids=[row[0] for row in CASES])
def test_an_expiry_of_ten_hours(why: str, cases: list[PastCase], expected: Outlook) -> None:
    assert outlook(cases, 10 * 3600, NOW) == expected


def test_without_a_time_open_cases_do_not_count() -> None:
    assert outlook([*closed(1, 2, 3, 4, 5), *still_open(99)], 10 * 3600, None) == Outlook(3 * 3600, 0.0)
