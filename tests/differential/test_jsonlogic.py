"""Our criteria give the same answers as the standard they are written in, on all that both can say."""

from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from shared.feedback.models import Answer, Feedback, Score
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.explain import explain
from shared.rules.fields import Subject
from tests.differential.conftest import Standard
from tests.differential.criteria import NAMES, a_query, a_subject, datum, guarded
from tests.support.builders import feedback

QUERIES = 1_500
SUBJECTS = 20


def test_random_criteria_agree(standard: Standard) -> None:
    random = Random(20_260_317)
    queries = [a_query(random) for _ in range(QUERIES)]
    subjects = [a_subject(random) for _ in range(SUBJECTS)]
    theirs = standard([guarded(query) for query in queries], [datum(subject) for subject in subjects])
    ours = [[explain(parse_criteria(query), subject).fired for subject in subjects] for query in queries]
    differing = [query for query, one, other in zip(queries, ours, theirs, strict=True) if one != other]
    assert differing == []
    fired = sum(map(sum, ours)) / (QUERIES * SUBJECTS)
    assert 0.2 < fired < 0.8, "both outcomes are tried"
    used = {condition["field"] for query in queries for condition in _conditions(query)}
    assert used == set(NAMES)


def _conditions(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for child in node["rules"] for one in _conditions(child)] if "rules" in node else [node]


BARE = replace(feedback(), score=None, comment=None, channel=None)
SAID = replace(
    feedback(),
    comment="Déçue",
    channel="Email",
    motives=("Prix", "Accueil"),
    score=Score(3, 0, 10, "nps"),
    answers=(Answer("yes", "", True), Answer("size", "", "12"), Answer("comma", "", "12,5"), Answer("n", "", 7)),
)

DIFFERENCES: list[tuple[str, Feedback, str, str, Any, bool, bool]] = [
    ("absent is less than nothing", BARE, "score", "<", 5, False, True),
    ("nor at least zero", BARE, "score", ">=", 0, False, True),
    ("nor between", BARE, "score", "between", [-1, 5], False, True),
    ("accents and case do not count", SAID, "comment", "=", "decue", True, False),
    ("in a part neither", SAID, "comment", "contains", "DEC", True, False),
    ("nor in a choice", SAID, "channel", "in", ["email"], True, False),
    ("blanks around a value do not count", SAID, "channel", "=", " Email ", True, False),
    ("a list of numbers as one text", SAID, "score", "in", "1,3", True, False),
    ("a list field holds a value", SAID, "motive", "=", "Prix", True, False),
    ("or one of several", SAID, "motive", "in", ["Prix"], True, False),
    ("a flag is its word", SAID, "answer.yes", "=", "true", True, False),
    ("a flag is no number", SAID, "answer.yes", "=", 1, False, True),
    ("nor in order", SAID, "answer.yes", ">", 0, False, True),
    ("an order is of numbers, not of letters", SAID, "answer.size", ">", "5", True, False),
    ("a decimal comma", SAID, "answer.comma", ">", 12, True, False),
    ("a number has its figures as text", SAID, "answer.n", "contains", "7", True, False),
    ("a date is the whole day", SAID, "submitted_at", "=", "2026-03-17", True, False),
    ("up to its end", SAID, "submitted_at", "<=", "2026-03-17", True, False),
]


def test_the_differences_are_these(standard: Standard) -> None:
    queries, data, ours = [], [], []
    for _, given, name, operator, value, _, _ in DIFFERENCES:
        criteria = {"combinator": "and", "rules": [{"field": name, "operator": operator, "value": value}]}
        verdict = explain(parse_criteria(criteria), Subject(given, ("net",), zone="Europe/Paris"))
        ours.append(verdict.fired)
        queries.append({"combinator": "and", "rules": [{"field": "f", "operator": operator, "value": value}]})
        found = verdict.conditions[0].value
        data.append({"f": found} if found is not None else {})
    theirs = standard(queries, data)
    told = [(case[0], ours[at], theirs[at][at]) for at, case in enumerate(DIFFERENCES)]
    assert told == [(why, ours, theirs) for why, _, _, _, _, ours, theirs in DIFFERENCES]


REFUSED: list[tuple[str, Any]] = [
    ("an empty group, which the standard drops", {"combinator": "and", "rules": []}),
    (
        "a range the wrong way, which it turns round",
        {"combinator": "and", "rules": [{"field": "score", "operator": "between", "value": [7, 3]}]},
    ),
    (
        "an unknown operator, which it takes for false",
        {"combinator": "and", "rules": [{"field": "score", "operator": "near", "value": 3}]},
    ),
    (
        "a field for a value",
        {
            "combinator": "and",
            "rules": [{"field": "score", "operator": "=", "value": "score.csat", "valueSource": "field"}],
        },
    ),
    (
        "a value that is no number, which is equal to none",
        {"combinator": "and", "rules": [{"field": "score", "operator": "=", "value": "ten"}]},
    ),
]


@pytest.mark.parametrize(("why", "query"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_the_standard_lets_pass_is_refused_at_save(why: str, query: dict[str, Any]) -> None:
    with pytest.raises(InvalidCriteria):
        parse_criteria(query)
