"""The inbox at any size: what a page, the counts and a search read, per role, for 10 to 1,000,000 cases.

``python -m benchmarks.inbox [--cases 10 10000 100000 1000000] [--endpoint URL]``. Without an endpoint the table is
the simulator's, in memory (about 6 GB for a million cases); with one it is made anew on that DynamoDB. What is
counted is what DynamoDB charges for: items and read units, which no machine makes faster. The exit status is 1
when a page or the counts read more than they may, or more in a larger account than their bound."""

import argparse
import gc
import json
import os
import sys
from collections.abc import Callable, Iterator
from itertools import batched
from typing import Any, NamedTuple

import botocore.session
from rich.console import Console
from rich.table import Table as Shown

from benchmarks import samples
from benchmarks.many_cases import COMMON, FIRST, NOW, PEOPLE, Counting, Read, items, set_up
from functions.api import finding, lists
from functions.api.counting import counts
from functions.api.filters import Filters
from functions.api.lists import EXAMINED
from functions.api.reader import Reader, reader
from functions.api.wiring import ApiSettings, Wiring, wired
from shared import ids
from shared.storage.merging import LEAST
from shared.storage.sections import Section
from shared.storage.table import DynamoTable, Table
from tests.simulator.table import MemoryTable
from tests.support.dynamo import create_table

SIZES = (10, 10_000, 100_000, 1_000_000)
PAGE = 25


class Line(NamedTuple):
    """What one request of one role read in an account of a size. ``most`` is how many items it may read."""

    cases: int
    role: str
    what: str
    shown: int
    read: Read
    most: int | None

    @property
    def holds(self) -> bool:
        """Whether it read no more than it may."""
        return self.most is None or self.read.items <= self.most


type Ask = Callable[[Wiring, Reader, int], int]


def _page(**wanted: Any) -> Ask:
    def ask(ports: Wiring, who: Reader, _cases: int) -> int:
        body = lists.page(ports.alerts, who, ports.cursors, Filters(**wanted), NOW, limit=PAGE, cursor=None)
        return len(json.loads(body)["items"])

    return ask


def _search(text: Callable[[int], str]) -> Ask:
    def ask(ports: Wiring, who: Reader, cases: int) -> int:
        body = finding.page(ports, who, Filters(q=text(cases)), limit=PAGE, cursor=None)
        return len(json.loads(body)["items"])

    return ask


def _reference(number: int) -> str:
    return ids.reference(ids.alert_id(ids.feedback_id("web", str(number))))


def _counts(ports: Wiring, who: Reader, _cases: int) -> int:
    return sum(tally.number for tally in counts(ports.alerts, who, Filters(), NOW).values())


ASKS: dict[str, Ask] = {
    "page of the inbox": _page(),
    "page of mine": _page(section=Section.MINE),
    "page of done": _page(section=Section.DONE),
    "page, P1 only (1 in 500)": _page(priority="P1"),
    "counts": _counts,
    "search, a reference": _search(lambda cases: _reference(FIRST if cases > FIRST else 0)),
    "search, 1 case in 19": _search(lambda _: COMMON),
}


def measure(table: Table, cases: int) -> Iterator[Line]:
    """What every role reads for everything."""
    counting = Counting(table)
    ports = wired(settings(), counting, lambda: NOW)
    for role, person in PEOPLE.items():
        who = reader(ports, person.id)
        ports.cursors.marked("")  # the key of page markers: once in the life of a process
        roots = len(who.perimeter.roots(who.config.tree))
        for what, ask in ASKS.items():
            counting.take()
            shown = ask(ports, who, cases)
            yield Line(cases, role, what, shown, counting.take(), _most(what, roots))


def _most(what: str, roots: int) -> int | None:
    """The bounds of the design: for a page four items an item shown, or five of each partition where there are
    many; for counts a hundred of each group of partitions, or five of each."""
    if what == "page, P1 only (1 in 500)":
        return EXAMINED + 4 * max(2 * PAGE * 4, LEAST * roots)
    if what.startswith("page"):
        return 4 * max(PAGE, LEAST * roots) + 4 * PAGE * (roots > 1)
    return 8 * max(400, 4 * LEAST * roots) if what == "counts" else None


def settings() -> ApiSettings:
    """The settings of an account; none of them counts here."""
    os.environ.update(samples.ENVIRONMENT)
    return ApiSettings.from_environment()


def in_memory(cases: int) -> MemoryTable:
    """The simulator's table with that many cases. What is made lives to the end: collecting it is left out."""
    table = MemoryTable(lambda: NOW)
    set_up(table)
    gc.disable()
    for item in items(cases):
        table.put(item)
        table.stream.clear()
    gc.enable()
    gc.freeze()
    return table


def on_dynamo(cases: int, endpoint: str) -> DynamoTable:
    """A new table on a DynamoDB, with that many cases."""
    session = botocore.session.get_session()
    session.set_credentials("x", "x")
    client = session.create_client("dynamodb", endpoint_url=endpoint, region_name="eu-west-3")
    name = f"inbox-{cases}-{ids.new_id('')}"
    create_table(client, name)
    table = DynamoTable(client, name)
    set_up(table)
    for batch in batched(items(cases), 1000, strict=False):
        table.put_many(batch)
    return table


def table(lines: list[Line]) -> Shown:
    """The results, a line for each role, request and size."""
    shown = Shown(title="The inbox at any size")
    for heading in ("role", "request", "cases", "shown", "calls", "items read", "at most", "read units", "holds"):
        shown.add_column(heading, justify="left" if heading in ("role", "request") else "right")
    for line in sorted(
        lines, key=lambda one: (list(PEOPLE).index(one.role), list(ASKS).index(one.what), one.cases)
    ):
        read, most = line.read, f"{line.most:,}" if line.most is not None else ""
        held = "" if line.most is None else "yes" if line.holds else "NO"
        numbers = (f"{line.cases:,}", str(line.shown), str(read.calls), f"{read.items:,}", most, f"{read.units:g}")
        shown.add_row(line.role, line.what, *numbers, held)
    return shown


def main() -> int:
    """Measures and prints; answers 1 when a bound does not hold."""
    parser = argparse.ArgumentParser(description="What lists, counts and searches read, in accounts of any size.")
    parser.add_argument("--cases", type=int, nargs="+", default=SIZES)
    parser.add_argument("--endpoint", help="address of a DynamoDB to use instead of memory")
    options = parser.parse_args()
    lines = list[Line]()
    for cases in options.cases:
        filled = on_dynamo(cases, options.endpoint) if options.endpoint else in_memory(cases)
        lines += measure(filled, cases)
        del filled
        gc.unfreeze()
        gc.collect()
    Console(width=130).print(table(lines))
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
