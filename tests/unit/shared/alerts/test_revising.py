"""A case whose answer changes: in whatever order the states of the answer come in, it says the same in the end."""

from collections.abc import Sequence
from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.alerts import clocks, conversation, ending
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Attached, Delegation, Status
from shared.alerts.opening import Reading, open_case, place_of, read
from shared.alerts.reasons import DEFAULT_REASONS
from shared.alerts.revising import revise
from shared.feedback.models import Feedback
from shared.rules.models import Rule
from shared.rules.ruleset import RuleSet
from shared.storage.alerts import telling
from tests.support.builders import CLAIRE, HOUR, NOW, closing, feedback, nps, rule, tree

LATER = NOW + HOUR


def words(*wanted: str) -> dict[str, Any]:
    return {"combinator": "and", "rules": [{"field": "comment", "operator": "mentions", "value": list(wanted)}]}


LOW = rule("low", priority="P2", expires_in=168 * 3600)
GLASS = rule("glass", priority="P1", expires_in=24 * 3600, criteria=words("verre"))
SILENT = rule("silent", notify=False, priority="P3")
RULES = (LOW, GLASS)


def state(number: int, **changes: Any) -> Feedback:
    """A state of one answer; the first is a detractor of Lyon without a word, received an hour after the one
    before."""
    plain = feedback(comment=None, revision=f"{number:03d}", delivery_id=f"msg_{number}")
    return replace(plain, **{"received_at": NOW + number * HOUR, **changes})


def readings(*states: Feedback, rules: Sequence[Rule] = RULES) -> list[Reading]:
    """What the rules make of the states known so far, the latest last."""
    return [read(one, RuleSet(rules), tree()) for one in sorted(states, key=lambda one: one.revision)]


def lived(states: Sequence[Feedback], rules: Sequence[Rule] = RULES) -> list[Change]:
    """The changes of the case as the states come in one by one."""
    alert: Alert | None = None
    changes = []
    for count in range(1, len(states) + 1):
        change = revise(alert, readings(*states[:count], rules=rules), LATER)
        if change is not None:
            changes.append(change)
            alert = change[0]
    return changes


def timeless(alert: Alert) -> dict[str, Any]:
    """What does not depend on when we heard of what."""
    return {
        "triggers": alert.triggers,
        "facts": (alert.kind, alert.status, alert.priority, alert.place, alert.revised, alert.first_score),
        "withdrawn": alert.withdrawn_at is not None,
        "shown": replace(alert.feedback, received_at=NOW),
    }


CREATED = state(1)
COMMENTED = state(2, comment="Du verre dans mon bocal")
CORRECTED = state(3, comment="Du verre dans mon bocal", score=nps(9))
DELETED = state(4, comment=None, score=None, place_code=None, withdrawn=True)
ORDERS = list(permutations([CREATED, COMMENTED, CORRECTED, DELETED]))


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_ends_in_the_same_case(order: tuple[Feedback, ...]) -> None:
    """E8: created, a late comment, a corrected score, taken back: all 24 orders."""
    changes = lived(order)
    alert = changes[-1][0]
    assert timeless(alert) == timeless(lived([CREATED, COMMENTED, CORRECTED, DELETED])[-1][0])
    assert [trigger.rule_id for trigger in alert.triggers] == ["glass", "low"]
    assert (alert.priority, alert.withdrawn_at, alert.revised) == ("P1", DELETED.received_at, True)
    assert (alert.first_score, alert.feedback) == (nps(2), CORRECTED)
    assert [event.version for _, event in changes] == list(range(1, len(changes) + 1))
    assert [event.type for _, event in changes] == ["raised"] + ["reevaluated"] * (len(changes) - 1)


@pytest.mark.parametrize("order", ORDERS)
def test_what_has_been_decided_on_is_not_decided_again(order: tuple[Feedback, ...]) -> None:
    alert = lived(order)[-1][0]
    assert revise(alert, readings(*order), LATER + HOUR) is None


