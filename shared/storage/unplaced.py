"""Feedback whose place code is not known: which, under which codes, and from which sources (B30).

A mark stands beside the feedback and in the tick index under its code; a row per source and code says which codes
there are. Both go when the code becomes known. ``code`` is folded as ``shared.scope.places.place_code`` does."""

from datetime import datetime, timedelta
from typing import NamedTuple

from shared.clock import iso, parse
from shared.feedback.models import Feedback
from shared.scope.places import place_code
from shared.storage import keys
from shared.storage.feedbacks import Page
from shared.storage.keys import Item, Kind
from shared.storage.table import Span, Table

COUNT_LIMIT = 100
_REMEMBERED = 10_000
_FORGOTTEN_AFTER = timedelta(days=1)


class UnknownCode(NamedTuple):
    """A code that a source sends and no place has, since when, and how much waits for it (counted to
    COUNT_LIMIT). The code is as the source wrote it the first time."""

    code: str
    source_id: str
    since: datetime
    waiting: int


class Unplaced:
    """The store of what waits for its place."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._known: set[tuple[str, str, str]] = set()

    def wait(self, feedback: Feedback, code: str) -> None:
        """Marks a feedback as waiting for its code: one write of less than a KB and its index; two when this
        process has not met the code of this source in this hour."""
        pk, sk = keys.unplaced_mark(feedback.id)
        mark: Item = {
            "pk": pk,
            "sk": sk,
            "kind": Kind.UNPLACED,
            "tick": keys.unplaced(place_code(code)),
            "tick_at": f"{iso(feedback.received_at)}#{feedback.id}",
        }
        self._table.put(mark)
        self._remember(feedback, code)

    def place(self, feedback_id: str) -> None:
        """Takes the mark away: one write."""
        self._table.update(keys.unplaced_mark(feedback_id), {}, remove=("tick", "tick_at"))

    def waiting(self, code: str, *, after: str | None = None, limit: int = 100) -> Page:
        """Ids of the feedback that waits for a code, the longest first: one query of the keys alone, from an index
        that may be a moment behind. Start behind ``after``, which the page before gave."""
        partition = keys.unplaced(place_code(code))
        items = self._table.query(partition, Span(after=after), index="tick", limit=limit)
        found = [keys.feedback_id_of(str(item["pk"])) for item in items]
        return Page(found, str(items[-1]["tick_at"]) if len(items) == limit else None)

    def codes(self) -> list[UnknownCode]:
        """The codes something waits for, one row for each source that sends them: one query, and a count of each
        code."""
        rows = [row for row in self._table.query(keys.UNPLACED_CODES) if "ttl" not in row]
        counts = {code: self._count(code) for code in {str(row["sk"]).partition("#")[2] for row in rows}}
        found = []
        for row in rows:
            source_id, _, folded = str(row["sk"]).partition("#")
            if counts[folded]:
                code, since = str(row["code"]), parse(str(row["since"]))
                found.append(UnknownCode(code, source_id, since, counts[folded]))
        return found

    def forget(self, code: str, now: datetime) -> None:
        """Takes a code off the list, for it has become known: one query, one write for each source that sent
        it."""
        folded = place_code(code)
        until = int((now + _FORGOTTEN_AFTER).timestamp())
        for row in self._table.query(keys.UNPLACED_CODES):
            if str(row["sk"]).partition("#")[2] == folded and "ttl" not in row:
                self._table.update((str(row["pk"]), str(row["sk"])), {"ttl": until})

    def _count(self, folded: str) -> int:
        return self._table.count(keys.unplaced(folded), index="tick", limit=COUNT_LIMIT)

    def _remember(self, feedback: Feedback, code: str) -> None:
        known = (feedback.source_id, place_code(code), iso(feedback.received_at)[:13])
        if known in self._known:
            return
        pk, sk = keys.unplaced_code(feedback.source_id, place_code(code))
        row: Item = {
            "pk": pk,
            "sk": sk,
            "kind": Kind.UNPLACED,
            "code": code,
            "since": iso(feedback.received_at),
        }
        existing = self._table.put_new(row)
        if existing is not None and "ttl" in existing:
            self._table.put(row)
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known.add(known)
