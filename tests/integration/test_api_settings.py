"""The settings: read whole, changed in part, with versions, and never in a form that could not be used."""

from typing import Any

import pytest

from shared.account.models import Settings
from shared.storage import keys
from tests.integration.world import Reply, World
from tests.support.builders import ALWAYS, DETRACTOR, nps, rule

TARGET = {"P1": 3600, "P2": 7200, "P3": 7200, "office_hours": True}
FIELD = {"field": "attributes.Points", "label": {"fr": "Points", "en": "Points"}}
CRITERION: dict[str, Any] = {"id": "c-1", "label": "Detractors", "criteria": DETRACTOR, "effect": "P1"}


def patch(world: World, as_: str = "u-admin", **changes: Any) -> Reply:
    return world.call("PATCH", "/settings", as_=as_, body={"version": 0, **changes})


def test_before_anybody_changed_them_the_defaults_hold(world: World) -> None:
    body = world.get("/settings", as_="u-admin").body
    assert (body["version"], body["view"], body["labels"], body["saved_by"]) == (0, "six", {}, None)
    assert body["targets"]["social"] == {"P1": 7200, "P2": 14400, "P3": 14400, "office_hours": False}
    assert body["contact"] == {"admin": "shown", "manager": "shown", "agent": "shown", "viewer": "hidden"}
    assert body["escalation"] == {"after": 0, "every": 86_400, "times": 3}


@pytest.mark.parametrize(
    "part",
    [
        {"labels": {"assigned": {"fr": "Pris en charge", "en": "Being handled"}}},
        {"view": "three"},
        {"targets": {"email": TARGET}},
        {"other_channels": TARGET},
        {"priorities": [CRITERION]},
        {"p1_warning": 0.5},
        {"attach_repeats": False},
        {"repeat_raises": False},
        {"loyalty": ["Gold", "Silver"]},
        {"remind_before": 3600},
        {"escalation": {"after": 3600, "every": 7200, "times": 2}},
        {"hold_pauses": True},
        {"take_next": False},
        {"panel": [{**FIELD, "format": "number", "masked_for": ["viewer"]}]},
        {"contact": {"admin": "shown", "manager": "on_request", "agent": "hidden", "viewer": "hidden"}},
        {"delegate_to": "service@example.com"},
    ],
    ids=lambda part: next(iter(part)),
)
def test_one_part_is_changed_and_the_rest_stays(world: World, part: dict[str, Any]) -> None:
    before = world.get("/settings", as_="u-admin").body
    reply = patch(world, **part)
    assert reply.status == 200, reply.body
    expected = {**before, **part, "version": 1, "saved_at": "2026-03-17T09:05:00.000Z"}
    assert reply.body == {**expected, "saved_by": {"id": "u-admin", "name": "Ada Roy"}}
    assert world.get("/settings", as_="u-admin").body == reply.body
    assert world.config.load().settings != Settings()


