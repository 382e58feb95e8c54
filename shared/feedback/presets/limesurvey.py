"""LimeSurvey with the community plugin LimeSurveyWebhook (triat/LimeSurveyWebhook): no signature, but a token
inside the JSON body, which is compared and then taken out before anything is kept. Answers come by question code;
``response_pretty`` has the words of some. The respondent's page waits for our answer, and nothing is repeated."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shared.errors import SignatureMissing
from shared.feedback import readers, strict_json
from shared.feedback.cells import Cells
from shared.feedback.presets.preset import ZONE, Preset, Steps
from shared.feedback.presets.signing import static_token
from shared.feedback.sources import HookSource
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Ignored, Read, View

_TOKEN = "api_token"
_NO_DATE = "1980-01-01"
# Columns that are about the response, not of it. The token opens the respondent's own link.
_FRAME = {
    "id", "submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl", "token",
    "completed",
}  # fmt: skip


def verify(source: HookSource, _headers: Mapping[str, str], raw: bytes, now: datetime) -> str:
    """Checks the body's token when the source has one; a body that cannot be read proves nothing."""
    if source.secrets:
        try:
            payload = strict_json.parse(raw)
        except Unusable:
            raise SignatureMissing from None
        static_token(source, payload.get(_TOKEN) if isinstance(payload, dict) else None, now)
    return ""


def unpack(payload: Any, _source: HookSource) -> Any:
    """The payload without the token."""
    if not isinstance(payload, dict):
        return payload
    return {key: value for key, value in payload.items() if key != _TOKEN}


def read(payload: Any, _source: HookSource) -> Read:
    """Reads ``response``. A date of 1980 says that none was recorded."""
    event = payload.get("event") if isinstance(payload, dict) else None
    if event != "afterSurveyComplete":
        return Ignored(str(event)[:80])
    response = readers.inside(payload, "response")
    labels = _labels(payload.get("response_pretty"))
    cells = Cells()
    for code, value in response.items():
        if code not in _FRAME:
            cells.add("answers", code, value, label=labels.get(str(value)), guess=True)
    submitted = readers.short(payload.get("submitDate")) or readers.short(response.get("submitdate"))
    submitted = None if submitted and submitted.startswith(_NO_DATE) else submitted
    cells.frame("submitDate", submitted, "submitted_at")
    cells.frame("startlanguage", response.get("startlanguage"), "language")
    person = readers.mapping(payload.get("participant"), "$.participant")
    names = [text for text in map(readers.short, (person.get("firstname"), person.get("lastname"))) if text]
    cells.add("participant", "name", " ".join(names), hint="respondent.name", kind="attribute")
    cells.add("participant", "email", person.get("email"), hint="respondent.email", kind="attribute")
    survey = readers.required(payload.get("survey"), "$.survey")
    return View(
        response_id=f"{survey}-{readers.required(payload.get('respondId'), '$.respondId')}",
        cells=cells.done(),
        revision=submitted or "",
    )


def _labels(pretty: Any) -> dict[str, str]:
    """The words of questions by their answer, where only one question has it: the plugin does not say which code
    they belong to."""
    rows = pretty.get("responses") if isinstance(pretty, dict) else None
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    found: dict[str, str] = {}
    for label, value in row.items():
        found[str(value)] = "" if str(value) in found else label
    return found


PRESET = Preset(
    kind="limesurvey",
    name="LimeSurvey",
    verify=verify,
    read=read,
    steps=Steps(
        fr=(
            "Installez le plugin LimeSurveyWebhook et activez-le pour l'enquête.",
            "Dans ses réglages, collez l'adresse, et le secret dans API token.",
            "LimeSurvey ne répète jamais un envoi : importez de temps en temps son export CSV.",
        ),
        en=(
            "Install the plugin LimeSurveyWebhook and switch it on for the survey.",
            "In its settings, paste the address, and the secret into API token.",
            "LimeSurvey never repeats a delivery: import its CSV export now and then.",
        ),
    ),
    proof="optional",
    secret="ours",
    unpack=unpack,
    needs=(ZONE,),
)
