"""Long work that should be going on and is not: jobs never begun, let go or abandoned, answers to fetch, and
accounts the user pool has not heard of."""

from collections.abc import Callable, Sequence
from datetime import datetime

from shared.clock import iso
from shared.observability import logger
from shared.storage import keys
from shared.storage.keys import Key
from shared.storage.table import Span, Table

MAX_STARTED = 50
"""Of each sort in a minute, the longest due first: the others wait, as they would for the sources anyway."""


def start_due(table: Table, start: Callable[[Key], None], now: datetime) -> tuple[int, int]:
    """Starts what is due at ``now``; how many were started and how many could not be. What starts twice finds the
    row held by the first."""
    started, failed = 0, 0
    for key in _due(table, (keys.JOBS_DUE, keys.FETCHES_DUE, keys.ORDERS_DUE), now):
        try:
            start(key)
            started += 1
        except Exception as fault:  # noqa: BLE001 - one that cannot be started must not hold up those behind it
            logger.error("work not started", pk=key[0], fault=type(fault).__name__)
            failed += 1
    return started, failed


def _due(table: Table, sorts: Sequence[str], now: datetime) -> list[Key]:
    # Keys end with '#id': a character above '#' includes those of this very millisecond.
    span = Span(before=f"{iso(now)}$")
    items = [item for sort in sorts for item in table.query(sort, span, index="tick", limit=MAX_STARTED)]
    return [(str(item["pk"]), str(item["sk"])) for item in items]
