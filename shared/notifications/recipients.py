"""Who is told about a case. Pure: the people and the tree are arguments."""

from collections.abc import Iterable

from shared.alerts.models import Alert
from shared.scope.people import User


def recipients(alert: Alert, people: Iterable[User]) -> list[User]:
    """Everyone whose perimeter covers the case's place, once each; nobody when all its rules are silent, or when
    the place is unknown (decided at the time of sending, never before)."""
    if not any(trigger.notify for trigger in alert.triggers) or not alert.path:
        return []
    told = {user.id: user for user in people if not user.disabled and user.told_of.covers(alert.path)}
    return [told[user_id] for user_id in sorted(told)]


def via(alert: Alert, user: User) -> str | None:
    """The name of the widest node of the user's perimeter that holds the place: why it is them."""
    names = zip(alert.path, alert.place.names if alert.place else (), strict=False)
    return next((name for node, name in names if node in user.nodes), None)
