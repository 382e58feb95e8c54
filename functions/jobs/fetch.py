"""Fetching what a thin event announced: ask the vendor, make it feedback, or try again later."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import msgspec

from functions.jobs.wiring import wiring
from shared import aws, clock, ids
from shared.feedback.draft import complete, submitted_at
from shared.feedback.mapping import draft_of
from shared.feedback.models import FetchOrder, Quarantined, Stored
from shared.feedback.sources import Source
from shared.feedback.strict_json import Unusable
from shared.feedback.times import LAST
from shared.feedback.view import View
from shared.fetching.api import Api
from shared.fetching.http import Http, NotFetched
from shared.fetching.schedule import next_attempt
from shared.fetching.vendors import FETCHERS
from shared.observability import logger
from shared.storage.config import ConfigCache
from shared.storage.feedbacks import Feedbacks
from shared.storage.fetches import Fetches
from shared.storage.keys import Key
from shared.storage.sources import Vault

REFUSED_TWICE = 3
"""After as many refusals of the credential somebody has to look: waiting alone will not mend it."""


@dataclass(frozen=True)
class FetchPorts:
    """What fetching uses. ``credential`` answers what a source's API asks for, empty when none is stored."""

    fetches: Fetches
    feedbacks: Feedbacks
    config: ConfigCache
    credential: Callable[[str], dict[str, str]]
    api: Api
    now: clock.Clock


def run(key: Key) -> str:
    """Carries out one order, as the function is wired."""
    return fetch(key, fetch_wiring())


def fetch(key: Key, ports: FetchPorts) -> str:
    """One try of one order; answers what became of it, in a word. Harmless twice at once: what is fetched twice
    meets itself in the table. Costs a read, two writes and the feedback's own, and one or two of the vendor."""
    claimed = ports.fetches.claim(key, ports.now())
    if claimed is None:
        return "nothing"
    order, attempts = claimed
    outcome = _attempt(key, order, attempts, ports)
    logger.info("answer fetched", feedback_id=order.feedback_id, outcome=outcome, attempts=attempts)
    return outcome


def _attempt(key: Key, order: FetchOrder, attempts: int, ports: FetchPorts) -> str:
    source = ports.config.current(ports.now()).sources.get(order.source_id)
    if source is None:
        return _set_aside(key, order, "fetch:unknown_source", ports)
    try:
        view = _asked(order, ports)
        stored = _kept(view, order, source, ports)
    except NotFetched as fault:
        return _again(key, order, attempts, fault, ports)
    except Unusable as fault:
        return _set_aside(key, order, fault.code, ports, fault.path)
    if stored is Stored.CONFLICT:
        return _set_aside(key, order, "id_conflict", ports)
    ports.fetches.done(key)
    return stored.value


def _asked(order: FetchOrder, ports: FetchPorts) -> View:
    """What the vendor says now. What is not there any more was taken back by the customer."""
    gone = View(order.response_id, deleted=True, revision=LAST)
    if order.deleted:
        return gone
    return FETCHERS[order.source_kind](order, ports.credential(order.source_id), ports.api) or gone


def _kept(view: View, order: FetchOrder, source: Source, ports: FetchPorts) -> Stored:
    """The answer as feedback. The clock of its case starts when the customer gave it, not when we had it."""
    draft = draft_of(view, source)
    submitted, unknown = submitted_at(draft.submitted, order.received_at, source.settings.get("zone"))
    starts_at = None if unknown else submitted
    feedback = complete(draft, source, "", order.received_at, starts_at=starts_at)
    return ports.feedbacks.add(feedback, msgspec.json.encode(view), draft.content_hash)


def _again(key: Key, order: FetchOrder, attempts: int, fault: NotFetched, ports: FetchPorts) -> str:
    refused = fault.cause == "credential_refused" and attempts >= REFUSED_TWICE
    when = None if refused else next_attempt(attempts, order.received_at, ports.now(), fault.wait)
    if when is None:
        return _set_aside(key, order, f"fetch:{fault.cause}", ports)
    ports.fetches.later(key, order, when)
    return f"later:{fault.cause}"


def _set_aside(key: Key, order: FetchOrder, code: str, ports: FetchPorts, path: str = "$") -> str:
    """Puts the announcement into quarantine, from where a replay fetches it again once the cause is mended."""
    raw = ports.feedbacks.raw(key) or b""
    row = Quarantined(
        id=ids.quarantine_id(order.source_id, raw),
        source_id=order.source_id,
        source_kind=order.source_kind,
        delivery_id=order.event_id,
        code=code,
        path=path,
        received_at=order.received_at,
    )
    ports.feedbacks.quarantine(row, raw)
    ports.fetches.done(key)
    return code


@cache
def fetch_wiring() -> FetchPorts:
    """The real thing. ``VENDOR_ORIGINS``, a JSON object, puts loopback addresses in the place of vendors on a
    local stack; it is absent on AWS."""
    ports = wiring()
    vault = Vault(lambda: aws.client("ssm"), ports.settings.parameter_prefix)

    def credential(source_id: str) -> dict[str, str]:
        dossier = vault.read(source_id)
        return dossier.credential if dossier else {}

    return FetchPorts(
        fetches=Fetches(ports.table),
        feedbacks=ports.feedbacks,
        config=ports.config,
        credential=credential,
        api=Http(json.loads(os.environ.get("VENDOR_ORIGINS", "{}"))),
        now=ports.now,
    )
