"""The smaller sources of the demonstration: opened where ingest looks, signed for real, something to mend."""

import json
from collections import Counter
from datetime import UTC, datetime

import pytest
from moto import mock_aws

from functions.ingest.wiring import HookSources
from shared.errors import SourceDisabled
from shared.feedback.accept import Accepted, HookRequest, accept
from shared.feedback.health import health
from shared.scope.places import PlaceTree
from shared.storage.feedbacks import Feedbacks
from shared.storage.heard import HeardStore
from shared.storage.table import DynamoTable
from tests.support.clients import PREFIX, TABLE, client
from tests.support.dynamo import create_table
from tools.demo.feedback import Webhook, demo_webhooks
from tools.demo.network import PLACES, ZONE
from tools.demo.others import UNKNOWN_CODE, other_webhooks
from tools.demo.posting import signed_headers
from tools.demo.sources import (
    DRAFT_SOURCE,
    OTHER_SOURCES,
    PICKUP_SOURCE,
    REVIEW_SOURCE,
    SILENT_SOURCE,
    SOURCES,
    fall_silent,
    open_source,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def post(webhooks: list[Webhook]) -> list[tuple[Webhook, Accepted]]:
    """Posts everything to accept, as ingest would."""
    ssm = client("ssm")
    create_table(client("dynamodb"), TABLE)
    opened = {one.id: open_source(ssm, PREFIX, one, NOW) for one in (*SOURCES, *OTHER_SOURCES)}
    find, store = HookSources(ssm, PREFIX, lambda: NOW).find, Feedbacks(DynamoTable(client("dynamodb"), TABLE))
    done = []
    for hook in webhooks:
        body = json.dumps(hook.payload, ensure_ascii=False).encode()
        sender = opened[hook.source_id]
        headers = {k.lower(): v for k, v in signed_headers(sender, hook.delivery, body).items()}
        (kept,) = accept(HookRequest("POST", sender.token, headers, body), find, store, datetime.now(UTC))
        done.append((hook, kept))
    return done


def test_the_smaller_sources_leave_something_to_mend() -> None:
    with mock_aws():
        done = post(other_webhooks(NOW))
        store = Feedbacks(DynamoTable(client("dynamodb"), TABLE))
        found = [store.get(kept.id) for _, kept in done if kept.quarantined is None]
    outcomes = Counter((hook.source_id, kept.quarantined) for hook, kept in done)
    assert outcomes == {
        (PICKUP_SOURCE.id, None): 6, (PICKUP_SOURCE.id, "bad_score"): 4, (REVIEW_SOURCE.id, None): 5,
    }  # fmt: skip
    tree = PlaceTree(PLACES)
    unknown = [one.place_code for one in found if one and tree.find(one.place_code) is None]
    assert unknown == [UNKNOWN_CODE] * 3
    unsigned = {one.source_id for one in found if one and "unsigned" in one.flags}
    assert unsigned == {REVIEW_SOURCE.id}


def test_a_source_opened_again_has_one_address() -> None:
    with mock_aws():
        ssm = client("ssm")
        first = open_source(ssm, PREFIX, SOURCES[0], NOW)
        second = open_source(ssm, PREFIX, SOURCES[0], NOW)
        sources = HookSources(ssm, PREFIX, lambda: NOW)
        assert sources.find(first.token) is None
        assert sources.find(second.token) is not None


def test_the_draft_refuses() -> None:
    hook = Webhook(DRAFT_SOURCE.id, "d", {})
    with mock_aws(), pytest.raises(SourceDisabled):
        post([hook])


def test_one_source_is_silent() -> None:
    with mock_aws():
        create_table(client("dynamodb"), TABLE)
        table = DynamoTable(client("dynamodb"), TABLE)
        fall_silent(table, SILENT_SOURCE, ZONE, NOW)
        store = HeardStore(table, ZONE)
        known = store.known([SILENT_SOURCE.id])[SILENT_SOURCE.id]
        shown = health(store.up_to(SILENT_SOURCE.id, known, NOW), NOW, ZONE)
    assert (shown.status, shown.usual_per_day) == ("silent", 12.6)


def test_ids_of_the_smaller_sources_are_their_own() -> None:
    ids = [one.id for one in (*SOURCES, *OTHER_SOURCES)]
    assert len(set(ids)) == len(ids)
    assert {one.source_id for one in demo_webhooks(NOW)} == {one.id for one in SOURCES}
