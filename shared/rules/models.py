"""A rule as written and a verdict as given."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from shared.feedback.models import Scalar

type Priority = Literal["P1", "P2", "P3"]
type CaseKind = Literal["alert", "message"]
type Operand = Scalar | list[Scalar]
type Span = tuple[int, int]

MIN_EXPIRY = 60
MAX_EXPIRY = 365 * 24 * 3600


type RuleStatus = Literal["draft", "active", "paused"]


class Rule(msgspec.Struct, frozen=True, omit_defaults=True):
    """Criteria, and what to do with a feedback that meets them. ``expires_in`` is in seconds; a paused rule takes
    up work again at ``paused_until``, if that is set. ``owners`` says by node of the place tree whose its cases
    are, the nearest node counting; ``spread`` gives them to the agents of the place in turn instead."""

    id: str
    version: int
    label: str
    kind: CaseKind
    priority: Priority
    expires_in: int
    notify: bool
    criteria: dict[str, Any]
    status: RuleStatus = "active"
    paused_until: datetime | None = None
    owners: dict[str, str] = {}
    assign: Literal["owner", "spread"] = "owner"

    def in_force(self, moment: datetime) -> bool:
        """Whether the rule decides on what was received at this moment."""
        over = self.paused_until is not None and self.paused_until <= moment
        return self.status == "active" or (self.status == "paused" and over)


class KeywordList(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words several rules share by name. ``exceptions`` are phrases whose words do not count; ``inflected`` takes
    the forms of each word; ``language`` keeps the list to comments of that language."""

    id: str
    version: int
    name: str
    words: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    inflected: bool = False
    language: Literal["fr", "en"] | None = None


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
