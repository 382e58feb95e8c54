"""Advice: each finding where it is due, and nowhere else."""

from typing import Any

import pytest

from shared.rules.advice import THRESHOLDS, Evidence, Finding, blocking, code_like, findings
from shared.rules.models import Rule
from tests.support.builders import DETRACTOR, rule

DAY = 24 * 3600
QUIET: dict[str, Any] = {"label": "Détracteur", "criteria": DETRACTOR}


def codes(found: list[Finding]) -> dict[str, str]:
    return {one.code: one.severity for one in found}


def asked(*others: Rule, evidence: Evidence | None = None, **changes: Any) -> list[Finding]:
    return findings(rule("r1", **{**QUIET, **changes}), others, {}, evidence)


def criteria(*conditions: tuple[str, str, Any], combinator: str = "and") -> dict[str, Any]:
    rules = [{"field": name, "operator": operator, "value": value} for name, operator, value in conditions]
    return {"combinator": combinator, "rules": rules}


LABELS: list[tuple[str, bool, str]] = [
    ("Détracteur email", False, "words"),
    ("Rappel SAV", False, "an abbreviation people use"),
    ("SAV", False, "the same alone"),
    ("NPS 0-6", False, "a range beside a word"),
    ("Top 10 clients", False, "a figure beside words"),
    ("Sécurité alimentaire", False, "accents are letters"),
    ("Aujourd'hui", False, "an apostrophe"),
    ("Bien-être", False, "a hyphen between letters"),
    ("DET_NPS", True, "an underscore"),
    ("detracteur_email", True, "an underscore in small letters"),
    ("R12", True, "a letter and a number"),
    ("P1", True, "a priority is no label"),
    ("ALRT-06", True, "a hyphen before a number"),
    ("detracteurEmail", True, "a capital inside a word"),
    ("404", True, "no letter at all"),
    ("---", True, "no letter at all"),
]


@pytest.mark.parametrize(("label", "expected", "why"), LABELS, ids=[row[0] for row in LABELS])
def test_labels_that_read_like_codes(label: str, expected: bool, why: str) -> None:
    assert code_like(label) is expected, why
    assert ("label_code_like" in codes(asked(label=label))) is expected


ALONE: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("nothing to say", {}, {}),
    ("30 characters", {"label": "x" * 30}, {}),
    ("31 characters", {"label": "x" * 31}, {"label_long": "advice"}),
    ("30 days", {"expires_in": 30 * DAY}, {}),
    ("30 days and a second", {"expires_in": 30 * DAY + 1}, {"expiry_long": "advice"}),
    (
        "average scores too",
        {"criteria": criteria(("score.class", "!=", "high"))},
        {"no_comment_condition": "warning"},
    ),
]


@pytest.mark.parametrize(("why", "changes", "expected"), ALONE, ids=[row[0] for row in ALONE])
def test_what_a_rule_alone_tells(why: str, changes: dict[str, Any], expected: dict[str, str]) -> None:
    assert codes(asked(**changes)) == expected


def evidence(fired: int, feedbacks: int = 100, **more: Any) -> Evidence:
    return Evidence(**{"days": 30, "feedbacks": feedbacks, "fired": fired, "cases": 50, **more})


COUNTED: list[tuple[str, Evidence, dict[str, Any], dict[str, str]]] = [
    ("a fifth is not too broad", evidence(20), {}, {"ok_volume": "fine"}),
    ("a little more is", evidence(21), {}, {"too_broad": "warning"}),
    ("a half", evidence(50), {}, {"too_broad": "warning"}),
    ("more than a half", evidence(51), {}, {"too_broad": "error"}),
    ("all but one", evidence(99), {}, {"too_broad": "error"}),
    ("everything", evidence(100), {}, {"matches_all": "error"}),
    ("everything of 20", evidence(20, 20), {}, {"matches_all": "error"}),
    ("everything of 19 says nothing", evidence(19, 19), {}, {}),
    ("nothing in 30 days", evidence(0), {}, {"never_fired": "advice"}),
    ("nothing in 29 days is too early", evidence(0, days=29), {}, {}),
    ("nothing in what was read", evidence(0, complete=False), {}, {}),
    ("a tenth shared", evidence(10, both={"r2": 1}), {}, {"overlap": "warning", "ok_volume": "fine"}),
    ("less than a tenth", evidence(20, both={"r2": 1}), {}, {"ok_volume": "fine"}),
    ("shared with a rule that is gone", evidence(10, both={"r9": 10}), {}, {"ok_volume": "fine"}),
    ("a fifth P1", evidence(10, urgent=10), {"priority": "P1"}, {"ok_volume": "fine"}),
    ("more P1", evidence(10, urgent=11), {"priority": "P1"}, {"p1_share": "advice", "ok_volume": "fine"}),
    ("more P1, but not by this rule", evidence(10, urgent=11), {"priority": "P2"}, {"ok_volume": "fine"}),
    ("just time enough", evidence(9, treatment_seconds=2 * DAY), {"expires_in": 2 * DAY}, {"ok_volume": "fine"}),
    ("too little time", evidence(9, treatment_seconds=2 * DAY + 1), {"expires_in": 2 * DAY},
     {"expiry_short": "warning"}),
    ("ten times as much", evidence(9, treatment_seconds=DAY), {"expires_in": 10 * DAY}, {"ok_volume": "fine"}),
    ("more than ten times", evidence(9, treatment_seconds=DAY), {"expires_in": 10 * DAY + 1},
     {"expiry_long": "advice", "ok_volume": "fine"}),
    ("a week is never long", evidence(9, treatment_seconds=60), {"expires_in": 7 * DAY}, {"ok_volume": "fine"}),
]  # fmt: skip


@pytest.mark.parametrize(("why", "known", "changes", "expected"), COUNTED, ids=[row[0] for row in COUNTED])
def test_what_the_last_weeks_tell(
    why: str, known: Evidence, changes: dict[str, Any], expected: dict[str, str]
) -> None:
    other = rule("r2", label="Rappel", criteria=criteria(("contact_requested", "=", True)))
    assert codes(asked(other, evidence=known, **changes)) == expected


def test_the_most_serious_comes_first() -> None:
    found = asked(evidence=evidence(60, both={"r2": 60}), label="R_1")
    severities = [one.severity for one in found]
    assert severities == sorted(severities, key=["error", "warning", "advice", "fine"].index)
    assert [one.code for one in blocking(found)] == ["too_broad"]


def test_a_finding_on_another_rule_names_it() -> None:
    other = rule("r2", label="Ouest", criteria=criteria(("score.class", "=", "low"), ("place", "within", ["ara"])))
    (found,) = asked(other)
    assert found == Finding("near_copy", "warning", "r2", {"label": "Ouest", "same": False})


def test_thresholds_are_an_argument() -> None:
    strict = THRESHOLDS._replace(label=5)
    assert "label_long" in codes(findings(rule("r1", **QUIET), [], {}, None, strict))
