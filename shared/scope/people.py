"""People who sign in."""

from typing import Literal

import msgspec

from shared.scope.perimeter import Perimeter

type Role = Literal["admin", "manager", "agent", "viewer"]
type Locale = Literal["fr", "en"]

RIGHTS: dict[str, tuple[str, ...]] = {
    "admin": ("see_contact", "treat", "rules", "rules_read"),
    "manager": ("see_contact", "treat", "rules_read"),
    "agent": ("see_contact", "treat"),
    "viewer": (),
}


class Person(msgspec.Struct, frozen=True):
    """How a colleague is named in a case."""

    id: str
    name: str


class User(msgspec.Struct, frozen=True, omit_defaults=True):
    """A user: ``id`` is the subject of their token, ``nodes`` their part of the place tree."""

    id: str
    email: str
    name: str
    role: Role
    locale: Locale
    nodes: tuple[str, ...] = ()
    disabled: bool = False

    @property
    def perimeter(self) -> Perimeter:
        """What they see: admins everything, the others their nodes."""
        return Perimeter(frozenset(self.nodes), everything=self.role == "admin")

    @property
    def told_of(self) -> Perimeter:
        """What they are told about by mail: their nodes, admins too, so that nobody is told by accident."""
        return Perimeter(frozenset(self.nodes))

    @property
    def person(self) -> Person:
        """This user as named in a case."""
        return Person(self.id, self.name)

    def may(self, right: str) -> bool:
        """Whether the role holds a right."""
        return right in RIGHTS[self.role]
