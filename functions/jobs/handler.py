"""Long work, called by the key of a row: an import, a replay, a backtest, an answer to fetch, an
account to make or to close."""

from datetime import timedelta
from typing import Any

from functions.jobs import accounts, fetch
from functions.jobs.run import run
from functions.jobs.wiring import Ports, wiring
from functions.jobs.work import WORK
from shared.storage import job_keys, keys

_RESERVE_MS = 60_000
"""Kept of the function's time to finish a stretch and save."""


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, str]:
    """One row; called again for the same one whenever work is left over, and harmless if twice at once."""
    key = (str(event["pk"]), str(event["sk"]))
    if job_keys.is_job(key):
        left = timedelta(milliseconds=context.get_remaining_time_in_millis() - _RESERVE_MS)
        return {"outcome": handle(key, wiring(), left)}
    if keys.is_order(key):
        return {"outcome": accounts.run(key, wiring())}
    return {"outcome": fetch.run(key)}


def handle(key: keys.Key, ports: Ports, left: timedelta) -> str:
    """Works on the job of a key for as long as ``left``."""
    return run(job_keys.job_id_of(key[0]), WORK, ports, ports.now() + left)
