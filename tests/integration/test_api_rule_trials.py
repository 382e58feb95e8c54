"""Rules tried before they are saved: on one feedback, on the last days, as a job; and what has to be confirmed."""

from datetime import timedelta
from typing import Any

import pytest

from functions.api import trying
from functions.api.trying import Bound
from shared.feedback.sources import Source
from shared.storage.feedbacks import Feedbacks
from tests.integration.test_api_rules import RULE
from tests.integration.world import Reply, World
from tests.support.builders import NOW, feedback, nps, rule

HOUR = timedelta(hours=1)
EVERYTHING = {"combinator": "and", "rules": [{"field": "comment.length", "operator": ">=", "value": 0}]}
GLASS = {
    "combinator": "and",
    "rules": [
        {"field": "comment", "operator": "mentions", "value": ["verre"]},
        {"field": "score", "operator": "<", "value": 5},
    ],
}


@pytest.fixture
def past(world: World) -> World:
    """40 feedbacks of the last days, one in four a detractor who found glass."""
    config = world.config.load().version
    source = Source("s-native", "Avis", "standard_webhooks")
    world.config.save("SOURCE", source.id, source, if_config=config)
    for number in range(40):
        bad = number % 4 == 0
        one = feedback(
            number,
            received_at=NOW - number * 6 * HOUR,
            score=nps(1 if bad else 9),
            comment="Du verre dans la salade" if bad else "Merci",
        )
        Feedbacks(world.table).add(one, b"{}", str(number))
    return world


def check(world: World, criteria: Any, number: int = 0) -> Reply:
    return world.post("/rules/check", {"criteria": criteria, "feedback_id": feedback(number).id}, "u-admin")


def preview(world: World, **body: Any) -> Reply:
    return world.post("/rules/preview", {"rule": {**RULE, "criteria": GLASS}, **body}, "u-admin")


def test_a_check_says_why_it_fires(past: World) -> None:
    reply = check(past, GLASS)
    assert reply.status == 200
    assert reply.body == {
        "fired": True,
        "conditions": [
            {
                "number": 1, "field": "comment", "operator": "mentions", "operand": ["verre"],
                "value": "Du verre dans la salade", "negated": False, "spans": [[3, 8]],
            },
            {
                "number": 2, "field": "score", "operator": "<", "operand": 5, "value": 1, "negated": False,
                "spans": [],
            },
        ],
        "comment": "Du verre dans la salade",
        "score": {"value": 1, "min": 0, "max": 10, "kind": "nps", "class": "low"},
        "place": {"id": "lyon", "name": "Lyon Part-Dieu"},
    }  # fmt: skip


def test_a_check_says_why_it_does_not(past: World) -> None:
    reply = check(past, GLASS, 1)
    assert reply.body["fired"] is False
    assert [(one["field"], one["value"]) for one in reply.body["conditions"]] == [("comment", "Merci")]


def test_a_check_agrees_with_evaluation(past: World) -> None:
    for number in range(8):
        one = feedback(number, received_at=NOW, score=nps(number))
        Feedbacks(past.table).add(one, b"{}", str(number))
        fired = past.run_evaluate(Feedbacks(past.table).get(one.id) or one) is not None
        assert check(past, rule().criteria, number).body["fired"] is fired


@pytest.mark.parametrize(
    ("body", "status", "path"),
    [
        ({"criteria": {}, "feedback_id": feedback(0).id}, 422, "$.criteria"),
        ({"criteria": GLASS, "feedback_id": "f-none"}, 404, None),
        ({"criteria": GLASS, "feedback_id": "../x"}, 422, "$.feedback_id"),
        ({"criteria": GLASS}, 422, "$.feedback_id"),
    ],
)
def test_checks_that_are_refused(past: World, body: Any, status: int, path: str | None) -> None:
    reply = past.post("/rules/check", body, "u-admin")
    assert reply.status == status
    assert path is None or path in [fault["path"] for fault in reply.body["errors"]]


