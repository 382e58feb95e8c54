"""Trustpilot reviews: no signature, the address is the secret (support.trustpilot.com, community post
10109980750738). One delivery carries a list of events; created, updated and deleted reviews are states of one. It
never tells how to reach the customer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.sources import HookSource
from shared.feedback.times import LAST, revision_of
from shared.feedback.view import FIVE, Ignored, Read, View

_STEPS = {"created": 0, "updated": 1, "deleted": 2}


def verify(_source: HookSource, _headers: Mapping[str, str], _raw: bytes, _now: datetime) -> str:
    """Nothing to check beyond the address."""
    return ""


def split(payload: Any) -> list[Any]:
    """One payload for each event."""
    events = readers.listing(payload.get("events") if isinstance(payload, dict) else None, "$.events")
    return [{"events": [event]} for event in events] if len(events) > 1 else [payload]


def read(payload: Any, _source: HookSource) -> Read:
    """Reads the event's review: stars, the title and the text together, the location as the place."""
    events = readers.rows(payload.get("events") if isinstance(payload, dict) else None, "$.events")
    event = events[0] if events else {}
    name = str(event.get("eventName"))[:80]
    what, _, step = name.rpartition("-")
    if not what.endswith("review") or step not in _STEPS:
        return Ignored(name)
    review = readers.inside(event, "eventData")
    cells = Cells()
    cells.add("review", "stars", review.get("stars"), label="Stars", hint="score", scale=FIVE)
    cells.add("review", "text", _text(review), label="Text", hint="comment")
    cells.frame("locationId", review.get("locationId"), "place")
    cells.frame("language", review.get("language"), "language")
    cells.frame("createdAt", review.get("createdAt"), "submitted_at")
    tags = [tag.get("value") for tag in readers.rows(review.get("tags"), "$.eventData.tags")]
    cells.frame("tags", tags, "tags")
    for key in ("referenceId", "isVerified", "link"):
        cells.add("review", key, review.get(key), kind="attribute")
    consumer = readers.mapping(review.get("consumer"), "$.eventData.consumer")
    cells.add("consumer", "id", consumer.get("id"), hint="respondent.id", kind="attribute")
    cells.add("consumer", "name", consumer.get("name"), hint="respondent.name", kind="attribute")
    return View(
        response_id=readers.required(review.get("id"), "$.eventData.id"),
        cells=cells.done(),
        revision=_revision(review, step),
        deleted=step == "deleted",
        review=True,
    )


def _text(review: dict[str, Any]) -> str | None:
    parts = [text for text in (review.get("title"), review.get("text")) if isinstance(text, str) and text.strip()]
    return "\n".join(parts) or None


def _revision(review: dict[str, Any], step: str) -> str:
    """By the time of the change. An update without its own time follows the creation; a deletion follows all."""
    changed = revision_of(review.get(f"{step}At"), _STEPS[step])
    if changed or step != "updated":
        return changed or (LAST if step == "deleted" else "")
    return revision_of(review.get("createdAt"), _STEPS[step])


PRESET = Preset(
    kind="trustpilot",
    name="Trustpilot",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans Trustpilot Business, ouvrez Integrations, puis Webhooks (Notifications), et collez l'adresse.",
            "Choisissez les avis créés, modifiés et supprimés.",
            "Trustpilot ne signe pas : l'adresse est le secret, ne la partagez pas.",
        ),
        en=(
            "In Trustpilot Business, open Integrations, then Webhooks (Notifications), and paste the address.",
            "Choose reviews created, updated and deleted.",
            "Trustpilot does not sign: the address is the secret, do not share it.",
        ),
    ),
    proof="none",
    secret="none",
    split=split,
)