def test_a_late_comment_adds_its_trigger() -> None:
    raised, reevaluated = lived([CREATED, COMMENTED])
    assert reevaluated[1].data == {
        "labels": ["Rule glass"],
        "comment": "added",
        "tells": True,
        "changes": {
            "priority": ["P2", "P1"],
            "due_at": ["2026-03-19T10:05:00.000Z", "2026-03-18T11:05:00.000Z"],
        },
    }
    assert (raised[0].priority, reevaluated[0].priority) == ("P2", "P1")
    assert telling(reevaluated[1])
    glass = reevaluated[0].triggers[0]
    assert (glass.revision, glass.conditions[0].spans) == ("002", ((3, 8),))


def test_a_corrected_score_shows_both() -> None:
    _, (alert, event) = lived([CREATED, replace(CORRECTED, comment=None)])
    assert event.data == {
        "score": {
            "from": {"value": 2, "min": 0, "max": 10, "kind": "nps", "class": "low"},
            "to": {"value": 9, "min": 0, "max": 10, "kind": "nps", "class": "high"},
        }
    }
    assert not telling(event)
    assert (alert.first_score, alert.feedback.score) == (nps(2), nps(9))
    assert [trigger.rule_id for trigger in alert.triggers] == ["low"], "what fired stays"


def test_taken_back_only_marks_the_case() -> None:
    raised, (alert, event) = lived([CREATED, DELETED])
    assert event.data == {"withdrawn": True}
    assert not telling(event)
    assert replace(alert, version=1, withdrawn_at=None) == raised[0]


def test_given_again_takes_the_mark_away() -> None:
    *_, (alert, event) = lived([CREATED, DELETED, state(5)])
    assert event.data == {"withdrawn": False}
    assert (alert.withdrawn_at, alert.feedback.revision) == (None, "005")


def test_taken_back_alone_is_no_case() -> None:
    assert lived([DELETED]) == []


def test_taken_back_before_it_came_opens_a_marked_case() -> None:
    """Whoever would have been told in the other order is told in this one."""
    ((alert, event),) = lived([DELETED, CREATED])
    assert (event.type, alert.withdrawn_at) == ("raised", DELETED.received_at)
    assert telling(event)


def test_spans_of_a_comment_that_is_no_longer_shown_go() -> None:
    other = state(3, comment="Merci, tout est réglé")
    *_, (alert, event) = lived([CREATED, COMMENTED, other])
    glass = alert.triggers[0]
    assert (glass.rule_id, glass.revision, glass.conditions[0].spans) == ("glass", "002", ())
    assert event.data == {"comment": "changed"}


def test_a_known_rule_speaks_of_the_latest_state_it_fires_on() -> None:
    longer = state(3, comment="Encore du verre")
    *_, (alert, _) = lived([CREATED, COMMENTED, longer])
    glass = alert.triggers[0]
    assert (glass.revision, glass.conditions[0].spans) == ("003", ((10, 15),))


def test_a_trigger_keeps_the_version_that_fired() -> None:
    alert = lived([CREATED, COMMENTED])[-1][0]
    newer = [replace(LOW, version=2, priority="P1", label="Other"), GLASS]
    longer = state(3, comment="Encore du verre")
    change = revise(alert, readings(CREATED, COMMENTED, longer, rules=newer), LATER)
    assert change is not None
    assert [(one.rule_id, one.rule_version, one.label, one.revision) for one in change[0].triggers] == [
        ("glass", 1, "Rule glass", "003"),
        ("low", 1, "Rule low", "002"),
    ]


def test_a_trigger_stays_when_its_rule_has_gone() -> None:
    alert = lived([CREATED, COMMENTED])[-1][0]
    change = revise(alert, readings(CREATED, COMMENTED, CORRECTED, rules=[]), LATER)
    assert change is not None
    assert [trigger.rule_id for trigger in change[0].triggers] == ["glass", "low"]


@pytest.mark.parametrize(
    ("first", "second", "tells", "why"),
    [
        ([SILENT], [SILENT, GLASS], True, "a silent case that somebody is to be told of now"),
        ([LOW], [LOW, SILENT], False, "a silent rule has nothing to tell"),
        ([LOW], [LOW, GLASS], True, "the ledger of the first event leaves out who was told"),
        ([LOW], [LOW], False, "no rule was added"),
    ],
)
def test_who_is_to_be_told(first: list[Rule], second: list[Rule], tells: bool, why: str) -> None:
    raised = revise(None, readings(CREATED, rules=first), LATER)
    assert raised is not None
    change = revise(raised[0], readings(CREATED, COMMENTED, rules=second), LATER)
    assert change is not None
    assert telling(change[1]) is tells, why


