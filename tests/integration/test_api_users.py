"""People: who may do what to whom, what works at once, and what becomes of the cases of those who go."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts import ownership
from shared.feedback.models import Respondent
from shared.scope.people import Absence, User
from shared.scope.places import Group
from tests.integration.working import work
from tests.integration.world import Reply, World
from tests.support.builders import HOUR, NOW, feedback, nps, user

ADMIN, MANAGER = "u-admin", "u-region"
NORA: dict[str, Any] = {
    "email": "Nora.Lind@example.com", "name": "Nora Lind", "role": "agent", "locale": "en", "places": ["lyon"],
}  # fmt: skip
EMPTY: dict[str, Any] = {"groups": [], "departments": [], "departments_only": False}


def invite(world: World, as_: str = ADMIN, key: str | None = None, **changes: Any) -> Reply:
    return world.post("/users", {**NORA, **changes}, as_, key)


def put(world: World, user_id: str, as_: str = ADMIN, **changes: Any) -> Reply:
    shown = world.get(f"/users/{user_id}", as_=ADMIN).body
    names = ("name", "role", "locale", "places", "groups", "departments", "departments_only", "version")
    body = {name: shown[name] for name in names}
    return world.call("PUT", f"/users/{user_id}", as_=as_, body={**body, **changes})


def disable(world: World, user_id: str, as_: str = ADMIN, **changes: Any) -> Reply:
    return world.post(f"/users/{user_id}/disable", {"version": 1, **changes}, as_)


def test_somebody_invited_gets_an_account_and_comes_in(world: World) -> None:
    reply = invite(world)
    assert reply.status == 201
    member = world.cognito.members["nora.lind@example.com"]
    assert reply.body == {
        **NORA, **EMPTY, "id": member.subject, "disabled": False, "absence": None, "version": 1,
        "status": "invited",
    }  # fmt: skip
    assert world.get(f"/users/{member.subject}", as_=ADMIN).body == reply.body
    case = world.raise_case()
    assert world.get(f"/alerts/{case.id}", as_=member.subject).status == 200
    assert world.get("/me", as_=member.subject).status == 200
    assert world.get(f"/users/{member.subject}", as_=ADMIN).body["status"] == "active"


def test_the_same_invitation_again_makes_one_person(world: World) -> None:
    first, again = (invite(world, key="k1") for _ in range(2))
    assert (first.status, again.status, again.body) == (201, 201, first.body)
    refused = invite(world, email="nora.LIND@Example.com ")
    assert (refused.status, refused.code) == (409, "duplicate")
    assert len(world.cognito.members) == 1


def test_an_invitation_waits_for_the_pool(world: World) -> None:
    world.cognito.down = True
    pending = invite(world, key="k1")
    assert (pending.status, pending.code) == (409, "account_pending")
    again = invite(world, key="k1")
    assert (again.status, again.code) == (409, "account_pending")


@pytest.mark.parametrize(
    ("changes", "path", "code"),
    [
        ({"email": "nobody"}, "$.email", "bad_email"),
        ({"email": "a@b,c@d.example"}, "$.email", "bad_email"),
        ({"email": "x" * 65 + "@example.com"}, "$.email", "bad_email"),
        ({"places": ["lyon", "atlantis"]}, "$.places[1]", "unknown_place"),
        ({"groups": ["g-none"]}, "$.groups[0]", "unknown_group"),
        ({"departments": ["d-none"]}, "$.departments[0]", "unknown_department"),
        ({"name": " "}, "$.name", "string_pattern_mismatch"),
        ({"role": "owner"}, "$.role", "literal_error"),
        ({"disabled": True}, "$.disabled", "unknown_field"),
        ({"id": "u-me"}, "$.id", "unknown_field"),
    ],
)
def test_invitations_that_are_refused(world: World, changes: dict[str, Any], path: str, code: str) -> None:
    reply = invite(world, **changes)
    assert reply.status == 422
    assert (path, code) in {(fault["path"], fault["code"]) for fault in reply.body["errors"]}
    assert world.cognito.members == {}


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({}, 201, None),
        ({"role": "viewer", "places": ["annecy"]}, 201, None),
        ({"role": "manager"}, 403, "forbidden"),
        ({"role": "admin"}, 403, "forbidden"),
        ({"places": ["paris"]}, 422, "unknown_place"),
        ({"places": ["lyon", "net"]}, 422, "unknown_place"),
        ({"places": ["atlantis"]}, 422, "unknown_place"),
        ({"places": []}, 422, "required"),
        ({"groups": ["g-mixed"]}, 422, "unknown_group"),
        ({"groups": ["g-lyon"], "places": []}, 201, None),
    ],
)
def test_managers_invite_agents_within_their_perimeter(
    world: World, changes: dict[str, Any], status: int, code: str | None
) -> None:
    groups = (Group("g-mixed", "Mixed", ("lyon", "paris")), Group("g-lyon", "Lyon", ("lyon",)))
    world.config.save_many([("GROUP", one.id, one) for one in groups], if_config=1)
    reply = invite(world, MANAGER, **changes)
    assert reply.status == status
    if code is not None:
        assert code in {reply.code, *(fault["code"] for fault in reply.body["errors"])}


RIGHTS: list[tuple[str, str, dict[str, Any] | None, dict[str, int]]] = [
    ("GET", "/users", None, {ADMIN: 200, MANAGER: 200, "u-claire": 403, "u-viewer": 403, "u-gone": 401}),
    ("POST", "/users", NORA, {ADMIN: 201, MANAGER: 201, "u-claire": 403, "u-viewer": 403, "u-gone": 401}),
    ("GET", "/users/u-marc", None, {ADMIN: 200, MANAGER: 200, "u-claire": 403, "u-viewer": 403, "u-marc": 200}),
    ("GET", "/users/u-paris", None, {ADMIN: 200, MANAGER: 404, "u-claire": 403}),
    ("GET", "/users/nobody", None, {ADMIN: 404, MANAGER: 404, "u-claire": 403}),
    ("GET", "/users/me", None, {ADMIN: 200, "u-claire": 200, "u-viewer": 200, "u-gone": 401}),
    ("PUT", "/users/u-marc", {"name": "M", "role": "agent", "locale": "fr", "version": 1},
     {ADMIN: 200, MANAGER: 403, "u-claire": 403, "u-marc": 403}),
    ("POST", "/users/u-marc/disable", {"version": 1}, {ADMIN: 200, MANAGER: 403, "u-claire": 403}),
    ("POST", "/users/u-gone/enable", {"version": 1}, {ADMIN: 200, MANAGER: 403, "u-claire": 403}),
    ("PUT", "/users/u-marc/absence", {"version": 1, "absence": None},
     {ADMIN: 200, MANAGER: 403, "u-claire": 403, "u-marc": 200}),
    ("GET", "/users/u-marc/sees", None, {MANAGER: 403, "u-claire": 403}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "body", "reader", "status"),
    [(method, path, body, reader, status) for method, path, body, who in RIGHTS for reader, status in who.items()],
)
def test_who_may(world: World, method: str, path: str, body: Any, reader: str, status: int) -> None:
    assert world.call(method, path, as_=reader, body=body).status == status


def test_people_are_listed_found_and_paged(world: World) -> None:
    everybody = world.get("/users", as_=ADMIN).body
    assert everybody["next_cursor"] is None
    assert len(everybody["items"]) == 7
    assert {one["status"] for one in everybody["items"]} == {"active", "disabled"}
    inside = [one["id"] for one in world.get("/users", as_=MANAGER).body["items"]]
    assert inside == ["u-claire", "u-gone", "u-marc", MANAGER]
    for text in ("MARC", "marc@example"):
        assert [one["id"] for one in world.get("/users", f"q={text}", as_=ADMIN).body["items"]] == ["u-marc"]
    assert [one["id"] for one in world.get("/users", "q=in%C3%A8s", as_=ADMIN).body["items"]] == [MANAGER]
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = world.get("/users", f"limit=2&cursor={cursor}" if cursor else "limit=2", as_=ADMIN).body
        seen += [one["id"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert seen == [one["id"] for one in everybody["items"]]
    first = world.get("/users", "limit=2", as_=ADMIN).body["next_cursor"]
    assert world.get("/users", f"limit=2&cursor={first}", as_=MANAGER).code == "bad_cursor"


def test_a_change_of_perimeter_works_at_once(world: World) -> None:
    case = world.raise_case()
    assert world.get(f"/alerts/{case.id}").status == 200
    changed = put(world, "u-claire", places=["paris"])
    assert (changed.status, changed.body["places"], changed.body["version"]) == (200, ["paris"], 2)
    assert world.get(f"/alerts/{case.id}").status == 404
    assert put(world, "u-claire", places=["lyon"], version=1).code == "stale_version"
    assert put(world, "u-claire", places=["lyon"], version=None).code == "version_required"
    assert put(world, "u-claire", email="other@example.com").status == 422
    assert put(world, "u-claire").body["version"] == 2, "nothing has changed"


def test_nobody_takes_their_own_rights_away(world: World) -> None:
    assert put(world, ADMIN, role="agent").code == "own_account"
    assert disable(world, ADMIN).code == "own_account"
    assert put(world, ADMIN, name="Ada R.").status == 200


def test_whoever_is_disabled_is_out_and_their_cases_go_on(world: World) -> None:
    world.cognito.admin_create_user(Username="u-claire@example.com")
    world.cognito.members["u-claire@example.com"].sessions = 3
    mine, held, closed, other = (
        world.raise_case(number, respondent=Respondent(id=f"C-{number}")) for number in range(1, 5)
    )
    for case in (mine, held, closed, other):
        world.post(f"/alerts/{case.id}/take", {"version": case.version})
    world.post(f"/alerts/{held.id}/hold", {"version": 2, "until": "2026-03-18T08:00:00Z"})
    world.post(f"/alerts/{closed.id}/close", {"version": 2, "reason": "void"})
    reply = disable(world, "u-claire", reassign_to="u-marc")
    assert (reply.status, reply.body["user"]["status"]) == (200, "disabled")
    assert world.get("/me").status == 401
    member = world.cognito.members["u-claire@example.com"]
    assert (member.enabled, member.sessions) == (False, 0)
    assert work(world, reply.body["job"]) == {"assigned": 3, "unassigned": 0}
    owners = {case.id: world.alerts.get(case.id) for case in (mine, held, closed)}
    assert [one.owner.id for one in owners.values() if one and one.owner] == ["u-marc", "u-marc", "u-claire"]
    event = world.alerts.timeline(mine.id)[0][-1]
    assert (event.type, event.by and event.by.id, event.data["to"]["id"]) == ("assigned", ADMIN, "u-marc")


@pytest.mark.parametrize("to", [None, "u-paris"])
def test_without_a_successor_who_sees_them_cases_become_nobodys(world: World, to: str | None) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/take", {"version": 1})
    reply = disable(world, "u-claire", reassign_to=to)
    assert work(world, reply.body["job"]) == {"assigned": 0, "unassigned": 1}
    freed = world.alerts.get(case.id)
    assert freed is not None
    assert (freed.owner, freed.status) == (None, "new")


def test_what_is_taken_while_its_owner_is_disabled_is_given_on_too(world: World) -> None:
    """A request that had read its person just before."""
    case = world.raise_case()
    reply = disable(world, "u-claire")
    late = ownership.take(case, user().person, world.now())
    assert late is not None
    world.alerts.save(*late)
    assert work(world, reply.body["job"])["unassigned"] == 1


@pytest.mark.parametrize("to", ["u-gone", "u-viewer", "nobody", "u-marc"])
def test_a_successor_works_on_cases(world: World, to: str) -> None:
    reply = disable(world, "u-marc", reassign_to=to)
    assert (reply.status, reply.code) == (422, "unknown_person")
    assert world.get("/me", as_="u-marc").status == 200


def test_disabling_twice_and_enabling_again(world: World) -> None:
    world.cognito.admin_create_user(Username="u-marc@example.com")
    first, again = (world.post("/users/u-marc/disable", {"version": 1}, ADMIN, key="k1") for _ in range(2))
    assert (first.status, first.body) == (200, again.body)
    assert disable(world, "u-marc", version=2).body["job"] is None
    assert disable(world, "u-marc").code == "stale_version"
    back = world.post("/users/u-marc/enable", {"version": 2}, ADMIN)
    assert (back.status, back.body["status"], back.body["version"]) == (200, "active", 3)
    assert world.cognito.members["u-marc@example.com"].enabled
    assert world.get("/me", as_="u-marc").status == 200


def test_somebody_let_in_again_keeps_what_was_not_given_on_yet(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/take", {"version": 1})
    job = disable(world, "u-claire").body["job"]
    world.post("/users/u-claire/enable", {"version": 2}, ADMIN)
    assert work(world, job) == {"assigned": 0, "unassigned": 0}


AWAY = {"since": "2026-03-17T08:00:00Z", "until": "2026-04-01T08:00:00+02:00", "replacement": "u-marc"}


def test_an_absence_is_ones_own_to_set(world: World) -> None:
    reply = world.call("PUT", "/users/me/absence", body={"version": 1, "absence": AWAY})
    assert reply.status == 200
    assert reply.body["absence"] == {
        "since": "2026-03-17T08:00:00.000Z", "until": "2026-04-01T06:00:00.000Z", "replacement": "u-marc",
    }  # fmt: skip
    claire = world.people.get("u-claire")
    assert claire is not None
    assert claire.absent(NOW)
    back = world.call("PUT", "/users/u-claire/absence", as_=ADMIN, body={"version": 2, "absence": None})
    assert (back.status, back.body["absence"]) == (200, None)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"until": "2026-03-01T08:00:00Z", "since": "2026-02-01T08:00:00Z"}, "$.absence.until"),
        ({"until": "2026-03-17T07:00:00Z"}, "$.absence.until"),
        ({"until": "2030-03-17T07:00:00Z"}, "$.absence.until"),
        ({"until": "2026-04-01"}, "$.absence.until"),
        ({"since": "soon"}, "$.absence.since"),
        ({"replacement": "u-claire"}, "$.absence.replacement"),
        ({"replacement": "u-gone"}, "$.absence.replacement"),
        ({"replacement": "u-viewer"}, "$.absence.replacement"),
        ({"replacement": "nobody"}, "$.absence.replacement"),
    ],
)
def test_absences_that_are_refused(world: World, changes: dict[str, Any], path: str) -> None:
    reply = world.call("PUT", "/users/me/absence", body={"version": 1, "absence": {**AWAY, **changes}})
    assert reply.status == 422
    assert path in {fault["path"] for fault in reply.body["errors"]}


def test_the_absent_keep_their_absence_when_an_admin_changes_them(world: World) -> None:
    world.people.save(replace(user(), absence=Absence(NOW, NOW + HOUR)))
    assert put(world, "u-claire", name="Claire M.").body["absence"] is not None


@pytest.mark.parametrize(
    ("person", "sees", "via", "why_not"),
    [
        (user("u-1"), True, ("place", "lyon"), None),
        (user("u-1", nodes=("lyon", "net")), True, ("place", "net"), None),
        (user("u-1", nodes=(), groups=("g",)), True, ("group", "g"), None),
        (user("u-1", nodes=("lyon",), groups=("g",)), True, ("place", "lyon"), None),
        (user("u-1", role="admin", nodes=()), True, ("everything", None), None),
        (user("u-1", nodes=("paris",)), False, None, "outside"),
        (user("u-1", disabled=True), False, None, "disabled"),
        (user("u-1", departments_only=True), False, None, "restricted"),
    ],
)
def test_who_would_see_a_case_and_through_what(
    world: World, person: User, sees: bool, via: tuple[str, str | None] | None, why_not: str | None
) -> None:
    world.config.save("GROUP", "g", Group("g", "Old town", ("lyon",)), if_config=1)
    case = world.raise_case()
    world.people.save(person)
    reply = world.get(f"/users/{person.id}/sees", f"alert={case.id}", as_=ADMIN)
    assert reply.status == 200
    told = sees and person.role != "admin"
    assert (reply.body["sees"], reply.body["told"], reply.body["why_not"]) == (sees, told, why_not)
    assert [one["id"] for one in reply.body["path"]] == ["net", "ara", "lyon"]
    assert (reply.body["via"] and (reply.body["via"]["kind"], reply.body["via"]["id"])) == via


def test_the_preview_takes_a_feedback_too(world: World) -> None:
    happy = feedback(7, score=nps(10), received_at=world.now())
    assert world.run_evaluate(happy) is None
    reply = world.get("/users/u-claire/sees", f"feedback={happy.id}", as_=ADMIN)
    assert (reply.body["sees"], reply.body["told"]) == (True, False)
    fired = world.raise_case(8)
    reply = world.get("/users/u-claire/sees", f"feedback={fired.feedback.id}", as_=ADMIN)
    assert (reply.body["sees"], reply.body["told"]) == (True, True)
    assert world.get("/users/u-claire/sees", "feedback=fnone", as_=ADMIN).status == 404
    assert world.get("/users/u-claire/sees", "alert=anone", as_=ADMIN).status == 404
    assert world.get("/users/u-claire/sees", as_=ADMIN).status == 422
