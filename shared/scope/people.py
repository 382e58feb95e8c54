"""People who sign in."""

import unicodedata
from datetime import datetime
from typing import Literal

import msgspec

from shared.scope.perimeter import Perimeter
from shared.scope.places import PlaceTree

type Role = Literal["admin", "manager", "agent", "viewer"]
type Locale = Literal["fr", "en"]

RIGHTS: dict[str, tuple[str, ...]] = {
    "admin": (
        "see_contact",
        "treat",
        "assign",
        "bulk",
        "rules",
        "rules_read",
        "settings",
        "people",
        "invite",
        "audit",
    ),
    "manager": ("see_contact", "treat", "assign", "bulk", "rules_read", "invite", "audit"),
    "agent": ("see_contact", "treat", "assign", "bulk"),
    "viewer": (),
}


class Person(msgspec.Struct, frozen=True):
    """How a colleague is named in a case."""

    id: str
    name: str


class Absence(msgspec.Struct, frozen=True, omit_defaults=True):
    """From when until when somebody is away (UTC, the end exclusive), and who stands in."""

    since: datetime
    until: datetime
    replacement: str | None = None


class User(msgspec.Struct, frozen=True, omit_defaults=True):
    """A user: ``id`` is the subject of their token, ``nodes`` and ``groups`` their part of the place tree,
    ``departments`` the restricted ones they belong to; ``departments_only`` keeps them to those. ``invited`` until
    they come in for the first time."""

    id: str
    email: str
    name: str
    role: Role
    locale: Locale
    nodes: tuple[str, ...] = ()
    disabled: bool = False
    groups: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    departments_only: bool = False
    absence: Absence | None = None
    version: int = 1
    invited: bool = False

    def perimeter(self, tree: PlaceTree) -> Perimeter:
        """What they see: admins everything, the others their nodes and the places of their groups."""
        if self.role == "admin":
            return Perimeter(everything=True)
        return self.told_of(tree)

    def told_of(self, tree: PlaceTree) -> Perimeter:
        """What they are told about by mail: their nodes and groups, admins too, so that nobody is told by
        accident."""
        return Perimeter(
            frozenset((*self.nodes, *tree.places_of(self.groups))),
            departments=frozenset(self.departments),
            departments_only=self.departments_only,
        )

    def absent(self, now: datetime) -> bool:
        """Whether they are away at this moment."""
        return self.absence is not None and self.absence.since <= now < self.absence.until

    @property
    def person(self) -> Person:
        """This user as named in a case."""
        return Person(self.id, self.name)

    def may(self, right: str) -> bool:
        """Whether the role holds a right."""
        return right in RIGHTS[self.role]


def fold_email(address: str) -> str:
    """How addresses are compared: Unicode NFC, trimmed, case-folded, so that nobody is there twice (B63)."""
    return unicodedata.normalize("NFC", address).strip().casefold()
