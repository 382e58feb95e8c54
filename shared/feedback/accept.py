"""Accepting a webhook: prove it, read it, store it by one conditional write. Refusals keep nothing; what is
authentic but unusable goes to quarantine and is answered 2xx (design, 13)."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol

import msgspec

from shared import ids
from shared.errors import MethodNotAllowed, SourceDisabled, TooLarge, UnknownSource, UnsupportedMedia
from shared.feedback import strict_json
from shared.feedback.models import COMMENT_LIMIT, Feedback, Quarantined
from shared.feedback.presets import PRESETS
from shared.feedback.presets.draft import Draft, submitted_at
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable

MAX_BODY = 1024 * 1024
MAX_FEEDBACK = 90_000
"""Bytes of a feedback as kept: it must fit one item of the table (400 KB) beside its raw body, and then a case."""


class HookRequest(NamedTuple):
    """A request at a source's address; header names are lower case, ``body`` is the exact bytes received."""

    method: str
    token: str
    headers: Mapping[str, str]
    body: bytes


class Accepted(NamedTuple):
    """What was done: the feedback's id and whether it was here already, or the quarantine row's id and code."""

    id: str
    duplicate: bool
    quarantined: str | None = None


class FeedbackStore(Protocol):
    """Where feedback is kept."""

    def add(self, feedback: Feedback, raw: bytes, content_hash: str) -> str | None:
        """Stores it and answers None, or answers the hash of the content that is stored under its id already."""

    def quarantine(self, row: Quarantined, raw: bytes) -> bool:
        """Keeps an unusable delivery; False when it is there already."""
        ...


def accept(
    request: HookRequest, find_source: Callable[[str], HookSource | None], store: FeedbackStore, now: datetime
) -> Accepted:
    """Takes one webhook in. Raises a HookError when it must be refused."""
    if request.method != "POST":
        raise MethodNotAllowed
    if len(request.body) > MAX_BODY:
        raise TooLarge
    source = find_source(request.token)
    if source is None:
        raise UnknownSource
    if source.disabled:
        raise SourceDisabled
    _require_plain_json(request.headers)
    preset = PRESETS[source.kind]
    delivery_id = preset.verify(source, request.headers, request.body, now)
    try:
        payload = strict_json.parse(request.body)
        draft = preset.normalise(payload, source)
        feedback = complete(draft, source, delivery_id, now)
        if len(msgspec.json.encode(feedback)) > MAX_FEEDBACK:
            raise Unusable("too_complex")
        content_hash = _hash(draft.content)
        stored = store.add(feedback, request.body, content_hash)
        if stored is not None and stored != content_hash:
            raise Unusable("id_conflict", "$")
        return Accepted(feedback.id, duplicate=stored is not None)
    except Unusable as fault:
        row = Quarantined(
            id=ids.quarantine_id(source.source_id, request.body),
            source_id=source.source_id,
            source_kind=source.kind,
            delivery_id=delivery_id,
            code=fault.code,
            path=fault.path,
            received_at=now,
        )
        return Accepted(row.id, duplicate=not store.quarantine(row, request.body), quarantined=fault.code)


def complete(draft: Draft, source: HookSource, delivery_id: str, now: datetime) -> Feedback:
    """The feedback of a draft: identity, arrival, a clean comment, and flags for what was mended."""
    submitted, replaced_time = submitted_at(draft.submitted, now)
    comment, replaced_text = strict_json.clean(draft.comment or "")
    comment = comment.strip()
    flags = {
        "submitted_at_replaced": replaced_time,
        "characters_replaced": replaced_text,
        "comment_cut": len(comment) > COMMENT_LIMIT,
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
        channel=draft.channel,
        campaign=draft.campaign,
        language=draft.language,
        place_code=draft.place_code,
        score=draft.score,
        scores=draft.scores,
        comment=comment[:COMMENT_LIMIT] or None,
        contact_requested=draft.contact_requested,
        motives=draft.motives,
        answers=draft.answers,
        respondent=draft.respondent,
        flags=tuple(flag for flag, present in flags.items() if present),
    )


def _require_plain_json(headers: Mapping[str, str]) -> None:
    if headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise UnsupportedMedia("Send the body without compression")
    media = headers.get("content-type", "application/json").split(";")[0].strip().lower()
    if media != "application/json" and not media.endswith("+json"):
        raise UnsupportedMedia("Send the body as application/json")


def _hash(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
