"""Formbricks: Standard Webhooks when the webhook has a secret (formbricks/formbricks, docs of webhooks and
process-response-pipeline-job.ts). Answers and hidden fields come together, by the ids of questions and without
their words. ``responseCreated`` and ``responseUpdated`` are earlier states of what ``responseFinished`` ends."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.presets.signing import standard_webhooks
from shared.feedback.sources import HookSource
from shared.feedback.times import revision_of
from shared.feedback.view import Ignored, Read, Role, View

_STEPS = {"responseCreated": 0, "responseUpdated": 1, "responseFinished": 2}
_CONTACT: dict[str, Role] = {"userId": "respondent.id", "email": "respondent.email"}


def verify(source: HookSource, headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the signature when the source has a secret."""
    return standard_webhooks(source, headers, raw, now) if source.secrets else ""


def read(payload: Any, _source: HookSource) -> Read:
    """Reads ``data.data``. The answer is dated by its last change."""
    event = str(payload.get("event")) if isinstance(payload, dict) else ""
    if event not in _STEPS:
        return Ignored(event[:80])
    data = readers.inside(payload, "data")
    cells = Cells()
    for key, value in readers.mapping(data.get("data"), "$.data.data").items():
        cells.add("answers", key, value, guess=True)
    cells.promote("comment", lambda cell: isinstance(cell.value, str) and " " in cell.value.strip())
    cells.frame("updatedAt", data.get("updatedAt"), "submitted_at")
    cells.frame("language", data.get("language"), "language")
    tags = [
        tag.get("name") if isinstance(tag, dict) else tag
        for tag in readers.listing(data.get("tags"), "$.data.tags")
    ]
    cells.frame("tags", tags, "tags")
    contact = readers.mapping(data.get("contact"), "$.data.contact")
    cells.add("contact", "userId", contact.get("userId"), hint="respondent.id", kind="attribute")
    for key, value in readers.mapping(data.get("contactAttributes"), "$.data.contactAttributes").items():
        cells.hidden(key, value, _CONTACT.get(key))
    for key, value in readers.mapping(data.get("variables"), "$.data.variables").items():
        cells.add("variables", key, value, kind="attribute")
    return View(
        response_id=readers.required(data.get("id"), "$.data.id"),
        cells=cells.done(),
        revision=revision_of(data.get("updatedAt"), _STEPS[event]),
        title=readers.short(readers.mapping(data.get("survey"), "$.data.survey").get("title")),
    )


PRESET = Preset(
    kind="formbricks",
    name="Formbricks",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans Formbricks, ouvrez Configuration, puis Intégrations et Webhooks, et ajoutez l'adresse.",
            "Choisissez les événements Response Created, Updated et Finished.",
            "Collez ici le secret que Formbricks affiche.",
        ),
        en=(
            "In Formbricks, open Configuration, then Integrations and Webhooks, and add the address.",
            "Choose the events Response Created, Updated and Finished.",
            "Paste the secret that Formbricks shows here.",
        ),
    ),
    proof="optional",
)
