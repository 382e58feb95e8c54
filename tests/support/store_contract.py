"""What the stores promise, run against every kind of table."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts import conversation, ownership
from shared.alerts.models import Alert
from shared.errors import IdempotencyKeyReused, StaleVersion
from shared.scope.perimeter import Perimeter
from shared.storage import codec, keys, sections
from shared.storage.alerts import Alerts, Reading, event_item
from shared.storage.answers import Answers
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.deliveries import LEASE, MAX_ATTEMPTS, SETTLE, Deliveries, DeliveryState
from shared.storage.merging import Ask
from shared.storage.notices import Notices
from shared.storage.people import People
from shared.storage.sections import Section
from shared.storage.table import Conflict, Put, Span, Table
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, PLACES, alert, feedback, opened, rule, tree, user

SECOND = timedelta(seconds=1)


def raised(alerts: Alerts, number: int = 1, **changes: Any) -> Alert:
    """A case as it is once opened in the table."""
    case, event = opened(feedback(number))
    case = replace(case, **changes)
    assert alerts.open(case, event)
    return case


class StoreContract:
    """Subclasses bring a ``table`` fixture, empty for each test."""

    def test_a_case_opens_once(self, table: Table) -> None:
        alerts = Alerts(table)
        case = raised(alerts)
        assert alerts.get(case.id) == case
        assert not alerts.open(*opened(feedback(1)))
        events, deliveries = alerts.timeline(case.id)
        assert [event.type for event in events] == ["raised"]
        assert deliveries == {}
        assert alerts.event(keys.event(case.id, 1)) == events[0]
        assert alerts.event(keys.event(case.id, 2)) is None

    def test_a_change_and_its_event_are_saved_together_once(self, table: Table) -> None:
        alerts = Alerts(table)
        case = raised(alerts)
        first, second = ownership.take(case, CLAIRE, NOW), ownership.take(case, MARC, NOW)
        assert first is not None
        assert second is not None
        alerts.save(*first)
        with pytest.raises(Conflict):
            alerts.save(*second)
        assert alerts.get(case.id) == first[0]
        assert [event.by for event in alerts.timeline(case.id)[0]] == [None, CLAIRE]

    def test_whatever_is_saved_with_a_change_is_all_or_nothing(self, table: Table) -> None:
        alerts = Alerts(table)
        case = raised(alerts)
        table.put({"pk": "X", "sk": "x"})
        with pytest.raises(Conflict):
            alerts.save(*conversation.note(case, CLAIRE, NOW, text="x"), Put({"pk": "X", "sk": "x"}))
        assert alerts.get(case.id) == case
        assert len(alerts.timeline(case.id)[0]) == 1

    def test_changes_in_a_row_are_saved_together_once(self, table: Table) -> None:
        alerts = Alerts(table)
        case = raised(alerts)
        noted, first = conversation.note(case, CLAIRE, NOW, text="x")
        after, second = conversation.note(noted, CLAIRE, NOW, text="y")
        alerts.save_steps(after, (first, second))
        assert alerts.get(case.id) == after
        assert [event.version for event in alerts.timeline(case.id)[0]] == [1, 2, 3]
        with pytest.raises(Conflict):
            alerts.save_steps(after, (first, second))
        late, third = conversation.note(case, MARC, NOW, text="z")
        with pytest.raises(Conflict):
            alerts.save_steps(late, (third,))
        assert len(alerts.timeline(case.id)[0]) == 3

    def test_messages_are_counted_by_their_state(self, table: Table) -> None:
        alerts, ledger = Alerts(table), Deliveries(table)
        case = raised(alerts)
        outcomes: tuple[DeliveryState, ...] = ("sent", "sent", "failed")
        for number, state in enumerate(outcomes):
            row = keys.delivery(keys.event(case.id, 1), "email", f"u{number}")
            assert ledger.claim(row, NOW)
            ledger.record(row, state, NOW)
        assert alerts.timeline(case.id)[1] == {"sent": 2, "failed": 1}

    def test_pages_merge_partitions_in_order(self, table: Table) -> None:
        alerts = Alerts(table)
        for number in range(1, 8):
            kind = "message" if number % 2 else "alert"
            raised(alerts, number, kind=kind, due_at=NOW + number * HOUR)
        slices = sections.slices(Section.INBOX, Perimeter(frozenset({"ara"})), tree(), "u1")
        first = alerts.page(slices, Span(), 4, forward=True)
        second = alerts.page(slices, Span(after=str(first[-1]["due"])), 4, forward=True)
        assert [str(one["due"])[:13] for one in (*first, *second)] == [
            f"2026-03-17T{9 + n:02d}" for n in range(1, 8)
        ]
        backwards = alerts.page(slices, Span(), 3, forward=False)
        assert [str(one["due"])[11:13] for one in backwards] == ["16", "15", "14"]
        readings = [Reading(Ask(part, None, 100), Span(), forward=True) for part in slices]
        assert [len(items) for items in alerts.read(readings)] == [3, 0, 4, 0]
        until = Reading(Ask(slices[0], None, 100), Span(before="2026-03-17T12"), forward=True)
        assert [len(items) for items in alerts.read([until])] == [1]

    def test_cases_are_due_at_their_expiry_the_oldest_first(self, table: Table) -> None:
        alerts = Alerts(table)
        cases = [raised(alerts, number, expires_at=NOW + number * HOUR) for number in (3, 1, 2)]
        raised(alerts, 4, expires_at=NOW, status="expired")
        assert alerts.due(NOW + HOUR - timedelta(milliseconds=1), 10) == []
        assert alerts.due(NOW + HOUR, 10) == [cases[1].id], "this very millisecond included"
        assert alerts.due(NOW + 3 * HOUR, 10) == [cases[1].id, cases[2].id, cases[0].id]
        assert alerts.due(NOW + 3 * HOUR, 2) == [cases[1].id, cases[2].id]

    def test_the_outbox_holds_events_until_settled(self, table: Table) -> None:
        alerts = Alerts(table)
        case = raised(alerts)
        key = keys.event(case.id, 1)
        assert alerts.undelivered(NOW, 10) == [], "not before it had its time"
        assert alerts.undelivered(NOW + timedelta(minutes=5), 10) == [key]
        alerts.postpone(key, NOW + HOUR)
        assert alerts.undelivered(NOW + timedelta(minutes=59), 10) == []
        assert alerts.undelivered(NOW + HOUR, 10) == [key]
        alerts.settle(key)
        alerts.settle(key)
        assert alerts.undelivered(NOW + 9 * HOUR, 10) == []

    def test_people_are_found_under_each_node(self, table: Table) -> None:
        people = People(table)
        store, region, admin = user("u1"), user("u2", nodes=("ara", "idf")), user("u3", role="admin", nodes=())
        for one in (store, region, admin):
            people.save(one)
        assert people.get("u1") == store
        assert people.get("none") is None
        assert people.around(("net", "ara", "lyon")) == [store, region]
        assert people.around(("net", "idf")) == [region]
        assert people.around(()) == []
        assert people.admins() == [admin]

    def test_people_who_moved_are_seen_as_they_are_now(self, table: Table) -> None:
        people = People(table)
        people.save(user("u1", nodes=("lyon",)))
        people.save(user("u1", nodes=("ara",)))
        people.save(user("u1", nodes=("paris",)))
        found = people.around(("net", "ara", "lyon"))
        assert not any(one.told_of(tree()).covers(("net", "ara", "lyon")) for one in found)
        people.save(user("u2", role="admin", nodes=()))
        people.save(user("u2", role="agent", nodes=()))
        assert people.admins() == []

    def test_configuration_has_one_version(self, table: Table) -> None:
        store = ConfigStore(table)
        assert store.load().version == 0
        store.save("RULE", "r1", rule("r1"), if_config=0)
        store.save_many([("PLACE", place.id, place) for place in PLACES], if_config=1)
        loaded = store.load()
        assert loaded.version == 2
        assert loaded.rules == {"r1": rule("r1")}
        assert set(loaded.tree.places) == {place.id for place in PLACES}
        with pytest.raises(StaleVersion):
            store.save("RULE", "r2", rule("r2"), if_config=1)
        with pytest.raises(StaleVersion):
            store.save("RULE", "r2", rule("r2"), if_config=0)
        assert store.load().rules.keys() == {"r1"}
        store.save("RULE", "r1", rule("r1", version=2, status="draft"), if_config=2)
        assert len(store.load().rule_set) == 0

    def test_a_warm_copy_follows_within_a_second(self, table: Table) -> None:
        time = [NOW]
        cache, store = ConfigCache(table, lambda: time[0]), ConfigStore(table)
        assert cache.current().version == 0
        store.save("RULE", "r1", rule("r1"), if_config=0)
        assert cache.current().version == 0
        time[0] += SECOND
        assert cache.current().version == 1
        store.save("RULE", "r2", rule("r2"), if_config=1)
        assert cache.at(2).version == 2
        assert cache.current().version == 2

    def test_a_notice_is_written_once_an_hour(self, table: Table) -> None:
        for minutes in (0, 1, 54, 55, 56):
            Notices(table).unknown_place("NOWHERE", NOW + timedelta(minutes=minutes))
        rows = table.query(keys.notice("unknown_place", "")[0])
        assert [row["sk"] for row in rows] == ["E#2026-03-17T09", "E#2026-03-17T10"]
        assert all(row["tick"] == keys.OUTBOX for row in rows)

    def test_an_idempotency_key_is_marked_with_its_effect(self, table: Table) -> None:
        answers = Answers(table)
        mark = answers.mark("u1", "key", b"request", NOW)
        assert mark is not None
        assert answers.mark("u1", "key", b"request", NOW) is not None, "nothing is done before the effect is"
        table.transact([mark])
        assert answers.mark("u1", "key", b"request", NOW + 23 * HOUR) is None
        assert answers.mark("u2", "key", b"other", NOW) is not None, "keys belong to a person"
        with pytest.raises(IdempotencyKeyReused):
            answers.mark("u1", "key", b"other", NOW)

    def test_an_idempotency_key_is_new_after_a_day_even_if_its_row_still_stands(self, table: Table) -> None:
        answers = Answers(table)
        first = answers.mark("u1", "key", b"request", NOW)
        assert first is not None
        table.transact([first])
        again, rival = (answers.mark("u1", "key", b"other", NOW + 24 * HOUR) for _ in range(2))
        assert again is not None
        assert rival is not None
        table.transact([again])
        with pytest.raises(Conflict):
            table.transact([rival])
        assert answers.mark("u1", "key", b"other", NOW + 25 * HOUR) is None

    ROW = keys.delivery(keys.event("a1", 1), "email", "u1")

    @pytest.mark.parametrize(
        ("state", "after", "attempts", "claimed", "why"),
        [
            ("sent", HOUR, 1, False, "it has left"),
            ("failed", HOUR, 1, False, "it never will"),
            ("retry", timedelta(0), 1, True, "the channel asked for later"),
            ("retry", timedelta(0), 2, True, "as often as it asks"),
            ("sending", timedelta(0), 1, False, "another is at it"),
            ("sending", LEASE, 1, False, "its outcome is lost, and it may have left"),
            ("sending", SETTLE - SECOND, 1, False, "still"),
            ("sending", SETTLE, 1, True, "once more"),
            ("unknown", SETTLE - SECOND, 1, False, "it may have left"),
            ("unknown", SETTLE, 1, True, "once more"),
            ("unknown", 9 * SETTLE, MAX_ATTEMPTS, False, "but not a third time"),
            ("sending", 9 * SETTLE, MAX_ATTEMPTS, False, "nor when lost again"),
        ],
    )
    def test_the_ledger_grants_a_message_to_one(
        self, table: Table, state: str, after: timedelta, attempts: int, claimed: bool, why: str
    ) -> None:
        table.put(
            {
                "pk": self.ROW[0], "sk": self.ROW[1], "kind": "delivery", "state": state,
                "at": "2026-03-17T09:05:00.000Z", "attempts": attempts,
            }
        )  # fmt: skip
        ledger = Deliveries(table)
        assert ledger.claim(self.ROW, NOW + after) is claimed, why
        assert ledger.claim(self.ROW, NOW + after) is False, "never to two"

    def test_the_ledger_follows_a_message(self, table: Table) -> None:
        ledger, event, owed = Deliveries(table), keys.event("a1", 1), {self.ROW}
        assert not ledger.awaits(event, owed)
        assert ledger.claim(self.ROW, NOW)
        assert not ledger.claim(self.ROW, NOW)
        assert ledger.awaits(event, owed)
        assert not ledger.awaits(event, ()), "its person has left"
        ledger.record(self.ROW, "unknown", NOW)
        assert ledger.awaits(event, owed)
        assert ledger.claim(self.ROW, NOW + SETTLE)
        ledger.record(self.ROW, "unknown", NOW + SETTLE)
        assert not ledger.awaits(event, owed), "after the second try nothing more is awaited"
        other = keys.delivery(event, "email", "u2")
        assert ledger.claim(other, NOW)
        ledger.record(other, "retry", NOW)
        assert ledger.awaits(event, {other})
        ledger.record(other, "sent", NOW, "message-1")
        assert not ledger.awaits(event, {other})
        found = table.get(other)
        assert found is not None
        assert (found["state"], found["message_id"], found["attempts"]) == ("sent", "message-1", 1)

    def test_an_event_written_twice_is_one(self, table: Table) -> None:
        _, event = opened(feedback())
        assert table.put_new(event_item(event)) is None
        assert table.put_new(event_item(event)) is not None

    def test_older_code_reads_newer_items(self, table: Table) -> None:
        case = alert()
        assert codec.decode(codec.encode(case).replace("{", '{"later":1,', 1), Alert) == case
