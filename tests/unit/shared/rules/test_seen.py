"""The values and keys that recent feedback gives the rule editor."""

from shared.feedback.models import Answer, Respondent
from shared.rules.catalogue import catalogue
from shared.rules.seen import known
from tests.support.builders import feedback, nps


def test_values_and_keys_come_from_feedback() -> None:
    first = feedback(
        1, channel="web", campaign="Q1", motives=("delay", "price"), tags=("vip",), scores={"clean": nps(4)},
        answers=(Answer("q1", "Propreté ?", "oui"),), respondent=Respondent(tier="gold", attributes={"age": 40}),
    )  # fmt: skip
    second = feedback(2, channel="email", sub_motive="late", answers=(Answer("q1", "Propreté ?", "non"),))
    found = known([first, second], [("lyon", "Lyon")], [("s1", "Avis")])
    assert (found.channels, found.campaigns, found.motives) == (["email", "web"], ["Q1"], ["delay", "price"])
    assert (found.sub_motives, found.tags, found.tiers) == (["late"], ["vip"], ["gold"])
    assert (found.answers, found.attributes, found.scores) == (
        [("q1", "Propreté ?")], [("age", "age")], [("clean", "clean")],
    )  # fmt: skip
    assert (found.places, found.sources) == ([("lyon", "Lyon")], [("s1", "Avis")])


def test_keys_are_counted_and_not_what_stands_behind_them() -> None:
    """Two answers with the same score or attribute: a value is neither added up nor a count."""
    person = Respondent(attributes={"segment": "family", "age": 40})
    twice = [feedback(number, scores={"clean": nps(4)}, respondent=person) for number in (1, 2)]
    found = known(twice, [], [])
    assert found.scores == [("clean", "clean")]
    assert found.attributes == [("age", "age"), ("segment", "segment")]


def test_no_more_is_offered_than_can_be_chosen_from() -> None:
    many = [feedback(number, channel=f"c{number:03d}") for number in range(80)]
    often = [feedback(100, channel="often"), feedback(101, channel="often")]
    found = known([*many, *often], [], [])
    assert len(found.channels) == 50
    assert "often" in found.channels


def test_the_catalogue_holds_them() -> None:
    seen = known([feedback(1, answers=(Answer("q1", "Propreté ?", "oui"),))], [], [])
    (entry,) = [one for one in catalogue(seen) if one.name == "answer.q1"]
    assert entry.label == {"fr": "Propreté ?", "en": "Propreté ?"}
