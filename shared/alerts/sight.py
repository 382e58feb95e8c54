"""Whether somebody sees a case: by their perimeter, or because it was given to them alone."""

from collections.abc import Sequence

from shared.alerts.models import Alert
from shared.scope.people import User
from shared.scope.perimeter import Perimeter
from shared.scope.places import PlaceTree


def path_now(place_id: str | None, tree: PlaceTree) -> Sequence[str]:
    """The path of a place as it is in the tree now; empty for one that is not in it."""
    return tree.path(place_id) if place_id is not None and place_id in tree.places else ()


def sees(user: User, perimeter: Perimeter, alert: Alert, tree: PlaceTree) -> bool:
    """Whether a person with this perimeter sees a case. The place counts as it stands in the tree now, whatever
    the keys of the case still say."""
    covered = perimeter.covers(path_now(alert.place.id if alert.place else None, tree), alert.reserved)
    return covered or user.id in alert.granted
