"""What is wrong with a place or group as written, held against the tree it would stand in. Pure."""

from collections.abc import Container, Iterable, Iterator

from shared.errors import Fault
from shared.scope.places import MAX_LEVELS, Group, Place, PlaceTree, own_code, place_code

RESERVED = frozenset({"unknown"})
"""Ids that addresses of the API have taken."""


def faults_of_place(place: Place, tree: PlaceTree, calendars: Container[str]) -> list[Fault]:
    """Everything that keeps a place, new or changed, out of the tree."""
    faults = [*_of_parent(place, tree), *_of_codes(place, tree)]
    if place.calendar is not None and place.calendar not in calendars:
        faults.append(Fault("$.calendar", "unknown_calendar", "there is no such calendar"))
    return faults


def faults_of_new_id(entity_id: str, tree: PlaceTree) -> list[Fault]:
    """Whether an id is free: places and groups share theirs, as rules may name both."""
    if entity_id in RESERVED or entity_id in tree.places or entity_id in tree.groups:
        return [Fault("$.id", "duplicate", "another place or group has this id")]
    return []


def faults_of_group(group: Group, tree: PlaceTree) -> list[Fault]:
    """Places that are not there."""
    return [
        Fault(f"$.places[{number}]", "unknown_place", "there is no such place")
        for number, place in enumerate(group.places)
        if place not in tree.places
    ]


def same_name(group: Group, others: Iterable[Group]) -> Group | None:
    """Another group with this name, whatever its case."""
    name = group.name.casefold()
    return next((one for one in others if one.id != group.id and one.name.casefold() == name), None)


def children(place_id: str, tree: PlaceTree) -> list[Place]:
    """The places right below a place, by name."""
    return sorted((one for one in tree.places.values() if one.parent == place_id), key=lambda one: one.name)


def _of_parent(place: Place, tree: PlaceTree) -> Iterator[Fault]:
    before = tree.places.get(place.id)
    if place.parent is None or (before is not None and before.parent == place.parent):
        return
    if place.parent != place.id and place.parent not in tree.places:
        yield Fault("$.parent", "unknown_parent", "there is no such place")
        return
    seen = {place.id}
    above: str | None = place.parent
    while above is not None:
        if above in seen:
            yield Fault("$.parent", "circle", "a place cannot be below itself")
            return
        seen.add(above)
        above = tree.places[above].parent if above in tree.places else None
    if len(seen) + _height(place.id, tree) > MAX_LEVELS:
        yield Fault("$.parent", "too_deep", f"places nest at most {MAX_LEVELS} levels")


def _height(place_id: str, tree: PlaceTree) -> int:
    """How many levels there are below a place."""
    if place_id not in tree.places:
        return 0
    below: dict[str | None, list[str]] = {}
    for one in tree.places.values():
        below.setdefault(one.parent, []).append(one.id)
    height, level = 0, below.get(place_id, [])
    while level and height <= MAX_LEVELS:
        height, level = height + 1, [child for one in level for child in below.get(one, [])]
    return height


def _of_codes(place: Place, tree: PlaceTree) -> Iterator[Fault]:
    named = [("$.code", place.code)] if place.code else []
    named += [(f"$.aliases[{number}]", alias) for number, alias in enumerate(place.aliases)]
    seen: set[str] = set()
    for path, code in named:
        folded = place_code(code)
        other = tree.find(code)
        if folded in seen:
            yield Fault(path, "duplicate", "this place has the code twice")
        elif other is not None and other.id != place.id:
            yield Fault(path, "code_taken", f"this code means {other.name}")
        elif folded.startswith("@") and folded != place_code(own_code(place.id)):
            yield Fault(path, "reserved", "codes do not begin with @")
        seen.add(folded)
