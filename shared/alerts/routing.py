"""Whose a case becomes when it opens. Pure: rules, departments, tree, people and time are arguments.

The first of these who may own it gets it: for each rule that fired, the most urgent first, its owner for the
deepest node of the place's path, or one of the place's agents if the rule spreads; the owner of the case's
department; the owner of the place or of the nearest place above it. Whoever is disabled, may not treat cases or
does not see this one is passed over; whoever is absent hands on to their replacement. Otherwise it is nobody's.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from shared.account.models import Department
from shared.alerts.models import Alert
from shared.rules.models import Rule
from shared.scope.people import Person, User
from shared.scope.places import PlaceTree

MAX_REPLACEMENTS = 5
"""How many times an absent person hands on to the next."""


def owner_of(
    alert: Alert,
    rules: Mapping[str, Rule],
    departments: Mapping[str, Department],
    tree: PlaceTree,
    users: Iterable[User],
    now: datetime,
) -> Person | None:
    """The person a new case belongs to, or None. ``users`` are those of ``wanted_users`` with their replacements,
    and, if ``spreads``, everybody around the place; who is not among them is passed over."""
    path = place_path(alert, tree)
    known = {user.id: user for user in users}
    for rule in _fired(alert, rules):
        if rule.assign == "spread":
            found = spread(alert, path, known.values(), tree, now)
        else:
            found = taker(_owner_in(rule, path), alert.reserved, path, known, tree, now)
        if found is not None:
            return found.person
    for asked in (_of_department(alert, departments), tree.nearest(path, "owner")):
        found = taker(asked, alert.reserved, path, known, tree, now)
        if found is not None:
            return found.person
    return None


def wanted_users(
    alert: Alert, rules: Mapping[str, Rule], departments: Mapping[str, Department], tree: PlaceTree
) -> frozenset[str]:
    """Ids of the people ``owner_of`` may ask by name, without their replacements."""
    path = place_path(alert, tree)
    asked = [_owner_in(rule, path) for rule in _fired(alert, rules) if rule.assign == "owner"]
    asked += [_of_department(alert, departments), tree.nearest(path, "owner")]
    return frozenset(one for one in asked if one is not None)


def spreads(alert: Alert, rules: Mapping[str, Rule]) -> bool:
    """Whether ``owner_of`` chooses among the people around the place, so that they are to be loaded too."""
    return any(rule.assign == "spread" for rule in _fired(alert, rules))


def missing_replacements(users: Iterable[User], now: datetime) -> frozenset[str]:
    """Ids of the people who stand in for absent ones and are not among the users themselves."""
    known = {user.id: user for user in users}
    named = (user.absence.replacement for user in known.values() if user.absence and user.absent(now))
    return frozenset(one for one in named if one is not None and one not in known)


def spread(
    alert: Alert, path: Sequence[str], users: Iterable[User], tree: PlaceTree, now: datetime
) -> User | None:
    """One of the active agents present who see the place. The same case always goes to the same one, each gets
    about as many, and when one leaves only theirs go to others (rendezvous hashing, Thaler and Ravishankar 1998).
    """
    agents = [
        user
        for user in users
        if user.role == "agent" and not user.absent(now) and _may_own(user, alert.reserved, path, tree)
    ]
    return max(agents, key=lambda user: (_weight(alert.id, user.id), user.id), default=None)


def taker(
    user_id: str | None,
    reserved: str | None,
    path: Sequence[str],
    known: Mapping[str, User],
    tree: PlaceTree,
    now: datetime,
) -> User | None:
    """The person who gets what is meant for somebody: they themselves, or the first of at most five replacements
    who is present. None if one on the way is unknown, disabled or does not see the case, or if absent people stand
    in for each other."""
    for _ in range(MAX_REPLACEMENTS + 1):
        user = known.get(user_id) if user_id else None
        if user is None or not _may_own(user, reserved, path, tree):
            return None
        if not user.absent(now):
            return user
        user_id = user.absence.replacement if user.absence else None
    return None


def place_path(alert: Alert, tree: PlaceTree) -> tuple[str, ...]:
    """The path of the case's place in the tree; empty for a place it does not hold."""
    return tree.path(alert.place.id) if alert.place and alert.place.id in tree.places else ()


def _fired(alert: Alert, rules: Mapping[str, Rule]) -> list[Rule]:
    return [rules[trigger.rule_id] for trigger in alert.triggers if trigger.rule_id in rules]


def _owner_in(rule: Rule, path: Sequence[str]) -> str | None:
    return next((rule.owners[node] for node in reversed(path) if node in rule.owners), None)


def _of_department(alert: Alert, departments: Mapping[str, Department]) -> str | None:
    department = departments.get(alert.department) if alert.department else None
    return department.owner if department else None


def _may_own(user: User, reserved: str | None, path: Sequence[str], tree: PlaceTree) -> bool:
    return not user.disabled and user.may("treat") and user.perimeter(tree).covers(path, reserved)


def _weight(alert_id: str, user_id: str) -> bytes:
    return hashlib.sha256(f"{alert_id}\0{user_id}".encode()).digest()
