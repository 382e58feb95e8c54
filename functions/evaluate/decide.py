"""Deciding on feedback: by itself when it is the first of its answer, with all its states otherwise."""

from functions.evaluate.wiring import Wiring
from shared.alerts.reconsider import judge, opening, reconsider, save, unknown_code
from shared.feedback.models import Feedback
from shared.observability import logger


def decide(feedback: Feedback, ports: Wiring, *, alone: bool) -> None:
    """Decides under the rules as they are now. ``alone`` is for the first state of an answer, as it was written:
    no read beyond the configuration's version and no write when nothing fires; one transaction when something
    does, and a small read before it if the customer is known by an id (``opening``). Whatever came besides brings
    a message of its own, and is decided with all states and the case at hand. Raises Busy when others kept
    changing the case: the queue brings the message again."""
    if alone and _first(feedback, ports):
        return
    decision = reconsider(feedback.id, ports.deciding)
    logger.info(
        "feedback decided",
        feedback_id=feedback.id,
        alert_id=decision.alert_id,
        became=decision.event.type if decision.event else None,
    )


def _first(feedback: Feedback, ports: Wiring) -> bool:
    """Whether that was all: False when the answer has a case already, or waits for its place."""
    if feedback.withdrawn:
        return True  # taken back before we heard of it
    judged = judge([feedback], ports.deciding)
    (reading,) = judged.readings
    if unknown_code(reading) is not None:
        return False  # what waits for its place is marked with all states at hand
    if not reading.fired:
        return True
    found = opening(judged, ports.deciding)
    opened = save(found, ports.deciding)
    alert, _ = found.case
    logger.info(
        "alert decided",
        alert_id=alert.id,
        opened=opened,
        rules=[one.rule_id for one in alert.triggers],
        attached_to=alert.attached_to,
    )
    return opened
