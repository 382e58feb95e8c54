"""What the API is made of; built once per environment, replaced by tests."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from functions.api.pages import Cursors
from shared import aws, clock
from shared.accounts.keeper import Accounts
from shared.accounts.pool import CognitoPool
from shared.settings import Settings
from shared.storage.alerts import Alerts
from shared.storage.answers import Answers
from shared.storage.audit import Audit
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.heard import HeardStore
from shared.storage.people import People
from shared.storage.received import Received
from shared.storage.secrets import Secrets
from shared.storage.source_rows import SourceRows
from shared.storage.sources import Vault
from shared.storage.table import DynamoTable, Table


@dataclass(frozen=True)
class ApiSettings(Settings):
    """The tenant as shown to its people, where they and survey tools find it, its path in Parameter Store, and the
    pool its people sign in with."""

    tenant_name: str
    zone: str
    locale: str
    frontend_url: str
    parameter_prefix: str
    user_pool_id: str = ""


type Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]

_WORKERS = 8


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
    cursors: Cursors
    audit: Audit
    accounts: Accounts
    now: clock.Clock
    each: Each = map


def wired(
    settings: ApiSettings, table: Table, now: clock.Clock, ssm: Callable[[], Any] = lambda: aws.client("ssm"),
    cognito: Callable[[], Any] = lambda: aws.client("cognito-idp"), each: Each = map,
) -> Wiring:  # fmt: skip
    """The parts around a table. The clients of Parameter Store and of the user pool are made when a source is
    looked at or somebody invited, which is rare. ``each`` is ``map``, several at once."""
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
        cursors=Cursors(Secrets(table), now),
        audit=Audit(table),
        accounts=Accounts(table, CognitoPool(cognito, settings.user_pool_id), now),
        now=now,
        each=each,
    )


@cache
def wiring() -> Wiring:
    """The real thing."""
    settings = ApiSettings.from_environment()
    table = DynamoTable(aws.client("dynamodb"), settings.table_name)
    return wired(settings, table, clock.now, each=lambda work, things: _threads().map(work, things))


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=_WORKERS)
