"""When to try again what a vendor did not give: soon at first, then hourly, for three days. Pure."""

from datetime import datetime, timedelta

_WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30, 60))
_LONGEST = timedelta(hours=6)
GIVE_UP_AFTER = timedelta(days=3)
"""After this long the announcement goes to quarantine, from where a replay fetches it again."""


def next_attempt(attempts: int, first: datetime, now: datetime, wait: int = 0) -> datetime | None:
    """The time of the next try after ``attempts`` failed ones, the first of which was due at ``first``; None when
    it is enough. ``wait`` is what the vendor asked for, in seconds, heeded up to six hours."""
    if now - first >= GIVE_UP_AFTER:
        return None
    ours = _WAITS[min(attempts, len(_WAITS)) - 1]
    return now + min(max(ours, timedelta(seconds=wait)), _LONGEST)
