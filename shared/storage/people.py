"""Users, and the rows that list them under each node of their perimeter."""

from collections.abc import Iterable

from shared.scope.people import User
from shared.storage import codec, keys
from shared.storage.keys import Item, Key, Kind
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
        """Writes a user and their row under each node, in one transaction (98 nodes at most)."""
        rows = [_item(keys.user(user.id), Kind.USER, user)]
        nodes = (*user.nodes, keys.ADMINS) if user.role == "admin" else user.nodes
        rows += [_item(keys.member(node, user.id), Kind.MEMBER, user) for node in nodes]
        self._table.transact([Put(item, if_version=ANY_VERSION) for item in rows])

    def around(self, path: Iterable[str]) -> list[User]:
        """Everyone listed under a node of the path, once: one query per level."""
        found = {
            str(item["sk"]): codec.decode(item["body"], User)
            for node in path
            for item in self._table.query(keys.members(node))
        }
        return [found[key] for key in sorted(found)]

    def admins(self) -> list[User]:
        """The admins of the tenant."""
        return self.around([keys.ADMINS])


def _item(key: Key, kind: Kind, user: User) -> Item:
    return {"pk": key[0], "sk": key[1], "kind": kind, "body": codec.encode(user)}
