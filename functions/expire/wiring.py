"""What expire is made of; built once per environment, replaced by tests."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from functions.expire.silence import SilenceCheck
from shared import aws, clock
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.keys import Key
from shared.storage.table import DynamoTable, Table


@dataclass(frozen=True)
class ExpireSettings(Settings):
    """``notify_queue_url`` is where events that nobody was told about are sent again, ``jobs_function`` what does
    long work; days are those of ``zone``."""

    notify_queue_url: str
    jobs_function: str
    zone: str


class Wiring(NamedTuple):
    """What the handler uses."""

    table: Table
    alerts: Alerts
    resend: Callable[[Key, str], None]
    start: Callable[[Key], None]
    silence: SilenceCheck
    now: clock.Clock


@cache
def wiring() -> Wiring:
    """The real thing. The clients of queue and function are made when something is to be sent or started, which is
    rare."""
    settings = ExpireSettings.from_environment()

    def resend(key: Key, body: str) -> None:
        message = json.dumps({"pk": key[0], "sk": key[1], "body": body})
        aws.client("sqs").send_message(QueueUrl=settings.notify_queue_url, MessageBody=message)

    def start(key: Key) -> None:
        payload = json.dumps({"pk": key[0], "sk": key[1]})
        aws.client("lambda").invoke(
            FunctionName=settings.jobs_function, InvocationType="Event", Payload=payload.encode()
        )

    table = DynamoTable(aws.client("dynamodb"), settings.table_name)
    return Wiring(table, Alerts(table), resend, start, SilenceCheck(table, settings.zone), clock.now)
