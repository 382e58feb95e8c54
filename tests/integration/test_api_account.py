"""Reasons, motives, departments and plans: written by admins one by one, with versions, and kept while in use."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.reasons import DEFAULT_REASONS
from shared.storage import keys
from tests.integration.world import Reply, World
from tests.support.builders import rule

REASON: dict[str, Any] = {"label": {"fr": "Remboursé", "en": "Refunded"}}
MOTIVE: dict[str, Any] = {"label": {"fr": "Attente", "en": "Waiting"}, "codes": ["WAIT", "queue"]}
DEPARTMENT: dict[str, Any] = {"name": "Qualité"}
STATUSES = [
    {"id": "solved", "label": "Solved"},
    {"id": "no_answer", "label": "No answer", "closes_action": False, "again_in": 86_400},
]
PLAN: dict[str, Any] = {
    "name": "Incident",
    "actions": [{"id": "call", "name": "Call", "closes_plan": "operator", "statuses": STATUSES}],
    "exit_states": [{"id": "done", "label": "Solved", "closes_alert": True, "reason": "solved"}],
    "rules": ["r-low"],
}
KINDS = {"reasons": REASON, "motives": MOTIVE, "departments": DEPARTMENT, "plans": PLAN}


def made(world: World, kind: str, **changes: Any) -> Reply:
    return world.post(f"/{kind}", {**KINDS[kind], **changes}, "u-admin")


def put(world: World, kind: str, one: dict[str, Any], **changes: Any) -> Reply:
    body = {name: value for name, value in one.items() if name != "id"} | changes
    return world.call("PUT", f"/{kind}/{one['id']}", as_="u-admin", body=body)


def delete(world: World, kind: str, one: dict[str, Any]) -> Reply:
    return world.call("DELETE", f"/{kind}/{one['id']}", as_="u-admin", query=f"version={one['version']}")


@pytest.mark.parametrize("kind", KINDS)
def test_one_is_written_read_changed_and_deleted(world: World, kind: str) -> None:
    reply = made(world, kind)
    assert (reply.status, reply.body["version"]) == (201, 1), reply.body
    path = f"/{kind}/{reply.body['id']}"
    assert world.get(path, as_="u-region").body == reply.body
    assert reply.body in world.get(f"/{kind}", as_="u-admin").body["items"]
    changed = put(world, kind, reply.body)
    assert (changed.status, changed.body["version"]) == (200, 2), changed.body
    stale = put(world, kind, reply.body)
    assert (stale.status, stale.code, stale.body["current"]) == (409, "stale_version", changed.body)
    assert put(world, kind, {**reply.body, "version": None}).code == "version_required"
    assert delete(world, kind, changed.body).status == 204
    assert world.get(path, as_="u-admin").status == 404
    rows = world.table.query(keys.history(_section(kind), reply.body["id"], 1)[0])
    assert len(rows) == 3, "every version stays, the deletion too"


def _section(kind: str) -> Any:
    return kind.removesuffix("s").upper()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_request_makes_one(world: World, kind: str) -> None:
    body = KINDS[kind]
    first, again = (world.post(f"/{kind}", body, "u-admin", key="k1") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    assert world.post(f"/{kind}", {**body, "archived": True}, "u-admin", key="k1").status == 422


@pytest.mark.parametrize("kind", [*KINDS, "calendars"])
def test_only_admins_write_and_agents_do_not_read(world: World, kind: str) -> None:
    body = KINDS.get(kind, {"name": "Shop", "zone": "Europe/Paris", "week": [[["09:00", "18:00"]]] * 7})
    for who in ("u-region", "u-claire", "u-viewer"):
        assert world.post(f"/{kind}", body, who).status == 403
        assert world.call("PUT", f"/{kind}/x", as_=who, body={**body, "version": 1}).status == 403
        assert world.call("DELETE", f"/{kind}/x", as_=who, query="version=1").status == 403
    assert world.get(f"/{kind}", as_="u-region").status == 200
    assert world.get(f"/{kind}", as_="u-claire").status == 403


@pytest.mark.parametrize(
    ("kind", "changes", "path", "code", "why"),
    [
        ("reasons", {"label": {"fr": "Seul"}}, "$.label.en", "required", "both languages"),
        ("reasons", {"label": {"fr": " ", "en": "x"}}, "$.label.fr", "string_pattern_mismatch", "a name"),
        ("reasons", {"label": {"fr": "x" * 101, "en": "x"}}, "$.label.fr", "string_too_long", "short"),
        ("reasons", {"colour": "red"}, "$.colour", "unknown_field", "no unknown fields"),
        ("motives", {"parent": "m-none"}, "$.parent", "unknown_motive", "the parent exists"),
        ("motives", {"department": "d-none"}, "$.department", "unknown_department", "so does the department"),
        ("departments", {"owner": "u-none"}, "$.owner", "unknown_person", "the owner exists"),
        ("departments", {"owner": "u-gone"}, "$.owner", "unknown_person", "is active"),
        ("departments", {"owner": "u-viewer"}, "$.owner", "unknown_person", "and works on cases"),
        ("plans", {"actions": []}, "$.actions", "too_short", "S3.10"),
        ("plans", {"name": ""}, "$.name", "string_too_short", "S3.8"),
        ("plans", {"exit_states": []}, "$.exit_states", "required", "S3.38"),
        ("plans", {"rules": ["r-none"]}, "$.rules[0]", "unknown_rule", "S3.23"),
        ("plans", {"sources": ["s-none"]}, "$.sources[0]", "unknown_source", "S3.23"),
    ],
)  # fmt: skip
def test_what_is_refused(world: World, kind: str, changes: dict[str, Any], path: str, code: str, why: str) -> None:
    reply = made(world, kind, **changes)
    assert (reply.status, reply.code) == (422, "invalid"), why
    assert (path, code) in [(one["path"], one["code"]) for one in reply.body["errors"]], reply.body["errors"]


@pytest.mark.parametrize("kind", KINDS)
def test_names_are_told_apart(world: World, kind: str) -> None:
    made(world, kind)
    assert (made(world, kind).status, made(world, kind).code) in [(409, "duplicate"), (422, "invalid")]


def test_our_reasons_stay_beside_the_first_of_their_own(world: World) -> None:
    ours = [one.id for one in DEFAULT_REASONS]
    assert [one["id"] for one in world.get("/reasons", as_="u-admin").body["items"]] == ours
    new = made(world, "reasons").body["id"]
    assert [one["id"] for one in world.get("/reasons", as_="u-admin").body["items"]] == [*ours, new]
    assert [one.id for one in world.config.load().reasons if one.id not in ours] == [new]


def test_a_default_reason_is_changed_and_deleted_like_any_other(world: World) -> None:
    void = world.get("/reasons/void", as_="u-admin").body
    assert put(world, "reasons", void, note_required=True).body["version"] == 2
    gesture = world.get("/reasons/gesture", as_="u-admin").body
    assert delete(world, "reasons", gesture).status == 204
    left = {one["id"]: one for one in world.get("/reasons", as_="u-admin").body["items"]}
    assert set(left) == {one.id for one in DEFAULT_REASONS} - {"gesture"}
    assert left["void"]["note_required"] is True


def test_deleting_is_the_first_change_too(world: World) -> None:
    void = world.get("/reasons/void", as_="u-admin").body
    assert delete(world, "reasons", void).status == 204
    assert {one.id for one in world.config.load().reasons} == {one.id for one in DEFAULT_REASONS} - {"void"}


def test_a_reason_that_a_plan_closes_with_stays(world: World) -> None:
    plan = made(world, "plans").body
    solved = world.get("/reasons/solved", as_="u-admin").body
    for refused in (delete(world, "reasons", solved), put(world, "reasons", solved, archived=True)):
        assert (refused.status, refused.code) == (409, "in_use")
        assert "Incident" in refused.body["detail"]
    assert delete(world, "plans", plan).status == 204
    assert put(world, "reasons", solved, archived=True).status == 200


def test_one_reason_is_always_left(world: World) -> None:
    *others, last = world.get("/reasons", as_="u-admin").body["items"]
    for one in others:
        assert put(world, "reasons", one, archived=True).status == 200
    assert put(world, "reasons", last, archived=True).code == "in_use"
    assert delete(world, "reasons", last).code == "in_use"


def test_motives_have_two_levels(world: World) -> None:
    top = made(world, "motives").body
    part = made(world, "motives", label={"fr": "Caisse", "en": "Till"}, codes=[], parent=top["id"])
    assert part.status == 201
    deeper = made(world, "motives", label={"fr": "Lente", "en": "Slow"}, codes=[], parent=part.body["id"])
    assert [one["code"] for one in deeper.body["errors"]] == ["too_deep"]
    assert put(world, "motives", top, parent=part.body["id"]).status == 422
    assert delete(world, "motives", top).code == "in_use"


def test_a_code_means_one_motive(world: World) -> None:
    made(world, "motives")
    other = made(world, "motives", label={"fr": "Autre", "en": "Other"}, codes=["ok", "Queue "])
    assert [(one["path"], one["code"]) for one in other.body["errors"]] == [("$.codes[1]", "duplicate")]


def test_a_department_stays_while_motives_name_it(world: World) -> None:
    department = made(world, "departments", owner="u-marc").body
    motive = made(world, "motives", department=department["id"]).body
    assert delete(world, "departments", department).code == "in_use"
    assert delete(world, "motives", motive).status == 204
    assert delete(world, "departments", department).status == 204


def test_cases_of_a_restricted_department_are_never_left_without_it(world: World) -> None:
    department = made(world, "departments", restricted=True).body
    motive = made(world, "motives", department=department["id"]).body
    world.wait(seconds=2)
    case = world.raise_case(motives=("WAIT",))
    assert case.reserved == department["id"]
    assert put(world, "departments", department, restricted=False).code == "in_use"
    assert delete(world, "motives", motive).status == 204
    assert delete(world, "departments", department).code == "in_use"
    assert put(world, "departments", department, name="Quality").status == 200


def test_a_plan_goes_on_after_its_rule_is_gone(world: World) -> None:
    plan = made(world, "plans").body
    assert world.call("DELETE", "/rules/r-low", as_="u-admin", query="version=1").status == 204
    assert put(world, "plans", plan, name="Other name").status == 200


def test_what_a_command_wrote_keeps_its_version(world: World) -> None:
    plan = made(world, "plans").body
    stored = world.config.load()
    copy = replace(stored.plans[plan["id"]], id="p-written", name="By hand")
    world.config.save("PLAN", "p-written", copy, if_config=stored.version)
    written = world.get("/plans/p-written", as_="u-admin").body
    changed = put(world, "plans", written, name="By hand too")
    assert changed.status == 200, changed.body
    rows = world.table.query(keys.history("PLAN", "p-written", 1)[0])
    assert [row["sk"] for row in rows] == ["V#000001", "V#000002"]


def test_changes_are_in_the_audit(world: World) -> None:
    reason = made(world, "reasons").body
    put(world, "reasons", reason, note_required=True)
    items = world.get("/audit", as_="u-admin").body["items"]
    assert [(one["type"], one["subject"]["kind"]) for one in items] == [
        ("changed", "reason"),
        ("created", "reason"),
    ]
    assert items[0]["changes"] == {"note_required": [False, True]}


def test_me_has_what_screens_need(world: World) -> None:
    refusal = {one["id"]: one["refusal"] for one in world.get("/me").body["settings"]["reasons"]}
    assert [name for name, is_refusal in refusal.items() if is_refusal] == ["no_contact"]
    top = made(world, "motives").body
    made(world, "motives", label={"fr": "Vieux", "en": "Old"}, codes=[], archived=True)
    plain = made(world, "departments").body
    made(world, "departments", name="Secret", restricted=True)
    world.wait(seconds=2)
    settings = world.get("/me").body["settings"]
    assert settings["motives"] == [{"id": top["id"], "label": "Attente", "parent": None}]
    assert settings["departments"] == [{"id": plain["id"], "name": "Qualité"}]
    assert (settings["labels"], settings["view"], settings["panel"]) == ({}, "six", [])
    assert (settings["take_next"], settings["hold_pauses"]) == (True, False)
    admin = world.get("/me", as_="u-admin").body["settings"]["departments"]
    assert [one["name"] for one in admin] == ["Qualité", "Secret"]


def test_a_rule_and_its_plan(world: World) -> None:
    made(world, "plans")
    world.wait(seconds=2)
    assert rule().id == "r-low"
    case = world.raise_case()
    assert case.plan is not None
    assert case.plan.plan_version == 1
