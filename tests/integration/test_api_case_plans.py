"""The plan of a case over the API: what it says, doing its actions, and two people doing them at once."""

from collections.abc import Callable
from typing import Any

import pytest

from shared.alerts.models import Alert
from tests.integration.world import Reply, World
from tests.support.builders import feedback

STATUSES = [
    {"id": "solved", "label": "Solved"},
    {"id": "no_answer", "label": "No answer", "closes_action": False, "again_in": 86_400},
]
PLAN: dict[str, Any] = {
    "name": "Incident",
    "actions": [
        {"id": "keep", "name": "Keep the proof", "statuses": [{"id": "done", "label": "Done"}]},
        {"id": "call", "name": "Call", "closes_plan": "operator", "statuses": STATUSES},
    ],
    "exit_states": [
        {"id": "done", "label": "Solved", "closes_alert": True, "reason": "solved"},
        {"id": "passed", "label": "Passed on"},
    ],
    "rules": ["r-low"],
}
KEEP: dict[str, Any] = {"action": "keep", "status": "done"}
END: dict[str, Any] = {"action": "call", "status": "solved", "closes_plan": True, "exit_state": "passed"}


def plan(world: World, **changes: Any) -> dict[str, Any]:
    reply = world.post("/plans", {**PLAN, **changes}, "u-admin")
    assert reply.status == 201, reply.body
    world.wait(seconds=2)
    return dict(reply.body)


def case(world: World) -> Alert:
    plan(world)
    return world.raise_case()


def act(
    world: World, one: Alert, version: int | None, as_: str = "u-claire", key: str | None = None, **done: Any
) -> Reply:
    return world.post(f"/alerts/{one.id}/actions", {"version": version, **done}, as_, key)


def timeline(world: World, one: Alert) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = world.get(f"/alerts/{one.id}/timeline").body["items"]
    return items


def test_the_plan_of_a_case(world: World) -> None:
    one = case(world)
    body = world.get(f"/alerts/{one.id}/plan").body
    assert (body["name"], body["version"], body["may_act"], body["activities"]) == ("Incident", 1, True, [])
    assert [(action["id"], action["finished"]) for action in body["actions"]] == [("keep", False), ("call", False)]
    assert [exit_["reason"] and exit_["reason"]["label"] for exit_ in body["exit_states"]] == [
        "Client rappelé, solution apportée", None,
    ]  # fmt: skip
    alert = world.get(f"/alerts/{one.id}").body
    assert alert["plan"] == body
    assert "act" in alert["may"]


def test_actions_to_the_end(world: World) -> None:
    one = case(world)
    first = act(world, one, 1, **KEEP, comment="Lot L2311")
    assert (first.status, first.body["version"]) == (200, 2), first.body
    (activity,) = first.body["plan"]["activities"]
    assert activity == {
        "action": {"id": "keep", "name": "Keep the proof"}, "status": {"id": "done", "label": "Done"},
        "by": {"id": "u-claire", "name": "Claire Morel"}, "at": "2026-03-17T09:05:02.000Z",
        "comment": "Lot L2311", "again_at": None, "closes_action": True,
    }  # fmt: skip
    tried = act(world, one, 2, "u-marc", action="call", status="no_answer")
    assert (tried.body["version"], tried.body["hold"]["until"]) == (4, "2026-03-18T09:05:02.000Z")
    ended = act(world, one, 4, **END | {"exit_state": "done", "note": "Refunded"})
    assert (ended.body["status"], ended.body["version"]) == ("closed", 7)
    assert ended.body["closing"]["reason"]["id"] == "solved"
    assert (ended.body["plan"]["exit_state"], ended.body["plan"]["may_act"]) == ("done", False)
    assert "act" not in ended.body["may"]
    types = ["raised", "acted", "acted", "held", "acted", "plan_closed", "closed"]
    assert [event["type"] for event in timeline(world, one)] == types
    assert [event["version"] for event in timeline(world, one)] == list(range(1, 8))
    counts = world.get("/alerts/counts").body
    assert (counts["inbox"]["count"], counts["on_hold"]["count"], counts["done"]["count"]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("done", "status", "code", "path"),
    [
        ({"action": "none", "status": "done"}, 422, "invalid", "$.action"),
        ({"action": "keep", "status": "none"}, 422, "invalid", "$.status"),
        ({"action": "keep"}, 422, "invalid", "$.status"),
        ({**KEEP, "colour": "red"}, 422, "invalid", "$.colour"),
        ({**END, "exit_state": None}, 422, "exit_state_required", "$.exit_state"),
        ({**END, "exit_state": "done"}, 422, "note_required", "$.note"),
    ],
)
def test_what_is_refused(world: World, done: dict[str, Any], status: int, code: str, path: str) -> None:
    one = case(world)
    reply = act(world, one, 1, **done)
    assert (reply.status, reply.code, [fault["path"] for fault in reply.body["errors"]]) == (status, code, [path])
    assert len(timeline(world, one)) == 1


