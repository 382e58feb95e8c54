"""The rule set: which rules are in it, when they are in force, and rules that cannot be trusted."""

from datetime import timedelta
from typing import Any

import pytest

from shared.rules.engine import columns
from shared.rules.fields import Subject
from shared.rules.models import Rule
from shared.rules.operators import OPERATORS
from shared.rules.ruleset import RuleSet
from tests.support.builders import ALWAYS, NOW, feedback, nps, rule

HOUR = timedelta(hours=1)
SUBJECT = Subject(feedback())


def ids(rules: list[Rule]) -> list[str]:
    return [one.id for one in rules]


IN_FORCE: list[tuple[str, dict[str, Any], bool]] = [
    ("active", {}, True),
    ("a draft", {"status": "draft"}, False),
    ("paused until further notice", {"status": "paused"}, False),
    ("paused until later", {"status": "paused", "paused_until": NOW + HOUR}, False),
    ("a pause that is over", {"status": "paused", "paused_until": NOW}, True),
]


@pytest.mark.parametrize(("why", "changes", "fires"), IN_FORCE, ids=[case[0] for case in IN_FORCE])
def test_only_rules_in_force_fire(why: str, changes: dict[str, Any], fires: bool) -> None:
    rules = RuleSet([rule(criteria=ALWAYS, **changes), rule("r-z", criteria=ALWAYS)])
    expected = ["r-low"] * fires + ["r-z"]
    assert ids(rules.matching(SUBJECT)) == expected
    assert [one.rule.id for one in rules.fired(SUBJECT)] == expected


def test_what_fired_is_explained_as_the_language_does() -> None:
    (fired,) = RuleSet([rule()]).fired(SUBJECT)
    (condition,) = fired.conditions
    assert (condition.field, condition.value) == ("score.class", "low")


def test_no_rules_at_all() -> None:
    assert RuleSet([]).matching(SUBJECT) == []
    assert RuleSet([]).fired(SUBJECT) == []


def test_a_rule_that_does_not_parse_is_named_and_left_out() -> None:
    broken = rule("r-broken", criteria={"combinator": "and", "rules": [{"field": "mood", "operator": "="}]})
    odd = rule("r-odd", criteria={"combinator": "and", "rules": 3})
    rules = RuleSet([broken, rule("r-fine"), odd])
    assert rules.unusable == ("r-broken", "r-odd")
    assert ids(rules.matching(SUBJECT)) == ["r-fine"]
    assert len(rules) == 1


class Poison(Exception):
    pass


def poisoned(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Makes an operator raise when it is asked."""

    def raising(_value: Any, _operand: Any, _subject: Subject) -> Any:
        raise Poison(name)

    monkeypatch.setattr(
        "shared.rules.criteria.OPERATORS", {**OPERATORS, name: OPERATORS[name]._replace(compare=raising)}
    )
    monkeypatch.setattr(columns, "OPERATORS", {**OPERATORS, name: OPERATORS[name]._replace(compare=raising)})


POISONS: list[tuple[str, str, dict[str, Any]]] = [
    ("one that a table asks", "in", {"field": "channel", "operator": "in", "value": ["web"]}),
    ("one that is asked last", "contains", {"field": "comment", "operator": "contains", "value": "a"}),
    (
        "one of words, when it is explained",
        "mentions",
        {"field": "comment", "operator": "mentions", "value": "heure"},
    ),
]


@pytest.mark.parametrize(("why", "operator", "condition"), POISONS, ids=[case[0] for case in POISONS])
def test_a_rule_that_raises_is_suspended_and_the_others_go_on(
    why: str, operator: str, condition: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned(monkeypatch, operator)
    bad = rule("r-bad", criteria={"combinator": "and", "rules": [condition]})
    rules = RuleSet([rule("r-a"), bad, rule("r-z", criteria=ALWAYS)])
    told: list[tuple[str, str]] = []
    for _ in range(2):
        subject = Subject(feedback(channel="web"))
        fired = rules.fired(subject, lambda rule_id, fault: told.append((rule_id, type(fault).__name__)))
        assert [one.rule.id for one in fired] == ["r-a", "r-z"]
    assert told == [("r-bad", "Poison")] * 2


def test_a_rule_that_raises_where_the_others_rule_it_out_is_no_news(monkeypatch: pytest.MonkeyPatch) -> None:
    poisoned(monkeypatch, "contains")
    narrow = {"field": "score", "operator": ">", "value": 8}
    bad = {"field": "comment", "operator": "contains", "value": "a"}
    rules = RuleSet([rule("r-bad", criteria={"combinator": "and", "rules": [narrow, bad]}), rule("r-a")])
    told: list[str] = []
    assert ids(rules.matching(SUBJECT, lambda rule_id, _fault: told.append(rule_id))) == ["r-a"]
    assert told == []
    happy = Subject(feedback(score=nps(9)))
    assert ids(rules.matching(happy, lambda rule_id, _fault: told.append(rule_id))) == []
    assert told == ["r-bad"]


def test_rules_that_fire_are_the_only_ones_read() -> None:
    read: list[str] = []

    class Watched(dict[str, Rule]):
        def __getitem__(self, rule_id: str) -> Rule:
            read.append(rule_id)
            return super().__getitem__(rule_id)

    kept = Watched({one.id: one for one in (rule("r-a"), rule("r-b", criteria=ALWAYS), rule("r-c"))})
    plan = RuleSet(kept).plan
    read.clear()
    rules = RuleSet(kept, plan=plan)
    assert ids(rules.matching(Subject(feedback(score=nps(9))))) == ["r-b"]
    assert read == ["r-b"]
