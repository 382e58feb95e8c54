"""Every minute: cases whose time is up expire, and events that were never told are sent again."""

from typing import Any

from functions.expire.sweep import sweep
from functions.expire.wiring import wiring
from shared.observability import logger


def lambda_handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Costs reads and writes in proportion to what is due; running twice at once changes nothing."""
    ports = wiring()
    swept = sweep(ports.alerts, ports.resend, ports.now())
    logger.info("swept", expired=swept.expired, resent=swept.resent)
    return {"expired": swept.expired, "resent": swept.resent}
