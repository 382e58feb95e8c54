"""SurveyMonkey: the response with its answers, and the survey that says what they mean.

``GET /v3/surveys/{id}/responses/{id}/details`` holds ``pages[].questions[].answers[]`` by ids of choices and rows;
``GET /v3/surveys/{id}/details`` holds their texts and weights (SurveyMonkey/public_api_docs,
includes/_responses.md and _questions.md). Two calls an answer.
"""

import re
from typing import Any

from shared.feedback.cells import Cells
from shared.feedback.models import FetchOrder
from shared.feedback.readers import mapping, rows, short
from shared.feedback.times import revision_of
from shared.feedback.view import FIVE, NPS, Role, Scale, View
from shared.fetching.api import Api
from shared.fetching.http import NotFetched

# The three data centres of SurveyMonkey (its API guide, "Data centers").
_ORIGINS = {
    "us": "https://api.surveymonkey.com",
    "eu": "https://api.eu.surveymonkey.com",
    "ca": "https://api.surveymonkey.ca",
}
_ID = re.compile(r"[0-9]{1,20}")
_CONTACT: dict[str, Role] = {"name": "respondent.name", "email": "respondent.email", "phone": "respondent.phone"}


def fetch(order: FetchOrder, credential: dict[str, str], api: Api) -> View | None:
    """The answer behind an event, None when it has been deleted. Raises NotFetched."""
    survey_id, response_id = order.params.get("survey_id", ""), order.response_id
    if not _ID.fullmatch(survey_id) or not _ID.fullmatch(response_id):
        raise NotFetched("refused")
    origin = _ORIGINS.get(credential.get("region", "us"), _ORIGINS["us"])
    headers = {"authorization": f"Bearer {credential.get('access_token', '')}"}
    response = api.get(origin, f"/v3/surveys/{survey_id}/responses/{response_id}/details", headers)
    if response is None:
        return None
    survey = api.get(origin, f"/v3/surveys/{survey_id}/details", headers)
    return view(mapping(response, "$"), mapping(survey, "$"), response_id)


def view(response: dict[str, Any], survey: dict[str, Any], response_id: str) -> View:
    """The response laid flat under the survey's words."""
    questions = {question.id: question for question in map(_Question, _all_questions(survey))}
    cells = Cells()
    for answered in _all_questions(response):
        question = questions.get(short(answered.get("id")) or "")
        if question:
            question.add(cells, rows(answered.get("answers"), "$.pages.questions.answers"))
    hidden = mapping(response.get("custom_variables"), "$.custom_variables")
    for name, value in {**hidden, "custom_value": response.get("custom_value")}.items():
        cells.hidden(name, short(value))
    return View(
        response_id=response_id,
        cells=cells.done(),
        revision=revision_of(response.get("date_modified")),
        submitted=short(response.get("date_modified")) or short(response.get("date_created")),
        title=short(survey.get("title")),
    )


def _all_questions(document: dict[str, Any]) -> list[dict[str, Any]]:
    pages = rows(document.get("pages"), "$.pages")
    return [question for page in pages for question in rows(page.get("questions"), "$.pages.questions")]


class _Question:
    """A question of the survey: its words, its choices and its rows."""

    def __init__(self, question: dict[str, Any]) -> None:
        self.id = short(question.get("id")) or ""
        self.family = question.get("family")
        self.subtype = question.get("subtype")
        headings = rows(question.get("headings"), "$.headings")
        self.title = next((text for one in headings if (text := short(one.get("heading")))), self.id)
        answers = mapping(question.get("answers"), "$.answers")
        self.choices = _by_id(answers.get("choices"))
        self.rows = _by_id(answers.get("rows"))
        self.scale = self._scale()

    def _scale(self) -> Scale | None:
        if self.family != "matrix" or self.subtype != "rating":
            return None
        values = [self._value(choice) for choice in self.choices.values()]
        numbers = [value for value in values if value is not None]
        if not numbers or len(numbers) != len(values) or min(numbers) == max(numbers):
            return None
        scale = Scale(min(numbers), max(numbers))
        return next((known for known in (NPS, FIVE) if (known.min, known.max) == (scale.min, scale.max)), scale)

    def _value(self, choice: dict[str, Any]) -> float | None:
        """The figure a choice stands for: what it says when it says a number, as on an NPS question whose weights
        are -100, 0 and 100; else its weight."""
        text = short(choice.get("text")) or ""
        if re.fullmatch(r"[0-9]{1,3}", text):
            return float(text)
        weight = choice.get("weight")
        return float(weight) if isinstance(weight, int | float) and not isinstance(weight, bool) else None

    def add(self, cells: Cells, answers: list[dict[str, Any]]) -> None:
        """Adds one cell for each row answered; several choices of one question are in one cell."""
        for row in sorted({short(answer.get("row_id")) or "" for answer in answers}):
            mine = [answer for answer in answers if (short(answer.get("row_id")) or "") == row]
            self._add_row(cells, self.rows.get(row, {}), row, mine)

    def _add_row(self, cells: Cells, row: dict[str, Any], row_id: str, answers: list[dict[str, Any]]) -> None:
        several = len(self.rows) > 1
        named = short(row.get("text")) or short(row.get("type"))
        label = f"{self.title}: {named}" if named and several else self.title
        name = f"{self.id}_{row_id}" if several else self.id
        chosen = [self.choices.get(short(answer.get("choice_id")) or "", {}) for answer in answers]
        if self.scale and chosen[0]:
            cells.add("answers", name, self._value(chosen[0]), label=label, hint="score", scale=self.scale)
            return
        labels = [text for choice in chosen if (text := short(choice.get("text")))]
        texts = [answer["text"] for answer in answers if isinstance(answer.get("text"), str)]
        value = (*labels, *texts) if labels else "\n".join(texts)
        cells.add("answers", name, value or None, label=label, hint=self._text_hint(row), guess=True)

    def _text_hint(self, row: dict[str, Any]) -> Role | None:
        if self.family == "demographic":
            return _CONTACT.get(str(row.get("type")))
        return "comment" if self.family == "open_ended" and self.subtype in ("essay", "single") else None


def _by_id(described: Any) -> dict[str, dict[str, Any]]:
    return {identity: one for one in rows(described, "$.answers") if (identity := short(one.get("id")))}
