"""Processes that die: at one call of what they use, before it takes effect or after."""

from collections.abc import Iterator
from itertools import count
from typing import Any

_READS = ("get", "get_many", "query", "count", "exceptions")
"""Dying there is dying behind the last write."""


class Died(BaseException):
    """The process is gone."""


class Mortal:
    """Passes calls on until the write of number ``last``, before or after which the process dies. Several may
    count together."""

    def __init__(self, inner: Any, calls: Iterator[int], last: int, *, after: bool) -> None:
        self._inner, self._calls, self._last, self._after = inner, calls, last, after

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        if name in _READS:
            return found

        def call(*args: Any, **kwargs: Any) -> Any:
            number = next(self._calls)
            if number == self._last and not self._after:
                raise Died
            answer = found(*args, **kwargs)
            if number == self._last:
                raise Died
            return answer

        return call


def mortal(*parts: Any, last: int, after: bool = False) -> tuple[Any, ...]:
    """The parts of one process, which dies at write ``last`` of any of them; never where it is below zero."""
    calls = count()
    return tuple(Mortal(part, calls, last, after=after) for part in parts)
