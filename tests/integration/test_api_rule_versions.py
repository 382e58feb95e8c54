"""The life of a rule: its versions, going back, deleting it; requests that come twice or at the same time."""

import json
from datetime import timedelta
from typing import Any

import pytest

from functions.evaluate import handler as evaluate_handler
from shared import ids
from shared.clock import iso
from shared.storage import codec
from shared.storage.config import ConfigStore
from tests.integration.test_api_rules import RULE
from tests.integration.world import Reply, World
from tests.support.builders import NOW, feedback, nps, rule

ADA = {"id": "u-admin", "name": "Ada Roy"}


def put(world: World, rule_id: str, version: int, **changes: Any) -> Reply:
    return world.call("PUT", f"/rules/{rule_id}", as_="u-admin", body={**RULE, "version": version, **changes})


def delete(world: World, path: str, version: int | None = 1) -> Reply:
    query = "" if version is None else f"version={version}"
    return world.call("DELETE", path, as_="u-admin", query=query)


def versions(world: World, rule_id: str) -> list[tuple[Any, ...]]:
    items = world.get(f"/rules/{rule_id}/versions", as_="u-admin").body["items"]
    return [(one["version"], one["change"], one["at"], one["by"], one["rule"]["label"]) for one in items]


def test_every_version_says_who_when_and_what(world: World) -> None:
    rule_id = world.post("/rules", RULE, "u-admin").body["id"]
    world.wait(hours=1)
    assert put(world, rule_id, 1, label="Fans").status == 200
    world.wait(hours=1)
    restored = world.post(f"/rules/{rule_id}/restore", {"version": 2, "to": 1}, "u-admin")
    assert (restored.status, restored.body["version"], restored.body["label"]) == (200, 3, "Promoters")
    assert versions(world, rule_id) == [
        (3, "restored", "2026-03-17T11:05:00.000Z", ADA, "Promoters"),
        (2, "changed", "2026-03-17T10:05:00.000Z", ADA, "Fans"),
        (1, "created", iso(NOW), ADA, "Promoters"),
    ]
    (listed,) = [one for one in world.get("/rules", as_="u-admin").body["items"] if one["id"] == rule_id]
    assert (listed["saved_at"], listed["saved_by"]) == ("2026-03-17T11:05:00.000Z", ADA)


def test_what_a_command_wrote_has_a_version_to_go_back_to(world: World) -> None:
    assert versions(world, "r-low") == [(1, "created", None, None, "Rule r-low")]
    assert put(world, "r-low", 1, label="Low").status == 200
    assert versions(world, "r-low") == [
        (2, "changed", iso(NOW), ADA, "Low"),
        (1, "created", None, None, "Rule r-low"),
    ]
    restored = world.post("/rules/r-low/restore", {"version": 2, "to": 1}, "u-admin")
    assert (restored.body["label"], restored.body["criteria"]) == ("Rule r-low", rule().criteria)


def test_a_deleted_rule_raises_nothing_and_keeps_its_past(world: World) -> None:
    case = world.raise_case()
    assert delete(world, "/rules/r-low").status == 204
    world.wait(seconds=1)
    assert world.run_evaluate(feedback(7, received_at=world.now())) is None
    assert world.get("/rules/r-low", as_="u-admin").status == 404
    assert world.get("/rules", as_="u-admin").body["items"] == []
    shown = world.get(f"/alerts/{case.id}").body
    assert (shown["label"], shown["triggers"][0]["rule_version"]) == ("Rule r-low", 1)
    assert [row[:2] for row in versions(world, "r-low")] == [(2, "deleted"), (1, "created")]


def test_a_label_is_free_again_once_its_rule_is_deleted(world: World) -> None:
    delete(world, "/rules/r-low")
    assert world.post("/rules", {**RULE, "label": "Rule r-low"}, "u-admin").status == 201


@pytest.mark.parametrize(
    ("version", "status", "code"),
    [(None, 428, "version_required"), (2, 409, "stale_version"), (0, 422, "invalid")],
)
def test_deleting_names_the_version(world: World, version: int | None, status: int, code: str) -> None:
    reply = delete(world, "/rules/r-low", version)
    assert (reply.status, reply.code) == (status, code)
    assert "r-low" in world.config.load().rules


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"version": 1, "to": 9}, 422, "invalid"),
        ({"version": 2, "to": 1}, 409, "stale_version"),
        ({"to": 1}, 428, "version_required"),
        ({"version": 1, "to": 0}, 422, "invalid"),
    ],
)
def test_going_back_that_is_refused(world: World, body: dict[str, Any], status: int, code: str) -> None:
    reply = world.post("/rules/r-low/restore", body, "u-admin")
    assert (reply.status, reply.code) == (status, code)


@pytest.mark.parametrize("path", ["/rules/none/versions", "/rules/none"])
def test_what_never_was_has_no_versions(world: World, path: str) -> None:
    assert world.get(path, as_="u-admin").status == 404


def test_a_stale_change_brings_the_rule_as_it_is(world: World) -> None:
    put(world, "r-low", 1, label="Low")
    reply = put(world, "r-low", 1, label="Lower")
    assert reply.code == "stale_version"
    assert reply.body["current"] == world.get("/rules/r-low", as_="u-admin").body


