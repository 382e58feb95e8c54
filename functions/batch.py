"""A batch of queue messages, one by one: those that fail come again, the others do not. (The batch helper of
Powertools does the same at a tenth of a second more cold start.)"""

import json
from collections.abc import Callable
from typing import Any

from shared.observability import logger

type BatchResponse = dict[str, list[dict[str, str]]]


def each_message(event: dict[str, Any], work: Callable[[dict[str, Any]], None]) -> BatchResponse:
    """Runs ``work`` on every message's JSON body; answers the ids of those that raised
    (ReportBatchItemFailures, AWS Lambda guide, "Implementing partial batch responses")."""
    failed = []
    for record in event["Records"]:
        try:
            work(json.loads(record["body"]))
        except Exception as fault:  # noqa: BLE001 - whatever it is, the queue retries it and then parks it
            logger.error("message failed", message_id=record["messageId"], fault=type(fault).__name__)
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}
