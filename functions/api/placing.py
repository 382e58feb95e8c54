"""Saving places and groups: over the whole configuration, with a row of the audit, and tried again when somebody
else changed another part of it meanwhile (see ``ruling.save``)."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from functions.api.ruling import Writes
from functions.api.wiring import Wiring
from shared import ids
from shared.account.audit import Entry, Subject
from shared.accounts import checking
from shared.errors import Duplicate, Fault, Invalid, NotFound, StaleVersion, VersionRequired
from shared.jobs.models import Job
from shared.rules.changes import changed_fields
from shared.scope import editing
from shared.scope.people import Person
from shared.scope.places import Group, Place, PlaceTree
from shared.storage.audit import entry_row
from shared.storage.config import Config
from shared.storage.jobs import creation
from shared.storage.keys import ConfigSection


def place_view(place: Place, *, whole: bool, parent: str | None = None) -> dict[str, Any]:
    """A place, ready for JSON; ``whole`` for admins, else with ``parent`` as the reader may know it."""
    return {
        "id": place.id,
        "name": place.name,
        "parent": place.parent if whole else parent,
        "code": place.code,
        "aliases": list(place.aliases) if whole else [],
        "calendar": place.calendar if whole else None,
        "owner": place.owner if whole else None,
        "delegate_to": place.delegate_to if whole else None,
        "version": place.version,
    }


def group_view(group: Group) -> dict[str, Any]:
    """A group, ready for JSON."""
    return {"id": group.id, "name": group.name, "places": list(group.places), "version": group.version}


def current[M: (Place, Group)](found: M | None, version: int | None, view: Callable[[M], dict[str, Any]]) -> M:
    """What is to be changed, at the version named. Raises NotFound, VersionRequired, or StaleVersion with it as it
    is now."""
    if found is None:
        raise NotFound
    if version is None:
        raise VersionRequired("Send the version of what you are looking at")
    if version != found.version:
        refusal = StaleVersion("Somebody has changed it since you opened it")
        refusal.more["current"] = view(found)
        raise refusal
    return found


def checked_place(ports: Wiring, place: Place, config: Config, *, new: bool) -> Place:
    """The place if it can stand in the tree. Raises Invalid with every fault."""
    faults = editing.faults_of_new_id(place.id, config.tree) if new else []
    faults += editing.faults_of_place(place, config.tree, config.calendars)
    if place.owner is not None:
        owner = ports.people.get(place.owner)
        if owner is None or owner.disabled or not owner.may("treat"):
            faults.append(Fault("$.owner", "unknown_person", "choose a colleague who works on cases"))
    if place.delegate_to is not None:
        faults += [one._replace(path="$.delegate_to") for one in checking.faults_of_address(place.delegate_to)]
    if faults:
        raise Invalid("The place cannot stand like this", errors=faults)
    return place


def checked_group(group: Group, config: Config, *, new: bool) -> Group:
    """The group if its places are there and its name is its own. Raises Invalid or Duplicate."""
    faults = editing.faults_of_new_id(group.id, config.tree) if new else []
    faults += editing.faults_of_group(group, config.tree)
    if faults:
        raise Invalid("The group cannot be saved", errors=faults)
    if editing.same_name(group, config.tree.groups.values()) is not None:
        raise Duplicate("Another group has this name")
    return group


def writes_of(
    saved: Place | Group, change: str, by: Person, at: datetime, *, before: Place | Group | None = None,
    jobs: Sequence[Job] = (),
) -> Writes:  # fmt: skip
    """The writes of one change: the entity, its row in the audit, and the jobs that follow from it."""
    section: ConfigSection = "PLACE" if isinstance(saved, Place) else "GROUP"
    differing = changed_fields(before, saved) if before is not None and change != "deleted" else []
    changes = {name: [getattr(before, name), getattr(saved, name)] for name in differing}
    subject = Subject(section.lower(), saved.id, saved.name)
    rows = [entry_row(Entry(ids.new_id("u"), at, by, change, subject=subject, changes=changes))]
    rows += [creation(job) for job in jobs]
    if change == "deleted":
        return Writes([], rows, [(section, saved.id)])
    return Writes([(section, saved.id, saved)], rows, [])


def moves(before: Place, after: Place) -> bool:
    """Whether the cases of a place have to be written anew: it, or its name, stands in them."""
    return (before.parent, before.name) != (after.parent, after.name)


def retimes(before: Place, after: Place, config: Config) -> bool:
    """Whether its open cases are counted by another calendar: its own, or the nearest above it, is another."""
    new = PlaceTree([*(one for one in config.tree.places.values() if one.id != after.id), after])
    old_path, new_path = config.tree.path(before.id), new.path(after.id)
    return config.tree.nearest(old_path, "calendar") != new.nearest(new_path, "calendar")
