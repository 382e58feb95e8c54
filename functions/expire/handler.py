"""Every minute: cases whose time is up expire, events that were never told are sent again, and long work that
nobody is at is started."""

from typing import Any

from functions.expire.start import start_due
from functions.expire.sweep import sweep
from functions.expire.wiring import wiring
from shared.observability import logger


class Incomplete(Exception):
    """Some of what was due could not be done: raised when the rest is, so that the failure is counted and seen."""


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Costs reads and writes in proportion to what is due; running twice at once changes nothing."""
    ports = wiring()
    swept = sweep(ports.alerts, ports.resend, ports.now())
    started, unstarted = start_due(ports.table, ports.start, ports.now())
    failed = swept.failed + unstarted
    ports.silence.look(ports.now())
    logger.info(
        "swept", expired=swept.expired, moved=swept.moved, resent=swept.resent, started=started, failed=failed
    )
    if failed:
        raise Incomplete(f"{failed} left over")
    return {"expired": swept.expired, "resent": swept.resent, "started": started}
