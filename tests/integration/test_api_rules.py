"""Rules: who may write them, what is refused, and when they apply."""

from typing import Any

import pytest

from shared.clock import iso
from tests.integration.world import World
from tests.support.builders import NOW, feedback, nps

RULE: dict[str, Any] = {
    "label": "Promoters",
    "kind": "message",
    "priority": "P3",
    "expires_in": 86_400,
    "criteria": {"combinator": "and", "rules": [{"field": "score.class", "operator": "=", "value": "high"}]},
}


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in RULE.items() if key != name}


def condition(**changes: Any) -> dict[str, Any]:
    plain = {"field": "score", "operator": "<", "value": 3}
    return {**RULE, "criteria": {"combinator": "and", "rules": [{**plain, **changes}]}}


def test_a_rule_is_written_read_changed_and_applies_a_second_later(world: World) -> None:
    made = world.post("/rules", RULE, "u-admin")
    assert made.status == 201
    path = f"/rules/{made.body['id']}"
    assert made.body == {
        **RULE,
        "id": made.body["id"],
        "version": 1,
        "notify": True,
        "status": "active",
        "paused_until": None,
        "owners": {},
        "assign": "owner",
        "saved_at": iso(NOW),
        "saved_by": {"id": "u-admin", "name": "Ada Roy"},
        "findings": [],
    }
    del made.body["findings"]
    assert world.get(path, as_="u-admin").body == made.body
    assert [one["label"] for one in world.get("/rules", as_="u-admin").body["items"]] == [
        "Promoters",
        "Rule r-low",
    ]
    world.wait(seconds=1)
    case = world.evaluate(feedback(5, score=nps(10), received_at=world.now()))
    assert (case.kind, case.labels, case.triggers[0].rule_version) == ("message", ("Promoters",), 1)
    changed = world.call(
        "PUT", path, as_="u-admin", body={**RULE, "label": "Fans", "version": 1, "status": "active"}
    )
    assert (changed.status, changed.body["version"], changed.body["label"]) == (200, 2, "Fans")
    world.wait(seconds=1)
    assert world.evaluate(feedback(6, score=nps(9), received_at=world.now())).triggers[0].rule_version == 2
    assert world.get(f"/alerts/{case.id}", as_="u-admin").body["triggers"][0]["rule_version"] == 1


WRITING: list[tuple[str, str, Any]] = [
    ("POST", "/rules", RULE),
    ("PUT", "/rules/r-low", {**RULE, "version": 1}),
    ("DELETE", "/rules/r-low", None),
    ("POST", "/rules/r-low/restore", {"version": 1, "to": 1}),
    ("POST", "/rules/check", {"criteria": RULE["criteria"], "feedback_id": "f1"}),
    ("POST", "/rules/preview", {"rule": RULE}),
    ("POST", "/rules/backtest", {"rule": RULE}),
    ("GET", "/rules/findings", None),
    ("POST", "/rules/import", {"rules": []}),
    ("POST", "/keyword-lists", {"name": "Danger", "words": ["verre"]}),
    ("PUT", "/keyword-lists/k1", {"name": "Danger", "words": ["verre"], "version": 1}),
    ("DELETE", "/keyword-lists/k1", None),
]
READING = ["/rules", "/rules/r-low", "/rules/r-low/versions", "/rules/fields", "/rules/export", "/keyword-lists"]


@pytest.mark.parametrize(("method", "path", "body"), WRITING, ids=[f"{row[0]} {row[1]}" for row in WRITING])
@pytest.mark.parametrize("as_", ["u-claire", "u-region", "u-viewer"])
def test_rules_are_written_by_admins(world: World, method: str, path: str, body: Any, as_: str) -> None:
    reply = world.call(method, path, as_=as_, body=body)
    assert (reply.status, reply.code) == (403, "forbidden")
    assert set(world.config.load().rules) == {"r-low"}


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize(
    ("as_", "status"), [("u-admin", 200), ("u-region", 200), ("u-claire", 403), ("u-viewer", 403)]
)
def test_rules_are_read_by_managers_too(world: World, path: str, as_: str, status: int) -> None:
    assert world.get(path, as_=as_).status == status


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("no label", without("label"), "$.label"),
    ("no priority", without("priority"), "$.priority"),
    ("no expiry", without("expires_in"), "$.expires_in"),
    ("no criteria", without("criteria"), "$.criteria"),
    ("an empty label", {**RULE, "label": " "}, "$.label"),
    ("a long label", {**RULE, "label": "x" * 41}, "$.label"),
    ("a field of ours", {**RULE, "id": "r1"}, "$.id"),
    ("another priority", {**RULE, "priority": "P0"}, "$.priority"),
    ("no time at all", {**RULE, "expires_in": 0}, "$.expires_in"),
    ("a minute less a second", {**RULE, "expires_in": 59}, "$.expires_in"),
    ("ten years", {**RULE, "expires_in": 315_360_000}, "$.expires_in"),
    ("time as text", {**RULE, "expires_in": "3600"}, "$.expires_in"),
    ("a flag as text", {**RULE, "notify": "yes"}, "$.notify"),
    ("criteria that are a list", {**RULE, "criteria": []}, "$.criteria"),
    ("criteria that are empty", {**RULE, "criteria": {}}, "$.criteria"),
    ("an unknown field", condition(field="mood"), "$.criteria.rules[0].field"),
    ("an unknown operator", condition(operator="~"), "$.criteria.rules[0].operator"),
    ("a wrong type", condition(value="abc"), "$.criteria.rules[0].value"),
    ("not a number", condition(value="nan"), "$.criteria.rules[0].value"),
    ("a range upside down", condition(operator="between", value=[7, 3]), "$.criteria.rules[0].value"),
    ("an empty list", condition(operator="in", value=[]), "$.criteria.rules[0].value"),
    ("half a character", {**RULE, "criteria": {**RULE["criteria"], "id": "\ud800"}}, "$"),
    (
        "51 conditions",
        {**RULE, "criteria": {"combinator": "or", "rules": RULE["criteria"]["rules"] * 51}},
        "$.criteria",
    ),
    ("too large to keep", {**RULE, "criteria": {**RULE["criteria"], "id": "x" * 400_000}}, "$"),
]


