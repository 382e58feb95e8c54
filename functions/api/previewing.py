"""Who would see a case and be told about it, and through what: the same tests as everywhere, told step by step."""

from typing import Any

from msgspec.structs import replace

from functions.api.reader import Reader
from shared.alerts.models import Alert
from shared.notifications.recipients import recipients
from shared.scope.people import User
from shared.scope.places import PlaceTree


def sees(reader: Reader, user: User, alert: Alert | None, place_id: str | None) -> dict[str, Any]:
    """Whether a person sees a case and is told about it, ready for JSON. Without a case it is that of a feedback
    from this place which has raised none, so nobody is told."""
    tree = reader.config.tree
    path = tuple(reader.path_of(place_id))
    reserved = alert.reserved if alert else None
    covered = user.perimeter(tree).covers(path, reserved)
    granted = alert is not None and user.id in alert.granted
    seen = (covered or granted) and not user.disabled
    return {
        "user": {"id": user.id, "name": user.name},
        "path": [{"id": node, "name": tree.places[node].name} for node in path],
        "sees": seen,
        "told": seen and alert is not None and bool(recipients(alert, [user], tree)),
        "via": _via(user, path, tree, covered=covered) if seen else None,
        "why_not": None if seen else _why_not(user, path, tree),
    }


def _why_not(user: User, path: tuple[str, ...], tree: PlaceTree) -> str:
    if user.disabled:
        return "disabled"
    if not path:
        return "no_place"
    # Where their places hold it and it is not theirs all the same, it is a matter of departments.
    free = replace(user, departments_only=False).perimeter(tree)
    return "restricted" if free.covers(path) else "outside"


def _via(user: User, path: tuple[str, ...], tree: PlaceTree, *, covered: bool) -> dict[str, Any]:
    """The widest place that makes them see it, the group that brings it, or else what admins and guests have."""
    free = replace(user, departments_only=False)
    own = replace(free, groups=()).told_of(tree)
    for node in path if covered else ():
        if own.covers((node,)):
            return {"kind": "place", "id": node, "name": tree.places[node].name}
        for group in user.groups:
            if node in tree.places_of([group]):
                return {"kind": "group", "id": group, "name": tree.groups[group].name}
    return {"kind": "everything" if covered else "grant", "id": None, "name": None}
