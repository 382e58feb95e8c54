"""Fills a local stack: people, places, rules, sources, then feedback and some work on it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from shared import clock
from shared.feedback.sources import Source
from shared.rules.models import KeywordList, Rule
from shared.storage.config import ConfigStore
from shared.storage.keys import ConfigSection
from shared.storage.people import People
from shared.storage.rule_history import Saved, history_row
from shared.storage.table import DynamoTable, Put, Table
from tools.demo.feedback import Webhook, demo_webhooks
from tools.demo.network import GROUPS, PLACES, ZONE
from tools.demo.others import other_webhooks
from tools.demo.people import COLLEAGUES, DEPARTMENTS, FIRST_ADMIN, MOTIVES, OWNERS, Colleague, login_of, user_of
from tools.demo.plans import first_versions, setup, with_calendar
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
        users, subjects = _create_users(account, People(table), COLLEAGUES if demo else (FIRST_ADMIN,))
        _save_settings(ConfigStore(table), subjects, demo=demo)
        sources = _open_sources(account, table, demo=demo)
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


def _save_settings(store: ConfigStore, subjects: Mapping[str, str], *, demo: bool) -> None:
    rules = _owned(subjects) if demo else ()
    entities: list[tuple[ConfigSection, str, msgspec.Struct]] = [
        ("SOURCE", source.id, source) for source in _sources(demo=demo)
    ]
    if demo:
        entities += [("PLACE", place.id, with_calendar(place)) for place in PLACES]
        entities += setup()
        entities += [("LIST", one.id, one) for one in KEYWORD_LISTS]
        entities += [("GROUP", group.id, group) for group in GROUPS]
        entities += [("DEPARTMENT", one.id, one) for one in DEPARTMENTS]
        entities += [("MOTIVE", one.id, one) for one in MOTIVES]
        entities += [("RULE", rule.id, rule) for rule in rules]
    store.save_many(entities, if_config=store.load().version, extra=_first_versions(rules) if demo else ())


def _owned(subjects: Mapping[str, str]) -> tuple[Rule, ...]:
    """The rules with their owners, who have accounts now."""
    owners = {rule: {node: subjects[login] for node, login in named.items()} for rule, named in OWNERS.items()}
    return tuple(replace(rule, owners=owners.get(rule.id, {})) for rule in RULES)


def _first_versions(owned: tuple[Rule, ...]) -> list[Put]:
    now = clock.now()
    rules = [history_row("RULE", Saved[Rule](one.version, now, "created", one)) for one in owned]
    lists = [history_row("LIST", Saved[KeywordList](one.version, now, "created", one)) for one in KEYWORD_LISTS]
    return rules + lists + first_versions(now)


def _create_users(
    account: Account, people: People, colleagues: tuple[Colleague, ...]
) -> tuple[list[DemoUser], dict[str, str]]:
    """The people with their passwords, and the subjects of their accounts by login."""
    password = (
        f"{secrets.choice(_PASSWORD_WORDS)}-{secrets.choice(_PASSWORD_WORDS)}-{secrets.randbelow(9000) + 1000}"
    )
    subjects = {}
    for colleague in colleagues:
        subjects[login_of(colleague)] = create_account(
            account.clients,
            account.pool_id,
            email=colleague.email,
            name=colleague.name,
            locale=colleague.locale,
            password=password,
        )
    now = clock.now()
    for colleague in colleagues:
        people.save(user_of(colleague, subjects, now))
    users = [DemoUser(one.email, password, one.role, list(one.nodes)) for one in colleagues]
    return users, subjects


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
