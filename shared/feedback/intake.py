"""From the bytes of a proven delivery to what they mean: pure, so that a delivery in quarantine is read again by
the same path once a fix is in place."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from shared import ids
from shared.errors import UnsupportedMedia
from shared.feedback import forms, strict_json
from shared.feedback.draft import complete, moment_of
from shared.feedback.mapping import draft_of
from shared.feedback.models import Feedback, FetchOrder, Quarantined
from shared.feedback.presets import is_signed, preset
from shared.feedback.presets.preset import Media, Preset
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Announced, Ignored, Read, View

MAX_FEEDBACK = 90_000
"""Bytes of a feedback as kept: it must fit one item of the table (400 KB) beside its raw body, and then a case."""

MAX_EVENTS = 100
"""Events in one delivery."""

JSON = "application/json"
_FORM, _MULTIPART, _TEXT = "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"
_FORMS: dict[str, Media] = {_FORM: "form", _MULTIPART: "multipart", _TEXT: "text"}


class Decided(NamedTuple):
    """What one event of a delivery is: a feedback with the hash of its content, an order to fetch, something
    ignored, or a fault. ``raw`` is what is kept of it: the bytes received, or JSON where they held several events,
    a form, or what may not be kept. ``media`` is how to read it again."""

    raw: bytes
    media: str
    feedback: Feedback | None = None
    content_hash: str = ""
    order: FetchOrder | None = None
    ignored: str | None = None
    fault: Unusable | None = None


class Event(NamedTuple):
    """One event of a delivery as its preset reads it, or the fault that keeps it from that; ``payload`` is what
    the tool sent, None when it cannot be read."""

    raw: bytes
    media: str
    payload: Any
    read: Read | Unusable


def media_of(one: Preset, content_type: str) -> Media:
    """How a body of this content type is read. Raises UnsupportedMedia when the tool never sends such (B17)."""
    media = _known_media(content_type)
    if media not in one.media:
        raise UnsupportedMedia(f"Send the body as {_named(one.media)}")
    return media


def events(raw: bytes, content_type: str, source: HookSource) -> Iterator[Event]:
    """Every event of a delivery. ``content_type`` as received, or as kept beside the bytes: what came as a form is
    kept as JSON."""
    one, media = preset(source.kind), _known_media(content_type) or "json"
    try:
        sent = _parsed(raw, media, content_type)
        payload = one.unpack(sent, source)
        parts = one.split(payload)
        if len(parts) > MAX_EVENTS:
            raise Unusable("too_complex")
    except Unusable as fault:
        yield Event(raw, content_type[:200], None, fault)
        return
    as_received = media in ("json", "text") and payload is sent
    for part in parts:
        kept = raw if as_received and len(parts) == 1 else _dumped(part)
        yield Event(kept, JSON, part, _caught(lambda part=part: one.read(part, source)))  # type: ignore[misc]


def decide(
    raw: bytes, content_type: str, source: HookSource, delivery_id: str, received_at: datetime
) -> list[Decided]:
    """What becomes of each event of a proven delivery."""
    return [_decided(event, source, delivery_id, received_at) for event in events(raw, content_type, source)]


def reread(row: Quarantined, raw: bytes, source: HookSource) -> list[Decided]:
    """What a delivery in quarantine is under its source as it is now: as if it had just been received, at the time
    it was. Nothing is kept here; a fault says that the fix was none."""
    return decide(raw, row.media or JSON, source, row.delivery_id, row.received_at)


def quarantined(one: Decided, source: HookSource, delivery_id: str, received_at: datetime) -> Quarantined:
    """The row under which an unusable event is kept; the same bytes are the same row."""
    fault = one.fault or Unusable("id_conflict")
    return Quarantined(
        id=ids.quarantine_id(source.source_id, one.raw),
        source_id=source.source_id,
        source_kind=source.kind,
        delivery_id=delivery_id,
        code=fault.code,
        path=fault.path,
        received_at=received_at,
        media="" if one.media == JSON else one.media,
    )


def _decided(event: Event, source: HookSource, delivery_id: str, received_at: datetime) -> Decided:
    found = Decided(event.raw, event.media)
    match event.read:
        case Unusable() as fault:
            return found._replace(fault=fault)
        case Ignored(name):
            return found._replace(ignored=strict_json.clean(name)[0])
        case Announced() as announced:
            return found._replace(order=_order(announced, source, received_at))
        case View() as view:
            made = _caught(lambda: _feedback(view, source, delivery_id, received_at))
            if isinstance(made, Unusable):
                return found._replace(fault=made)
            return found._replace(feedback=made[0], content_hash=made[1])


def _feedback(view: View, source: HookSource, delivery_id: str, received_at: datetime) -> tuple[Feedback, str]:
    draft = draft_of(view, source)
    flags = () if is_signed(source) else ("unsigned",)
    feedback = complete(draft, source, delivery_id, received_at, flags=flags)
    if len(msgspec.json.encode(feedback)) > MAX_FEEDBACK:
        raise Unusable("too_complex")
    return feedback, draft.content_hash


def _order(announced: Announced, source: HookSource, received_at: datetime) -> FetchOrder:
    """The order for an announcement. Its time never lies ahead of its arrival."""
    at = moment_of(announced.event_at, source.settings.get("zone")) or received_at
    return FetchOrder(
        feedback_id=ids.feedback_id(source.source_id, announced.response_id),
        source_id=source.source_id,
        source_kind=source.kind,
        response_id=announced.response_id,
        event_id=announced.event_id,
        event_at=min(at, received_at),
        received_at=received_at,
        params=announced.params,
        deleted=announced.deleted,
    )


def _known_media(content_type: str) -> Media | None:
    name = content_type.split(";")[0].strip().lower()
    return "json" if name == JSON or name.endswith("+json") else _FORMS.get(name)


def _parsed(raw: bytes, media: Media, content_type: str) -> Any:
    if media == "form":
        return forms.urlencoded(raw)
    if media == "multipart":
        return forms.multipart(raw, content_type)
    return strict_json.parse(raw)


def _caught[T](make: Callable[[], T]) -> T | Unusable:
    try:
        return make()
    except Unusable as fault:
        return fault


def _dumped(payload: Any) -> bytes:
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _named(media: tuple[Media, ...]) -> str:
    names: Mapping[Media, str] = {"json": JSON, "form": _FORM, "multipart": _MULTIPART, "text": _TEXT}
    return " or ".join(names[one] for one in media)
