"""Zendesk CSAT: ``X-Zendesk-Webhook-Signature`` is the base64 HMAC-SHA256 of the timestamp header followed at
once by the raw body (developer.zendesk.com/documentation/webhooks/verifying). A ticket has one rating, which its
customer may change: the ticket is the identity, the event's time the revision. The requester is an id only."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.draft import moment_of
from shared.feedback.presets.preset import Need, Preset, Steps, Words
from shared.feedback.presets.signing import Hmac, near, signed_body
from shared.feedback.sources import HookSource
from shared.feedback.times import revision_of
from shared.feedback.view import FIVE, Ignored, Read, Scale, View

_SIGNATURE = Hmac("x-zendesk-webhook-signature")
_TIMESTAMP = "x-zendesk-webhook-signature-timestamp"
_EVENT = "zen:event-type:ticket.csat_received"
_WORDS = {"BAD": 0, "GOOD": 1}
_PLACE_TAG = "store_"


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the signature, then the time it covers."""
    timestamp = headers.get(_TIMESTAMP, "")
    signed_body(source, headers, raw, now, _SIGNATURE, before=timestamp)
    near(moment_of(timestamp), now)
    return ""


def read(payload: Any, source: HookSource) -> Read:
    """Reads the rating and the ticket around it; other events are ignored."""
    event = payload.get("type") if isinstance(payload, dict) else None
    if event != _EVENT:
        return Ignored(str(event)[:80])
    ticket, said = readers.inside(payload, "detail"), readers.inside(payload, "event")
    rating = _rating(said)
    score = rating.get("score")
    if score in ("OFFERED", "UNOFFERED"):
        return Ignored(f"{event}:{score}")
    cells = Cells()
    scale = Scale(0, 1) if str(score) in _WORDS else FIVE
    cells.add("rating", "score", _WORDS.get(str(score), score), label="CSAT", hint="score", scale=scale)
    cells.add("rating", "comment", _comment(said, rating), label="Comment", hint="comment")
    cells.add("ticket", "subject", ticket.get("subject"), label="Subject")
    cells.add("ticket", "description", ticket.get("description"), label="Description")
    tags = readers.shorts(readers.listing(ticket.get("tags"), "$.detail.tags"))
    prefix = source.settings.get("place_tag") or _PLACE_TAG
    place = next((tag.removeprefix(prefix) for tag in tags if tag.startswith(prefix)), None)
    cells.frame("place_tag", place, "place")
    cells.frame("tags", tags, "tags")
    cells.frame("channel", readers.mapping(ticket.get("via"), "$.detail.via").get("channel"), "channel")
    cells.frame("time", payload.get("time"), "submitted_at")
    cells.add("ticket", "external_id", ticket.get("external_id"), kind="attribute")
    cells.add("ticket", "requester_id", ticket.get("requester_id"), hint="respondent.id", kind="attribute")
    return View(
        response_id=readers.required(ticket.get("id"), "$.detail.id"),
        cells=cells.done(),
        revision=revision_of(payload.get("time")),
    )


def _rating(said: dict[str, Any]) -> dict[str, Any]:
    found = said.get("satisfaction_score", said.get("satisfaction_rating"))
    return found if isinstance(found, dict) else {"score": found}


def _comment(said: dict[str, Any], rating: dict[str, Any]) -> Any:
    """Where the comment stands is not documented: beside the rating, or in the event."""
    found = rating.get("comment", said.get("comment"))
    return found.get("body") if isinstance(found, dict) else found


PRESET = Preset(
    kind="zendesk_csat",
    name="Zendesk CSAT",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans l'Admin Center, créez un webhook « Zendesk events » sur l'événement CSAT received.",
            "Collez l'adresse, choisissez POST et JSON, puis révélez le secret de signature et collez-le ici.",
            "Un tag de ticket en store_ (store_lyon) porte le code de l'établissement.",
        ),
        en=(
            "In Admin Center, create a webhook for Zendesk events on CSAT received.",
            "Paste the address, choose POST and JSON, then reveal the signing secret and paste it here.",
            "A ticket tag that begins with store_ (store_lyon) carries the code of the place.",
        ),
    ),
    needs=(
        Need(
            "place_tag",
            Words("Début des tags d'établissement (store_)", "What the tags of places begin with (store_)"),
            optional=True,
        ),
    ),
)
