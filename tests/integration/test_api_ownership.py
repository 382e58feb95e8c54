"""Giving a case to others: who may, to whom, and what they then see."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.account.models import Settings
from shared.alerts.models import Alert
from shared.scope.people import Absence
from shared.storage.table import Conflict
from tests.integration.world import USERS, World
from tests.support.builders import HOUR, MARC, NOW, PLACES

PAUL = {"id": "u-paris", "name": "Paul Petit"}
CLAIRE = {"id": "u-claire", "name": "Claire Morel"}


def settings(world: World, **changes: Any) -> None:
    world.config.save("SETTINGS", "account", Settings(**changes), if_config=world.config.load().version)
    world.wait(seconds=2)


def last(world: World, case: Alert) -> dict[str, Any]:
    """The last event of a case, as the timeline shows it."""
    event: dict[str, Any] = world.get(f"/alerts/{case.id}/timeline", as_="u-admin").body["items"][-1]
    return event


def test_assigning_and_giving_back(world: World) -> None:
    case = world.raise_case()
    path = f"/alerts/{case.id}/assign"
    assigned = world.post(path, {"version": 1, "to": "u-marc"})
    assert (assigned.status, assigned.body["status"], assigned.body["owner"]["id"]) == (200, "assigned", "u-marc")
    assert last(world, case)["data"] == {"to": {"id": MARC.id, "name": MARC.name}, "from": None}
    again = world.post(path, {"version": 1, "to": "u-marc"})
    assert (again.status, again.body["version"]) == (200, 2), "theirs already"
    free = world.post(path, {"version": 2, "to": None})
    assert (free.body["status"], free.body["owner"]) == ("new", None)
    assert (last(world, case)["type"], last(world, case)["data"]["from"]["id"]) == ("unassigned", "u-marc")


ASSIGNED = [
    ("u-claire", "u-claire", 200, "", "oneself"),
    ("u-claire", "u-region", 200, "", "whose perimeter is wider"),
    ("u-claire", "u-paris", 422, "not_in_scope", "who does not see it"),
    ("u-region", "u-paris", 422, "not_in_scope", "nor by a manager"),
    ("u-admin", "u-paris", 200, "", "an admin may look further"),
    ("u-claire", "u-viewer", 422, "unknown_person", "viewers do not work on cases"),
    ("u-claire", "u-gone", 422, "unknown_person", "who has left"),
    ("u-claire", "u-nobody", 422, "unknown_person", "nobody"),
    ("u-claire", "../VERSION", 422, "unknown_person", "no id at all"),
    ("u-viewer", "u-claire", 403, "forbidden", "by who may not"),
    ("u-paris", "u-claire", 404, "not_found", "by who does not see it"),
]


@pytest.mark.parametrize(("by", "to", "status", "code", "why"), ASSIGNED)
def test_to_whom_a_case_may_be_assigned(world: World, by: str, to: str, status: int, code: str, why: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/assign", {"version": 1, "to": to}, by)
    assert reply.status == status, why
    if code:
        assert reply.code == code, why
        assert world.alerts.get(case.id) == case


@pytest.mark.parametrize("verb", ["transfer", "share"])
def test_somebody_outside_sees_the_one_case_until_it_closes(world: World, verb: str) -> None:
    case, other = world.raise_case(1), world.raise_case(2)
    body = {"to": "u-paris"} if verb == "transfer" else {"with": ["u-paris", "u-marc"]}
    given = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, "note": "Yours", **body})
    assert given.status == 200
    how = "transferred" if verb == "transfer" else "shared"
    assert [(one["person"], one["how"], one["by"]) for one in given.body["shared_with"]] == [(PAUL, how, CLAIRE)]
    assert (given.body["owner"] == PAUL) is (verb == "transfer"), "sharing leaves the owner"
    assert world.get(f"/alerts/{case.id}", as_="u-paris").status == 200
    assert world.get(f"/alerts/{other.id}", as_="u-paris").status == 404, "that one case only"
    assert world.post(f"/alerts/{case.id}/notes", {"version": 2, "text": "Seen"}, "u-paris").status == 200
    world.post(f"/alerts/{case.id}/close", {"version": 3, "reason": "void"})
    for path in (f"/alerts/{case.id}", f"/alerts/{case.id}/timeline"):
        assert world.get(path, as_="u-paris").status == 404


def test_what_the_timeline_tells_of_giving_on(world: World) -> None:
    case = world.raise_case()
    path = f"/alerts/{case.id}"
    world.post(f"{path}/transfer", {"version": 1, "to": "u-paris", "note": "Yours"})
    assert last(world, case)["data"] == {"to": PAUL, "from": None, "outside": True, "note": "Yours"}
    world.post(f"{path}/share", {"version": 2, "with": ["u-marc"]})
    assert last(world, case)["data"] == {"with": [{"id": MARC.id, "name": MARC.name}], "note": None}
    world.post(f"{path}/delegate", {"version": 3, "to": "cs@example.com"})
    assert last(world, case)["data"] == {"address": "cs@example.com", "note": None, "unmasked": False}


BAD: list[tuple[str, dict[str, Any], str, str]] = [
    ("transfer", {"to": None}, "invalid", "nobody"),
    ("transfer", {}, "invalid", "not said"),
    ("transfer", {"to": "u-viewer"}, "unknown_person", "a viewer"),
    ("transfer", {"to": "u-claire", "owner": "u-marc"}, "invalid", "an unknown field"),
    ("share", {"with": []}, "invalid", "nobody"),
    ("share", {"with": ["u-marc"] * 21}, "invalid", "more than twenty"),
    ("share", {"with": ["u-marc", "u-gone"]}, "unknown_person", "one has left"),
    ("share", {"with": "u-marc"}, "invalid", "no list"),
    ("assign", {}, "invalid", "not said"),
    ("assign", {"to": 5}, "invalid", "no id"),
    ("assign", {"to": "x" * 65}, "invalid", "too long"),
    ("delegate", {"to": "cs"}, "invalid", "no address"),
    ("delegate", {"to": "cs@example.com\r\nBcc: x@example.com"}, "invalid", "a header smuggled in"),
    ("delegate", {"to": "a@b.example,c@d.example"}, "invalid", "two"),
    ("delegate", {"to": "Service <cs@example.com>"}, "invalid", "with a name"),
    ("delegate", {"to": "x" * 250 + "@example.com"}, "invalid", "too long"),
    ("delegate", {}, "no_delegate", "none is set"),
    ("delegate", {"to": "cs@example.com", "unmasked": "yes"}, "invalid", "no truth value"),
]


@pytest.mark.parametrize(("verb", "body", "code", "why"), BAD)
def test_what_cannot_be_given_on(world: World, verb: str, body: dict[str, Any], code: str, why: str) -> None:
    case = world.raise_case()
    reply = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body})
    assert (reply.status, reply.code) == (422, code), why
    assert world.alerts.get(case.id) == case


def test_delegating_goes_to_the_nearest_customer_service(world: World) -> None:
    case = world.raise_case()
    settings(world, delegate_to="all@example.com")
    world.config.save("PLACE", "ara", replace(PLACES[1], delegate_to="ara@example.com"), if_config=2)
    world.wait(seconds=2)
    reply = world.post(f"/alerts/{case.id}/delegate", {"version": 1, "note": "Refund?"})
    assert (reply.status, reply.body["owner"], reply.body["status"]) == (200, None, "assigned")
    assert reply.body["delegated"]["address"] == "ara@example.com"
    assert "take" in reply.body["may"], "it can be taken back"
    assert world.get("/alerts", "section=unassigned").body["items"] == [], "customer service has it"
    taken = world.post(f"/alerts/{case.id}/take", {"version": 2})
    assert (taken.body["delegated"], taken.body["owner"]) == (None, CLAIRE)


def test_contact_data_one_does_not_see_stays_here(world: World) -> None:
    case = world.raise_case()
    settings(world, contact={"admin": "shown", "manager": "shown", "agent": "hidden", "viewer": "hidden"})
    path, body = f"/alerts/{case.id}/delegate", {"version": 1, "to": "cs@example.com", "unmasked": True}
    assert world.post(path, body).code == "forbidden"
    assert world.post(path, {**body, "unmasked": False}).status == 200
    assert world.post(path, {**body, "version": 2}, "u-region").status == 200


def test_colleagues_are_those_who_could_have_it(world: World) -> None:
    case = world.raise_case()
    marc = next(one for one in USERS if one.id == "u-marc")
    world.people.save(replace(marc, absence=Absence(NOW - HOUR, NOW + HOUR, "u-claire")))
    found = world.get(f"/alerts/{case.id}/colleagues").body["items"]
    assert [(one["id"], one["role"], one["inside"]) for one in found] == [
        ("u-admin", "admin", True),
        ("u-claire", "agent", True),
        ("u-region", "manager", True),
        ("u-marc", "agent", True),
        ("u-paris", "agent", False),
    ]
    assert {one["id"]: one["absent_until"] for one in found if one["absent_until"]} == {
        "u-marc": "2026-03-17T10:05:00.000Z"
    }
    assert "example.com" not in str(found), "addresses are not told"


@pytest.mark.parametrize(
    ("text", "ids"),
    [("INES", ["u-region"]), ("petit", ["u-paris"]), ("zzz", []), ("*", []), (".", []), ("vera", [])],
)
def test_colleagues_are_found_by_name(world: World, text: str, ids: list[str]) -> None:
    case = world.raise_case()
    found = world.get(f"/alerts/{case.id}/colleagues", f"q={text}").body["items"]
    assert [one["id"] for one in found] == ids


@pytest.mark.parametrize(("as_", "status"), [("u-viewer", 403), ("u-paris", 404), ("u-gone", 401)])
def test_who_may_look_for_colleagues(world: World, as_: str, status: int) -> None:
    case = world.raise_case()
    assert world.get(f"/alerts/{case.id}/colleagues", as_=as_).status == status


def test_the_next_case_is_the_most_pressing_that_nobody_has(world: World) -> None:
    cases = []
    for number in range(1, 4):
        cases.append(world.raise_case(number))
        world.wait(minutes=1)
    world.post(f"/alerts/{cases[0].id}/take", {"version": 1}, "u-marc")
    world.post(f"/alerts/{cases[1].id}/hold", {"version": 1, "or_reply": True}, "u-marc")
    first = world.post("/alerts/next", {})
    assert (first.status, first.body["alert"]["id"], first.body["alert"]["owner"]) == (200, cases[2].id, CLAIRE)
    assert world.post("/alerts/next", {}).body == {"alert": None}
    assert world.post("/alerts/next", {}, "u-paris").body == {"alert": None}, "each in their perimeter"


NEXT = [
    ({"place": "lyon"}, "u-region", 200, "a place inside"),
    ({"place": "annecy"}, "u-region", 200, "a place without cases"),
    ({"place": "paris"}, "u-region", 404, "a place outside"),
    ({"place": "nowhere"}, "u-admin", 404, "no place"),
    ({}, "u-viewer", 403, "who may not"),
    ({"section": "late"}, "u-claire", 422, "an unknown field"),
    ({"place": 5}, "u-claire", 422, "no id"),
]


@pytest.mark.parametrize(("body", "as_", "status", "why"), NEXT)
def test_who_gets_a_next_case(world: World, body: dict[str, Any], as_: str, status: int, why: str) -> None:
    case = world.raise_case()
    reply = world.post("/alerts/next", body, as_)
    assert reply.status == status, why
    if status == 200:
        taken = reply.body["alert"]
        assert (taken and taken["id"]) == (case.id if body["place"] == "lyon" else None), why


def test_the_same_request_gets_the_same_case(world: World) -> None:
    for number in (1, 2, 3):
        world.raise_case(number)
    first, again = world.post("/alerts/next", {}, key="k1"), world.post("/alerts/next", {}, key="k1")
    assert first.body == again.body
    assert world.post("/alerts/next", {}, key="k2").body["alert"]["id"] != first.body["alert"]["id"]
    assert world.post("/alerts/next", {"place": "lyon"}, key="k1").code == "idempotency_key_reused"


def test_the_same_request_gets_the_last_case_again(world: World) -> None:
    case = world.raise_case()
    for _ in range(2):
        assert world.post("/alerts/next", {}, key="k1").body["alert"]["id"] == case.id
    assert world.post("/alerts/next", {}, key="k2").body == {"alert": None}


def test_the_same_request_twice_at_once_takes_one_case(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one is carried out whole while the first is about to save."""
    first, _ = world.raise_case(1), world.raise_case(2)
    real, entered = type(world.alerts).save, list[Any]()

    def overtaken(self: Any, *given: Any) -> None:
        if not entered:
            entered.append(None)
            entered[0] = world.post("/alerts/next", {}, key="k1")
        real(self, *given)

    with monkeypatch.context() as patch:
        patch.setattr(type(world.alerts), "save", overtaken)
        reply = world.post("/alerts/next", {}, key="k1")
    assert reply.body["alert"]["id"] == entered[0].body["alert"]["id"]
    assert world.post("/alerts/next", {}, key="k2").body["alert"] is not None, "the other one is still there"
    assert world.alerts.get(first.id) is not None


def test_whoever_is_overtaken_gets_the_next_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = world.raise_case(1)
    world.wait(minutes=1)
    second = world.raise_case(2)
    real = type(world.alerts).save

    def overtaken(self: Any, *given: Any) -> None:
        if given[0].id == first.id:
            raise Conflict([None, None])
        real(self, *given)

    with monkeypatch.context() as patch:
        patch.setattr(type(world.alerts), "save", overtaken)
        assert world.post("/alerts/next", {}).body["alert"]["id"] == second.id


def test_taking_the_next_can_be_switched_off(world: World) -> None:
    world.raise_case()
    settings(world, take_next=False)
    assert world.post("/alerts/next", {}).code == "forbidden"
