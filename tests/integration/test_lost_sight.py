"""What ends when a case is closed, a note deleted, somebody leaves: it does not come back by another way."""

import json
from typing import Any

import pytest
from msgspec.structs import replace

from functions.notify.addressees import addressees
from shared.alerts.models import Event
from tests.integration.working import work
from tests.integration.world import World

SECRET = "La cliente a menti"
WAYS: list[tuple[str, dict[str, Any]]] = [("transfer", {"to": "u-paris"}), ("share", {"with": ["u-paris"]})]


@pytest.mark.parametrize(("verb", "body"), WAYS, ids=[verb for verb, _ in WAYS])
def test_a_grant_ends_with_the_closing_and_does_not_come_back(
    world: World, verb: str, body: dict[str, Any]
) -> None:
    case = world.raise_case()
    path = f"/alerts/{case.id}"
    assert world.post(f"{path}/{verb}", {"version": 1, **body}).status == 200
    assert world.get(path, as_="u-paris").status == 200
    assert world.post(f"{path}/close", {"version": 2, "reason": "void"}).status == 200
    assert world.get(path, as_="u-paris").status == 404
    again = world.post(f"{path}/reopen", {"version": 3}).body
    assert (again["owner"], again["status"], again["shared_with"]) == (None, "new", [])
    assert world.get(path, as_="u-paris").status == 404
    assert world.get("/alerts", "section=mine", as_="u-paris").body["items"] == []
    assert world.get(f"{path}/timeline", as_="u-paris").status == 404


