"""Qualtrics: ``GET /API/v3/surveys/{surveyId}/responses/{responseId}`` answers ``result.values`` by question id
and embedded data by name, and ``result.labels`` with the words of choices. The host is the brand's data centre; a
token goes in ``X-API-TOKEN``. One call an answer.
"""

import re
from typing import Any

from shared.feedback.cells import Cells
from shared.feedback.models import FetchOrder
from shared.feedback.readers import mapping, short
from shared.feedback.times import revision_of
from shared.feedback.view import NPS, Role, View
from shared.fetching.api import Api
from shared.fetching.http import NotFetched

_DATA_CENTRE = re.compile(r"[a-z0-9-]{2,40}(\.[a-z0-9-]{2,20})?")
_ID = re.compile(r"[A-Za-z0-9_]{3,60}")
_QUESTION = re.compile(r"QID[0-9]+(_[A-Za-z0-9]+)*")
_GROUP = "_NPS_GROUP"
# What Qualtrics says of every response: dates, device and progress, nothing the customer told.
_FRAME = {
    "startDate", "endDate", "status", "ipAddress", "progress", "duration", "finished", "recordedDate", "_recordId",
    "locationLatitude", "locationLongitude", "distributionChannel",
}  # fmt: skip
_PERSON: dict[str, Role] = {
    "recipientEmail": "respondent.email",
    "recipientFirstName": "respondent.name",
    "externalDataReference": "respondent.id",
    "userLanguage": "language",
}


def fetch(order: FetchOrder, credential: dict[str, str], api: Api) -> View | None:
    """The answer behind an event, None when it has been deleted. Raises NotFetched."""
    centre, survey = credential.get("data_center", "").lower(), order.params.get("survey_id", "")
    if not _DATA_CENTRE.fullmatch(centre) or not _ID.fullmatch(survey) or not _ID.fullmatch(order.response_id):
        raise NotFetched("refused")
    path = f"/API/v3/surveys/{survey}/responses/{order.response_id}"
    headers = {"x-api-token": credential.get("api_token", "")}
    answer = api.get(f"https://{centre}.qualtrics.com", path, headers)
    return None if answer is None else view(mapping(answer, "$"), order)


def view(answer: dict[str, Any], order: FetchOrder) -> View:
    """The response laid flat: answers of questions, then embedded data."""
    result = mapping(answer.get("result"), "$.result")
    values = mapping(result.get("values"), "$.result.values")
    labels = mapping(result.get("labels"), "$.result.labels")
    cells = Cells()
    for key, value in values.items():
        if key in _PERSON:
            cells.hidden(key, short(value), _PERSON[key])
        elif _QUESTION.fullmatch(key):
            _add_question(cells, key, values, labels)
        elif key not in _FRAME:
            cells.hidden(key, _plain(value))
    return View(
        response_id=order.response_id,
        cells=cells.done(),
        revision=revision_of(values.get("recordedDate")),
        submitted=short(values.get("endDate")) or short(values.get("recordedDate")),
    )


def _add_question(cells: Cells, key: str, values: dict[str, Any], labels: dict[str, Any]) -> None:
    if key.endswith(_GROUP):
        return
    if f"{key}{_GROUP}" in values:
        cells.add("answers", key, values[key], hint="score", scale=NPS)
        return
    hint: Role | None = "comment" if key.endswith("_TEXT") else None
    cells.add("answers", key, _plain(labels.get(key, values[key])), hint=hint)


def _plain(value: Any) -> Any:
    return [text for one in value if (text := short(one))] if isinstance(value, list) else value
