"""Page markers: what one is good for, and that it tells nothing."""

from datetime import datetime, timedelta
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.api.pages import LASTS, Cursors
from shared.errors import BadCursor
from shared.storage import keys
from shared.storage.secrets import Secrets
from shared.storage.table import Table
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW

FILTERS = ("u-claire", '{"section":"inbox"}')
POSITION = "2026-03-17T09:05:00.000Z#9a2222222222222222222222222"


class Process:
    """A warm process at a moment."""

    def __init__(self, table: MemoryTable | None = None) -> None:
        self.time: datetime = NOW
        self.table = table or MemoryTable(lambda: self.time)
        self.cursors = Cursors(Secrets(self.table), lambda: self.time)


@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.lists(st.none() | st.text("ab", max_size=3)),
)
def test_a_marker_leads_back_to_its_position(position: str, filters: list[str | None]) -> None:
    cursors = Process().cursors
    marker = cursors.marked(position, *filters)
    assert cursors.position_of(marker, *filters) == position
    assert marker.isascii()
    with pytest.raises(BadCursor):
        cursors.position_of(marker, *filters, "more")


def test_without_a_marker_there_is_no_position() -> None:
    assert Process().cursors.position_of(None, *FILTERS) is None


def test_every_process_of_a_tenant_reads_the_others_markers_and_no_other_tenant_does() -> None:
    one, other = Process(), Process()
    same = Process(one.table)
    marker = one.cursors.marked(POSITION, *FILTERS)
    assert same.cursors.position_of(marker, *FILTERS) == POSITION
    with pytest.raises(BadCursor):
        other.cursors.position_of(marker, *FILTERS)


def test_processes_that_start_at_once_hold_the_same_key() -> None:
    table = MemoryTable(lambda: NOW)
    first, second = Secrets(table), Secrets(table)
    assert first.cursor_key == second.cursor_key == Secrets(table).cursor_key
    assert len(first.cursor_key) == 32
    pk, sk = keys.CURSOR_KEY
    late = Secrets(cast(Table, _Behind(table)))
    assert late.cursor_key == first.cursor_key, "the one that lost takes the key that is there"
    assert [item["sk"] for item in table.query(pk)] == [sk]


class _Behind:
    """A table whose first look sees nothing yet."""

    def __init__(self, table: MemoryTable) -> None:
        self.get = lambda _key: None
        self.put_new = table.put_new


def test_a_marker_changed_by_a_byte_is_refused() -> None:
    process = Process()
    marker = process.cursors.marked(POSITION, *FILTERS)
    for at in range(len(marker)):
        changed = marker[:at] + ("A" if marker[at] != "A" else "B") + marker[at + 1 :]
        with pytest.raises(BadCursor):
            process.cursors.position_of(changed, *FILTERS)


@pytest.mark.parametrize(
    "marker",
    ["", "=", "zzz", "é", "A" * 20, "A" * 400, "\0", "-_-_", " ", "AAAA=", "////"],
)
def test_what_is_no_marker_is_refused(marker: str) -> None:
    with pytest.raises(BadCursor):
        Process().cursors.position_of(marker, *FILTERS)


def test_other_ways_to_write_the_same_bytes_are_refused() -> None:
    process = Process()
    marker = process.cursors.marked("x" * 5, *FILTERS)
    for other in (f"{marker}=", f"{marker}\n", f" {marker}", marker.replace("-", "+").replace("_", "/") + "="):
        with pytest.raises(BadCursor):
            process.cursors.position_of(other, *FILTERS)


def test_a_marker_lasts_a_day() -> None:
    process = Process()
    marker = process.cursors.marked(POSITION, *FILTERS)
    process.time += LASTS
    assert process.cursors.position_of(marker, *FILTERS) == POSITION
    process.time += timedelta(seconds=1)
    with pytest.raises(BadCursor):
        process.cursors.position_of(marker, *FILTERS)


def test_markers_of_near_positions_have_nothing_in_common() -> None:
    cursors = Process().cursors
    one, other = (cursors.marked(f"{POSITION}{number}", *FILTERS) for number in range(2))
    same = sum(a == b for a, b in zip(one, other, strict=True))
    assert same < len(one) // 4
