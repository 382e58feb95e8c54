"""E8: an answer is created, completed, corrected and taken back; its deliveries arrive in any order and any number
of times, and what is in the table and who was told are the same in the end."""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.models import Alert
from shared.feedback.models import Feedback
from shared.storage import codec
from shared.storage.keys import Kind
from tests.simulator import at_rest, invariants, scene
from tests.simulator.clock import START
from tests.simulator.faults import Calm, Faults, Moment, OneFault, around_a_mail
from tests.simulator.hooks import Delivery, answer_body
from tests.simulator.rest import settle, work_off
from tests.simulator.table import key_of
from tests.simulator.world import World

CREATED = Delivery("w1", answer_body("r1", nps=2, state=1))
COMPLETED = Delivery("w2", answer_body("r1", nps=2, comment="I want a refund", state=2))
CORRECTED = Delivery("w3", answer_body("r1", nps=9, comment="I want a refund", state=3))
TAKEN_BACK = Delivery("w4", answer_body("r1", state=4, deleted=True))
STORY = (CREATED, COMPLETED, CORRECTED, TAKEN_BACK)

TOLD = {"ada": 1, "ann": 1, "bob": 1, "max": 1}
COPIES = range(2 ** len(STORY))


def lived(deliveries: Sequence[Delivery], *, at_once: bool) -> World:
    """The world when all these have arrived, a minute apart, and been worked ``at_once`` or each by itself."""
    world = World()
    for delivery in deliveries:
        assert world.post(delivery) == 202
        if not at_once:
            work_off(world)
        world.clock.advance(timedelta(minutes=1))
    settle(world)
    at_rest.check(world)
    return world


def end(world: World) -> dict[str, Any]:
    """All that must be the same: the states, what the case says, and who was told. Times of arrival, and what
    depends on them, may differ."""
    states = {
        "/".join(key_of(item)): (item["kind"], _timeless(item["body"]), item["content_hash"])
        for kind in (Kind.FEEDBACK, Kind.REVISION)
        for item in invariants.items(world, kind)
    }
    return {
        "states": states,
        "cases": [_case(case) for case in invariants.alerts(world)],
        "mails": Counter(mail.user_id for mail in world.mailer.sent),
        "quarantine": len(list(invariants.items(world, Kind.QUARANTINE))),
    }


def _timeless(body: Any) -> Feedback:
    # What does not say when the customer answered counts from its arrival.
    return replace(codec.decode(body, Feedback), received_at=START, submitted_at=START, flags=())


def _case(case: Alert) -> dict[str, Any]:
    return {
        "triggers": case.triggers,
        "facts": (case.id, case.kind, case.status, case.priority, case.place, case.owner),
        "marks": (case.revised, case.first_score, case.withdrawn_at is not None),
        "shown": _timeless(codec.encode(case.feedback)),
    }


@cache
def straight() -> dict[str, Any]:
    """How it ends when each arrives once and in order."""
    return end(lived(STORY, at_once=False))


def test_the_story_is_worth_telling() -> None:
    found = straight()
    (case,) = found["cases"]
    assert sorted(key.split("/")[1][:2] for key in found["states"]) == ["F", "R#", "R#", "R#"]
    assert [trigger.rule_id for trigger in case["triggers"]] == ["keyword", "detractor"]
    assert case["marks"][0] is case["marks"][2] is True
    assert case["shown"].score.value == 9
    assert found["mails"] == TOLD


@pytest.mark.parametrize(
    "order", list(permutations(STORY)), ids=lambda order: "".join(w.webhook_id[1] for w in order)
)
def test_all_orders_with_all_duplicates_end_the_same(order: Sequence[Delivery]) -> None:
    """Every subset of the four arrives a second time, one place later; worked one by one and all at once."""
    for copies in COPIES:
        deliveries = list(order)
        for number in reversed(range(len(order))):
            if copies >> number & 1:
                deliveries.insert(min(number + 2, len(deliveries)), order[number])
        for at_once in (False, True):
            assert end(lived(deliveries, at_once=at_once)) == straight(), f"{copies:04b} {at_once}"


