"""Who is to be told about an event, again the slow and obvious way: what the product's mails are held against."""

from collections.abc import Iterable

from shared.alerts.models import Alert, Event
from shared.scope.people import User
from tests.simulator.reference import above, is_told, sees

OPENING = ("raised", "reevaluated", "placed")
"""Events that tell that a case is there: told in the name of its first one."""

_NAMED = {"assigned": "to", "transferred": "to", "shared": "with", "noted": "mentions"}
_OWNERS = ("reminded", "returned", "attached")


def entitled(event: Event, case: Alert | None, users: Iterable[User]) -> frozenset[str]:
    """Whom an event is for as things are now."""
    here = [user for user in users if not user.disabled]
    admins = frozenset(user.id for user in here if user.role == "admin")
    if event.type == "unknown_place":
        return admins
    if case is None:
        return frozenset()
    if event.type == "delegated":
        return frozenset({"delegate"})
    place = case.place.id if case.place else None
    seeing = {user.id for user in here if sees(user, place) or user.id in case.granted}
    if event.type in _NAMED:
        named = event.data.get(_NAMED[event.type]) or []
        ids = {one["id"] for one in (named if isinstance(named, list) else [named])}
        return frozenset(ids & seeing - {event.by.id if event.by else ""})
    if event.type == "escalated":
        return _above(int(event.data["step"]), place, here) or admins
    owner = case.owner.id if case.owner else None
    if event.type in _OWNERS and owner in seeing:
        return frozenset({owner}) if owner else frozenset()
    tells = event.type in ("raised", *_OWNERS) or bool(event.data.get("tells"))
    if not tells or (event.type == "returned" and owner is None):
        return frozenset()
    return _around(case, place, here, admins)


def _around(case: Alert, place: str | None, here: list[User], admins: frozenset[str]) -> frozenset[str]:
    if place is None or case.attached_to or not any(trigger.notify for trigger in case.triggers):
        return frozenset()
    return frozenset(user.id for user in here if is_told(user, place)) or admins


def _above(step: int, place: str | None, here: list[User]) -> frozenset[str]:
    for node in above(place)[step:]:
        found = frozenset(user.id for user in here if node in user.nodes)
        if found:
            return found
    return frozenset()
