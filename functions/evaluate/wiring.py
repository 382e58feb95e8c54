"""What evaluate is made of; built once per environment, replaced by tests."""

from functools import cache
from typing import NamedTuple

from shared import aws, clock
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigCache
from shared.storage.notices import Notices
from shared.storage.table import DynamoTable, Table


class Wiring(NamedTuple):
    """What the handler uses."""

    config: ConfigCache
    alerts: Alerts
    notices: Notices
    now: clock.Clock


def wired(table: Table, now: clock.Clock) -> Wiring:
    """The parts around a table."""
    return Wiring(ConfigCache(table, now), Alerts(table), Notices(table), now)


@cache
def wiring() -> Wiring:
    """The real thing."""
    settings = Settings.from_environment()
    return wired(DynamoTable(aws.client("dynamodb"), settings.table_name), clock.now)
