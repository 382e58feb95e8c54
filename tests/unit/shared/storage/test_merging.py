"""Several sorted parts read as one: the same as sorting everything, with reads that do not grow with what is
there."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.storage.keys import Item
from shared.storage.merging import LEAST, Ask, Merge, each

PARTS = st.lists(st.lists(st.integers(0, 60), unique=True, max_size=40).map(sorted), max_size=8)


def position(number: int) -> str:
    return f"{number:04d}"


class Shelf:
    """Parts in memory, and how much was read of them."""

    def __init__(self, parts: Sequence[Sequence[int]], *, forward: bool = True) -> None:
        self.parts = parts
        self.forward = forward
        self.items = 0
        self.queries = 0

    def read(self, ask: Ask[int]) -> list[Item]:
        keys = [position(number) for number in self.parts[ask.part]]
        keys = keys if self.forward else keys[::-1]
        behind = [
            key for key in keys if ask.after is None or (key > ask.after if self.forward else key < ask.after)
        ]
        self.queries += 1
        self.items += len(behind[: ask.limit])
        return [{"pk": "x", "due": key} for key in behind[: ask.limit]]


def taken(shelf: Shelf, wanted: int, after: str | None = None) -> list[str]:
    """Everything, or what comes until ``wanted`` are there."""
    merge = Merge(range(len(shelf.parts)), order="due", wanted=wanted, after=after, forward=shelf.forward)
    found: list[str] = []
    while len(found) < wanted and not merge.ended:
        asks = merge.asks()
        assert asks, "there is always something to read until the end"
        merge.give([shelf.read(ask) for ask in asks])
        found += [str(item["due"]) for _, item in merge.take()]
    return found


@settings(max_examples=300, deadline=None)
@given(PARTS, st.integers(1, 30), st.booleans(), st.none() | st.integers(0, 60))
def test_what_comes_is_everything_in_order(
    parts: list[list[int]], wanted: int, forward: bool, start: int | None
) -> None:
    after = None if start is None else position(start)
    numbers = sorted({number for part in parts for number in part}, reverse=not forward)
    keys = [position(number) for number in numbers]
    expected = [key for key in keys if after is None or (key > after if forward else key < after)]
    found = taken(Shelf(parts, forward=forward), wanted, after)
    assert found == expected[: len(found)]
    assert len(found) >= min(wanted, len(expected)), "what stands in two parts comes once"


@pytest.mark.parametrize(
    ("parts", "each_holds", "most", "why"),
    [
        (1, 100_000, 25, "one node, one partition"),
        (4, 100_000, 100, "one node: four items read for each shown"),
        (160, 5_000, 160 * LEAST + 60, "forty stores: five of each, and a little more where the first ones are"),
        (160, 2, 320, "forty quiet stores: all there is"),
    ],
)
def test_reads_grow_with_parts_and_page_only(parts: int, each_holds: int, most: int, why: str) -> None:
    shelf = Shelf([range(first, first + each_holds * parts, parts) for first in range(parts)])
    assert len(taken(shelf, 25)) >= 25
    assert shelf.items <= most, why


def test_one_long_part_among_many_is_read_in_few_rounds() -> None:
    shelf = Shelf([range(1000), *([] for _ in range(159))])
    assert len(taken(shelf, 100)) >= 100
    assert shelf.queries <= 160 + 5


def test_each_keeps_the_order() -> None:
    assert each(lambda number: number * 2, []) == []
    assert each(lambda number: number * 2, [3]) == [6]
    assert each(lambda number: number * 2, list(range(50))) == list(range(0, 100, 2))
