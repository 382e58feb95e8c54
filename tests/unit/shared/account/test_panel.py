"""The customer panel: values in the reader's language, and masks."""

from typing import Any

import pytest

from shared.account.models import PanelField, Settings
from shared.account.panel import is_masked, lines, shown, sight_of
from shared.feedback.models import Respondent
from shared.scope.people import Locale

LABEL = {"fr": "Libellé", "en": "Label"}


def value_of(value: Any, how: Any, locale: Locale) -> str | None:
    """How one value of a respondent reads."""
    settings = Settings(panel=(PanelField("attributes.x", LABEL, how),))
    (line,) = lines(Respondent(attributes={"x": value}), settings, "agent", locale)
    return line.value


@pytest.mark.parametrize(
    ("value", "how", "fr", "en", "why"),
    [
        ("gold", "text", "gold", "gold", "as it came"),
        (12, "text", "12", "12", "a number as text is not grouped"),
        (12.0, "text", "12", "12", "a whole one has no decimal point"),
        (1e9, "text", "1000000000", "1000000000", "nor an exponent"),
        (True, "text", "oui", "yes", "a yes"),
        (False, "number", "non", "no", "a no, whatever the format"),
        (1234567, "number", "1\u202f234\u202f567", "1,234,567", "grouped as the language does"),
        (1234.5, "number", "1\u202f234,5", "1,234.5", "with its decimals"),
        ("1234,5", "number", "1\u202f234,5", "1,234.5", "however it was written"),
        (-0.25, "number", "-0,25", "-0.25", "below zero"),
        ("many", "number", "many", "many", "what is no number is left as it came"),
        (1234.5, "money", "1\u202f234,50", "1,234.50", "two decimals, and no currency unless it says so"),
        ("99.9 EUR", "money", "99,90\u00a0EUR", "99.90\u00a0EUR", "the currency it came with"),
        ("99,90 €", "money", "99,90\u00a0€", "99.90\u00a0€", "or its sign"),
        ("a lot", "money", "a lot", "a lot", "no amount"),
        ("2019-04-02", "date", "2 avr. 2019", "2 Apr 2019", "a date"),
        ("2019-04-02T23:10:00Z", "date", "2 avr. 2019", "2 Apr 2019", "the day of a time"),
        ("02/04/2019", "date", "02/04/2019", "02/04/2019", "not one that could be read in two ways"),
        (None, "money", None, None, "nothing"),
        ("", "text", "", "", "an empty text is there"),
    ],
)
def test_how_values_read(value: Any, how: Any, fr: str | None, en: str | None, why: str) -> None:
    assert value_of(value, how, "fr") == fr, why
    assert value_of(value, how, "en") == en, why


PERSON = Respondent(email="a@b.fr", phone="+33639980012", tier="gold", attributes={"spend": 3, "hidden": 4})
PANEL = (
    PanelField("tier", LABEL, masked_for=("viewer",)),
    PanelField("email", LABEL),
    PanelField("phone", LABEL, masked_for=("agent",)),
    PanelField("attributes.hidden", LABEL, masked_for=("viewer", "agent")),
    PanelField("attributes.none", LABEL, masked_for=("agent",)),
)


@pytest.mark.parametrize(
    ("role", "contact", "revealed", "values", "masked"),
    [
        ("admin", "shown", False, ["gold", "a@b.fr", "+33639980012", "4", None], ""),
        ("agent", "shown", False, ["gold", "a@b.fr", None, None, None], "phone attributes.hidden"),
        ("agent", "on_request", False, ["gold", None, None, None, None], "email phone attributes.hidden"),
        ("agent", "on_request", True, ["gold", "a@b.fr", None, None, None], "phone attributes.hidden"),
        ("viewer", "hidden", True, [None, None, None, None, None], "tier email phone attributes.hidden"),
    ],
)
def test_who_sees_what(role: Any, contact: Any, revealed: bool, values: list[str | None], masked: str) -> None:
    settings = Settings(panel=PANEL, contact={role: contact})
    found = list(lines(PERSON, settings, role, "en", revealed=revealed))
    assert [line.field for line in found] == [field.field for field in PANEL], "in the order chosen"
    assert [line.value for line in found] == values
    assert [line.field for line in found if line.masked] == masked.split(), "what is not there is not masked"


def test_tier_and_attributes_are_held_to_the_same_masks() -> None:
    everything = ("gold", {"spend": 3, "hidden": 4})
    assert shown(PERSON, Settings(), "viewer") == everything, "while nothing is chosen"
    assert shown(PERSON, Settings(panel=PANEL), "viewer") == (None, {})
    assert shown(PERSON, Settings(panel=PANEL), "manager") == ("gold", {"hidden": 4}), "only what was chosen"
    assert is_masked("attributes.hidden", Settings(panel=PANEL), "agent")
    assert not is_masked("attributes.hidden", Settings(panel=PANEL), "manager")


def test_a_role_without_a_setting_has_the_default() -> None:
    assert sight_of(Settings(contact={}), "viewer") == "hidden"
    assert sight_of(Settings(contact={"viewer": "on_request"}), "viewer") == "on_request"
    assert sight_of(Settings(contact={"viewer": "on_request"}), "agent") == "shown"
