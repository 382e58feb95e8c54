"""Commands on a case: who may, on which version, how often, and what a refusal says."""

from typing import Any

import pytest

from tests.integration.world import World
from tests.support.builders import MARC

VERBS: list[tuple[str, dict[str, Any]]] = [
    ("take", {}),
    ("notes", {"text": "Called"}),
    ("contact", {"channel": "phone", "outcome": "reached"}),
    ("close", {"reason": "void"}),
]


def test_from_new_to_closed_and_back(world: World) -> None:
    case = world.raise_case()
    path = f"/alerts/{case.id}"
    taken = world.post(f"{path}/take", {"version": 1})
    assert (taken.status, taken.body["status"], taken.body["owner"]["name"]) == (200, "assigned", "Claire Morel")
    assert taken.body["may"] == ["note", "contact", "close"]
    noted = world.post(f"{path}/notes", {"version": 2, "text": "Calls back tonight"})
    assert (noted.body["version"], noted.body["status"]) == (3, "assigned")
    body = {"version": 3, "channel": "phone", "outcome": "reached", "contacted_at": "2026-03-17T10:05:00+01:00"}
    contacted = world.post(f"{path}/contact", body)
    assert (contacted.body["status"], contacted.body["target_at"]) == ("contacted", None)
    assert contacted.body["first_contact_at"] == "2026-03-17T09:05:00.000Z"
    closed = world.post(f"{path}/close", {"version": 4, "reason": "solved", "note": "Refunded"}, "u-region")
    assert (closed.body["status"], closed.body["closed_at"]) == ("closed", "2026-03-17T09:05:00.000Z")
    assert closed.body["closing"] == {
        "reason": {"id": "solved", "label": "Customer called, problem solved"},
        "note": "Refunded",
        "by": {"id": "u-region", "name": "Inès Faure"},
        "at": "2026-03-17T09:05:00.000Z",
        "skipped": [],
    }
    assert closed.body["may"] == ["note", "reopen"]
    reopened = world.post(f"{path}/reopen", {"version": 5, "reason": "Called again"})
    assert (reopened.body["status"], reopened.body["version"], reopened.body["closing"]) == ("contacted", 6, None)
    events = world.get(f"{path}/timeline").body["items"]
    assert [one["type"] for one in events] == ["raised", "taken", "noted", "contacted", "closed", "reopened"]
    assert world.get(f"{path}").body == reopened.body


def test_the_closing_label_is_in_the_readers_language(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/close", {"version": 1, "reason": "void"})
    labels = {
        as_: world.get(f"/alerts/{case.id}", as_=as_).body["closing"]["reason"]["label"]
        for as_ in ("u-marc", "u-region")
    }
    assert labels == {"u-marc": "Retour sans objet", "u-region": "No action needed"}


@pytest.mark.parametrize(("verb", "body"), VERBS, ids=[verb for verb, _ in VERBS])
@pytest.mark.parametrize(
    ("as_", "status", "code"),
    [
        ("u-claire", 200, ""),
        ("u-region", 200, ""),
        ("u-admin", 200, ""),
        ("u-viewer", 403, "forbidden"),
        ("u-paris", 404, "not_found"),
        ("u-gone", 401, "signed_out"),
    ],
)
def test_who_may(world: World, verb: str, body: dict[str, Any], as_: str, status: int, code: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body}, as_)
    assert reply.status == status
    stored = world.alerts.get(case.id)
    assert stored is not None
    assert stored.version == (2 if status == 200 else 1)
    if code:
        assert reply.code == code
        assert stored == case


@pytest.mark.parametrize(("verb", "body"), VERBS, ids=[verb for verb, _ in VERBS])
@pytest.mark.parametrize(
    ("version", "status", "code"),
    [
        (None, 428, "version_required"),
        (1, 409, "stale_version"),
        (3, 409, "stale_version"),
        (0, 422, "invalid"),
        (-1, 422, "invalid"),
        ("2", 422, "invalid"),
        (2.5, 422, "invalid"),
        (True, 422, "invalid"),
    ],
)
def test_versions(world: World, verb: str, body: dict[str, Any], version: Any, status: int, code: str) -> None:
    case = world.raise_case()
    assert world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "first"}).status == 200
    sent = {**body, "version": version} if version is not None else body
    reply = world.post(f"/alerts/{case.id}/{verb}", sent)
    assert (reply.status, reply.code) == (status, code)
    stored = world.alerts.get(case.id)
    assert stored is not None
    assert stored.version == 2
    if status == 409:
        assert reply.body["current"]["version"] == 2, "the case as it is now comes along"
        assert reply.body["current"] == world.get(f"/alerts/{case.id}").body


def test_a_case_taken_by_another_says_by_whom(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/take", {"version": 1}, "u-marc")
    for version in (1, 2):
        reply = world.post(f"/alerts/{case.id}/take", {"version": version})
        assert (reply.status, reply.code) == (409, "already_taken")
        assert MARC.name in reply.body["detail"]
        assert reply.body["current"]["owner"]["id"] == MARC.id


def test_taking_what_is_mine_changes_nothing(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/take", {"version": 1})
    again = world.post(f"/alerts/{case.id}/take", {"version": 1})
    assert (again.status, again.body["version"]) == (200, 2)


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
    ("body", "code"),
    [
        ({"reason": "other"}, "unknown_reason"),
        ({"reason": "solved"}, "note_required"),
        ({"reason": "solved", "note": " "}, "note_required"),
    ],
)
def test_closing_needs_a_reason_of_the_list_and_perhaps_a_note(
    world: World, body: dict[str, Any], code: str
) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/close", {"version": 1, **body})
    assert (reply.status, reply.code) == (422, code)
    assert reply.body["errors"][0]["code"] == code
    assert world.alerts.get(case.id) == case


@pytest.mark.parametrize(("verb", "body"), VERBS, ids=[verb for verb, _ in VERBS])
def test_a_closed_case_takes_notes_only(world: World, verb: str, body: dict[str, Any]) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/close", {"version": 1, "reason": "void"})
    reply = world.post(f"/alerts/{case.id}/{verb}", {"version": 2, **body})
    if verb == "notes":
        assert reply.status == 200
    else:
        assert (reply.status, reply.code) == (409, "already_closed")
        assert reply.body["current"]["status"] == "closed"


def test_only_a_closed_case_reopens(world: World) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/reopen", {"version": 1})
    assert (reply.status, reply.code) == (409, "not_closed")


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


@pytest.mark.parametrize(
    ("verb", "body", "key", "cost"),
    [
        ("take", {}, None, {"BatchGetItem": 1, "GetItem": 1, "TransactWriteItems": 1}),
        ("take", {}, "k1", {"BatchGetItem": 1, "GetItem": 2, "TransactWriteItems": 1}),
        ("close", {"reason": "void"}, None, {"BatchGetItem": 1, "GetItem": 1, "TransactWriteItems": 1}),
        ("close", {"reason": "other"}, None, {"BatchGetItem": 1, "GetItem": 1}),
    ],
)
def test_what_a_command_costs(
    world: World, verb: str, body: dict[str, Any], key: str | None, cost: dict[str, int]
) -> None:
    case = world.raise_case()
    world.get("/me")
    world.calls.take()
    world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body}, key=key)
    assert world.calls.take() == cost
