"""Feedback through the API: entered by a colleague, listed by source, and looked at with what rules say of it."""

from typing import Any

import pytest

from shared import ids
from shared.feedback.models import Feedback
from shared.feedback.sources import Source
from shared.storage.feedbacks import Feedbacks
from tests.integration.world import World
from tests.support.builders import NOW, feedback, nps, rule

ENTRY: dict[str, Any] = {
    "place": "lyon",
    "channel": "phone",
    "score": {"value": 2, "min": 0, "max": 10},
    "comment": " Personne ne répond. ",
    "contact_requested": True,
    "motive": "accueil",
    "language": "fr",
    "respondent": {"name": "Zoé Roux", "phone": "+33639980012"},
}


def _kept(world: World, feedback_id: str) -> Feedback:
    found = Feedbacks(world.table).get(feedback_id)
    assert found is not None
    return found


def test_what_a_colleague_enters_takes_the_path_of_all_feedback(world: World) -> None:
    made = world.post("/feedback", ENTRY)
    assert made.status == 201
    kept = _kept(world, made.body["feedback_id"])
    assert (kept.source_id, kept.channel, kept.place_code) == ("manual", "phone", "LYON-PARTDIEU")
    assert (kept.score, kept.comment, kept.contact_requested) == (nps(2), "Personne ne répond.", True)
    case = world.evaluate(kept)
    assert case.place is not None
    assert case.place.id == "lyon"


def test_a_place_without_a_code_is_found_all_the_same(world: World) -> None:
    made = world.post("/feedback", {**ENTRY, "place": "ara"}, as_="u-region")
    case = world.evaluate(_kept(world, made.body["feedback_id"]))
    assert case.place is not None
    assert case.place.id == "ara"


def test_the_same_entry_under_its_key_is_one_feedback(world: World) -> None:
    first = world.post("/feedback", ENTRY, key="k1")
    world.wait(minutes=5)
    assert world.post("/feedback", ENTRY, key="k1").body == first.body
    assert _kept(world, first.body["feedback_id"]).received_at == NOW
    assert world.post("/feedback", {**ENTRY, "comment": "x"}, key="k1").code == "idempotency_key_reused"
    world.wait(hours=25)
    assert world.post("/feedback", ENTRY, key="k1").body != first.body, "a day later it is a new entry"
    assert world.post("/feedback", ENTRY).body != world.post("/feedback", ENTRY).body, (
        "without a key each is its own"
    )


WHO = [
    ("u-claire", "lyon", 201, "her store"),
    ("u-claire", "annecy", 404, "another store"),
    ("u-claire", "nowhere", 404, "no store at all: the same answer"),
    ("u-region", "annecy", 201, "in her region"),
    ("u-paris", "lyon", 404, "another region"),
    ("u-viewer", "lyon", 403, "viewers do not treat"),
    ("u-admin", "paris", 201, "admins everywhere"),
    ("u-gone", "lyon", 401, "disabled"),
]


@pytest.mark.parametrize(("who", "place", "status", "why"), WHO, ids=[why for *_, why in WHO])
def test_people_enter_for_places_of_their_own(world: World, who: str, place: str, status: int, why: str) -> None:
    assert world.post("/feedback", {**ENTRY, "place": place}, as_=who).status == status, why


BAD = [
    ({"comment": " ", "score": None, "contact_requested": False}, "empty", "it says nothing"),
    ({"score": {"value": 11, "min": 0, "max": 10}}, "bad_score", "off its scale"),
    ({"score": {"value": 2.5, "min": 0, "max": 10, "kind": "nps"}}, "bad_score", "half a point of NPS"),
    ({"score": {"value": 2, "min": 5, "max": 1}}, "bad_score", "a scale upside down"),
    ({"submitted_at": "yesterday"}, "bad_time", "no time"),
    ({"submitted_at": "2026-03-18T09:05:00Z"}, "bad_time", "tomorrow"),
    ({"submitted_at": "2024-03-18T09:05:00Z"}, "bad_time", "two years ago"),
    ({"respondent": {"email": "a b"}}, "string_pattern_mismatch", "no address"),
    ({"channel": "carrier pigeon"}, "literal_error", "no channel of ours"),
    ({"owner": "u-marc"}, "unknown_field", "mass assignment"),
]


