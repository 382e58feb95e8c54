"""Cases whose place is elsewhere in the tree than when they were raised. Pure: the tree is an argument."""

from datetime import datetime

from msgspec.structs import replace

from shared.alerts.lifecycle import Change, changed
from shared.alerts.models import Alert, CasePlace
from shared.scope.places import PlaceTree


def move(alert: Alert, tree: PlaceTree, now: datetime) -> Change | None:
    """The case with its place as it stands in the tree: where it is, what it and those above are called. None when
    that is what the case says. Ended cases move as well. Nobody has acted: what is still to be told stays so."""
    place = alert.place
    if place is None:
        return None
    there = place_now(place, tree)
    if there == place:
        return None
    told = {"from": _named(place), "to": _named(there) if there else None}
    return changed(alert, replace(alert, place=there), "moved", None, now, place=told)


def place_now(place: CasePlace, tree: PlaceTree) -> CasePlace | None:
    """The place as it stands in the tree; the nearest that was above it where it has been removed, and None where
    none of those is left."""
    node = next((node for node in (place.id, *reversed(place.path)) if node in tree.places), None)
    if node is None:
        return None
    path = tree.path(node)
    return CasePlace(node, tree.places[node].name, path, tuple(tree.places[one].name for one in path))


def _named(place: CasePlace) -> dict[str, object]:
    return {"id": place.id, "name": place.name, "names": list(place.names)}