def test_each_rule_has_its_own_clock() -> None:
    """Three days later a word asks for a day: the case ends a day after the word, not two days before it."""
    late = state(2, comment="verre", received_at=NOW + 72 * HOUR)
    alert = lived([replace(CREATED, received_at=NOW), late])[-1][0]
    assert alert.created_at == NOW
    assert alert.expires_at == NOW + (72 + 24) * HOUR
    assert alert.target_at == NOW + 48 * HOUR
    assert open_case(readings(replace(CREATED, received_at=NOW), late))[0] == replace(alert, version=1)


def test_clocks_start_where_the_answer_was_given() -> None:
    """Fetched answers carry when they were given; an older one that comes later starts the case earlier."""
    first = replace(CREATED, received_at=NOW + 9 * HOUR, starts_at=NOW)
    second = replace(CREATED, revision="002", received_at=NOW + 5 * HOUR, starts_at=NOW + 3 * HOUR)
    alert = lived([second, first])[-1][0]
    assert (alert.created_at, alert.expires_at) == (NOW, NOW + 168 * HOUR)
    assert timeless(alert) == timeless(lived([first, second])[-1][0])


def test_after_a_restart_the_old_clock_is_over() -> None:
    raised = lived([CREATED])[-1][0]
    restarted = replace(raised, expires_at=NOW + 400 * HOUR, restarted_at=NOW + 232 * HOUR)
    same = revise(restarted, readings(CREATED, replace(CORRECTED, comment=None)), LATER)
    assert same is not None
    assert same[0].expires_at == restarted.expires_at
    word = revise(restarted, readings(CREATED, COMMENTED), LATER)
    assert word is not None
    assert word[0].expires_at == NOW + (232 + 24) * HOUR, "a new rule counts from the restart at the earliest"


ENDS: list[tuple[Status, dict[str, Any]]] = [
    ("closed", {"closing": closing()}),
    ("expired", {"expired_at": NOW + 169 * HOUR}),
    ("spam", {}),
]


@pytest.mark.parametrize(("status", "more"), ENDS, ids=[status for status, _ in ENDS])
@pytest.mark.parametrize("change", [COMMENTED, CORRECTED, DELETED], ids=["comment", "score", "taken back"])
def test_no_status_changes_and_no_clock_that_has_ended(
    status: Status, more: dict[str, Any], change: Feedback
) -> None:
    alert = replace(lived([CREATED])[-1][0], status=status, **more)
    revised = revise(alert, readings(CREATED, change), LATER)
    assert revised is not None
    kept = ("status", "closing", "expired_at", "expires_at", "target_at", "due_at", "created_at", "owner")
    assert all(getattr(revised[0], name) == getattr(alert, name) for name in kept)
    assert (revised[0].withdrawn_at is not None) is change.withdrawn
    if status != "expired":
        assert not telling(revised[1]), "nobody is told of a case that has ended"


def test_the_first_contact_stays_made() -> None:
    raised = lived([CREATED])[-1][0]
    contacted, _ = conversation.contact(raised, CLAIRE, NOW + 3 * HOUR, channel="phone", outcome="reached")
    change = revise(contacted, readings(CREATED, COMMENTED), LATER)
    assert change is not None
    assert (change[0].target_at, change[0].first_contact_at) == (None, NOW + 3 * HOUR)
    assert change[0].due_at == change[0].expires_at


MOVES = [
    ("LYON-PARTDIEU", "ANNECY", None, "annecy", "the customer named another store"),
    ("LYON-PARTDIEU", "NOWHERE", None, "lyon", "a known place is not lost"),
    ("NOWHERE", "ANNECY", None, "annecy", "placed"),
    ("NOWHERE", "ANNECY", CLAIRE, "annecy", "placed, whoever has it"),
    ("LYON-PARTDIEU", "ANNECY", CLAIRE, "lyon", "who works on it keeps it"),
]


@pytest.mark.parametrize(("old", "new", "owner", "place", "why"), MOVES, ids=[row[-1] for row in MOVES])
def test_where_the_case_is(old: str, new: str, owner: Any, place: str, why: str) -> None:
    first, second = replace(CREATED, place_code=old), replace(CORRECTED, comment=None, place_code=new)
    raised = replace(lived([first])[-1][0], owner=owner)
    change = revise(raised, readings(first, second), LATER)
    assert change is not None
    alert, event = change
    assert alert.place is not None
    assert alert.place.id == place, why
    moved = raised.place is None or raised.place.id != place
    assert ("place" in event.data, telling(event)) == (moved, moved)
    assert event.type == ("placed" if raised.place is None else "reevaluated")


