"""Fills a local stack: people, places, rules, sources, then feedback and some work on it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from shared import clock
from shared.feedback.sources import Source
from shared.rules.models import KeywordList, Rule
from shared.scope.people import User
from shared.storage.config import ConfigStore
from shared.storage.keys import ConfigSection
from shared.storage.people import People
from shared.storage.rule_history import Saved, history_row
from shared.storage.table import DynamoTable, Put, Table
from tools.demo.feedback import Webhook, demo_webhooks
from tools.demo.network import PLACES, ZONE
from tools.demo.others import other_webhooks
from tools.demo.people import COLLEAGUES, FIRST_ADMIN, Colleague
from tools.demo.posting import Poster, Report
from tools.demo.rules import KEYWORD_LISTS, RULES
from tools.demo.sources import OTHER_SOURCES, SILENT_SOURCE, SOURCES, begin_hearing, fall_silent, open_source
from tools.demo.work import work_on_cases
from tools.local.accounts import create_account
from tools.local.aws import Clients
from tools.local.description import DemoSource, DemoUser
from tools.local.errors import LocalError
from tools.local.progress import Progress

_PASSWORD_WORDS = ("Comte", "Verger", "Panier", "Basilic", "Noisette", "Safran", "Tilleul", "Cerise")


@dataclass(frozen=True)
class Account:
    """The stack to fill: its front server's address and ``config.json``, and where its people and table are."""

    url: str
    config: Mapping[str, Any]
    clients: Clients
    table: str
    pool_id: str
    parameter_prefix: str


def open_account(account: Account, progress: Progress, *, demo: bool) -> tuple[list[DemoUser], list[DemoSource]]:
    """Sources and people, and with ``demo`` places and rules; without, one admin only."""
    table = DynamoTable(account.clients.of("dynamodb"), account.table)
    with progress.step("Creating people, places and rules" if demo else "Creating the first admin"):
        _save_settings(ConfigStore(table), demo=demo)
        sources = _open_sources(account, table, demo=demo)
        users = _create_users(account, People(table), COLLEAGUES if demo else (FIRST_ADMIN,))
    return users, sources


def bring_to_life(
    account: Account,
    progress: Progress,
    users: list[DemoUser],
    sources: list[DemoSource],
    limit: int | None = None,
) -> None:
    """Posts the customers' answers (all, or the first ``limit``) and lets colleagues work. Raises LocalError."""
    now = datetime.now(UTC)
    webhooks = demo_webhooks(now)[:limit]
    _post(account, progress, webhooks, sources)
    _post_others(account, other_webhooks(now)[:limit], sources)
    work_on_cases(account.url, account.config, progress, users)


def _save_settings(store: ConfigStore, *, demo: bool) -> None:
    entities: list[tuple[ConfigSection, str, msgspec.Struct]] = [
        ("SOURCE", source.id, source) for source in _sources(demo=demo)
    ]
    if demo:
        entities += [("PLACE", place.id, place) for place in PLACES]
        entities += [("LIST", one.id, one) for one in KEYWORD_LISTS]
        entities += [("RULE", rule.id, rule) for rule in RULES]
    store.save_many(entities, if_config=store.load().version, extra=_first_versions() if demo else ())


def _first_versions() -> list[Put]:
    now = clock.now()
    rules = [history_row("RULE", Saved[Rule](one.version, now, "created", one)) for one in RULES]
    lists = [history_row("LIST", Saved[KeywordList](one.version, now, "created", one)) for one in KEYWORD_LISTS]
    return rules + lists


def _create_users(account: Account, people: People, colleagues: tuple[Colleague, ...]) -> list[DemoUser]:
    password = (
        f"{secrets.choice(_PASSWORD_WORDS)}-{secrets.choice(_PASSWORD_WORDS)}-{secrets.randbelow(9000) + 1000}"
    )
    users = []
    for colleague in colleagues:
        subject = create_account(
            account.clients,
            account.pool_id,
            email=colleague.email,
            name=colleague.name,
            locale=colleague.locale,
            password=password,
        )
        people.save(
            User(subject, colleague.email, colleague.name, colleague.role, colleague.locale, nodes=colleague.nodes)
        )
        users.append(DemoUser(colleague.email, password, colleague.role, list(colleague.nodes)))
    return users


def _sources(*, demo: bool) -> tuple[Source, ...]:
    return (*SOURCES, *OTHER_SOURCES) if demo else SOURCES


def _open_sources(account: Account, table: Table, *, demo: bool) -> list[DemoSource]:
    ssm, now = account.clients.of("ssm"), datetime.now(UTC)
    begin_hearing(table, _sources(demo=demo), ZONE, now)
    if demo:
        fall_silent(table, SILENT_SOURCE, ZONE, now)
    return [open_source(ssm, account.parameter_prefix, source, now) for source in _sources(demo=demo)]


def _post_others(account: Account, webhooks: list[Webhook], sources: list[DemoSource]) -> None:
    """Posts what the smaller sources send. Some of it ends in quarantine, to have something to mend."""
    by_id = {source.id: source for source in sources}
    report = Poster(f"{account.url}/hooks").post(
        (by_id[webhook.source_id], webhook.delivery, webhook.payload) for webhook in webhooks
    )
    report.quarantined = 0
    _require_all(report)


def _post(account: Account, progress: Progress, webhooks: list[Webhook], sources: list[DemoSource]) -> None:
    by_id = {source.id: source for source in sources}
    deliveries = [(by_id[webhook.source_id], webhook.delivery, webhook.payload) for webhook in webhooks]
    with progress.step(f"Posting {len(deliveries)} customers' answers") as step:
        poster = Poster(f"{account.url}/hooks")
        report = poster.post(deliveries, lambda count: step.says(f"{count} of {len(deliveries)}"))
        step.note(f"{len(deliveries) / report.seconds:.0f} a second")
        _require_all(report)


def _require_all(report: Report) -> None:
    if report.refused or report.quarantined:
        reasons = ", ".join(f"{count} x {reason}" for reason, count in report.refused.items()) or "quarantined"
        raise LocalError(f"The demonstration answers were refused ({reasons}): look at the emulator's log.")
