"""Fills a local stack: people, places, rules, sources, then feedback and some work on it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from shared.scope.people import User
from shared.storage.config import ConfigStore
from shared.storage.keys import ConfigSection
from shared.storage.people import People
from shared.storage.table import DynamoTable
from tools.demo.feedback import Webhook, demo_webhooks
from tools.demo.network import PLACES
from tools.demo.people import COLLEAGUES, FIRST_ADMIN, Colleague
from tools.demo.posting import Poster, Report
from tools.demo.rules import RULES
from tools.demo.sources import SOURCES, open_source
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
        sources = [open_source(account.clients.of("ssm"), account.parameter_prefix, source) for source in SOURCES]
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
    webhooks = demo_webhooks(datetime.now(UTC))[:limit]
    _post(account, progress, webhooks, sources)
    work_on_cases(account.url, account.config, progress, users)


def _save_settings(store: ConfigStore, *, demo: bool) -> None:
    entities: list[tuple[ConfigSection, str, msgspec.Struct]] = [
        ("SOURCE", source.id, source) for source in SOURCES
    ]
    if demo:
        entities += [("PLACE", place.id, place) for place in PLACES]
        entities += [("RULE", rule.id, rule) for rule in RULES]
    store.save_many(entities, if_config=store.load().version)


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
