"""The minute's sweep: all that is due, in any number, once, whatever one of them does."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from functions.expire import sweep as sweeping
from functions.expire.sweep import sweep
from shared.alerts import conversation, ending
from shared.alerts.models import Hold, Timer
from shared.alerts.reasons import DEFAULT_REASONS
from shared.storage import codec, keys
from shared.storage.alerts import Alerts
from shared.storage.keys import Key
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, HOUR, NOW, feedback, opened

SECOND = timedelta(seconds=1)


@pytest.fixture
def table() -> MemoryTable:
    return MemoryTable(lambda: NOW)


def fill(table: MemoryTable, count: int) -> Alerts:
    alerts = Alerts(table)
    for number in range(count):
        case, event = opened(feedback(number))
        alerts.open(replace(case, expires_at=NOW + SECOND * number), event)
    return alerts


class Queue:
    """Remembers what was sent again."""

    def __init__(self) -> None:
        self.sent: list[tuple[Key, str]] = []

    def __call__(self, key: Key, body: str) -> None:
        self.sent.append((key, body))


def test_nothing_is_due(table: MemoryTable) -> None:
    assert sweep(fill(table, 3), Queue(), NOW - SECOND) == (0, 0, 0, 0)


@pytest.mark.parametrize("count", [1, 2, 250])
def test_all_that_is_due_expires_once(table: MemoryTable, count: int) -> None:
    alerts = fill(table, count + 1)
    now = NOW + SECOND * (count - 1)
    assert sweep(alerts, Queue(), now).expired == count
    assert sweep(alerts, Queue(), now).expired == 0
    assert sum(item["kind"] == "event" and item["type"] == "expired" for item in table.items()) == count


def test_the_longest_overdue_come_first_and_the_rest_waits(
    table: MemoryTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "MAX_CASES", 4)
    alerts = fill(table, 6)
    late = NOW + 26 * HOUR
    assert sweep(alerts, Queue(), late).expired == 4
    assert [str(item["tick_at"])[17:19] for item in table.query(keys.CASES_DUE, index="tick")] == ["04", "05"]
    assert sweep(alerts, Queue(), late).expired == 2


def watched(table: MemoryTable) -> Alerts:
    """One case on hold for an hour, told of after two, reminded of after three, up after four."""
    alerts = Alerts(table)
    case, event = opened(feedback(1))
    timers = (Timer("escalation", NOW + 2 * HOUR, 1), Timer("reminder", NOW + 3 * HOUR))
    hold = Hold(CLAIRE, NOW, NOW + HOUR)
    alerts.open(replace(case, hold=hold, timers=timers, expires_at=NOW + 4 * HOUR, owner=CLAIRE), event)
    return alerts


def types(table: MemoryTable) -> list[str]:
    events = [item for item in table.items() if item["kind"] == "event"]
    return [str(item["type"]) for item in sorted(events, key=lambda item: item["sk"])]


def test_what_happens_to_a_case_by_itself_happens_in_its_minute(table: MemoryTable) -> None:
    alerts = watched(table)
    swept = [sweep(alerts, Queue(), NOW + hours * HOUR) for hours in (0, 1, 1, 2, 3, 4, 5)]
    assert [(one.moved, one.expired) for one in swept] == [(0, 0), (1, 0), (0, 0), (1, 0), (1, 0), (0, 1), (0, 0)]
    assert types(table) == ["raised", "returned", "escalated", "reminded", "expired"]
    outbox = [item["type"] for item in table.items() if item["kind"] == "event" and "tick" in item]
    assert sorted(map(str, outbox)) == ["escalated", "raised", "reminded", "returned"]


def test_after_a_stop_of_26_hours_a_case_expires_and_nothing_else_is_told_of_it(table: MemoryTable) -> None:
    alerts = watched(table)
    assert sweep(alerts, Queue(), NOW + 26 * HOUR).expired == 1
    assert types(table) == ["raised", "expired"]
    assert sweep(alerts, Queue(), NOW + 26 * HOUR + SECOND)[::3] == (0, 0)


def test_several_things_are_due_at_once_after_a_shorter_stop(table: MemoryTable) -> None:
    alerts = watched(table)
    assert sweep(alerts, Queue(), NOW + 3 * HOUR).moved == 3
    assert types(table) == ["raised", "returned", "escalated", "reminded"]


@pytest.mark.parametrize("hours", [1, 2, 3, 4, 26])
def test_two_sweeps_at_once_do_everything_once(table: MemoryTable, hours: int) -> None:
    """The second one does all of it while the first is about to save its first step."""
    alerts = watched(table)
    now = NOW + hours * HOUR

    class Overlapped(Alerts):
        entered = False

        def save(self, *change: Any) -> None:
            if not self.entered:
                self.entered = True
                sweep(alerts, Queue(), now)
            super().save(*change)

    swept = sweep(Overlapped(table), Queue(), now)
    assert (swept.expired, swept.moved, swept.failed) == (0, 0, 0), "the other one did it"
    assert len(types(table)) == len(set(types(table)))
    assert sweep(alerts, Queue(), now)[::3] == (0, 0)


def test_an_index_behind_the_table_expires_nobody_twice() -> None:
    table = MemoryTable(lambda: NOW, lambda: 5 * SECOND)
    alerts = fill(table, 150)
    time = NOW + HOUR
    table._clock = lambda: time
    assert sweep(alerts, Queue(), time).expired == 150
    assert sweep(alerts, Queue(), time).expired == 0


def test_a_case_closed_a_moment_ago_is_left_alone(table: MemoryTable) -> None:
    alerts = fill(table, 1)
    (alert_id,) = alerts.due(NOW, 10)

    class Behind(Alerts):
        def due(self, now: Any, limit: int) -> list[str]:
            return [alert_id]

    case = alerts.get(alert_id)
    assert case is not None
    alerts.save(*ending.close(case, CLAIRE, NOW, reason="void", reasons=DEFAULT_REASONS))
    assert sweep(Behind(table), Queue(), NOW + HOUR) == (0, 1, 0, 0)


def test_somebody_acting_at_the_same_moment_wins(table: MemoryTable) -> None:
    alerts = fill(table, 1)

    class Raced(Alerts):
        def save(self, *change: Any) -> None:
            if change[1].type == "expired":
                case = alerts.get(change[0].id)
                assert case is not None
                alerts.save(*conversation.note(case, CLAIRE, NOW, text="first"))
            super().save(*change)

    assert sweep(Raced(table), Queue(), NOW).expired == 0
    assert sweep(alerts, Queue(), NOW).expired == 1


def test_one_unreadable_case_does_not_hold_up_the_others(table: MemoryTable) -> None:
    alerts = fill(table, 3)
    (first,) = alerts.due(NOW, 1)
    table.update(keys.alert(first), {"body": "{}"})
    assert sweep(alerts, Queue(), NOW + HOUR)[::2] == (2, 1)


def test_events_nobody_was_told_of_are_sent_again_every_five_minutes(table: MemoryTable) -> None:
    alerts, queue = fill(table, 2), Queue()
    minute = timedelta(minutes=1)
    assert sweep(alerts, queue, NOW + 4 * minute).resent == 0
    assert sweep(alerts, queue, NOW + 5 * minute).resent == 2
    assert sweep(alerts, queue, NOW + 9 * minute).resent == 0
    assert sweep(alerts, queue, NOW + 10 * minute).resent == 2
    key, body = queue.sent[0]
    event = alerts.event(key)
    assert event is not None
    assert body == codec.encode(event)


def test_one_event_that_cannot_be_sent_does_not_hold_up_the_others(table: MemoryTable) -> None:
    alerts, queue = fill(table, 3), Queue()
    first = alerts.undelivered(NOW + HOUR, 1)[0]

    def resend(key: Key, body: str) -> None:
        if key == first:
            raise ConnectionError
        queue(key, body)

    swept = sweep(alerts, resend, NOW - SECOND + timedelta(minutes=6))
    assert (swept.resent, swept.failed) == (2, 1)
    assert first in alerts.undelivered(NOW + HOUR, 10)
