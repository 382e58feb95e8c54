"""What the stores of feedback promise, run against every kind of table."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from msgspec.structs import replace

from shared import ids
from shared.feedback.models import Feedback, FetchOrder, Quarantined, Respondent, Stored
from shared.storage import keys
from shared.storage.feedbacks import Feedbacks
from shared.storage.keys import Item, Kind
from shared.storage.table import Table
from shared.storage.unplaced import Unplaced
from tests.support.builders import HOUR, NOW, feedback

DAY = timedelta(days=1)
ID = feedback().id


def state(number: int, **changes: Any) -> Feedback:
    """A state of one answer."""
    plain = feedback(revision=f"{number:03d}", delivery_id=f"msg_{number}", comment=f"state {number}")
    return replace(plain, **changes)


def kept(store: Feedbacks, *states: Feedback) -> list[Stored]:
    """Adds states whose content is their comment, each with a raw body of its own."""
    return [store.add(one, f"raw {one.comment}".encode(), f"hash of {one.comment}") for one in states]


def states_of(table: Table) -> list[tuple[str, str, str]]:
    """What stands in the table of the answer: sort key, kind and comment."""
    items = table.query(keys.feedback(ID)[0])
    texts = [str(item["body"]).split('"comment":"')[1].split('"')[0] for item in items]
    return [(str(item["sk"]), str(item["kind"]), text) for item, text in zip(items, texts, strict=True)]


def without(item: Item | None, *names: str) -> Item:
    """The item without what differs between two ways to the same."""
    return {name: value for name, value in (item or {}).items() if name not in names}


class FeedbackContract:
    """Subclasses bring a ``table`` fixture, empty for each test."""

    def test_feedback_is_kept_once(self, table: Table) -> None:
        store = Feedbacks(table)
        assert store.add(feedback(), b"{}", "hash") is Stored.NEW
        assert store.add(feedback(), b"{}", "hash") is Stored.DUPLICATE
        assert store.get(ID) == feedback()
        assert store.get("f-none") is None
        assert store.get_many([ID, "f-none"]) == [feedback(), None]

    @pytest.mark.parametrize(
        ("revision", "delivery", "content", "outcome", "why"),
        [
            ("002", "msg_2", "x", Stored.DUPLICATE, "the same state"),
            ("002", "msg_9", "x", Stored.DUPLICATE, "the same state, delivered again"),
            ("002", "msg_9", "y", Stored.CONFLICT, "two contents under one revision (B12)"),
            ("003", "msg_2", "y", Stored.CONFLICT, "two contents under one delivery id (B12)"),
            ("003", "msg_2", "x", Stored.DUPLICATE, "one delivery"),
            ("003", "msg_3", "y", Stored.UPDATED, "newer"),
            ("003", "msg_3", "x", Stored.UPDATED, "newer, though it says the same"),
            ("003", "", "y", Stored.UPDATED, "newer, from a tool without delivery ids"),
            ("001", "msg_1", "y", Stored.OLDER, "older"),
            ("", "msg_0", "y", Stored.OLDER, "without a revision comes before all that have one"),
        ],
    )
    def test_a_second_state(
        self, table: Table, revision: str, delivery: str, content: str, outcome: Stored, why: str
    ) -> None:
        store = Feedbacks(table)
        assert store.add(state(2), b"{}", "hash of x") is Stored.NEW
        second = state(2, revision=revision, delivery_id=delivery, comment=content)
        assert store.add(second, b"{ }", f"hash of {content}") is outcome, why
        assert store.get(ID) == (second if outcome is Stored.UPDATED else state(2))
        count = 2 if outcome in (Stored.UPDATED, Stored.OLDER) else 1
        assert len(table.query(keys.feedback(ID)[0])) == count
        if count == 2:
            assert store.add(second, b"{ }", f"hash of {content}") is Stored.DUPLICATE
            again = replace(second, delivery_id="msg_8")
            assert store.add(again, b"{ }", "hash of z") is Stored.CONFLICT, "the first stays"

    @pytest.mark.parametrize("order", list(permutations([1, 2, 3, 4])))
    def test_every_order_leaves_the_same_items(self, table: Table, order: Sequence[int]) -> None:
        """E8: the highest revision wins, all others stand beside it, whatever came first and however often."""
        store = Feedbacks(table)
        outcomes = kept(store, *(state(number) for number in order))
        assert outcomes[0] is Stored.NEW
        assert set(outcomes[1:]) <= {Stored.UPDATED, Stored.OLDER}
        assert set(kept(store, *(state(number) for number in reversed(order)))) == {Stored.DUPLICATE}
        assert states_of(table) == [
            ("F", "feedback", "state 4"),
            ("R#001", "revision", "state 1"),
            ("R#002", "revision", "state 2"),
            ("R#003", "revision", "state 3"),
        ]
        assert [one.revision for one in store.states(ID).states] == ["001", "002", "003", "004"]
        for number, sk in ((4, "F"), (1, "R#001"), (2, "R#002"), (3, "R#003")):
            assert store.raw((f"F#{ID}", sk)) == f"raw state {number}".encode()

    @pytest.mark.parametrize("order", list(permutations([(1, "a"), (2, "b"), (3, "a")])))
    def test_the_same_content_comes_back_as_a_state_of_its_own(
        self, table: Table, order: Sequence[tuple[int, str]]
    ) -> None:
        """The customer changes their mind and back: the third state says what the first did."""
        store = Feedbacks(table)
        kept(store, *(state(number, comment=comment) for number, comment in order))
        assert [row[2] for row in states_of(table)] == ["a", "a", "b"]
        assert store.get(ID) == state(3, comment="a")

    def test_only_the_latest_is_listed(self, table: Table) -> None:
        """Under the day of the first delivery, whatever comes later."""
        store = Feedbacks(table)
        kept(store, state(2), state(3, received_at=NOW + DAY), state(1, received_at=NOW + 2 * DAY))
        assert store.of_day("s-native", NOW.date()).ids == [ID]
        assert store.of_day("s-native", (NOW + DAY).date()).ids == []
        again = feedback(2, received_at=NOW + 3 * DAY, respondent=feedback().respondent)
        assert store.count_before(again) == 1

    def test_what_was_kept_before_states_had_versions_is_updated(self, table: Table) -> None:
        store = Feedbacks(table)
        kept(store, state(1))
        item = table.get(keys.feedback(ID))
        table.put(without(item, "version", "source_day", "at", "due", "respondent_key"))
        assert kept(store, state(2), state(3)) == [Stored.UPDATED] * 2
        assert [row[2] for row in states_of(table)] == ["state 3", "state 1", "state 2"]

    def test_the_exact_bytes_are_kept_beside_it(self, table: Table) -> None:
        body = '{"comment": "J\'ai attendu une heure", "é": "\xa0"}  '.encode()
        Feedbacks(table).add(feedback(), body, "hash")
        assert Feedbacks(table).raw(keys.feedback(ID)) == body
        assert Feedbacks(table).raw(keys.feedback("f-none")) is None

    def test_a_large_body_is_kept_in_parts_that_another_cannot_overwrite(self, table: Table) -> None:
        store, first, second = Feedbacks(table), os.urandom(1024 * 1024), os.urandom(1024 * 1024)
        assert store.add(feedback(), first, "hash") is Stored.NEW
        assert store.add(feedback(), second, "other") is Stored.CONFLICT
        assert store.raw(keys.feedback(ID)) == first
        newer = feedback(revision="1", delivery_id="")
        assert store.add(newer, second, "other") is Stored.UPDATED
        assert store.raw(keys.feedback(ID)) == second
        assert store.raw(keys.revision(ID, "")) == first

    def test_the_feedback_of_a_day(self, table: Table) -> None:
        store, midnight = Feedbacks(table), datetime(2026, 3, 18, tzinfo=UTC)
        moments = [midnight - timedelta(milliseconds=1), midnight, midnight, midnight + 5 * HOUR, midnight + DAY]
        for number, moment in enumerate(moments):
            store.add(feedback(number, received_at=moment), b"{}", "hash")
        expected = sorted((moment, feedback(number).id) for number, moment in enumerate(moments[1:4], start=1))
        wanted = [feedback_id for _, feedback_id in expected]
        day = date(2026, 3, 18)
        assert store.of_day("s-native", day).ids == wanted
        assert store.of_day("s-native", day, newest_first=True).ids == wanted[::-1]
        assert store.of_day("s-other", day).ids == []
        first = store.of_day("s-native", day, limit=2)
        second = store.of_day("s-native", day, after=first.after, limit=2)
        assert (first.ids + second.ids, second.after) == (wanted, None), "two of one moment are two"
        last = store.of_day("s-native", day, limit=2, newest_first=True)
        rest = store.of_day("s-native", day, after=last.after, limit=2, newest_first=True)
        assert last.ids + rest.ids == wanted[::-1]
        assert (store.count_day("s-native", day), store.count_day("s-native", day, limit=2)) == (3, 2)

    def test_the_day_is_that_of_the_clock(self, table: Table) -> None:
        """A fetched or imported answer is listed when it was given, not when we got it."""
        store = Feedbacks(table)
        store.add(feedback(starts_at=NOW - 9 * DAY), b"{}", "hash")
        assert store.of_day("s-native", (NOW - 9 * DAY).date()).ids == [ID]

    def test_what_the_respondent_sent_in_the_90_days_before(self, table: Table) -> None:
        store, who = Feedbacks(table), feedback(0).respondent
        for number, days in enumerate((0, 1, 89, 90, 91)):
            store.add(feedback(number, received_at=NOW - days * DAY, respondent=who), b"{}", "hash")
        store.add(feedback(9, respondent=Respondent(id="C-2"), received_at=NOW - DAY), b"{}", "hash")
        store.add(feedback(10, respondent=Respondent(name="Ana")), b"{}", "hash")
        assert store.count_before(feedback(0)) == 3, "90 days to the moment count, the feedback itself does not"
        assert store.count_before(feedback(0, respondent=Respondent())) is None

    def test_an_order_to_fetch_is_kept_once(self, table: Table) -> None:
        store = Feedbacks(table)
        order = FetchOrder(ID, "s1", "alchemer", "r1", "event-1", NOW, NOW, {"survey": "7"})
        assert store.announce(order, b"raw")
        assert not store.announce(order, b"raw")
        assert store.announce(replace(order, event_id="event-2"), b"raw 2")
        rows = [one for one in table.query(keys.feedback(ID)[0]) if one["kind"] == Kind.FETCH]
        assert [row["tick"] for row in rows] == [keys.FETCHES_DUE] * 2
        assert {store.raw((str(row["pk"]), str(row["sk"]))) for row in rows} == {b"raw", b"raw 2"}
        assert store.states(ID).states == ()

    def test_quarantine_is_kept_once_by_source(self, table: Table) -> None:
        store = Feedbacks(table)
        row = Quarantined(ids.quarantine_id("s1", b"{"), "s1", "typeform", "", "bad_json", "$", NOW)
        assert store.quarantine(row, b"{")
        assert not store.quarantine(row, b"{")
        assert list(store.quarantined("s1")) == [row]
        assert list(store.quarantined("s2")) == []
        assert store.raw(keys.quarantine("s1", row.id)) == b"{"

    def test_what_waits_for_its_place(self, table: Table) -> None:
        store, unplaced = Feedbacks(table), Unplaced(table)
        for number in range(3):
            one = feedback(number, received_at=NOW + number * HOUR, place_code=" Nulle-Part")
            store.add(one, b"{}", "hash")
            unplaced.wait(one, " Nulle-Part")
            unplaced.wait(one, " Nulle-Part")
        other = feedback(3, source_id="s2", place_code="nulle-part")
        unplaced.wait(other, "nulle-part")
        assert store.states(feedback(0).id).waits_for == "nulle-part"
        first = unplaced.waiting("NULLE-PART", limit=3)
        second = unplaced.waiting("NULLE-PART", after=first.after, limit=3)
        assert len(first.ids) == 3
        assert {*first.ids, *second.ids} == {feedback(number).id for number in range(4)}
        assert second.after is None
        assert [(one.code, one.source_id, one.since, one.waiting) for one in unplaced.codes()] == [
            (" Nulle-Part", "s-native", NOW, 4), ("nulle-part", "s2", NOW, 4),
        ]  # fmt: skip
        for number in range(4):
            unplaced.place(feedback(number).id)
        assert unplaced.waiting("nulle-part").ids == []
        assert unplaced.codes() == []
        assert store.states(feedback(0).id).waits_for is None

    def test_a_code_that_became_known_is_forgotten_until_it_comes_again(self, table: Table) -> None:
        unplaced, one = Unplaced(table), feedback(place_code="X")
        unplaced.wait(one, "X")
        unplaced.forget("x", NOW)
        assert unplaced.codes() == []
        later = replace(one, received_at=NOW + 2 * HOUR)
        unplaced.wait(later, "X")
        assert [code.since for code in unplaced.codes()] == [NOW + 2 * HOUR]
        assert Unplaced(table).codes() == unplaced.codes()

    def test_a_look_alike_is_another_code(self, table: Table) -> None:
        """Cyrillic а in LYON-PАRTDIEU (B31)."""
        unplaced = Unplaced(table)
        unplaced.wait(feedback(1), "LYON-P\u0410RTDIEU")
        assert unplaced.waiting("LYON-PARTDIEU").ids == []
        assert unplaced.waiting("lyon-p\u0430rtdieu").ids == [feedback(1).id]
