"""A customer who writes again: one case to work, and nothing of either lost."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared.account.models import Department, Motive, Settings
from shared.alerts import holds, lifecycle, ownership
from shared.alerts.attaching import asks, attach, candidate, takes_in
from shared.alerts.house import House
from shared.alerts.models import Alert, Event, PriorityReason, Status, Timer
from shared.alerts.opening import open_case, place_of, read
from shared.alerts.revising import revise
from shared.alerts.rows import Other
from shared.clock import iso
from shared.errors import AttachedElsewhere
from shared.feedback.models import Feedback, Respondent
from shared.rules.models import Rule
from shared.rules.ruleset import RuleSet
from shared.storage import keys
from shared.storage.alerts import telling
from tests.support.builders import ALWAYS, CLAIRE, HOUR, NOW, closing, feedback, rule, tree

LATER = NOW + 5 * HOUR
WHO = Respondent(id="C-1", name="Camille Roux")
RULE = rule(criteria=ALWAYS, expires_in=100 * 3600)
HOUSE = House(tree=tree())


def opened(number: int = 1, *rules: Rule, house: House = HOUSE, **changes: Any) -> tuple[Alert, Event]:
    """The case of a feedback of the same customer at Lyon."""
    of = feedback(number, respondent=changes.pop("respondent", WHO), **changes)
    return open_case([read(of, RuleSet(rules or (RULE,)), tree())], house)


FIRST = opened()[0]
SECOND = opened(2, received_at=LATER, comment="Toujours rien.")


def joined(case: Alert = FIRST, second: tuple[Alert, Event] = SECOND, house: House = HOUSE) -> Any:
    return attach(second, case, house, LATER)


def test_the_new_case_is_worked_with_the_open_one() -> None:
    (alert, raised), (case, event) = joined()
    assert (alert.attached_to, alert.version, alert.status, alert.timers) == (FIRST.id, 1, "new", ())
    assert raised.data["attached_to"] == FIRST.id
    assert keys.alert_index_keys(alert) == {}, "it stands in no list"
    assert not telling(raised), "and nobody is told of it"
    (other,) = case.attached
    assert (other.alert_id, other.at, other.label, other.excerpt) == (
        alert.id,
        LATER,
        "Rule r-low",
        "Toujours rien.",
    )
    assert (event.type, event.version, event.at, event.by) == ("attached", 2, LATER, None)
    assert event.data["alert_id"] == alert.id
    assert event.data["changes"]["priority"] == ["P2", "P1"]


def test_a_repeat_raises_priority_and_shortens_the_clocks() -> None:
    _, (case, _) = joined()
    assert (case.priority, case.because[-1]) == ("P1", PriorityReason("repeat", "Rule r-low", "P1"))
    assert case.target_at == LATER + 24 * HOUR == case.due_at
    assert (case.expires_at, case.timers) == (FIRST.expires_at, FIRST.timers), "the new one ends later"


def test_a_shorter_expiry_of_the_new_one_counts() -> None:
    urgent = opened(2, replace(RULE, expires_in=30 * 3600, priority="P1"), received_at=LATER)
    _, (case, _) = joined(second=urgent)
    assert case.expires_at == LATER + 30 * HOUR
    assert case.timers == (Timer("reminder", LATER + 6 * HOUR),), "its reminder moves with it"


@pytest.mark.parametrize(
    ("first", "second", "raises", "becomes", "steps", "why"),
    [
        ("P3", "P3", True, "P2", ["rule", "repeat"], "one up"),
        ("P2", "P3", True, "P1", ["rule", "repeat"], "one up from the more urgent"),
        ("P3", "P2", True, "P1", ["rule", "rule", "repeat"], "the new one is more urgent already"),
        ("P3", "P1", True, "P1", ["rule", "rule"], "nothing is above P1"),
        ("P1", "P3", True, "P1", ["rule"], "nothing is above P1"),
        ("P3", "P3", False, "P3", ["rule"], "the account does not raise repeats"),
        ("P3", "P1", False, "P1", ["rule", "rule"], "but never loses what is urgent"),
    ],
)
def test_how_urgent_it_becomes(
    first: Any, second: Any, raises: bool, becomes: str, steps: list[str], why: str
) -> None:
    house = HOUSE._replace(settings=Settings(repeat_raises=raises))
    case = opened(1, replace(RULE, priority=first))[0]
    _, (after, _) = joined(case, opened(2, replace(RULE, priority=second)), house)
    assert (after.priority, [one.kind for one in after.because]) == (becomes, steps), why


def test_the_first_contact_stays_made() -> None:
    contacted = replace(FIRST, status="contacted", first_contact_at=NOW + HOUR, target_at=None)
    _, (case, _) = joined(contacted)
    assert (case.target_at, case.due_at) == (None, case.expires_at)


@pytest.mark.parametrize("pauses", [False, True])
def test_the_customer_ends_the_hold(pauses: bool) -> None:
    """Whoever waits for a date learns that the customer has not waited: the case is first in the list."""
    parked, _ = holds.hold(FIRST, CLAIRE, NOW + HOUR, until=NOW + 400 * HOUR, pauses=pauses)
    _, (case, event) = joined(parked)
    assert (case.hold, case.returned_at, case.due_at) == (None, LATER, LATER)
    assert event.data["changes"]["hold"][1] is None
    paused = 4 * HOUR if pauses else timedelta(0)
    assert case.expires_at == min(FIRST.expires_at + paused, SECOND[0].expires_at)


def test_what_is_told_to_those_above_is_still_told() -> None:
    """The customer has acted, not a colleague."""
    waiting = replace(FIRST, timers=(Timer("escalation", NOW + 10 * HOUR, 1),))
    _, (case, _) = joined(waiting)
    assert case.timers == waiting.timers


def test_several_repeats_add_up() -> None:
    _, (once, _) = joined(opened(1, replace(RULE, priority="P3"))[0])
    _, (twice, _) = joined(once, opened(3, received_at=LATER + HOUR))
    assert [one.alert_id for one in twice.attached] == [SECOND[0].id, opened(3)[0].id]
    assert [one.priority for one in twice.because] == ["P3", "P2", "P1"]


def _other(number: int = 1, status: str = "new", place: str | None = "lyon", hours: int = 0) -> Other:
    return Other(f"a-{number}", status, place, iso(NOW + hours * HOUR))


@pytest.mark.parametrize(
    ("others", "found", "why"),
    [
        ([], None, "none"),
        ([_other()], "a-1", "an open one"),
        ([_other(status="assigned")], "a-1", "in progress"),
        ([_other(status="contacted")], "a-1", "contacted"),
        ([_other(status="closed")], None, "closed"),
        ([_other(status="spam")], None, "spam"),
        ([_other(status="expired")], None, "expired: what comes now needs a clock of its own"),
        ([_other(place="annecy")], None, "of another place"),
        ([_other(place=None)], None, "of no known place"),
        ([_other(1, hours=2), _other(2, hours=1)], "a-2", "the oldest"),
        ([_other(2), _other(1)], "a-1", "of the same moment the lowest id"),
        ([_other(1, "closed"), _other(2)], "a-2", "the one that is open"),
    ],
)
def test_which_case_is_looked_at(others: list[Other], found: str | None, why: str) -> None:
    assert candidate(SECOND[0], others) == found, why


def test_a_case_is_no_repeat_of_itself() -> None:
    assert candidate(replace(SECOND[0], id="a-1"), [_other()]) is None


@pytest.mark.parametrize(
    ("settings", "changes", "expected", "why"),
    [
        ({}, {}, True, "a customer known by an id, at a known place"),
        ({"attach_repeats": False}, {}, False, "the account does not want it"),
        ({}, {"respondent": Respondent(name="Ana")}, False, "a name is no identity"),
        ({}, {"respondent": Respondent(id="", name="Ana")}, False, "an empty id is none"),
        ({}, {"place_code": "NOWHERE"}, False, "nobody knows where"),
    ],
)
def test_when_it_is_asked_at_all(
    settings: dict[str, Any], changes: dict[str, Any], expected: bool, why: str
) -> None:
    house = HOUSE._replace(settings=Settings(**settings))
    assert asks(opened(2, **changes)[0], house) is expected, why


_STATUSES: list[tuple[Status, bool]] = [
    ("new", True), ("assigned", True), ("contacted", True), ("closed", False), ("expired", False),
    ("spam", False),
]  # fmt: skip


@pytest.mark.parametrize(("status", "expected"), _STATUSES)
def test_a_case_that_has_ended_meanwhile_takes_nothing_in(status: Status, expected: bool) -> None:
    assert takes_in(replace(FIRST, status=status), SECOND[0]) is expected


@pytest.mark.parametrize(
    ("case", "new", "expected", "why"),
    [
        ({}, {}, True, "the same in all"),
        ({"attached_to": "a-0"}, {}, False, "one that is worked with another itself"),
        ({"kind": "alert"}, {"kind": "message"}, True, "a kind word goes with the complaint"),
        ({"kind": "message"}, {}, False, "a complaint never goes under a kind word"),
        ({"department": "hr", "restricted": True}, {}, False, "not seen by those who are to see the new one"),
        ({}, {"department": "hr", "restricted": True}, False, "not to be seen by those who see the open one"),
        (
            {"department": "hr", "restricted": True}, {"department": "hr", "restricted": True}, True,
            "of one restricted department",
        ),
        ({"department": "quality"}, {"department": "care"}, False, "departments are not mixed (S4.13)"),
        ({"place": place_of(feedback(place_code="ANNECY"), tree())}, {}, False, "moved elsewhere meanwhile"),
    ],
)  # fmt: skip
def test_which_case_takes_it_in(case: dict[str, Any], new: dict[str, Any], expected: bool, why: str) -> None:
    assert takes_in(replace(FIRST, **case), replace(SECOND[0], **new)) is expected, why


def test_somebody_else_is_somebody_else() -> None:
    assert not takes_in(FIRST, opened(2, respondent=Respondent(id="C-2"))[0])


def test_it_is_worked_where_it_is_attached() -> None:
    (alert, _), _ = joined()
    with pytest.raises(AttachedElsewhere) as raised:
        ownership.take(alert, CLAIRE, LATER)
    assert raised.value.more["attached_to"] == FIRST.id
    assert lifecycle.standing(alert) == "open"


STATES = (
    feedback(2, respondent=WHO, received_at=LATER, comment="Toujours rien."),
    feedback(2, respondent=WHO, received_at=LATER + HOUR, revision="2", comment="Du verre !", place_code="ANNECY"),
)


def _revised(alert: Alert, states: tuple[Feedback, ...], *rules: Rule, house: House = HOUSE) -> Any:
    readings = [read(one, RuleSet(rules or (RULE,)), tree()) for one in states]
    return revise(alert, readings, LATER + HOUR, house)


def test_a_later_state_keeps_it_attached_where_it_was() -> None:
    (alert, _), _ = joined()
    glass = rule("glass", priority="P1", criteria=ALWAYS)
    after, event = _revised(alert, STATES, RULE, glass)
    assert (after.attached_to, after.place, after.timers) == (FIRST.id, FIRST.place, ())
    assert (after.feedback.comment, after.priority) == ("Du verre !", "P1")
    assert not telling(event), "nobody is told"


def test_a_later_state_of_the_open_one_keeps_its_repeats() -> None:
    _, (case, _) = joined(opened(1, replace(RULE, priority="P3"))[0])
    states = (
        feedback(1, respondent=WHO),
        feedback(1, respondent=WHO, revision="2", comment="Encore", received_at=LATER),
    )
    after, _ = _revised(case, states, replace(RULE, priority="P3"))
    assert (after.priority, after.because, after.attached) == (case.priority, case.because, case.attached)


def test_closing_the_open_one_leaves_the_other_as_it_is() -> None:
    _, (case, _) = joined()
    closed = replace(case, status="closed", closing=closing())
    assert closed.attached == case.attached
    assert not takes_in(closed, opened(3)[0])


def test_departments_come_from_the_motive() -> None:
    house = HOUSE._replace(
        motives={"m": Motive("m", {"fr": "Personnel", "en": "Staff"}, department="hr")},
        departments={"hr": Department("hr", "HR", restricted=True)},
    )
    secret = opened(2, house=house, motives=("staff",))[0]
    assert (secret.motive, secret.reserved) == ("m", "hr")
    assert not takes_in(FIRST, secret)
