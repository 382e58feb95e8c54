"""What people read: themselves, one case, its timeline, places; and what each read costs."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.opening import Reading, open_case, place_of
from shared.clock import iso
from shared.rules.fields import Subject
from shared.rules.ruleset import RuleSet
from shared.storage.feedbacks import Feedbacks
from tests.integration.world import World
from tests.support.builders import CLAIRE, NOW, feedback, nps, rule, tree

TREATING = ["see_contact", "treat", "assign", "bulk"]
MANAGING = ["rules", "rules_read", "settings", "people", "invite", "audit"]


@pytest.mark.parametrize(
    ("as_", "role", "rights", "everything", "places"),
    [
        ("u-claire", "agent", TREATING, False, ["Lyon Part-Dieu"]),
        ("u-region", "manager", [*TREATING, "rules_read", "invite", "audit"], False, ["Auvergne-Rhône-Alpes"]),
        ("u-viewer", "viewer", [], False, ["Halles Verdier"]),
        ("u-admin", "admin", [*TREATING, *MANAGING], True, []),
    ],
)
def test_me(world: World, as_: str, role: str, rights: list[str], everything: bool, places: list[str]) -> None:
    me = world.get("/me", as_=as_)
    assert me.status == 200
    assert (me.body["id"], me.body["role"], me.body["rights"]) == (as_, role, rights)
    assert me.body["perimeter"]["everything"] is everything
    assert [place["name"] for place in me.body["perimeter"]["places"]] == places
    assert me.body["tenant"] == {"name": "Halles Verdier", "zone": "Europe/Paris", "locale": "fr"}
    assert {"id", "label", "note_required", "refusal"} == me.body["settings"]["reasons"][0].keys()


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({}, "no claims"),
        ({"sub": "u-claire"}, "no kind of token"),
        ({"sub": "u-claire", "token_use": "id"}, "an ID token"),
        ({"token_use": "access"}, "nobody"),
        ({"sub": "", "token_use": "access"}, "an empty subject"),
        ({"sub": "u-nobody", "token_use": "access"}, "an unknown person"),
        ({"sub": "u-gone", "token_use": "access"}, "a disabled person"),
        ({"sub": "../VERSION", "token_use": "access"}, "a subject that looks like a path"),
    ],
)
@pytest.mark.parametrize("path", ["/me", "/alerts", "/alerts/counts", "/places", "/rules"])
def test_only_an_access_token_of_an_active_person(world: World, claims: Any, why: str, path: str) -> None:
    reply = world.call("GET", path, claims=claims)
    assert (reply.status, reply.code) == (401, "signed_out"), why


def test_a_role_taken_away_works_at_once(world: World) -> None:
    case = world.raise_case()
    assert world.get(f"/alerts/{case.id}").status == 200
    claire = world.people.get("u-claire")
    assert claire is not None
    world.people.save(replace(claire, nodes=("paris",)))
    assert world.get(f"/alerts/{case.id}").status == 404
    world.people.save(replace(claire, disabled=True))
    assert world.get(f"/alerts/{case.id}").status == 401


def test_places_are_those_of_the_perimeter_with_parents_inside_it(world: World) -> None:
    listed = world.get("/places", as_="u-region").body["items"]
    assert [(place["id"], place["parent"]) for place in listed] == [
        ("annecy", "ara"),
        ("ara", None),
        ("lyon", "ara"),
    ]
    assert [place["id"] for place in world.get("/places").body["items"]] == ["lyon"]
    assert len(world.get("/places", as_="u-admin").body["items"]) == 6


def test_outside_the_perimeter_nothing_differs_from_nothing(world: World) -> None:
    case = world.raise_case(place_code="PARIS-É")
    outside, absent = world.get(f"/alerts/{case.id}"), world.get("/alerts/a" + "z" * 24)
    assert outside == absent
    for verb, body in (("take", {}), ("close", {"reason": "void"}), ("notes", {"text": "x"})):
        one = world.post(f"/alerts/{case.id}/{verb}", {"version": 1, **body})
        other = world.post(f"/alerts/a{'z' * 24}/{verb}", {"version": 1, **body})
        assert one == other
        assert one.code == "not_found"


@pytest.mark.parametrize(
    "path",
    [
        "/alerts/x",
        "/alerts/..%2f..%2fx",
        "/alerts/%00",
        "/alerts/" + "a" * 5000,
        "/alerts/A" + "a" * 24,
        "/nothing",
        "/alerts/a" + "1" * 24,
        "/alerts/x/timeline",
    ],
)
def test_ids_that_cannot_be_are_not_found(world: World, path: str) -> None:
    reply = world.get(path)
    assert (reply.status, reply.code) == (404, "not_found")


def test_a_whole_case(world: World) -> None:
    case = world.raise_case()
    shown = world.get(f"/alerts/{case.id}").body
    assert shown["version"] == 1
    assert shown["comment"] == feedback().comment
    assert shown["place"] == {
        "id": "lyon",
        "name": "Lyon Part-Dieu",
        "path": ["Halles Verdier", "Auvergne-Rhône-Alpes", "Lyon Part-Dieu"],
    }
    assert shown["respondent"]["email"] == "camille.roux@example.com"
    assert shown["respondent"]["masked"] is False
    assert [condition["number"] for condition in shown["triggers"][0]["conditions"]] == [1]
    assert shown["may"] == [
        "take", "assign", "transfer", "delegate", "share", "contact", "note", "hold", "close", "spam",
    ]  # fmt: skip
    assert shown["closing"] is None


def test_a_corrected_answer_shows_both_scores_and_that_it_was_taken_back(world: World) -> None:
    """``earlier`` marks a rule that fired on a state which is not shown any more."""
    states = [feedback(), feedback(revision="2", score=nps(9), delivery_id="msg_2")]
    readings = [Reading(state, place_of(state, tree()), ()) for state in states]
    readings[0] = readings[0]._replace(fired=RuleSet([rule()]).fired(Subject(states[0])))
    gone = Reading(feedback(revision="3", withdrawn=True), None, ())
    case, event = open_case([*readings, gone])
    assert world.alerts.open(case, event)
    shown = world.get(f"/alerts/{case.id}").body
    assert (shown["revised"], shown["withdrawn"], shown["withdrawn_at"]) == (True, True, iso(NOW))
    assert (shown["first_score"]["value"], shown["score"]["value"]) == (2, 9)
    assert [trigger["earlier"] for trigger in shown["triggers"]] == [True]
    assert world.get("/alerts", "section=inbox").body["items"][0]["withdrawn"] is True


def test_an_answer_as_it_first_came_shows_no_history(world: World) -> None:
    case = world.raise_case(flags=("unsigned",))
    shown = world.get(f"/alerts/{case.id}").body
    assert (shown["revised"], shown["first_score"], shown["withdrawn_at"]) == (False, None, None)
    assert [trigger["earlier"] for trigger in shown["triggers"]] == [False]
    assert shown["feedback"]["flags"] == ["unsigned"], "who sent it was not proven"


def test_a_timeline_tells_what_changed_and_keeps_who_is_to_be_told_to_itself(world: World) -> None:
    case = world.raise_case()
    glass = {"combinator": "and", "rules": [{"field": "comment", "operator": "mentions", "value": ["verre"]}]}
    world.config.save("RULE", "r-glass", rule("r-glass", criteria=glass), if_config=world.config.load().version)
    world.wait(seconds=2)
    late = feedback(revision="2", delivery_id="msg_2", comment="Et du verre", received_at=world.time[0])
    for number, state in enumerate([feedback(), late]):
        Feedbacks(world.table).add(state, b"{}", f"hash {number}")
    world.run_evaluate(late)
    (_, event) = world.get(f"/alerts/{case.id}/timeline").body["items"]
    assert (event["type"], event["by"]) == ("reevaluated", None)
    assert event["data"] == {"labels": ["Rule r-glass"], "comment": "changed"}


def test_a_viewer_sees_no_contact_data_and_may_do_nothing(world: World) -> None:
    case = world.raise_case()
    shown = world.get(f"/alerts/{case.id}", as_="u-viewer").body
    assert (shown["respondent"]["email"], shown["respondent"]["phone"]) == ("•••", "•••")
    assert shown["respondent"]["masked"] is True
    assert shown["may"] == []
    assert "camille.roux@" not in str(shown)
    assert "639980012" not in str(shown)


def test_a_timeline_tells_the_life(world: World) -> None:
    case = world.raise_case()
    world.post(f"/alerts/{case.id}/take", {"version": 1})
    world.post(f"/alerts/{case.id}/close", {"version": 2, "reason": "void"})
    shown = world.get(f"/alerts/{case.id}/timeline").body
    assert [(one["version"], one["type"]) for one in shown["items"]] == [
        (1, "raised"),
        (2, "taken"),
        (3, "closed"),
    ]
    assert shown["items"][0]["by"] is None
    assert shown["items"][1]["by"] == {"id": CLAIRE.id, "name": CLAIRE.name}
    assert shown["deliveries"] == {"sent": 0, "failed": 0, "unknown": 0, "pending": 0}


READS: list[tuple[str, str, str, dict[str, int]]] = [
    ("/me", "", "u-claire", {"BatchGetItem": 1}),
    ("/places", "", "u-claire", {"BatchGetItem": 1}),
    ("/alerts", "", "u-claire", {"BatchGetItem": 1, "Query": 4}),
    ("/alerts", "section=unassigned", "u-claire", {"BatchGetItem": 1, "Query": 2}),
    ("/alerts", "section=mine", "u-claire", {"BatchGetItem": 1, "Query": 1}),
    ("/alerts", "section=done", "u-claire", {"BatchGetItem": 1, "Query": 2}),
    ("/alerts", "", "u-marc", {"BatchGetItem": 1, "Query": 8}),
    ("/alerts", "", "u-admin", {"BatchGetItem": 1, "Query": 8}),
    ("/alerts/counts", "", "u-claire", {"BatchGetItem": 1, "Query": 11}),
    ("/alerts/ID", "", "u-claire", {"BatchGetItem": 1, "GetItem": 1}),
    ("/alerts/ID/timeline", "", "u-claire", {"BatchGetItem": 1, "GetItem": 1, "Query": 1}),
]


@pytest.mark.parametrize(("path", "query", "as_", "cost"), READS)
@pytest.mark.parametrize("cases", [1, 12], ids=["few", "many"])
def test_what_reading_costs(
    world: World, path: str, query: str, as_: str, cost: dict[str, int], cases: int
) -> None:
    for number in range(1, cases + 1):
        case = world.raise_case(number)
    world.get("/me", as_=as_)
    world.calls.take()
    world.get(f"/alerts/{case.id}", as_=as_)  # the first look of a day at contact data is written down
    world.calls.take()
    assert world.get(path.replace("ID", case.id), query, as_).status == 200
    assert world.calls.take() == cost, "whatever the number of cases"


def test_the_first_look_of_a_day_costs_one_write_more(world: World) -> None:
    case = world.raise_case()
    world.get("/me")
    world.calls.take()
    world.get(f"/alerts/{case.id}")
    assert world.calls.take() == {"BatchGetItem": 1, "GetItem": 1, "PutItem": 1}
    world.get(f"/alerts/{case.id}")
    assert world.calls.take() == {"BatchGetItem": 1, "GetItem": 1}
