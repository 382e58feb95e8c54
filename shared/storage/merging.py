"""Several sorted parts of the table read as one, each only as far as needed.

What is read grows with the number of parts plus what is taken, never with what they hold: every part gives a few
items, and only a part whose items have all been taken is read further, twice as far each time."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from math import ceil
from typing import NamedTuple

from shared.storage.keys import Item

LEAST = 5
"""Items that are read of a part at once: of 0.8 KB each, as many as one half read unit pays for."""
_MOST = 250


class Ask[S](NamedTuple):
    """What to read next: ``limit`` items of a part, behind the position ``after``, or from its start."""

    part: S
    after: str | None
    limit: int


class _Part[S]:
    def __init__(self, source: S, after: str | None, limit: int) -> None:
        self.source = source
        self.after = after
        self.limit = limit
        self.held: list[Item] = []
        self.ended = False


class Merge[S]:
    """Decides what to read and puts it in order; reading is the caller's. ``order`` is the attribute the parts are
    sorted by, ``wanted`` about how many items will be taken. An item that stands in two parts for a moment, as an
    index moves it from one to the other, comes once."""

    def __init__(
        self, parts: Sequence[S], *, order: str, wanted: int, after: str | None = None, forward: bool = True
    ) -> None:
        first = min(wanted, max(LEAST, ceil(4 * wanted / len(parts)))) if parts else 0
        self._parts = [_Part(one, after, first) for one in parts]
        self._order = order
        self._forward = forward
        self._last = after
        self.examined = 0

    @property
    def ended(self) -> bool:
        """Whether all has been taken."""
        return all(one.ended and not one.held for one in self._parts)

    def asks(self) -> list[Ask[S]]:
        """What must be read before more can be taken, all at once."""
        return [Ask(one.source, one.after, one.limit) for one in self._hungry()]

    def give(self, answers: Sequence[list[Item]]) -> None:
        """What was read, in the order of ``asks``."""
        for one, items in zip(self._hungry(), answers, strict=True):
            one.held = items
            one.ended = len(items) < one.limit
            one.after = str(items[-1][self._order]) if items else one.after
            one.limit = min(one.limit * 2, _MOST)
            self.examined += len(items)

    def take(self) -> list[tuple[S, Item]]:
        """The items that nothing unread can come before, in order."""
        ends = [str(one.after) for one in self._parts if not one.ended]
        horizon = (min(ends) if self._forward else max(ends)) if ends else None
        found: list[tuple[S, Item]] = []
        for one in self._parts:
            safe = [item for item in one.held if self._within(str(item[self._order]), horizon)]
            one.held = one.held[len(safe) :]
            found += [(one.source, item) for item in safe]
        found.sort(key=lambda pair: str(pair[1][self._order]), reverse=not self._forward)
        return [pair for pair in found if self._is_new(str(pair[1][self._order]))]

    def _hungry(self) -> list[_Part[S]]:
        return [one for one in self._parts if not one.held and not one.ended]

    def _within(self, position: str, horizon: str | None) -> bool:
        return horizon is None or (position <= horizon if self._forward else position >= horizon)

    def _is_new(self, position: str) -> bool:
        new, self._last = position != self._last, position
        return new


def each[A, B](work: Callable[[A], B], parts: Sequence[A]) -> list[B]:
    """Does all parts at once; a single one without the cost of a thread."""
    if len(parts) == 1:
        return [work(parts[0])]
    return list(_threads().map(work, parts))


@cache
def _threads() -> ThreadPoolExecutor:
    # Kept while the process lives: starting threads anew costs a list a quarter of a millisecond.
    return ThreadPoolExecutor(max_workers=8)
