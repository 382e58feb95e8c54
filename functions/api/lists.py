"""Pages of sections, always through a perimeter."""

import json
from datetime import datetime
from typing import NamedTuple

from functions.api.filters import NOBODY, URGENT, Filters, Placed, Row, Sieve
from functions.api.pages import Cursors
from functions.api.reader import Reader
from shared.clock import iso
from shared.storage import sections
from shared.storage.alerts import Alerts, Reading, Slice
from shared.storage.keys import Item
from shared.storage.merging import Merge
from shared.storage.sections import SHAPES, Section
from shared.storage.table import Span

EXAMINED = 1_000
"""Rows that one request looks at before it stops short of a full page: of 0.8 KB each, about 100 read units."""


class Found(NamedTuple):
    """The items of a page, and the position behind it; None behind the last page."""

    items: list[Item]
    after: str | None


def page(
    alerts: Alerts, reader: Reader, cursors: Cursors, wanted: Filters, now: datetime, *, limit: int,
    cursor: str | None,
) -> bytes:  # fmt: skip
    """A page as JSON. Rows are kept as JSON in the table and pass through unread but for their place: the
    costliest call of the product takes no model apart. With filters that no key serves a page may be short and
    still not the last."""
    position = cursors.position_of(cursor, reader.user.id, wanted.text)
    found = matching(alerts, reader, wanted, now, limit=limit, after=position)
    return shown(found, cursors, reader, wanted)


def shown(found: Found, cursors: Cursors, reader: Reader, wanted: Filters) -> bytes:
    """A page as JSON."""
    rows = ",".join(str(item["row"]) for item in found.items)
    following = cursors.marked(found.after, reader.user.id, wanted.text) if found.after else None
    return f'{{"items":[{rows}],"next_cursor":{json.dumps(following)}}}'.encode()


def matching(
    alerts: Alerts, reader: Reader, wanted: Filters, now: datetime, *, limit: int, after: str | None = None
) -> Found:
    """The items of up to ``limit`` cases of a section that pass, in its order, from behind a position. Reads about
    four items for each shown, or five of each partition where the perimeter has many; with filters EXAMINED and
    what one more round brings. Raises NotFound for a place or group outside the perimeter."""
    section = wanted.section or Section.INBOX
    sieve = Sieve(reader, wanted, now)
    parts = [] if wanted.in_vain(section) else parts_of(section, sieve, reader, wanted)
    forward, span = not sections.newest_first(section), span_of(section, wanted, now)
    sought = max(limit, 50) if wanted.by_rows else limit
    merge = Merge(parts, order="due", wanted=sought, after=after, forward=forward)
    kept, position = list[Item](), after
    while not merge.ended and merge.examined < EXAMINED:
        merge.give(alerts.read([Reading(ask, span, forward) for ask in merge.asks()]))
        for part, item in merge.take():
            if len(kept) == limit:
                return Found(kept, position)
            position = str(item["due"])
            row = sieve.passes(part, item, given=section is Section.MINE)
            if row is not None and _of_kind(row, section):
                kept.append(item)
        if len(kept) == limit:
            break
    return Found(kept, None if merge.ended else position)


def parts_of(section: Section, sieve: Sieve, reader: Reader, wanted: Filters) -> list[Slice]:
    """The partitions to read for a section."""
    tree, restricted, owner = reader.config.tree, reader.config.restricted, wanted.owner_id(reader)
    if wanted.owner == NOBODY and section is Section.MINE:
        return []
    if wanted.owner == NOBODY and SHAPES[section].state == "open":
        unowned = SHAPES[section]._replace(owned=(False,))
        return sections.shelved(sieve.perimeter, tree, restricted, unowned)
    return sections.slices(section, sieve.perimeter, tree, reader.user.id, restricted, owner=owner)


def span_of(section: Section, wanted: Filters, now: datetime) -> Span:
    """Which part of the partitions. No case is due after it expires, so the urgent ones are due before."""
    span = sections.span(section, now)
    if wanted.urgent and not sections.newest_first(section) and span.before is None:
        return span._replace(before=iso(now + URGENT))
    return span


def _of_kind(row: Placed, section: Section) -> bool:
    # Only what is found by its owner stands together whatever its kind.
    return not isinstance(row, Row) or row.kind in SHAPES[section].kinds
