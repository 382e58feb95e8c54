"""The sources of the demonstration account, and how a source is opened for posting."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from shared import ids
from shared.feedback.health import Heard, local_day
from shared.feedback.mapping import Mapping, ScorePath
from shared.feedback.presets import preset
from shared.feedback.sources import Source
from shared.storage.heard import HeardStore
from shared.storage.sources import Dossier, Vault, with_secret, with_token
from shared.storage.table import Table
from tools.local.description import DemoSource

APP_SOURCE = Source("application", "Application mobile", "standard_webhooks", campaign="Avis après achat")
STORE_SOURCE = Source("enquete-magasin", "Enquête en magasin", "typeform", channel="email", language="fr")
SOURCES: tuple[Source, ...] = (APP_SOURCE, STORE_SOURCE)
"""Where nearly all feedback comes from."""

PICKUP_SOURCE = Source(
    "retrait",
    "Retrait en magasin",
    "tally",
    channel="web",
    language="fr",
    # Wrong on purpose: the form asks for a note out of ten.
    mapping=Mapping(score=ScorePath("answers.question_note", 1, 5)),
)
REVIEW_SOURCE = Source("avis-en-ligne", "Avis en ligne", "trustpilot", channel="review")
SILENT_SOURCE = Source("enquete-livraison", "Enquête livraison", "formbricks", channel="email", language="fr")
DRAFT_SOURCE = Source(
    "enquete-sav", "Enquête SAV", "alchemer", language="fr", disabled=True, settings={"zone": "Europe/Paris"}
)
OTHER_SOURCES: tuple[Source, ...] = (PICKUP_SOURCE, REVIEW_SOURCE, SILENT_SOURCE, DRAFT_SOURCE)
"""One with something to mend, an unsigned one, a silent one and one that is switched off."""

_AT_ONCE = timedelta(0)
_SILENT_DAYS = 3
_WEEK = (14, 11, 12, 9, 15, 21, 6)


def open_source(ssm: Any, parameter_prefix: str, source: Source, now: datetime) -> DemoSource:
    """Gives a source a new address and secret, in place of any it had, where ingest finds them."""
    vault = Vault(lambda: ssm, parameter_prefix)
    token = ids.new_token()
    secret = "" if preset(source.kind).secret == "none" else ids.new_secret()  # noqa: S105 - nobody makes one up

    def renewed(dossier: Dossier) -> Dossier:
        addressed = with_token(dossier, token, now, _AT_ONCE)
        return with_secret(addressed, secret, now, _AT_ONCE) if secret else addressed

    vault.change(source.id, now, renewed)
    vault.publish(source.id, lambda: source, lambda: now)
    return DemoSource(source.id, source.kind, token, secret)


def begin_hearing(table: Table, sources: Iterable[Source], zone: str, now: datetime) -> None:
    """Makes it known that nothing is to be counted of these sources before today."""
    for source in sources:
        HeardStore(table, zone).begin(source.id, now)


def fall_silent(table: Table, source: Source, zone: str, now: datetime) -> None:
    """Makes it known that a source sent something every day for weeks and nothing for three days."""
    last = now - timedelta(days=_SILENT_DAYS)
    days = [local_day(last, zone) - timedelta(days=back) for back in range(29)]
    counts = {str(day): _WEEK[day.weekday()] for day in days}
    yesterday = local_day(now, zone) - timedelta(days=1)
    HeardStore(table, zone).save(source.id, Heard(counts, last, str(yesterday)))
