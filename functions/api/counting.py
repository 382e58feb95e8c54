"""How many cases each section holds. Counted by reading rows, each held against the perimeter as the lists do it,
so that a number never says anything of cases the reader does not see, also while cases of a place that has moved
still stand under its old keys. The table charges a count as much as it charges reading what is counted."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import product
from typing import NamedTuple

from functions.api.filters import NOBODY, Filters, Row, Sieve
from functions.api.lists import EXAMINED, parts_of, span_of
from functions.api.reader import Reader
from shared.clock import iso
from shared.rules.models import CaseKind
from shared.storage import sections
from shared.storage.alerts import Alerts, Reading, Slice
from shared.storage.merging import Merge
from shared.storage.sections import SHAPES, Section, newest_first
from shared.storage.table import Span

SHOWN = 99
_ENOUGH = SHOWN + 1
_KINDS: tuple[CaseKind, ...] = ("alert", "message")
_APART = (Section.MINE, Section.ON_HOLD, Section.DONE, Section.SPAM)
"""Sections whose partitions serve no other."""


class Tally(NamedTuple):
    """How many were found; ``more`` says that there are more, or may be: counting stopped before the end."""

    number: int
    more: bool


class _Pool:
    """Partitions read together, and the sections that are counted on them."""

    def __init__(self, parts: Sequence[Slice], feeds: Iterable[Section], span: Span, *, forward: bool) -> None:
        self.merge = Merge(parts, order="due", wanted=_ENOUGH, forward=forward)
        self.counts = dict.fromkeys(feeds, 0)
        self._span = span
        self._forward = forward
        self._past_late = False

    @property
    def open(self) -> bool:
        """Whether reading on can change what is shown."""
        return self.merge.examined < EXAMINED and not all(map(self.settled, self.counts))

    def settled(self, section: Section) -> bool:
        """Whether a section's number is known, or known to be over what is shown."""
        found = self.counts[section] >= _ENOUGH or self.merge.ended
        return found or (section is Section.LATE and self._past_late)

    def readings(self) -> list[Reading]:
        """What to read next."""
        return [Reading(ask, self._span, self._forward) for ask in self.merge.asks()]

    def count(self, sieve: Sieve, now: datetime) -> None:
        """Counts what has been read."""
        present = iso(now)
        for part, item in self.merge.take():
            late = str(item["due"]) < present
            self._past_late = self._past_late or not late
            row = sieve.row(part, item, given=Section.MINE in self.counts)
            if row is not None:
                for section in self.counts:
                    self.counts[section] += _belongs(row, section, late=late)


def counts(alerts: Alerts, reader: Reader, wanted: Filters, now: datetime) -> dict[Section, Tally]:
    """Every section's number, exact to 99. Reads a hundred rows of each of eight groups of partitions at most, or
    five of each partition where the perimeter has many; with filters that no key serves, EXAMINED of each group,
    and ``more`` tells when that was not to the end."""
    sieve = Sieve(reader, wanted, now)
    pools = [*_open_pools(sieve, reader, wanted, now), *_pools_apart(sieve, reader, wanted, now)]
    while going := [pool for pool in pools if pool.open]:
        asked = [pool.readings() for pool in going]
        answers = iter(alerts.read([one for readings in asked for one in readings]))
        for pool, readings in zip(going, asked, strict=True):
            pool.merge.give([next(answers) for _ in readings])
            pool.count(sieve, now)
    return {section: _total(section, pools) for section in Section}


def _total(section: Section, pools: Sequence[_Pool]) -> Tally:
    feeding = [pool for pool in pools if section in pool.counts]
    total = sum(pool.counts[section] for pool in feeding)
    return Tally(min(total, SHOWN), total > SHOWN or not all(pool.settled(section) for pool in feeding))


def _open_pools(sieve: Sieve, reader: Reader, wanted: Filters, now: datetime) -> list[_Pool]:
    """The open cases by kind and with or without owner, from which five sections are made; those of one owner
    stand together."""
    if wanted.in_vain(Section.INBOX):
        return []
    span, owner = span_of(Section.INBOX, wanted, now), wanted.owner_id(reader)
    if owner is not None:
        feeds = (Section.INBOX, Section.ALERTS, Section.MESSAGES, Section.LATE)
        return [_Pool(parts_of(Section.INBOX, sieve, reader, wanted), feeds, span, forward=True)]
    found = []
    for kind, is_owned in product(_KINDS, (False,) if wanted.owner == NOBODY else (False, True)):
        shape = SHAPES[Section.INBOX]._replace(kinds=(kind,), owned=(is_owned,))
        parts = sections.shelved(sieve.perimeter, reader.config.tree, reader.config.restricted, shape)
        of_kind = Section.ALERTS if kind == "alert" else Section.MESSAGES
        unowned = [] if is_owned else [Section.UNASSIGNED]
        found.append(_Pool(parts, [Section.INBOX, Section.LATE, of_kind, *unowned], span, forward=True))
    return found


def _pools_apart(sieve: Sieve, reader: Reader, wanted: Filters, now: datetime) -> list[_Pool]:
    return [
        _Pool(
            parts_of(section, sieve, reader, wanted),
            (section,),
            span_of(section, wanted, now),
            forward=not newest_first(section),
        )
        for section in _APART
        if not wanted.in_vain(section)
    ]


def _belongs(row: Row, section: Section, *, late: bool) -> bool:
    match section:
        case Section.ALERTS | Section.MESSAGES:
            return row.kind in SHAPES[section].kinds
        case Section.LATE:
            return late
    return True
