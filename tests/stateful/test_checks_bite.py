"""Every check is worth having: with one of these faults planted in the product, a storm is not survived."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from functions.notify import addressees
from shared.alerts import by_itself, lifecycle, opening, reconsider, revising
from shared.feedback.models import Feedback, Stored
from shared.scope.perimeter import Perimeter
from shared.storage import alerts as alert_store
from shared.storage import keys
from shared.storage.alerts import Alerts
from shared.storage.deliveries import Deliveries
from shared.storage.feedbacks import Feedbacks, States
from shared.storage.keys import Item
from shared.storage.table import ANY_VERSION, Conflict, Put
from tests.simulator import at_rest, invariants, scene, visibility
from tests.simulator.faults import RandomFaults, Rates
from tests.simulator.mailer import Weather
from tests.simulator.table import MemoryTable
from tests.stateful import test_races, test_races_on_the_way, test_storm
from tests.stateful.racing import MOMENTS
from tests.stateful.test_storm import nothing_lost_nothing_doubled, storm

type Plant = Callable[[pytest.MonkeyPatch], None]


def _claims_for_everyone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Deliveries, "claim", lambda self, key, now: self._table.put_new(_row(key, now)) or True)


def _row(key: keys.Key, now: datetime) -> Item:
    return {"pk": key[0], "sk": key[1], "kind": "delivery", "state": "sending", "at": f"{now}", "attempts": 1}


def _sends_again_at_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("shared.storage.deliveries.LEASE", timedelta(0))
    patch.setattr("shared.storage.deliveries.SETTLE", timedelta(0))


def _sends_again_and_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("shared.storage.deliveries.MAX_ATTEMPTS", 9)


def _saves_over_any_version(patch: pytest.MonkeyPatch) -> None:
    def save(self: Alerts, alert: Any, event: Any, *extra: Put) -> None:
        writes = [Put(alert_store.alert_item(alert), ANY_VERSION), Put(alert_store.event_item(event), ANY_VERSION)]
        self._table.transact([*writes, *extra])

    patch.setattr(Alerts, "save", save)


def _writes_event_and_case_apart(patch: pytest.MonkeyPatch) -> None:
    def open_(self: Alerts, alert: Any, event: Any) -> bool:
        try:
            self._table.transact([Put(alert_store.alert_item(alert))])
            self._table.transact([Put(alert_store.event_item(event))])
        except Conflict:
            return False
        return True

    patch.setattr(Alerts, "open", open_)


def _tells_outside_the_perimeter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(addressees, "recipients", lambda alert, people, _tree: list(people) if alert.path else [])
    patch.setattr("shared.storage.people.People.around", lambda *_: list(scene.USERS))


def _settles_whatever_happened(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Deliveries, "awaits", lambda *_: False)


def _leaves_nothing_in_the_outbox(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(alert_store, "TELLING", ())


def _expires_closed_cases(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(by_itself, "tick", lambda alert, now: None if alert.status == "expired" else lifecycle.changed(
        alert, replace(alert, status="expired", expired_at=alert.expires_at), "expired", None, now))  # fmt: skip


def _keeps_closed_cases_in_the_open_lists(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(keys, "alert_index_keys", _forgetful(keys.alert_index_keys))


def _forgetful(original: Callable[..., dict[str, str]]) -> Callable[..., dict[str, str]]:
    return lambda alert: original(replace(alert, status="new", closing=None))


def _shows_too_much(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Perimeter, "roots", lambda *_: ["net"])


def _overwrites_feedback(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MemoryTable, "put_new", lambda self, item, _attempt=None: self._write(item))


def _names_feedback_by_delivery(patch: pytest.MonkeyPatch) -> None:
    serial = iter(range(10**6))
    patch.setattr("shared.ids.feedback_id", lambda _source, response: f"f{response}-{next(serial)}")


def _drops_a_trigger(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(reconsider, "open_case", lambda *given: _without_a_trigger(opening.open_case(*given)))


def _without_a_trigger(decided: Any) -> Any:
    return replace(decided[0], triggers=decided[0].triggers[:1]), decided[1]


def _attaches_on_one_side_only(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Alerts, "write_with", lambda self, change, _other: self.write(*change))


def _keeps_no_older_state(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Feedbacks, "_beside", lambda *_: Stored.DUPLICATE)


def _shows_what_came_last(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Feedbacks, "_beside", _last_wins(Feedbacks._beside))


def _last_wins(original: Callable[..., Any]) -> Callable[..., Any]:
    def beside(self: Feedbacks, item: Item, feedback: Feedback, existing: Item) -> Any:
        return original(self, item, replace(feedback, revision="~"), existing)

    return beside


def _decides_on_the_latest_state_only(patch: pytest.MonkeyPatch) -> None:
    whole = Feedbacks.states

    def latest(self: Feedbacks, feedback_id: str) -> States:
        found = whole(self, feedback_id)
        return found._replace(states=found.states[-1:])

    patch.setattr(Feedbacks, "states", latest)


def _changes_no_case(patch: pytest.MonkeyPatch) -> None:
    def revise(alert: Any, *rest: Any) -> Any:
        return None if alert else revising.revise(alert, *rest)

    patch.setattr("shared.alerts.reconsider.revise", revise)


def _tells_of_each_event_anew(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("functions.notify.tell.ledger_key", lambda key, _event: key)


def _never_marks_what_waits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("shared.alerts.reconsider._marked_anew", lambda *_: False)


def _forgets_to_expire(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(by_itself, "tick", lambda *_: None)


PLANTED = (
    _claims_for_everyone, _sends_again_at_once, _sends_again_and_again, _saves_over_any_version,
    _writes_event_and_case_apart,
    _tells_outside_the_perimeter, _settles_whatever_happened, _leaves_nothing_in_the_outbox, _expires_closed_cases,
    _keeps_closed_cases_in_the_open_lists, _shows_too_much, _overwrites_feedback, _names_feedback_by_delivery,
    _drops_a_trigger, _attaches_on_one_side_only, _forgets_to_expire, _keeps_no_older_state, _shows_what_came_last,
    _decides_on_the_latest_state_only, _changes_no_case, _tells_of_each_event_anew, _never_marks_what_waits,
)  # fmt: skip


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__.strip("_"))
def test_a_planted_fault_is_found(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some check fails, or the product itself stops, within a few storms and races."""
    monkeypatch.setattr(test_storm, "STORM_WEBHOOKS", 60)
    plant(monkeypatch)
    with pytest.raises((AssertionError, LookupError)):
        _hold()


def test_without_a_planted_fault_all_of_it_is_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    """The counter-proof: what finds the planted faults finds nothing in the product."""
    monkeypatch.setattr(test_storm, "STORM_WEBHOOKS", 60)
    _hold()


def _hold() -> None:
    for moment in MOMENTS:
        test_races.test_two_people_take_one_case(moment)
        test_races.test_closing_meets_the_sweep(moment, sweep_first=False, stale_index=True)
    for moment in range(1, 25):
        test_races_on_the_way.test_an_event_is_told_by_two_at_once(moment, "notify")
    for seed in range(3):
        _survive(seed)


def _survive(seed: int) -> None:
    faults = RandomFaults(Random(seed), Rates(crash=0.08, throttle=0.1, repeat=0.05))
    world = storm(seed, faults, weather=Weather(refused=0.05, throttled=0.1, lost=0.2))
    at_rest.check(world)
    nothing_lost_nothing_doubled(world)
    world.clock.advance(timedelta(seconds=5))
    for _ in range(5):
        visibility.look(world, world.rng)
    world.tick(max(case.expires_at for case in invariants.alerts(world)) - world.clock())
    at_rest.check(world)
