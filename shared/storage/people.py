"""Users, and the pointers that list them under each node of their perimeter."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from shared.account.models import Department
from shared.alerts import routing
from shared.alerts.models import Alert
from shared.rules.models import Rule
from shared.scope.people import User, fold_email
from shared.scope.places import PlaceTree
from shared.storage import codec, keys
from shared.storage.keys import Item, Kind
from shared.storage.table import ANY_VERSION, Conflict, Put, Span, Table


class PeoplePage(NamedTuple):
    """Some people in order of their ids, and where the next page starts; None behind the last."""

    users: list[User]
    after: str | None


class People:
    """The store of users."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, user_id: str) -> User | None:
        """The user of an id."""
        item = self._table.get(keys.user(user_id))
        return codec.decode(item["body"], User) if item else None

    def get_many(self, user_ids: Iterable[str]) -> list[User]:
        """The users of these ids, as far as there are any: one read per 100."""
        found = self._table.get_many([keys.user(user_id) for user_id in sorted(set(user_ids))])
        return [codec.decode(item["body"], User) for item in found if item]

    def save(self, user: User) -> None:
        """Writes a user with their address and a pointer under each of their nodes and groups, whatever was there,
        in one transaction (96 of them at most). Pointers of nodes they have left may stay: they only say whose own
        item to look at."""
        address = Put(email_row(user.email, user_id=user.id, version=1), if_version=ANY_VERSION)
        self._table.transact([*user_writes(user, if_version=ANY_VERSION), address])

    def came_in(self, user: User) -> None:
        """Notes that somebody invited has come in: one write, once in their life."""
        if not user.invited:
            return
        here = replace(user, invited=False, version=user.version + 1)
        with suppress(Conflict):  # somebody changes them just now: they will come again
            self._table.transact(user_writes(here, if_version=user.version, before=user))

    def around(self, path: Iterable[str]) -> list[User]:
        """Everyone listed under a node of the path, once, as they are now: one query per level and one read of all
        their items. Whether their perimeter covers the path is still to be asked."""
        return self.get_many(
            str(item["user_id"]) for node in path for item in self._table.query(keys.members(node))
        )

    def admins(self) -> list[User]:
        """The admins of the tenant."""
        return [user for user in self.around([keys.ADMINS]) if user.role == "admin"]

    def everybody(self, after: str | None = None, limit: int = 100) -> PeoplePage:
        """Everybody there is, disabled people too, in order of their ids: one query and one read."""
        span = Span(after=keys.member(keys.EVERYBODY, after)[1]) if after else Span()
        found = self._table.query(keys.members(keys.EVERYBODY), span, limit=limit)
        users = self.get_many(str(item["user_id"]) for item in found)
        return PeoplePage(users, str(found[-1]["user_id"]) if len(found) == limit else None)

    def askable(
        self,
        alert: Alert,
        rules: Mapping[str, Rule],
        departments: Mapping[str, Department],
        tree: PlaceTree,
        now: datetime,
    ) -> list[User]:
        """The people ``routing.owner_of`` has to choose from: one read of those named, one more for each link of a
        chain of replacements, and everybody around the place if a rule spreads. No read where nobody is named."""
        named = routing.wanted_users(alert, rules, departments, tree)
        users = self.get_many(named) if named else []
        if routing.spreads(alert, rules):
            around = self.around(tree.around(routing.place_path(alert, tree)))
            users = list({user.id: user for user in (*users, *around)}.values())
        for _ in range(routing.MAX_REPLACEMENTS):
            wanted = routing.missing_replacements(users, now)
            more = self.get_many(wanted) if wanted else []
            if not more:
                break
            users += more
        return users


def user_writes(user: User, *, if_version: int | None, before: User | None = None) -> list[Put]:
    """The writes of a user's own row and of the pointers they have not had ``before``."""
    pk, sk = keys.user(user.id)
    person: Item = {
        "pk": pk, "sk": sk, "kind": Kind.USER, "version": user.version, "body": codec.encode(user),
    }  # fmt: skip
    listed = _lists(before) if before else []
    pointers = [_pointer(node, user.id) for node in _lists(user) if node not in listed]
    return [Put(person, if_version=if_version), *(Put(item, if_version=ANY_VERSION) for item in pointers)]


def email_row(address: str, *, user_id: str, version: int) -> Item:
    """The row that keeps an address for one person; free again where ``user_id`` is empty."""
    pk, sk = keys.email(fold_email(address))
    return {"pk": pk, "sk": sk, "kind": Kind.EMAIL, "version": version, "user_id": user_id}


def _lists(user: User) -> list[str]:
    admin = (keys.ADMINS,) if user.role == "admin" else ()
    return list(dict.fromkeys((*user.nodes, *user.groups, keys.EVERYBODY, *admin)))


def _pointer(node: str, user_id: str) -> Item:
    pk, sk = keys.member(node, user_id)
    return {"pk": pk, "sk": sk, "kind": Kind.MEMBER, "user_id": user_id}
