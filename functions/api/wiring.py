"""What the API is made of; built once per environment, replaced by tests."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from shared import aws, clock
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.answers import Answers
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.heard import HeardStore
from shared.storage.people import People
from shared.storage.received import Received
from shared.storage.source_rows import SourceRows
from shared.storage.sources import Vault
from shared.storage.table import DynamoTable, Table


@dataclass(frozen=True)
class ApiSettings(Settings):
    """The tenant as shown to its people, where they and survey tools find it, and its path in Parameter Store."""

    tenant_name: str
    zone: str
    locale: str
    frontend_url: str
    parameter_prefix: str


@dataclass(frozen=True)
class Wiring:
    """What routes use."""

    settings: ApiSettings
    table: Table
    alerts: Alerts
    people: People
    config: ConfigCache
    config_store: ConfigStore
    answers: Answers
    sources: SourceRows
    vault: Vault
    heard: HeardStore
    received: Received
    now: clock.Clock


def wired(
    settings: ApiSettings, table: Table, now: clock.Clock, ssm: Callable[[], Any] = lambda: aws.client("ssm")
) -> Wiring:
    """The parts around a table. Parameter Store's client is made when a source is looked at, which is rare."""
    return Wiring(
        settings=settings,
        table=table,
        alerts=Alerts(table),
        people=People(table),
        config=ConfigCache(table, now),
        config_store=ConfigStore(table),
        answers=Answers(table),
        sources=SourceRows(table),
        vault=Vault(ssm, settings.parameter_prefix),
        heard=HeardStore(table, settings.zone),
        received=Received(table),
        now=now,
    )


@cache
def wiring() -> Wiring:
    """The real thing."""
    settings = ApiSettings.from_environment()
    return wired(settings, DynamoTable(aws.client("dynamodb"), settings.table_name), clock.now)
