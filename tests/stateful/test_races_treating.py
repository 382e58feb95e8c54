"""The race matrix, what people do with a case while others and the clock act on it."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from functions.api.commands import execute
from functions.api.reader import reader
from functions.api.wiring import wired as wired_api
from functions.jobs.run import run
from functions.jobs.work import WORK
from shared.bulk.carrying import Doer, carry_out
from shared.bulk.models import BulkArgs, BulkRequest, Outcome
from shared.clock import iso
from shared.errors import AlreadyClosed, AppError, NotHeld, StaleVersion
from shared.storage.config import ConfigStore
from shared.storage.jobs import Jobs
from shared.storage.orders import OrderCases
from shared.storage.people import People
from tests.simulator import scene
from tests.simulator.faults import Calm, Interleaving
from tests.simulator.parts import act
from tests.simulator.ports import FaultyTable
from tests.simulator.world import SETTINGS, World
from tests.stateful.racing import MOMENTS, Attempt, case, finish, opened, race, types
from tests.support.jobs import LONG, begun, ports_of

DAY = timedelta(days=1)
BOB = ("bob", "Bob")
HELD = {"until": iso(World().clock() + timedelta(hours=20))}
CLOSE = {"reason": "void"}

LATE: list[tuple[str, dict[str, Any], str]] = [
    ("assign", {"to": BOB}, "assigned"),
    ("transfer", {"to": BOB}, "transferred"),
    ("hold", HELD, "held"),
    ("spam", {}, "spammed"),
]


@pytest.mark.parametrize(("verb", "arguments", "event"), LATE, ids=[row[0] for row in LATE])
@pytest.mark.parametrize("moment", MOMENTS)
def test_giving_on_parking_or_dropping_meets_the_closing(
    moment: int, verb: str, arguments: dict[str, Any], event: str
) -> None:
    """Whatever comes second is refused, and nothing but reopening follows a closing."""
    world = opened()
    other = Attempt(world, "api", "ann", verb, version=1, **arguments)
    close = Attempt(world, "api-2", "max", "close", version=1, **CLOSE)
    race(world, "api", moment, other, close)
    assert (other.answer is None) != (close.answer is None)
    if close.answer:
        assert isinstance(other.refusal, AlreadyClosed | StaleVersion)
        assert types(world) == ["raised", "closed"]
    else:
        assert isinstance(close.refusal, AppError)
        assert close.refusal.status == 409
        assert types(world) == ["raised", event]
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
def test_two_managers_give_it_to_two_people(moment: int) -> None:
    world = opened()
    one = Attempt(world, "api", "max", "assign", version=1, to=("ann", "Ann"))
    two = Attempt(world, "api-2", "ada", "assign", version=1, to=BOB)
    race(world, "api", moment, one, two)
    assert (one.answer is None) != (two.answer is None)
    loser = one if two.answer else two
    assert isinstance(loser.refusal, StaleVersion)
    assert types(world) == ["raised", "assigned"]
    finish(world)


@pytest.mark.parametrize("sweep_first", [False, True])
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("verb", ["resume", "close", "hold"])
def test_a_hold_ends_while_somebody_acts(moment: int, sweep_first: bool, verb: str) -> None:
    """It ends once: by itself or by the person; who comes second is shown the case as it is."""
    world = opened()
    world.command("ann", "hold", case(world).id, version=1, **HELD)
    world.clock.advance(timedelta(hours=21))
    later = {"until": iso(world.clock() + DAY)}
    arguments: dict[str, Any] = {"close": CLOSE, "hold": later}.get(verb, {})
    act = Attempt(world, "api", "ann", verb, version=2, **arguments)
    if sweep_first:
        race(world, "expire", moment, world.sweep, act)
    else:
        race(world, "api", moment, act, world.sweep)
    assert types(world).count("returned") == (0 if act.answer else 1)
    if act.refusal:
        assert isinstance(act.refusal, NotHeld | StaleVersion)
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
def test_two_sweeps_return_and_remind_once(moment: int) -> None:
    world = opened()
    world.command("ann", "hold", case(world).id, version=1, **HELD)
    world.clock.advance(timedelta(days=6, hours=1))
    race(world, "expire", moment, world.sweep, lambda: world.sweep("expire-2"))
    world.sweep()
    assert sorted(types(world)) == ["held", "raised", "reminded", "returned"]
    finish(world)


def test_after_26_hours_of_silence_a_case_expires_once_and_nobody_is_reminded() -> None:
    """The sweep was off: what would have been told meanwhile is not told after the end."""
    world = opened()
    deadline = case(world).expires_at
    world.command("ann", "hold", case(world).id, version=1, **HELD)
    world.clock.advance(deadline - world.clock() + timedelta(hours=26))
    world.sweep()
    world.sweep()
    assert types(world) == ["raised", "held", "expired"]
    assert (case(world).expired_at, case(world).hold) == (deadline, None)
    finish(world)


class Order:
    """A bulk order on the only case, as one process carries it out."""

    def __init__(self, world: World, actor: str, request: BulkRequest, order_id: str = "j1") -> None:
        self._world, self._request = world, request
        self._cases = OrderCases(FaultyTable(world.table, actor, lambda: world.faults), order_id)
        self.outcome: Outcome | None = None

    def __call__(self) -> None:
        config = ConfigStore(self._world.table).load()
        user = People(self._world.table).get("max")
        assert user is not None
        doer = Doer(user, config.tree, config.settings, config.reasons)
        (alert_id,) = self._request.ids
        self.outcome = carry_out(alert_id, self._request, doer, self._cases, self._world.clock())


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_bulk_closing_meets_a_single_one(moment: int) -> None:
    """The order says ``already_closed`` of the case, or has closed it first; never both, never neither."""
    world = opened()
    bulk = Order(world, "api", BulkRequest("close", (case(world).id,), BulkArgs(reason="void")))
    single = Attempt(world, "api-2", "ann", "close", version=1, **CLOSE)
    race(world, "api", moment, bulk, single)
    assert types(world) == ["raised", "closed"]
    assert bulk.outcome is not None
    assert bulk.outcome.code == ("already_closed" if single.answer else "done")
    finish(world)


@pytest.mark.parametrize("moment", MOMENTS)
def test_two_runners_of_one_order_do_it_once(moment: int) -> None:
    """A lease that ran out: both carry on, and the case is annotated once."""
    world = opened()
    request = BulkRequest("note", (case(world).id,), BulkArgs(text="called"))
    one, two = Order(world, "jobs", request), Order(world, "jobs-2", request)
    race(world, "jobs", moment, one, two)
    assert types(world) == ["raised", "noted"]
    assert [order.outcome and order.outcome.code for order in (one, two)] == ["done", "done"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_undoing_meets_somebody_at_work(moment: int) -> None:
    """What was closed in bulk is reopened, unless somebody has acted on the case since."""
    world = opened()
    closing = BulkRequest("close", (case(world).id,), BulkArgs(reason="void"))
    Order(world, "api", closing)()
    undo = Order(world, "api", BulkRequest("close", closing.ids, undo="j1"), "j2")
    note = Attempt(world, "api-2", "ann", "note", version=2, text="looked at")
    race(world, "api", moment, undo, note)
    assert undo.outcome is not None
    if note.answer:
        assert undo.outcome.code == "changed_since"
        assert case(world).status == "closed"
    else:
        assert undo.outcome.code == "done"
        assert case(world).status == "new"
    finish(world)


ANN = ("ann", "Ann")
LATEST = 6
"""The moment after all calls of the job's first pass: while it waits for whoever was still at work."""
GIVEN: list[tuple[str, str, dict[str, Any], list[tuple[str, dict[str, Any]]]]] = [
    ("ann", "take", {}, []),
    ("max", "assign", {"to": ANN}, []),
    ("max", "transfer", {"to": ANN}, []),
    ("max", "reopen", {}, [("take", {}), ("close", CLOSE)]),
    ("max", "unspam", {}, [("take", {}), ("spam", {})]),
]


