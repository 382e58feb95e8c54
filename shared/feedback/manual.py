"""Feedback that a colleague enters for a customer: on the phone, at the counter, on paper."""

from datetime import datetime
from typing import Literal

import msgspec

from shared import ids
from shared.feedback.models import Feedback, Respondent, Score

SOURCE = "manual"
"""Source id and kind of what people enter."""


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was entered, by whom. ``entry_id`` makes the same entry meet itself; ``place_code`` is what the place
    is found by."""

    entry_id: str
    entered_by: str
    place_code: str
    channel: Literal["phone", "in_person", "mail", "other"]
    submitted_at: datetime
    score: Score | None = None
    comment: str | None = None
    contact_requested: bool = False
    motive: str | None = None
    language: str | None = None
    respondent: Respondent = Respondent()


def feedback_of(entry: Entry, now: datetime) -> Feedback:
    """The feedback, as if a survey tool had sent it."""
    return Feedback(
        id=ids.feedback_id(SOURCE, entry.entry_id),
        source_id=SOURCE,
        source_kind=SOURCE,
        response_id=entry.entry_id,
        delivery_id="",
        kind="survey",
        submitted_at=entry.submitted_at,
        received_at=now,
        channel=entry.channel,
        language=entry.language,
        place_code=entry.place_code,
        score=entry.score,
        comment=entry.comment or None,
        contact_requested=entry.contact_requested,
        motives=(entry.motive,) if entry.motive else (),
        respondent=entry.respondent,
    )
