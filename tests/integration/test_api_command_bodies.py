"""What commands refuse before they are looked at: bodies of another shape, ids that cannot be (B49-B54)."""

from typing import Any

import pytest

from tests.integration.test_api_commands import ALL_VERBS
from tests.integration.world import World

REFUSED: list[tuple[str, dict[str, Any], str, str]] = [
    ("take", {"status": "closed"}, "unknown_field", "$.status"),
    ("notes", {"text": "x", "owner": "me"}, "unknown_field", "$.owner"),
    ("notes", {}, "required", "$.text"),
    ("notes", {"text": ""}, "string_too_short", "$.text"),
    ("notes", {"text": "  \n "}, "string_pattern_mismatch", "$.text"),
    ("notes", {"text": "x" * 20_001}, "string_too_long", "$.text"),
    ("notes", {"text": 5}, "string_type", "$.text"),
    ("notes", {"text": None}, "string_type", "$.text"),
    ("notes", {"text": "half \ud800"}, "bad_encoding", "$"),
    ("contact", {"channel": "fax", "outcome": "reached"}, "literal_error", "$.channel"),
    ("contact", {"channel": "phone", "outcome": "maybe"}, "literal_error", "$.outcome"),
    ("contact", {"channel": "phone"}, "required", "$.outcome"),
    ("contact", {"channel": "phone", "outcome": "reached", "contacted_at": "noon"}, "bad_time", "$.contacted_at"),
    (
        "contact",
        {"channel": "phone", "outcome": "reached", "contacted_at": "2026-03-17T09:05:00"},
        "bad_time",
        "$.contacted_at",
    ),
    (
        "contact",
        {"channel": "phone", "outcome": "reached", "contacted_at": "9999-12-31T23:59:59-05:00"},
        "bad_time",
        "$.contacted_at",
    ),
    (
        "contact",
        {"channel": "phone", "outcome": "reached", "contacted_at": "2099-01-01T00:00:00Z"},
        "out_of_range",
        "$.contacted_at",
    ),
    (
        "contact",
        {"channel": "phone", "outcome": "reached", "contacted_at": "2020-01-01T00:00:00Z"},
        "out_of_range",
        "$.contacted_at",
    ),
    ("close", {}, "required", "$.reason"),
    ("close", {"reason": ""}, "string_too_short", "$.reason"),
    ("close", {"reason": "x" * 65}, "string_too_long", "$.reason"),
    ("close", {"reason": "void", "skipped": []}, "unknown_field", "$.skipped"),
    ("reopen", {"reason": "x" * 2001}, "string_too_long", "$.reason"),
]


@pytest.mark.parametrize(("verb", "body", "code", "path"), REFUSED)
def test_bodies_that_are_refused(world: World, verb: str, body: dict[str, Any], code: str, path: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body})
    assert (reply.status, reply.code) == (422, "invalid")
    assert (code, path) in [(fault["code"], fault["path"]) for fault in reply.body["errors"]]
    assert len(str(reply.body)) < 2000, "what was sent is not echoed"
    assert world.alerts.get(case.id) == case


@pytest.mark.parametrize(
    "bad", ["x", "..%2f..%2fx", "%00", "a" * 5000, "A" + "a" * 24, "a" + "1" * 24, "a" + "z" * 24]
)
def test_ids_that_cannot_be_or_are_not_there_are_all_alike(world: World, bad: str) -> None:
    replies = [world.post(f"/alerts/{bad}/{verb}", {"version": 1, **body}) for verb, body in ALL_VERBS]
    replies.append(world.get(f"/alerts/{bad}/colleagues"))
    assert {(reply.status, reply.code, reply.body["detail"]) for reply in replies} == {
        (404, "not_found", "Not found, or not yours")
    }


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[]",
        b'"text"',
        b"null",
        b"5",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"version":NaN}',
        b'{"version":1e400}',
        b'{"version":' + b"9" * 5000 + b"}",
        b'{"version":1,"version":1}',
        b" " * 300_000,
    ],
    ids=[
        "empty",
        "cut",
        "list",
        "text",
        "null",
        "number",
        "not UTF-8",
        "deep",
        "NaN",
        "1e400",
        "5,000 digits",
        "a key twice",
        "large",
    ],
)
def test_bodies_that_are_no_object(world: World, raw: bytes) -> None:
    case = world.raise_case()
    reply = world.call("POST", f"/alerts/{case.id}/take", body=raw)
    assert (reply.status, reply.code) == (422, "invalid")
    assert world.alerts.get(case.id) == case


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_another_media_type_is_refused(world: World, media: str) -> None:
    case = world.raise_case()
    reply = world.call("POST", f"/alerts/{case.id}/take", body=b'{"version":1}', headers={"content-type": media})
    assert (reply.status, reply.code) == (415, "unsupported_media")
    assert world.alerts.get(case.id) == case


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "GET"])
def test_other_methods_do_nothing(world: World, method: str) -> None:
    case = world.raise_case()
    assert world.call(method, f"/alerts/{case.id}/take", body={"version": 1}).status in (404, 405)
    assert world.alerts.get(case.id) == case