OTHERS_HAVE_IT: list[tuple[dict[str, Any], str]] = [
    ({"delegated": Delegation("sav@example.com", CLAIRE, NOW), "status": "assigned"}, "a customer service"),
    ({"attached": (Attached("a-other", NOW, "Low", "Encore"),)}, "those whose words stand in it"),
]


@pytest.mark.parametrize(("changes", "why"), OTHERS_HAVE_IT, ids=[row[1] for row in OTHERS_HAVE_IT])
def test_a_case_without_an_owner_may_still_have_its_place(changes: dict[str, Any], why: str) -> None:
    """What a customer service has been given, and what others are worked with, does not go to another store by a
    correction; a place that was not known may still become known."""
    raised = replace(lived([CREATED])[-1][0], **changes)
    change = revise(raised, readings(CREATED, replace(COMMENTED, place_code="ANNECY")), LATER)
    assert change is not None
    assert change[0].place == raised.place, why
    nowhere = replace(lived([replace(CREATED, place_code="NOWHERE")])[-1][0], **changes)
    placed = revise(nowhere, readings(replace(CREATED, place_code="ANNECY")), LATER)
    assert placed is not None
    assert placed[0].path[-1] == "annecy"
    assert [one.kind for one in placed[0].timers] == [one.kind for one in nowhere.timers], "nobody is told above"


@pytest.mark.parametrize("order", list(permutations([0, 1, 2])))
def test_the_place_is_the_same_in_every_order(order: tuple[int, ...]) -> None:
    states = [
        replace(CREATED, place_code="ANNECY"),
        replace(COMMENTED, place_code="LYON-PARTDIEU"),
        replace(CORRECTED, place_code="NOWHERE"),
    ]
    alert = lived([states[number] for number in order])[-1][0]
    assert alert.place == place_of(states[1], tree())


def test_what_is_older_than_the_case_changes_nothing() -> None:
    """Read before the case was: another has decided on more by then."""
    alert = lived([CREATED, COMMENTED])[-1][0]
    assert revise(alert, readings(CREATED), LATER) is None


STATES = st.builds(
    lambda score, comment, place, withdrawn: {
        "score": nps(score),
        "comment": comment,
        "place_code": place,
        "withdrawn": withdrawn,
    },
    st.sampled_from([0, 2, 9]),
    st.sampled_from([None, "verre", "du verre", "merci"]),
    st.sampled_from(["LYON-PARTDIEU", "ANNECY", "NOWHERE"]),
    st.booleans(),
)


@given(given_states=st.lists(STATES, min_size=1, max_size=5), data=st.data())
def test_any_states_in_any_order(given_states: list[dict[str, Any]], data: st.DataObject) -> None:
    states = [state(number, **changes) for number, changes in enumerate(given_states)]
    shuffled = data.draw(st.permutations(states))
    straight, other = lived(states), lived(shuffled)
    assert bool(straight) == bool(other)
    if straight:
        assert timeless(straight[-1][0]) == timeless(other[-1][0])
    for (before, _), (after, event) in pairwise(other):
        assert {one.rule_id for one in before.triggers} <= {one.rule_id for one in after.triggers}
        assert after.priority <= before.priority
        assert event.version == after.version == before.version + 1


def test_closing_and_reopening_keep_what_the_answer_went_through() -> None:
    alert = lived([CREATED, COMMENTED, DELETED])[-1][0]
    closed, _ = ending.close(alert, CLAIRE, LATER, reason="void", reasons=DEFAULT_REASONS)
    reopened, _ = ending.reopen(closed, CLAIRE, LATER)
    assert (reopened.withdrawn_at, reopened.revised) == (alert.withdrawn_at, True)


def test_the_first_deadline_of_several_clocks() -> None:
    started = [clocks.Started(NOW, LOW), clocks.Started(NOW + 100 * HOUR, GLASS)]
    assert clocks.earliest_expiry(started) == NOW + 124 * HOUR
