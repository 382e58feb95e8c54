"""The reasons given are the reasons: take away what a verdict cites and the rule no longer fires."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.feedback.models import Answer, Feedback, Respondent, Score
from shared.rules.criteria import Comparison, Group, parse_criteria
from shared.rules.explain import MAX_SPANS, explain
from shared.rules.fields import Subject
from shared.rules.models import Condition, Span
from shared.rules.operands import phrases
from shared.rules.search import Text, find, spans
from shared.rules.words import Keywords
from tests.support.builders import feedback

COMMENT = "Déçue : du VERRE cassé 🐀 dans l'assiette, un rat mort. Jamais remboursée !"
FULL = replace(
    feedback(),
    comment=COMMENT,
    channel="email",
    campaign="Noël",
    contact_requested=True,
    motives=("Accueil", "Prix"),
    sub_motive="Caisse",
    tags=("pilote",),
    scores={"csat": Score(3, 1, 5, "rating")},
    answers=(Answer("file", "File", "Longue"), Answer("attente", "Attente", 12)),
    respondent=Respondent(id="C-1", tier="gold", attributes={"basket": 120.5}),
)
AROUND = ("net", "ara", "lyon")


def holding(field: str, operator: str, value: Any) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value}


# Conditions that hold on FULL, no two on one field; and for each its negation, which does not.
HOLDING = [
    holding("score", "<=", 6),
    holding("score.csat", "between", [2, 4]),
    holding("comment", "mentions", {"words": ["rat", "rembourser"], "inflected": True}),
    holding("contact_requested", "=", True),
    holding("channel", "in", ["email", "sms"]),
    holding("campaign", "beginsWith", "no"),
    holding("place", "within", ["ara"]),
    holding("motive", "=", "prix"),
    holding("sub_motive", "matches", "^cai"),
    holding("tags", "notNull", None),
    holding("answer.file", "contains", "long"),
    holding("answer.attente", ">", 10),
    holding("respondent.tier", "endsWith", "LD"),
    holding("respondent.basket", ">=", 100),
    holding("respondent.feedbacks_90d", ">=", 3),
]
ON_COMMENT = [
    holding("comment", "contains", "ass"),
    holding("comment", "matches", "[vr]..?t?r?e? "),
    holding("comment", "beginsWith", "DECUE"),
    holding("comment", "endsWith", "ée !"),
    holding("comment", "mentions", ["verre", "un rat"]),
]


def subject(of: Feedback, around: tuple[str, ...] = AROUND, count: int | None = 4) -> Subject:
    return Subject(of, around, zone="Europe/Paris", feedbacks_90d=count)


def blanked(text: str, marked: tuple[Span, ...]) -> str:
    """The text with other letters where it was marked."""
    letters = list(text)
    for start, end in marked:
        letters[start:end] = "x" * (end - start)
    return "".join(letters)


def without(given_: Subject, cited: Condition) -> Subject:
    """The feedback without what a condition cites: its marked words, or else its value."""
    of, name = given_.feedback, cited.field
    around, count = given_.around, given_.feedbacks_90d
    family, _, key = name.partition(".")
    if cited.spans:
        of = replace(of, comment=blanked(of.comment or "", cited.spans))
    elif name == "place":
        around = ()
    elif name == "respondent.feedbacks_90d":
        count = None
    elif name == "respondent.tier":
        of = replace(of, respondent=replace(of.respondent, tier=None))
    elif family == "respondent":
        left = {other: value for other, value in of.respondent.attributes.items() if other != key}
        of = replace(of, respondent=replace(of.respondent, attributes=left))
    elif family == "answer":
        of = replace(of, answers=tuple(answer for answer in of.answers if answer.key != key))
    elif family == "score" and key:
        of = replace(of, scores={other: score for other, score in of.scores.items() if other != key})
    elif name in ("motive", "tags"):
        of = replace(of, **{{"motive": "motives", "tags": "tags"}[name]: ()})
    else:
        of = replace(of, **{name: None})
    return subject(of, around, count)


def trees(leaves: list[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Groups of groups of these conditions, each used at most once."""

    def build(draw: Any) -> dict[str, Any]:
        left = draw(st.permutations(leaves))[: draw(st.integers(1, 8))]
        while len(left) > 1:
            size = draw(st.integers(2, len(left)))
            combinator = draw(st.sampled_from(["and", "or"]))
            left = [*left[size:], {"combinator": combinator, "rules": left[:size]}]
        return {"combinator": "and", "rules": left}

    return st.composite(build)()


@given(trees(HOLDING + ON_COMMENT))
def test_blanking_all_that_is_cited_stops_a_rule(criteria: dict[str, Any]) -> None:
    tree = parse_criteria(criteria)
    verdict = explain(tree, subject(FULL))
    assert verdict.fired
    changed = subject(FULL)
    for cited in verdict.conditions:
        changed = without(changed, cited)
    assert not explain(tree, changed).fired


