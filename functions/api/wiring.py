"""What the API is made of; built once per environment, replaced by tests."""

from dataclasses import dataclass
from functools import cache

from shared import aws, clock
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.answers import Answers
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.people import People
from shared.storage.table import DynamoTable, Table


@dataclass(frozen=True)
class ApiSettings(Settings):
    """The tenant as shown to its people."""

    tenant_name: str
    zone: str
    locale: str


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
    now: clock.Clock


def wired(settings: ApiSettings, table: Table, now: clock.Clock) -> Wiring:
    """The parts around a table."""
    return Wiring(
        settings=settings,
        table=table,
        alerts=Alerts(table),
        people=People(table),
        config=ConfigCache(table, now),
        config_store=ConfigStore(table),
        answers=Answers(table),
        now=now,
    )


@cache
def wiring() -> Wiring:
    """The real thing."""
    settings = ApiSettings.from_environment()
    return wired(settings, DynamoTable(aws.client("dynamodb"), settings.table_name), clock.now)
