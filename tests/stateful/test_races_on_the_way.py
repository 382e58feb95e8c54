"""The race matrix, from the webhook to the mail: copies, overlapping workers, people and rules that change
meanwhile."""

from collections import Counter
from datetime import timedelta
from itertools import permutations
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from shared.errors import SignedOut
from shared.storage.keys import Kind
from tests.simulator import invariants, scene
from tests.simulator.faults import Call, Calm
from tests.simulator.hooks import Delivery, answer_body
from tests.simulator.world import World
from tests.stateful.racing import MOMENTS, Attempt, case, finish, opened, race, types


def test_the_same_webhook_eight_times_at_once() -> None:
    """Eight copies, each arriving while the one before is about to be stored: eight times 202, one feedback,
    one of them says that it is the first."""
    world = World()
    delivery = Delivery("w1", answer_body("r1"))
    statuses: list[int | None] = []

    class EachInsideTheOther(Calm):
        arrived = 1

        def before(self, call: Call) -> None:
            if call.operation == "put_new" and self.arrived < 8:
                self.arrived += 1
                statuses.append(world.post(delivery))

    world.faults = EachInsideTheOther()
    statuses.append(world.post(delivery))
    assert statuses == [202] * 8
    assert len(list(invariants.items(world, Kind.FEEDBACK))) == 1
    assert [accepted.duplicate for _, accepted in world.journal.accepted].count(False) == 1
    finish(world)


@pytest.mark.parametrize("length", [0, 600_000])
@pytest.mark.parametrize("moment", range(1, 5))
def test_two_stories_under_one_id_at_once(moment: int, length: int) -> None:
    """Two different bodies claim one response id at the same moment: one is the feedback, the other is kept in
    quarantine, each with its own raw body whole (also when it needs several items), and both were answered
    202."""
    world = World()
    noise = Random(1)
    first, second = (
        Delivery(f"w{number}", answer_body("r1", comment=f"story {number} {noise.randbytes(length // 2).hex()}"))
        for number in (1, 2)
    )
    statuses: list[int | None] = []
    race(
        world, "ingest", moment,
        lambda: statuses.append(world.post(first)),
        lambda: statuses.append(world.post(second, actor="ingest-2")),
    )  # fmt: skip
    assert statuses == [202, 202]
    kinds = Counter(item["kind"] for item in world.table.items())
    assert (kinds[Kind.FEEDBACK], kinds[Kind.QUARANTINE]) == (1, 1)
    assert bool(kinds[Kind.RAW]) == bool(length)
    finish(world)


@pytest.mark.parametrize("pair", list(permutations([1, 2, 3], 2)))
@pytest.mark.parametrize("moment", range(1, 5))
def test_two_states_of_one_answer_at_once(moment: int, pair: tuple[int, int]) -> None:
    """Two deliveries of different revisions at the same moment, in the place of one that is here already: both are
    kept, the higher one is the feedback, and the case carries what fires on any."""
    world = World()
    comments = ("fine", "refund", "verre")
    states = [Delivery(f"w{n}", answer_body("r1", comment=comments[n - 1], state=n)) for n in (1, 2, 3)]
    (here,) = {1, 2, 3} - set(pair)
    world.post(states[here - 1])
    first, second = (states[number - 1] for number in pair)
    statuses: list[int | None] = []
    race(
        world, "ingest", moment,
        lambda: statuses.append(world.post(first)),
        lambda: statuses.append(world.post(second, actor="ingest-2")),
    )  # fmt: skip
    assert statuses == [202, 202]
    assert len(world.revisions(world.journal.accepted[0][1].id)) == 3
    finish(world)
    assert case(world).feedback.comment == "verre"
    assert Counter(mail.user_id for mail in world.mailer.sent) == {"ada": 1, "ann": 1, "bob": 1, "max": 1}


@pytest.mark.parametrize("moment", range(1, 12))
@pytest.mark.parametrize("command", ["take", "note", "close"])
def test_a_person_acts_while_a_late_comment_is_decided_on(moment: int, command: str) -> None:
    """Nothing of either is lost, whatever the moment: the trigger is added, the command carried out or refused as
    out of date."""
    world = opened()
    world.clock.advance(timedelta(minutes=1))
    world.post(Delivery("w2", answer_body("r1", comment="refund", state=2)))
    world.pump()
    arguments: dict[str, Any] = {"note": {"text": "called"}, "close": {"reason": "void"}}.get(command, {})
    attempt = Attempt(world, "api", "ann", command, version=1, **arguments)
    race(world, "evaluate", moment, world.evaluate, attempt)
    if attempt.refusal is not None:
        assert attempt.refusal.code == "stale_version"
        again = Attempt(world, "api", "ann", command, version=case(world).version, **arguments)
        again()
        assert again.answer is not None
    finish(world)
    done = {"take": "taken", "note": "noted", "close": "closed"}[command]
    assert sorted(types(world)) == sorted(["raised", "reevaluated", done])
    assert [trigger.rule_id for trigger in case(world).triggers] == ["keyword", "detractor"]
    assert Counter(mail.user_id for mail in world.mailer.sent) == {"ada": 1, "ann": 1, "bob": 1, "max": 1}


