"""The one visibility test of the product. Lists, counts, details and mails all ask here."""

from collections.abc import Iterable, Sequence

import msgspec

from shared.scope.places import UNPLACED, PlaceTree


class Perimeter(msgspec.Struct, frozen=True):
    """The nodes a person sees, with all below them; ``everything`` is the admin's. Beside the places there is a
    second dimension: cases of a restricted department are seen only by those it is among the ``departments`` of,
    and ``departments_only`` sees no others."""

    nodes: frozenset[str] = frozenset()
    everything: bool = False
    departments: frozenset[str] = frozenset()
    departments_only: bool = False
    all_departments: bool = False

    def covers(self, path: Sequence[str], restricted: str | None = None) -> bool:
        """Whether a place is inside, given its path from the root, for a case of the ``restricted`` department, if
        it is of one. An empty path is a case without a known place: only ``everything`` covers it."""
        if self.everything:
            return True
        allowed = not self.departments_only
        if restricted:
            allowed = self.all_departments or restricted in self.departments
        return allowed and self.holds(path)

    def holds(self, path: Sequence[str]) -> bool:
        """Whether a place itself is inside, given its path, whatever may be seen of its cases."""
        return self.everything or any(node in self.nodes for node in path)

    def shelves(self, restricted: Sequence[str]) -> list[str | None]:
        """Under which departments to look for cases: None for all that are of no restricted one."""
        if self.everything or self.all_departments:
            return [None, *restricted]
        own: list[str | None] = [one for one in restricted if one in self.departments]
        return own if self.departments_only else [None, *own]

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
        if self.holds(tree.path(place_id)):
            return self._within(frozenset({place_id}))
        inside = frozenset(node for node in self.nodes if node in tree.places and place_id in tree.path(node))
        return self._within(inside) if inside else None

    def within(self, place_ids: Iterable[str], tree: PlaceTree) -> "Perimeter | None":
        """This perimeter cut down to several places and what is below them; None if it meets none."""
        parts = [part for place_id in place_ids if (part := self.narrowed(place_id, tree)) is not None]
        nodes = frozenset(node for part in parts for node in part.nodes)
        return self._within(nodes) if nodes else None

    def _within(self, nodes: frozenset[str]) -> "Perimeter":
        # Admins see the restricted cases of a place too: only the places become fewer.
        every = self.everything or self.all_departments
        return Perimeter(
            nodes,
            departments=self.departments,
            departments_only=self.departments_only,
            all_departments=every,
        )
