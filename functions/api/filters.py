"""What a list is narrowed to, and the test of one row of it."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import msgspec

from functions.api.reader import Reader
from shared.alerts.models import Status
from shared.clock import iso
from shared.errors import NotFound
from shared.rules.models import CaseKind, Priority
from shared.scope.perimeter import Perimeter
from shared.storage.alerts import Slice
from shared.storage.keys import Item
from shared.storage.sections import Section, newest_first

URGENT = timedelta(hours=72)
"""A case is urgent when it expires in less (design, 5)."""
ME, NOBODY = "me", "none"
_ENDED: tuple[Status, ...] = ("closed", "spam")


class Filters(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is asked for; whatever is None does not count. ``owner`` is a user's id, ``me`` or ``none``. Place,
    group, owner and section are found by keys, the others are held against rows."""

    section: Section | None = None
    status: Status | None = None
    place: str | None = None
    group: str | None = None
    rule: str | None = None
    owner: str | None = None
    priority: Priority | None = None
    channel: str | None = None
    tag: str | None = None
    urgent: bool = False
    q: str | None = None

    @property
    def text(self) -> str:
        """All of it as one text: what a page marker holds for."""
        return msgspec.json.encode(self).decode()

    @property
    def by_rows(self) -> bool:
        """Whether rows have to be looked at beyond their place."""
        named = (self.status, self.rule, self.priority, self.channel, self.tag)
        return self.urgent or self.owner is not None or any(one is not None for one in named)

    def owner_id(self, reader: Reader) -> str | None:
        """The id of the one owner asked for, if there is one."""
        if self.owner == ME:
            return reader.user.id
        return self.owner if self.owner != NOBODY else None

    def in_vain(self, section: Section) -> bool:
        """Whether no row of a section can pass."""
        if newest_first(section):
            ended = "closed" if section is Section.DONE else "spam"
            return self.urgent or self.status not in (None, ended)
        return self.status in _ENDED


class _Named(msgspec.Struct):
    id: str


class Placed(msgspec.Struct):
    """What the perimeter needs of a row: taking no more apart keeps the costliest call of the product cheap."""

    place: _Named | None


class Row(Placed):
    """What filters need of a row. Rows written before a field was there have none."""

    kind: CaseKind
    status: Status
    priority: Priority
    owner: _Named | None
    expires_at: str
    channel: str | None = None
    rules: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


_placed = msgspec.json.Decoder(Placed)
_row = msgspec.json.Decoder(Row)


def as_row(text: str) -> Row:
    """What filters need of a row, from its JSON."""
    return _row.decode(text)


class Sieve:
    """Which rows pass, for one request: those inside the perimeter by the tree as it is now, whatever their keys
    still say, that are what was asked for. Raises NotFound for a place or group that the perimeter does not
    meet."""

    def __init__(self, reader: Reader, wanted: Filters, now: datetime) -> None:
        self.perimeter = _narrowed(reader, wanted)
        self._asked = _asked(reader, wanted)
        self._reader = reader
        self._wanted = wanted
        self._checks = _checks(reader, wanted, now)
        self._known: dict[tuple[str | None, str | None], bool] = {}

    def passes(self, part: Slice, item: Item, *, given: bool = False) -> Row | Placed | None:
        """The row of an item that passes. With ``given``, so does one outside the perimeter that was given to this
        person alone."""
        row = (_row if self._checks else _placed).decode(str(item["row"]))
        return row if self._sees(part, item, row, given=given) and self._matches(row) else None

    def row(self, part: Slice, item: Item, *, given: bool = False) -> Row | None:
        """The same, with the whole row."""
        row = _row.decode(str(item["row"]))
        return row if self._sees(part, item, row, given=given) and self._matches(row) else None

    def is_asked(self, row: Row, path: Sequence[str]) -> bool:
        """Whether a row passes whose case the reader may see: by what was asked for alone."""
        return self._asked.holds(path) and self._matches(row)

    def _sees(self, part: Slice, item: Item, row: Placed, *, given: bool) -> bool:
        place = row.place.id if row.place else None
        reserved, granted = part.reserved, ""
        if "sight" in item:
            reserved, _, granted = str(item["sight"]).partition("|")
        key = place, reserved or None
        if key not in self._known:
            self._known[key] = self.perimeter.covers(self._reader.path_of(place), key[1])
        if self._known[key]:
            return True
        mine = given and self._reader.user.id in granted.split()
        return mine and self._asked.holds(self._reader.path_of(place))

    def _matches(self, row: Placed) -> bool:
        return not isinstance(row, Row) or all(check(row) for check in self._checks)


def _narrowed(reader: Reader, wanted: Filters) -> Perimeter:
    perimeter = reader.perimeter
    if wanted.place is not None:
        perimeter = _or_not_found(perimeter.narrowed(wanted.place, reader.config.tree))
    if wanted.group is not None:
        places = reader.config.tree.places_of([wanted.group])
        perimeter = _or_not_found(perimeter.within(places, reader.config.tree))
    return perimeter


def _asked(reader: Reader, wanted: Filters) -> Perimeter:
    """The place and group asked for, as if everything were in the perimeter."""
    tree, asked = reader.config.tree, Perimeter(everything=True)
    if wanted.place is not None:
        asked = _or_not_found(asked.narrowed(wanted.place, tree))
    if wanted.group is not None:
        asked = _or_not_found(asked.within(tree.places_of([wanted.group]), tree))
    return asked


def _or_not_found(perimeter: Perimeter | None) -> Perimeter:
    if perimeter is None:
        raise NotFound
    return perimeter


def _checks(reader: Reader, wanted: Filters, now: datetime) -> list[Callable[[Row], bool]]:
    checks: list[Callable[[Row], bool]] = []
    owner, soon = wanted.owner_id(reader), iso(now + URGENT)
    if wanted.status is not None:
        checks.append(lambda row: row.status == wanted.status)
    if wanted.rule is not None:
        checks.append(lambda row: wanted.rule in row.rules)
    if wanted.owner == NOBODY:
        checks.append(lambda row: row.owner is None)
    if owner is not None:
        checks.append(lambda row: row.owner is not None and row.owner.id == owner)
    if wanted.priority is not None:
        checks.append(lambda row: row.priority == wanted.priority)
    if wanted.channel is not None:
        checks.append(lambda row: row.channel == wanted.channel)
    if wanted.tag is not None:
        checks.append(lambda row: wanted.tag in row.tags)
    if wanted.urgent:
        checks.append(lambda row: row.status not in (*_ENDED, "expired") and row.expires_at < soon)
    return checks
