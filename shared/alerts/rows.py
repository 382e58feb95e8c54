"""The short form of a case that lists show: stored beside it, so that a list reads no whole case."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from shared import ids
from shared.alerts.models import Alert
from shared.clock import iso
from shared.feedback.models import Score, ScoreClass
from shared.scope.people import Person

EXCERPT = 140
TAGS = 20
"""Tags of a feedback that lists are filtered by: the first ones, as every list carries them."""


class ShownScore(msgspec.Struct, frozen=True):
    """A score with its scale and class, ready to show."""

    value: float
    min: float
    max: float
    kind: str
    class_: ScoreClass = msgspec.field(name="class")


class RowPlace(msgspec.Struct, frozen=True):
    """A place by id and name."""

    id: str
    name: str


class RowHold(msgspec.Struct, frozen=True):
    """Until when a case is parked, and whether the customer's reply ends it."""

    until: str | None
    or_reply: bool


class RowPlan(msgspec.Struct, frozen=True):
    """How far the action plan is: what was done, and whether it is closed."""

    done: int
    closed: bool


class AlertRow(msgspec.Struct, frozen=True):
    """One line of a list. Times are UTC ISO 8601."""

    id: str
    reference: str
    kind: str
    status: str
    priority: str
    label: str
    respondent_name: str | None
    score: ShownScore | None
    excerpt: str
    language: str | None
    place: RowPlace | None
    owner: Person | None
    contact_requested: bool
    created_at: str
    due_at: str
    target_at: str | None
    expires_at: str
    closed_at: str | None
    withdrawn: bool = False
    first_contact_at: str | None = None
    channel: str | None = None
    motive: str | None = None
    rules: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    hold: RowHold | None = None
    returned: bool = False
    escalated: int = 0
    attached: int = 0
    contact_refused: bool = False
    plan: RowPlan | None = None


class Other(NamedTuple):
    """What a list knows of another case of the same customer: enough to say whether to look at it."""

    id: str
    status: str
    place_id: str | None
    created_at: str


def shown_score(score: Score | None) -> ShownScore | None:
    """The score as shown; whole values without a decimal point."""
    if score is None:
        return None
    value, low, high = (int(n) if n == int(n) else n for n in (score.value, score.min, score.max))
    return ShownScore(value, low, high, score.kind, score.score_class)


def row(alert: Alert) -> AlertRow:
    """The line of a case."""
    feedback = alert.feedback
    return AlertRow(
        id=alert.id,
        reference=ids.reference(alert.id),
        kind=alert.kind,
        status=alert.status,
        priority=alert.priority,
        label=alert.labels[0],
        respondent_name=feedback.respondent.name,
        score=shown_score(feedback.score),
        excerpt=excerpt(feedback.comment or "", EXCERPT),
        language=feedback.language,
        place=RowPlace(alert.place.id, alert.place.name) if alert.place else None,
        owner=alert.owner,
        contact_requested=bool(feedback.contact_requested),
        created_at=iso(alert.created_at),
        due_at=iso(alert.due_at),
        target_at=_time(alert.target_at),
        expires_at=iso(alert.expires_at),
        closed_at=_time(alert.closing.at if alert.closing else None),
        withdrawn=alert.withdrawn_at is not None,
        first_contact_at=_time(alert.first_contact_at),
        channel=feedback.channel,
        motive=alert.motive,
        rules=tuple(trigger.rule_id for trigger in alert.triggers),
        tags=feedback.tags[:TAGS],
        hold=RowHold(_time(alert.hold.until), alert.hold.or_reply) if alert.hold else None,
        returned=alert.returned_at is not None,
        escalated=alert.escalated,
        attached=len(alert.attached),
        contact_refused=alert.contact_refused,
        plan=RowPlan(len(alert.plan.activities), alert.plan.closed_at is not None) if alert.plan else None,
    )


def excerpt(text: str, limit: int) -> str:
    """The first words of a text on one line, cut at a word where possible, with an ellipsis when cut."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def _time(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None
