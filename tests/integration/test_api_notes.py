"""Notes: mentions, corrections, and taking them back."""

from typing import Any

import pytest

from shared.alerts.models import Alert
from shared.storage import keys
from tests.integration.world import Reply, World


def noted(world: World, **body: Any) -> Alert:
    """A case with a note of Claire's, version 2."""
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "Frist", **body})
    assert reply.status == 200
    return case


def edit(world: World, case: Alert, version: int, as_: str = "u-claire", number: Any = 2, **body: Any) -> Reply:
    sent = {"version": version, "text": "First", **body}
    return world.call("PUT", f"/alerts/{case.id}/notes/{number}", as_=as_, body=sent)


def delete(world: World, case: Alert, version: Any, as_: str = "u-claire", number: Any = 2) -> Reply:
    query = f"version={version}" if version is not None else ""
    return world.call("DELETE", f"/alerts/{case.id}/notes/{number}", as_=as_, query=query)


def timeline(world: World, case: Alert) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.get(f"/alerts/{case.id}/timeline").body["items"]
    return items


MENTIONS = [
    (["u-marc", "u-region"], 200, "", "who see the case"),
    (["u-viewer"], 200, "", "viewers read notes too"),
    (["u-paris"], 422, "not_in_scope", "who does not see it"),
    (["u-marc", "u-paris"], 422, "not_in_scope", "one of two"),
    (["u-gone"], 422, "unknown_person", "who has left"),
    (["u-nobody"], 422, "unknown_person", "nobody"),
    (["u-marc"] * 21, 422, "invalid", "more than twenty"),
    (["u-marc"] * 500, 422, "invalid", "five hundred"),
    ([""], 422, "invalid", "an empty id"),
    ("u-marc", 422, "invalid", "no list"),
]


@pytest.mark.parametrize(("mentions", "status", "code", "why"), MENTIONS)
def test_who_may_be_mentioned(world: World, mentions: Any, status: int, code: str, why: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "See", "mentions": mentions})
    assert reply.status == status, why
    if code:
        assert reply.code == code, why
        assert world.alerts.get(case.id) == case
    else:
        assert [one["id"] for one in timeline(world, case)[1]["data"]["mentions"]] == mentions


@pytest.mark.parametrize(("mentions", "told"), [(["u-marc"], True), ([], False)])
def test_only_a_note_that_mentions_somebody_is_told(world: World, mentions: list[str], told: bool) -> None:
    case = noted(world, mentions=mentions)
    item = world.table.get(keys.event(case.id, 2))
    assert item is not None
    assert ("tick" in item) is told


def test_a_note_is_corrected_by_who_wrote_it(world: World) -> None:
    case = noted(world)
    assert edit(world, case, 2, "u-marc").code == "not_your_note"
    assert edit(world, case, 2, "u-admin").code == "not_your_note"
    assert edit(world, case, 2).body["version"] == 3
    assert timeline(world, case)[2]["data"] == {"note": 2, "text": "First"}
    assert edit(world, case, 2).body["version"] == 3, "it says that already"


def test_a_deleted_note_is_never_shown_again(world: World) -> None:
    case = noted(world, mentions=["u-marc"])
    edit(world, case, 2)
    world.wait(minutes=15)
    assert delete(world, case, 3).status == 200
    items = timeline(world, case)
    assert [(one["type"], one["data"]) for one in items[1:]] == [
        ("noted", {}),
        ("note_edited", {"note": 2}),
        ("note_deleted", {"note": 2}),
    ]
    assert edit(world, case, 4).status == 404
    assert delete(world, case, 4).status == 404


@pytest.mark.parametrize(
    ("as_", "minutes", "status", "code", "why"),
    [
        ("u-claire", 15, 200, "", "in time"),
        ("u-claire", 16, 409, "too_late", "too late"),
        ("u-marc", 0, 403, "not_your_note", "somebody else's"),
        ("u-region", 0, 403, "not_your_note", "not even a manager"),
        ("u-admin", 15, 200, "", "an admin"),
        ("u-admin", 16, 409, "too_late", "within the same time"),
        ("u-viewer", 0, 403, "forbidden", "a viewer"),
        ("u-paris", 0, 404, "not_found", "who does not see the case"),
    ],
)
def test_who_may_delete_a_note(world: World, as_: str, minutes: int, status: int, code: str, why: str) -> None:
    case = noted(world)
    world.wait(minutes=minutes)
    reply = delete(world, case, 2, as_)
    assert reply.status == status, why
    if code:
        assert reply.code == code, why
        assert timeline(world, case)[1]["data"]["text"] == "Frist"


@pytest.mark.parametrize("number", [0, -1, 1, 3, 999_999, 10**9, "x", "%00", "..%2f2", "2.0"])
def test_what_is_no_note(world: World, number: Any) -> None:
    case = noted(world)
    assert edit(world, case, 2, number=number).status == 404
    assert delete(world, case, 2, number=number).status == 404


@pytest.mark.parametrize(
    ("version", "status", "code"),
    [(None, 428, "version_required"), (1, 409, "stale_version"), (9, 409, "stale_version"), ("x", 422, "invalid")],
)
def test_versions(world: World, version: Any, status: int, code: str) -> None:
    case = noted(world)
    for reply in (edit(world, case, version), delete(world, case, version)):
        assert (reply.status, reply.code) == (status, code)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"text": ""}, "empty"),
        ({"text": "x" * 20_001}, "too long"),
        ({"text": None}, "null"),
        ({"text": "x", "status": "closed"}, "an unknown field"),
        ({"text": "x", "mentions": []}, "mentions are made once"),
    ],
)
def test_corrections_that_are_refused(world: World, body: dict[str, Any], why: str) -> None:
    case = noted(world)
    assert edit(world, case, 2, **body).code == "invalid", why


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_the_same_change_under_one_key_is_made_once(world: World, method: str) -> None:
    case = noted(world)
    body = {"version": 2, "text": "First"} if method == "PUT" else None
    query = "version=2" if method == "DELETE" else ""
    path, headers = f"/alerts/{case.id}/notes/2", {"idempotency-key": "k1"}
    replies = [world.call(method, path, body=body, query=query, headers=headers) for _ in range(2)]
    assert [(reply.status, reply.body["version"]) for reply in replies] == [(200, 3), (200, 3)]
