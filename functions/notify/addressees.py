"""Who is to be told about an event of a case: looked up when it is told, so that whoever lost the case since is
not (invariant I6)."""

from collections.abc import Iterable
from typing import Any

from shared.alerts.lifecycle import ENDED
from shared.alerts.models import Alert, Event
from shared.alerts.sight import path_now, sees
from shared.notifications.recipients import recipients
from shared.scope.people import Locale, User
from shared.scope.places import PlaceTree
from shared.storage.people import People

DELEGATE = "delegate"
"""Whose row of the ledger is that of a customer service outside."""

_ADDRESSED: dict[str, str] = {"assigned": "to", "transferred": "to", "shared": "with", "noted": "mentions"}
"""By event, where it names the people it is for."""


def addressees(event: Event, alert: Alert, people: People, tree: PlaceTree, locale: Locale) -> list[User]:
    """The people to tell, each once. ``locale`` is the language of addresses outside. Reads the people named, or
    those around the place."""
    if event.type == "delegated":
        address = str(event.data["address"])
        has_it = alert.delegated is not None and alert.delegated.address == address and alert.status not in ENDED
        return [User(DELEGATE, address, address, "viewer", locale)] if has_it else []
    if event.type in _ADDRESSED:
        named = _ids(event.data.get(_ADDRESSED[event.type]))
        return _seeing(named, alert, people, tree, without=event.by.id if event.by else None)
    if event.type == "escalated":
        return _above(int(event.data["step"]), alert, people, tree) or _admins(people)
    if event.type in ("returned", "attached", "reminded") and alert.owner is not None:
        return _seeing([alert.owner.id], alert, people, tree) or _around(alert, people, tree)
    return _around(alert, people, tree)


def _around(alert: Alert, people: People, tree: PlaceTree) -> list[User]:
    """Everybody whose perimeter covers the place; admins where that is nobody, so that no case is an orphan. A
    silent case, and one without a known place, has no one to be told."""
    path = tuple(path_now(alert.place.id if alert.place else None, tree))
    found = recipients(alert, people.around(tree.around(path)), tree)
    silent = not any(trigger.notify for trigger in alert.triggers)
    return found or ([] if silent or not path or alert.attached_to else _admins(people))


def _above(step: int, alert: Alert, people: People, tree: PlaceTree) -> list[User]:
    """The people listed at the node so many levels above the place itself, or at the first above that has any."""
    path = path_now(alert.place.id if alert.place else None, tree)
    for node in reversed(path[: max(len(path) - step, 0)]):
        listed = [user.id for user in people.around([node])]
        found = _seeing(listed, alert, people, tree)
        if found:
            return found
    return []


def _admins(people: People) -> list[User]:
    return [user for user in people.admins() if not user.disabled]


def _seeing(
    ids: Iterable[str], alert: Alert, people: People, tree: PlaceTree, *, without: str | None = None
) -> list[User]:
    found = [people.get(user_id) for user_id in sorted({*ids} - {without})]
    return [user for user in found if user and not user.disabled and sees(user, user.perimeter(tree), alert, tree)]


def _ids(named: Any) -> list[str]:
    several = named if isinstance(named, list | tuple) else [named] if named else []
    return [str(one["id"]) for one in several]
