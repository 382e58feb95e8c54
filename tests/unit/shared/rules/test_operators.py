"""Every operator: what it takes, what it finds, and what an absent value means to it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.feedback.models import Answer, Feedback, Respondent, Score
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.explain import explain
from shared.rules.fields import FIELDS, FieldType, Subject, field
from shared.rules.models import Verdict
from shared.rules.operators import NEGATIONS, OPERATORS
from tests.support.builders import feedback, nps

PATH = ("net", "ara", "lyon")

FULL = replace(
    feedback(),
    channel="email",
    campaign="Été 2026",
    contact_requested=True,
    motives=("Accueil", "Échange"),
    sub_motive="Caisse",
    tags=("Fêtes", "pilote"),
    scores={"nps": nps(2), "csat": Score(3, 1, 5, "rating")},
    answers=(
        Answer("propre", "Propreté", 2),
        Answer("file", "File", "Longue"),
        Answer("nul", "Nul", None),
        Answer("panier", "Panier", "112,50"),
        Answer("code", "Code", "0123"),
    ),
    respondent=Respondent(
        id="C-1", tier="gold", attributes={"segment": "famille", "vip": True, "basket": 120.5, "visits": 3}
    ),
)
BARE = Feedback(
    id=FULL.id,
    source_id="s-native",
    source_kind="typeform",
    response_id="1",
    delivery_id="",
    kind="survey",
    submitted_at=FULL.submitted_at,
    received_at=FULL.received_at,
)


def judge(name: str, operator: str, value: Any, given: Feedback = FULL, path: tuple[str, ...] = PATH) -> Verdict:
    """The verdict of one condition; it was sent on Tuesday 17 March 2026 at 09:05 in Paris, 08:05 UTC."""
    criteria = {"combinator": "and", "rules": [{"field": name, "operator": operator, "value": value}]}
    subject = Subject(given, path, zone="Europe/Paris", feedbacks_90d=4 if given is FULL else None)
    return explain(parse_criteria(criteria), subject)


CASES: list[tuple[str, str, Any, bool]] = [
    ("score", "=", 2, True),
    ("score", "=", "2", True),
    ("score", "=", 2.0, True),
    ("score", "=", 3, False),
    ("score", "!=", 3, True),
    ("score", "!=", 2, False),
    ("score", "<", 3, True),
    ("score", "<", 2, False),
    ("score", "<=", 2, True),
    ("score", "<=", 1.9, False),
    ("score", ">", 1, True),
    ("score", ">", 2, False),
    ("score", ">=", 2, True),
    ("score", ">=", "2.1", False),
    ("score", "between", [2, 5], True),
    ("score", "between", "0,2", True),
    ("score", "between", [3, 5], False),
    ("score", "notBetween", [3, 5], True),
    ("score", "notBetween", [2, 2], False),
    ("score", "in", [1, 2], True),
    ("score", "in", "1,2", True),
    ("score", "notIn", [1, 2], False),
    ("score", "null", None, False),
    ("score", "notNull", None, True),
    ("score.percent", "<=", 20, True),
    ("score.class", "=", "low", True),
    ("score.class", "in", ["middle", "high"], False),
    ("score.csat", "=", 3, True),
    ("score.other", "=", 3, False),
    ("comment", "contains", "PERSONNE", True),
    ("comment", "contains", "ersonn", True),
    ("comment", "contains", "rien", False),
    ("comment", "doesNotContain", "rien", True),
    ("comment", "beginsWith", "j'ai", True),
    ("comment", "doesNotBeginWith", "j'ai", False),
    ("comment", "endsWith", "accueil.", True),
    ("comment", "doesNotEndWith", "accueil", True),
    ("comment", "mentions", "accueil", True),
    ("comment", "mentions", ["rat", "heure"], True),
    ("comment", "mentions", ["rat", "souris"], False),
    ("comment", "doesNotMention", ["rat"], True),
    ("comment", "doesNotMention", ["rat", "heure"], False),
    ("comment", "=", "autre", False),
    ("comment.length", ">", 10, True),
    ("contact_requested", "=", True, True),
    ("contact_requested", "=", False, False),
    ("contact_requested", "!=", True, False),
    ("channel", "=", "EMAIL", True),
    ("channel", "in", "sms,email", True),
    ("source", "=", "s-native", True),
    ("campaign", "=", "ete 2026", True),
    ("campaign", "beginsWith", "été", True),
    ("language", "notIn", ["en"], True),
    ("place", "within", "ara", True),
    ("place", "within", ["idf", "lyon"], True),
    ("place", "within", ["idf"], False),
    ("place", "notWithin", ["idf"], True),
    ("place", "notWithin", "net", False),
    ("place", "notNull", None, True),
    ("motive", "=", "echange", True),
    ("motive", "in", ["prix", "accueil"], True),
    ("motive", "in", ["prix"], False),
    ("motive", "!=", "accueil", False),
    ("respondent.tier", "=", "Gold", True),
    ("respondent.segment", "contains", "fam", True),
    ("respondent.vip", "=", "true", True),
    ("respondent.none", "null", None, True),
    ("contact_requested", "=", "true", True),
    ("comment", "contains", "J'AI  ", True),
    ("comment", "mentions", "rat, heure", True),
    ("comment", "matches", "une? heures?", True),
    ("comment", "matches", "PERSONNE", True),
    ("comment", "matches", "^attendu", False),
    ("comment", "doesNotMatch", "^attendu", True),
    ("channel", "matches", "^e.*l$", True),
    ("sub_motive", "=", "caisse", True),
    ("sub_motive", "in", "caisse,rayon", True),
    ("tags", "=", "fetes", True),
    ("tags", "notIn", ["fetes", "autre"], False),
    ("submitted_at", "=", "2026-03-17", True),
    ("submitted_at", "=", "2026-03-17T09:05", True),
    ("submitted_at", "=", "2026-03-17T08:05", False),
    ("submitted_at", "=", "2026-03-17T08:05:00Z", True),
    ("submitted_at", "!=", "2026-03-16", True),
    ("submitted_at", "<", "2026-03-17", False),
    ("submitted_at", "<=", "2026-03-17", True),
    ("submitted_at", ">", "2026-03-17", False),
    ("submitted_at", ">", "2026-03-17T09:04", True),
    ("submitted_at", ">=", "2026-03-17T10:00:00+02:00", True),
    ("submitted_at", "between", ["2026-03-01", "2026-03-17"], True),
    ("submitted_at", "between", "2026-03-17T09:00,2026-03-17T09:05", True),
    ("submitted_at", "notBetween", ["2026-03-18", "2026-03-31"], True),
    ("submitted_at.hour", "=", 9, True),
    ("submitted_at.hour", "between", [18, 23], False),
    ("submitted_at.weekday", "=", 2, True),
    ("submitted_at.weekday", "in", "6,7", False),
    ("respondent.feedbacks_90d", ">=", 3, True),
    ("respondent.basket", ">", 100, True),
    ("respondent.basket", ">", "120.5", False),
    ("respondent.basket", "=", "120.5", True),
    ("respondent.basket", "between", "100,200", True),
    ("respondent.visits", "=", 3, True),
    ("respondent.visits", "=", "3.0", True),
    ("respondent.visits", "in", "2,3", True),
    ("respondent.visits", "contains", "3", True),
    ("respondent.segment", ">", 1, False),
    ("respondent.segment", "notBetween", [1, 5], True),
    ("respondent.segment", "=", 3, False),
    ("respondent.vip", "=", True, True),
    ("respondent.vip", ">", 0, False),
    ("answer.panier", ">", 112, True),
    ("answer.panier", "=", 112.5, True),
    ("answer.code", "=", "123", False),
    ("answer.code", "=", "0123", True),
    ("answer.code", "=", 123, True),
    ("answer.propre", "=", "2", True),
    ("answer.file", "contains", "long", True),
    ("answer.nul", "null", None, True),
    ("answer.other", "notNull", None, False),
]


@pytest.mark.parametrize(("name", "operator", "value", "fires"), CASES)
def test_operators(name: str, operator: str, value: Any, fires: bool) -> None:
    assert judge(name, operator, value).fired is fires


def test_every_operator_has_a_case() -> None:
    assert {operator for _, operator, _, _ in CASES} == {*OPERATORS, *NEGATIONS}


def test_every_field_has_a_case() -> None:
    assert {name for name, _, _, _ in CASES} >= set(FIELDS)


_SAMPLES: dict[str, Any] = {
    FieldType.NUMBER: 3,
    FieldType.TEXT: "x",
    FieldType.CHOICE: "x",
    FieldType.FLAG: True,
    FieldType.LIST: "x",
    FieldType.PLACE: "ara",
    FieldType.DATE: "2026-01-01",
    FieldType.OPEN: "3",
}
_ABSENT = [
    "score",
    "score.percent",
    "score.class",
    "score.csat",
    "comment",
    "contact_requested",
    "channel",
    "campaign",
    "language",
    "place",
    "motive",
    "sub_motive",
    "tags",
    "respondent.tier",
    "respondent.feedbacks_90d",
    "respondent.segment",
    "answer.x",
]


@pytest.mark.parametrize("name", _ABSENT)
def test_an_absent_value_makes_every_comparison_false(name: str) -> None:
    known = field(name)
    assert known is not None
    value: Any = _SAMPLES[known.type]
    for operator, definition in OPERATORS.items():
        if known.type in definition.types:
            operand = [value, value] if operator in ("between", "in") else value
            assert judge(name, operator, operand, BARE, ()).fired is False, operator
    assert judge(name, "null", None, BARE, ()).fired is True


@given(
    st.sampled_from(sorted(NEGATIONS.items())),
    st.sampled_from([*_ABSENT, "source", "comment.length"]),
    st.sampled_from([FULL, BARE]),
    st.sampled_from(
        [3, 2, "x", "accueil", "email", "low", True, False, "ara", "idf", ["x", "accueil"], [0, 5], [2, 3]]
    ),
)
def test_a_negative_operator_is_the_exact_negation(
    pair: tuple[str, str], name: str, given_: Feedback, value: Any
) -> None:
    negative, positive = pair
    path = PATH if given_ is FULL else ()
    try:
        fired = judge(name, positive, value, given_, path).fired
    except InvalidCriteria:
        with pytest.raises(InvalidCriteria):
            judge(name, negative, value, given_, path)
        return
    assert judge(name, negative, value, given_, path).fired is not fired


@pytest.mark.parametrize(
    ("name", "operator", "value"),
    [
        ("score", "=", None),
        ("score", "=", True),
        ("score", "=", "abc"),
        ("score", "=", "nan"),
        ("score", "=", "inf"),
        ("score", "<", float("nan")),
        ("score", "<", float("-inf")),
        ("score", "<", 10**400),
        ("score", "=", [1]),
        ("score", "between", [3]),
        ("score", "between", [5, 3]),
        ("score", "between", [1, 2, 3]),
        ("score", "between", "a,b"),
        ("score", "between", ["nan", "nan"]),
        ("score", "in", []),
        ("score", "in", [1, None]),
        ("score", "in", {"a": 1}),
        ("channel", "=", ""),
        ("channel", "=", "  "),
        ("channel", "=", 3),
        ("channel", "in", ["a", ""]),
        ("contact_requested", "=", "yes"),
        ("contact_requested", "=", 1),
        ("comment", "mentions", ""),
        ("comment", "mentions", []),
        ("comment", "mentions", ["rat", "!"]),
        ("comment", "mentions", ["rat", 3]),
        ("comment", "mentions", {"a": 1}),
        ("place", "within", []),
        ("place", "within", ""),
        ("place", "within", [""]),
        ("place", "within", [3]),
        ("score", "in", list(range(201))),
        ("score", "between", "5,3"),
        ("score", "in", ","),
        ("channel", "=", "x" * 201),
        ("comment", "mentions", ["x"] * 501),
        ("comment", "mentions", "x" * 201),
        ("comment", "mentions", "a b c d e f g h i j k l m"),
        ("comment", "matches", ""),
        ("comment", "matches", 3),
        ("submitted_at", "=", "yesterday"),
        ("submitted_at", "=", "2026-02-30"),
        ("submitted_at", "=", "20260301"),
        ("submitted_at", "=", 20260301),
        ("submitted_at", "<", None),
        ("submitted_at", "between", ["2026-03-02", "2026-03-01"]),
        ("submitted_at", "between", ["2026-03-01", "2026-03-02T00:00:00Z"]),
        ("respondent.basket", ">", "much"),
        ("respondent.basket", ">", True),
        ("answer.x", "=", float("nan")),
        ("answer.x", "=", []),
    ],
)
def test_values_that_are_refused(name: str, operator: str, value: Any) -> None:
    with pytest.raises(InvalidCriteria) as refusal:
        judge(name, operator, value)
    (fault,) = refusal.value.faults
    assert (fault.path, fault.code) == ("$.criteria.rules[0].value", "bad_value")
    assert fault.message


@pytest.mark.parametrize(
    ("name", "operator"),
    [
        ("score", "contains"),
        ("score", "mentions"),
        ("score", "within"),
        ("comment", "<"),
        ("comment", "within"),
        ("contact_requested", "between"),
        ("place", "="),
        ("place", "in"),
        ("motive", "contains"),
        ("channel", ">"),
        ("channel", "mentions"),
        ("submitted_at", "contains"),
        ("submitted_at", "in"),
        ("contact_requested", "in"),
        ("respondent.segment", "mentions"),
        ("place", "matches"),
    ],
)
def test_operators_that_do_not_suit_the_field(name: str, operator: str) -> None:
    with pytest.raises(InvalidCriteria) as refusal:
        judge(name, operator, "x")
    assert [fault.code for fault in refusal.value.faults] == ["unknown_operator"]
