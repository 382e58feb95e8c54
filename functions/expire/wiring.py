"""What expire is made of; built once per environment, replaced by tests."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from shared import aws, clock
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.keys import Key
from shared.storage.table import DynamoTable


@dataclass(frozen=True)
class ExpireSettings(Settings):
    """``notify_queue_url`` is where events that nobody was told about are sent again."""

    notify_queue_url: str


class Wiring(NamedTuple):
    """What the handler uses."""

    alerts: Alerts
    resend: Callable[[Key, str], None]
    now: clock.Clock


@cache
def wiring() -> Wiring:
    """The real thing. The queue's client is made when something must be sent again, which is rare."""
    settings = ExpireSettings.from_environment()

    def resend(key: Key, body: str) -> None:
        message = json.dumps({"pk": key[0], "sk": key[1], "body": body})
        aws.client("sqs").send_message(QueueUrl=settings.notify_queue_url, MessageBody=message)

    return Wiring(Alerts(DynamoTable(aws.client("dynamodb"), settings.table_name)), resend, clock.now)
