"""Time that moves only when a test says so."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


class SimClock:
    """A clock for the product: call it for the present moment."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start

    def __call__(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        """Moves the present; never backwards."""
        if by < timedelta(0):
            raise ValueError("time moves forward only")
        self._now += by
