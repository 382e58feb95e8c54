"""Feedback from the table's stream: rules decide, and an alert is opened by one transaction if any fires."""

from typing import Any

from functions.batch import BatchResponse, each_message
from functions.evaluate.wiring import Wiring, wiring
from shared.alerts.opening import evaluate
from shared.feedback.models import Feedback
from shared.observability import logger
from shared.storage import codec


def lambda_handler(event: dict[str, Any], context: Any) -> BatchResponse:
    """One feedback per message; no write when nothing fires."""
    ports = wiring()
    return each_message(event, lambda message: work(message, ports))


def work(message: dict[str, Any], ports: Wiring) -> None:
    """Evaluates one feedback under the rules as they are now."""
    feedback = codec.decode(message["body"], Feedback)
    config = ports.config.current()
    if feedback.place_code and config.tree.find(feedback.place_code) is None:
        ports.notices.unknown_place(feedback.place_code, ports.now())
    decided = evaluate(feedback, config.rule_set, config.tree)
    if decided is None:
        return
    alert, event = decided
    opened = ports.alerts.open(alert, event)
    logger.info("alert decided", alert_id=alert.id, opened=opened, rules=[t.rule_id for t in alert.triggers])
