"""E2: a process dies, an answer is lost or a call is throttled at every single call of one story, and at every
pair of calls; the story always ends the same."""

from collections import Counter
from functools import cache
from itertools import product
from typing import Any

import pytest

from tests.simulator import at_rest
from tests.simulator.faults import Call, Calm, Moment, OneFault, around_a_mail
from tests.simulator.world import World
from tests.stateful.effort import LONG
from tests.stateful.story import live, state

TOLD = {"ada": 1, "ann": 1, "bob": 1, "max": 1}


@cache
def undisturbed() -> tuple[dict[str, Any], tuple[Call, ...]]:
    """How the story ends by itself, and the calls it makes."""
    calm = Calm()
    return state(live(calm)), tuple(calm.calls)


class TwoFaults(OneFault):
    """A second fault some calls after the first."""

    def __init__(self, first: tuple[int, Moment], gap: int, second: Moment) -> None:
        super().__init__(*first)
        self._next: tuple[int, Moment] | None = (gap, second)
        self.hits: list[Call] = []

    def _due(self, call: Call, moment: Moment) -> bool:
        due = super()._due(call, moment)
        if due:
            self.hits.append(call)
            if self._next:
                self.arm(*self._next)
                self._next = None
        return due


def mails(world: World) -> dict[str, int]:
    """How many mails each person got."""
    return dict(Counter(mail.user_id for mail in world.mailer.sent))


def test_the_story_without_a_fault_is_worth_disturbing() -> None:
    """The undisturbed story touches every part of the product, and tells four people once."""
    calls = undisturbed()[1]
    assert {(call.actor, call.operation) for call in calls} >= {
        ("ingest", "put_new"), ("evaluate", "transact"), ("notify", "put_new"), ("notify", "send"),
        ("notify", "update"), ("api", "transact"), ("expire", "query"),
    }  # fmt: skip
    assert mails(live()) == TOLD
    assert len(calls) > 30


@pytest.mark.parametrize("moment", ["before", "after", "repeated", "throttled"])
def test_one_fault_at_any_call_changes_nothing(moment: Moment) -> None:
    """For each call of the story: the process dies before it, dies after it, the SDK repeats it, or it is
    throttled. The table ends equal to that of the undisturbed run, times apart, and everyone is told once;
    only a process that dies between the claim of a mail and its record can double it, and then only the
    mail that had left."""
    expected, calls = undisturbed()
    for number, call in enumerate(calls, start=1):
        fault = OneFault(number, moment)
        world = live(fault)
        at_rest.check(world)
        assert fault.hit == call or (moment == "repeated" and _never_repeated(call)), f"no fault at call {number}"
        assert state(world) == expected, f"{moment} call {number}, {call}, changed the outcome"
        assert mails(world) == TOLD | _told_twice(call, moment), f"{moment} call {number}, {call}"


def _never_repeated(call: Call) -> bool:
    # A read twice is a read; mail is sent with one attempt, as SES has no way to recognise a second.
    return call.port == "mail" or not call.writes


def _told_twice(call: Call, moment: Moment) -> dict[str, int]:
    """Whose mail had left when its record was lost."""
    unrecorded = call.operation == "update" and moment in ("before", "throttled")
    if around_a_mail(call) and (unrecorded or (call.operation == "send" and moment == "after")):
        return {call.key.replace("#", "/").split("/")[-1]: 2}
    return {}


def test_two_faults_anywhere_lose_nothing() -> None:
    """For pairs of calls (every pair in the long run): a fault at the first and another at the second. The
    case ends the same, nobody is forgotten, and nobody is told twice unless a mail had left unrecorded."""
    expected, calls = undisturbed()
    gaps = range(1, len(calls)) if LONG else (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 28, 35)
    moments: tuple[Moment, ...] = ("before", "after", "repeated", "throttled") if LONG else ("before", "after")
    for number, gap in product(range(1, len(calls) + 1), gaps):
        for first, second in product(moments, repeat=2):
            fault = TwoFaults((number, first), gap, second)
            world = live(fault)
            at_rest.check(world)
            assert _without_mails(state(world)) == _without_mails(expected), f"{fault.hits} changed the outcome"
            if not any(around_a_mail(hit) for hit in fault.hits):
                assert mails(world) == TOLD, f"{fault.hits} changed the mails"


def _without_mails(items: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in items.items() if "/D#" not in key}
