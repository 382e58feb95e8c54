"""Searching for cases by their words, within the perimeter."""

from datetime import datetime

from functions.api import lists
from functions.api.filters import Filters, Row, Sieve, as_row
from functions.api.lists import Found, shown
from functions.api.panel import sight
from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared.alerts.models import Alert
from shared.alerts.rows import row
from shared.clock import iso
from shared.errors import Fault, Invalid
from shared.search.words import Search, holds, parse
from shared.storage import codec, keys
from shared.storage.merging import Merge
from shared.storage.sections import SHAPES, Section
from shared.storage.words import Words, case_of, prefixes

CANDIDATES = 100
"""Cases that one request reads at most, each about a read unit."""
_SHORTEST = 2


def page(ports: Wiring, reader: Reader, wanted: Filters, *, limit: int, cursor: str | None) -> bytes:
    """A page of what a search finds as JSON, by place and the newest first. Looks up the longest word: one query
    for each root of the perimeter and restricted department, a read of up to CANDIDATES cases, and a look at all
    words of each. A page may be short and still not the last. Raises Invalid for less than two characters."""
    if len((wanted.q or "").strip()) < _SHORTEST:
        raise Invalid(errors=[Fault("$query.q", "string_too_short", "write two characters or more")])
    position = ports.cursors.position_of(cursor, reader.user.id, wanted.text)
    return shown(matching(ports, reader, wanted, limit=limit, after=position), ports.cursors, reader, wanted)


def matching(ports: Wiring, reader: Reader, wanted: Filters, *, limit: int, after: str | None = None) -> Found:
    """The items of up to ``limit`` cases, from behind a position: of a search if there is one, else of a
    section."""
    if wanted.q is None:
        return lists.matching(ports.alerts, reader, wanted, ports.now(), limit=limit, after=after)
    return _Look(ports, reader, wanted, parse(wanted.q)).found(limit, after)


class _Look:
    def __init__(self, ports: Wiring, reader: Reader, wanted: Filters, search: Search) -> None:
        self._ports = ports
        self._reader = reader
        self._search = search
        self._now = ports.now()
        self._section = wanted.section
        self._sieve = Sieve(reader, wanted, self._now)

    def found(self, limit: int, after: str | None) -> Found:
        """The cases of a page, and the position behind it."""
        search = self._search
        if search.alert_id is not None:
            (found,) = self._passing([search.alert_id])
            return Found([found] if found else [], None)
        # Who may not see contact data may not learn it by trying either.
        if search.lookup is None or (search.by_contact and sight(self._reader) == "hidden"):
            return Found([], None)
        return self._by(search.lookup, limit, after)

    def _by(self, word: str, limit: int, after: str | None) -> Found:
        config, words = self._reader.config, Words(self._ports.table)
        parts = prefixes(self._sieve.perimeter, config.tree, config.restricted)
        merge = Merge(parts, order="sk", wanted=limit, after=after)
        kept, position, looked = list[keys.Item](), after, 0
        while not merge.ended and looked < CANDIDATES:
            merge.give(words.read(word, merge.asks()))
            taken = [item for _, item in merge.take()]
            looked += len(taken)
            for place, item in zip(taken, self._passing([case_of(one) for one in taken]), strict=True):
                if len(kept) == limit:
                    return Found(kept, position)
                position = str(place["sk"])
                if item is not None:
                    kept.append(item)
            if len(kept) == limit:
                break
        return Found(kept, None if merge.ended else position)

    def _passing(self, alert_ids: list[str | None]) -> list[keys.Item | None]:
        """The list items of those cases that the reader sees and that are what is asked for, None for the
        others."""
        known = [one for one in alert_ids if one is not None]
        cases = dict(zip(known, self._ports.alerts.get_many(known), strict=True)) if known else {}
        return [self._passed(cases.get(one) if one else None) for one in alert_ids]

    def _passed(self, case: Alert | None) -> keys.Item | None:
        if case is None or case.attached_to is not None or not self._reader.sees(case):
            return None
        text = codec.encode(row(case))
        line, path = as_row(text), self._reader.path_of(case.place.id if case.place else None)
        asked = self._sieve.is_asked(line, path) and self._in_section(case, line)
        return {"pk": keys.alert(case.id)[0], "row": text} if asked and holds(case, self._search) else None

    def _in_section(self, case: Alert, line: Row) -> bool:
        if self._section is None:
            return True
        return in_section(case, line, self._section, self._reader.user.id, self._now)


def in_section(case: Alert, line: Row, section: Section, user_id: str, now: datetime) -> bool:
    """Whether a case stands in a section of this person's lists, whatever the perimeter."""
    shape = SHAPES[section]
    if keys.state_of(case) != shape.state or case.kind not in shape.kinds:
        return False
    if section is Section.MINE:
        return line.owner is not None and line.owner.id == user_id
    if section is Section.LATE:
        return iso(case.due_at) < iso(now)
    return shape.state != "open" or (line.owner is not None) in shape.owned
