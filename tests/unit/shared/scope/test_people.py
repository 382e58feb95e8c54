"""Addresses that are the same person's."""

import pytest

from shared.scope.people import fold_email


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("nora@example.com", "NORA@Example.COM", True),
        (" nora@example.com\t", "nora@example.com", True),
        ("ren\u00e9@example.com", "rene\u0301@example.com", True),
        ("stra\u00dfe@example.com", "STRASSE@example.com", True),
        ("nora@example.com", "nora@example.org", False),
        ("nora@example.com", "nora+1@example.com", False),
        ("nora@example.com", "n\u043era@example.com", False),
    ],
)
def test_addresses_are_compared_folded(one: str, other: str, same: bool) -> None:
    assert (fold_email(one) == fold_email(other)) is same
