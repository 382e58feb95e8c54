"""The tree of places: network, region, store. At most five levels, one index of the table for each."""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

MAX_LEVELS = 5
UNPLACED = "?"
"""The node of cases whose place is unknown: nobody's perimeter holds it, only admins look there."""


class Place(msgspec.Struct, frozen=True, omit_defaults=True):
    """A node of the tree. ``code`` is what sources call it, ``aliases`` what some call it besides. ``calendar``,
    ``owner`` (who gets its cases when no rule says otherwise) and ``delegate_to`` (where its cases are delegated)
    hold for all below it as well."""

    id: str
    name: str
    parent: str | None = None
    code: str | None = None
    aliases: tuple[str, ...] = ()
    calendar: str | None = None
    owner: str | None = None
    delegate_to: str | None = None
    version: int = 1


class Group(msgspec.Struct, frozen=True, omit_defaults=True):
    """Places put together freely, across the tree; a place in it brings all below it."""

    id: str
    name: str
    places: tuple[str, ...]
    version: int = 1


class PlaceTree:
    """Places by id, their paths, the codes that lead to them, and the groups they are in."""

    def __init__(self, places: Iterable[Place], groups: Iterable[Group] = ()) -> None:
        self.groups = {group.id: group for group in groups}
        self.places = {place.id: place for place in places}
        self._by_code = {
            place_code(code): place.id
            for place in self.places.values()
            for code in (*((place.code,) if place.code else ()), *place.aliases)
        }
        # What people enter names its place itself; no code of a source may stand in the way.
        self._by_code |= {place_code(own_code(place.id)): place.id for place in self.places.values()}

    def path(self, place_id: str) -> tuple[str, ...]:
        """Ids from the root to the place itself. Raises KeyError for an unknown place, ValueError for a tree that
        is too deep or turns in a circle."""
        steps: list[str] = []
        current: str | None = place_id
        while current is not None:
            steps.append(current)
            if len(steps) > MAX_LEVELS:
                raise ValueError(f"places nest at most {MAX_LEVELS} levels")
            current = self.places[current].parent
        return tuple(reversed(steps))

    def around(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """The nodes of a path and the groups that hold one of them: what a rule's ``within`` may name."""
        inside = set(path)
        return path + tuple(sorted(group.id for group in self.groups.values() if inside & set(group.places)))

    def places_of(self, groups: Iterable[str]) -> frozenset[str]:
        """The places put together in these groups; what is below them is not listed."""
        known = (self.groups[group].places for group in groups if group in self.groups)
        return frozenset(place for places in known for place in places)

    def nearest(self, path: Sequence[str], name: Literal["calendar", "owner", "delegate_to"]) -> str | None:
        """What the place at the end of a path has under this name, or else the nearest place above it that has."""
        for node in reversed(path):
            place = self.places.get(node)
            found = getattr(place, name) if place else None
            if found is not None:
                return str(found)
        return None

    def level(self, place_id: str) -> int:
        """0 for the root; which index of the table holds the node."""
        return 0 if place_id == UNPLACED else len(self.path(place_id)) - 1

    def find(self, code: str | None) -> Place | None:
        """The place a source means by this code, or None. Look-alike letters of other alphabets do not match."""
        found = self._by_code.get(place_code(code)) if code else None
        return self.places[found] if found else None


def own_code(place_id: str) -> str:
    """The code that leads to a place whatever sources call it."""
    return f"@{place_id}"


def place_code(code: str) -> str:
    """How codes are compared: Unicode NFC, trimmed, case-folded (B31)."""
    return unicodedata.normalize("NFC", code).strip().casefold()
