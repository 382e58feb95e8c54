"""A case and the events of its life."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from shared.feedback.models import Feedback, Score
from shared.rules.models import CaseKind, Condition, Priority
from shared.scope.people import Person

type Status = Literal["new", "assigned", "contacted", "closed", "expired", "spam"]
type EventType = Literal[
    "raised",
    "reevaluated",
    "placed",
    "taken",
    "noted",
    "contacted",
    "closed",
    "reopened",
    "expired",
    "unknown_place",
    "source_silent",
]
type Step = Literal["assigned", "contacted"]
type ContactChannel = Literal["phone", "email", "in_person", "other"]
type Outcome = Literal["reached", "no_answer", "message_left", "refused"]


class CasePlace(msgspec.Struct, frozen=True):
    """Where it happened; ``path`` and ``names`` run from the root to the place."""

    id: str
    name: str
    path: tuple[str, ...]
    names: tuple[str, ...]


class Trigger(msgspec.Struct, frozen=True, omit_defaults=True):
    """One rule that fired, in the version that fired, and why. ``revision`` is the state of the answer that
    ``conditions`` speak of; their spans are there only if it is the state that the case shows."""

    rule_id: str
    rule_version: int
    label: str
    priority: Priority
    notify: bool
    conditions: tuple[Condition, ...]
    kind: CaseKind = "alert"
    revision: str = ""


class Closing(msgspec.Struct, frozen=True):
    """Why and by whom the case was closed. ``skipped`` are the steps that never took place."""

    reason_id: str
    reason: str
    note: str | None
    by: Person
    at: datetime
    skipped: tuple[Step, ...]


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """The case. ``due_at`` is its one place in the order of work; ``version`` grows by one with each event.
    ``restarted_at`` is when the time to expiry began anew, if it did: it began with the case otherwise.

    ``feedback`` is the latest state of the answer that was not taken back. ``revised`` says that there was an
    earlier one, and ``first_score`` what the first one gave; ``withdrawn_at`` is when we heard that the customer
    has taken the answer back."""

    id: str
    version: int
    kind: CaseKind
    status: Status
    priority: Priority
    feedback: Feedback
    triggers: tuple[Trigger, ...]
    created_at: datetime
    due_at: datetime
    expires_at: datetime
    target_at: datetime | None = None
    place: CasePlace | None = None
    owner: Person | None = None
    assigned_at: datetime | None = None
    first_contact_at: datetime | None = None
    restarted_at: datetime | None = None
    revised: bool = False
    first_score: Score | None = None
    withdrawn_at: datetime | None = None
    expired_at: datetime | None = None
    closing: Closing | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The place's path for the perimeter test; empty without a known place."""
        return self.place.path if self.place else ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the rules that fired, most urgent first."""
        return tuple(trigger.label for trigger in self.triggers)


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One step in a case's life: audit row, timeline entry and outbox message at once. ``by`` is absent when the
    system acted."""

    alert_id: str
    version: int
    type: EventType
    at: datetime
    by: Person | None = None
    data: dict[str, Any] = {}
