"""Whose the cases of a rule are: set, checked, kept in versions and in files."""

from typing import Any

import pytest
from msgspec.structs import replace

from tests.integration.test_api_rules import RULE
from tests.integration.world import Reply, World

ADMIN = "u-admin"
OWNERS = {"net": "u-region", "lyon": "u-marc"}


def made(world: World, **changes: Any) -> Reply:
    return world.post("/rules", {**RULE, "owners": OWNERS, **changes}, ADMIN)


def test_owners_are_kept_in_every_version_and_in_files(world: World) -> None:
    reply = made(world, assign="spread")
    assert reply.status == 201, reply.body
    assert (reply.body["owners"], reply.body["assign"]) == (OWNERS, "spread")
    path = f"/rules/{reply.body['id']}"
    assert world.get(path, as_=ADMIN).body["owners"] == OWNERS
    body = {**RULE, "owners": {"ara": "u-claire"}, "version": 1}
    changed = world.call("PUT", path, as_=ADMIN, body=body)
    assert (changed.status, changed.body["owners"], changed.body["assign"]) == (200, {"ara": "u-claire"}, "owner")
    versions = world.get(f"{path}/versions", as_=ADMIN).body["items"]
    assert [one["rule"]["owners"] for one in versions] == [{"ara": "u-claire"}, OWNERS]
    restored = world.post(f"{path}/restore", {"version": 2, "to": 1}, ADMIN)
    assert restored.body["owners"] == OWNERS
    filed = world.get("/rules/export", as_=ADMIN).body
    assert OWNERS in [one["owners"] for one in filed["rules"]]
    again = world.post("/rules/import", {**filed, "dry_run": True}, ADMIN).body
    assert (again["added"], again["changed"], again["removed"]) == ([], [], [])


@pytest.mark.parametrize(
    ("owners", "path", "code"),
    [
        ({"atlantis": "u-marc"}, "$.owners.atlantis", "unknown_place"),
        ({"lyon": "nobody"}, "$.owners.lyon", "unknown_person"),
        ({"lyon": "u-gone"}, "$.owners.lyon", "unknown_person"),
        ({"lyon": "u-viewer"}, "$.owners.lyon", "unknown_person"),
    ],
)
def test_owners_that_are_refused(world: World, owners: dict[str, str], path: str, code: str) -> None:
    reply = made(world, owners=owners)
    assert (reply.status, [(one["path"], one["code"]) for one in reply.body["errors"]]) == (422, [(path, code)])
    filed = world.get("/rules/export", as_=ADMIN).body
    filed["rules"][0]["owners"] = owners
    refused = world.post("/rules/import", {**filed, "dry_run": True}, ADMIN)
    assert (refused.status, refused.body["errors"][0]["path"]) == (422, path.replace("$", "$.rules[0]"))


def test_a_file_with_an_owner_who_has_gone_still_stands(world: World) -> None:
    made(world)
    marc = world.people.get("u-marc")
    assert marc is not None
    world.people.save(replace(marc, disabled=True))
    filed = world.get("/rules/export", as_=ADMIN).body
    assert world.post("/rules/import", {**filed, "dry_run": True}, ADMIN).status == 200


@pytest.mark.parametrize("assign", ["both", None])
def test_cases_go_to_owners_or_in_turn(world: World, assign: str | None) -> None:
    assert made(world, assign=assign).body["errors"][0]["path"] == "$.assign"
