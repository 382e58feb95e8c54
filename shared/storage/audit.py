"""The audit: every act of a person, in order of time. Events of cases and versions of settings are their own rows
of it; what else people do, such as looking at contact data, is a row made here. All are listed by UTC day in the
index that lists feedback by source and day, and none is ever changed."""

from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import msgspec

from shared.account.audit import Entry, Subject
from shared.alerts.lifecycle import NOTES
from shared.alerts.models import Event
from shared.clock import iso
from shared.scope.people import Person
from shared.storage import codec, keys
from shared.storage.keys import Item, Key, Kind
from shared.storage.table import Put, Span, Table

_REMEMBERED = 2_000
_HIDDEN = ("changes", "tells")
_NOTE_HIDDEN = (*_HIDDEN, "text", "mentions")
_SYSTEM = Person("", "")
"""Nobody: what the system does by itself is not listed."""


class Page(NamedTuple):
    """Some entries of a day, the latest first, and where its next page starts; None behind the last."""

    entries: list[Entry]
    after: str | None


def listed(moment: datetime, key: Key) -> dict[str, str]:
    """The index attributes that put a row into the audit."""
    day = moment.astimezone(UTC).date()
    return {"source_day": keys.audit_day(day), "at": f"{iso(moment)}#{key[0]}#{key[1]}"}


def entry_row(entry: Entry) -> Put:
    """The row of an act that leaves no other, to be written with its effect."""
    pk, sk = keys.audit(entry.at.astimezone(UTC).date(), entry.at, entry.id)
    row: Item = {"pk": pk, "sk": sk, "kind": Kind.AUDIT, "body": codec.encode(entry)}
    return Put({**row, **listed(entry.at, (pk, sk))})


class Audit:
    """Writes what leaves no other row, and reads everything."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._seen: set[Key] = set()

    def seen_contact(self, by: Person, alert_id: str, now: datetime, *, revealed: bool = False) -> None:
        """That somebody has looked at a customer's contact data: once per person, case and UTC day, and at every
        time they asked for it to be revealed. One write at the first look of a day; a warm process remembers."""
        day = now.astimezone(UTC).date()
        kind = "contact_revealed" if revealed else "contact_seen"
        key = (keys.audit(day, now, "")[0], f"seen#{by.id}#{alert_id}")
        if revealed:
            key = (key[0], f"{key[1]}#{iso(now)}")
        if key in self._seen:
            return
        entry = Entry(f"{key[0]}#{key[1]}", now, by, kind, alert_id)
        row: Item = {"pk": key[0], "sk": key[1], "kind": Kind.AUDIT, "body": codec.encode(entry)}
        self._table.put_new({**row, **listed(now, key)})
        if len(self._seen) >= _REMEMBERED:
            self._seen.clear()
        self._seen.add(key)

    def of_day(self, day: date, *, after: str | None = None, limit: int = 100) -> Page:
        """The entries of a UTC day, the latest first: one query of keys and one read of their items."""
        partition = keys.audit_day(day)
        found = self._table.query(partition, Span(before=after), index="source_day", limit=limit, forward=False)
        items = self._table.get_many([(str(item["pk"]), str(item["sk"])) for item in found])
        following = str(found[-1]["at"]) if len(found) == limit else None
        return Page([_entry(item) for item in items if item], following)


class _Version(msgspec.Struct):
    """A saved version of anything; sources keep theirs under a name of its own."""

    version: int
    at: datetime
    by: Person
    change: str
    what: dict[str, Any] = {}
    source: dict[str, Any] = {}
    changes: dict[str, Any] = {}


def _entry(item: Item) -> Entry:
    key = "#".join((str(item["pk"]), str(item["sk"])))
    if item["kind"] == Kind.EVENT:
        return _of_event(key, codec.decode(item["body"], Event))
    if item["kind"] == Kind.HISTORY:
        return _of_version(key, str(item["pk"]), codec.decode(item["body"], _Version))
    return codec.decode(item["body"], Entry)


def _of_event(entry_id: str, event: Event) -> Entry:
    # A note may be deleted later, so the audit says that there was one and never what was in it.
    hidden = _NOTE_HIDDEN if event.type in NOTES else _HIDDEN
    data = {name: value for name, value in event.data.items() if name not in hidden}
    changes = event.data.get("changes", {})
    return Entry(entry_id, event.at, event.by or _SYSTEM, event.type, event.alert_id, changes=changes, data=data)


def _of_version(entry_id: str, partition: str, saved: _Version) -> Entry:
    _, section, what = partition.split("#", 2)
    name = _name(saved.what or saved.source) or what
    subject = Subject(section.lower(), what, name)
    data = {"version": saved.version}
    return Entry(entry_id, saved.at, saved.by, saved.change, subject=subject, changes=saved.changes, data=data)


def _name(what: dict[str, Any]) -> str:
    name = what.get("label") or what.get("name") or ""
    return str(name.get("en", "")) if isinstance(name, dict) else str(name)


def history_listing(at: datetime | None, by: Person | None, key: Key) -> dict[str, str]:
    """The index attributes of a saved version; none of one that a command wrote."""
    return listed(at, key) if at is not None and by is not None else {}


def event_listing(event: Event, key: Key) -> dict[str, str]:
    """The index attributes of an event; none of what the system did by itself."""
    return listed(event.at, key) if event.by is not None else {}