def test_a_preview_counts_what_a_rule_would_have_done(past: World) -> None:
    found = preview(past).body
    assert (found["days"], found["feedbacks"], found["fired"], found["share"]) == (30, 40, 10, 0.25)
    assert (found["complete"], found["previous"], found["expired_share"]) == (True, None, None)
    assert len(found["per_day"]) == 30
    assert sum(one["count"] for one in found["per_day"]) == 10
    assert found["per_place"] == [{"id": "lyon", "name": "Lyon Part-Dieu", "count": 10}]
    assert [one["id"] for one in found["people"]] == ["u-claire", "u-region", "u-marc", "u-viewer"]
    assert {one["count"] for one in found["people"]} == {10}
    assert found["overlaps"] == [{"rule_id": "r-low", "label": "Rule r-low", "count": 10}]
    assert [one["spans"] for one in found["samples"]] == [[[3, 8]]] * 5
    assert found["samples"][0]["feedback_id"] == feedback(0).id
    assert {one["code"]: one["severity"] for one in found["findings"]} == {
        "too_broad": "warning", "overlap": "warning",
    }  # fmt: skip
    assert set(past.config.load().rules) == {"r-low"}


def test_a_preview_of_a_change_beside_what_is_there(past: World) -> None:
    found = preview(past, id="r-low").body
    assert found["previous"] == {"version": 1, "fired": 10}
    assert found["overlaps"] == []


def test_a_preview_of_a_few_days_only(past: World) -> None:
    found = preview(past, days=2).body
    assert (found["days"], found["feedbacks"], len(found["per_day"])) == (2, 6, 2)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"rule": {**RULE, "criteria": {}}}, "$.rule.criteria"),
        ({"rule": {**RULE, "expires_in": 0}}, "$.rule.expires_in"),
        ({"days": 366}, "$.days"),
        ({"days": 0}, "$.days"),
        ({"more": 1}, "$.more"),
    ],
)
def test_previews_that_are_refused(past: World, changes: dict[str, Any], path: str) -> None:
    reply = preview(past, **changes)
    assert (reply.status, reply.code) == (422, "invalid")
    assert path in [fault["path"] for fault in reply.body["errors"]]


def test_a_preview_of_a_rule_that_is_not_there(past: World) -> None:
    assert preview(past, id="none").status == 404


@pytest.mark.parametrize("bound", [Bound(5, HOUR), Bound(1000, timedelta(0))], ids=["feedbacks", "time"])
def test_a_preview_stops_at_its_bound_and_says_so(
    past: World, monkeypatch: pytest.MonkeyPatch, bound: Bound
) -> None:
    monkeypatch.setattr(trying.tried, "__defaults__", (bound,))
    found = preview(past).body
    assert found["complete"] is False
    assert 0 < found["feedbacks"] < 40
    assert found["samples"][0]["feedback_id"] == feedback(0).id, "the newest first"


def test_what_takes_in_everything_needs_to_be_confirmed(past: World) -> None:
    body = {**RULE, "criteria": EVERYTHING}
    refused = past.post("/rules", body, "u-admin")
    assert (refused.status, refused.code) == (422, "confirm_required")
    assert [(one["path"], one["code"]) for one in refused.body["errors"]] == [("$.criteria", "matches_all")]
    assert "100 %" in refused.body["errors"][0]["message"]
    assert refused.body["findings"][0]["params"]["share"] == 1
    assert set(past.config.load().rules) == {"r-low"}
    saved = past.post("/rules", {**body, "confirm": True}, "u-admin")
    assert saved.status == 201
    assert [one["code"] for one in saved.body["findings"] if one["severity"] == "error"] == ["matches_all"]


def test_a_draft_takes_in_nothing_and_needs_no_confirmation_until_it_is_switched_on(past: World) -> None:
    draft = past.post("/rules", {**RULE, "criteria": EVERYTHING, "status": "draft"}, "u-admin")
    assert draft.status == 201
    path, body = f"/rules/{draft.body['id']}", {**RULE, "criteria": EVERYTHING, "version": 1}
    on = past.call("PUT", path, as_="u-admin", body=body)
    assert (on.status, on.code) == (422, "confirm_required")
    assert past.call("PUT", path, as_="u-admin", body={**body, "confirm": True}).status == 200
    renamed = past.call("PUT", path, as_="u-admin", body={**body, "version": 2, "label": "Tout"})
    assert renamed.status == 200, "what it takes in has not changed"


