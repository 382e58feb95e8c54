"""Criteria: every fault is found with its path, and a verdict explains itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.criteria import MAX_CONDITIONS, MAX_DEPTH, InvalidCriteria, parse_criteria
from shared.rules.explain import explain
from shared.rules.fields import Subject
from shared.rules.models import Condition, Verdict
from shared.rules.ruleset import RuleSet
from tests.support.builders import DETRACTOR, feedback, nps, rule

SUBJECT = Subject(feedback(), ("net", "ara", "lyon"))

LOW = {"field": "score", "operator": "<=", "value": 2}
HIGH = {"field": "score", "operator": ">", "value": 8}
WORD = {"field": "comment", "operator": "mentions", "value": ["accueil", "heure"]}


def group(*rules: Any, combinator: str = "and", **more: Any) -> dict[str, Any]:
    return {"combinator": combinator, "rules": list(rules), **more}


def turned(*rules: Any) -> dict[str, Any]:
    return {**group(*rules), "not": True}


def nested(depth: int) -> dict[str, Any]:
    inner = group(LOW)
    for _ in range(depth - 1):
        inner = group(inner)
    return inner


FAULTS: list[tuple[str, Any, list[tuple[str, str]]]] = [
    ("nothing", None, [("$.criteria", "not_a_group")]),
    ("a list", [], [("$.criteria", "not_a_group")]),
    ("a condition alone", LOW, [("$.criteria", "not_a_group")]),
    ("rules that are no list", {"combinator": "and", "rules": {}}, [("$.criteria", "not_a_group")]),
    ("no combinator", {"rules": [LOW]}, [("$.criteria.combinator", "unknown_combinator")]),
    ("xor", group(LOW, combinator="xor"), [("$.criteria.combinator", "unknown_combinator")]),
    (
        "a combinator that is no text",
        {"combinator": [], "rules": [LOW]},
        [("$.criteria.combinator", "unknown_combinator")],
    ),
    ("not that is no flag", {**group(LOW), "not": "yes"}, [("$.criteria.not", "not_a_flag")]),
    ("an empty group", group(), [("$.criteria.rules", "empty_group")]),
    ("an empty group inside", group(LOW, group()), [("$.criteria.rules[1].rules", "empty_group")]),
    ("text for a condition", group("score < 3"), [("$.criteria.rules[0]", "not_a_condition")]),
    ("a condition without a field", group({"operator": "="}), [("$.criteria.rules[0]", "not_a_condition")]),
    (
        "a field that is no text",
        group({"field": 3, "operator": "="}),
        [("$.criteria.rules[0]", "not_a_condition")],
    ),
    ("an unknown field", group({**LOW, "field": "mood"}), [("$.criteria.rules[0].field", "unknown_field")]),
    (
        "a family without its key",
        group({**LOW, "field": "score."}),
        [("$.criteria.rules[0].field", "unknown_field")],
    ),
    ("a dunder", group({**LOW, "field": "__class__.x"}), [("$.criteria.rules[0].field", "unknown_field")]),
    (
        "an unknown operator",
        group({**LOW, "operator": "~"}),
        [("$.criteria.rules[0].operator", "unknown_operator")],
    ),
    ("no operator", group({"field": "score"}), [("$.criteria.rules[0].operator", "unknown_operator")]),
    (
        "an operator that is no text",
        group({**LOW, "operator": ["="]}),
        [("$.criteria.rules[0].operator", "unknown_operator")],
    ),
    ("no value", group({"field": "score", "operator": "="}), [("$.criteria.rules[0].value", "bad_value")]),
    (
        "a value that is a field",
        group({**LOW, "valueSource": "field", "value": "score.csat"}),
        [("$.criteria.rules[0].valueSource", "bad_value_source")],
    ),
    (
        "combinators between the rules",
        {"combinator": "and", "rules": [LOW, "and", LOW]},
        [("$.criteria.rules[1]", "not_a_condition")],
    ),
    (
        "a range the wrong way (B40)",
        group({"field": "score", "operator": "between", "value": [7, 3]}),
        [("$.criteria.rules[0].value", "bad_value")],
    ),
    ("all conditions muted", group({**LOW, "muted": True}), [("$.criteria.rules", "empty_group")]),
    ("200 conditions (B42)", group(*[LOW] * 200), [("$.criteria", "too_many_conditions")]),
    ("too deep", nested(MAX_DEPTH + 1), [("$.criteria" + ".rules[0]" * MAX_DEPTH, "too_deep")]),
    ("too many", group(*[LOW] * (MAX_CONDITIONS + 1)), [("$.criteria", "too_many_conditions")]),
    (
        "all at once",
        group({**LOW, "field": "mood"}, group({**LOW, "value": "x"}, {**LOW, "operator": "~"}), group()),
        [
            ("$.criteria.rules[0].field", "unknown_field"),
            ("$.criteria.rules[1].rules[0].value", "bad_value"),
            ("$.criteria.rules[1].rules[1].operator", "unknown_operator"),
            ("$.criteria.rules[2].rules", "empty_group"),
        ],
    ),
]


@pytest.mark.parametrize(("why", "criteria", "faults"), FAULTS, ids=[case[0] for case in FAULTS])
def test_faults_are_found_with_their_paths(why: str, criteria: Any, faults: list[tuple[str, str]]) -> None:
    with pytest.raises(InvalidCriteria) as refusal:
        parse_criteria(criteria)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == faults
    assert all(fault.message for fault in refusal.value.faults)


def test_the_limits_themselves_are_allowed() -> None:
    parse_criteria(nested(MAX_DEPTH))
    parse_criteria(group(*[LOW] * MAX_CONDITIONS))


def test_what_the_editor_adds_is_passed_over() -> None:
    parse_criteria(group({**LOW, "id": "x", "valueSource": "value"}, id="g", disabled=False))


def test_what_is_muted_takes_no_part_and_need_not_be_right() -> None:
    muted = {"field": "mood", "operator": "~", "muted": True}
    criteria = group(muted, HIGH, {**group(HIGH), "muted": True}, {**LOW, "muted": False}, combinator="or")
    assert parse_criteria(criteria) == parse_criteria(group(HIGH, LOW, combinator="or"))
    with pytest.raises(InvalidCriteria) as refusal:
        parse_criteria(group(muted, {**LOW, "value": "x"}))
    assert [fault.path for fault in refusal.value.faults] == ["$.criteria.rules[1].value"]


def low(**changes: Any) -> Condition:
    return Condition("score", "<=", 2, 2, **changes)


def high(**changes: Any) -> Condition:
    return Condition("score", ">", 8, 2, **changes)


COMMENT = "J'ai attendu une heure, personne à l'accueil."
SPANS = (
    (COMMENT.index("heure"), COMMENT.index("heure") + 5),
    (COMMENT.index("accueil"), COMMENT.index("accueil") + 7),
)
WORDS = Condition("comment", "mentions", ["accueil", "heure"], COMMENT, spans=SPANS)

VERDICTS: list[tuple[str, dict[str, Any], Verdict]] = [
    ("a condition that holds", group(LOW), Verdict(fired=True, conditions=(low(),))),
    ("all of two", group(LOW, WORD), Verdict(fired=True, conditions=(low(), WORDS))),
    ("the one of two that fails decides", group(LOW, HIGH), Verdict(fired=False, conditions=(high(),))),
    ("any of two", group(LOW, HIGH, combinator="or"), Verdict(fired=True, conditions=(low(),))),
    ("both of any", group(LOW, WORD, combinator="or"), Verdict(fired=True, conditions=(low(), WORDS))),
    ("none of any", group(HIGH, HIGH, combinator="or"), Verdict(fired=False, conditions=(high(), high()))),
    ("not what is false", turned(HIGH), Verdict(fired=True, conditions=(high(negated=True),))),
    ("not what is true", turned(LOW), Verdict(fired=False, conditions=(low(negated=True),))),
    (
        "not twice",
        turned(turned(LOW)),
        Verdict(fired=True, conditions=(low(negated=False),)),
    ),
    (
        "a negative operator",
        group({**HIGH, "operator": "!="}),
        Verdict(fired=True, conditions=(Condition("score", "!=", 8, 2),)),
    ),
    (
        "an absent value",
        group({"field": "score.csat", "operator": "null"}),
        Verdict(fired=True, conditions=(Condition("score.csat", "null", None, None),)),
    ),
    (
        "a place",
        group({"field": "place", "operator": "within", "value": ["ara"]}),
        Verdict(fired=True, conditions=(Condition("place", "within", ["ara"], ["net", "ara", "lyon"]),)),
    ),
]


@pytest.mark.parametrize(("why", "criteria", "verdict"), VERDICTS, ids=[case[0] for case in VERDICTS])
def test_a_verdict_says_why(why: str, criteria: dict[str, Any], verdict: Verdict) -> None:
    assert explain(parse_criteria(criteria), SUBJECT) == verdict


def test_a_long_comment_is_not_repeated_in_the_explanation() -> None:
    subject = Subject(feedback(comment="mot " * 500), ())
    criteria = group({"field": "comment", "operator": "contains", "value": "mot"})
    assert len(str(explain(parse_criteria(criteria), subject).conditions[0].value)) == 80


_LEAVES = st.sampled_from([LOW, HIGH, WORD, {"field": "score.csat", "operator": "notNull", "value": None}])
_TRUTH = {"<=": True, ">": False, "mentions": True, "notNull": False}
_TREES = st.recursive(
    _LEAVES,
    lambda inner: st.builds(
        lambda rules, combinator, flag: {"combinator": combinator, "rules": rules, "not": flag},
        st.lists(inner, min_size=1, max_size=3),
        st.sampled_from(["and", "or"]),
        st.booleans(),
    ),
    max_leaves=15,
)


def _truth(node: dict[str, Any]) -> bool:
    if "rules" not in node:
        return _TRUTH[node["operator"]]
    parts = [_truth(child) for child in node["rules"]]
    return (all(parts) if node["combinator"] == "and" else any(parts)) is not node["not"]


@given(_TREES)
def test_any_tree_fires_as_logic_says_and_explains_itself(node: dict[str, Any]) -> None:
    verdict = explain(parse_criteria(group(node)), SUBJECT)
    assert verdict.fired is _truth(group(node) | {"not": False})
    assert verdict.conditions, "there is always a reason"


def test_a_rule_set_keeps_active_rules_in_order_of_id() -> None:
    rules = [rule("r-b"), rule("r-c", status="draft"), rule("r-a")]
    assert [fired.rule.id for fired in RuleSet(rules).fired(SUBJECT)] == ["r-a", "r-b"]
    assert len(RuleSet(rules)) == 2
    assert RuleSet(reversed(rules)).fired(SUBJECT) == RuleSet(rules).fired(SUBJECT)


def test_a_draft_need_not_compile() -> None:
    assert len(RuleSet([rule(status="draft", criteria={})])) == 0


@pytest.mark.parametrize(("score", "fires"), [(nps(6), True), (nps(7), False), (None, False)])
def test_detractors(score: Any, fires: bool) -> None:
    assert explain(parse_criteria(DETRACTOR), Subject(feedback(score=score), ())).fired is fires
