"""The benchmark of the inbox starts, finds what it made, and its bounds hold. Nothing is timed."""

import pytest

from benchmarks.inbox import ASKS, Line, in_memory, measure, table
from benchmarks.many_cases import PEOPLE

CASES = 2000


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return list(measure(in_memory(CASES), CASES))


def test_every_role_is_measured_within_its_bounds(lines: list[Line]) -> None:
    assert {(line.role, line.what) for line in lines} == {(role, what) for role in PEOPLE for what in ASKS}
    assert [line for line in lines if not line.holds] == []
    assert table(lines).row_count == len(lines)


def test_what_is_measured_is_found(lines: list[Line]) -> None:
    shown = {(line.role, line.what): line.shown for line in lines}
    assert shown["head office", "page of the inbox"] == 25
    assert all(shown[role, "search, a reference"] == 1 for role in PEOPLE)
    assert all(shown[role, "counts"] > 0 for role in PEOPLE)