def test_who_may_act(world: World) -> None:
    one = case(world)
    assert act(world, one, 1, "u-paris", **KEEP).status == 404
    assert act(world, one, 1, "u-viewer", **KEEP).status == 403
    assert act(world, one, None, **KEEP).status == 428
    assert world.get(f"/alerts/{one.id}/plan", as_="u-paris").status == 404
    assert world.get(f"/alerts/{one.id}/plan", as_="u-viewer").body["may_act"] is False


def test_the_same_request_is_carried_out_once(world: World) -> None:
    one = case(world)
    done = {"action": "call", "status": "no_answer"}
    first, again = (act(world, one, 1, key="k1", **done) for _ in range(2))
    assert (first.status, first.body) == (again.status, again.body)
    assert [event["type"] for event in timeline(world, one)] == ["raised", "acted", "held"]


def test_a_case_goes_on_with_the_version_it_began_with(world: World) -> None:
    one = case(world)
    listed = world.get("/plans", as_="u-admin").body["items"][0]
    changed = {**listed, "name": "Other", "actions": listed["actions"][1:]}
    reply = world.call("PUT", f"/plans/{changed.pop('id')}", as_="u-admin", body=changed)
    assert reply.status == 200
    body = world.get(f"/alerts/{one.id}/plan").body
    assert (body["name"], body["version"], len(body["actions"])) == ("Incident", 1, 2)
    assert act(world, one, 1, **KEEP).status == 200
    world.wait(seconds=2)
    assert world.raise_case(2).plan.plan_version == 2  # type: ignore[union-attr]
    deleted = world.call("DELETE", f"/plans/{listed['id']}", as_="u-admin", query="version=2")
    assert deleted.status == 204
    assert act(world, one, 2, **END).body["plan"]["exit_state"] == "passed"


def test_a_case_without_a_plan_gets_the_one_its_rules_have_by_now(world: World) -> None:
    one = world.raise_case()
    assert one.plan is None
    assert (world.get(f"/alerts/{one.id}").body["plan"], world.get(f"/alerts/{one.id}/plan").status) == (None, 404)
    refused = act(world, one, 1, **KEEP)
    assert (refused.status, refused.code) == (409, "no_plan")
    plan(world)
    shown = world.get(f"/alerts/{one.id}").body
    assert (shown["plan"]["name"], "act" in shown["may"]) == ("Incident", True)
    done = act(world, one, 1, **KEEP)
    assert (done.status, done.body["plan"]["version"]) == (200, 1)
    stored = world.alerts.get(one.id)
    assert stored is not None
    assert stored.plan is not None


def test_a_plan_of_a_campaign_and_of_a_source(world: World) -> None:
    plan(world, rules=[], campaigns=["Spring"])
    assert world.raise_case(1, campaign="Spring").plan is not None
    assert world.raise_case(2, campaign="Autumn").plan is None
    assert feedback(1).source_id not in world.config.load().sources


type Meanwhile = Callable[[], Reply]


@pytest.fixture
def between(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[Meanwhile], list[Reply]]:
    """Lets somebody else act once just before the next save."""
    real = type(world.alerts).save_steps

    def arrange(other: Meanwhile) -> list[Reply]:
        replies: list[Reply] = []

        def overtaken(self: Any, *given: Any) -> None:
            monkeypatch.setattr(type(world.alerts), "save_steps", real)
            replies.append(other())
            real(self, *given)

        monkeypatch.setattr(type(world.alerts), "save_steps", overtaken)
        return replies

    return arrange


@pytest.mark.parametrize(
    ("mine", "others", "code", "why"),
    [
        (KEEP, KEEP, "action_finished", "S3.40: both finish the same action"),
        (KEEP, END, "plan_closed", "S3.39: the other one closes the plan"),
        (END, END | {"exit_state": "done", "note": "x"}, "already_closed", "the other one closes the case"),
        (END, KEEP, "stale_version", "another action: look again first"),
    ],
)
def test_two_at_once(
    world: World, between: Any, mine: dict[str, Any], others: dict[str, Any], code: str, why: str
) -> None:
    one = case(world)
    first = between(lambda: act(world, one, 1, "u-marc", **others))
    second = act(world, one, 1, **mine)
    assert [reply.status for reply in first] == [200]
    assert (second.status, second.code) == (409, code), why
    assert second.body["current"]["version"] == first[0].body["version"]
    events = timeline(world, one)
    assert [event["version"] for event in events] == list(range(1, len(events) + 1)), "I4, I7: one line of events"
    stored = world.alerts.get(one.id)
    assert stored is not None
    assert stored.plan is not None
    assert len(stored.plan.activities) == 1
    assert {event["by"]["id"] for event in events[1:]} == {"u-marc"}


def test_an_action_and_a_closing_at_once(world: World, between: Any) -> None:
    one = case(world)
    first = between(lambda: world.post(f"/alerts/{one.id}/close", {"version": 1, "reason": "void"}, "u-marc"))
    second = act(world, one, 1, **KEEP)
    assert ([reply.status for reply in first], second.status, second.code) == ([200], 409, "already_closed")
