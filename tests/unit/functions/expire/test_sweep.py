"""The minute's sweep: all that is due, in any number, once, whatever one of them does."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from functions.expire import sweep as sweeping
from functions.expire.sweep import sweep
from shared.alerts import lifecycle
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
    assert sweep(fill(table, 3), Queue(), NOW - SECOND) == (0, 0, 0)


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
    monkeypatch.setattr(sweeping, "MAX_EXPIRED", 4)
    alerts = fill(table, 6)
    late = NOW + 26 * HOUR
    assert sweep(alerts, Queue(), late).expired == 4
    assert [str(item["tick_at"])[17:19] for item in table.query(keys.CASES_DUE, index="tick")] == ["04", "05"]
    assert sweep(alerts, Queue(), late).expired == 2


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
    alerts.save(*lifecycle.close(case, CLAIRE, NOW, reason="void", reasons=DEFAULT_REASONS))
    assert sweep(Behind(table), Queue(), NOW + HOUR) == (0, 1, 0)


def test_somebody_acting_at_the_same_moment_wins(table: MemoryTable) -> None:
    alerts = fill(table, 1)

    class Raced(Alerts):
        def save(self, *change: Any) -> None:
            if change[1].type == "expired":
                case = alerts.get(change[0].id)
                assert case is not None
                alerts.save(*lifecycle.note(case, CLAIRE, NOW, text="first"))
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