@pytest.mark.parametrize("moment", range(1, 14))
def test_a_code_becomes_known_while_its_feedback_is_evaluated(moment: int) -> None:
    """The release may come before, between or behind what evaluating writes: the case is placed and its people
    are told, once."""
    world = World()
    world.post(Delivery("w1", answer_body("r1", nps=1, store="NOWHERE")))
    world.pump()

    def known() -> None:
        world.clock.advance(timedelta(milliseconds=1))
        world.map_code("NOWHERE", "n1")
        world.clock.advance(timedelta(milliseconds=1))
        world.release()
        world.release()

    race(world, "evaluate", moment, world.evaluate, known)
    finish(world)
    assert case(world).path == ("net", "north", "n1")
    told = Counter(mail.user_id for mail in world.mailer.sent if mail.subject[0] == case(world).id)
    assert told == {"ada": 1, "ann": 1, "bob": 1, "max": 1}


@pytest.mark.parametrize("moment", range(1, 25))
@pytest.mark.parametrize("other", ["notify", "sweep"])
def test_an_event_is_told_by_two_at_once(moment: int, other: str) -> None:
    """The publisher and a second copy of the event, or the sweeper, work the same event: everyone gets one
    mail."""
    world = World()
    world.post(Delivery("w1", answer_body("r1")))
    world.pump()
    world.evaluate()
    world.pump()
    world.notify_queue.send(world.notify_queue.messages[0].body)
    world.clock.advance(timedelta(minutes=6))

    def second() -> None:
        if other == "sweep":
            world.sweep()
        world.notify(1, actor="notify-2")

    race(world, "notify", moment, lambda: world.notify(1), second)
    finish(world)
    assert Counter(mail.user_id for mail in world.mailer.sent) == {"ada": 1, "ann": 1, "bob": 1, "max": 1}


@pytest.mark.parametrize("change", [{"nodes": ("s2",)}, {"disabled": True}])
def test_who_leaves_while_a_mail_is_queued_is_not_told(change: dict[str, Any]) -> None:
    """A person moved to another store or disabled before the event is worked gets no mail about it, though
    they were in the perimeter when the case was opened."""
    world = World()
    world.post(Delivery("w1", answer_body("r1", store="N1")))
    world.pump()
    world.evaluate()
    world.pump()
    world.save_user(replace(next(user for user in scene.USERS if user.id == "ann"), **change))
    world.notify()
    assert {mail.user_id for mail in world.mailer.sent} == {"ada", "bob", "max"}
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_user_is_disabled_while_taking(moment: int) -> None:
    """The command counts if the person was still enabled when it began, and is refused otherwise."""
    world = opened()
    take = Attempt(world, "api", "ann", "take", version=1)
    disabled = replace(next(user for user in scene.USERS if user.id == "ann"), disabled=True)
    race(world, "api", moment, take, lambda: world.save_user(disabled))
    assert isinstance(take.refusal, SignedOut) if moment == 1 else take.answer is not None
    again = Attempt(world, "api", "ann", "note", version=case(world).version, text="still here")
    again()
    assert isinstance(again.refusal, SignedOut)


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_rule_is_saved_while_feedback_is_evaluated(moment: int) -> None:
    """The case carries one version of the rules, wholly the old or wholly the new, whatever the moment."""
    world = World()
    world.post(Delivery("w1", answer_body("r1", nps=1, comment="refund")))
    world.pump()

    def save() -> None:
        for rule_id in ("detractor", "keyword"):
            world.save_rule(replace(next(rule for rule in scene.RULES if rule.id == rule_id), priority="P3"))

    race(world, "evaluate", moment, world.evaluate, save)
    assert {(trigger.rule_version, trigger.priority) for trigger in case(world).triggers} in (
        {(1, "P1"), (1, "P2")}, {(2, "P3")},
    )  # fmt: skip
    finish(world)
