"""Delighted: ``X-Delighted-Webhook-Signature: sha256=<hex HMAC-SHA256 of the raw body>`` under the private API key
(app.delighted.com/docs/api/webhooks). The score comes at the click, the comment minutes later as an update of the
same response; ``updated_at`` orders them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.presets.signing import Hmac, signed_body
from shared.feedback.sources import HookSource
from shared.feedback.times import of_epoch, revision_of
from shared.feedback.view import FIVE, NPS, Ignored, Read, Scale, View

_SIGNATURE = Hmac("x-delighted-webhook-signature", "sha256=", encoding="hex")
_EVENTS = ("survey_response.created", "survey_response.updated")
_SCALES = {"nps": NPS, "ces": Scale(1, 7), "pmf": Scale(1, 3), "thumbs": Scale(0, 1)}


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the signature."""
    signed_body(source, headers, raw, now, _SIGNATURE)
    return ""


def read(payload: Any, _source: HookSource) -> Read:
    """Reads ``event_data``."""
    event = payload.get("event_type") if isinstance(payload, dict) else None
    if event not in _EVENTS:
        return Ignored(str(event)[:80])
    data = readers.inside(payload, "event_data")
    cells = Cells()
    scale = _SCALES.get(str(data.get("survey_type")), FIVE)
    cells.add("answers", "score", data.get("score"), label="Score", hint="score", scale=scale)
    cells.add("answers", "comment", data.get("comment"), label="Comment", hint="comment")
    for row in readers.rows(data.get("additional_answers"), "$.event_data.additional_answers"):
        _add(cells, row)
    cells.frame("created_at", of_epoch(data.get("created_at")), "submitted_at")
    cells.frame("tags", readers.listing(data.get("tags"), "$.event_data.tags"), "tags")
    for key, value in readers.mapping(data.get("person_properties"), "$.event_data.person_properties").items():
        cells.hidden(key, value)
    person = readers.mapping(data.get("person"), "$.event_data.person")
    cells.add("person", "name", person.get("name"), hint="respondent.name", kind="attribute")
    cells.add("person", "email", person.get("email"), hint="respondent.email", kind="attribute")
    cells.add("person", "phone_number", person.get("phone_number"), hint="respondent.phone", kind="attribute")
    cells.add("person", "id", person.get("id"), hint="respondent.id", kind="attribute")
    return View(
        response_id=readers.required(data.get("id"), "$.event_data.id"),
        cells=cells.done(),
        revision=revision_of(of_epoch(data.get("updated_at"))),
    )


def _add(cells: Cells, row: dict[str, Any]) -> None:
    """One of a handful of typed values; choices say why, which is a motive."""
    question = readers.mapping(row.get("question"), "$.event_data.additional_answers.question")
    value = readers.mapping(row.get("value"), "$.event_data.additional_answers.value")
    name, label = question.get("id"), question.get("text")
    one, many = value.get("select_one"), value.get("select_many")
    choices = (
        [one] if isinstance(one, dict) else readers.rows(many, "$.event_data.additional_answers.value.select_many")
    )
    if choices:
        cells.add("answers", name, [choice.get("text") for choice in choices], label=label, hint="motive")
        return
    given = value.get("free_response") if value.get("scale") is None else value.get("scale")
    cells.add("answers", name, given, label=label)


PRESET = Preset(
    kind="delighted",
    name="Delighted",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans Delighted, ouvrez Integrations, puis Webhooks, et collez l'adresse.",
            "Choisissez les événements survey_response.created et survey_response.updated.",
            "Collez ici la clé privée de l'API : c'est elle qui signe.",
        ),
        en=(
            "In Delighted, open Integrations, then Webhooks, and paste the address.",
            "Choose the events survey_response.created and survey_response.updated.",
            "Paste the private API key here: it is what signs.",
        ),
    ),
)
