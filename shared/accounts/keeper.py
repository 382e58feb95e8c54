"""Making, changing and ending accounts. The table is written first, with an order to the pool in the same
transaction; then the order is carried out. What a crash leaves over, the minute's sweep carries out: every step
may be repeated, and the table alone says what the pool should be."""

from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec.structs import replace

from shared import ids
from shared.accounts.models import MAX_ATTEMPTS, Order
from shared.accounts.pool import Pool, Unusable
from shared.errors import AccountPending, Fault, Invalid
from shared.observability import logger
from shared.scope.people import Person, User
from shared.storage.accounts import AccountRows
from shared.storage.people import People
from shared.storage.table import Put, Table

_ROUNDS = 5
"""How often what was ordered may change while it is carried out; after that the next minute goes on."""


class Accounts:
    """The accounts of a tenant."""

    def __init__(self, table: Table, pool: Pool, now: Callable[[], datetime]) -> None:
        self._rows = AccountRows(table, ids.new_id("h"))
        self._people = People(table)
        self._pool = pool
        self._now = now

    def invite(self, person: User, by: Person, extra: Sequence[Put] = ()) -> User:
        """The new person, who is invited by mail; the id of ``person`` is empty, as the pool gives it. Raises
        Duplicate, Invalid for an address the pool refuses, AccountPending when it did not answer (it is tried
        again), and Conflict when another came first."""
        order = self._rows.invite(person, by, self._now(), extra)
        self._attempt(order)
        return self.invited(order.id)

    def invited(self, order_id: str) -> User:
        """The person an invitation has made. Raises as ``invite`` does."""
        order = self._rows.order(order_id)
        if order is not None and order.refused is not None:
            raise Invalid(errors=[Fault("$.email", order.refused, "this address cannot get an account")])
        user = self._people.get(order.user_id) if order and order.user_id else None
        if user is None:
            raise AccountPending
        return user

    def user_of(self, email: str) -> str | None:
        """The id of the person with this address."""
        return self._rows.user_of(email)

    def change(self, before: User, after: User, by: Person, extra: Sequence[Put] = ()) -> User:
        """Saves what has changed of a person, their account aside. Raises StaleVersion or LastAdmin."""
        self._rows.change(before, _next(before, after), "changed", by, self._now(), extra=extra)
        return _next(before, after)

    def disable(self, before: User, by: Person, extra: Sequence[Put] = ()) -> User:
        """Lets somebody in no more, at once. Raises StaleVersion or LastAdmin."""
        return self._follow(before, replace(before, disabled=True), "disabled", by, extra)

    def enable(self, before: User, by: Person, extra: Sequence[Put] = ()) -> User:
        """Lets somebody in again. Raises StaleVersion."""
        return self._follow(before, replace(before, disabled=False), "enabled", by, extra)

    def carry_out(self, order_id: str) -> str:
        """Carries out what is ordered about one account, if it is due and nobody is at it; answers what became of
        it, in a word."""
        order = self._rows.claim(order_id, self._now())
        if order is None:
            return "nothing"
        done = self._done(order)
        logger.info("account order", order_id=order_id, outcome="done" if done else "changed")
        return "done" if done else "changed"

    def _follow(self, before: User, after: User, change: str, by: Person, extra: Sequence[Put]) -> User:
        changed = _next(before, after)
        order = self._rows.change(before, changed, change, by, self._now(), follow=True, extra=extra)
        if order is not None and self._rows.holds(order, self._now()):
            self._attempt(order)
        return changed

    def _attempt(self, order: Order) -> None:
        try:
            self._done(order)
        except Exception as fault:  # noqa: BLE001 - the order is kept, and the next minute tries again
            logger.error("account order left", order_id=order.id, fault=type(fault).__name__)

    def _done(self, order: Order) -> bool:
        """Carries the order out, and again if another was given meanwhile: only its holder writes to the pool."""
        current: Order | None = order
        for _ in range(_ROUNDS):
            if current is None or current.settled:
                return True
            if not self._rows.holds(current, self._now()):
                return False
            if self._carried_out(current):
                return True
            current = self._rows.order(order.id)
        return False

    def _carried_out(self, order: Order) -> bool:
        if order.person is not None:
            return self._make(order, order.person)
        user = self._people.get(order.user_id or "")
        if user is not None and user.disabled:
            self._pool.disable(order.email)
        elif user is not None:
            self._pool.enable(order.email)
        return self._rows.settle(order)

    def _make(self, order: Order, person: User) -> bool:
        if order.attempts > MAX_ATTEMPTS:
            return self._rows.give_up(order, "unreachable")
        try:
            account = self._pool.create(order.email, person.name, person.locale)
        except Unusable as refusal:
            return self._rows.give_up(order, refusal.code)
        if self._people.get(account.subject) is not None and self._unchanged(order):
            return self._rows.give_up(order, "duplicate")
        if not account.enabled:
            self._pool.enable(order.email)
        return self._rows.made(order, replace(person, id=account.subject, version=1, invited=True))

    def _unchanged(self, order: Order) -> bool:
        present = self._rows.order(order.id)
        return present is not None and present.version == order.version


def _next(before: User, after: User) -> User:
    return replace(after, version=before.version + 1)
