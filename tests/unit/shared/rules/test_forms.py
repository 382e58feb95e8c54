"""Forms of words: what belongs together, and what only looks so."""

import subprocess
import sys

import pytest

from shared.rules.forms import keys
from shared.rules.words import fold

TOGETHER: list[tuple[str, str]] = [
    ("fr", "malade malades"),
    ("fr", "cher chère chers chères"),
    ("fr", "déçu déçue déçus déçues decu decue"),
    ("fr", "rembourser rembourse remboursé remboursée remboursés remboursées remboursait remboursent"),
    ("fr", "remboursement remboursements"),
    ("fr", "répondre répond réponds répondent répondez répondons répondu répondue répondait"),
    ("fr", "attendre attend attendons attendent attendu attendait"),
    ("fr", "livrer livré livrée livrent livrait"),
    ("fr", "livreur livreurs livreuse livreuses"),
    ("fr", "payer paie paye payé payée payons"),
    ("fr", "débit débits débité débiter débitée"),
    ("fr", "agressif agressive agressifs"),
    ("fr", "caissier caissière caissières"),
    ("fr", "commercial commerciale commerciaux"),
    ("fr", "pourri pourrie pourris pourries"),
    ("fr", "raccrocher raccroché raccrochent"),
    ("en", "refund refunds refunded refunding"),
    ("en", "charge charges charged charging"),
    ("en", "allergy allergies"),
    ("en", "glass glasses"),
    ("en", "quick quickly"),
    ("en", "rude rudely"),
]
APART: list[tuple[str, str, str]] = [
    ("fr", "attente", "attention"),
    ("fr", "pourri", "pourrait"),
    ("fr", "verre", "verra"),
    ("fr", "payer", "pays"),
    ("fr", "moisi", "mois"),
    ("fr", "comment", "comme"),
    ("fr", "rembourser", "remboursement"),
    ("fr", "sale", "salle"),
    ("fr", "sale", "saleté"),
    ("fr", "verre", "vers"),
    ("fr", "assurer", "assurance"),
    ("en", "severe", "several"),
    ("en", "busy", "business"),
    ("en", "process", "procession"),
    ("en", "rat", "rate"),
]


@pytest.mark.parametrize(("language", "family"), TOGETHER)
def test_forms_of_a_word_share_a_key_with_its_first_form(language: str, family: str) -> None:
    first, *others = (set(keys(fold(word), language)) for word in family.split())
    assert all(first & other for other in others)


@pytest.mark.parametrize(("language", "one", "other"), APART)
def test_another_word_shares_none(language: str, one: str, other: str) -> None:
    assert not set(keys(fold(one), language)) & set(keys(fold(other), language))


def test_a_word_is_a_form_of_itself_however_odd() -> None:
    for word in ("", "a", "12", "ø", "עכבר", "x" * 41, "x" * 100_000):
        for language in ("fr", "en"):
            assert set(keys(word, language)) & set(keys(word, language))


def test_only_the_languages_asked_for_are_loaded() -> None:
    code = (
        "import sys; from shared.rules.forms import keys; before = set(sys.modules); keys('malades', 'fr');"
        "print(*sorted(m for m in set(sys.modules) - before if 'stem' in m or 'snowball' in m))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "boucle_snowball.french_stemmer" in loaded
    assert not [name for name in loaded if name.endswith("_stemmer") and "french" not in name]