@pytest.mark.parametrize(("change", "code", "why"), BAD, ids=[why for *_, why in BAD])
def test_an_entry_that_makes_no_sense_is_refused_with_the_place_of_the_fault(
    world: World, change: dict[str, Any], code: str, why: str
) -> None:
    refused = world.post("/feedback", {**ENTRY, **change})
    assert refused.status == 422
    assert [one["code"] for one in refused.body["errors"]] == [code], why


SCORES = [
    ({"value": 7, "min": 0, "max": 10}, "nps", "whole numbers of 0 to 10"),
    ({"value": 7.5, "min": 0, "max": 10}, "rating", "a half is none of NPS"),
    ({"value": 4, "min": 1, "max": 5}, "rating", "stars"),
    ({"value": 7, "min": 0, "max": 10, "kind": "rating"}, "rating", "as it is said"),
]


@pytest.mark.parametrize(("score", "kind", "why"), SCORES, ids=[why for *_, why in SCORES])
def test_a_score_keeps_its_scale(world: World, score: dict[str, Any], kind: str, why: str) -> None:
    made = world.post("/feedback", {**ENTRY, "score": score})
    kept = _kept(world, made.body["feedback_id"]).score
    assert kept is not None
    assert (kept.value, kept.kind) == (score["value"], kind), why


def test_one_feedback_shows_its_states_its_case_and_every_rule(world: World) -> None:
    world.config.save("RULE", "r-happy", rule("r-happy", label="Zz happy", criteria=HAPPY), if_config=1)
    store = Feedbacks(world.table)
    first = feedback(revision="1")
    store.add(first, b"{}", "h1")
    case = world.evaluate(first)
    store.add(feedback(revision="2", delivery_id="msg_2", comment="Encore pire.", score=nps(1)), b"{}", "h2")
    shown = world.get(f"/feedback/{first.id}", as_="u-admin").body
    assert shown["feedback"]["comment"] == "Encore pire."
    assert shown["feedback"]["place"] == {"id": "lyon", "name": "Lyon Part-Dieu"}
    assert [(one["revision"], one["score"]["value"]) for one in shown["revisions"]] == [("1", 2), ("2", 1)]
    assert shown["alert_id"] == case.id
    assert [(one["rule_id"], one["fired"]) for one in shown["verdicts"]] == [("r-low", True), ("r-happy", False)]
    assert shown["verdicts"][1]["conditions"][0]["value"] == "low", "also why it did not fire"


HAPPY = {"combinator": "and", "rules": [{"field": "score.class", "operator": "=", "value": "high"}]}


def test_a_sources_feedback_is_listed_the_newest_first_over_days_and_pages(world: World) -> None:
    world.config.save("SOURCE", "s-native", Source("s-native", "Web", "standard_webhooks"), if_config=1)
    store = Feedbacks(world.table)
    for number in range(7):
        given = feedback(number, received_at=NOW)
        store.add(given, b"{}", given.id)
        world.wait(hours=10)
    for number in range(7, 14):
        given = feedback(number, received_at=world.now())
        store.add(given, b"{}", given.id)
        world.wait(hours=30)
    seen, query = [], "source=s-native&limit=3"
    while True:
        page = world.get("/feedback", query, as_="u-admin").body
        seen += [one["id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        query = f"source=s-native&limit=3&cursor={page['next_cursor']}"
    assert seen[:7] == [feedback(number).id for number in range(13, 6, -1)]
    assert set(seen[7:]) == {feedback(number).id for number in range(7)}
    assert len(seen) == 14


def test_lists_and_details_are_for_admins_and_for_what_exists(world: World) -> None:
    unknown = ids.feedback_id("s", "x")
    for who in ("u-claire", "u-region", "u-viewer"):
        assert world.get("/feedback", "source=manual", as_=who).status == 403
        assert world.get(f"/feedback/{unknown}", as_=who).status == 403
    assert world.get(f"/feedback/{unknown}", as_="u-admin").code == "not_found"
    assert world.get("/feedback/..%2F..", as_="u-admin").code == "not_found"
    assert world.get("/feedback", "source=nothing", as_="u-admin").code == "not_found"
    assert world.get("/feedback", as_="u-admin").code == "invalid"
    assert world.get("/feedback", "source=manual&cursor=abc", as_="u-admin").code == "bad_cursor"
    assert world.get("/feedback", "source=manual", as_="u-admin").body == {"items": [], "next_cursor": None}
