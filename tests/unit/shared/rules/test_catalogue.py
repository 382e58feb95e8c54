"""The catalogue of fields: complete, in both languages, and true to what criteria accept."""

import pytest

from shared.rules.catalogue import Entry, Known, catalogue
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.fields import FIELDS
from shared.rules.operators import NEGATIONS, OPERATORS

KNOWN = Known(
    places=[("lyon", "Lyon Part-Dieu")],
    sources=[("s-1", "Enquête caisse")],
    campaigns=["Été 2026"],
    channels=["email"],
    motives=["Prix"],
    sub_motives=["Promotion"],
    tags=["pilote"],
    tiers=["gold"],
    scores=[("csat", "Satisfaction"), ("percent", "Not ours")],
    answers=[("clean", "Was it clean?")],
    attributes=[("basket", "Basket"), ("tier", "Not ours")],
)
ENTRIES = catalogue(KNOWN)
BY_NAME = {entry.name: entry for entry in ENTRIES}


def test_every_field_once_then_the_keys_seen_then_the_families() -> None:
    assert [entry.name for entry in ENTRIES] == [
        *FIELDS, "score.csat", "answer.clean", "respondent.basket", "score.", "answer.", "respondent.",
    ]  # fmt: skip
    assert [entry.name for entry in ENTRIES if entry.family] == ["score.", "answer.", "respondent."]


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_every_entry_is_labelled_in_both_languages(entry: Entry) -> None:
    assert set(entry.label) == {"fr", "en"}
    assert all(entry.label.values())
    assert all(value.label["fr"] and value.label["en"] for value in entry.values or ())


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry.name for entry in ENTRIES])
def test_what_the_catalogue_offers_is_what_criteria_accept(entry: Entry) -> None:
    name = f"{entry.name}x" if entry.family else entry.name
    for operator in {*OPERATORS, *NEGATIONS}:
        criteria = {"combinator": "and", "rules": [{"field": name, "operator": operator, "value": None}]}
        codes: set[str] = set()
        try:
            parse_criteria(criteria)
        except InvalidCriteria as refusal:
            codes = {fault.code for fault in refusal.faults}
        assert ("unknown_operator" not in codes) is (operator in entry.operators), operator


def test_values_known_to_the_account_are_offered() -> None:
    offered = {name: [value.value for value in entry.values] for name, entry in BY_NAME.items() if entry.values}
    assert offered == {
        "score.class": ["low", "middle", "high"],
        "channel": ["email"],
        "source": ["s-1"],
        "campaign": ["Été 2026"],
        "language": ["fr", "en"],
        "place": ["lyon"],
        "motive": ["Prix"],
        "sub_motive": ["Promotion"],
        "tags": ["pilote"],
        "submitted_at.weekday": [1, 2, 3, 4, 5, 6, 7],
        "respondent.tier": ["gold"],
    }


def test_types_and_units() -> None:
    assert {name: (BY_NAME[name].type, BY_NAME[name].unit) for name in ("score", "score.csat", "score.")} == {
        "score": ("number", "points"), "score.csat": ("number", "points"), "score.": ("number", "points"),
    }  # fmt: skip
    assert (BY_NAME["submitted_at"].type, BY_NAME["submitted_at.hour"].unit) == ("date", "hour")
    assert (BY_NAME["respondent.basket"].type, BY_NAME["place"].type) == ("text", "place")


def test_nothing_known_offers_what_is_always_there() -> None:
    assert [entry.name for entry in catalogue(Known())] == [*FIELDS, "score.", "answer.", "respondent."]
