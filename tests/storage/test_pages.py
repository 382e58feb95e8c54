"""Answers that do not fit one page of DynamoDB (1 MB), and what a page of a list reads."""

import os

from msgspec.structs import replace

from shared.scope.perimeter import Perimeter
from shared.storage import sections
from shared.storage.alerts import Alerts
from shared.storage.keys import Item
from shared.storage.sections import Section
from shared.storage.table import DynamoTable, Span
from tests.support.builders import HOUR, NOW, feedback, opened, tree
from tests.support.dynamo import Calls


def fill(table: DynamoTable, count: int, size: int) -> None:
    for number in range(count):
        row: Item = {"pk": "P", "sk": f"{number:03d}", "raw": os.urandom(size)}
        table.put(row)


def test_a_partition_larger_than_a_page_is_read_whole(table: DynamoTable) -> None:
    fill(table, 12, 300_000)
    calls = Calls(table._client)
    assert [item["sk"] for item in table.query("P")] == [f"{number:03d}" for number in range(12)]
    assert calls.take()["Query"] > 1
    assert [item["sk"] for item in table.query("P", forward=False)] == [
        f"{number:03d}" for number in reversed(range(12))
    ]
    assert len(table.query("P", Span(after="004"), limit=6)) == 6
    assert len(table.get_many([("P", f"{number:03d}") for number in range(12)])) == 12


def test_get_many_asks_again_for_what_was_left_out(table: DynamoTable) -> None:
    fill(table, 60, 300_000)  # 18 MB, more than one BatchGetItem answers
    found = table.get_many([("P", f"{number:03d}") for number in range(60)])
    assert [item and item["sk"] for item in found] == [f"{number:03d}" for number in range(60)]


def test_a_page_of_a_list_reads_its_rows_only(table: DynamoTable) -> None:
    alerts = Alerts(table)
    for number in range(60):
        case, event = opened(feedback(number))
        assert alerts.open(replace(case, due_at=NOW + number * HOUR, kind=("alert", "message")[number % 2]), event)
    parts = sections.slices(Section.INBOX, Perimeter(frozenset({"net"})), tree(), "u1")
    calls, seen, after = Calls(table._client), list[str](), None
    while page := alerts.page(parts, sections.span(Section.INBOX, NOW, after), 25, forward=True):
        assert calls.take() == {"Query": 4}
        assert all(set(item) == {"pk", "sk", "l0", "due", "row"} for item in page)
        seen += [str(item["due"]) for item in page]
        after = seen[-1]
    assert len(set(seen)) == 60
    assert seen == sorted(seen)
