"""E1: many webhooks at once with duplicates, disorder, dying processes and throttling; nothing is lost,
nothing is done twice. Every run is one seed: a failure names it, and it fails again."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from shared.errors import AppError
from shared.storage.keys import Kind
from tests.simulator import at_rest, invariants, reference, scene
from tests.simulator.faults import Call, RandomFaults, Rates, around_a_mail
from tests.simulator.hooks import Delivery, answer_body
from tests.simulator.mailer import Weather
from tests.simulator.rest import settle
from tests.simulator.world import World
from tests.stateful.effort import STORM_SEEDS, STORM_WEBHOOKS

_STORES = ("N1", "N2", "S1", "S2", "NOWHERE")
_COMMENTS = (None, "fine", "I want a refund", "Verres ébréchés", "verrerie")
_RATES = Rates(crash=0.05, throttle=0.10, repeat=0.05)


def storm(seed: int, faults: RandomFaults, *, weather: Weather | None = None) -> World:
    """A day of bad weather, then rest."""
    rng = Random(seed)
    world = World(seed, faults, stale=True, weather=weather)
    for number, delivery in enumerate(deliveries(rng)):
        world.post(delivery)
        _meanwhile(world, rng)
        if number % 20 == 0:
            invariants.check(world)
    settle(world)
    return world


def deliveries(rng: Random) -> list[Delivery]:
    """The webhooks, three in ten of them two to four times, and two in ten answers in up to four states, all
    shuffled."""
    posted = []
    for number in range(STORM_WEBHOOKS):
        store, states = rng.choice(_STORES), rng.choice([2, 3, 4]) if rng.random() < 0.2 else 1
        customer = f"c{rng.randrange(STORM_WEBHOOKS // 5)}" if rng.random() < 0.5 else None
        for state in range(states):
            body = answer_body(
                f"r{number}", nps=rng.randrange(11), comment=rng.choice(_COMMENTS), store=store,
                wants_contact=rng.choice([None, True, False]), state=state,
                deleted=state > 0 and rng.random() < 0.3, customer=customer,
            )  # fmt: skip
            copies = rng.choice([2, 3, 4]) if rng.random() < 0.3 else 1
            posted += [Delivery(f"w{number}-{state}", body)] * copies
    rng.shuffle(posted)
    return posted


def _meanwhile(world: World, rng: Random) -> None:
    if rng.random() < 0.5:
        world.pump(rng.choice([None, 3]), stumble=rng.random() < 0.1)
    if rng.random() < 0.4:
        world.evaluate(rng.randint(1, 10))
    if rng.random() < 0.4:
        world.notify(rng.randint(1, 10))
    if rng.random() < 0.1:
        world.evaluate_queue.bring_back()
        world.notify_queue.bring_back()
    if rng.random() < 0.2:
        world.tick(timedelta(seconds=rng.choice([1, 60, 300])))
    if rng.random() < 0.1:
        world.release(limit=2)
    if rng.random() < 0.2:
        for delivery in list(world.unanswered):
            world.post(delivery)
    if rng.random() < 0.3:
        _somebody_works(world, rng)


def _somebody_works(world: World, rng: Random) -> None:
    cases = invariants.alerts(world)
    if not cases:
        return
    case, verb = rng.choice(cases), rng.choice(["take", "take", "close", "note", "reopen"])
    arguments = {"close": {"reason": "void"}, "note": {"text": "called"}}.get(verb, {})
    who = rng.choice(scene.USERS).id
    for _ in range(2):  # and a second click on the same button
        try:
            world.command(who, verb, case.id, version=case.version, key=f"k{rng.random()}", **arguments)
        except AppError:
            continue


def nothing_lost_nothing_doubled(world: World) -> None:
    """One feedback per answer, and one case exactly where the reference asks for one (the rules never change)."""
    stored = {item["pk"]: item for item in invariants.items(world, Kind.FEEDBACK)}
    assert len(stored) == STORM_WEBHOOKS
    wanted = sum(
        bool(reference.fired(invariants.states_of(world, str(pk)[2:]), scene.RULES, scene.CODES)) for pk in stored
    )
    assert len(invariants.alerts(world)) == wanted > 0
    assert not list(invariants.items(world, Kind.QUARANTINE))


@pytest.mark.parametrize("seed", range(STORM_SEEDS))
def test_a_storm_loses_nothing_and_mails_everyone_once(seed: int) -> None:
    """Faults at every call but those around a mail: everyone concerned gets exactly one mail about each case."""
    faults = RandomFaults(Random(seed + 100), _RATES, spares=around_a_mail)
    world = storm(seed, faults)
    at_rest.check(world)
    nothing_lost_nothing_doubled(world)
    expected = Counter[tuple[str, str]]()
    for case in invariants.alerts(world):
        place = case.place.id if case.place else None
        told = {user.id for user in scene.USERS if reference.is_told(user, place)}
        if case.attached_to is None and any(trigger.notify for trigger in case.triggers):
            expected.update((case.id, user_id) for user_id in told)
    # Not about a place, and not about what happened to a case later, such as a repeat.
    about_cases = [
        mail
        for mail in world.mailer.sent
        if not mail.subject[0].startswith("unknown_place") and mail.subject[1] == 1
    ]
    assert Counter((mail.subject[0], mail.user_id) for mail in about_cases) == expected
    assert _kinds(faults) >= {
        ("before", "ingest"), ("before", "evaluate"), ("throttled", "notify"), ("repeated", "evaluate"),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(STORM_SEEDS))
def test_a_storm_that_also_hits_the_mail_doubles_only_what_had_left(seed: int) -> None:
    """Faults everywhere, and a provider that refuses, throttles and loses answers: still nothing is lost; a
    mail is doubled or missing only where nobody could know whether the first had left."""
    faults = RandomFaults(Random(seed + 200), _RATES)
    world = storm(seed, faults, weather=Weather(refused=0.05, throttled=0.1, lost=0.05))
    at_rest.check(world)
    nothing_lost_nothing_doubled(world)
    assert any(around_a_mail(call) for _, call in faults.hits)


def test_without_its_pipe_every_event_is_told_by_the_sweeper() -> None:
    """The pipe of events stands still for a day and its records are lost: the sweeper finds every event in the
    outbox, and everyone gets their one mail all the same."""
    world = World(5)
    for delivery in deliveries(Random(5)):
        world.post(delivery)
    feedback_pipe, _ = world.pipes
    world.pipes = (feedback_pipe,)
    settle(world)
    at_rest.check(world)
    nothing_lost_nothing_doubled(world)
    assert len(world.mailer.sent) > STORM_WEBHOOKS


def test_the_same_seed_is_the_same_storm() -> None:
    """A run is decided by its seed alone, down to each call: what failed once can be looked at again."""

    def calls() -> list[Call]:
        faults = RandomFaults(Random(7), _RATES)
        storm(3, faults)
        return faults.calls

    assert calls() == calls()


def _kinds(faults: RandomFaults) -> set[tuple[str, str]]:
    return {(moment, call.actor) for moment, call in faults.hits}
