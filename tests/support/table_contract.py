"""What every table must do, run against the one in memory, moto's and the emulator's: what the simulator proves
holds for DynamoDB only as far as both pass this."""

import pytest

from shared.storage.keys import Item
from shared.storage.table import ANY_VERSION, Conflict, Put, Span, Table

KEY = ("P", "s")


def item(sk: str = "s", pk: str = "P", **more: str | int | bytes) -> Item:
    """An item of any partition."""
    return {"pk": pk, "sk": sk, **more}


def without_attempt(found: Item | None) -> Item | None:
    """The item without the mark its write left."""
    return None if found is None else {name: value for name, value in found.items() if name != "attempt"}


class TableContract:
    """Subclasses bring a ``table`` fixture, empty for each test."""

    def test_text_numbers_and_bytes_come_back(self, table: Table) -> None:
        written = item(text="é😀", number=-(10**15), raw=b"\x00\xff", empty="")
        table.put(written)
        assert without_attempt(table.get(KEY)) == written

    def test_what_is_absent_is_none(self, table: Table) -> None:
        assert table.get(KEY) is None
        assert table.query("P") == []

    def test_put_replaces_the_whole_item(self, table: Table) -> None:
        table.put(item(a=1))
        table.put(item(b=2))
        assert without_attempt(table.get(KEY)) == item(b=2)

    def test_put_many_writes_any_number(self, table: Table) -> None:
        table.put(item("s001", number=-1))
        table.put_many([item(f"s{number:03d}", number=number) for number in range(60)])
        table.put_many([])
        assert [one["number"] for one in table.query("P")] == list(range(60))

    def test_put_new_keeps_the_first(self, table: Table) -> None:
        assert table.put_new(item(a=1)) is None
        assert without_attempt(table.put_new(item(a=2))) == item(a=1), "and answers it"
        assert table.put_new(item("other", a=2)) is None

    def test_get_many_keeps_the_order_of_the_keys(self, table: Table) -> None:
        for number in range(3):
            table.put(item(f"s{number}", number=number))
        wanted = [("P", "s2"), ("P", "none"), ("P", "s0"), ("P", "s2")]
        found = table.get_many(wanted)
        assert [one and one["number"] for one in found] == [2, None, 0, 2]

    def test_get_many_takes_any_number_of_keys(self, table: Table) -> None:
        for number in range(120):
            table.put(item(f"s{number:03d}", number=number))
        found = table.get_many([("P", f"s{number:03d}") for number in range(120)])
        assert [one and one["number"] for one in found] == list(range(120))
        assert table.get_many([]) == []

    def test_a_transaction_writes_all(self, table: Table) -> None:
        table.transact([Put(item("a", version=1)), Put(item("b"))])
        table.transact([Put(item("a", version=2), if_version=1), Put(item("c"))])
        assert [one["sk"] for one in table.query("P")] == ["a", "b", "c"]
        found = table.get(("P", "a"))
        assert found is not None
        assert found["version"] == 2

    def test_a_transaction_writes_none_when_one_exists(self, table: Table) -> None:
        table.put(item("b", old=1))
        with pytest.raises(Conflict) as conflict:
            table.transact([Put(item("a")), Put(item("b", old=2))])
        assert [without_attempt(one) for one in conflict.value.found] == [None, item("b", old=1)]
        assert [one["sk"] for one in table.query("P")] == ["b"]

    @pytest.mark.parametrize("version", [0, 2], ids=["too old", "ahead"])
    def test_a_transaction_writes_none_over_another_version(self, table: Table, version: int) -> None:
        table.put(item("a", version=1))
        with pytest.raises(Conflict) as conflict:
            table.transact([Put(item("a", version=3), if_version=version), Put(item("b"))])
        assert [without_attempt(one) for one in conflict.value.found] == [item("a", version=1), None]
        assert table.get(("P", "b")) is None

    def test_a_version_of_what_does_not_exist_is_a_conflict(self, table: Table) -> None:
        with pytest.raises(Conflict) as conflict:
            table.transact([Put(item("a", version=2), if_version=1)])
        assert conflict.value.found == (None,)

    def test_an_item_without_a_version_is_at_version_0(self, table: Table) -> None:
        table.put(item("a"))
        with pytest.raises(Conflict):
            table.transact([Put(item("a", version=2), if_version=1)])
        with pytest.raises(Conflict):
            table.transact([Put(item("b", version=1), if_version=0)])
        table.transact([Put(item("a", version=1), if_version=0)])
        with pytest.raises(Conflict):
            table.transact([Put(item("a", version=1), if_version=0)])

    def test_any_version_may_be_written_over(self, table: Table) -> None:
        table.put(item("a", version=7))
        table.transact([Put(item("a", version=1), if_version=ANY_VERSION), Put(item("b"), if_version=ANY_VERSION)])
        assert [one["sk"] for one in table.query("P")] == ["a", "b"]

    def test_update_sets_and_removes(self, table: Table) -> None:
        table.put(item(state="sending", tick="OUTBOX", kept=1))
        assert table.update(KEY, {"state": "sent", "at": "now"}, remove=("tick", "absent"))
        assert without_attempt(table.get(KEY)) == item(state="sent", at="now", kept=1)
        assert table.update(KEY, {}, remove=("at",))
        assert without_attempt(table.get(KEY)) == item(state="sent", kept=1)

    def test_update_never_creates(self, table: Table) -> None:
        assert not table.update(KEY, {"state": "sent"})
        assert table.get(KEY) is None

    @pytest.mark.parametrize(
        ("expect", "done"),
        [
            ({"state": "sending"}, True),
            ({"state": "sending", "number": 1}, True),
            ({"state": "unknown"}, False),
            ({"state": "sending", "number": 2}, False),
            ({"absent": "x"}, False),
        ],
    )
    def test_update_only_what_is_expected(self, table: Table, expect: Item, done: bool) -> None:
        table.put(item(state="sending", number=1))
        assert table.update(KEY, {"state": "sent"}, expect=expect) is done
        found = table.get(KEY)
        assert found is not None
        assert (found["state"] == "sent") is done

    @pytest.mark.parametrize(
        ("span", "expected"),
        [
            (Span(), ["A", "D#1", "D#2", "E#1", "E#2"]),
            (Span(after="A"), ["D#1", "D#2", "E#1", "E#2"]),
            (Span(after="B"), ["D#1", "D#2", "E#1", "E#2"]),
            (Span(before="E#1"), ["A", "D#1", "D#2"]),
            (Span(after="D#1", before="E#2"), ["D#2", "E#1"]),
            (Span(after="D#1", before="D#1"), []),
            (Span(after="E#2", before="A"), []),
            (Span(prefix="D#"), ["D#1", "D#2"]),
            (Span(prefix="X"), []),
        ],
    )
    def test_spans_exclude_their_bounds(self, table: Table, span: Span, expected: list[str]) -> None:
        for sk in ["E#2", "A", "D#2", "E#1", "D#1"]:
            table.put(item(sk))
        table.put(item("D#1", pk="Q"))
        assert [one["sk"] for one in table.query("P", span)] == expected
        assert [one["sk"] for one in table.query("P", span, forward=False)] == expected[::-1]

    @pytest.mark.parametrize(("limit", "expected"), [(1, 1), (3, 3), (5, 5), (9, 5), (None, 5)])
    def test_limits(self, table: Table, limit: int | None, expected: int) -> None:
        for number in range(5):
            table.put(item(str(number)))
        assert len(table.query("P", limit=limit)) == expected

    def test_an_index_holds_only_items_with_its_keys_and_what_it_projects(self, table: Table) -> None:
        table.put(item("a", owner_key="u#open", due="2", row="{}", body="long", l0="x"))
        table.put(item("b", owner_key="u#open", due="1", row="{}"))
        table.put(item("c", owner_key="u#open"))
        table.put(item("d", due="3"))
        found = table.query("u#open", index="owner")
        assert [one["sk"] for one in found] == ["b", "a"], "sorted by due"
        assert set(found[1]) == {"pk", "sk", "owner_key", "due", "row"}

    def test_an_item_leaves_an_index_with_its_keys(self, table: Table) -> None:
        table.put(item("a", tick="CASE", tick_at="1"))
        table.put(item("b", tick="CASE", tick_at="2"))
        table.update(("P", "a"), {}, remove=("tick", "tick_at"))
        assert [one["sk"] for one in table.query("CASE", index="tick")] == ["b"]

    @pytest.mark.parametrize(
        ("span", "limit", "expected"),
        [(Span(), 100, 5), (Span(), 3, 3), (Span(before="3"), 100, 2), (Span(after="3"), 100, 2)],
    )
    def test_counts_go_no_further_than_asked(self, table: Table, span: Span, limit: int, expected: int) -> None:
        for number in range(1, 6):
            table.put(item(str(number), l1="ara#open#alert#0", due=str(number)))
        assert table.count("ara#open#alert#0", span, index="level1", limit=limit) == expected
