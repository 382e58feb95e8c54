"""The race matrix, commands on one case: whatever the moment, there is one winner, one event per success and
one linear history."""

from datetime import timedelta
from typing import Any

import pytest

from shared.errors import AlreadyClosed, AlreadyTaken, IdempotencyKeyReused, StaleVersion
from tests.simulator import invariants
from tests.simulator.faults import Call, Calm
from tests.stateful.racing import MOMENTS, Attempt, case, finish, opened, race, types


@pytest.mark.parametrize("moment", MOMENTS)
def test_two_people_take_one_case(moment: int) -> None:
    """One becomes the owner; the other is refused with the owner's name and the case as it is now."""
    world = opened()
    ann, bob = (
        Attempt(world, "api", "ann", "take", version=1),
        Attempt(world, "api-2", "bob", "take", version=1),
    )
    race(world, "api", moment, ann, bob)
    winner, loser = (ann, bob) if ann.answer else (bob, ann)
    owner = case(world).owner
    assert winner.answer is not None
    assert owner == winner.answer.owner
    assert isinstance(loser.refusal, AlreadyTaken)
    assert owner is not None
    assert owner.name in loser.refusal.detail
    assert loser.refusal.more["current"]["version"] == 2
    assert types(world) == ["raised", "taken"]


def test_fifty_people_take_one_case() -> None:
    """Each tries while the one before is about to write: exactly one becomes the owner."""
    world = opened()
    attempts = [
        Attempt(world, f"api-{number}", who, "take", version=1, key=f"k{number}")
        for number, who in zip(range(50), ["ann", "bob", "max", "ada"] * 13, strict=False)
    ]

    class EachInsideTheOther(Calm):
        started = 1

        def before(self, call: Call) -> None:
            if call.operation == "transact" and self.started < len(attempts):
                self.started += 1
                attempts[self.started - 1]()

    world.faults = EachInsideTheOther()
    attempts[0]()
    invariants.check(world)
    assert types(world) == ["raised", "taken"]
    owner = case(world).owner
    taken = [attempt for attempt in attempts if attempt.answer]
    assert owner is not None
    assert all(attempt.answer and attempt.answer.owner == owner for attempt in taken)
    assert len([attempt for attempt in attempts if isinstance(attempt.refusal, AlreadyTaken)]) == 50 - len(taken)


@pytest.mark.parametrize("stale_index", [False, True])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("sweep_first", [False, True])
def test_closing_meets_the_sweep(moment: int, sweep_first: bool, stale_index: bool) -> None:
    """The first wins: a closed case does not expire, and who closes a case that has just expired is shown it.
    Closing it again then works, as an expired case can still be treated. The sweep's index may still show
    what was there before the closing."""
    world = opened(stale=stale_index)
    world.clock.advance(timedelta(days=7))
    close = Attempt(world, "api", "ann", "close", version=1, reason="void")
    if sweep_first:
        race(world, "expire", moment, world.sweep, close)
    else:
        race(world, "api", moment, close, world.sweep)
    world.sweep()
    if close.answer:
        assert types(world) == ["raised", "closed"]
    else:
        assert isinstance(close.refusal, StaleVersion)
        assert close.refusal.more["current"]["status"] == "expired"
        assert types(world) == ["raised", "expired"]
        world.command("ann", "close", case(world).id, version=2, reason="void")
        assert types(world) == ["raised", "expired", "closed"]
    finish(world)
    assert types(world).count("expired") <= 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_note_meets_the_closing(moment: int) -> None:
    """Whoever comes second is shown the case as it is and sends again: the note is kept in either order."""
    world = opened()
    note = Attempt(world, "api", "bob", "note", version=1, text="called at noon")
    close = Attempt(world, "api-2", "ann", "close", version=1, reason="void")
    race(world, "api", moment, note, close)
    late, verb, arguments = (note, "note", {"text": "called at noon"}) if note.refusal else (
        close, "close", {"reason": "void"})  # fmt: skip
    assert isinstance(late.refusal, StaleVersion)
    current = late.refusal.more["current"]
    world.command("bob", verb, current["id"], version=current["version"], **arguments)
    assert sorted(types(world)) == ["closed", "noted", "raised"]
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
def test_taking_meets_the_closing(moment: int) -> None:
    """A case is either taken and then closed by whoever looks again, or closed and not to be taken any more."""
    world = opened()
    take = Attempt(world, "api", "bob", "take", version=1)
    close = Attempt(world, "api-2", "ann", "close", version=1, reason="void")
    race(world, "api", moment, take, close)
    assert (take.answer is None) != (close.answer is None)
    assert isinstance(take.refusal, AlreadyClosed) or isinstance(close.refusal, StaleVersion)
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("sweep_first", [False, True])
def test_reopening_meets_the_sweep(moment: int, sweep_first: bool) -> None:
    """A sweep that saw the case before it was closed, or sees it reopened, expires it once at most and never
    while it is closed; the reopening is kept."""
    world = opened()
    world.command("ann", "close", case(world).id, version=1, reason="void")
    world.clock.advance(timedelta(days=7))
    reopen = Attempt(world, "api", "ann", "reopen", version=2)
    if sweep_first:
        race(world, "expire", moment, world.sweep, reopen)
    else:
        race(world, "api", moment, reopen, world.sweep)
    assert reopen.answer is not None
    assert types(world)[:3] == ["raised", "closed", "reopened"]
    finish(world)
    assert types(world).count("expired") <= 1


