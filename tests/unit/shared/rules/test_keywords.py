"""What ``mentions`` may be given: words, named lists, exceptions; and how they become conditions."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.rules.criteria import Comparison, Group, InvalidCriteria, parse_criteria
from shared.rules.explain import explain
from shared.rules.fields import Subject
from shared.rules.models import KeywordList, Verdict
from shared.rules.words import Keywords, Phrase
from tests.support.builders import feedback

FOOD = KeywordList("l-food", 1, "Sécurité alimentaire", ("verre", "malade"), ("verre d'eau",), inflected=True)
COURT = KeywordList("l-court", 1, "Legal", ("court",), language="en")
EMPTY = KeywordList("l-empty", 1, "Vide", ())
LISTS = {one.id: one for one in (FOOD, COURT, EMPTY)}


def tree(value: Any, operator: str = "mentions") -> Group:
    condition = {"field": "comment", "operator": operator, "value": value}
    return parse_criteria({"combinator": "and", "rules": [condition]}, lists=LISTS)


def judge(value: Any, comment: str | None, operator: str = "mentions", language: str | None = "fr") -> Verdict:
    return explain(tree(value, operator), Subject(replace(feedback(), comment=comment, language=language)))


def phrases(*words: str) -> tuple[Phrase, ...]:
    return tuple(Phrase((word,), prefix=False) for word in words)


OPERANDS: list[tuple[str, Any, Keywords]] = [
    ("one word", "rat", Keywords(phrases("rat"), (), inflected=False, language=None)),
    ("a text with commas", "rat, Été", Keywords(phrases("rat", "ete"), (), inflected=False, language=None)),
    ("a list", ["rat", "rat", "RAT"], Keywords(phrases("rat"), (), inflected=False, language=None)),
    (
        "words and more",
        {"words": ["rat"], "except": ["eau"], "inflected": True, "language": "fr"},
        Keywords(phrases("rat"), phrases("eau"), inflected=True, language="fr"),
    ),
    (
        "members left empty",
        {"words": ["rat"], "lists": [], "except": None, "inflected": None, "language": None},
        Keywords(phrases("rat"), (), inflected=False, language=None),
    ),
    (
        "a named list, and what the condition excepts",
        {"lists": ["l-court"], "except": "tennis"},
        Keywords(phrases("court"), phrases("tennis"), inflected=False, language="en"),
    ),
]


@pytest.mark.parametrize(("why", "value", "operand"), OPERANDS, ids=[case[0] for case in OPERANDS])
def test_one_set_of_words_is_one_comparison(why: str, value: Any, operand: Keywords) -> None:
    (part,) = tree(value).parts
    assert isinstance(part, Comparison)
    assert part.operand == operand
    assert hash(part.operand) == hash(operand)


def test_words_and_lists_are_any_of_them_and_none_of_them_when_negative() -> None:
    value = {"words": ["rat"], "lists": ["l-food", "l-court"]}
    for operator, every in (("mentions", False), ("doesNotMention", True)):
        (part,) = tree(value, operator).parts
        assert isinstance(part, Group)
        assert (part.every, part.negated, len(part.parts)) == (every, False, 3)


FIRES: list[tuple[str, Any, str | None, str | None, bool]] = [
    ("a form of a word of the list", {"lists": ["l-food"]}, "Des verres", "fr", True),
    ("its own exception", {"lists": ["l-food"]}, "Un verre d'eau", "fr", False),
    (
        "the condition's exception",
        {"lists": ["l-food"], "except": ["verre doseur"]},
        "Un verre doseur",
        "fr",
        False,
    ),
    (
        "one list's exception is not another's",
        {"words": ["verre"], "lists": ["l-food"]},
        "verre d'eau",
        "fr",
        True,
    ),
    (
        "the condition's own words have their own forms",
        {"words": ["rat"], "lists": ["l-food"]},
        "rats",
        "fr",
        False,
    ),
    ("a list of another language", {"lists": ["l-court"]}, "trop court", "fr", False),
    ("the same in its language", {"lists": ["l-court"]}, "in court", "en", True),
    ("the same, language unknown", {"lists": ["l-court"]}, "in court", None, True),
    ("no comment", {"lists": ["l-food"]}, None, "fr", False),
    ("a comment of blanks", {"lists": ["l-food"]}, " \n", "fr", False),
]


@pytest.mark.parametrize(("why", "value", "comment", "language", "fires"), FIRES, ids=[case[0] for case in FIRES])
def test_firing(why: str, value: Any, comment: str | None, language: str | None, fires: bool) -> None:
    assert judge(value, comment, language=language).fired is fires
    assert judge(value, comment, "doesNotMention", language).fired is not fires


def test_the_verdict_names_the_list_that_decided_and_shows_words_as_written() -> None:
    value = {"words": ["rat", "souris"], "lists": ["l-food"]}
    assert [one.operand for one in judge(value, "Tombée malade").conditions] == ["Sécurité alimentaire"]
    assert [one.operand for one in judge(value, "Des rats, une souris").conditions] == [["rat", "souris"]]
    assert [one.operand for one in judge(value, "Parfait").conditions] == [
        ["rat", "souris"],
        "Sécurité alimentaire",
    ]


FAULTS: list[tuple[str, Any, list[tuple[str, str]]]] = [
    ("nothing", None, [("", "bad_value")]),
    ("an empty text", "", [("", "bad_value")]),
    ("a number", 3, [("", "bad_value")]),
    ("no letter", ["!"], [("", "bad_value")]),
    ("neither words nor lists", {"except": ["x"]}, [("", "bad_value")]),
    ("an unknown member", {"words": ["x"], "regex": True}, [("", "bad_value")]),
    ("words that are none", {"words": ["x", 3]}, [(".words", "bad_value")]),
    ("an unknown list", {"lists": ["l-food", "l-x"]}, [(".lists[1]", "unknown_list")]),
    ("a list that is no id", {"lists": [3]}, [(".lists[0]", "unknown_list")]),
    ("lists that are no list", {"lists": "l-food"}, [(".lists", "bad_value")]),
    ("too many lists", {"lists": ["l-food"] * 11}, [(".lists", "bad_value")]),
    ("an empty list", {"lists": ["l-empty"]}, [(".lists[0]", "bad_value")]),
    ("forms that are no flag", {"words": ["x"], "inflected": "yes"}, [(".inflected", "bad_value")]),
    ("an unknown language", {"words": ["x"], "language": "de"}, [(".language", "bad_value")]),
    ("a language that is none", {"words": ["x"], "language": ["fr"]}, [(".language", "bad_value")]),
    (
        "all at once",
        {"words": ["!"], "except": [3], "lists": ["l-x"]},
        [(".except", "bad_value"), (".words", "bad_value"), (".lists[0]", "unknown_list")],
    ),
]


@pytest.mark.parametrize(("why", "value", "faults"), FAULTS, ids=[case[0] for case in FAULTS])
def test_faults_have_their_paths(why: str, value: Any, faults: list[tuple[str, str]]) -> None:
    with pytest.raises(InvalidCriteria) as refusal:
        tree(value)
    base = "$.criteria.rules[0].value"
    assert [(fault.path.removeprefix(base), fault.code) for fault in refusal.value.faults] == faults
