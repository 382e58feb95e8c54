"""A file of people against who there is (B63). Pure."""

from collections.abc import Container, Iterable, Mapping
from typing import Any, get_args

from msgspec.structs import replace

from shared.accounts.checking import faults_of, faults_of_address
from shared.directory.plan import Plan, Step, error, errors_of
from shared.directory.sheet import Row
from shared.jobs.models import JobLine
from shared.scope.people import Locale, Role, User, fold_email
from shared.scope.places import PlaceTree

ROLES: tuple[str, ...] = get_args(Role.__value__)
LOCALES: tuple[str, ...] = get_args(Locale.__value__)
_NAME = 100
_MOST = {"places": 50, "groups": 25, "departments": 50}


def plan_users(
    rows: Iterable[Row], users: Iterable[User], tree: PlaceTree, departments: Container[str], by: str
) -> Plan:
    """What the file changes. ``by`` is the id of who sent it: they keep their own role and account, and an admin
    always stays."""
    rows, present = list(rows), {fold_email(user.email): user for user in users}
    state = dict(present)
    steps, errors, seen, unchanged = list[Step](), list[JobLine](), dict[str, int](), 0
    for row in rows:
        address = fold_email(row.cells["email"])
        before = state.get(address)
        faults = [error(row.line, "duplicate", "email", f"line {seen[address]} has it")] if address in seen else []
        seen.setdefault(address, row.line)
        after, more = _user(row, before, tree, departments)
        faults += more
        if not faults:
            faults = _protected(row, before, after, state, by)
        errors += faults
        if faults:
            continue
        if after == before or (before is None and after.disabled):
            unchanged += 1
            continue
        state[address] = after
        gone = after.disabled and before is not None and not before.disabled
        steps.append(Step(row.line, before, after, remove=gone))
    return Plan(len(rows), steps, unchanged, errors)


def _user(
    row: Row, before: User | None, tree: PlaceTree, departments: Container[str]
) -> tuple[User, list[JobLine]]:
    base = before or User("", row.cells["email"], "", "agent", "fr")
    errors = errors_of(row.line, faults_of_address(row.cells["email"])) if before is None else []
    changes: dict[str, Any] = {"name": row.text("name") or base.name}
    if not changes["name"] or len(changes["name"]) > _NAME:
        errors.append(error(row.line, "bad_name", "name", f"a name has 1 to {_NAME} characters"))
    changes |= _chosen(row, errors, new=before is None) | _scope(row, tree, errors) | _flags(row, errors)
    after = replace(base, **changes)
    return after, errors + errors_of(row.line, faults_of(after, tree, departments))


def _chosen(row: Row, errors: list[JobLine], *, new: bool) -> dict[str, Any]:
    found = {}
    for column, choices, needed in (("role", ROLES, new), ("locale", LOCALES, False)):
        word = (row.text(column) or "").lower()
        if word in choices:
            found[column] = word
        elif word or needed:
            errors.append(error(row.line, f"bad_{column}", column, f"write one of {', '.join(choices)}"))
    return found


def _scope(row: Row, tree: PlaceTree, errors: list[JobLine]) -> dict[str, Any]:
    found = {}
    for column, field in (("places", "nodes"), ("groups", "groups"), ("departments", "departments")):
        if row.has(column):
            found[field] = _listed(row, column, tree)
            if len(found[field]) > _MOST[column]:
                errors.append(error(row.line, "too_long", column, f"name at most {_MOST[column]}"))
    return found


def _flags(row: Row, errors: list[JobLine]) -> dict[str, Any]:
    found = {}
    for column, field in (("departments_only", "departments_only"), ("remove", "disabled")):
        try:
            flag = row.flag(column)
        except ValueError:
            errors.append(error(row.line, "bad_flag", column, "write yes or no"))
            continue
        if flag is not None:
            found[field] = flag
    return found


def _listed(row: Row, column: str, tree: PlaceTree) -> tuple[str, ...]:
    if column != "places":
        return row.listed(column)
    found = ((one, None if one in tree.places else tree.find(one)) for one in row.listed(column))
    return tuple(dict.fromkeys(place.id if place else one for one, place in found))


def _protected(row: Row, before: User | None, after: User, state: Mapping[str, User], by: str) -> list[JobLine]:
    if before is None:
        return []
    if before.id == by and (after.disabled or after.role != before.role):
        return [error(row.line, "own_account", "email", "another admin has to do this to your account")]
    was, stays = _admin(before), _admin(after)
    if was and not stays and not any(_admin(one) for one in state.values() if one.id != before.id):
        return [error(row.line, "last_admin", "email", "this is the last admin")]
    return []


def _admin(user: User) -> bool:
    return user.role == "admin" and not user.disabled
