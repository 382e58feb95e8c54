"""Pages and counts of sections, always through a perimeter."""

import base64
import binascii
import hashlib
import json
from datetime import datetime

import msgspec

from functions.api.reader import Reader
from shared.errors import BadCursor, NotFound
from shared.scope.perimeter import Perimeter
from shared.storage import sections
from shared.storage.alerts import COUNT_LIMIT, Alerts
from shared.storage.keys import Item
from shared.storage.sections import Section

SHOWN = COUNT_LIMIT - 1


def page(
    alerts: Alerts,
    reader: Reader,
    section: Section,
    now: datetime,
    *,
    limit: int,
    cursor: str | None,
    place: str | None,
) -> bytes:
    """A page as JSON. Rows are kept as JSON in the table and pass through unread: the costliest call of the
    product takes no model apart. Reads at most ``limit`` items of one to four partitions a root."""
    perimeter = _perimeter(reader, place)
    filters = _digest(reader.user.id, section, place)
    parts = sections.slices(section, perimeter, reader.config.tree, reader.user.id)
    backwards = sections.newest_first(section)
    after, kept, full = _last(cursor, filters), list[Item](), True
    while full and len(kept) < limit:
        items = (
            alerts.page(parts, sections.span(section, now, after), limit, forward=not backwards) if parts else []
        )
        full = len(items) == limit
        kept += [item for item in items if section is not Section.MINE or _covers(perimeter, reader, item)]
        after = str(items[-1]["due"]) if items else after
    shown = kept[:limit]
    more = len(kept) > limit or full
    rows = ",".join(str(item["row"]) for item in shown)
    following = json.dumps(_cursor(filters, str(shown[-1]["due"])) if more and shown else None)
    return f'{{"items":[{rows}],"next_cursor":{following}}}'.encode()


def counts(alerts: Alerts, reader: Reader, now: datetime, place: str | None) -> dict[Section, int]:
    """How many cases each section holds, every part counted to 100 at most. Inbox, alerts, messages and unassigned
    come from the same four counts a root."""
    perimeter, tree, user_id = _perimeter(reader, place), reader.config.tree, reader.user.id
    totals = dict.fromkeys(Section, 0)
    open_parts = sections.slices(Section.INBOX, perimeter, tree, user_id)
    late = sections.span(Section.LATE, now)
    whole = sections.span(Section.INBOX, now)
    asked = [(part, whole) for part in open_parts] + [(part, late) for part in open_parts]
    asked += [(part, whole) for part in sections.slices(Section.DONE, perimeter, tree, user_id)]
    found = alerts.counts(asked) if asked else []
    counted = dict(zip([part for part, _ in asked[: len(open_parts)]], found, strict=False))
    for section in (Section.INBOX, Section.ALERTS, Section.MESSAGES, Section.UNASSIGNED):
        totals[section] = sum(counted[part] for part in sections.slices(section, perimeter, tree, user_id))
    totals[Section.LATE] = sum(found[len(open_parts) : 2 * len(open_parts)])
    totals[Section.DONE] = sum(found[2 * len(open_parts) :])
    mine = alerts.page(sections.slices(Section.MINE, perimeter, tree, user_id), whole, COUNT_LIMIT, forward=True)
    totals[Section.MINE] = sum(_covers(perimeter, reader, item) for item in mine)
    return totals


def _perimeter(reader: Reader, place: str | None) -> Perimeter:
    if place is None:
        return reader.user.perimeter
    narrowed = reader.user.perimeter.narrowed(place, reader.config.tree)
    if narrowed is None:
        raise NotFound
    return narrowed


class _RowPlace(msgspec.Struct):
    id: str


class _Placed(msgspec.Struct):
    place: _RowPlace | None


def _covers(perimeter: Perimeter, reader: Reader, item: Item) -> bool:
    place = msgspec.json.decode(str(item["row"]), type=_Placed).place
    known = place is not None and place.id in reader.config.tree.places
    return perimeter.covers(reader.config.tree.path(place.id) if place is not None and known else ())


def _digest(*filters: str | None) -> str:
    return hashlib.sha256(json.dumps(filters).encode()).hexdigest()[:16]


def _cursor(filters: str, due: str) -> str:
    return base64.urlsafe_b64encode(f"{_digest(filters, due)}{due}".encode()).decode().rstrip("=")


def _last(cursor: str | None, filters: str) -> str | None:
    """Where the page before ended. A cursor holds for its person and filters only; it opens nothing, as the
    perimeter is applied to every page anew."""
    if cursor is None:
        return None
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError):
        raise BadCursor from None
    due = text[len(filters) :]
    if _digest(filters, due) != text[: len(filters)]:
        raise BadCursor
    return due
