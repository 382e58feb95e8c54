"""Tally: ``Tally-Signature: <base64 HMAC-SHA256 of the raw body>``, optional (tally.so/help/webhooks). A flat
list of typed fields; choices come as ids of options, hidden fields and calculated ones among the answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.hints import guess_scale
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.presets.signing import Hmac, signed_body
from shared.feedback.sources import HookSource
from shared.feedback.view import FIVE, Ignored, Read, Role, Scale, View

_SIGNATURE = Hmac("tally-signature")
_TYPES: dict[str, Role] = {
    "LINEAR_SCALE": "score",
    "RATING": "score",
    "TEXTAREA": "comment",
    "INPUT_EMAIL": "respondent.email",
    "INPUT_PHONE_NUMBER": "respondent.phone",
}
_HIDDEN = ("HIDDEN_FIELDS", "CALCULATED_FIELDS")


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the signature when the source has a secret."""
    if source.secrets:
        signed_body(source, headers, raw, now, _SIGNATURE)
    return ""


def read(payload: Any, _source: HookSource) -> Read:
    """Reads ``data.fields``."""
    event = payload.get("eventType") if isinstance(payload, dict) else None
    if isinstance(event, str) and event != "FORM_RESPONSE":
        return Ignored(event[:80])
    data = readers.inside(payload, "data")
    cells = Cells()
    cells.frame("createdAt", data.get("createdAt"), "submitted_at")
    for field in readers.rows(data.get("fields"), "$.data.fields"):
        _add(cells, field)
    return View(
        response_id=readers.required(data.get("responseId"), "$.data.responseId"),
        cells=cells.done(),
        title=readers.short(data.get("formName")),
    )


def _add(cells: Cells, field: dict[str, Any]) -> None:
    key, label, kind = field.get("key"), readers.short(field.get("label")), field.get("type")
    value = _with_labels(field)
    if kind in _HIDDEN:
        cells.hidden(label or key, value)
        return
    hint = _TYPES.get(str(kind))
    scale = None
    if hint == "score":
        scale = guess_scale(label or "", Scale(0, 10) if kind == "LINEAR_SCALE" else FIVE)
    cells.add("answers", key, value, label=label, hint=hint, scale=scale, guess=True)


def _with_labels(field: dict[str, Any]) -> Any:
    """The value, with the words of its options in place of their ids."""
    value, options = field.get("value"), field.get("options")
    if not isinstance(value, list) or not isinstance(options, list):
        return value
    words = {
        readers.short(one.get("id")): readers.short(one.get("text")) for one in options if isinstance(one, dict)
    }
    return [words.get(readers.short(one)) or one for one in value]


PRESET = Preset(
    kind="tally",
    name="Tally",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans le formulaire publié, ouvrez Integrations, puis Webhooks, et collez l'adresse.",
            "Collez le secret dans Signing secret.",
            "Ajoutez un champ caché store qui porte le code de l'établissement.",
        ),
        en=(
            "In the published form, open Integrations, then Webhooks, and paste the address.",
            "Paste the secret into Signing secret.",
            "Add a hidden field store that carries the code of the place.",
        ),
    ),
    proof="optional",
    secret="ours",
)
