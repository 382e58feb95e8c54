"""Directory files: a dry run writes nothing, applying does it once, also across a crash and for a second time."""

from typing import Any

import pytest

from shared.scope.places import Group
from tests.integration.working import work
from tests.integration.world import Reply, World
from tests.support.clients import TABLE, client
from tests.support.dynamo import everything

ADMIN = "u-admin"
PEOPLE = """email;name;role;places;remove
max@example.com;Max Lang;agent;lyon|ANNECY;
u-marc@example.com;Marc D.;;;
U-CLAIRE@example.com;;;;oui
"""
PLACES = "id,name,parent,code\nsud,Sud,net,\nnice,Nice,sud,NICE-01\nlyon,Lyon Gare,sud,LYON-PARTDIEU\n"


def send(
    world: World, kind: str, text: str, mode: str = "dry_run", as_: str = ADMIN, key: str | None = None
) -> Reply:
    return world.post("/directory/imports", {"kind": kind, "text": text, "mode": mode}, as_, key)


def counts(found: dict[str, Any]) -> list[int]:
    return [found[name] for name in ("lines", "added", "changed", "removed", "unchanged")]


def test_a_dry_run_says_what_would_change_and_writes_nothing(world: World) -> None:
    before = everything(client("dynamodb"), TABLE)
    reply = send(world, "users", PEOPLE)
    assert (reply.status, counts(reply.body), reply.body["errors"]) == (200, [3, 1, 1, 1, 0], [])
    assert counts(send(world, "places", PLACES).body) == [3, 2, 1, 0, 0]
    faulty = send(world, "users", PEOPLE + "u-admin@example.com;;;;yes\nnobody;N;agent;;\n").body
    assert [(one["line"], one["code"]) for one in faulty["errors"]] == [(5, "own_account"), (6, "bad_email")]
    assert everything(client("dynamodb"), TABLE) == before
    assert world.cognito.members == {}


def test_people_of_a_file_are_invited_changed_and_let_in_no_more(world: World) -> None:
    job = send(world, "users", PEOPLE, "all")
    assert (job.status, job.body["kind"]) == (202, "directory")
    assert work(world, job.body) == {
        "kind": "users", "lines": 3, "added": 1, "changed": 1, "removed": 1, "unchanged": 0, "failed": 0,
    }  # fmt: skip
    member = world.cognito.members["max@example.com"]
    max_, marc, claire = (world.people.get(one) for one in (member.subject, "u-marc", "u-claire"))
    assert max_ is not None
    assert (max_.name, max_.nodes, max_.role) == ("Max Lang", ("lyon", "annecy"), "agent")
    assert marc is not None
    assert (marc.name, marc.nodes) == ("Marc D.", ()), "the column is there and empty"
    assert claire is not None
    assert claire.disabled
    again = work(world, send(world, "users", PEOPLE, "all").body)
    assert counts(again) == [3, 0, 0, 0, 3]


def test_places_of_a_file_take_their_cases_along(world: World) -> None:
    case = world.raise_case()
    assert counts(work(world, send(world, "places", PLACES, "all").body)) == [3, 2, 1, 0, 0]
    moves = world.get("/jobs", "kind=move", as_=ADMIN).body["items"]
    assert [work(world, one)["moved"] for one in moves] == [1]
    moved = world.alerts.get(case.id)
    assert moved is not None
    assert moved.place is not None
    assert (moved.path, moved.place.name) == (("net", "sud", "lyon"), "Lyon Gare")
    assert world.raise_case(2, place_code="NICE-01").path == ("net", "sud", "nice")
    gone = "id,remove\nnice,yes\n"
    assert counts(work(world, send(world, "places", gone, "all").body)) == [1, 0, 0, 1, 0]
    assert "nice" not in world.config.load().tree.places


def test_groups_of_a_file(world: World) -> None:
    text = "id,name,places\nold,Old town,lyon|PARIS-É\n"
    assert counts(work(world, send(world, "groups", text, "all").body)) == [1, 1, 0, 0, 0]
    assert world.config.load().tree.groups["old"] == Group("old", "Old town", ("lyon", "paris"))
    assert counts(work(world, send(world, "groups", text, "all").body)) == [1, 0, 0, 0, 1]


def test_a_bad_line_keeps_the_others_out_unless_only_they_are_asked_for(world: World) -> None:
    text = PLACES + "paris,Paris,atlantis,\n"
    with pytest.raises(AssertionError, match="bad_lines"):
        work(world, send(world, "places", text, "all").body)
    assert "sud" not in world.config.load().tree.places
    job = send(world, "places", text, "partial").body
    assert counts(work(world, job)) == [4, 2, 1, 0, 0]
    lines = world.get(f"/jobs/{job['id']}/lines", as_=ADMIN).body["items"]
    assert [(one["line"], one["path"], one["code"]) for one in lines] == [(5, "parent", "unknown_parent")]


def test_what_fails_when_its_turn_comes_is_in_the_report(world: World) -> None:
    world.cognito.refused = frozenset({"max@example.com"})
    job = send(world, "users", PEOPLE, "all").body
    assert work(world, job)["failed"] == 1
    lines = world.get(f"/jobs/{job['id']}/lines", as_=ADMIN).body["items"]
    assert [(one["line"], one["code"]) for one in lines] == [(2, "invalid_address")]


def test_a_file_sent_twice_under_one_key_is_one_job(world: World) -> None:
    first, again = (send(world, "places", PLACES, "all", key="k1") for _ in range(2))
    assert (first.status, again.status, again.body["id"]) == (202, 202, first.body["id"])
    assert work(world, again.body)["added"] == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [("name\nLyon\n", "column_missing"), ("\n\n", "empty"), ("id,id\na,b\n", "column_twice")],
)
def test_files_that_cannot_be_used(world: World, text: str, code: str) -> None:
    reply = send(world, "places", text)
    assert (reply.status, reply.body["errors"][0]["path"], reply.body["errors"][0]["code"]) == (
        422,
        "$.text",
        code,
    )


@pytest.mark.parametrize("reader", ["u-region", "u-claire", "u-viewer"])
def test_files_are_for_admins(world: World, reader: str) -> None:
    assert send(world, "places", PLACES, as_=reader).status == 403
