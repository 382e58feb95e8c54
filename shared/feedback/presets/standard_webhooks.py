"""Our native layout, signed by Standard Webhooks 1.0.0 (standardwebhooks.com): HMAC-SHA256 over
``id.timestamp.body``, several signatures in one header, five minutes of tolerance. The layout is in
docs/webhooks.md. The envelope's ``timestamp`` orders the states of an answer."""

from collections.abc import Mapping
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.presets.signing import standard_webhooks
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable
from shared.feedback.times import revision_of
from shared.feedback.view import FIVE, NPS, Read, Scale, View

SCALES: Mapping[str, Scale] = {"nps": NPS, "rating": FIVE, "csat": FIVE, "ces": Scale(1, 7), "stars": FIVE}
"""Metrics whose scale is known by their name; the first of them is the score."""

_METRICS = 20
verify = standard_webhooks


def read(payload: Any, _source: HookSource) -> Read:
    """Reads the ``data`` object; the type ``feedback.deleted`` takes an answer back."""
    data = readers.inside(payload, "data")
    cells = Cells()
    _metrics(cells, readers.mapping(data.get("metrics"), "$.data.metrics"))
    comment = data.get("comment")
    if comment is not None and not isinstance(comment, str):
        raise Unusable("mapping:comment", "$.data.comment")
    cells.add("", "comment", comment, hint="comment", kind="frame")
    cells.frame("wantsContact", data.get("wantsContact"), "contact_requested")
    cells.frame("consent", data.get("consent"), "consent")
    cells.add(
        "scope",
        "store",
        readers.mapping(data.get("scope"), "$.data.scope").get("store"),
        hint="place",
        kind="frame",
    )
    cells.frame("motive", readers.listing(data.get("motive"), "$.data.motive"), "motive")
    cells.frame("subMotive", data.get("subMotive"), "sub_motive")
    cells.frame("tags", readers.listing(data.get("tags"), "$.data.tags"), "tags")
    cells.frame("channel", data.get("channel"), "channel")
    cells.frame("campaign", data.get("campaign"), "campaign")
    cells.frame("language", data.get("language"), "language")
    cells.frame("submittedAt", data.get("submittedAt"), "submitted_at")
    for row in readers.rows(data.get("answers"), "$.data.answers"):
        if readers.short(row.get("key")):
            cells.add("answers", str(row["key"]), row.get("value"), label=row.get("label"))
    _respondent(cells, readers.mapping(data.get("respondent"), "$.data.respondent"))
    return View(
        response_id=readers.required(data.get("externalId"), "$.data.externalId"),
        cells=cells.done(),
        revision=revision_of(payload.get("timestamp")),
        deleted=payload.get("type") == "feedback.deleted",
        review=data.get("kind") == "review",
    )


def _respondent(cells: Cells, person: dict[str, Any]) -> None:
    cells.add("respondent", "externalId", person.get("externalId"), hint="respondent.id", kind="attribute")
    cells.add("respondent", "name", person.get("name"), hint="respondent.name", kind="attribute")
    cells.add("respondent", "email", person.get("email"), hint="respondent.email", kind="attribute")
    cells.add("respondent", "phone", person.get("phone"), hint="respondent.phone", kind="attribute")
    for key, value in readers.mapping(person.get("attributes"), "$.data.respondent.attributes").items():
        hint = "respondent.tier" if key == "tier" else None
        cells.add("attributes", key, value, hint=hint, kind="attribute")  # type: ignore[arg-type]


def _metrics(cells: Cells, metrics: dict[str, Any]) -> None:
    """The known names first. A metric says exactly what it is, so that a wrong one is never taken for less."""
    found = {key: _metric(key, value) for key, value in list(metrics.items())[:_METRICS]}
    for key in (*SCALES, *found):
        if key in found:
            value, scale = found.pop(key)
            cells.add("metrics", key, value, hint="score", scale=scale, kind="frame")


def _metric(key: str, value: Any) -> tuple[float, Scale]:
    """A metric of SCALES, or one that brings its own scale as ``{"value", "min", "max"}``."""
    path = f"$.data.metrics.{key[:80]}"
    scale = SCALES.get(key)
    if isinstance(value, dict) and key != "nps":
        low, high, value = value.get("min"), value.get("max"), value.get("value")
        scale = Scale(low, high) if _is_number(low) and _is_number(high) and low < high else None  # type: ignore[operator, arg-type]
    if scale is None:
        raise Unusable("bad_score", path)
    return readers.score(value, scale, path).value, scale


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


PRESET = Preset(
    kind="standard_webhooks",
    name="Standard Webhooks",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Postez un retour client par requête à l'adresse, dans la forme que décrit docs/webhooks.md.",
            "Signez avec le secret selon standardwebhooks.com ; il existe des bibliothèques pour tout langage.",
        ),
        en=(
            "Post one feedback per request to the address, in the layout that docs/webhooks.md describes.",
            "Sign with the secret as standardwebhooks.com says; there are libraries in every language.",
        ),
    ),
    secret="ours",
)