def test_undoing_a_bulk_closing_gives_nothing_back_to_who_saw_it_till_then(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/transfer", {"version": 1, "to": "u-paris"})
    order = {"command": "close", "ids": [case.id], "args": {"reason": "void"}}
    done = world.post("/alerts/bulk", order).body
    world.post(f"/alerts/bulk/{done['id']}/undo", {})
    now = world.get(f"/alerts/{case.id}").body
    assert (now["status"], now["owner"]) == ("new", None)


GONE = [("disabled", {"disabled": True}), ("moved", {"nodes": ("paris",)}), ("viewer", {"role": "viewer"})]


@pytest.mark.parametrize(("why", "changes"), GONE, ids=[why for why, _ in GONE])
@pytest.mark.parametrize("command", ["assign", "close", "spam"])
def test_undoing_gives_no_case_to_who_has_left(
    world: World, command: str, why: str, changes: dict[str, Any]
) -> None:
    """Somebody who had a case leaves within the ten minutes in which a bulk order can be taken back."""
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/take", {"version": 1}, "u-marc")
    args = {"assign": {"to": "u-claire"}, "close": {"reason": "void"}, "spam": {}}[command]
    done = world.post("/alerts/bulk", {"command": command, "ids": [case.id], "args": args}).body
    marc = world.people.get("u-marc")
    assert marc is not None
    world.people.save(replace(marc, **changes))
    undone = world.post(f"/alerts/bulk/{done['id']}/undo", {}).body
    assert undone["result"]["done"] == 1
    now = world.alerts.get(case.id)
    assert now is not None
    assert (now.status, now.owner) == ("new", None)


def test_a_deleted_note_is_nowhere(world: World) -> None:
    case = world.raise_case()
    path = f"/alerts/{case.id}"
    written = world.post(f"{path}/notes", {"version": 1, "text": SECRET, "mentions": ["u-marc"]})
    assert written.status == 200
    edited = world.call("PUT", f"{path}/notes/2", body={"version": 2, "text": f"{SECRET} encore"})
    assert edited.status == 200
    assert world.call("DELETE", f"{path}/notes/2", query="version=3").status == 200
    shown = [
        world.get(place, query, as_).body
        for as_ in ("u-claire", "u-region", "u-admin")
        for place, query in ((path, ""), (f"{path}/timeline", ""), ("/alerts", "q=menti"))
    ]
    shown += [world.get("/audit", as_=as_).body for as_ in ("u-region", "u-admin")]
    assert SECRET not in json.dumps(shown, ensure_ascii=False)
    kinds = [entry["type"] for entry in shown[-1]["items"] if entry["alert_id"] == case.id]
    assert [kind for kind in kinds if kind.startswith("note")] == ["note_deleted", "note_edited", "noted"]


def test_mentions_are_told_to_nobody_who_lost_the_case_meanwhile(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/notes", {"version": 1, "text": "See", "mentions": ["u-marc"]})
    event = world.alerts.timeline(case.id)[0][-1]
    marc, now = world.people.get("u-marc"), world.alerts.get(case.id)
    assert marc is not None
    assert now is not None
    tree = world.config.load().tree
    assert [one.id for one in addressees(event, now, world.people, tree, "fr")] == ["u-marc"]
    world.people.save(replace(marc, nodes=("annecy",)))
    assert addressees(event, now, world.people, tree, "fr") == []


def test_a_place_that_is_removed_takes_its_cases_out_of_sight_at_once(world: World) -> None:
    """Until the job has given them to the place above, only those who see everything see them."""
    case = world.raise_case()
    answer = world.call("DELETE", "/places/lyon", as_="u-admin", query="version=1")
    assert answer.status == 200
    world.wait(seconds=2)
    for as_, status in (("u-claire", 404), ("u-marc", 404), ("u-region", 404), ("u-admin", 200)):
        assert world.get(f"/alerts/{case.id}", as_=as_).status == status, as_
        listed = world.get("/alerts", as_=as_).body["items"]
        assert (case.id in [row["id"] for row in listed]) is (as_ == "u-admin"), as_
    work(world, answer.body["job"])
    for as_, status in (("u-claire", 404), ("u-marc", 404), ("u-region", 200), ("u-admin", 200)):
        assert world.get(f"/alerts/{case.id}", as_=as_).status == status, as_


def test_whoever_is_moved_loses_what_they_had_open(world: World) -> None:
    """Deep link, page marker, search, presence and what they own: all at the next request."""
    cases = [world.raise_case(number) for number in (1, 2, 3)]
    world.post(f"/alerts/{cases[0].id}/take", {"version": 1}, "u-claire")
    first = world.get("/alerts", "section=inbox&limit=1").body
    claire = world.people.get("u-claire")
    assert claire is not None
    world.people.save(replace(claire, nodes=("paris",)))
    world.call("PUT", "/presence", as_="u-marc", body={"alert_id": cases[0].id, "typing": True})
    for query in ("section=inbox", "section=mine", "section=inbox&owner=me", "q=attendu"):
        assert world.get("/alerts", query).body["items"] == [], query
    assert world.get("/alerts", f"section=inbox&limit=1&cursor={first['next_cursor']}").body["items"] == []
    assert {one["count"] for one in world.get("/alerts/counts").body.values()} == {0}
    for path in ("", "/timeline", "/colleagues", "/plan"):
        assert world.get(f"/alerts/{cases[0].id}{path}").status == 404
    assert world.call("PUT", "/presence", body={"alert_id": None, "typing": False}).body["items"] == []
    assert world.call("PUT", "/presence", body={"alert_id": cases[0].id, "typing": False}).status == 404
    assert world.get("/respondents/C-20418").status == 404
    order = {"command": "note", "ids": [one.id for one in cases], "args": {"text": "x"}}
    outcomes = {one["outcome"] for one in world.post("/alerts/bulk", order).body["result"]["items"]}
    assert outcomes == {"not_found"}


def test_customer_service_is_written_to_only_while_it_has_the_case(world: World) -> None:
    case = world.raise_case()
    path, address = f"/alerts/{case.id}", "sav@example.com"
    world.post(f"{path}/delegate", {"version": 1, "to": address})
    event: Event = world.alerts.timeline(case.id)[0][-1]
    tree = world.config.load().tree

    def told() -> list[str]:
        now = world.alerts.get(case.id)
        assert now is not None
        return [one.email for one in addressees(event, now, world.people, tree, "fr")]

    assert told() == [address]
    world.post(f"{path}/delegate", {"version": 2, "to": "other@example.com"})
    assert told() == []
    world.post(f"{path}/delegate", {"version": 3, "to": address})
    assert told() == [address]
    world.post(f"{path}/take", {"version": 4})
    assert told() == []
