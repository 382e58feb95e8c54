"""Users, and the pointers that list them under each node of their perimeter."""

from collections.abc import Iterable

from shared.scope.people import User
from shared.storage import codec, keys
from shared.storage.keys import Item, Kind
from shared.storage.table import ANY_VERSION, Put, Table


class People:
    """The store of users."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, user_id: str) -> User | None:
        """The user of an id."""
        item = self._table.get(keys.user(user_id))
        return codec.decode(item["body"], User) if item else None

    def save(self, user: User) -> None:
        """Writes a user and a pointer under each of their nodes, in one transaction (98 nodes at most). Pointers
        of nodes they have left may stay: they only say whose own item to look at."""
        pk, sk = keys.user(user.id)
        person: Item = {"pk": pk, "sk": sk, "kind": Kind.USER, "body": codec.encode(user)}
        nodes = (*user.nodes, keys.ADMINS) if user.role == "admin" else user.nodes
        pointers = [_pointer(node, user.id) for node in nodes]
        self._table.transact([Put(item, if_version=ANY_VERSION) for item in (person, *pointers)])

    def around(self, path: Iterable[str]) -> list[User]:
        """Everyone listed under a node of the path, once, as they are now: one query per level and one read of all
        their items. Whether their perimeter covers the path is still to be asked."""
        listed = {str(item["user_id"]) for node in path for item in self._table.query(keys.members(node))}
        found = self._table.get_many([keys.user(user_id) for user_id in sorted(listed)])
        return [codec.decode(item["body"], User) for item in found if item]

    def admins(self) -> list[User]:
        """The admins of the tenant."""
        return [user for user in self.around([keys.ADMINS]) if user.role == "admin"]


def _pointer(node: str, user_id: str) -> Item:
    pk, sk = keys.member(node, user_id)
    return {"pk": pk, "sk": sk, "kind": Kind.MEMBER, "user_id": user_id}
