"""Accounts in the table: who there is, their address, and what the user pool still has to hear of.

A person, their address and the order to the pool move in one transaction. An order stays due until it is settled,
so that whoever comes next carries out what a crash has left."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from shared import ids
from shared.account.audit import Entry, Subject
from shared.accounts.models import LEASE, Order
from shared.clock import iso
from shared.errors import Duplicate, LastAdmin, StaleVersion
from shared.scope.people import Person, User, fold_email
from shared.storage import codec, keys
from shared.storage.audit import entry_row
from shared.storage.keys import Item, Kind
from shared.storage.people import People, email_row, user_writes
from shared.storage.table import Conflict, Put, Table

_TRIES = 5


class AccountRows:
    """The store of accounts. ``holder`` names whoever carries orders out, and is new for every process."""

    def __init__(self, table: Table, holder: str) -> None:
        self._table = table
        self._people = People(table)
        self._holder = holder

    def holds(self, order: Order, now: datetime) -> bool:
        """Whether the order is this process's to carry out."""
        return order.holder == self._holder and order.held(now)

    def order(self, order_id: str) -> Order | None:
        """The order of an id, settled or not."""
        item = self._table.get(keys.order(order_id))
        return codec.decode(item["body"], Order) if item else None

    def user_of(self, email: str) -> str | None:
        """The id of the person with this address."""
        row = self._table.get(keys.email(fold_email(email)))
        user_id = str(row["user_id"]) if row else ""
        return user_id if user_id and not keys.is_order((user_id, "")) else None

    def invite(self, person: User, by: Person, now: datetime, extra: Sequence[Put] = ()) -> Order:
        """Keeps the address and orders the account, held by this process. Raises Duplicate when somebody has the
        address, Conflict when another came first: look again."""
        order_id = ids.order_id(fold_email(person.email))
        row = self._table.get(keys.email(fold_email(person.email)))
        if row is not None and row["user_id"]:
            raise Duplicate("Somebody has this address already")
        there = self.order(order_id)
        order = self._held(Order(order_id, person.email, by, now, person=person), there, now)
        kept = email_row(person.email, user_id=keys.order(order_id)[0], version=_version(row) + 1)
        address = Put(kept, if_version=_version(row) or None)
        self._table.transact([address, Put(order_item(order), if_version=_before(order)), *extra])
        return order

    def made(self, order: Order, user: User) -> bool:
        """Saves the person whose account there is now, and settles the order; False when it has changed."""
        row = self._table.get(keys.email(fold_email(user.email)))
        kept = email_row(user.email, user_id=user.id, version=_version(row) + 1)
        settled = replace(order, version=order.version + 1, person=None, user_id=user.id, settled=True)
        writes = [
            *user_writes(user, if_version=None),
            Put(kept, if_version=_version(row) or None),
            Put(order_item(settled), if_version=order.version),
            _entry("created", user, order.by, order.at),
        ]
        try:
            self._table.transact(writes)
        except Conflict:
            return False
        return True

    def give_up(self, order: Order, code: str) -> bool:
        """Ends an invitation that cannot be carried out, and frees the address; False when it has changed."""
        row = self._table.get(keys.email(fold_email(order.email)))
        freed = email_row(order.email, user_id="", version=_version(row) + 1)
        ended = replace(order, version=order.version + 1, person=None, settled=True, refused=code)
        try:
            self._table.transact(
                [
                    Put(freed, if_version=_version(row) or None),
                    Put(order_item(ended), if_version=order.version),
                ]
            )
        except Conflict:
            return False
        return True

    def settle(self, order: Order) -> bool:
        """Takes an order out of what is due; False when something else was ordered since."""
        return self._write(order, replace(order, version=order.version + 1, settled=True))

    def claim(self, order_id: str, now: datetime) -> Order | None:
        """The order, held by this process; None when it is settled or held by another."""
        order = self.order(order_id)
        if order is None or order.settled or order.held(now):
            return None
        claimed = replace(
            order,
            version=order.version + 1,
            holder=self._holder,
            held_until=now + LEASE,
            attempts=order.attempts + 1,
        )
        return claimed if self._write(order, claimed) else None

    def change(
        self, before: User, after: User, change: str, by: Person, now: datetime, *, follow: bool = False,
        extra: Sequence[Put] = (),
    ) -> Order | None:  # fmt: skip
        """Saves a change of a person over version ``before.version``, with its row in the audit; ``follow`` orders
        that the pool lets them in, or no more. Answers that order. Raises StaleVersion when somebody changed them
        meanwhile, LastAdmin when nobody would be admin any more."""
        for _ in range(_TRIES):
            writes = user_writes(after, if_version=before.version, before=before)
            if _admin(before) and not _admin(after):
                writes.append(self._last_admin(before))
            order = self._follow(after, by, now) if follow else None
            if order is not None:
                writes.append(Put(order_item(order), if_version=_before(order)))
            writes += [_entry(change, after, by, now, before), *extra]
            try:
                self._table.transact(writes)
            except Conflict:
                present = self._people.get(before.id)
                if present is None or present.version != before.version:
                    raise StaleVersion("Somebody has changed this person meanwhile") from None
                continue
            return order
        raise StaleVersion("Somebody is changing this person; try again")

    def _follow(self, user: User, by: Person, now: datetime) -> Order:
        order = Order(ids.order_id(fold_email(user.email)), user.email, by, now, user_id=user.id)
        return self._held(order, self.order(order.id), now)

    def _held(self, order: Order, there: Order | None, now: datetime) -> Order:
        """The order after the one ``there``: whoever is at it stays at it, and sees the change when settling."""
        number = there.version + 1 if there else 1
        if there is not None and there.held(now):
            return replace(order, version=number, holder=there.holder, held_until=there.held_until)
        return replace(order, version=number, holder=self._holder, held_until=now + LEASE)

    def _last_admin(self, before: User) -> Put:
        # The row is read before the admins: should one of them go meanwhile, it has grown.
        row = self._table.get(keys.LAST_ADMIN)
        if not any(_admin(one) for one in self._people.admins() if one.id != before.id):
            raise LastAdmin
        pk, sk = keys.LAST_ADMIN
        grown: Item = {"pk": pk, "sk": sk, "kind": Kind.MEMBER, "version": _version(row) + 1}
        return Put(grown, if_version=_version(row) or None)

    def _write(self, before: Order, after: Order) -> bool:
        item = order_item(after)
        changes = {name: value for name, value in item.items() if name not in ("pk", "sk")}
        gone = [name for name in ("tick", "tick_at") if name not in item]
        return self._table.update(keys.order(after.id), changes, remove=gone, expect={"version": before.version})


def order_item(order: Order) -> Item:
    """The item of an order; due, while it is not settled, when its holder should long have been done."""
    pk, sk = keys.order(order.id)
    due = iso(order.held_until or order.at)
    tick: Item = {} if order.settled else {"tick": keys.ORDERS_DUE, "tick_at": f"{due}#{order.id}"}
    return {
        "pk": pk,
        "sk": sk,
        "kind": Kind.ORDER,
        "version": order.version,
        "body": codec.encode(order),
        **tick,
    }


def _entry(change: str, user: User, by: Person, at: datetime, before: User | None = None) -> Put:
    names = ("name", "role", "nodes", "groups", "departments", "departments_only", "disabled", "absence")
    changes = {
        "places" if name == "nodes" else name: [getattr(before, name), getattr(user, name)]
        for name in names
        if before is not None and getattr(before, name) != getattr(user, name)
    }
    subject = Subject("user", user.id, user.name)
    return entry_row(Entry(ids.new_id("u"), at, by, change, subject=subject, changes=changes))


def _admin(user: User) -> bool:
    return user.role == "admin" and not user.disabled


def _version(row: Item | None) -> int:
    return int(row["version"]) if row else 0


def _before(order: Order) -> int | None:
    return order.version - 1 or None
