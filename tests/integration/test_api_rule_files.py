"""Rules as a file through the API: export, compare, put in place."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.feedback.sources import Source
from shared.storage.feedbacks import Feedbacks
from tests.integration.test_api_rules import RULE
from tests.integration.world import Reply, World
from tests.support.builders import feedback, rule

WORDS = {"id": "k1", "name": "Danger", "words": ["verre"], "exceptions": [], "inflected": True, "language": "fr"}


def filed(rule_id: str, **changes: Any) -> dict[str, Any]:
    return {
        **RULE,
        "notify": True,
        "status": "active",
        "paused_until": None,
        "owners": {},
        "assign": "owner",
        "id": rule_id,
        "label": rule_id,
        **changes,
    }


def using(rule_id: str) -> dict[str, Any]:
    value = {"words": [], "lists": ["k1"]}
    condition = {"field": "comment", "operator": "mentions", "value": value}
    return filed(rule_id, criteria={"combinator": "and", "rules": [condition]})


def send(
    world: World, rules: list[Any], lists: list[Any] | None = None, *, dry: bool = False, **more: Any
) -> Reply:
    body = {"rules": rules, "keyword_lists": lists or [], "dry_run": dry, **more}
    return world.post("/rules/import", body, "u-admin")


def export(world: World) -> Any:
    return world.get("/rules/export", as_="u-admin").body


def test_a_file_is_compared_put_in_place_and_written_again(world: World) -> None:
    rules, lists = [using("r-a"), filed("r-b")], [WORDS]
    dry = send(world, rules, lists, dry=True)
    expected = {"added": ["r-a", "r-b", "k1"], "changed": [], "removed": ["r-low"], "unchanged": 0}
    assert (dry.status, dry.body) == (200, {**expected, "applied": False})
    assert set(world.config.load().rules) == {"r-low"}
    assert send(world, rules, lists).body == {**expected, "applied": True}
    assert export(world) == {"rules": rules, "keyword_lists": lists}
    again = send(world, export(world)["rules"], export(world)["keyword_lists"])
    assert again.body == {"added": [], "changed": [], "removed": [], "unchanged": 3, "applied": True}


def test_what_changes_is_named_field_by_field_and_has_its_version(world: World) -> None:
    present = export(world)["rules"][0]
    reply = send(world, [{**present, "priority": "P1", "notify": False}])
    assert reply.body["changed"] == [{"id": "r-low", "fields": ["priority", "notify"]}]
    items = world.get("/rules/r-low/versions", as_="u-admin").body["items"]
    assert [(one["version"], one["change"]) for one in items] == [(2, "changed"), (1, "created")]
    assert items[0]["by"] == {"id": "u-admin", "name": "Ada Roy"}


def test_a_rule_that_was_removed_comes_back_with_its_past(world: World) -> None:
    present = export(world)["rules"]
    send(world, [])
    assert export(world)["rules"] == []
    send(world, present)
    assert export(world)["rules"] == present
    items = world.get("/rules/r-low/versions", as_="u-admin").body["items"]
    assert [(one["version"], one["change"]) for one in items] == [(3, "created"), (2, "deleted"), (1, "created")]


def test_a_large_file_goes_in_several_steps(world: World) -> None:
    many = [filed(f"r-{number:03d}") for number in range(75)]
    before = world.config.load().version
    assert send(world, many).body["applied"] is True
    config = world.config.load()
    assert (len(config.rules), config.version) == (75, before + 3)
    assert send(world, many).body["unchanged"] == 75


FAULTS: list[tuple[str, list[Any], list[Any], str]] = [
    ("an id twice", [filed("r-a"), filed("r-a", label="B")], [], "$.rules[0].id"),
    ("a label twice", [filed("r-a"), filed("r-b", label="R-A")], [], "$.rules[1].label"),
    ("a list twice", [], [WORDS, WORDS], "$.keyword_lists[1].id"),
    ("a field that does not exist", [filed("r-a", more=1)], [], "$.rules[0].more"),
    ("no id", [RULE], [], "$.rules[0].id"),
    ("an id that is none", [filed("../x")], [], "$.rules[0].id"),
    ("criteria that cannot be read", [filed("r-a", criteria={})], [], "$.rules[0].criteria"),
    ("a list that is not in the file", [using("r-a")], [], "$.rules[0].criteria.rules[0].value"),
    ("a word without a letter", [], [{**WORDS, "words": ["?"]}], "$.keyword_lists[0].words"),
    ("a time that is none", [filed("r-a", paused_until="x")], [], "$.paused_until"),
]


@pytest.mark.parametrize(("why", "rules", "lists", "path"), FAULTS, ids=[row[0] for row in FAULTS])
def test_files_that_are_refused(world: World, why: str, rules: list[Any], lists: list[Any], path: str) -> None:
    for dry in (True, False):
        reply = send(world, rules, lists, dry=dry)
        assert (reply.status, reply.code) == (422, "invalid")
        assert any(fault["path"].startswith(path) for fault in reply.body["errors"]), reply.body
    assert set(world.config.load().rules) == {"r-low"}


def test_two_rules_may_swap_their_labels(world: World) -> None:
    send(world, [filed("r-a", label="A"), filed("r-b", label="B")])
    assert send(world, [filed("r-a", label="B"), filed("r-b", label="A")]).body["applied"] is True


def test_what_takes_in_everything_needs_to_be_confirmed(world: World) -> None:
    source = Source("s-native", "Avis", "standard_webhooks")
    world.config.save("SOURCE", source.id, source, if_config=world.config.load().version)
    for number in range(20):
        Feedbacks(world.table).add(feedback(number), b"{}", str(number))
    refused = send(world, [{**filed("r-low"), "criteria": rule().criteria}])
    assert (refused.status, refused.code) == (422, "confirm_required")
    assert export(world)["rules"][0]["label"] == "Rule r-low"
    assert send(world, [{**filed("r-low"), "criteria": rule().criteria}], confirm=True).body["applied"] is True


CRITERIA = st.sampled_from([rule().criteria, {**rule().criteria, "not": True, "id": "g-1"}])
FILED = st.builds(
    filed,
    st.text("abc-_0", min_size=1, max_size=6),
    label=st.uuids().map(lambda one: str(one)[:30]),
    kind=st.sampled_from(["alert", "message"]),
    priority=st.sampled_from(["P1", "P2", "P3"]),
    expires_in=st.integers(60, 86_400),
    notify=st.booleans(),
    status=st.sampled_from(["draft", "active", "paused"]),
    paused_until=st.sampled_from([None, "2026-04-01T00:00:00Z"]),
    criteria=CRITERIA,
)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FILED, max_size=5, unique_by=lambda one: one["id"]))
def test_whatever_is_put_in_place_is_what_is_exported(world: World, rules: list[Any]) -> None:
    assert send(world, rules).body["applied"] is True
    exported = export(world)["rules"]
    assert exported == sorted(rules, key=lambda one: str(one["id"]))
    assert send(world, exported, dry=True).body["unchanged"] == len(rules)
