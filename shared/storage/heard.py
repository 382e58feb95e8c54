"""How much sources sent: counts of past days kept in one small item each, what came since counted on demand."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from shared.clock import iso
from shared.feedback.health import WINDOW, Heard, day_bounds, local_day
from shared.storage import codec, keys
from shared.storage.keys import Item, Kind
from shared.storage.table import Span, Table

COUNTED_TO = 5000
"""A day's count goes no further."""

_BACK = WINDOW + 7
_DAY = timedelta(days=1)
_MS = timedelta(milliseconds=1)


class HeardStore:
    """Counts per local day of the tenant's ``zone``."""

    def __init__(self, table: Table, zone: str) -> None:
        self._table = table
        self._zone = zone

    def known(self, source_ids: Iterable[str]) -> dict[str, Heard]:
        """What is kept of each source: 1 call per hundred; nothing kept is nothing heard."""
        ids = list(source_ids)
        items = self._table.get_many([keys.heard(source_id) for source_id in ids])
        return {
            source_id: codec.decode(item["body"], Heard) if item else Heard()
            for source_id, item in zip(ids, items, strict=True)
        }

    def up_to(self, source_id: str, known: Heard, now: datetime) -> Heard:
        """What is kept and what came since. 1 to 2 counts for each local day since the last one kept, today only
        as a rule and 35 at most, and 1 to 2 reads of one key when any has something."""
        today = local_day(now, self._zone)
        day = today - _DAY * _BACK
        if known.through is not None:
            day = max(day, date.fromisoformat(known.through) + _DAY)
        counts, last_at = dict(known.counts), known.last_at
        last: date | None = None
        while day <= today:
            count = self._count(source_id, day)
            if count:
                counts[str(day)], last = count, day
            day += _DAY
        if last is not None:
            last_at = self._latest(source_id, last) or last_at
        return replace(known, counts=counts, last_at=last_at)

    def keep(self, source_id: str, known: Heard, heard: Heard, now: datetime) -> None:
        """Keeps the days that are over: 1 write on the first call of a day, none on the others."""
        yesterday = local_day(now, self._zone) - _DAY
        if known.through == str(yesterday):
            return
        newest = local_day(heard.last_at, self._zone) if heard.last_at else yesterday
        oldest = str(newest - _DAY * _BACK)
        counts = {day: count for day, count in heard.counts.items() if oldest <= day <= str(yesterday)}
        self.save(source_id, Heard(counts, heard.last_at, str(yesterday)))

    def begin(self, source_id: str, now: datetime) -> None:
        """A source that is new: there is nothing to count before today. 1 write."""
        yesterday = local_day(now, self._zone) - _DAY
        self.save(source_id, Heard(through=str(yesterday)))

    def save(self, source_id: str, heard: Heard) -> None:
        """Writes what is to be kept: 1 write."""
        pk, sk = keys.heard(source_id)
        item: Item = {"pk": pk, "sk": sk, "kind": Kind.HEARD, "body": codec.encode(heard)}
        self._table.put(item)

    def _count(self, source_id: str, day: date) -> int:
        return sum(
            self._table.count(partition, span, index="source_day", limit=COUNTED_TO)
            for partition, span in self._parts(source_id, day)
        )

    def _latest(self, source_id: str, day: date) -> datetime | None:
        for partition, span in reversed(self._parts(source_id, day)):
            found = self._table.query(partition, span, index="source_day", limit=1, forward=False)
            if found:
                return datetime.fromisoformat(str(found[0]["at"]).split("#")[0])
        return None

    def _parts(self, source_id: str, day: date) -> list[tuple[str, Span]]:
        """A local day in the partitions of UTC days: two unless the zone is UTC."""
        begins, ends = day_bounds(day, self._zone)
        # Sort keys end with '#id'; a character above '#' leaves out what came in the millisecond before.
        span = Span(after=f"{iso(begins - _MS)}$", before=iso(ends))
        days = {begins.astimezone(UTC).date(), (ends - _MS).astimezone(UTC).date()}
        return [(keys.source_day_partition(source_id, one), span) for one in sorted(days)]