@pytest.mark.parametrize("condition", HOLDING + ON_COMMENT, ids=[str(one) for one in HOLDING + ON_COMMENT])
def test_of_an_and_any_single_citation_stops_it(condition: dict[str, Any]) -> None:
    others = [other for other in HOLDING if other["field"] != condition["field"]]
    tree = parse_criteria({"combinator": "and", "rules": [condition, *others]})
    verdict = explain(tree, subject(FULL))
    assert verdict.fired
    assert verdict.conditions[0].field == condition["field"]
    assert not explain(tree, without(subject(FULL), verdict.conditions[0])).fired


def _truth(node: Comparison | Group, of: Subject) -> bool:
    """Whether a part is true, by logic alone."""
    if isinstance(node, Group):
        parts = [_truth(part, of) for part in node.parts]
        return (all(parts) if node.every else any(parts)) is not node.negated
    value = node.field.read(of)
    holds = value is not None and node.operator.compare(value, node.operand, of).holds
    return holds is not node.negative


NEGATIVE = {
    "<=": ">", "between": "notBetween", "mentions": "doesNotMention", "=": "!=", "in": "notIn",
    "beginsWith": "doesNotBeginWith", "within": "notWithin", "matches": "doesNotMatch", "notNull": "null",
    "contains": "doesNotContain", ">": "<=", "endsWith": "doesNotEndWith", ">=": "<",
}  # fmt: skip


@given(trees(HOLDING), st.lists(st.booleans(), min_size=20, max_size=20), st.lists(st.booleans(), min_size=9))
def test_a_rule_that_did_not_fire_cites_what_is_false(
    criteria: dict[str, Any], turned: list[bool], negated: list[bool]
) -> None:
    flips, nots = iter(turned), iter(negated)

    def turn(node: dict[str, Any]) -> dict[str, Any]:
        if "rules" in node:
            return {**node, "not": next(nots, False), "rules": [turn(child) for child in node["rules"]]}
        return {**node, "operator": NEGATIVE[node["operator"]]} if next(flips) else node

    tree = parse_criteria(turn(criteria))
    of = subject(FULL)
    verdict = explain(tree, of)
    assert verdict.fired is _truth(tree, of)
    assert verdict.conditions
    if not verdict.fired:
        for cited in verdict.conditions:
            alone = {"field": cited.field, "operator": cited.operator, "value": _value(cited.field)}
            fired = explain(parse_criteria({"combinator": "and", "rules": [alone]}), of).fired
            assert fired is cited.negated, "what is cited is false, or true under a not"


def _value(name: str) -> Any:
    return next(one["value"] for one in HOLDING if one["field"] == name)


@given(st.integers(0, len(HOLDING) - 1))
def test_of_an_and_the_first_false_condition_is_named(place: int) -> None:
    turned = [
        {**one, "operator": NEGATIVE[one["operator"]]} if at >= place else one for at, one in enumerate(HOLDING)
    ]
    (cited,) = explain(parse_criteria({"combinator": "and", "rules": turned}), subject(FULL)).conditions
    assert (cited.field, cited.operator) == (turned[place]["field"], turned[place]["operator"])


_PIECES = st.sampled_from(["rat", "rats", "verre", "d'eau", "pas", "répond", "répondent", "toujours", "x", "œuf"])
_JOINTS = st.sampled_from([" ", ", ", " 🐀 ", "\n", "-", " \u200b", "\u2019"])
_COMMENTS = st.lists(st.tuples(_PIECES, _JOINTS), max_size=12).map(lambda of: "".join(a + b for a, b in of))
_WORDS = st.lists(st.sampled_from(["rat", "verre*", "répond pas", "eau", "pas de verre", "œuf"]), min_size=1)
_EXCEPTIONS = st.lists(st.sampled_from(["verre d'eau", "pas rat", "rat rat"]), max_size=2)


@given(_COMMENTS, _WORDS, _EXCEPTIONS, st.booleans(), st.sampled_from([None, "fr", "en"]))
def test_blanking_the_marked_words_leaves_nothing_to_find(
    comment: str, words: list[str], exceptions: list[str], inflected: bool, language: str | None
) -> None:
    wanted = Keywords(phrases(words), phrases(exceptions) if exceptions else (), inflected, None)
    text = Text(comment, language)
    marked = tuple(spans(text, wanted))
    for excepted in (
        span for one in wanted.exceptions for view in ("", "fr", "en") for span in find(text, one, view)
    ):
        # A marked word that is half of an exception takes the exception away with it.
        assume(not any(start < excepted[1] and excepted[0] < end for start, end in marked))
    assert spans(Text(blanked(comment, marked), language), wanted) == []


def test_what_is_cited_of_a_hostile_comment_is_bounded() -> None:
    criteria = {"combinator": "and", "rules": [holding("comment", "mentions", ["rat"])]}
    (cited,) = explain(parse_criteria(criteria), subject(replace(FULL, comment="rat " * 2_500))).conditions
    assert len(cited.spans) == MAX_SPANS
    long = {"combinator": "and", "rules": [holding("comment", "mentions", [f"mot{at}" for at in range(500)])]}
    (cited,) = explain(parse_criteria(long), subject(FULL)).conditions
    assert len(str(cited.operand)) < 300
