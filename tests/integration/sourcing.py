"""What tests of sources do again and again: make one through the API, and post to it as its tool would."""

import json
from typing import Any

from shared import ids
from shared.errors import HookError
from shared.feedback.accept import Accepted, HookRequest, accept
from shared.feedback.sources import HookSource
from shared.storage import codec
from shared.storage.feedbacks import Feedbacks
from tests.integration.world import Reply, World
from tests.support.clients import PREFIX, client
from tests.support.hooks import native_body, native_headers, raw, typeform_headers

ADMIN = "u-admin"


def make(world: World, kind: str = "standard_webhooks", **more: Any) -> Any:
    """A new source as the API answers it."""
    reply = world.post("/sources", {"name": f"Shop {kind}", "kind": kind, **more}, ADMIN)
    assert reply.status == 201, reply.body
    return reply.body


def token_of(address: str) -> str:
    """The end of an address."""
    return address.rpartition("/")[2]


def hook(address: str) -> HookSource | None:
    """What ingest reads under an address."""
    ssm = client("ssm")
    try:
        name = f"{PREFIX}/hooks/{ids.token_hash(token_of(address))}"
        value = ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"]
    except ssm.exceptions.ParameterNotFound:
        return None
    return codec.decode(value, HookSource)


def parameters() -> dict[str, str]:
    """Everything in Parameter Store, by name."""
    found = client("ssm").get_parameters_by_path(Path=PREFIX, Recursive=True, WithDecryption=True)["Parameters"]
    return {one["Name"]: one["Value"] for one in found}


def post(world: World, address: str, secret: str, number: int = 1, *, kind: str = "native", **data: Any) -> str:
    """Posts a delivery of the native layout; answers the feedback's id, ``quarantine:<code>`` or the refusal's
    code."""
    body = raw(native_body(f"avis-{number:06d}", **data))
    headers = native_headers(body, world.now(), delivery_id=f"msg_{number}", secret=secret)
    return outcome(world, address, headers, body)


def post_typeform(world: World, address: str, secret: str, payload: Any) -> str:
    """Posts a delivery of Typeform."""
    body = raw(payload)
    return outcome(world, address, typeform_headers(body, secret), body)


def outcome(world: World, address: str, headers: dict[str, str], body: bytes) -> str:
    """What became of a delivery, in a word."""
    request = HookRequest("POST", token_of(address), headers, body)
    try:
        kept: tuple[Accepted, ...] = accept(
            request, lambda _token: hook(address), Feedbacks(world.table), world.now()
        )
    except HookError as refusal:
        return refusal.code
    return f"quarantine:{kept[0].quarantined}" if kept[0].quarantined else kept[0].id


def get(world: World, path: str, query: str = "") -> Any:
    """What an admin reads."""
    reply = world.get(path, query, ADMIN)
    assert reply.status == 200, reply.body
    return reply.body


def put(world: World, path: str, body: Any, as_: str = ADMIN) -> Reply:
    """An admin's change."""
    return world.call("PUT", path, as_=as_, body=body)


def fault(reply: Reply) -> tuple[str, str]:
    """The path and code of the first fault of a 422."""
    assert (reply.status, reply.code) == (422, "invalid"), json.dumps(reply.body)
    return reply.body["errors"][0]["path"], reply.body["errors"][0]["code"]
