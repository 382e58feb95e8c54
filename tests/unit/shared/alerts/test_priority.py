"""How urgent a case is, and why."""

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.account.models import PriorityCriterion
from shared.alerts import priority
from shared.alerts.priority import compiled, loyalty_rank, meets, names, p1_share, weigh
from shared.feedback.models import Respondent
from shared.rules.fields import Subject
from shared.rules.models import KeywordList, Priority
from tests.support.builders import feedback

type Effect = Literal["P1", "P2", "raise"]


def criterion(name: str, effect: Effect = "raise", **condition: Any) -> PriorityCriterion:
    return PriorityCriterion(name, f"Label {name}", {"combinator": "and", "rules": [condition]}, effect)


ONCE, TWICE = criterion("once"), criterion("twice")
TO_P1, TO_P2 = criterion("one", "P1"), criterion("two", "P2")

STEPS: list[tuple[list[Priority], list[PriorityCriterion], int, Priority, list[str], str]] = [
    (["P2"], [], 0, "P2", ["rule R0 P2"], "the rule"),
    (["P3", "P1"], [], 0, "P1", ["rule R1 P1"], "the most urgent of the rules"),
    (["P2", "P2"], [], 0, "P2", ["rule R0 P2"], "the first of two alike"),
    (["P3"], [ONCE], 0, "P2", ["rule R0 P3", "criterion Label once P2"], "raised by one"),
    (
        ["P3"], [ONCE, TWICE], 0, "P1",
        ["rule R0 P3", "criterion Label once P2", "criterion Label twice P1"], "raised twice",
    ),
    (["P1"], [ONCE], 0, "P1", ["rule R0 P1"], "a step that changes nothing is not named"),
    (["P3"], [TO_P2], 0, "P2", ["rule R0 P3", "criterion Label two P2"], "at least P2"),
    (["P1"], [TO_P2], 0, "P1", ["rule R0 P1"], "at least P2 lowers nothing"),
    (["P3"], [TO_P1, ONCE], 0, "P1", ["rule R0 P3", "criterion Label one P1"], "nothing is above P1"),
    (
        ["P3"], [TO_P2, ONCE], 0, "P1",
        ["rule R0 P3", "criterion Label two P2", "criterion Label once P1"], "in the order of the settings",
    ),
    (["P3"], [ONCE, TO_P2], 0, "P2", ["rule R0 P3", "criterion Label once P2"], "in the other order"),
    (["P3"], [], 1, "P2", ["rule R0 P3", "repeat again P2"], "the customer wrote again"),
    (["P3"], [], 3, "P1", ["rule R0 P3", "repeat again P2", "repeat again P1"], "and again and again"),
    (["P3"], [ONCE], 1, "P1", ["rule R0 P3", "criterion Label once P2", "repeat again P1"], "repeats come last"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rules", "met", "repeats", "expected", "because", "why"), STEPS, ids=[row[5] for row in STEPS]
)
def test_step_by_step(
    rules: list[Priority], met: list[PriorityCriterion], repeats: int, expected: Priority, because: list[str],
    why: str,
) -> None:  # fmt: skip
    found = weigh([(one, f"R{number}") for number, one in enumerate(rules)], met, ["again"] * repeats)
    assert found.priority == expected, why
    assert [f"{one.kind} {one.label} {one.priority}" for one in found.because] == because, why


RULES = st.lists(st.sampled_from(["P1", "P2", "P3"]), min_size=1, max_size=4)
MET = st.lists(st.sampled_from([ONCE, TWICE, TO_P1, TO_P2]), max_size=4, unique_by=lambda one: one.id)


@given(rules=RULES, met=MET, repeats=st.integers(0, 3))
def test_more_reasons_never_make_a_case_less_urgent(
    rules: list[Priority], met: list[PriorityCriterion], repeats: int
) -> None:
    found = weigh([(one, "R") for one in rules], met, ["again"] * repeats)
    assert found.priority <= min(rules)
    for fewer in range(len(met)):
        assert found.priority <= weigh([(one, "R") for one in rules], met[:fewer]).priority
    steps = [one.priority for one in found.because]
    assert steps == sorted(set(steps), reverse=True), "each step is more urgent than the one before"
    assert steps[-1] == found.priority


VIP = criterion("vip", field="respondent.tier", operator="=", value="gold")
GLASS = criterion("glass", "P1", field="comment", operator="mentions", value=["verre"])
LISTED = criterion("listed", field="comment", operator="mentions", value={"lists": ["harm"]})
BROKEN = criterion("broken", field="nonsense", operator="=", value=1)
ORAL = criterion("oral", field="channel", operator="in", value=["phone", "chat"])


def subject(**changes: Any) -> Subject:
    return Subject(feedback(**changes))


@pytest.mark.parametrize(
    ("changes", "met", "why"),
    [
        ({}, (), "none"),
        ({"respondent": Respondent(tier="gold")}, ("vip",), "loyalty (S4.21)"),
        ({"comment": "Du verre !"}, ("glass",), "wording (S4.11)"),
        ({"channel": "phone"}, ("oral",), "the channel (S4.3)"),
        ({"channel": "chat", "comment": "verre"}, ("glass", "oral"), "two, in order"),
    ],
)
def test_criteria_are_written_in_the_language_of_rules(
    changes: dict[str, Any], met: tuple[str, ...], why: str
) -> None:
    assert meets(compiled((VIP, GLASS, ORAL)), subject(**changes)) == met, why


def test_a_criterion_that_does_not_hold_water_is_passed_over() -> None:
    faults: list[str] = []
    lists = {"harm": KeywordList("harm", 1, "Harm", ("verre",))}
    known = compiled((BROKEN, LISTED, VIP), lists, lambda name, _fault: faults.append(name))
    assert (list(known), faults) == (["listed", "vip"], ["broken"])
    assert meets(known, subject(comment="du verre")) == ("listed",)
    faults.clear()
    assert list(compiled((LISTED,), {}, lambda name, _fault: faults.append(name))) == []
    assert faults == ["listed"], "its list has gone"


def test_a_criterion_that_raises_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[str] = []

    def explain(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(priority, "explain", explain)
    assert meets(compiled((VIP,)), subject(), lambda name, _fault: faults.append(name)) == ()
    assert faults == ["vip"]


def test_what_a_criterion_names() -> None:
    often = criterion("often", field="respondent.feedbacks_90d", operator=">=", value=2)
    assert [names(node, "respondent.feedbacks_90d") for node in compiled((VIP, often)).values()] == [False, True]


@pytest.mark.parametrize(
    ("tier", "rank", "why"),
    [
        ("Platinum", 0, "the most loyal"),
        (" gold ", 1, "whatever case and spaces"),
        ("élite", 2, "and accents"),
        ("bronze", 9, "a tier that is not listed"),
        ("", 9, "an empty one"),
        (None, 9, "none"),
    ],
)
def test_loyalty(tier: str | None, rank: int, why: str) -> None:
    assert loyalty_rank(tier, ("PLATINUM", "Gold", "Elite")) == rank, why


def test_a_tier_always_comes_before_no_tier() -> None:
    tiers = [f"t{number}" for number in range(20)]
    assert [loyalty_rank(tier, tiers) for tier in tiers] == [*range(8), *[8] * 12]


@pytest.mark.parametrize(
    ("p1", "cases", "threshold", "over", "why"),
    [
        (2, 10, 0.2, True, "at the threshold"),
        (1, 10, 0.2, False, "below it"),
        (9, 9, 0.2, False, "too few cases to say so"),
        (0, 0, 0.2, False, "none"),
        (100, 100, 1.0, True, "all"),
        (0, 100, 0.2, False, "none of many"),
    ],
)
def test_the_share_of_p1(p1: int, cases: int, threshold: float, over: bool, why: str) -> None:
    assert p1_share(p1, cases, threshold) == (p1, cases, over), why
