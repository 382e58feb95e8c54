"""A rule as written and a verdict as given."""

from typing import Any, Literal

import msgspec

from shared.feedback.models import Scalar

type Priority = Literal["P1", "P2", "P3"]
type CaseKind = Literal["alert", "message"]
type Operand = Scalar | list[Scalar]
type Span = tuple[int, int]

MIN_EXPIRY = 60
MAX_EXPIRY = 365 * 24 * 3600


class Rule(msgspec.Struct, frozen=True):
    """Criteria, and what to do with a feedback that meets them. ``expires_in`` is in seconds."""

    id: str
    version: int
    label: str
    kind: CaseKind
    priority: Priority
    expires_in: int
    notify: bool
    active: bool
    criteria: dict[str, Any]


class Condition(msgspec.Struct, frozen=True, omit_defaults=True):
    """One decisive comparison: what was asked, what was found, and where in the original comment. Spans are
    (start, end) in Unicode code points. ``negated`` says that it counted because it was false."""

    field: str
    operator: str
    operand: Operand
    value: Operand
    negated: bool = False
    spans: tuple[Span, ...] = ()


class Verdict(msgspec.Struct, frozen=True):
    """Whether a rule fired on a feedback, and the conditions that decided it."""

    fired: bool
    conditions: tuple[Condition, ...]
