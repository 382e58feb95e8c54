"""Feedback from the table's stream: rules decide, and an alert is opened by one transaction if any fires. What
asks for long work instead goes on to the function that does it."""

from typing import Any

from functions.batch import BatchResponse, each_message
from functions.evaluate.decide import decide
from functions.evaluate.wiring import Wiring, wiring
from shared.feedback.models import Feedback
from shared.storage import codec
from shared.storage.keys import Kind


def lambda_handler(event: dict[str, Any], context: Any) -> BatchResponse:
    """One item of the table per message; no write when nothing fires."""
    ports = wiring()
    return each_message(event, lambda message: work(message, ports))


def work(message: dict[str, Any], ports: Wiring) -> None:
    """Deals with one item that was written. A message that does not say what it is about speaks of feedback."""
    kind = message.get("kind", Kind.FEEDBACK)
    if kind in (Kind.FETCH, Kind.JOB):
        ports.hand_over((message["pk"], message["sk"]))
        return
    feedback = codec.decode(message["body"], Feedback)
    decide(feedback, ports, alone=kind == Kind.FEEDBACK and message.get("event") == "INSERT")
