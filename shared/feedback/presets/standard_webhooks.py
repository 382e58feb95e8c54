"""Our native layout, signed by Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over
``id.timestamp.body``, several signatures in one header, five minutes of tolerance. The layout is in docs/api."""

import base64
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.errors import BadId, SignatureMissing
from shared.feedback.models import Respondent, Score
from shared.feedback.presets import draft
from shared.feedback.presets.draft import Draft
from shared.feedback.presets.signing import MAX_SIGNATURES, hmac_base64, require_match, signed_time
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable, clean

_ID = re.compile(r"[!-\-/-~]{1,255}")  # printable ASCII without '.', which separates the signed parts

SCALES: Mapping[str, tuple[float, float]] = {"rating": (1, 5), "csat": (1, 5), "ces": (1, 7), "stars": (1, 5)}


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks id, time and signature, in this order; returns the ``webhook-id``."""
    header = headers.get("webhook-signature", "")
    if not header:
        raise SignatureMissing
    delivery_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not _ID.fullmatch(delivery_id):
        raise BadId
    signed_time(timestamp, now)
    signed = f"{delivery_id}.{timestamp}.".encode("ascii") + raw
    received = [part[3:] for part in header.split(" ")[:MAX_SIGNATURES] if part.startswith("v1,")]
    require_match(received, [hmac_base64(_key(secret), signed) for secret in source.live_secrets(now)])
    return delivery_id


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except ValueError:  # not base64, or not even ASCII
        return secret.encode()


def normalise(payload: Any, source: HookSource) -> Draft:
    """Reads the ``data`` object of the native layout."""
    data = payload.get("data") if isinstance(payload, dict) else None
    if not isinstance(data, dict):
        raise Unusable("mapping:data", "$.data")
    person = draft.mapping(data.get("respondent"), "$.data.respondent")
    known = draft.mapping(person.get("attributes"), "$.data.respondent.attributes")
    metrics = draft.mapping(data.get("metrics"), "$.data.metrics")
    scores = {clean(key)[0][:80]: _metric(key, value) for key, value in list(metrics.items())[:20]}
    rows = [draft.mapping(row, "$.data.answers") for row in draft.listing(data.get("answers"), "$.data.answers")]
    comment, wanted = data.get("comment"), data.get("wantsContact")
    if comment is not None and not isinstance(comment, str):
        raise Unusable("mapping:comment", "$.data.comment")
    return Draft(
        response_id=draft.required(data.get("externalId"), "$.data.externalId"),
        content=data,
        kind="review" if data.get("kind") == "review" else "survey",
        submitted=data.get("submittedAt"),
        channel=draft.short(data.get("channel")) or source.channel,
        campaign=draft.short(data.get("campaign")) or source.campaign,
        language=draft.short(data.get("language")) or source.language,
        place_code=draft.short(draft.mapping(data.get("scope"), "$.data.scope").get("store")),
        score=next((scores[key] for key in ("nps", *SCALES, *scores) if key in scores), None),
        scores=scores,
        comment=comment,
        contact_requested=wanted if isinstance(wanted, bool) else None,
        motives=tuple(filter(None, map(draft.short, draft.listing(data.get("motive"), "$.data.motive")[:10]))),
        answers=draft.answers([(row.get("key"), row.get("label"), row.get("value")) for row in rows]),
        respondent=Respondent(
            id=draft.short(person.get("externalId")),
            name=draft.short(person.get("name")),
            email=draft.short(person.get("email")),
            phone=draft.short(person.get("phone")),
            tier=draft.short(known.get("tier")),
            attributes=draft.attributes({key: value for key, value in known.items() if key != "tier"}),
        ),
    )


def _metric(key: str, value: Any) -> Score:
    """``nps`` is 0-10 and the names of SCALES have theirs; any other metric brings its own scale."""
    path = f"$.data.metrics.{key[:80]}"
    if key == "nps":
        return draft.score(value, 0, 10, "nps", path)
    low, high = SCALES.get(key, (None, None))
    if isinstance(value, dict):
        low, high, value = value.get("min"), value.get("max"), value.get("value")
    if not _is_number(low) or not _is_number(high) or not low < high:  # type: ignore[operator]
        raise Unusable("bad_score", path)
    return draft.score(value, float(low), float(high), "rating", path)  # type: ignore[arg-type]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
