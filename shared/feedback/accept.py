"""Accepting a webhook: prove it, read it, store each of its events by one conditional write. Refusals keep
nothing; what is authentic but unusable goes to quarantine and is answered 2xx (design, 13)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

from shared.errors import MethodNotAllowed, SourceDisabled, TooLarge, UnknownSource, UnsupportedMedia
from shared.feedback.intake import JSON, Decided, decide, media_of, quarantined
from shared.feedback.models import Feedback, FetchOrder, Quarantined, Stored
from shared.feedback.presets import preset
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable

MAX_BODY = 1024 * 1024
_REDACTED = b"***"
_SECRET_LENGTH = 12
"""From this length on a text is a secret and not a word of the answer."""


class HookRequest(NamedTuple):
    """A request at a source's address; header names are lower case, ``body`` is the exact bytes received."""

    method: str
    token: str
    headers: Mapping[str, str]
    body: bytes


class Accepted(NamedTuple):
    """What one event became: the feedback's id and whether it was here already, or the quarantine row's id and
    code, or the name of what is ignored (then without an id)."""

    id: str
    duplicate: bool
    quarantined: str | None = None
    ignored: str | None = None


class FeedbackStore(Protocol):
    """Where feedback is kept."""

    def add(self, feedback: Feedback, raw: bytes, content_hash: str) -> Stored:
        """Keeps a state of an answer."""
        ...

    def announce(self, order: FetchOrder, raw: bytes) -> bool:
        """Keeps the order to fetch what was announced; False when it is there already."""
        ...

    def quarantine(self, row: Quarantined, raw: bytes) -> bool:
        """Keeps an unusable delivery; False when it is there already."""
        ...


def accept(
    request: HookRequest, find_source: Callable[[str], HookSource | None], store: FeedbackStore, now: datetime
) -> tuple[Accepted, ...]:
    """Takes one webhook in: what each of its events became, none for a request that only asks whether the address
    exists. Raises a HookError when it must be refused."""
    if len(request.body) > MAX_BODY:
        raise TooLarge
    source = find_source(request.token)
    if source is None or (source.until and source.until <= now):
        raise UnknownSource
    if source.disabled:
        raise SourceDisabled
    one = preset(source.kind)
    if request.method != "POST":
        if request.method in one.probes:
            return ()
        raise MethodNotAllowed
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise UnsupportedMedia("Send the body without compression")
    content_type = request.headers.get("content-type") or JSON
    media_of(one, content_type)
    delivery_id = one.verify(source, request.headers, request.body, now)
    raw = _without_secrets(request, source, now)
    decided = decide(raw, content_type, source, delivery_id, now)
    return tuple(keep(event, source, delivery_id, store, now) for event in decided)


def keep(one: Decided, source: HookSource, delivery_id: str, store: FeedbackStore, now: datetime) -> Accepted:
    """Stores what one event of a delivery is."""
    if one.ignored is not None:
        return Accepted("", duplicate=False, ignored=one.ignored)
    if one.order is not None:
        return Accepted(one.order.feedback_id, duplicate=not store.announce(one.order, one.raw))
    if one.feedback is not None:
        stored = store.add(one.feedback, one.raw, one.content_hash)
        if stored is not Stored.CONFLICT:
            return Accepted(one.feedback.id, duplicate=stored is Stored.DUPLICATE)
        one = one._replace(fault=Unusable("id_conflict"))
    row = quarantined(one, source, delivery_id, now)
    return Accepted(row.id, duplicate=not store.quarantine(row, one.raw), quarantined=row.code)


def _without_secrets(request: HookRequest, source: HookSource, now: datetime) -> bytes:
    """The body without our own address and secrets, which some tools send back to us."""
    raw = request.body
    for text in (request.token, *source.live_secrets(now)):
        secret = text.encode("utf-8", "surrogatepass")
        if len(secret) >= _SECRET_LENGTH:
            raw = raw.replace(secret, _REDACTED)
    return raw
