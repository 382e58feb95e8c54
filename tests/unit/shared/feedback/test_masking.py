"""Cards, accounts and telephone numbers in what customers write (B37)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.masking import masked

CASES = [
    ("Débité deux fois sur 4970 1012 3456 7893", "4970 1012 3456 7893", "a card with spaces"),
    ("card 4111-1111-1111-1111 refused", "4111-1111-1111-1111", "a card with hyphens"),
    ("378282246310005", "378282246310005", "fifteen digits"),
    ("Mon IBAN est FR14 2004 1010 0505 0001 3M02 606 merci", "FR14 2004 1010 0505 0001 3M02 606", "an account"),
    ("gb82west12345698765432", "gb82west12345698765432", "an account in one word, lower case"),
]


@pytest.mark.parametrize(("text", "number", "why"), CASES, ids=[row[-1] for row in CASES])
def test_a_number_nobody_needs_is_masked_in_its_place(text: str, number: str, why: str) -> None:
    hidden = "".join("•" if char.isalnum() else char for char in number)
    assert masked(text) == text.replace(number, hidden)


KEPT = [
    ("Commande 4970 1012 3456 7894", "a wrong check digit: an order number"),
    ("FR15 2004 1010 0505 0001 3M02 606", "a wrong account"),
    ("0000 0000 0000 0000", "zeros pass the check, and are no card"),
    ("Ticket 20261122-0042, 12,50 € à 18 h 30", "a receipt"),
    ("Rappelez-moi au 06 39 98 00 12", "a telephone, unless the source asks"),
    ("Note 5/5, rien à dire", "plain words"),
]


@pytest.mark.parametrize(("text", "why"), KEPT, ids=[row[-1] for row in KEPT])
def test_other_numbers_stay(text: str, why: str) -> None:
    assert masked(text) == text


PHONES = ["06 39 98 00 12", "+33 6 39 98 00 12", "+44 20 7946 0018", "(063) 998-0012", "0639980012"]


@pytest.mark.parametrize("number", PHONES)
def test_telephones_are_masked_when_asked(number: str) -> None:
    shown = masked(f"Rappelez-moi au {number}, merci. Ticket 42 du 12/11.", phones=True)
    assert shown.endswith("merci. Ticket 42 du 12/11.")
    assert not any(char.isdigit() for char in shown.split(",")[0])


@given(st.text(max_size=200), st.booleans())
def test_nothing_moves_and_nothing_appears(text: str, phones: bool) -> None:
    shown = masked(text, phones=phones)
    assert len(shown) == len(text)
    assert all(new in (old, "•") for old, new in zip(text, shown, strict=True))
    assert masked(shown, phones=phones) == shown
