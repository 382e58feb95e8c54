"""Sections of the inbox as parts of the table. The perimeter enters every list and count here, through the keys:
there is no way to ask for a section without one."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from shared.clock import iso
from shared.rules.models import CaseKind
from shared.scope.perimeter import Perimeter
from shared.scope.places import PlaceTree
from shared.storage import keys
from shared.storage.alerts import Slice
from shared.storage.keys import State
from shared.storage.table import Span


class Section(StrEnum):
    """The lists people work from."""

    INBOX = "inbox"
    ALERTS = "alerts"
    MESSAGES = "messages"
    MINE = "mine"
    UNASSIGNED = "unassigned"
    LATE = "late"
    DONE = "done"


class _Shape(NamedTuple):
    kinds: Sequence[CaseKind] = ("alert", "message")
    owned: Sequence[bool] = (False, True)
    state: State = "open"


_SHAPES: dict[Section, _Shape] = {
    Section.INBOX: _Shape(),
    Section.ALERTS: _Shape(kinds=("alert",)),
    Section.MESSAGES: _Shape(kinds=("message",)),
    Section.UNASSIGNED: _Shape(owned=(False,)),
    Section.LATE: _Shape(),
    Section.DONE: _Shape(owned=(True,), state="done"),
}


def slices(section: Section, perimeter: Perimeter, tree: PlaceTree, user_id: str) -> list[Slice]:
    """The partitions that hold a section: one to four for each root of the perimeter. ``mine`` is one partition
    whatever the perimeter; its rows must be held against it one by one."""
    if section is Section.MINE:
        return [Slice("owner", keys.owner_key(user_id, "open"))]
    shape = _SHAPES[section]
    return [
        Slice(f"level{tree.level(node)}", keys.node_key(node, shape.state, kind, owned=owned))
        for node in perimeter.roots(tree)
        for kind in shape.kinds
        for owned in shape.owned
    ]


def span(section: Section, now: datetime, after: str | None = None) -> Span:
    """The part of those partitions: late ends at the present; a later page starts behind the last one's end."""
    if section is Section.DONE:
        return Span(before=after)
    return Span(after=after, before=iso(now) if section is Section.LATE else None)


def newest_first(section: Section) -> bool:
    """Ended cases show the last closed first; open ones show the most pressing first."""
    return section is Section.DONE
