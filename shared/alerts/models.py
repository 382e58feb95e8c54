"""A case and the events of its life."""

from datetime import datetime, timedelta
from typing import Any, Literal

import msgspec

from shared.feedback.models import Feedback, Score
from shared.plans.models import Progress
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
    "assigned",
    "unassigned",
    "transferred",
    "delegated",
    "shared",
    "note_edited",
    "note_deleted",
    "held",
    "resumed",
    "returned",
    "spammed",
    "unspammed",
    "acted",
    "plan_closed",
    "reminded",
    "escalated",
    "attached",
    "moved",
    "retimed",
    "unknown_place",
    "source_silent",
]
type Step = Literal["assigned", "contacted"]
type ContactChannel = Literal["phone", "email", "in_person", "messaging", "social", "other"]
type Outcome = Literal["reached", "no_answer", "message_left", "refused"]

LONGEST_HOLD = timedelta(days=366)


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


class Closing(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why and by whom the case was closed. ``skipped`` are the steps that never took place; ``refusal`` says that
    it is from this closing that we know that the customer wants no contact."""

    reason_id: str
    reason: str
    note: str | None
    by: Person
    at: datetime
    skipped: tuple[Step, ...]
    refusal: bool = False


class Hold(msgspec.Struct, frozen=True, omit_defaults=True):
    """Parked until a moment, until the customer replies, or whichever comes first. ``pauses``: target and expiry
    stand still while it lasts."""

    by: Person
    at: datetime
    until: datetime | None = None
    or_reply: bool = False
    note: str | None = None
    pauses: bool = False

    @property
    def end(self) -> datetime | None:
        """When it ends by itself. One that stops the clocks lasts a year at most: no case is parked for ever."""
        return self.until or (self.at + LONGEST_HOLD if self.pauses else None)


class Grant(msgspec.Struct, frozen=True):
    """Somebody outside the perimeter who sees this one case until it is closed."""

    user: Person
    by: Person
    at: datetime
    how: Literal["transferred", "shared"]


class Delegation(msgspec.Struct, frozen=True, omit_defaults=True):
    """The customer service the case was handed to."""

    address: str
    by: Person
    at: datetime
    unmasked: bool = False


class Timer(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to be told at a moment unless somebody acts before. ``step`` counts escalations from 1."""

    kind: Literal["reminder", "escalation"]
    at: datetime
    step: int = 0


class PriorityReason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why the case has its priority: ``kind`` says what raised it, ``label`` names the rule or criterion."""

    kind: Literal["rule", "criterion", "repeat"]
    label: str
    priority: Priority


class Attached(msgspec.Struct, frozen=True, omit_defaults=True):
    """Another feedback of the same customer, worked with this case: ``alert_id`` is its own, which points here."""

    alert_id: str
    at: datetime
    label: str
    excerpt: str


class Spam(msgspec.Struct, frozen=True):
    """Who said that the feedback is spam, and when."""

    by: Person
    at: datetime


class Alert(msgspec.Struct, frozen=True, omit_defaults=True):
    """The case. ``due_at`` is its one place in the order of work; ``version`` grows by one with each event.
    ``restarted_at`` is when the time to expiry began anew, moved on by holds that stopped it; it began with the
    case otherwise.

    ``feedback`` is the latest state of the answer that was not taken back. ``revised`` says that there was an
    earlier one, and ``first_score`` what the first one gave; ``withdrawn_at`` is when we heard that the customer
    has taken the answer back.

    ``hold`` is a flag beside the status; ``returned_at`` is when it last ended by itself, unless somebody has
    acted since. ``timers`` are reminder and escalations still to come unless it ends; ``escalated`` counts the
    escalations that came. ``department`` deals with it, and ``restricted`` says that only its people see it. A
    case ``attached_to`` another is worked there and stands in no list."""

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
    hold: Hold | None = None
    returned_at: datetime | None = None
    timers: tuple[Timer, ...] = ()
    escalated: int = 0
    because: tuple[PriorityReason, ...] = ()
    contact_refused: bool = False
    grants: tuple[Grant, ...] = ()
    delegated: Delegation | None = None
    spam: Spam | None = None
    motive: str | None = None
    department: str | None = None
    restricted: bool = False
    attached_to: str | None = None
    attached: tuple[Attached, ...] = ()
    plan: Progress | None = None
    loyalty: int = 9

    @property
    def reserved(self) -> str | None:
        """The restricted department whose people alone see it, if it is of one."""
        return self.department if self.restricted else None

    @property
    def granted(self) -> frozenset[str]:
        """Ids of the people who see it whatever their perimeter: nobody once it is closed."""
        return frozenset(one.user.id for one in self.grants) if self.closing is None else frozenset()

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