@pytest.mark.parametrize(
    ("part", "path", "code", "why"),
    [
        ({"targets": {"email": {**TARGET, "P1": 0}}}, "$.targets.email.P1", "greater_than_equal", "takes time"),
        ({"targets": {"email": {"P1": 1}}}, "$.targets.email.P2", "required", "each priority"),
        ({"p1_warning": 0}, "$.p1_warning", "greater_than", "would always warn"),
        ({"p1_warning": 1.1}, "$.p1_warning", "less_than_equal", "more than all"),
        ({"calendar": "k-none"}, "$.calendar", "unknown_calendar", "does not exist"),
        ({"delegate_to": "nobody"}, "$.delegate_to", "bad_email", "no address"),
        ({"priorities": [{**CRITERION, "criteria": {"combinator": "and", "rules": []}}]},
         "$.priorities[0].criteria.rules", "empty_group", "read by the parser of rules"),
        ({"priorities": [CRITERION, {**CRITERION, "criteria": {**ALWAYS, "combinator": "xor"}}]},
         "$.priorities[1].criteria.combinator", "unknown_combinator", "with the path"),
        ({"priorities": [CRITERION, CRITERION]}, "$.priorities[1].id", "duplicate", "one id each"),
        ({"panel": [FIELD, FIELD]}, "$.panel[1].field", "duplicate", "once"),
        ({"panel": [{**FIELD, "field": "password"}]}, "$.panel[0].field", "string_pattern_mismatch", "unknown"),
        ({"loyalty": ["Gold", "gold "]}, "$.loyalty[1]", "duplicate", "the same tier"),
        ({"loyalty": [str(n) for n in range(10)]}, "$.loyalty", "too_long", "one digit of the keys"),
        ({"contact": {"guest": "shown"}}, "$.contact.guest.[key]", "literal_error", "unknown role"),
        ({"contact": {"agent": "maybe"}}, "$.contact.agent", "literal_error", "unknown sight"),
        ({"escalation": {"after": -1}}, "$.escalation.after", "greater_than_equal", "the future"),
        ({"escalation": {"after": 60, "every": 1}}, "$.escalation.every", "greater_than_equal", "a flood"),
        ({"escalation": {"after": 60, "times": 11}}, "$.escalation.times", "less_than_equal", "too often"),
        ({"remind_before": 91 * 86_400}, "$.remind_before", "less_than_equal", "too early"),
        ({"labels": {"new": {"fr": "Neuf"}}}, "$.labels.new.en", "required", "both languages"),
        ({"labels": {"lost": {"fr": "a", "en": "b"}}}, "$.labels.lost.[key]", "literal_error", "no such status"),
        ({"view": "four"}, "$.view", "literal_error", "three or six"),
        ({"sender": "x"}, "$.sender", "unknown_field", "no unknown fields"),
    ],
)  # fmt: skip
def test_what_is_refused(world: World, part: dict[str, Any], path: str, code: str, why: str) -> None:
    reply = patch(world, **part)
    assert (reply.status, reply.code) == (422, "invalid"), why
    assert (path, code) in [(one["path"], one["code"]) for one in reply.body["errors"]], reply.body["errors"]
    assert world.config.load().settings == Settings()


def test_every_change_names_its_version(world: World) -> None:
    assert world.call("PATCH", "/settings", as_="u-admin", body={"view": "three"}).code == "version_required"
    patch(world, view="three")
    stale = patch(world, view="six")
    assert (stale.status, stale.code, stale.body["current"]["view"]) == (409, "stale_version", "three")
    assert len(world.table.query(keys.history("SETTINGS", "account", 1)[0])) == 1


def test_null_takes_an_address_away(world: World) -> None:
    patch(world, delegate_to="service@example.com")
    reply = world.call("PATCH", "/settings", as_="u-admin", body={"version": 1, "delegate_to": None})
    assert reply.body["delegate_to"] is None


def test_null_is_no_value_of_other_parts(world: World) -> None:
    assert patch(world, view=None).status == 422


@pytest.mark.parametrize("who", ["u-region", "u-claire", "u-viewer"])
def test_others_get_what_screens_need(world: World, who: str) -> None:
    assert world.get("/settings", as_=who).body == world.get("/me", as_=who).body["settings"]
    assert patch(world, who, view="three").status == 403


def test_the_share_of_p1(world: World) -> None:
    def share() -> Any:
        return world.get("/settings", as_="u-admin").body["p1_share"]

    assert share() == {"p1": 0, "open": 0, "complete": True, "over": False}
    stored = world.config.load()
    urgent = rule("r-urgent", priority="P1", criteria={
        "combinator": "and", "rules": [{"field": "score", "operator": "=", "value": 0}]
    })  # fmt: skip
    world.config.save("RULE", "r-urgent", urgent, if_config=stored.version)
    world.wait(seconds=2)
    for number in range(4):
        world.raise_case(number, score=nps(2))
    assert share() == {"p1": 0, "open": 4, "complete": True, "over": False}
    world.raise_case(5, score=nps(0))
    assert share() == {"p1": 1, "open": 5, "complete": True, "over": True}


def test_what_was_changed_is_in_the_audit(world: World) -> None:
    patch(world, view="three", take_next=False)
    (entry,) = world.get("/audit", as_="u-admin").body["items"]
    assert (entry["type"], entry["subject"]["kind"]) == ("changed", "settings")
    assert entry["changes"] == {"view": ["six", "three"], "take_next": [True, False]}


def test_panel_labels_come_in_the_readers_language(world: World) -> None:
    patch(world, panel=[{**FIELD, "label": {"fr": "Points", "en": "Loyalty points"}, "masked_for": ["manager"]}])
    assert world.get("/me").body["settings"]["panel"] == [
        {"field": "attributes.Points", "label": "Points", "format": "text", "masked": False}
    ]
    english = world.get("/me", as_="u-region").body["settings"]["panel"]
    assert [(one["label"], one["masked"]) for one in english] == [("Loyalty points", True)]