@pytest.mark.parametrize(("why", "body", "path"), REFUSED, ids=[row[0] for row in REFUSED])
def test_rules_that_are_refused(world: World, why: str, body: dict[str, Any], path: str) -> None:
    reply = world.post("/rules", body, "u-admin")
    assert (reply.status, reply.code) == (422, "invalid")
    assert path in [fault["path"] for fault in reply.body["errors"]]
    assert len(str(reply.body)) < 3000
    assert set(world.config.load().rules) == {"r-low"}


def test_all_faults_are_told_at_once(world: World) -> None:
    rules = [{"field": "mood"}, {"field": "score", "operator": "<", "value": "x"}]
    reply = world.post("/rules", {**RULE, "criteria": {"combinator": "and", "rules": rules}}, "u-admin")
    assert [fault["code"] for fault in reply.body["errors"]] == ["unknown_field", "bad_value"]


@pytest.mark.parametrize("label", ["Rule r-low", " rule R-LOW "])
def test_two_rules_cannot_share_a_label(world: World, label: str) -> None:
    reply = world.post("/rules", {**RULE, "label": label}, "u-admin")
    assert (reply.status, reply.code) == (409, "duplicate")


def test_a_rule_keeps_its_own_label(world: World) -> None:
    body = {**RULE, "label": "Rule r-low", "version": 1}
    assert world.call("PUT", "/rules/r-low", as_="u-admin", body=body).status == 200


@pytest.mark.parametrize(
    ("version", "status", "code"),
    [(None, 428, "version_required"), (2, 409, "stale_version"), (0, 422, "invalid")],
)
def test_a_change_names_its_version(world: World, version: int | None, status: int, code: str) -> None:
    body = RULE if version is None else {**RULE, "version": version}
    reply = world.call("PUT", "/rules/r-low", as_="u-admin", body=body)
    assert (reply.status, reply.code) == (status, code)


@pytest.mark.parametrize("rule_id", ["none", "..%2fx", "R", "x" * 65, "%00"])
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_a_rule_that_is_not_there(world: World, rule_id: str, method: str) -> None:
    body = {**RULE, "version": 1} if method == "PUT" else None
    reply = world.call(method, f"/rules/{rule_id}", as_="u-admin", body=body)
    assert (reply.status, reply.code) == (404, "not_found")


def test_two_admins_at_once_are_told_apart(world: World) -> None:
    loaded = world.config.load()
    assert world.post("/rules", RULE, "u-admin").status == 201
    assert loaded.version + 1 == world.config.load().version
    reply = world.call("PUT", "/rules/r-low", as_="u-admin", body={**RULE, "label": "Low", "version": 1})
    assert reply.status == 200, "another rule changed, not this one"
    again = world.call("PUT", "/rules/r-low", as_="u-admin", body={**RULE, "label": "Lower", "version": 1})
    assert (again.status, again.code) == (409, "stale_version")


def test_a_draft_raises_nothing(world: World) -> None:
    body = {**RULE, "version": 1, "status": "draft", "label": "Off"}
    assert world.call("PUT", "/rules/r-low", as_="u-admin", body=body).status == 200
    world.wait(seconds=1)
    assert world.run_evaluate(feedback()) is None


def test_a_fault_of_ours_tells_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> Any:
        raise KeyError("camille.roux@example.com")

    with monkeypatch.context() as patch:
        patch.setattr(type(world.alerts), "get", broken)
        reply = world.get("/alerts/a" + "a" * 24)
    assert (reply.status, reply.code) == (500, "internal")
    assert "camille" not in str(reply.body)
    assert "camille" not in "".join(str(vars(line)) for line in caplog.records)