def test_a_backtest_is_a_job(past: World) -> None:
    body = {"rule": {**RULE, "criteria": GLASS}, "days": 90}
    first, again = (past.post("/rules/backtest", body, "u-admin", key="k1") for _ in range(2))
    assert (first.status, first.body["kind"], first.body["status"]) == (202, "backtest", "waiting")
    assert again.body["id"] == first.body["id"]
    assert past.get(f"/jobs/{first.body['id']}", as_="u-admin").body == first.body


def test_findings_of_all_rules(past: World) -> None:
    assert past.post("/rules", {**RULE, "label": "R_9", "status": "draft"}, "u-admin").status == 201
    items = past.get("/rules/findings", as_="u-admin").body["items"]
    found = {(one["rule_id"], one["code"]): one for one in items}
    assert found["r-low", "too_broad"]["params"]["share"] == 0.25
    assert found["r-low", "too_broad"]["label"] == "Rule r-low"
    assert [one["code"] for one in items if one["label"] == "R_9"] == ["label_code_like"]


def test_near_copies_name_each_other(past: World) -> None:
    here = {
        "combinator": "and",
        "rules": [*GLASS["rules"], {"field": "place", "operator": "within", "value": ["ara"]}],
    }
    there = {
        "combinator": "and",
        "rules": [{"field": "place", "operator": "within", "value": ["idf"]}, *GLASS["rules"]],
    }
    for label, criteria in (("Est", here), ("Ouest", there)):
        assert past.post("/rules", {**RULE, "label": label, "criteria": criteria}, "u-admin").status == 201
    items = past.get("/rules/findings", as_="u-admin").body["items"]
    copies = {one["label"]: one["params"]["label"] for one in items if one["code"] == "near_copy"}
    assert copies == {"Est": "Ouest", "Ouest": "Est"}


def test_fields_offer_what_there_is(past: World) -> None:
    fields = {one["name"]: one for one in past.get("/rules/fields", as_="u-region").body["fields"]}
    assert fields["score.class"]["values"][0] == {"value": "low", "label": "Low"}, "in the reader's language"
    assert fields["score.class"]["label"]["fr"] == "Classe de note"
    assert {"value": "lyon", "label": "Lyon Part-Dieu"} in fields["place"]["values"]
    assert fields["source"]["values"] == [{"value": "s-native", "label": "Avis"}]
    assert fields["answer."]["family"] is True
    assert "mentions" in fields["comment"]["operators"]


def close_cases(past: World) -> None:
    """Opens a case on each of the ten detractors and closes it now: 0, 1, ... 9 days after it began."""
    for number in range(0, 40, 4):
        stored = Feedbacks(past.table).get(feedback(number).id)
        assert stored is not None
        case = past.evaluate(stored)
        assert past.post(f"/alerts/{case.id}/close", {"version": 1, "reason": "void"}, "u-admin").status == 200


def test_past_cases_tell_how_long_and_how_many_would_have_expired(past: World) -> None:
    close_cases(past)
    found = preview(past).body
    assert found["treatment_seconds"] == 4.5 * 86_400
    assert found["expired_share"] == 0.8, "eight took longer than the rule's one day"
    (short,) = [one for one in found["findings"] if one["code"] == "expiry_short"]
    assert short["params"] == {"expires_in": 86_400, "treatment_seconds": 4.5 * 86_400}


@pytest.mark.parametrize(("kind", "treatment"), [("alert", 4.5 * 86_400), ("message", None)])
def test_without_cases_of_its_own_those_of_its_kind_are_looked_at(
    past: World, kind: str, treatment: float | None
) -> None:
    close_cases(past)
    found = preview(past, rule={**RULE, "kind": kind}).body
    assert found["fired"] == 30, "promoters, on whom no case was raised"
    assert found["treatment_seconds"] == treatment


def test_findings_know_how_long_the_cases_of_a_rule_took(past: World) -> None:
    close_cases(past)
    items = past.get("/rules/findings", as_="u-admin").body["items"]
    (short,) = [one for one in items if one["code"] == "expiry_short"]
    assert (short["rule_id"], short["params"]["treatment_seconds"]) == ("r-low", 4.5 * 86_400)
