"""What jobs is made of; built once per environment, replaced by tests."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from shared import aws, clock
from shared.accounts.pool import CognitoPool, Pool
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigCache
from shared.storage.feedbacks import Feedbacks
from shared.storage.jobs import Jobs
from shared.storage.sources import Dossier, Vault
from shared.storage.table import DynamoTable, Table

_WORKERS = 8


@dataclass(frozen=True)
class JobsSettings(Settings):
    """``parameter_prefix`` is the tenant's path in Parameter Store; times without a zone are in ``zone``; people
    sign in with the pool ``user_pool_id``."""

    parameter_prefix: str
    zone: str
    user_pool_id: str = ""


type Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Ports:
    """What work uses. ``dossier`` has the secrets of a source, ``each`` is ``map``, several at once, and ``pause``
    waits for so many seconds."""

    settings: JobsSettings
    table: Table
    jobs: Jobs
    feedbacks: Feedbacks
    alerts: Alerts
    config: ConfigCache
    now: clock.Clock
    dossier: Callable[[str], Dossier | None]
    each: Each
    pause: Callable[[float], None]
    pool: Pool


def wired(
    settings: JobsSettings, table: Table, now: clock.Clock, dossier: Callable[[str], Dossier | None], *,
    each: Each = map, pause: Callable[[float], None] = time.sleep,
    cognito: Callable[[], Any] = lambda: aws.client("cognito-idp"),
) -> Ports:  # fmt: skip
    """The parts around a table."""
    return Ports(
        settings=settings,
        table=table,
        jobs=Jobs(table),
        feedbacks=Feedbacks(table),
        alerts=Alerts(table),
        config=ConfigCache(table, now),
        now=now,
        dossier=dossier,
        each=each,
        pause=pause,
        pool=CognitoPool(cognito, settings.user_pool_id),
    )


@cache
def wiring() -> Ports:
    """The real thing. The client of Parameter Store is made when secrets are asked for, which is rare."""
    settings = JobsSettings.from_environment()
    table = DynamoTable(aws.client("dynamodb"), settings.table_name)

    vault = Vault(lambda: aws.client("ssm"), settings.parameter_prefix)
    return wired(settings, table, clock.now, vault.read, each=ThreadPoolExecutor(max_workers=_WORKERS).map)
