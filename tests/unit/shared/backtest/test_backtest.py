"""A backtest foretells what live evaluation does: the same cases, days, places and people."""

from collections import Counter
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from shared import ids
from shared.backtest.impact import Impact
from shared.rules.models import Rule
from shared.storage.past import Past as PastReader
from shared.storage.past import sources_of
from tests.support.builders import NOW, feedback, nps, rule
from tests.support.past import Past, drawn

ZONE = "Europe/Paris"
GLASS: dict[str, Any] = {
    "combinator": "and",
    "rules": [
        {"field": "comment", "operator": "mentions", "value": ["verre", "glass"]},
        {"field": "score", "operator": "<", "value": 8},
    ],
}
CALL: dict[str, Any] = {
    "combinator": "and",
    "rules": [{"field": "contact_requested", "operator": "=", "value": True}],
}
REGULAR: dict[str, Any] = {
    "combinator": "and",
    "rules": [{"field": "respondent.feedbacks_90d", "operator": ">=", "value": 2}],
}
OUEST: dict[str, Any] = {
    "combinator": "or",
    "not": True,
    "rules": [
        {"field": "place", "operator": "within", "value": ["ara"]},
        {"field": "score", "operator": "null", "value": None},
    ],
}


def tried(past: Past, one: Rule, *, previous: Rule | None = None, days: int = 30) -> Impact:
    """What the backtest of a rule says of a past."""
    reader = PastReader(past.table, ZONE)
    config, now = past.config.load(), past.time[0]
    trial = reader.trial(config, one, previous, days, now)
    for page in reader.pages(sources_of(config), trial.since, now):
        for states in page.feedbacks:
            trial.count(states)
    return reader.impact(trial, days, now, complete=True)


@pytest.mark.parametrize("criteria", [GLASS, CALL, REGULAR, OUEST], ids=["glass", "call", "regular", "outside"])
@pytest.mark.parametrize("notify", [True, False])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_foretells_what_live_evaluation_does(seed: int, notify: bool, criteria: dict[str, Any]) -> None:
    one = rule("r-new", criteria=criteria, notify=notify)
    days, arrivals = 30, drawn(seed, 150)
    arrivals.sort(key=lambda states: states[0].received_at)
    since = PastReader(Past().table, ZONE).first_day(days, NOW)
    recent = [states for states in arrivals if states[0].received_at.astimezone(ZoneInfo(ZONE)).date() >= since]

    silent = Past()
    for states in arrivals:
        silent.arrives(states)
    foretold = tried(silent, one, days=days)

    live = Past(one)
    for states in arrivals:
        live.arrives(states)
    wanted = {ids.alert_id(states[0].id) for states in recent}
    cases = [case for case in live.cases().values() if case.id in wanted]

    assert foretold.feedbacks == len(recent)
    assert foretold.fired == len(cases) > 0
    days_of = Counter(case.created_at.astimezone(ZoneInfo(ZONE)).date().isoformat() for case in cases)
    assert {one.day: one.count for one in foretold.per_day if one.count} == days_of
    places = Counter(case.place.id for case in cases if case.place)
    assert {one.id: one.count for one in foretold.per_place} == places


def test_it_foretells_whom_the_cases_are_told_to() -> None:
    """Whoever covers the place, once each; nobody for an unknown place, nobody when the rule is silent."""
    arrivals = drawn(3, 150, days=29)
    one = rule("r-new", criteria=CALL)
    live = Past(one)
    for states in sorted(arrivals, key=lambda states: states[0].received_at):
        live.arrives(states)
    foretold = tried(live, one, previous=one)
    assert {one.id: one.count for one in foretold.people} == dict(live.post.sent)
    assert foretold.people[0].id == "u-net"
    assert {one.id for one in foretold.people} == {"u-net", "u-region", "u-claire"}
    assert tried(live, replace(one, notify=False), previous=one).people == []
    assert foretold.fired > sum(one.count for one in foretold.per_place), "some places are not known"


def test_triggers_are_those_of_live_cases() -> None:
    """Beside other rules: what both fire on is what carries both triggers."""
    low, call = rule("r-low"), rule("r-call", criteria=CALL, priority="P1", label="Rappel")
    live = Past(low, call)
    for states in drawn(4, 150, days=29):
        live.arrives(states)
    foretold = tried(live, replace(call, version=2), previous=call)
    both = [case for case in live.cases().values() if len(case.triggers) == 2]
    assert [(one.rule_id, one.label, one.count) for one in foretold.overlaps] == [("r-low", low.label, len(both))]
    assert foretold.previous is not None
    assert (foretold.previous.version, foretold.previous.fired) == (1, foretold.fired)
    carrying = [case for case in live.cases().values() if call.id in {t.rule_id for t in case.triggers}]
    assert foretold.fired == len(carrying)
    (share,) = [found.params["share"] for found in foretold.findings if found.code == "p1_share"]
    assert share == round(len(carrying) / len(live.cases()), 3)


def test_drafts_and_pauses_are_tried_as_if_they_were_active_and_others_as_they_are() -> None:
    past = Past(rule("r-paused", status="paused", criteria=CALL, label="Paused"), rule("r-draft", status="draft"))
    for states in drawn(5, 60, days=20):
        past.arrives(states)
    active = tried(past, rule("r-new", criteria=CALL))
    draft = tried(past, rule("r-new", criteria=CALL, status="draft"))
    paused = tried(past, rule("r-new", criteria=CALL, status="paused"))
    assert active.fired == draft.fired == paused.fired > 0
    assert active.overlaps == []


def test_the_window_is_whole_days_of_the_account() -> None:
    past = Past()
    # 22:59 and 23:00 UTC on 15 February are 23:59 and midnight in Paris; the window of 30 days starts on the 16th.
    for number, minute in ((1, 59), (2, 60)):
        at = NOW.replace(month=2, day=15, hour=22, minute=0) + timedelta(minutes=minute)
        past.arrives([feedback(number, received_at=at, score=nps(0))])
    found = tried(past, rule("r-new"))
    assert (found.feedbacks, found.fired) == (1, 1)
    assert (found.per_day[0].day, found.per_day[0].count) == ("2026-02-16", 1)
    assert (len(found.per_day), found.per_day[-1].day) == (30, "2026-03-17")


def test_samples_show_the_words_in_the_comment_as_shown() -> None:
    past = Past()
    long = "a " * 500 + "du verre, " + "b " * 500
    past.arrives([feedback(1, comment="du verre", score=nps(2), received_at=NOW - timedelta(days=2))])
    past.arrives([feedback(2, comment=long, score=nps(2), received_at=NOW - timedelta(days=1))])
    found = tried(past, rule("r-new", criteria=GLASS))
    texts = [[(one.comment or "")[start:end] for start, end in one.spans] for one in found.samples]
    assert texts == [["verre"], ["verre"]]
    assert [one.feedback_id for one in found.samples] == [feedback(2).id, feedback(1).id], "newest first"
    assert all(len(one.comment or "") <= 600 for one in found.samples)
    assert (found.samples[0].place, found.samples[0].language) == ("Lyon Part-Dieu", "fr")


def test_nothing_there_is_an_answer_too() -> None:
    found = tried(Past(), rule("r-new"))
    assert (found.feedbacks, found.fired, found.share, found.people, found.samples) == (0, 0, 0.0, [], [])
    assert (found.expired_share, found.treatment_seconds, found.previous) == (None, None, None)
