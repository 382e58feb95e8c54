"""Commands on a case: who may, on which version, how often, and what a refusal says."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.account.models import Reason
from tests.integration.world import World
from tests.support.builders import MARC, feedback, opened

VERBS: list[tuple[str, dict[str, Any]]] = [
    ("take", {}),
    ("assign", {"to": "u-marc"}),
    ("transfer", {"to": "u-marc"}),
    ("delegate", {"to": "service@example.com"}),
    ("share", {"with": ["u-marc"]}),
    ("notes", {"text": "Called"}),
    ("contact", {"channel": "phone", "outcome": "reached"}),
    ("hold", {"or_reply": True}),
    ("close", {"reason": "void"}),
    ("spam", {}),
]
"""Every command that a new case takes."""


def test_from_new_to_closed_and_back(world: World) -> None:
    case = world.raise_case()
    path = f"/alerts/{case.id}"
    taken = world.post(f"{path}/take", {"version": 1})
    assert (taken.status, taken.body["status"], taken.body["owner"]["name"]) == (200, "assigned", "Claire Morel")
    assert taken.body["may"] == [
        "assign", "unassign", "transfer", "delegate", "share", "contact", "note", "hold", "close", "spam",
    ]  # fmt: skip
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


ALL_VERBS = [*VERBS, ("resume", {}), ("unspam", {}), ("reopen", {})]


@pytest.mark.parametrize(("verb", "body"), ALL_VERBS, ids=[verb for verb, _ in ALL_VERBS])
@pytest.mark.parametrize("ended", ["closed", "spam"])
def test_what_an_ended_case_takes(world: World, ended: str, verb: str, body: dict[str, Any]) -> None:
    case = world.raise_case()
    end, args = ("close", {"reason": "void"}) if ended == "closed" else ("spam", {})
    assert world.post(f"/alerts/{case.id}/{end}", {"version": 1, **args}).body["status"] == ended
    reply = world.post(f"/alerts/{case.id}/{verb}", {"version": 2, **body})
    back = {"closed": "reopen", "spam": "unspam"}[ended]
    if verb in ("notes", back):
        assert (reply.status, reply.body["status"]) == (200, "new" if verb == back else ended)
    else:
        others = {"reopen": "not_closed", "unspam": "not_spam"}
        refused = {"closed": "already_closed", "spam": "marked_spam"}[ended]
        assert (reply.status, reply.code) == (409, others.get(verb, refused))
        assert reply.body["current"]["status"] == ended


@pytest.mark.parametrize(("verb", "body"), ALL_VERBS, ids=[verb for verb, _ in ALL_VERBS])
def test_a_case_worked_with_another_says_with_which(world: World, verb: str, body: dict[str, Any]) -> None:
    case, event = opened(feedback())
    other = "a" + "b" * 24
    assert world.alerts.open(replace(case, attached_to=other), event)
    reply = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body})
    assert (reply.status, reply.code, reply.body["attached_to"]) == (409, "attached", other)
    assert reply.body["current"]["may"] == []


@pytest.mark.parametrize(("verb", "body"), VERBS, ids=[verb for verb, _ in VERBS])
def test_every_command_is_carried_out_once_under_its_key(world: World, verb: str, body: dict[str, Any]) -> None:
    case = world.raise_case()
    first = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body}, key="k1")
    again = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body}, key="k1")
    assert (first.status, first.body["version"]) == (200, 2)
    assert again.body == first.body
    assert len(world.get(f"/alerts/{case.id}/timeline").body["items"]) == 2


def test_a_case_reopened_after_its_owner_left_is_nobodys(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/take", {"version": 1}, "u-marc")
    world.post(f"/alerts/{case.id}/close", {"version": 2, "reason": "void"})
    marc = world.people.get("u-marc")
    assert marc is not None
    world.people.save(replace(marc, disabled=True))
    reopened = world.post(f"/alerts/{case.id}/reopen", {"version": 3}).body
    assert (reopened["owner"], reopened["status"]) == (None, "new")


def test_who_wants_no_contact_is_not_contacted(world: World) -> None:
    case = world.raise_case()
    path, call = f"/alerts/{case.id}", {"channel": "phone", "outcome": "refused", "note": "Asked us not to call"}
    refused = world.post(f"{path}/contact", {"version": 1, **call}).body
    assert (refused["contact_refused"], refused["target_at"], refused["first_contact_at"]) == (True, None, None)
    assert "contact" not in refused["may"]
    reply = world.post(f"{path}/contact", {"version": 2, **call})
    assert (reply.status, reply.code) == (409, "contact_refused")
    assert world.post(f"{path}/close", {"version": 2, "reason": "no_contact"}).status == 200


def test_a_contact_told_later_is_marked_so(world: World) -> None:
    case = world.raise_case()
    world.wait(hours=3)
    body = {"version": 1, "channel": "social", "outcome": "reached", "contacted_at": "2026-03-17T10:05:00Z"}
    assert world.post(f"/alerts/{case.id}/contact", body).body["first_contact_at"] == "2026-03-17T10:05:00.000Z"
    assert world.get(f"/alerts/{case.id}/timeline").body["items"][1]["data"] == {
        "channel": "social",
        "outcome": "reached",
        "note": None,
        "contacted_at": "2026-03-17T10:05:00.000Z",
        "backdated": True,
    }


def test_an_archived_reason_is_not_in_the_list_and_keeps_its_name(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/close", {"version": 1, "reason": "void"})
    old = Reason("void", {"fr": "Sans suite", "en": "No follow-up"}, archived=True)
    new = Reason("done", {"fr": "Fait", "en": "Done"})
    world.config.save_many([("REASON", one.id, one) for one in (old, new)], if_config=1)
    world.wait(seconds=2)
    assert world.get(f"/alerts/{case.id}").body["closing"]["reason"] == {"id": "void", "label": "Sans suite"}
    world.post(f"/alerts/{case.id}/reopen", {"version": 2})
    assert world.post(f"/alerts/{case.id}/close", {"version": 3, "reason": "void"}).code == "unknown_reason"
    assert world.post(f"/alerts/{case.id}/close", {"version": 3, "reason": "done"}).status == 200


def test_only_a_closed_case_reopens(world: World) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/reopen", {"version": 1})
    assert (reply.status, reply.code) == (409, "not_closed")


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
    world.get(f"/alerts/{case.id}")
    world.calls.take()
    world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body}, key=key)
    assert world.calls.take() == cost
