"""Guesses by words and values, in French and English."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.hints import guess_role, guess_scale, plain_words
from shared.feedback.view import FIVE, NPS, Scale

ROLES: list[tuple[str, Any, str | None]] = [
    ("Commentaire", "Trop d'attente", "comment"),
    ("Dites-nous en plus", "Trop d'attente", "comment"),
    ("Pourquoi cette note ?", "Trop d'attente", "comment"),
    ("Tell us more", "Long wait", "comment"),
    ("Q02COM", "Trop d'attente", "comment"),
    ("Commentaire", 12, None),
    ("Commentaire", ("a", "b"), None),
    ("Recommanderiez-vous ce magasin ?", 4, "score"),
    ("How likely are you to recommend us?", "9", "score"),
    ("Note globale", 2, "score"),
    ("Note du magasin", "4", "score"),
    ("Q01NPS", "0", "score"),
    ("Note globale", "très bien", None),
    ("Souhaitez-vous être rappelé(e) ?", True, "contact_requested"),
    ("rappel", "oui", "contact_requested"),
    ("Q03RAP", "Y", "contact_requested"),
    ("May we contact you? (contact me)", "no", "contact_requested"),
    ("callback", "accepted", "contact_requested"),
    ("contact", True, "contact_requested"),
    ("Commentaire sur le contact", "Non, personne ne m'a jamais rappelée depuis trois semaines.", "comment"),
    ("rappel", "demain matin", None),
    ("Motif de contact", "Livraison", "motive"),
    ("Motif", ("Livraison",), "motive"),
    ("Sous-motif", "Retard", "sub_motive"),
    ("store", "LYON-2", "place"),
    ("Nom du magasin", "Lyon", "place"),
    ("storeCode", "LYON-2", "place"),
    ("Établissement", "Lyon", "place"),
    ("Point de vente", 12, "place"),
    ("Votre nom", "Zoé", "respondent.name"),
    ("First Name", "Zoé", "respondent.name"),
    ("customer_id", "C-1", "respondent.id"),
    ("Numéro client", 42, "respondent.id"),
    ("tier", "gold", "respondent.tier"),
    ("Téléphone", "0612", "respondent.phone"),
    ("E-mail", "pas d'adresse", "respondent.email"),
    ("anything at all", "zoe@example.com", "respondent.email"),
    ("J'accepte d'être contacté, RGPD", "oui", "consent"),
    ("opt-in", True, "consent"),
    ("langue", "fr", "language"),
    ("Region", "ara", None),
    ("commandes", "12 yaourts", None),
    ("", "text", None),
]


@pytest.mark.parametrize(("label", "value", "role"), ROLES, ids=[f"{one[0]}={one[1]}" for one in ROLES])
def test_roles_by_word_and_value(label: str, value: Any, role: str | None) -> None:
    assert guess_role(label, value) == role


@pytest.mark.parametrize(
    ("label", "scale"),
    [
        ("Sur 10, nous recommanderiez-vous ?", NPS),
        ("Recommanderiez-vous ?", NPS),
        ("nps", NPS),
        ("NPS de 1 à 5", Scale(1, 5)),
        ("Note (1 à 5)", FIVE),
        ("Note sur 20", Scale(0, 20)),
        ("Note /10", Scale(0, 10)),
        ("Rate us from 1 to 7", Scale(1, 7)),
        ("Out of 5, how was it?", FIVE),
        ("Stars", FIVE),
        ("Menu 2 à 12", FIVE),
        ("", FIVE),
    ],
)
def test_scales_by_words(label: str, scale: Scale) -> None:
    assert guess_scale(label) == scale


def test_words_are_cut_where_names_are() -> None:
    assert plain_words("q6_noteGlobale") == "q 6 note globale"
    assert plain_words("Qu'est-ce qui vous a déplu ?") == "qu est ce qui vous a deplu"


@given(st.text(max_size=2000), st.none() | st.booleans() | st.text() | st.floats() | st.tuples(st.text()))
def test_no_label_crashes_a_guess(label: str, value: Any) -> None:
    guess_role(label, value)
    guess_scale(label)
