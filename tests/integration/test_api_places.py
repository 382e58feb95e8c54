"""Places and groups: changing the tree, and the cases that follow it."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.account.models import Department
from shared.alerts.models import Alert, Attached, Event
from shared.calendars.models import Calendar
from shared.feedback.models import Respondent
from shared.scope.places import Group, Place
from shared.storage import keys
from tests.integration.working import work
from tests.integration.world import Reply, World
from tests.support.builders import user

ADMIN, MANAGER = "u-admin", "u-region"
STORE: dict[str, Any] = {"name": "Grenoble", "parent": "ara", "code": "GRENOBLE-01"}


def put(world: World, place_id: str, as_: str = ADMIN, **changes: Any) -> Reply:
    shown = world.get(f"/places/{place_id}", as_=ADMIN).body
    body = {name: value for name, value in shown.items() if name != "id"}
    return world.call("PUT", f"/places/{place_id}", as_=as_, body={**body, **changes})


def delete(world: World, path: str, version: int | None = 1, as_: str = ADMIN) -> Reply:
    return world.call("DELETE", path, as_=as_, query="" if version is None else f"version={version}")


def case_of(world: World, case: Alert) -> Alert:
    found = world.alerts.get(case.id)
    assert found is not None
    return found


def raised(world: World, number: int) -> Alert:
    """A case of a customer of its own."""
    return world.raise_case(number, respondent=Respondent(id=f"C-{number}"))


def change(world: World, case: Alert, **changes: Any) -> None:
    """Puts something into a case as if it had come about."""
    present = case_of(world, case)
    after = replace(present, version=present.version + 1, **changes)
    world.alerts.save(after, Event(case.id, after.version, "noted", world.now()))


def sections(world: World, as_: str) -> dict[str, list[str]]:
    """Ids of the cases somebody sees, by section."""
    names = ("inbox", "on_hold", "done", "spam")
    return {
        name: sorted(one["id"] for one in world.get("/alerts", f"section={name}", as_=as_).body["items"])
        for name in names
    }


def test_a_place_is_added_shown_and_changed(world: World) -> None:
    reply = world.post("/places", STORE, ADMIN)
    place_id = reply.body["id"]
    assert (reply.status, reply.body) == (201, {
        **STORE, "id": place_id, "aliases": [], "calendar": None, "owner": None, "delegate_to": None, "version": 1,
    })  # fmt: skip
    assert world.get(f"/places/{place_id}", as_=ADMIN).body == reply.body
    changed = put(world, place_id, aliases=["GRE"], owner="u-marc", delegate_to="care@example.com")
    assert (changed.status, changed.body["place"]["version"], changed.body["job"]) == (200, 2, None)
    assert changed.body["place"]["aliases"] == ["GRE"]
    seen = world.get(f"/places/{place_id}", as_=MANAGER).body
    assert (seen["name"], seen["owner"], seen["aliases"]) == ("Grenoble", None, []), "for admins only"
    assert world.get(f"/places/{place_id}").status == 404
    case = world.raise_case(1, place_code="gre")
    assert case.path == ("net", "ara", place_id)


def test_a_given_id_stays_and_is_given_once(world: World) -> None:
    first, again = (world.post("/places", {**STORE, "id": "gre"}, ADMIN, key="k") for _ in range(2))
    assert (first.status, first.body["id"], again.body) == (201, "gre", first.body)
    other = world.post("/places", {**STORE, "id": "gre", "code": None}, ADMIN)
    assert (other.status, other.body["errors"][0]["code"]) == (422, "duplicate")


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"parent": "atlantis"}, "$.parent", "unknown_parent"),
        ({"code": "annecy"}, "$.code", "code_taken"),
        ({"aliases": ["x", "X"]}, "$.aliases[1]", "duplicate"),
        ({"calendar": "c-none"}, "$.calendar", "unknown_calendar"),
        ({"owner": "u-gone"}, "$.owner", "unknown_person"),
        ({"owner": "u-viewer"}, "$.owner", "unknown_person"),
        ({"delegate_to": "nobody"}, "$.delegate_to", "bad_email"),
        ({"name": " "}, "$.name", "string_pattern_mismatch"),
        ({"id": "unknown"}, "$.id", "duplicate"),
        ({"id": "../x"}, "$.id", "string_pattern_mismatch"),
        ({"version": 1}, "$.version", "unknown_field"),
    ],
)
def test_places_that_are_refused(world: World, changes: dict[str, Any], path: str, code: str) -> None:
    reply = world.post("/places", {**STORE, **changes}, ADMIN)
    assert reply.status == 422
    assert (path, code) in {(fault["path"], fault["code"]) for fault in reply.body["errors"]}


@pytest.mark.parametrize(
    ("place", "parent", "code"),
    [("ara", "lyon", "circle"), ("net", "net", "circle"), ("ara", "no", "unknown_parent")],
)
def test_the_tree_stays_a_tree(world: World, place: str, parent: str, code: str) -> None:
    assert put(world, place, parent=parent).body["errors"][0]["code"] == code


RIGHTS: list[tuple[str, str, Any, dict[str, int]]] = [
    ("POST", "/places", STORE, {ADMIN: 201, MANAGER: 403, "u-claire": 403}),
    ("PUT", "/places/lyon", {"name": "L", "parent": "ara", "version": 1}, {ADMIN: 200, MANAGER: 403}),
    ("DELETE", "/places/lyon", None, {ADMIN: 428, MANAGER: 403, "u-claire": 403}),
    ("GET", "/places/lyon", None, {ADMIN: 200, MANAGER: 200, "u-claire": 200, "u-paris": 404, "u-gone": 401}),
    ("GET", "/places/atlantis", None, {ADMIN: 404, "u-claire": 404}),
    ("POST", "/groups", {"name": "G"}, {ADMIN: 201, MANAGER: 403}),
    ("PUT", "/groups/g", {"name": "G", "version": 1}, {ADMIN: 200, MANAGER: 403}),
    ("DELETE", "/groups/g", None, {ADMIN: 428, MANAGER: 403}),
    ("GET", "/groups/g", None, {ADMIN: 200, MANAGER: 200, "u-claire": 200, "u-paris": 404}),
]


@pytest.mark.parametrize(
    ("method", "path", "body", "reader", "status"),
    [(method, path, body, reader, status) for method, path, body, who in RIGHTS for reader, status in who.items()],
)
def test_who_may(world: World, method: str, path: str, body: Any, reader: str, status: int) -> None:
    world.config.save("GROUP", "g", Group("g", "Old town", ("lyon",)), if_config=1)
    assert world.call(method, path, as_=reader, body=body).status == status


@pytest.mark.parametrize(("version", "code"), [(None, "version_required"), (7, "stale_version")])
def test_changes_name_their_version(world: World, version: int | None, code: str) -> None:
    assert put(world, "lyon", version=version).code == code
    assert delete(world, "/places/lyon", version).code == code


def test_cases_follow_a_place_that_moves(world: World) -> None:
    """Whatever has become of them, and whoever works with them meanwhile."""
    cases = [raised(world, number) for number in range(1, 6)]
    open_, taken, held, closed, spam = cases
    for case in (taken, held, closed):
        world.post(f"/alerts/{case.id}/take", {"version": 1})
    world.post(f"/alerts/{held.id}/hold", {"version": 2, "until": "2026-03-18T08:00:00Z"})
    world.post(f"/alerts/{closed.id}/close", {"version": 2, "reason": "void"})
    world.post(f"/alerts/{spam.id}/spam", {"version": 1})
    before = sections(world, MANAGER)
    assert before == {
        "inbox": sorted([open_.id, taken.id]), "on_hold": [held.id], "done": [closed.id], "spam": [spam.id],
    }  # fmt: skip
    world.people.save(user("u-idf", role="manager", nodes=("idf",)))
    moved = put(world, "lyon", parent="idf")
    assert moved.status == 200
    # Who sees them has changed already, before the job has begun.
    assert sections(world, MANAGER) == {"inbox": [], "on_hold": [], "done": [], "spam": []}
    assert world.get(f"/alerts/{open_.id}", as_=MANAGER).status == 404
    assert world.get(f"/alerts/{open_.id}", as_="u-idf").status == 200
    assert work(world, moved.body["job"]) == {"place": "lyon", "moved": 5}
    assert sections(world, "u-idf") == before
    for case in cases:
        after = case_of(world, case)
        assert after.path == ("net", "idf", "lyon")
        assert world.alerts.timeline(case.id)[0][-1].type == "moved"
    assert world.get("/alerts/counts", as_=MANAGER).body["inbox"]["count"] == 0


def test_a_store_that_goes_up_a_level_and_back(world: World) -> None:
    case = world.raise_case()
    for parent, path in (("net", ("net", "lyon")), ("ara", ("net", "ara", "lyon")), (None, ("lyon",))):
        job = put(world, "lyon", parent=parent).body["job"]
        assert work(world, job)["moved"] == 1
        assert case_of(world, case).path == path
        assert sections(world, "u-claire")["inbox"] == [case.id]


def test_a_new_name_is_written_into_the_cases_of_all_below(world: World) -> None:
    case = world.raise_case()
    job = put(world, "ara", name="AURA").body["job"]
    assert work(world, job)["moved"] == 1
    place = case_of(world, case).place
    assert place is not None
    assert place.names == ("Halles Verdier", "AURA", "Lyon Part-Dieu")


def test_cases_worked_with_another_move_with_it(world: World) -> None:
    first, second = raised(world, 1), raised(world, 2)
    attached = Attached(second.id, world.now(), "Again", "Twice now")
    change(world, second, attached_to=first.id)
    change(world, first, attached=(attached,))
    job = put(world, "lyon", parent="idf").body["job"]
    assert work(world, job)["moved"] == 2
    assert case_of(world, second).path == ("net", "idf", "lyon")


def test_cases_of_restricted_departments_move_too(world: World) -> None:

    case = world.raise_case()
    config = world.config.load()
    world.config.save("DEPARTMENT", "hr", Department("hr", "HR", restricted=True), if_config=config.version)
    change(world, case, department="hr", restricted=True)
    job = put(world, "lyon", parent="idf").body["job"]
    assert work(world, job)["moved"] == 1
    assert case_of(world, case).path == ("net", "idf", "lyon")


def test_a_removed_place_gives_its_cases_to_the_one_above(world: World) -> None:
    world.config.save("GROUP", "g", Group("g", "Old town", ("lyon", "annecy")), if_config=1)
    case = world.raise_case()
    assert delete(world, "/places/ara").code == "in_use"
    reply = delete(world, "/places/lyon")
    assert (reply.status, reply.body["moved_to"]) == (200, {"id": "ara", "name": "Auvergne-Rhône-Alpes"})
    assert world.get(f"/alerts/{case.id}").status == 404, "at once"
    assert world.get("/places/lyon", as_=ADMIN).status == 404
    assert world.get("/groups/g", as_=ADMIN).body["places"] == ["annecy"]
    assert work(world, reply.body["job"])["moved"] == 1
    assert case_of(world, case).path == ("net", "ara")
    assert sections(world, MANAGER)["inbox"] == [case.id]


def test_groups(world: World) -> None:
    made = world.post("/groups", {"name": "Old town", "places": ["lyon", "paris", "lyon"]}, ADMIN)
    group = made.body["id"]
    assert (made.status, made.body) == (
        201, {"id": group, "name": "Old town", "places": ["lyon", "paris"], "version": 1},
    )  # fmt: skip
    assert world.post("/groups", {"name": "OLD TOWN"}, ADMIN).code == "duplicate"
    unknown = world.post("/groups", {"name": "X", "places": ["lyon", "no"]}, ADMIN)
    assert unknown.body["errors"][0]["path"] == "$.places[1]"
    shown = world.get("/groups").body["items"]
    assert [(one["id"], one["places"]) for one in shown] == [(group, ["lyon"])], "as far as they see it"
    world.people.save(user("u-group", nodes=(), groups=(group,)))
    case = world.raise_case()
    assert world.get(f"/alerts/{case.id}", as_="u-group").status == 200
    body = {"name": "Old town", "places": ["paris"], "version": 1}
    assert world.call("PUT", f"/groups/{group}", as_=ADMIN, body=body).body["version"] == 2
    assert world.get(f"/alerts/{case.id}", as_="u-group").status == 404
    assert delete(world, f"/groups/{group}", 2).code == "in_use"
    world.people.save(user("u-group", nodes=()))
    assert delete(world, f"/groups/{group}", 2).status == 204
    assert world.get("/groups", as_=ADMIN).body["items"] == []


def test_every_change_of_the_tree_is_in_the_audit(world: World) -> None:
    world.config.save("CALENDAR", "c1", Calendar("c1", 1, "Shops", "Europe/Paris"), if_config=1)
    put(world, "lyon", calendar="c1")
    world.post("/groups", {"name": "G"}, ADMIN)
    delete(world, "/places/annecy")
    rows = world.table.query(keys.audit_day(world.now().date()), index="source_day")
    bodies = [
        str(item["body"]) for item in world.table.get_many([(str(r["pk"]), str(r["sk"])) for r in rows]) if item
    ]
    shown = sorted(('"kind":"place"' in one, '"c1"' in one) for one in bodies)
    assert shown == [(False, False), (True, False), (True, True)]


def test_a_code_given_to_a_place_is_a_version_of_it(world: World) -> None:
    assert world.post("/places/lyon/codes", {"code": "LYS"}, ADMIN).status == 202
    place = world.config.load().tree.places["lyon"]
    assert place == Place("lyon", "Lyon Part-Dieu", "ara", "LYON-PARTDIEU", ("LYS",), version=2)