def lived_with(faults: Faults) -> World:
    """The world after the story with faults on the way; the tool tries again until it is answered."""
    world = World(faults=faults)
    for delivery in (COMPLETED, CREATED, TAKEN_BACK, CORRECTED):
        world.post(delivery)
        work_off(world)
        world.tick(timedelta(minutes=6))
    settle(world)
    at_rest.check(world)
    return world


@pytest.mark.parametrize("moment", ["before", "after", "repeated", "throttled"])
def test_a_fault_at_any_call_changes_nothing(moment: Moment) -> None:
    """A process dies before or after each call in turn, the SDK repeats it, or it is throttled: the end is that of
    the story without a fault. Only a mail that left as its process died may have been sent twice."""
    calm = Calm()
    assert end(lived_with(calm)) == straight()
    assert len(calm.calls) > 40
    for number, call in enumerate(calm.calls, start=1):
        found = end(lived_with(OneFault(number, moment)))
        if around_a_mail(call):
            found["mails"] &= Counter(TOLD)
        assert found == straight(), f"{moment} call {number}, {call}, changed the outcome"


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_silent_rule_first_and_a_notifying_one_later_tell_once(order: Sequence[int]) -> None:
    """Whichever comes first, and however often: four people, one mail each."""
    story = [
        Delivery("w1", answer_body("r1", nps=9, store="N1", state=1)),
        Delivery("w2", answer_body("r1", nps=9, store="N1", comment="refund", state=2)),
        Delivery("w3", answer_body("r1", nps=1, store="N1", comment="refund please", state=3)),
    ]
    world = World()
    quiet = next(rule for rule in scene.RULES if rule.id == "quiet")
    world.save_rule(replace(quiet, status="active", expires_in=10**6))
    world.clock.advance(timedelta(seconds=1))
    for number in order:
        world.post(story[number])
        work_off(world)
    settle(world)
    at_rest.check(world)
    assert Counter(mail.user_id for mail in world.mailer.sent) == TOLD
    (case,) = invariants.alerts(world)
    assert [trigger.rule_id for trigger in case.triggers] == ["keyword", "detractor", "quiet"]


def test_a_place_that_becomes_known_tells_its_people_once() -> None:
    """The case of an unknown place is for admins; when the code is known it moves, and its people hear of it."""
    world = World()
    world.post(Delivery("w1", answer_body("r1", nps=1, store="nowhere ")))
    settle(world)
    assert [mail.subject[0].split("-")[0] for mail in world.mailer.sent] == ["unknown_place"], "one notice"
    for place in ("s1", "s1"):
        world.map_code("NOWHERE", place)
        world.clock.advance(timedelta(seconds=2))
        world.release()
        world.release()
        settle(world)
    at_rest.check(world)
    (case,) = invariants.alerts(world)
    assert case.path == ("net", "south", "s1")
    assert [event.type for event in invariants.histories(world)[case.id]] == ["raised", "placed"]
    about = Counter(mail.user_id for mail in world.mailer.sent if mail.subject[0] == case.id)
    assert about == {"ada": 1, "bob": 1, "eve": 1, "vic": 1}


def test_a_closed_case_shows_that_the_answer_was_taken_back_and_stays_closed() -> None:
    world = World()
    world.post(CREATED)
    settle(world)
    (case,) = invariants.alerts(world)
    world.command("ann", "close", case.id, version=1, reason="void")
    world.clock.advance(timedelta(minutes=1))
    world.post(TAKEN_BACK)
    world.post(COMPLETED)
    settle(world)
    at_rest.check(world)
    (case,) = invariants.alerts(world)
    assert (case.status, case.withdrawn_at) == ("closed", START + timedelta(minutes=1))
    assert len(case.triggers) == 2
    assert Counter(mail.user_id for mail in world.mailer.sent) == TOLD


def test_the_raw_bodies_of_all_states_are_kept() -> None:
    world = lived(STORY[::-1], at_once=True)
    kept = [json.loads(invariants.raw_of(world, item)) for item in world.table.items() if "raw" in item]
    assert sorted(kept, key=lambda body: body["timestamp"]) == [json.loads(one.body) for one in STORY]