def test_the_same_request_twice_makes_one_rule(world: World) -> None:
    first, again = (world.post("/rules", RULE, "u-admin", key="k1") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert first.body["id"] == again.body["id"]
    assert len(world.config.load().rules) == 2
    other = world.post("/rules", {**RULE, "label": "Fans"}, "u-admin", key="k1")
    assert (other.status, other.code) == (422, "idempotency_key_reused")


def test_going_back_twice_under_one_key_is_once(world: World) -> None:
    put(world, "r-low", 1, label="Low")
    body = {"version": 2, "to": 1}
    first, again = (world.post("/rules/r-low/restore", body, "u-admin", key="k1") for _ in range(2))
    assert (first.body["version"], again.status, again.body["version"]) == (3, 200, 3)


def test_a_change_of_something_else_at_the_same_time_is_no_conflict(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another admin saves another rule between our reading and our writing."""
    real, others = ConfigStore.save_many, iter([rule("r-other", label="Other")])

    def raced(store: ConfigStore, entities: Any, **named: Any) -> None:
        for other in others:
            real(store, [("RULE", other.id, other)], if_config=named["if_config"])
        real(store, entities, **named)

    monkeypatch.setattr(ConfigStore, "save_many", raced)
    assert put(world, "r-low", 1, label="Low").status == 200
    assert set(world.config.load().rules) == {"r-low", "r-other"}


def test_the_same_rule_changed_at_the_same_time_is_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    real, others = ConfigStore.save_many, iter([rule("r-low", version=2, label="Theirs")])

    def raced(store: ConfigStore, entities: Any, **named: Any) -> None:
        for other in others:
            real(store, [("RULE", other.id, other)], if_config=named["if_config"])
        real(store, entities, **named)

    monkeypatch.setattr(ConfigStore, "save_many", raced)
    reply = put(world, "r-low", 1, label="Ours")
    assert (reply.status, reply.code) == (409, "stale_version")
    assert world.config.load().rules["r-low"].label == "Theirs"


def test_a_save_in_the_middle_of_a_batch_leaves_each_case_one_whole_version(world: World) -> None:
    """Label, priority, expiry and kind of a case are all of one version of the rule."""
    shapes = {}
    for version in range(1, 6):
        world.wait(seconds=2)
        changes: dict[str, Any] = {
            "label": f"Version {version + 1}", "priority": ("P1", "P2", "P3")[version % 3],
            "expires_in": 3600 * version, "kind": ("alert", "message")[version % 2], "criteria": rule().criteria,
        }  # fmt: skip
        assert put(world, "r-low", version, **changes).status == 200
        shapes[version + 1] = changes
        for number in range(3):
            at = world.now()
            case = world.evaluate(feedback(100 * version + number, score=nps(1), received_at=at))
            (trigger,) = case.triggers
            shape = shapes.get(trigger.rule_version)
            assert shape is not None
            assert (trigger.label, trigger.priority, case.kind, (case.expires_at - at).total_seconds()) == (
                shape["label"], shape["priority"], shape["kind"], shape["expires_in"],
            )  # fmt: skip


def test_pausing_until_a_time(world: World) -> None:
    until = "2026-03-17T12:00:00+01:00"
    reply = put(world, "r-low", 1, status="paused", paused_until=until, criteria=rule().criteria)
    assert (reply.body["status"], reply.body["paused_until"]) == ("paused", "2026-03-17T11:00:00.000Z")
    world.wait(seconds=2)
    assert world.run_evaluate(feedback(1, received_at=world.now())) is None
    world.wait(hours=2)
    assert world.evaluate(feedback(2, received_at=world.now())).triggers[0].rule_version == 2
    bad = put(world, "r-low", 2, paused_until="tomorrow")
    assert (bad.status, bad.body["errors"][0]["path"], bad.body["errors"][0]["code"]) == (
        422, "$.paused_until", "bad_time",
    )  # fmt: skip


def test_a_save_while_a_batch_runs_gives_each_message_one_whole_version(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule is saved anew between two writes of one batch, once before each of them."""
    real, saved = type(world.alerts).open, iter(range(1, 99))

    def raced(store: Any, *opened: Any) -> bool:
        version = next(saved)
        world.wait(seconds=2)
        changes = {"label": f"L{version + 1}", "expires_in": 100 * (version + 1), "criteria": rule().criteria}
        assert put(world, "r-low", version, **changes).status == 200
        return bool(real(store, *opened))

    monkeypatch.setattr(type(world.alerts), "open", raced)
    given = [feedback(number, received_at=NOW + timedelta(seconds=2 * number)) for number in range(6)]
    items = [
        {"event": "INSERT", "kind": "feedback", "pk": "-", "sk": "-", "body": codec.encode(one)} for one in given
    ]
    messages = [{"messageId": str(number), "body": json.dumps(item)} for number, item in enumerate(items)]
    assert evaluate_handler.lambda_handler({"Records": messages}, None) == {"batchItemFailures": []}
    seen = set()
    for one in given:
        case = world.alerts.get(ids.alert_id(one.id))
        assert case is not None
        (trigger,) = case.triggers
        version = trigger.rule_version
        seen.add(version)
        expected = ("Rule r-low", 48 * 3600) if version == 1 else (f"L{version}", 100 * version)
        assert (trigger.label, (case.expires_at - one.received_at).total_seconds()) == expected
    assert len(seen) > 3, "the batch met several versions"
