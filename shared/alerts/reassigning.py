"""Open cases of somebody who does not work here any more. Pure."""

from datetime import datetime

from shared.alerts import ownership
from shared.alerts.lifecycle import Change, standing
from shared.alerts.models import Alert
from shared.alerts.targets import takes
from shared.scope.people import Person, User
from shared.scope.places import PlaceTree


def given_on(
    alert: Alert, owner_id: str, to: User | None, by: Person, now: datetime, tree: PlaceTree
) -> Change | None:
    """The case as the successor's, or as nobody's where there is none, or one who does not see it. None when there
    is nothing to give on: it is another's meanwhile, or has ended."""
    if alert.owner is None or alert.owner.id != owner_id or standing(alert) not in ("open", "held"):
        return None
    if alert.attached_to is not None:
        return None
    if to is not None and takes(to, alert, tree):
        return ownership.assign(alert, by, now, to=to.person)
    return ownership.unassign(alert, by, now)
