"""Two people on the plan of one case: whatever the moment, an action is finished once, and nothing is done of a
plan that is closed (S3.39, S3.40)."""

from typing import Any

import pytest

from shared.errors import ActionFinished, AlreadyClosed, PlanClosed, StaleVersion
from tests.stateful.racing import MOMENTS, Attempt, case, finish, opened, race, types

KEEP: dict[str, Any] = {"action": "keep", "status": "done"}
END: dict[str, Any] = {"action": "call", "status": "done", "exit_state": "passed"}
CLOSE: dict[str, Any] = {"action": "call", "status": "done", "exit_state": "void"}
LATER: dict[str, Any] = {"action": "call", "status": "later"}


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    ("mine", "others", "refusals", "left"),
    [
        (KEEP, KEEP, {ActionFinished}, {("acted",)}),
        (KEEP, END, {PlanClosed, StaleVersion}, {("acted",), ("acted", "plan_closed")}),
        (END, CLOSE, {PlanClosed, AlreadyClosed}, {("acted", "plan_closed"), ("acted", "plan_closed", "closed")}),
        (KEEP, LATER, {StaleVersion}, {("acted",), ("acted", "held")}),
    ],
    ids=["the same action", "an action and the end", "two ends", "an action and a next try"],
)
def test_two_people_act(moment: int, mine: Any, others: Any, refusals: Any, left: Any) -> None:
    """One is carried out whole, the other is refused and shown the case as it is."""
    world = opened()
    first = Attempt(world, "api", "ann", "act", version=1, **mine)
    second = Attempt(world, "api-2", "bob", "act", version=1, **others)
    race(world, "api", moment, first, second)
    assert (first.answer is None) != (second.answer is None)
    loser = first if first.answer is None else second
    assert type(loser.refusal) in refusals
    assert loser.refusal is not None
    assert loser.refusal.more["current"]["version"] == case(world).version
    assert tuple(types(world)[1:]) in left
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_end_of_a_plan_meets_the_closing(moment: int) -> None:
    """The case is closed once, by the one or the other."""
    world = opened()
    end = Attempt(world, "api", "ann", "act", version=1, **CLOSE)
    close = Attempt(world, "api-2", "bob", "close", version=1, reason="void")
    race(world, "api", moment, end, close)
    assert types(world).count("closed") == 1
    assert isinstance((end if end.answer is None else close).refusal, AlreadyClosed)
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_same_request_twice(moment: int) -> None:
    """Under one key it is carried out once, with all its events."""
    world = opened()
    pair = [Attempt(world, actor, "ann", "act", version=1, key="k1", **LATER) for actor in ("api", "api-2")]
    race(world, "api", moment, *pair)
    assert all(one.answer is not None for one in pair)
    assert types(world) == ["raised", "acted", "held"]
    finish(world)
