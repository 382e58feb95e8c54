"""Sections of the inbox as parts of the table. The perimeter enters every list and count here, through the keys:
there is no way to ask for a section without one."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from shared.clock import iso
from shared.rules.models import CaseKind
from shared.scope.perimeter import Perimeter
from shared.scope.places import MAX_LEVELS, PlaceTree
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
    ON_HOLD = "on_hold"
    SPAM = "spam"


class Shape(NamedTuple):
    """Which cases: of these kinds, with and without an owner, in this state. Only open cases stand apart by
    owner."""

    kinds: Sequence[CaseKind] = ("alert", "message")
    owned: Sequence[bool] = (False, True)
    state: State = "open"


SHAPES: dict[Section, Shape] = {
    Section.MINE: Shape(owned=(True,)),
    Section.INBOX: Shape(),
    Section.ALERTS: Shape(kinds=("alert",)),
    Section.MESSAGES: Shape(kinds=("message",)),
    Section.UNASSIGNED: Shape(owned=(False,)),
    Section.LATE: Shape(),
    Section.DONE: Shape(owned=(True,), state="done"),
    Section.ON_HOLD: Shape(owned=(True,), state="hold"),
    Section.SPAM: Shape(owned=(True,), state="spam"),
}
"""The shape of each section; ``late`` and ``mine`` are parts of theirs."""


def slices(
    section: Section,
    perimeter: Perimeter,
    tree: PlaceTree,
    user_id: str,
    restricted: Sequence[str] = (),
    *,
    owner: str | None = None,
) -> list[Slice]:
    """The partitions that hold a section: one to four for each root of the perimeter, and as many again for each
    of the ``restricted`` departments that it takes in. ``mine``, and any section of the cases of one ``owner``, is
    one partition whatever the perimeter; its rows must be held against it one by one."""
    if section is Section.MINE:
        return [owned(user_id, "open")] if owner in (None, user_id) else []
    shape = SHAPES[section]
    if owner is not None:
        return [owned(owner, shape.state)] if True in shape.owned else []
    return shelved(perimeter, tree, restricted, shape)


def shelved(perimeter: Perimeter, tree: PlaceTree, restricted: Sequence[str], shape: Shape) -> list[Slice]:
    """The partitions of the perimeter's cases of this shape."""
    return [
        Slice(
            f"level{tree.level(node)}",
            keys.node_key(node, shape.state, kind, owned=is_owned, reserved=reserved),
            reserved,
        )
        for node in perimeter.roots(tree)
        for reserved in perimeter.shelves(restricted)
        for kind in shape.kinds
        for is_owned in shape.owned
    ]


def owned(user_id: str, state: State) -> Slice:
    """The partition of the cases somebody owns, wherever they are."""
    return Slice("owner", keys.owner_key(user_id, state))


def span(section: Section, now: datetime, after: str | None = None) -> Span:
    """The part of those partitions: late ends at the present; a later page starts behind the last one's end."""
    if newest_first(section):
        return Span(before=after)
    return Span(after=after, before=iso(now) if section is Section.LATE else None)


def newest_first(section: Section) -> bool:
    """Ended cases show the last closed first; open ones show the most pressing first."""
    return section in (Section.DONE, Section.SPAM)


def everywhere(
    node: str, restricted: Sequence[str], states: Sequence[State] = ("open", "hold", "done", "spam")
) -> list[Slice]:
    """Every partition that holds, or once held, cases of a node and of what is below it, in these states: at
    whatever level it stood when they were raised. Open ones come first."""
    everything = [Shape() if state == "open" else Shape(owned=(True,), state=state) for state in states]
    return [
        Slice(f"level{level}", keys.node_key(node, shape.state, kind, owned=is_owned, reserved=reserved), reserved)
        for shape in everything
        for level in range(MAX_LEVELS)
        for reserved in (None, *restricted)
        for kind in shape.kinds
        for is_owned in shape.owned
    ]
