"""Events from the table's stream: the people concerned are told, each once."""

from typing import Any

from functions.batch import BatchResponse, each_message
from functions.notify.tell import Ports, tell
from functions.notify.wiring import wiring
from shared.alerts.models import Event
from shared.observability import logger
from shared.storage import codec


class RefusedForNow(Exception):
    """The channel takes no more at the moment: the queue brings the event again."""


def lambda_handler(event: dict[str, Any], context: Any) -> BatchResponse:
    """One event per message."""
    ports = wiring()
    return each_message(event, lambda message: work(message, ports))


def work(message: dict[str, Any], ports: Ports) -> None:
    """Tells about one event."""
    event = codec.decode(message["body"], Event)
    told = tell((message["pk"], message["sk"]), event, ports)
    logger.info("event told", alert_id=event.alert_id, type=event.type, sent=told.sent, refused=told.refused)
    if told.refused:
        raise RefusedForNow
