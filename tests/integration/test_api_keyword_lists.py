"""Keyword lists: shared by rules, changed for all of them at once, never pulled away from under one."""

from typing import Any

import pytest

from tests.integration.test_api_rules import RULE
from tests.integration.world import Reply, World
from tests.support.builders import feedback

LIST: dict[str, Any] = {"name": "Danger", "words": ["verre", "éclat de plastique"]}


def made(world: World, **changes: Any) -> Reply:
    return world.post("/keyword-lists", {**LIST, **changes}, "u-admin")


def using(world: World, list_id: str, **changes: Any) -> Reply:
    value = {"words": [], "lists": [list_id]}
    criteria = {"combinator": "and", "rules": [{"field": "comment", "operator": "mentions", "value": value}]}
    return world.post("/rules", {**RULE, "criteria": criteria, **changes}, "u-admin")


def test_a_list_is_written_read_and_changed(world: World) -> None:
    reply = made(world)
    assert reply.status == 201
    assert reply.body == {
        **LIST, "id": reply.body["id"], "version": 1, "exceptions": [], "inflected": False, "language": None,
        "used_by": [],
    }  # fmt: skip
    path = f"/keyword-lists/{reply.body['id']}"
    assert world.get(path, as_="u-region").body == reply.body
    changed = world.call(
        "PUT", path, as_="u-admin", body={**LIST, "name": "Dangers", "inflected": True, "version": 1}
    )
    assert (changed.status, changed.body["version"], changed.body["inflected"]) == (200, 2, True)
    assert [one["name"] for one in world.get("/keyword-lists", as_="u-admin").body["items"]] == ["Dangers"]


def test_a_change_applies_to_every_rule_that_uses_it(world: World) -> None:
    list_id = made(world).body["id"]
    assert using(world, list_id).status == 201
    assert using(world, list_id, label="Draft", status="draft").status == 201
    world.wait(seconds=2)
    glass = feedback(1, comment="du verre", score=None, received_at=world.now())
    assert world.evaluate(glass).labels == ("Promoters",)
    path = f"/keyword-lists/{list_id}"
    reply = world.call("PUT", path, as_="u-admin", body={**LIST, "words": ["carton"], "version": 1})
    assert [one["label"] for one in reply.body["used_by"]] == ["Draft", "Promoters"]
    world.wait(seconds=2)
    assert world.run_evaluate(feedback(2, comment="du verre", score=None, received_at=world.now())) is None
    box = feedback(3, comment="du carton", score=None, received_at=world.now())
    assert world.evaluate(box).triggers[0].rule_version == 1, "the rule itself has not changed"


def test_a_list_in_use_stays(world: World) -> None:
    list_id = made(world).body["id"]
    rule_id = using(world, list_id, status="draft").body["id"]
    path = f"/keyword-lists/{list_id}"
    refused = world.call("DELETE", path, as_="u-admin", query="version=1")
    assert (refused.status, refused.code) == (409, "in_use")
    assert "Promoters" in refused.body["detail"]
    world.call("DELETE", f"/rules/{rule_id}", as_="u-admin", query="version=1")
    assert world.call("DELETE", path, as_="u-admin", query="version=1").status == 204
    assert world.get(path, as_="u-admin").status == 404


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name": ""}, "$.name"),
        ({"name": "x" * 41}, "$.name"),
        ({"words": []}, "$.words"),
        ({"words": ["?!"]}, "$.words[0]"),
        ({"words": ["verre", " "]}, "$.words[1]"),
        ({"words": ["x" * 101]}, "$.words[0]"),
        ({"words": "verre"}, "$.words"),
        ({"exceptions": ["--"]}, "$.exceptions[0]"),
        ({"language": "de"}, "$.language"),
        ({"used_by": []}, "$.used_by"),
    ],
)
def test_lists_that_are_refused(world: World, changes: dict[str, Any], path: str) -> None:
    reply = made(world, **changes)
    assert (reply.status, reply.code) == (422, "invalid")
    assert any(fault["path"].startswith(path.partition("[")[0]) for fault in reply.body["errors"]), reply.body
    assert world.config.load().lists == {}


def test_two_lists_cannot_share_a_name(world: World) -> None:
    made(world)
    reply = made(world, name="DANGER")
    assert (reply.status, reply.code) == (409, "duplicate")


def test_a_rule_cannot_use_a_list_that_is_not_there(world: World) -> None:
    reply = using(world, "k-none")
    assert (reply.status, reply.code) == (422, "invalid")
    assert reply.body["errors"][0]["path"].startswith("$.criteria.rules[0].value")


@pytest.mark.parametrize(
    ("version", "status", "code"),
    [(None, 428, "version_required"), (2, 409, "stale_version"), (0, 422, "invalid")],
)
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_change_names_its_version(
    world: World, method: str, version: int | None, status: int, code: str
) -> None:
    path = f"/keyword-lists/{made(world).body['id']}"
    named = {} if version is None else {"version": version}
    if method == "PUT":
        reply = world.call("PUT", path, as_="u-admin", body={**LIST, **named})
    else:
        reply = world.call("DELETE", path, as_="u-admin", query="" if version is None else f"version={version}")
    assert (reply.status, reply.code) == (status, code)


def test_the_same_request_twice_makes_one_list(world: World) -> None:
    first, again = (world.post("/keyword-lists", LIST, "u-admin", key="k1") for _ in range(2))
    assert (first.status, first.body) == (201, again.body)
    assert len(world.config.load().lists) == 1
