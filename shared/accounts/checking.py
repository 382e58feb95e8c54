"""What is wrong with a person as written. Pure: tree, departments and people are arguments."""

from collections.abc import Container, Iterator
from datetime import datetime, timedelta

from shared.errors import Fault
from shared.scope.people import Absence, User
from shared.scope.perimeter import Perimeter
from shared.scope.places import PlaceTree

LONGEST_ABSENCE = timedelta(days=730)
_ADDRESS = 254
"""Characters of an address (RFC 5321, 4.5.3.1.3, errata 1690)."""


def faults_of_address(address: str) -> list[Fault]:
    """Whether mail could be sent there: one @ with something before and a domain behind it, in printable ASCII.
    The pool decides on the rest."""
    local, sign, domain = address.strip().rpartition("@")
    usable = (
        sign
        and 0 < len(local) <= 64  # RFC 5321, 4.5.3.1.1
        and "@" not in local
        and "." in domain.strip(".")
        and len(address.strip()) <= _ADDRESS
        and address.strip().isascii()
        and not any(sign in address.strip() for sign in ' ,;<>()[]"\\')
        and address.strip().isprintable()
    )
    return [] if usable else [Fault("$.email", "bad_email", "write an address such as nora@example.com")]


def faults_of(person: User, tree: PlaceTree, departments: Container[str]) -> list[Fault]:
    """Places, groups and departments that are not there."""
    return [*_unknown(person, tree, departments)]


def _unknown(person: User, tree: PlaceTree, departments: Container[str]) -> Iterator[Fault]:
    for name, one, code, values, known in (
        ("places", "place", "unknown_place", scope_of(person)[0], tree.places),
        ("groups", "group", "unknown_group", scope_of(person)[1], tree.groups),
        ("departments", "department", "unknown_department", person.departments, departments),
    ):
        for number, value in enumerate(values):
            if value not in known:
                yield Fault(f"$.{name}[{number}]", code, f"there is no such {one}")


def faults_outside(person: User, by: User, perimeter: Perimeter, tree: PlaceTree) -> list[Fault]:
    """What of a person's scope its author does not see: the same fault as if it did not exist. Places that do not
    exist are not looked at."""
    places, groups = scope_of(person)
    faults = [
        Fault(f"$.places[{number}]", "unknown_place", "there is no such place")
        for number, place in enumerate(places)
        if place in tree.places and not _covers(perimeter, tree, place)
    ]
    faults += [
        Fault(f"$.groups[{number}]", "unknown_group", "there is no such group")
        for number, group in enumerate(groups)
        if group in tree.groups and not all(_covers(perimeter, tree, one) for one in tree.groups[group].places)
    ]
    faults += [
        Fault(f"$.departments[{number}]", "unknown_department", "there is no such department")
        for number, department in enumerate(person.departments)
        if not perimeter.everything and department not in by.departments
    ]
    if perimeter.departments_only and not person.departments_only:
        told = "you see only cases of your departments, and can give no more"
        faults.append(Fault("$.departments_only", "required", told))
    if not places and not groups and not perimeter.everything:
        faults.append(Fault("$.places", "required", "choose at least one place"))
    return faults


def inside(person: User, by: User, perimeter: Perimeter, tree: PlaceTree) -> bool:
    """Whether all that a person sees is within what somebody else sees."""
    return not faults_outside(person, by, perimeter, tree) and (person.role != "admin" or perimeter.everything)


def faults_of_absence(absence: Absence, user_id: str, replacement: User | None, now: datetime) -> list[Fault]:
    """What is wrong with an absence; ``replacement`` is the person it names, if there is one."""
    faults = []
    if absence.until <= absence.since:
        faults.append(Fault("$.absence.until", "out_of_range", "choose an end after the beginning"))
    elif absence.until <= now or absence.until - absence.since > LONGEST_ABSENCE:
        faults.append(Fault("$.absence.until", "out_of_range", "choose an end within the next two years"))
    if absence.replacement is not None:
        usable = replacement is not None and not replacement.disabled and replacement.may("treat")
        if not usable or absence.replacement == user_id:
            told = "choose another colleague who works on cases"
            faults.append(Fault("$.absence.replacement", "unknown_person", told))
    return faults


def scope_of(person: User) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The places and groups somebody was given, as written."""
    return person.nodes, person.groups


def _covers(perimeter: Perimeter, tree: PlaceTree, place: str) -> bool:
    return place in tree.places and perimeter.holds(tree.path(place))
