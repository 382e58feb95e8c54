"""Odd values in every field, parameter and path of every operation: refused or taken, never a failure of ours
(B53, B54, B56, B57)."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.api.app import whole
from tests.integration.test_authorisation import MATRIX, Row
from tests.integration.world import World

ODD: tuple[Any, ...] = (
    None, True, -1, 0, 10**400, 1e308, "", " ", "\0", "a\0b", "x" * 5000, "\ud800", "‮", "../../x", "9" * 40,
    "0000-00-00", "9999-12-31T23:59:59-23:59", [], [[[[]]]], [None], ["\0"], {}, {"": {}}, {"$ne": None}, [{}] * 3,
)  # fmt: skip
"""Wrong types, ends of ranges, what breaks encodings, keys and dates."""
ODD_TEXTS = (
    "",
    "abc",
    "-1",
    "0",
    "1e9",
    "9" * 40,
    "%00",
    "a%00b",
    "x" * 5000,
    "%ED%A0%80",
    "%FF",
    "*",
    "..%2f..%2fx",
)
_SHARE = 3
"""Each value of a body meets a third of the odd ones, another third than the value before it: together they meet
all of them many times."""
STRAY = b'{"version":1,"version":2}', b"[]", b"null", b'"x"', b"{", b"\xff", b"[" * 20_000


def _bodies(body: Any) -> Iterator[bytes]:
    """The body with each of its values, however deep, replaced by odd ones, and with a field too many."""
    yield from STRAY
    yield json.dumps({**body, "tenant_id": "other"}).encode()
    for number, path in enumerate(_paths(body)):
        for odd in ODD[number % _SHARE :: _SHARE]:
            yield json.dumps(_with(body, path, odd)).encode()


def _paths(value: Any) -> Iterator[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield (name,)
        yield from ((name, *rest) for rest in _paths(one))


def _with(value: Any, path: tuple[Any, ...], odd: Any) -> Any:
    if not path:
        return odd
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = _with(copy[path[0]], path[1:], odd)
    return copy


def _parameters() -> dict[str, list[str]]:
    schema = (
        whole()
        .get_openapi_schema(title="x", version="1")
        .model_dump(exclude_none=True, by_alias=True, mode="json")
    )
    return {
        operation["operationId"]: [
            one["name"] for one in operation.get("parameters", ()) if one.get("in", one.get("in_")) == "query"
        ]
        for item in schema["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict) and "operationId" in operation
    }


_LABEL = {"fr": "Un", "en": "One"}
_CRITERIA = {"combinator": "and", "rules": [{"field": "score", "operator": "<=", "value": 1}]}
_ABSENCE = {"since": "2026-03-18T00:00:00Z", "until": "2026-03-20T00:00:00Z", "replacement": "u-marc"}
FULL = [
    Row("hold until", "POST", "/alerts/{case}/hold", "", {"version": 9, "until": "2026-03-29T02:30", "note": "x"}),
    Row("contact", "POST", "/alerts/{case}/contact", "", {
        "version": 9, "channel": "phone", "outcome": "reached", "note": "x",
        "contacted_at": "2026-03-17T09:05:00Z",
    }),
    Row("mention", "POST", "/alerts/{case}/notes", "", {"version": 9, "text": "x", "mentions": ["u-marc"]}),
    Row("bulk hold", "POST", "/alerts/bulk", "", {
        "command": "hold", "args": {"until": "2026-03-20T10:00:00Z", "or_reply": True, "note": "x"},
        "filter": {
            "section": "inbox", "status": "new", "place": "lyon", "group": "g1", "rule": "r-low", "owner": "none",
            "priority": "P2", "channel": "web", "tag": "x", "urgent": True,
        },
    }),
    Row("bulk assign", "POST", "/alerts/bulk", "", {"command": "assign", "ids": ["a1"], "args": {"to": "u-marc"}}),
    Row("absence", "PUT", "/users/u-marc/absence", "", {"version": 9, "absence": _ABSENCE}),
    Row("settings", "PATCH", "/settings", "", {
        "version": 9, "labels": {"new": _LABEL}, "targets": {"web": {"P1": 60, "P2": 60, "P3": 60}},
        "other_channels": {"P1": 60, "P2": 60, "P3": 60, "office_hours": True}, "calendar": "c1",
        "priorities": [{"id": "gold", "label": "Gold", "criteria": _CRITERIA, "effect": "raise"}],
        "p1_warning": 0.5, "loyalty": ["Gold"], "remind_before": 3600, "delegate_to": "sav@example.com",
        "escalation": {"after": 3600, "every": 3600, "times": 2}, "contact": {"viewer": "hidden"},
        "panel": [{"field": "tier", "label": _LABEL, "format": "text", "masked_for": ["viewer"]}],
    }),
    Row("places file", "POST", "/directory/imports", "", {
        "kind": "users", "mode": "dry_run", "text": "email;name;role\nx@example.com;X;agent\n",
    }),
]  # fmt: skip
"""Bodies with all that a plain one leaves out."""

PARAMETERS = _parameters()
WITH_BODY = [*FULL, *(row for row in MATRIX if isinstance(row.body, dict))]
WITH_QUERY = [row for row in MATRIX if PARAMETERS[row.operation]]
WITH_ID = [row for row in MATRIX if row.path.count("/") > 1]


def _fails(world: World, row: Row, sent: str, path: str, **more: Any) -> Iterator[str]:
    reply = world.call(row.method, path, as_="u-admin", **more)
    if reply.status >= 500 and reply.body.get("code") not in ("account_pending",):
        yield f"{sent[:80]}: {reply.status}"
    elif reply.status >= 400:
        assert len(json.dumps(reply.body)) < 20_000, "what was sent is not echoed"


@pytest.mark.parametrize("row", WITH_BODY, ids=[row.operation for row in WITH_BODY])
def test_no_body_makes_us_fail(world: World, row: Row) -> None:
    path, _, query = row.path.format(case=world.raise_case().id).partition("?")
    failed = [
        fault
        for body in _bodies(row.body)
        for fault in _fails(world, row, body.decode("utf-8", "replace"), path, body=body, query=query)
    ]
    assert failed == []


@pytest.mark.parametrize("row", WITH_QUERY, ids=[row.operation for row in WITH_QUERY])
def test_no_parameter_makes_us_fail(world: World, row: Row) -> None:
    path, _, known = row.path.format(case=world.raise_case().id).partition("?")
    given = dict(one.split("=", 1) for one in known.split("&") if one)
    failed = [
        fault
        for name in (*PARAMETERS[row.operation], "unknown")
        for odd in ODD_TEXTS
        for query in ["&".join(f"{key}={value}" for key, value in {**given, name: odd}.items())]
        for fault in _fails(world, row, query, path, query=query, body=row.body)
    ]
    assert failed == []


@pytest.mark.parametrize("row", WITH_ID, ids=[row.operation for row in WITH_ID])
def test_no_id_makes_us_fail(world: World, row: Row) -> None:
    path, _, query = row.path.format(case=world.raise_case().id).partition("?")
    parts = path.split("/")
    failed = [
        fault
        for number in range(2, len(parts))
        for odd in ODD_TEXTS[1:]
        for changed in ["/".join([*parts[:number], odd, *parts[number + 1 :]])]
        for fault in _fails(world, row, changed, changed, query=query, body=row.body)
    ]
    assert failed == []
