"""What a view becomes under a mapping, and the feedback that is made of it on arrival."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from shared import clock, ids
from shared.feedback import strict_json
from shared.feedback.masking import masked
from shared.feedback.models import COMMENT_LIMIT, Answer, Feedback, Respondent, Score

if TYPE_CHECKING:
    from shared.feedback.sources import Reading

_FUTURE = timedelta(hours=24)
_BELIEVED = datetime(2000, 1, 1, tzinfo=UTC)


class Draft(msgspec.Struct, kw_only=True):
    """A feedback without its identity and arrival. ``content`` is what must be equal for two deliveries to be the
    same state of an answer; ``submitted`` is the time as the tool wrote it."""

    response_id: str
    content: Any = None
    revision: str = ""
    withdrawn: bool = False
    kind: Literal["survey", "review"] = "survey"
    submitted: Any = None
    channel: str | None = None
    campaign: str | None = None
    language: str | None = None
    place_code: str | None = None
    score: Score | None = None
    scores: dict[str, Score] = {}
    comment: str | None = None
    contact_requested: bool | None = None
    consent: bool | None = None
    motives: tuple[str, ...] = ()
    sub_motive: str | None = None
    tags: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    respondent: Respondent = Respondent()

    @property
    def content_hash(self) -> str:
        """The content in 64 hex characters."""
        return hashlib.sha256(msgspec.json.encode(self.content)).hexdigest()


def complete(
    draft: Draft,
    source: "Reading",
    delivery_id: str,
    now: datetime,
    *,
    starts_at: datetime | None = None,
    flags: tuple[str, ...] = (),
) -> Feedback:
    """The feedback of a draft: identity, arrival, a clean comment, and flags for what was mended. ``starts_at`` is
    for what was answered long before it arrives here: fetched and imported answers."""
    submitted, replaced_time = submitted_at(draft.submitted, now, source.settings.get("zone"))
    comment = strict_json.clean(draft.comment or "")[0].strip()
    phones = source.settings.get("mask_phones") == "yes"
    shown = masked(comment, phones=phones)
    mended = {
        "submitted_at_replaced": replaced_time and not draft.withdrawn,
        # Cells are clean already, so that the mark is all that tells: ours, or one somebody set before us.
        "characters_replaced": "\ufffd" in comment,
        "comment_cut": len(comment) > COMMENT_LIMIT,
        "numbers_masked": shown != comment,
    }
    return Feedback(
        id=ids.feedback_id(source.source_id, draft.response_id),
        source_id=source.source_id,
        source_kind=source.kind,
        response_id=draft.response_id,
        delivery_id=delivery_id,
        kind=draft.kind,
        submitted_at=submitted,
        received_at=now,
        revision=draft.revision,
        withdrawn=draft.withdrawn,
        starts_at=starts_at,
        channel=draft.channel,
        campaign=draft.campaign,
        language=draft.language,
        place_code=draft.place_code,
        score=draft.score,
        scores=draft.scores,
        comment=shown[:COMMENT_LIMIT] or None,
        contact_requested=draft.contact_requested,
        consent=draft.consent,
        motives=draft.motives,
        sub_motive=draft.sub_motive,
        tags=draft.tags,
        answers=tuple(_masked(answer, phones=phones) for answer in draft.answers),
        respondent=draft.respondent,
        flags=(*(flag for flag, present in mended.items() if present), *flags),
    )


def _masked(answer: Answer, *, phones: bool) -> Answer:
    if not isinstance(answer.value, str):
        return answer
    return msgspec.structs.replace(answer, value=masked(answer.value, phones=phones))


def submitted_at(value: Any, received_at: datetime, zone: str | None = None) -> tuple[datetime, bool]:
    """The customer's time, or ours with True when theirs is absent, unreadable, has no zone and the source names
    none, lies before 2000 or more than a day ahead (B32). A time slightly ahead of ours is held back to ours."""
    moment = moment_of(value, zone)
    if moment is None or not _BELIEVED <= moment <= received_at + _FUTURE:
        return received_at, True
    return min(moment, received_at), False


def moment_of(value: Any, zone: str | None = None) -> datetime | None:
    """The moment an ISO 8601 text names; without a zone in it, in the zone given. None when it cannot be told."""
    if not isinstance(value, str):
        return None
    try:
        return clock.parse(value)
    except ValueError:
        pass
    if zone is None:
        return None
    from zoneinfo import ZoneInfo  # few sources need it, and every cold start would pay for it

    try:
        local = datetime.fromisoformat(clock.without_leap(value))
        return clock.parse(local.replace(tzinfo=ZoneInfo(zone)).isoformat()) if local.tzinfo is None else None
    except (ValueError, OverflowError, KeyError):  # an unknown zone is a KeyError of zoneinfo
        return None
