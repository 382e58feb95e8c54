"""Who is told about a case. Pure: the people and the tree are arguments."""

from collections.abc import Iterable

from shared.alerts.models import Alert
from shared.alerts.sight import path_now
from shared.scope.people import User
from shared.scope.places import PlaceTree


def recipients(alert: Alert, people: Iterable[User], tree: PlaceTree) -> list[User]:
    """Everyone whose perimeter covers the case's place, once each; nobody when all its rules are silent, or when
    the place is unknown (decided at the time of sending, never before). A case worked with another
    tells nobody."""
    path = path_now(alert.place.id if alert.place else None, tree)
    if not any(trigger.notify for trigger in alert.triggers) or not path or alert.attached_to is not None:
        return []
    told = {
        user.id: user for user in people if not user.disabled and user.told_of(tree).covers(path, alert.reserved)
    }
    return [told[user_id] for user_id in sorted(told)]


def via(alert: Alert, user: User) -> str | None:
    """The name of the widest node of the user's perimeter that holds the place: why it is them."""
    names = zip(alert.path, alert.place.names if alert.place else (), strict=False)
    return next((name for node, name in names if node in user.nodes), None)
