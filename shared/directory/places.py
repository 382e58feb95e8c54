"""A file of places, and one of groups, against the tree. Pure."""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from shared.directory.plan import Plan, Step, error, errors_of
from shared.directory.sheet import Row
from shared.jobs.models import JobLine
from shared.scope.editing import RESERVED, children, faults_of_group, faults_of_place, same_name
from shared.scope.people import User, fold_email
from shared.scope.places import Group, Place, PlaceTree, own_code, place_code

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_NAME = 100


class Known(NamedTuple):
    """What a file is held against beside the tree."""

    calendars: Container[str]
    people: Mapping[str, User]
    """By folded address."""


class _Growing(PlaceTree):
    """The tree as the lines so far have made it."""

    def put(self, place: Place) -> None:
        self.drop(place.id)
        self.places[place.id] = place
        codes = (*((place.code,) if place.code else ()), *place.aliases, own_code(place.id))
        self._by_code |= {place_code(code): place.id for code in codes}

    def drop(self, place_id: str) -> None:
        place = self.places.pop(place_id, None)
        if place is not None:
            codes = (*((place.code,) if place.code else ()), *place.aliases, own_code(place_id))
            for code in codes:
                self._by_code.pop(place_code(code), None)


def plan_places(rows: Iterable[Row], tree: PlaceTree, known: Known) -> Plan:
    """What the file changes: places above come before those below them, and what goes, goes last."""
    rows = list(rows)
    grown = _Growing(tree.places.values(), tree.groups.values())
    usable, errors = _usable(rows, "id")
    wanted, gone = _parted(usable, errors)
    steps, unchanged, pending = list[Step](), 0, wanted
    while pending:
        ready = [row for row in pending if _can_stand(row, grown)]
        later = [row for row in pending if not _can_stand(row, grown)] if ready else []
        for row in ready or pending:  # what nothing more can help is told what it lacks
            before = grown.places.get(row.cells["id"])
            after, faults = _place(row, before, grown, known)
            errors += faults or errors_of(row.line, faults_of_place(after, grown, known.calendars))
            if errors and errors[-1].line == row.line:
                continue
            if after == before:
                unchanged += 1
                continue
            steps.append(Step(row.line, before, after))
            grown.put(after)
        pending = later
    unchanged += sum(row.cells["id"] not in grown.places for row in gone)
    steps += _removals(gone, grown, errors)
    return Plan(len(rows), steps, unchanged, sorted(errors, key=lambda one: one.line))


def plan_groups(rows: Iterable[Row], tree: PlaceTree, used: Callable[[str], bool]) -> Plan:
    """What the file changes. ``used`` says whether somebody has a group in their perimeter."""
    rows = list(rows)
    usable, errors = _usable(rows, "id")
    wanted, gone = _parted(usable, errors)
    groups = dict(tree.groups)
    steps, unchanged = list[Step](), 0
    for row in wanted:
        before = groups.get(row.cells["id"])
        after, faults = _group(row, before, tree, groups)
        errors += faults
        if not faults and after != before:
            groups[after.id] = after
            steps.append(Step(row.line, before, after))
        unchanged += not faults and after == before
    for row in gone:
        group = groups.get(row.cells["id"])
        if group is not None and used(group.id):
            errors.append(error(row.line, "in_use", "remove", "somebody has this group in their perimeter"))
        elif group is not None:
            steps.append(Step(row.line, group, group, remove=True))
        else:
            unchanged += 1
    return Plan(len(rows), steps, unchanged, sorted(errors, key=lambda one: one.line))


def _usable(rows: list[Row], key: str) -> tuple[list[Row], list[JobLine]]:
    """The rows with an id of their own, and what is wrong with the others."""
    seen: dict[str, int] = {}
    good, errors = list[Row](), list[JobLine]()
    for row in rows:
        name = row.cells[key]
        if not _ID.fullmatch(name) or name in RESERVED:
            errors.append(error(row.line, "bad_id", key, "an id is up to 64 letters, digits, - and _"))
        elif name in seen:
            errors.append(error(row.line, "duplicate", key, f"line {seen[name]} has this id"))
        else:
            seen[name] = row.line
            good.append(row)
    return good, errors


