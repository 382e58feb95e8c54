"""Which column means what."""

import pytest

from shared.feedback.mapping import is_plain
from shared.feedback.view import FIVE, NPS, Scale
from shared.imports.columns import UnknownColumn, chosen, columns, guessed_scale, propose

HEADERS = [
    (
        ["Identifiant", "Date de réponse", "Note de recommandation", "Commentaire", "Code magasin", "Nom",
         "E-mail", "Téléphone", "Souhaite être rappelé"],
        {"id": 0, "submitted_at": 1, "score": 2, "comment": 3, "place": 4, "respondent.name": 5,
         "respondent.email": 6, "respondent.phone": 7, "contact_requested": 8},
        "a French export",
    ),
    (
        ["Response ID", "Submitted At", "How likely are you to recommend us?", "Comments", "Store",
         "Customer name", "Email", "Last modified"],
        {"id": 0, "submitted_at": 1, "score": 2, "comment": 3, "place": 4, "respondent.name": 5,
         "respondent.email": 6, "updated_at": 7},
        "an English export, the score as a whole question",
    ),
    (["NPS", "note"], {"score": 0}, "a role is played once, by the better name"),
    (["x", "y"], {}, "nothing is made up"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "expected", "why"), HEADERS, ids=[why for *_, why in HEADERS])
def test_names_give_roles_away(names: list[str], expected: dict[str, int], why: str) -> None:
    assert propose(columns(names)) == {role: names[index] for role, index in expected.items()}, why


def test_columns_have_names_and_paths_of_their_own_that_mappings_may_name() -> None:
    found = columns(["note", "note", "", "É, è?", "note_2", "constructor"])
    assert [one.name for one in found] == ["note", "note (2)", "column 3", "É, è?", "note_2 (5)", "constructor"]
    assert len({one.path for one in found}) == len(found)
    assert all(is_plain(one.path) for one in found[:-1])


def test_what_an_admin_says_is_taken_by_name_or_path() -> None:
    names = columns(["A column", "b"])
    assert chosen(names, {"comment": " A column ", "id": "columns.b", "tags": ""}) == {
        "comment": "A column",
        "id": "b",
    }
    with pytest.raises(UnknownColumn, match="comment: c"):
        chosen(names, {"comment": "c"})


SCALES = [
    ("Score NPS", ["9", "3"], NPS, "its name says so"),
    ("Recommanderiez-vous ?", ["10"], NPS, "recommending is NPS"),
    ("note", ["4", "1", "5"], FIVE, "nothing over five and nothing under one"),
    ("note", ["0", "5"], Scale(0, 5), "a zero is no star"),
    ("note", ["7,5"], Scale(0, 10), "out of ten"),
    ("note", ["18"], Scale(0, 20), "as French schools mark"),
    ("satisfaction", ["80"], Scale(0, 100), "percent"),
    ("note", ["?"], Scale(0, 10), "nothing to go by"),
    ("nps", ["77", "3"], NPS, "a name is not refuted by a figure that is off"),
    ("note", [*"123451234512345", "99"], FIVE, "one figure in sixteen is a fault"),
]


@pytest.mark.parametrize(("name", "values", "scale", "why"), SCALES, ids=[why for *_, why in SCALES])
def test_the_scale_is_guessed_from_name_and_figures(name: str, values: list[str], scale: Scale, why: str) -> None:
    assert guessed_scale(name, values) == scale, why
