"""Opening a case, its clocks, and its row in lists."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared import ids
from shared.alerts import clocks
from shared.alerts.opening import evaluate, open_alert, place_of
from shared.alerts.reasons import DEFAULT_REASONS
from shared.alerts.rows import EXCERPT, excerpt, row, shown_score
from shared.feedback.models import Score
from shared.rules.models import CaseKind, Priority, Rule
from shared.rules.ruleset import Fired, RuleSet
from tests.support.builders import ALWAYS, CLAIRE, HOUR, NOW, alert, closing, feedback, nps, opened, rule, tree

DAY = 24 * 3600


@pytest.mark.parametrize(
    ("rules", "priority", "kind", "hours", "labels"),
    [
        ([rule("a")], "P2", "alert", 48, ["Rule a"]),
        ([rule("a", priority="P3"), rule("b", priority="P1")], "P1", "alert", 48, ["Rule b", "Rule a"]),
        (
            [rule("a", priority="P1", expires_in=3 * DAY), rule("b", expires_in=DAY)],
            "P1",
            "alert",
            24,
            ["Rule a", "Rule b"],
        ),
        ([rule("a", kind="message")], "P2", "message", 48, ["Rule a"]),
        ([rule("a", kind="message"), rule("b")], "P2", "alert", 48, ["Rule b", "Rule a"]),
        ([rule("a", kind="message", priority="P1"), rule("b")], "P1", "alert", 48, ["Rule a", "Rule b"]),
        ([rule("b"), rule("a")], "P2", "alert", 48, ["Rule a", "Rule b"]),
    ],
    ids=[
        "one",
        "highest priority",
        "shortest expiry",
        "a message",
        "one alert is enough",
        "priority before kind",
        "by id",
    ],
)
def test_one_case_for_all_that_fired(
    rules: list[Rule], priority: Priority, kind: CaseKind, hours: int, labels: list[str]
) -> None:
    case, event = opened(feedback(), *rules)
    assert (case.priority, case.kind, case.status, case.version) == (priority, kind, "new", 1)
    assert case.expires_at == NOW + hours * HOUR
    assert list(case.labels) == labels == event.data["labels"]
    assert (event.type, event.at, event.by, event.version) == ("raised", NOW, None, 1)


@pytest.mark.parametrize(("priority", "hours"), [("P1", 24), ("P2", 48), ("P3", 72)])
def test_the_first_contact_is_due_by_priority(priority: Priority, hours: int) -> None:
    case, _ = opened(feedback(), rule(priority=priority, expires_in=30 * DAY))
    assert case.target_at == case.due_at == NOW + hours * HOUR


def test_a_short_expiry_comes_before_the_first_contact() -> None:
    case, _ = opened(feedback(), rule(expires_in=3600))
    assert (case.due_at, case.target_at) == (NOW + HOUR, NOW + 48 * HOUR)


def test_the_outcome_does_not_depend_on_the_order_of_rules() -> None:
    rules = [rule("a", priority="P3"), rule("b", kind="message"), rule("c", priority="P1", expires_in=DAY)]
    outcomes = [evaluate(feedback(), RuleSet(order), tree()) for order in permutations(rules)]
    assert all(outcome == outcomes[0] for outcome in outcomes)
    fired = [Fired(one, ()) for one in rules]
    assert all(
        open_alert(feedback(), None, order) == open_alert(feedback(), None, fired) for order in permutations(fired)
    )


def test_the_id_follows_from_the_feedback() -> None:
    case, _ = opened(feedback(7))
    assert case.id == ids.alert_id(feedback(7).id)


def test_triggers_pin_the_version_that_fired_and_why() -> None:
    case, _ = opened(feedback(), rule("a", version=4, notify=False))
    (trigger,) = case.triggers
    assert (trigger.rule_id, trigger.rule_version, trigger.notify) == ("a", 4, False)
    assert [condition.field for condition in trigger.conditions] == ["score.class"]


def test_nothing_fires_nothing_opens() -> None:
    assert evaluate(feedback(score=nps(9)), RuleSet([rule()]), tree()) is None
    assert evaluate(feedback(), RuleSet([]), tree()) is None
    assert evaluate(feedback(), RuleSet([rule(status="draft")]), tree()) is None


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("LYON-PARTDIEU", "lyon"),
        (" lyon-partdieu ", "lyon"),
        ("paris-e\u0301", "paris"),
        ("LYОN-PARTDIEU", None),
        ("NOWHERE", None),
        ("", None),
        (None, None),
    ],
    ids=["as written", "case and spaces", "decomposed accent", "a Cyrillic letter", "unknown", "empty", "absent"],
)
def test_the_place_of_a_code(code: str | None, place: str | None) -> None:
    found = place_of(feedback(place_code=code), tree())
    assert (found.id if found else None) == place
    case, _ = opened(feedback(place_code=code), rule(criteria=ALWAYS))
    assert bool(case.path) == (place is not None)


def test_a_place_brings_ids_and_names_from_the_root() -> None:
    found = place_of(feedback(), tree())
    assert found is not None
    assert found.path == ("net", "ara", "lyon")
    assert found.names == ("Halles Verdier", "Auvergne-Rhône-Alpes", "Lyon Part-Dieu")


def test_clocks() -> None:
    assert clocks.expiry(NOW, [rule(expires_in=120), rule(expires_in=60)]) == NOW + timedelta(seconds=60)
    assert clocks.due(None, NOW) == NOW
    assert clocks.due(NOW, NOW + HOUR) == NOW
    assert clocks.due(NOW + HOUR, NOW) == NOW


def test_elapsed_hours_pass_over_a_change_of_the_clock() -> None:
    before = NOW.replace(month=3, day=28, year=2026, hour=0)
    assert clocks.expiry(before, [rule(expires_in=DAY)]) - before == timedelta(hours=24)


def test_a_row_of_a_new_case() -> None:
    case = alert()
    assert row(case).reference == ids.reference(case.id)
    shown = row(case)
    assert (shown.id, shown.status, shown.label, shown.respondent_name) == (
        case.id,
        "new",
        "Rule r-low",
        "Camille Roux",
    )
    assert shown.place is not None
    assert (shown.place.id, shown.place.name) == ("lyon", "Lyon Part-Dieu")
    assert (shown.owner, shown.closed_at, shown.contact_requested) == (None, None, False)
    assert (shown.created_at, shown.due_at) == ("2026-03-17T09:05:00.000Z", "2026-03-19T09:05:00.000Z")


def test_a_row_of_a_bare_case() -> None:
    bare = feedback(comment=None, score=None, language=None, place_code=None)
    case, _ = opened(bare, rule(criteria=ALWAYS))
    shown = row(replace(case, status="closed", closing=closing(), owner=CLAIRE, target_at=None))
    assert (shown.excerpt, shown.score, shown.language, shown.place, shown.target_at) == (
        "",
        None,
        None,
        None,
        None,
    )
    assert (shown.owner, shown.closed_at) == (CLAIRE, "2026-03-17T09:05:00.000Z")


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        (None, None),
        (nps(2), (2, 0, 10, "nps", "low")),
        (Score(4.5, 1, 5, "rating"), (4.5, 1, 5, "rating", "high")),
    ],
)
def test_scores_are_shown_without_a_needless_decimal(score: Score | None, shown: Any) -> None:
    found = shown_score(score)
    assert (found and (found.value, found.min, found.max, found.kind, found.class_)) == shown
    assert found is None or not isinstance(found.min, float)


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("", 10, ""),
        ("short", 10, "short"),
        ("exactly 10", 10, "exactly 10"),
        ("two  lines\n of text", 30, "two lines of text"),
        ("cut at a word", 10, "cut at a…"),
        ("a verylongwordwithoutspaces", 12, "a verylongw…"),
        ("unbreakable", 5, "unbr…"),
    ],
)
def test_excerpts(text: str, limit: int, cut: str) -> None:
    assert excerpt(text, limit) == cut


@given(st.text())
def test_an_excerpt_is_one_line_within_its_limit(text: str) -> None:
    line = excerpt(text, EXCERPT)
    assert len(line) <= EXCERPT
    assert line == " ".join(line.split())


def test_closing_reasons_have_both_languages_and_unique_ids() -> None:
    assert len({reason.id for reason in DEFAULT_REASONS}) == len(DEFAULT_REASONS)
    assert all(reason.label.keys() == {"fr", "en"} for reason in DEFAULT_REASONS)
    assert {reason.note_required for reason in DEFAULT_REASONS} == {True, False}
