"""Webhooks as the survey tool sends them, really signed (Standard Webhooks 1.0.0)."""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from shared.clock import iso
from shared.feedback.accept import HookRequest
from shared.feedback.sources import HookSource, Secret
from tests.simulator.clock import START
from tests.simulator.scene import SECRET, SOURCE_ID, TOKEN

SOURCE = HookSource(SOURCE_ID, "standard_webhooks", (Secret(SECRET),))


class Delivery(NamedTuple):
    """What the tool wants to deliver, however often it takes. ``forged`` ones carry somebody else's signature."""

    webhook_id: str
    body: bytes
    forged: bool = False


def find_source(token: str) -> HookSource | None:
    """The source of a path token."""
    return SOURCE if token == TOKEN else None


def answer_body(
    response: str,
    *,
    nps: Any = 2,
    comment: str | None = None,
    wants_contact: bool | None = None,
    store: str | None = "N1",
    state: int | None = None,
    deleted: bool = False,
    customer: str | None = None,
) -> bytes:
    """One survey answer in the native layout. ``state`` is the minute at which it took this state, ``customer``
    the id by which the tool knows who answered."""
    data: dict[str, Any] = {"externalId": response, "metrics": {"nps": nps}, "scope": {"store": store}}
    if deleted:
        data = {"externalId": response}
    if comment is not None:
        data["comment"] = comment
    if wants_contact is not None:
        data["wantsContact"] = wants_contact
    if customer is not None:
        data["respondent"] = {"externalId": customer}
    body = {"type": "feedback.deleted" if deleted else "response.completed", "data": data}
    if state is not None:
        body["timestamp"] = iso(START + timedelta(minutes=state))
    return json.dumps(body).encode()


def request(delivery: Delivery, now: datetime) -> HookRequest:
    """One attempt to deliver, signed at this moment."""
    stamp = str(int(now.timestamp()))
    signed = f"{delivery.webhook_id}.{stamp}.".encode() + delivery.body
    key = b"somebody else" if delivery.forged else base64.b64decode(SECRET.removeprefix("whsec_"))
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    headers = {
        "content-type": "application/json",
        "webhook-id": delivery.webhook_id,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{signature}",
    }
    return HookRequest("POST", TOKEN, headers, delivery.body)
