"""Whom a case may be given to, shown to, or handed to. Pure: people, tree and settings are arguments."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from shared.account.models import Settings
from shared.alerts.models import Alert
from shared.alerts.sight import path_now, sees
from shared.errors import Fault, NoDelegate, NotInScope, UnknownPerson
from shared.scope.people import Person, User
from shared.scope.places import PlaceTree


class Target(NamedTuple):
    """A colleague, and whether they get to see the case only by being given it."""

    person: Person
    outside: bool


def assignee(user: User | None, by: User, alert: Alert, tree: PlaceTree) -> Target:
    """Whom a case is assigned to: somebody who works on cases and sees this one; admins may look further. Raises
    UnknownPerson and NotInScope."""
    found = colleague(user, alert, tree)
    if found.outside and by.role != "admin":
        raise NotInScope(errors=[Fault("$.to", "not_in_scope", "choose a colleague who sees this case")])
    return found


def colleague(user: User | None, alert: Alert, tree: PlaceTree, *, at: str = "$.to") -> Target:
    """Whom a case is transferred to or shared with: somebody who works on cases, wherever. ``at`` is where the
    request names them. Raises UnknownPerson."""
    if user is None or user.disabled or not user.may("treat"):
        raise UnknownPerson(errors=[Fault(at, "unknown_person", "choose a colleague who works on cases")])
    return Target(user.person, not sees(user, user.perimeter(tree), alert, tree))


def owner_left(owner: User | None, alert: Alert, tree: PlaceTree) -> bool:
    """Whether an ended case that is taken up again can no longer be its owner's: they work here no more, or see it
    no more, as what they were given ended with it. ``owner`` is the user of that id, if there is one."""
    if alert.owner is None:
        return False
    return owner is None or not takes(owner, replace(alert, grants=()) if alert.closing else alert, tree)


def takes(user: User, alert: Alert, tree: PlaceTree) -> bool:
    """Whether a case may become somebody's without a word of theirs: they work on cases, and see this one."""
    return not user.disabled and user.may("treat") and sees(user, user.perimeter(tree), alert, tree)


def mentioned(users: Iterable[User | None], alert: Alert, tree: PlaceTree) -> list[Person]:
    """The people named in a note: active, and each sees the case. Raises UnknownPerson and NotInScope."""
    people = []
    for number, user in enumerate(users):
        at = f"$.mentions[{number}]"
        if user is None or user.disabled:
            raise UnknownPerson(errors=[Fault(at, "unknown_person", "mention active colleagues")])
        if not sees(user, user.perimeter(tree), alert, tree):
            raise NotInScope(errors=[Fault(at, "not_in_scope", "mention colleagues who see this case")])
        people.append(user.person)
    return people


def customer_service(alert: Alert, tree: PlaceTree, settings: Settings) -> str:
    """The address that cases of this place are handed to: the nearest up the tree, or that of the account. Raises
    NoDelegate."""
    path: Sequence[str] = path_now(alert.place.id if alert.place else None, tree)
    address = tree.nearest(path, "delegate_to") or settings.delegate_to
    if address is None:
        raise NoDelegate(errors=[Fault("$.to", "no_delegate", "enter an address")])
    return address
