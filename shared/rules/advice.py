"""Advice on rules as checks: each finding has a code, how serious it is, and what its sentence needs to know.

What is asked of a rule alone works without any data; the rest needs ``Evidence`` of the last weeks."""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Literal, NamedTuple

import msgspec

from shared.rules.models import KeywordList, Rule
from shared.rules.shapes import differs_only_by_place, fires_on_average_score

type Severity = Literal["error", "warning", "advice", "fine"]
type Code = Literal[
    "too_broad", "no_comment_condition", "near_copy", "label_code_like", "label_long", "expiry_short",
    "expiry_long", "never_fired", "overlap", "p1_share", "ok_volume", "matches_all",
]  # fmt: skip

_DAY = 24 * 3600


class Finding(msgspec.Struct, frozen=True):
    """One thing to know of a rule. ``rule_id`` is another rule that it is about, if any."""

    code: Code
    severity: Severity
    rule_id: str | None
    params: dict[str, Any]


class Thresholds(NamedTuple):
    """From where on advice is given. Shares are between 0 and 1, times in seconds. Below ``enough`` feedbacks no
    share says anything."""

    broad: float = 0.2
    much_too_broad: float = 0.5
    overlap: float = 0.1
    urgent: float = 0.2
    enough: int = 20
    quiet_days: int = 30
    label: int = 30
    long_expiry: int = 30 * _DAY
    slack: int = 10
    """Times the median treatment time that an expiry may be before it is called long."""
    shortest_long_expiry: int = 7 * _DAY


THRESHOLDS = Thresholds()


class Evidence(NamedTuple):
    """What was counted over ``days``: all feedback, what the rule fired on, the cases of all rules together and
    how many of those were P1, by other rule what both fired on, the median treatment time of comparable cases, and
    the scales of the scores met (kind, lowest, highest)."""

    days: int
    feedbacks: int
    fired: int
    cases: int = 0
    urgent: int = 0
    both: Mapping[str, int] = {}
    treatment_seconds: int | None = None
    scales: tuple[tuple[str, float, float], ...] = ()
    complete: bool = True


_SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice", "fine")
BLOCKING: Collection[Code] = ("too_broad", "matches_all")
"""What has to be confirmed when it is an error."""


def findings(
    rule: Rule, others: Iterable[Rule], lists: Mapping[str, KeywordList], evidence: Evidence | None = None,
    limits: Thresholds = THRESHOLDS,
) -> list[Finding]:  # fmt: skip
    """Everything to know of a rule, the most serious first. ``others`` are the account's other rules."""
    others = list(others)
    scales = evidence.scales if evidence else ()
    found = [
        *_label(rule, limits),
        *_expiry(rule, evidence.treatment_seconds if evidence else None, limits),
        *_shape(rule, lists, scales),
        *_copies(rule, others),
        *(_counted(rule, others, evidence, limits) if evidence else ()),
    ]
    return sorted(found, key=lambda one: _SEVERITIES.index(one.severity))


def blocking(found: Iterable[Finding]) -> list[Finding]:
    """What a rule may go live with only if its author confirms it."""
    return [one for one in found if one.severity == "error" and one.code in BLOCKING]


def _label(rule: Rule, limits: Thresholds) -> Iterable[Finding]:
    if len(rule.label) > limits.label:
        yield _finding("label_long", "advice", length=len(rule.label), limit=limits.label)
    if code_like(rule.label):
        yield _finding("label_code_like", "advice", label=rule.label)


_MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
_CAMEL = re.compile(r"[a-z][A-Z]")


def code_like(label: str) -> bool:
    """Whether a label reads like a technical code rather than words: "DET_06", "R12", "detracteurEmail", "404". A
    range, a letter or a figure beside words is none: "NPS 0-6", "Top 10 clients"."""
    if "_" in label or not any(character.isalpha() for character in label):
        return True
    words = label.split()
    return len(words) == 1 and bool(_MIXED.search(label) or _CAMEL.search(label) or re.search(r"-\d|\d-", label))


def _expiry(rule: Rule, treatment: int | None, limits: Thresholds) -> Iterable[Finding]:
    known = {"expires_in": rule.expires_in, "treatment_seconds": treatment}
    if treatment is not None and rule.expires_in < treatment:
        yield _finding("expiry_short", "warning", **known)
    usual = None if treatment is None else max(limits.shortest_long_expiry, treatment * limits.slack)
    limit = min(limits.long_expiry, usual or limits.long_expiry)
    if rule.expires_in > limit:
        yield _finding("expiry_long", "advice", **known, limit=limit)


def _shape(
    rule: Rule, lists: Mapping[str, KeywordList], scales: tuple[tuple[str, float, float], ...]
) -> Iterable[Finding]:
    if fires_on_average_score(rule.criteria, lists, scales):
        yield _finding("no_comment_condition", "warning")


def _copies(rule: Rule, others: Iterable[Rule]) -> Iterable[Finding]:
    for other in others:
        if differs_only_by_place(rule.criteria, other.criteria):
            same = rule.criteria == other.criteria
            yield _finding("near_copy", "warning", other.id, label=other.label, same=same)


def _counted(rule: Rule, others: list[Rule], evidence: Evidence, limits: Thresholds) -> Iterable[Finding]:
    if evidence.feedbacks < limits.enough:
        return
    share = round(evidence.fired / evidence.feedbacks, 3)
    known = {"share": share, "fired": evidence.fired, "feedbacks": evidence.feedbacks, "days": evidence.days}
    broad = list(_broad(share, known, limits))
    yield from broad
    yield from _overlaps(others, evidence, limits)
    if rule.priority == "P1" and evidence.fired and evidence.cases:
        urgent = round(evidence.urgent / evidence.cases, 3)
        if urgent > limits.urgent:
            yield _finding("p1_share", "advice", share=urgent, limit=limits.urgent)
    if not evidence.fired and evidence.complete and evidence.days >= limits.quiet_days:
        yield _finding("never_fired", "advice", **known)
    treatment = evidence.treatment_seconds
    if evidence.fired and not broad and (treatment is None or rule.expires_in >= treatment):
        per_day = round(evidence.fired / evidence.days, 1)
        yield _finding(
            "ok_volume", "fine", **known, per_day=per_day, treatment_seconds=treatment, expires_in=rule.expires_in
        )


def _broad(share: float, known: Mapping[str, Any], limits: Thresholds) -> Iterable[Finding]:
    if share == 1:
        yield _finding("matches_all", "error", **known)
    elif share > limits.much_too_broad:
        yield _finding("too_broad", "error", **known, limit=limits.much_too_broad)
    elif share > limits.broad:
        yield _finding("too_broad", "warning", **known, limit=limits.broad)


def _overlaps(others: list[Rule], evidence: Evidence, limits: Thresholds) -> Iterable[Finding]:
    labels = {other.id: other.label for other in others}
    for rule_id, count in sorted(evidence.both.items(), key=lambda one: (-one[1], one[0])):
        share = round(count / evidence.fired, 3) if evidence.fired else 0
        if share >= limits.overlap and rule_id in labels:
            yield _finding(
                "overlap",
                "warning",
                rule_id,
                label=labels[rule_id],
                count=count,
                fired=evidence.fired,
                share=share,
            )


def _finding(code: Code, severity: Severity, other: str | None = None, /, **params: Any) -> Finding:
    return Finding(code, severity, other, params)
