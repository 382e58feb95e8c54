"""Google Forms, through a script of ours in Apps Script (google_forms.gs): Google itself sends nothing and repeats
nothing, so that the script keeps a queue and tries again. Signed by Standard Webhooks."""

from typing import Any

from shared.feedback import readers
from shared.feedback.cells import Cells
from shared.feedback.hints import guess_scale
from shared.feedback.presets.preset import Preset, Steps
from shared.feedback.presets.signing import standard_webhooks
from shared.feedback.sources import HookSource
from shared.feedback.times import revision_of
from shared.feedback.view import Read, Role, Scale, View

_TYPES: dict[str, Role] = {"SCALE": "score", "RATING": "score", "PARAGRAPH_TEXT": "comment"}


def read(payload: Any, _source: HookSource) -> Read:
    """Reads ``data.answers``; an edited answer comes again under its id, with a later time."""
    data = readers.inside(payload, "data")
    cells = Cells()
    cells.frame("timestamp", payload.get("timestamp"), "submitted_at")
    for answer in readers.rows(data.get("answers"), "$.data.answers"):
        title, kind = readers.short(answer.get("title")) or "", str(answer.get("type"))
        hint = _TYPES.get(kind)
        cells.add(
            "answers",
            title or answer.get("itemId"),
            answer.get("value"),
            label=title,
            hint=hint,
            scale=_scale(answer, title) if hint == "score" else None,
            guess=True,
        )
    cells.add("respondent", "email", data.get("respondentEmail"), hint="respondent.email", kind="attribute")
    return View(
        response_id=readers.required(data.get("responseId"), "$.data.responseId"),
        cells=cells.done(),
        revision=revision_of(payload.get("timestamp")),
        title=readers.short(data.get("formTitle")),
    )


def _scale(answer: dict[str, Any], title: str) -> Scale:
    """The bounds of the question where the script tells them, else those its title names."""
    low, high = answer.get("lowerBound"), answer.get("upperBound")
    if not isinstance(low, int) or not isinstance(high, int) or not low < high:
        return guess_scale(title)
    return guess_scale(title, Scale(low, high)) if (low, high) == (0, 10) else Scale(low, high)


PRESET = Preset(
    kind="google_forms",
    name="Google Forms",
    verify=standard_webhooks,
    read=read,
    steps=Steps(
        fr=(
            "Dans le formulaire, ouvrez le menu, puis Éditeur de scripts, et collez le script.",
            "Dans Paramètres du projet, Propriétés du script, ajoutez BOUCLE_URL (l'adresse) et BOUCLE_SECRET.",
            "Exécutez une fois la fonction install et acceptez les autorisations demandées.",
        ),
        en=(
            "In the form, open the menu, then Script editor, and paste the script.",
            "In Project settings, Script properties, add BOUCLE_URL (the address) and BOUCLE_SECRET.",
            "Run the function install once and grant what it asks for.",
        ),
    ),
    secret="ours",
    script="google_forms.gs",
)
