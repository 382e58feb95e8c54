"""Typeform: ``Typeform-Signature: sha256=<base64 HMAC-SHA256 of the raw body>`` under the webhook's secret as text
(typeform.com/developers/webhooks/secure-your-webhooks). Answers are typed and joined to fields by ``ref``.

Partial responses (``form_response_partial``) are earlier states of the same token: they have no ``submitted_at``.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.hints import guess_role
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.presets.signing import Hmac, signed_body
from shared.feedback.sources import HookSource
from shared.feedback.times import revision_of
from shared.feedback.view import NPS, Ignored, Read, Role, Scale, View

_EVENTS = ("form_response", "form_response_partial")
_SIGNATURE = Hmac("typeform-signature", "sha256=")
_TYPES: dict[str, Role] = {
    "long_text": "comment",
    "nps": "score",
    "opinion_scale": "score",
    "rating": "score",
    "email": "respondent.email",
    "phone_number": "respondent.phone",
    "multiple_choice": "motive",
    "dropdown": "motive",
}


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the signature; Typeform signs no id and no time, so the delivery has none of its own."""
    signed_body(source, headers, raw, now, _SIGNATURE)
    return ""


def read(payload: Any, _source: HookSource) -> Read:
    """Reads ``form_response``: its token is the identity, its hidden fields carry place and customer."""
    event = payload.get("event_type", "form_response") if isinstance(payload, dict) else "form_response"
    if event not in _EVENTS:
        return Ignored(str(event)[:80])
    form = readers.inside(payload, "form_response")
    definition = readers.mapping(form.get("definition"), "$.form_response.definition")
    fields = {
        readers.short(field.get("ref")): field
        for field in readers.listing(definition.get("fields"), "$.form_response.definition.fields")
        if isinstance(field, dict)
    }
    cells = Cells()
    cells.frame("submitted_at", form.get("submitted_at"), "submitted_at")
    for answer in readers.rows(form.get("answers"), "$.form_response.answers"):
        _add(cells, answer, fields)
    for name, value in readers.mapping(form.get("hidden"), "$.form_response.hidden").items():
        cells.hidden(name, value)
    # A form without a long text has its comment in its first short one.
    cells.promote("comment", lambda cell: cell.part == "answer" and isinstance(cell.value, str))
    return View(
        response_id=readers.required(form.get("token"), "$.form_response.token"),
        cells=cells.done(),
        revision=revision_of(form.get("submitted_at")),
        title=readers.short(definition.get("title")),
    )


def _add(cells: Cells, answer: dict[str, Any], fields: dict[str | None, dict[str, Any]]) -> None:
    own = readers.mapping(answer.get("field"), "$.form_response.answers.field")
    field = fields.get(readers.short(own.get("ref")), own)
    ref = readers.short(own.get("ref")) or readers.short(own.get("id")) or ""
    title = readers.short(field.get("title")) or ref
    answer_type = answer.get("type")
    value = answer.get(answer_type) if isinstance(answer_type, str) else None
    if answer_type in ("choice", "choices"):
        value = _labels(value, ref)
    field_type = str(own.get("type"))
    hint = _TYPES.get(field_type) or _TYPES.get(str(answer_type))
    if hint == "score" and answer_type != "number":
        hint = None
    if isinstance(value, bool):
        guessed = guess_role(f"{ref} {title}", value)
        hint = guessed if guessed in ("contact_requested", "consent") else None
    scale = _scale(field_type, field) if hint == "score" else None
    cells.add("answers", ref, value, label=title, hint=hint, scale=scale)


def _labels(value: Any, ref: str) -> tuple[str, ...]:
    choice = readers.mapping(value, f"$.form_response.answers[{ref}]")
    labels = [choice.get("label"), choice.get("other"), *readers.listing(choice.get("labels"), "labels")]
    return readers.shorts(labels)


def _scale(field_type: str, field: dict[str, Any]) -> Scale:
    """NPS is 0-10, an opinion scale 0 to steps - 1 (11 steps), a rating 1 to steps (5); an opinion scale may be
    set to start at one."""
    if field_type == "nps":
        return NPS
    properties = readers.mapping(field.get("properties"), "$.form_response.definition.fields")
    steps = properties.get("steps")
    low = 1 if field_type == "rating" or properties.get("start_at_one") is True else 0
    usual = 5 if field_type == "rating" else 11
    count = steps if isinstance(steps, int) and 2 <= steps <= 11 else usual
    return Scale(low, low + count - 1)


PRESET = Preset(
    kind="typeform",
    name="Typeform",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans le formulaire, ouvrez Connect, puis Webhooks, et ajoutez l'adresse.",
            "Collez le secret dans le champ Secret du webhook, puis activez-le.",
            "Ajoutez le champ masqué store aux liens du formulaire : il porte le code de l'établissement.",
        ),
        en=(
            "In the form, open Connect, then Webhooks, and add the address.",
            "Paste the secret into the webhook's Secret field, then switch it on.",
            "Add the hidden field store to the form's links: it carries the code of the place.",
        ),
    ),
    secret="ours",
)