@pytest.mark.parametrize(("who", "verb", "arguments", "before"), GIVEN, ids=[row[1] for row in GIVEN])
@pytest.mark.parametrize("moment", range(1, LATEST + 1))
@pytest.mark.parametrize("stale", [False, True])
def test_a_case_that_reaches_somebody_who_is_being_disabled_is_given_on(
    stale: bool, moment: int, who: str, verb: str, arguments: dict[str, Any],
    before: list[tuple[str, dict[str, Any]]],
) -> None:  # fmt: skip
    """A request had read the person before they were disabled, and saves while the job is at work, or when its
    first pass is over; the index of what somebody owns may be behind."""
    world = opened(stale=stale)
    for version, (done, given) in enumerate(before, 1):
        world.command("ann", done, case(world).id, version=version, **given)
    api = wired_api(SETTINGS, world.table, world.clock)
    asked, version = reader(api, who), case(world).version
    world.save_user(replace(next(user for user in scene.USERS if user.id == "ann"), disabled=True))
    job = begun(world.table, "reassign", user="ann")
    came: list[str] = []

    def late() -> None:
        if not came:
            came.append(verb)
            execute(
                api, asked, case(world).id, act(verb, arguments), version=version, key=None, request=verb.encode()
            )

    def wait(seconds: float) -> None:
        late()
        world.clock.advance(timedelta(seconds=seconds))

    ports = ports_of(FaultyTable(world.table, "jobs", lambda: world.faults), world.clock)
    object.__setattr__(ports, "pause", wait)
    interleaving = Interleaving("jobs", moment, late)
    world.faults = interleaving
    run(job.id, WORK, ports, world.clock() + LONG)
    world.faults = Calm()
    assert came == [verb]
    found = Jobs(world.table).get(job.id)
    assert found is not None
    assert (found.status, found.result) == ("done", {"assigned": 0, "unassigned": 1})
    assert case(world).owner is None
    assert types(world)[-2:] == [
        {"take": "taken", "assign": "assigned", "transfer": "transferred", "reopen": "reopened",
         "unspam": "unspammed"}[verb],
        "unassigned",
    ]  # fmt: skip
