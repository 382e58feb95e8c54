"""Jotform: ``multipart/form-data`` without a signature; the answers are JSON text in ``rawRequest``, under
``q<number>_<name>``. No time is sent, so the answer is dated by its arrival. Files are not kept, nor is our own
address, which comes back in ``webhookURL``."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.feedback import forms, readers
from shared.feedback.cells import Cells
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.sources import HookSource
from shared.feedback.view import Read, View

_QUESTION = re.compile(r"q[0-9]{1,6}_(.{1,200})", re.DOTALL)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def verify(_source: HookSource, _headers: Mapping[str, str], _raw: bytes, _now: datetime) -> str:
    """Nothing to check beyond the address."""
    return ""


def unpack(payload: Any, _source: HookSource) -> Any:
    """The fields with the answers opened, without our address and the respondent's."""
    if not isinstance(payload, dict):
        return payload
    kept = {key: value for key, value in payload.items() if key not in ("webhookURL", "ip")}
    return {**kept, "rawRequest": forms.text_json(payload, "rawRequest")}


def read(payload: Any, _source: HookSource) -> Read:
    """Reads ``rawRequest``; the words of a question are those of its name."""
    answers = readers.inside(payload, "rawRequest")
    cells = Cells()
    for key, value in answers.items():
        question = _QUESTION.fullmatch(key)
        if question:
            cells.add("answers", key, _plain(value), label=_words(question[1]), guess=True)
    return View(
        response_id=readers.required(payload.get("submissionID"), "$.submissionID"),
        cells=cells.done(),
        title=readers.short(payload.get("formTitle")),
    )


def _words(name: str) -> str:
    """The words of a name: "Note globale" of "noteGlobale"."""
    return _CAMEL.sub(" ", name).lower().capitalize()


def _plain(value: Any) -> Any:
    """Names and telephone numbers come in parts; a whole one goes before its parts."""
    if not isinstance(value, dict):
        return value
    whole = readers.short(value.get("full"))
    return whole or " ".join(filter(None, map(readers.short, value.values())))


PRESET = Preset(
    kind="jotform",
    name="Jotform",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Dans le formulaire, ouvrez Paramètres, puis Intégrations, et ajoutez WebHooks.",
            "Collez l'adresse. Jotform ne signe pas : l'adresse est le secret, ne la partagez pas.",
            "Nommez « store » le champ qui porte le code de l'établissement.",
        ),
        en=(
            "In the form, open Settings, then Integrations, and add WebHooks.",
            "Paste the address. Jotform does not sign: the address is the secret, do not share it.",
            "Name the field that carries the code of the place store.",
        ),
    ),
    media=("multipart", "form", "json"),
    proof="none",
    secret="none",
    unpack=unpack,
)
