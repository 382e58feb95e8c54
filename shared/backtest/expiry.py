"""How long cases like these took to be treated, and how many would have expired."""

from collections.abc import Sequence
from datetime import datetime
from statistics import median
from typing import NamedTuple

COMPARABLE = 5
"""Cases below which nothing is said."""


class PastCase(NamedTuple):
    """When a case began and when it was closed, if it was."""

    created_at: datetime
    closed_at: datetime | None


class Outlook(NamedTuple):
    """The median treatment time in seconds, and the share of cases that would have been open for longer than the
    rule allows; None where too few cases are known."""

    treatment_seconds: int | None
    expired_share: float | None


UNKNOWN = Outlook(None, None)


def outlook(cases: Sequence[PastCase], expires_in: int, now: datetime | None) -> Outlook:
    """Held against past cases. One that is still open counts as expired once it is older than ``expires_in``;
    before that nobody knows, and it does not count. Without ``now`` open cases do not count at all."""
    times = [(case.closed_at - case.created_at).total_seconds() for case in cases if case.closed_at]
    ages = [(now - case.created_at).total_seconds() for case in cases if now and case.closed_at is None]
    late = sum(time > expires_in for time in times) + sum(age > expires_in for age in ages)
    known = len(times) + sum(age > expires_in for age in ages)
    return Outlook(
        round(median(times)) if len(times) >= COMPARABLE else None,
        round(late / known, 3) if known >= COMPARABLE else None,
    )
