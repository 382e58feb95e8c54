"""The table of the simulator does what a DynamoDB does: both stand behind the same port, get the same calls,
and must answer the same."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import botocore.session
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from moto import mock_aws

from shared.storage.keys import TABLE_INDEXES, Item, Key
from shared.storage.table import ANY_VERSION, Conflict, DynamoTable, Put, Span, Table
from tests.simulator.clock import SimClock
from tests.simulator.faults import OneFault
from tests.simulator.ports import FaultyTable
from tests.simulator.table import MemoryTable, Refused
from tests.support.dynamo import create_table

type Step = tuple[str, tuple[Any, ...], dict[str, Any]]

_PK, _SK = st.sampled_from(["A#1", "A#2"]), st.sampled_from(["A", "D#1#x", "E#000001", "E#000002"])
_KEYS = st.tuples(_PK, _SK)
_ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "version": st.integers(1, 3),
        "row": st.sampled_from(["short", "long"]),
        "raw": st.binary(max_size=3),
        "state": st.sampled_from(["sending", "sent"]),
        "l0": st.sampled_from(["net", "north"]),
        "due": st.sampled_from(["2026-03-01#a", "2026-03-02#b", "2026-03-03#c"]),
        "tick": st.just("CASE"),
        "tick_at": st.sampled_from(["2026-03-01", "2026-03-02"]),
    },
)
_ITEMS = st.builds(lambda key, rest: {"pk": key[0], "sk": key[1], **rest}, _KEYS, _ATTRIBUTES)
_VERSIONS = st.sampled_from([None, ANY_VERSION, 1, 2])
_WRITES = st.lists(st.builds(Put, _ITEMS, _VERSIONS), min_size=1, max_size=3).filter(
    lambda writes: len({(put.item["pk"], put.item["sk"]) for put in writes}) == len(writes)
)
_CHANGES = st.fixed_dictionaries({}, optional={"state": st.just("sent"), "version": st.integers(1, 3)})
_ENDS = st.sampled_from([None, "2026-03-01#a", "2026-03-02", "2026-03-02#b", "E#000001"])
_PREFIXES = st.sampled_from(["E#", "D#1", "2026-03"])
_SPANS = st.builds(Span, _ENDS, _ENDS, st.none()) | st.builds(Span, st.none(), st.none(), _PREFIXES)
_LIMITS, _PARTITIONS = st.sampled_from([None, 1, 2]), st.sampled_from(["A#1", "net", "CASE"])
_INDEXES = st.sampled_from([None, "level0", "tick"])

STEPS = st.one_of(
    st.tuples(st.just("get"), st.tuples(_KEYS), st.just({})),
    st.tuples(st.just("get_many"), st.tuples(st.lists(_KEYS, max_size=4)), st.just({})),
    st.tuples(st.just("put"), st.tuples(_ITEMS), st.just({})),
    st.tuples(st.just("put_new"), st.tuples(_ITEMS), st.just({})),
    st.tuples(st.just("transact"), st.tuples(_WRITES), st.just({})),
    st.tuples(
        st.just("update"), st.tuples(_KEYS, _CHANGES),
        st.fixed_dictionaries({
            "remove": st.sampled_from([(), ("tick", "tick_at"), ("row",)]),
            "expect": st.sampled_from([None, {"state": "sending"}, {"state": "sent", "version": 1}]),
        }),
    ),
    st.tuples(
        st.just("query"), st.tuples(_PARTITIONS, _SPANS),
        st.fixed_dictionaries({"index": _INDEXES, "limit": _LIMITS, "forward": st.booleans()}),
    ),
    st.tuples(
        st.just("count"), st.tuples(_PARTITIONS, st.builds(Span, st.none(), _ENDS, st.none())),
        st.fixed_dictionaries({"index": st.sampled_from(["level0", "tick"]), "limit": st.sampled_from([1, 100])}),
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def dynamo() -> Iterator[Any]:
    """A client of a DynamoDB that is not ours."""
    with mock_aws():
        session = botocore.session.get_session()
        session.set_credentials("test", "test")
        yield session.create_client("dynamodb", region_name="eu-west-3")


_TABLES = iter(range(10_000))


@settings(
    max_examples=60, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(steps=st.lists(STEPS, min_size=10, max_size=40))
def test_the_simulated_table_answers_as_dynamodb_does(dynamo: Any, steps: list[Step]) -> None:
    """Any sequence of calls, with conditions, transactions, indexes and ranges: the same answers, call by
    call."""
    name = f"table-{next(_TABLES)}"
    create_table(dynamo, name)
    real, simulated = DynamoTable(dynamo, name), MemoryTable(SimClock())
    for operation, arguments, named in steps:
        assert _answer(simulated, operation, arguments, named) == _answer(real, operation, arguments, named), (
            operation
        )


def _answer(table: Table, operation: str, arguments: Sequence[Any], named: dict[str, Any]) -> Any:
    if operation == "query" and named["index"] is None:
        named = {**named, "forward": True}
    try:
        answer = getattr(table, operation)(*arguments, **named)
    except Conflict as conflict:
        return "conflict", [_without_attempt(found) for found in conflict.found]
    if isinstance(answer, list):
        items = [_without_attempt(item) for item in answer]
        # Equal sort keys of an index come in no promised order, so a limited page of them proves nothing.
        return sorted(map(repr, items)) if operation == "query" and named["limit"] is None else (
            len(items) if operation == "query" else items)  # fmt: skip
    return _without_attempt(answer) if isinstance(answer, dict) else answer


def _without_attempt(item: Item | None) -> Item | None:
    return dict(sorted((name, value) for name, value in item.items() if name != "attempt")) if item else None


def test_a_query_is_in_order_both_ways() -> None:
    """Items come in order of the sort key of the table or index, or backwards, and a limit cuts the end off."""
    table = MemoryTable(SimClock())
    for number in (2, 3, 1):
        table.put({"pk": f"A#{number}", "sk": "A", "l0": "net", "due": f"2026-03-0{number}#x"})

    def found(**arguments: Any) -> list[str]:
        return [str(item["pk"]) for item in table.query("net", index="level0", **arguments)]

    assert found() == ["A#1", "A#2", "A#3"]
    assert found(forward=False, limit=2) == ["A#3", "A#2"]
    assert found(limit=1) == ["A#1"]


KEY: Key = ("A#1", "A")


@pytest.mark.parametrize(
    ("operation", "arguments", "answer"),
    [
        ("put_new", [{"pk": "A#2", "sk": "A"}], None),
        (
            "transact",
            [[Put({"pk": "A#1", "sk": "A", "version": 2}, if_version=1), Put({"pk": "A#2", "sk": "E"})]],
            None,
        ),
        ("update", [KEY, {"version": 5}], True),
    ],
)
def test_a_write_repeated_by_the_sdk_recognises_itself(operation: str, arguments: list[Any], answer: Any) -> None:
    """The answer of a conditional write gets lost and the SDK sends it again: it meets itself and counts as
    done."""
    table = MemoryTable(SimClock())
    table.put({"pk": "A#1", "sk": "A", "version": 1})
    fault = OneFault(1, "repeated")
    named = {"expect": {"version": 1}} if operation == "update" else {}
    assert getattr(FaultyTable(table, "api", lambda: fault), operation)(*arguments, **named) == answer
    assert fault.hit is not None


def test_the_stream_has_a_record_per_change_with_both_images() -> None:
    """INSERT, then MODIFY with what was there before; a write that changes nothing leaves no record."""
    table = MemoryTable(SimClock())
    table.put({"pk": "A#1", "sk": "A", "version": 1})
    table.put({"pk": "A#1", "sk": "A", "version": 1})
    table.put({"pk": "A#1", "sk": "A", "version": 2})
    assert [(change.event_name, change.old and change.old["version"], change.new["version"])
            for change in table.stream] == [("INSERT", None, 1), ("MODIFY", 1, 2)]  # fmt: skip


def test_an_index_may_lag_but_the_table_does_not() -> None:
    """Until its lag has passed, an index shows what was there before; reads by key show the write at once."""
    clock = SimClock()
    table = MemoryTable(clock, lambda: timedelta(seconds=3))
    table.put({"pk": "A#1", "sk": "A", "tick": "CASE", "tick_at": "1"})
    assert table.get(KEY) is not None
    assert table.query("CASE", index="tick") == []
    clock.advance(timedelta(seconds=3))
    assert [item["pk"] for item in table.query("CASE", index="tick")] == ["A#1"]


def test_items_are_copies() -> None:
    """What was read can be changed without changing the table."""
    table = MemoryTable(SimClock())
    table.put({"pk": "A#1", "sk": "A", "version": 1})
    read = table.get(KEY)
    assert read is not None
    read["version"] = 9
    assert table.get(KEY) == {"pk": "A#1", "sk": "A", "version": 1}


@pytest.mark.parametrize(
    "item",
    [
        {"pk": "A#1", "sk": ""},
        {"pk": "A#1", "sk": "A", "due": ""},
        {"pk": "A#1", "sk": "A", "flag": True},
        {"pk": "A#1", "sk": "A", "score": 1.5},
        {"pk": "A#1", "sk": "A", "raw": b"x" * 400_001},
    ],
)
def test_what_dynamodb_would_not_take_is_refused(item: Any) -> None:
    """Empty keys, types the table does not hold, items over 400 KB."""
    with pytest.raises(Refused):
        MemoryTable(SimClock()).put(item)


def test_a_transaction_is_all_or_nothing() -> None:
    """One failed condition, and no item of the transaction is written; the obstacle is handed back."""
    table = MemoryTable(SimClock())
    table.put({"pk": "A#1", "sk": "A", "version": 2})
    with pytest.raises(Conflict) as conflict:
        table.transact([Put({"pk": "A#2", "sk": "A"}), Put({"pk": "A#1", "sk": "A", "version": 2}, if_version=1)])
    assert conflict.value.found == (None, {"pk": "A#1", "sk": "A", "version": 2})
    assert table.get(("A#2", "A")) is None
    assert len(TABLE_INDEXES) == 9
