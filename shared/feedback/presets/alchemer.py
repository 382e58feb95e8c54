"""Alchemer: no signature, but up to three headers the admin chooses (help.alchemer.com/help/http-connect): one of
them holds a token of ours. Answers by question id, hidden values in the link's variables. Alchemer never repeats
a delivery: what was missed comes by import."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.presets.preset import ZONE, Need, Preset, Steps, Words
from shared.feedback.presets.signing import static_token
from shared.feedback.sources import HookSource
from shared.feedback.times import of_abbreviated, revision_of
from shared.feedback.view import Read, Role, View

_HEADER = "x-source-token"
_TYPES: dict[str, Role] = {"ESSAY": "comment", "EMAIL": "respondent.email"}
_CONTACT: dict[str, Role] = {
    "Email": "respondent.email",
    "Mobile Phone": "respondent.phone",
    "Home Phone": "respondent.phone",
}
_NAMES = ("First Name", "Last Name")


def verify(source: HookSource, headers: Mapping[str, str], _raw: bytes, now: datetime) -> str:
    """Checks the header's token when the source has one."""
    if source.secrets:
        static_token(source, headers.get((source.settings.get("header") or _HEADER).lower()), now)
    return ""


def read(payload: Any, source: HookSource) -> Read:
    """Reads ``data``; without a response id the session is the identity."""
    data = readers.inside(payload, "data")
    cells = Cells()
    for number, question in readers.mapping(data.get("survey_data"), "$.data.survey_data").items():
        _add(cells, number, readers.mapping(question, "$.data.survey_data"))
    submitted = of_abbreviated(data.get("date_submitted"))
    cells.frame("date_submitted", submitted, "submitted_at")
    link = readers.mapping(data.get("survey_link"), "$.data.survey_link")
    cells.frame("link_name", link.get("name"), "campaign")
    cells.frame("link_type", link.get("type"), "channel")
    for name, variable in readers.mapping(data.get("url_variables"), "$.data.url_variables").items():
        cells.hidden(name, variable.get("value") if isinstance(variable, dict) else variable)
    _contact(cells, readers.mapping(data.get("contact"), "$.data.contact"))
    survey, response = readers.short(data.get("survey_id")), readers.short(data.get("response_id"))
    session = None if response else readers.required(data.get("session_id"), "$.data.response_id")
    complete = str(data.get("response_status")).casefold() == "complete"
    return View(
        response_id=f"{survey or ''}-{response or session}",
        cells=cells.done(),
        revision=revision_of(submitted, int(complete), source.settings.get("zone")),
    )


def _add(cells: Cells, number: str, question: dict[str, Any]) -> None:
    answer = question.get("answer")
    options = question.get("options")
    if isinstance(options, dict):
        chosen = [one.get("answer") or one.get("option") for one in options.values() if isinstance(one, dict)]
        answer = chosen or answer
    hint = _TYPES.get(str(question.get("type")))
    cells.add("answers", number, answer, label=question.get("question"), hint=hint, guess=True)


def _contact(cells: Cells, contact: dict[str, Any]) -> None:
    names = [text for text in map(readers.short, map(contact.get, _NAMES)) if text]
    cells.add("contact", "name", " ".join(names), hint="respondent.name", kind="attribute")
    for key, value in contact.items():
        if key not in _NAMES:
            cells.add("contact", key, value, hint=_CONTACT.get(key), kind="attribute", guess=True)


PRESET = Preset(
    kind="alchemer",
    name="Alchemer",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans le compte, ouvrez Integrations, puis Webhooks, et choisissez On Response Processed.",
            "Collez l'adresse et ajoutez l'en-tête X-Source-Token avec le secret.",
            "Alchemer ne répète jamais un envoi : importez parfois l'export CSV, rien ne sera en double.",
        ),
        en=(
            "In the account, open Integrations, then Webhooks, and choose On Response Processed.",
            "Paste the address and add the header X-Source-Token with the secret.",
            "Alchemer never repeats a delivery: import its CSV export now and then, nothing will be there twice.",
        ),
    ),
    proof="optional",
    secret="ours",
    needs=(
        Need(
            "header",
            Words("Nom de l'en-tête (X-Source-Token)", "Name of the header (X-Source-Token)"),
            optional=True,
        ),
        ZONE,
    ),
)