def _parted(rows: list[Row], errors: list[JobLine]) -> tuple[list[Row], list[Row]]:
    """The rows that are to be there, and those that are to go."""
    wanted, gone = list[Row](), list[Row]()
    for row in rows:
        try:
            (gone if row.flag("remove") else wanted).append(row)
        except ValueError:
            errors.append(error(row.line, "bad_flag", "remove", "write yes or no"))
    return wanted, gone


def _can_stand(row: Row, grown: _Growing) -> bool:
    """Whether what a place stands below is there, or need not be."""
    parent = row.text("parent")
    return parent is None or parent in grown.places or grown.find(parent) is not None


def _place(row: Row, before: Place | None, grown: _Growing, known: Known) -> tuple[Place, list[JobLine]]:
    base = before or Place(row.cells["id"], "")
    errors = _name_errors(row, base.name)
    changes: dict[str, object] = {name: row.text(name) for name in ("code", "calendar") if row.has(name)}
    if row.has("delegate_to"):
        changes["delegate_to"] = row.text("delegate_to")
    if row.text("name"):
        changes["name"] = row.text("name")
    if row.has("aliases"):
        changes["aliases"] = row.listed("aliases")
    if row.has("parent"):
        changes["parent"] = _place_id(row.text("parent"), grown)
    if row.has("owner"):
        owner = known.people.get(fold_email(row.text("owner") or ""))
        if row.text("owner") and (owner is None or owner.disabled or not owner.may("treat")):
            errors.append(error(row.line, "unknown_person", "owner", "no colleague who works on cases has it"))
        changes["owner"] = owner.id if owner else None
    if before is None and row.cells["id"] in grown.groups:
        errors.append(error(row.line, "duplicate", "id", "a group has this id"))
    after = replace(base, **changes)
    return (after if after == before else replace(after, version=base.version + 1 if before else 1)), errors


def _group(
    row: Row, before: Group | None, tree: PlaceTree, groups: Mapping[str, Group]
) -> tuple[Group, list[JobLine]]:
    base = before or Group(row.cells["id"], "", ())
    errors = _name_errors(row, base.name)
    places = tuple(dict.fromkeys(_place_id(one, tree) or one for one in row.listed("places")))
    after = replace(base, name=row.text("name") or base.name, places=places if row.has("places") else base.places)
    errors += errors_of(row.line, faults_of_group(after, tree))
    if before is None and row.cells["id"] in tree.places:
        errors.append(error(row.line, "duplicate", "id", "a place has this id"))
    if same_name(after, groups.values()) is not None:
        errors.append(error(row.line, "duplicate", "name", "another group has this name"))
    return (after if after == before else replace(after, version=base.version + 1 if before else 1)), errors


def _removals(gone: list[Row], grown: _Growing, errors: list[JobLine]) -> list[Step]:
    steps: list[Step] = []
    pending = [row for row in gone if row.cells["id"] in grown.places]
    while pending:
        free = [row for row in pending if not children(row.cells["id"], grown)]
        for row in free:
            place = grown.places[row.cells["id"]]
            steps.append(Step(row.line, place, place, remove=True))
            grown.drop(place.id)
        if not free:
            errors += [error(row.line, "in_use", "remove", "there are places below it") for row in pending]
            break
        pending = [row for row in pending if row not in free]
    return steps


def _name_errors(row: Row, name: str) -> list[JobLine]:
    wanted = row.text("name") or name
    if not wanted or len(wanted) > _NAME:
        return [error(row.line, "bad_name", "name", f"a name has 1 to {_NAME} characters")]
    return []


def _place_id(written: str | None, tree: PlaceTree) -> str | None:
    """The id of a place that is named by its id or by a code of it; what is written where there is none."""
    if written is None or written in tree.places:
        return written
    found = tree.find(written)
    return found.id if found else written