@pytest.mark.parametrize("moment", MOMENTS)
def test_two_sweeps_overlap(moment: int) -> None:
    """A case expires once, at its deadline, however late and however often the sweep runs."""
    world = opened()
    deadline = case(world).expires_at
    world.clock.advance(timedelta(days=8))
    race(world, "expire", moment, world.sweep, lambda: world.sweep("expire-2"))
    assert types(world) == ["raised", "expired"]
    assert case(world).expired_at == deadline
    finish(world)


@pytest.mark.parametrize("verb", ["note", "close", "take"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_one_request_twice_under_one_idempotency_key(moment: int, verb: str) -> None:
    """The browser sends a command again while the first is under way: it is carried out once, and both answers
    are the case after it."""
    world = opened()
    arguments: dict[str, Any] = {"note": {"text": "called"}, "close": {"reason": "void"}}.get(verb, {})
    first = Attempt(world, "api", "ann", verb, version=1, key="k1", **arguments)
    again = Attempt(world, "api-2", "ann", verb, version=1, key="k1", **arguments)
    race(world, "api", moment, first, again)
    assert len(types(world)) == 2
    for attempt in (first, again):
        assert attempt.refusal is None
        assert attempt.answer is not None
        assert attempt.answer.version == 2, "the answer is the case from before the command"


@pytest.mark.parametrize("moment", MOMENTS)
def test_two_requests_under_one_idempotency_key(moment: int) -> None:
    """One key for two different notes: one is carried out, the other refused; never both, never neither."""
    world = opened()
    first = Attempt(world, "api", "ann", "note", version=1, key="k1", text="one")
    other = Attempt(world, "api-2", "ann", "note", version=1, key="k1", text="other")
    race(world, "api", moment, first, other)
    assert types(world) == ["raised", "noted"]
    refusals = [attempt.refusal for attempt in (first, other) if attempt.refusal]
    assert len(refusals) == 1
    assert isinstance(refusals[0], IdempotencyKeyReused)


def test_an_idempotency_key_of_yesterday_is_new_again() -> None:
    """A day later the key may be used again, though the table may not have deleted its row yet."""
    world = opened(nps=1)
    world.command("ann", "note", case(world).id, version=1, key="k1", text="one")
    world.clock.advance(timedelta(hours=25))
    answer = world.command("ann", "note", case(world).id, version=2, key="k1", text="other")
    assert answer is not None
    assert answer.version == 3
    assert world.command("ann", "note", case(world).id, version=2, key="k1", text="other") == answer
