"""The one visibility test of the product. Lists, counts, details and mails all ask here."""

from collections.abc import Sequence

import msgspec

from shared.scope.places import UNPLACED, PlaceTree


class Perimeter(msgspec.Struct, frozen=True):
    """The nodes a person sees, with all below them; ``everything`` is the admin's."""

    nodes: frozenset[str] = frozenset()
    everything: bool = False

    def covers(self, path: Sequence[str]) -> bool:
        """Whether a place is inside, given its path from the root. An empty path is a case without a known
        place: only ``everything`` covers it."""
        return self.everything or any(node in self.nodes for node in path)

    def roots(self, tree: PlaceTree) -> list[str]:
        """The fewest nodes whose subtrees are this perimeter: what a list has to query. Nodes that have left the
        tree are left out."""
        if self.everything:
            tops = [place.id for place in tree.places.values() if place.parent is None]
            return [*sorted(tops), UNPLACED]
        known = [node for node in self.nodes if node in tree.places]
        return sorted(node for node in known if not any(above in self.nodes for above in tree.path(node)[:-1]))

    def narrowed(self, place_id: str, tree: PlaceTree) -> "Perimeter | None":
        """This perimeter cut down to one place and what is below it; None if they do not meet."""
        if place_id not in tree.places:
            return None
        if self.covers(tree.path(place_id)):
            return Perimeter(frozenset({place_id}))
        inside = frozenset(node for node in self.nodes if node in tree.places and place_id in tree.path(node))
        return Perimeter(inside) if inside else None
