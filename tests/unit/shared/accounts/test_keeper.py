"""Table and user pool agree in the end, wherever a process dies; nobody is there twice; an admin always stays."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import count
from typing import Any

import pytest
from msgspec.structs import replace

from shared import ids
from shared.account.audit import Entry
from shared.accounts.keeper import Accounts
from shared.accounts.models import LEASE
from shared.clock import iso
from shared.errors import AccountPending, Duplicate, Invalid, LastAdmin, StaleVersion
from shared.scope.people import Person, User
from shared.storage import codec, keys
from shared.storage.people import People
from shared.storage.table import Span, Table
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW
from tests.support.dying import Died, mortal
from tests.support.pool import MemoryCognito, pool_of

BOSS = Person("u-boss", "Ada Roy")
ADDRESS = "Nora@Example.com"


def made_by_hand(pool: MemoryCognito, email: str) -> str:
    """An account that was made in the pool itself; its subject."""
    pool.admin_create_user(Username=email)
    return pool.members[email.casefold()].subject


class Tenant:
    """A table and a pool in memory, with one admin, and processes that come and go."""

    def __init__(self) -> None:
        self.clock = SimClock(NOW)
        self.table: Table = MemoryTable(self.clock)
        self.pool = MemoryCognito()
        self.people = People(self.table)
        for email, role in (("boss@example.com", "admin"), ("agent@example.com", "agent")):
            subject = made_by_hand(self.pool, email)
            self.people.save(User(subject, email, email, role, "fr", nodes=("lyon",)))  # type: ignore[arg-type]

    def process(self, last: int = -1, *, after: bool = False) -> Accounts:
        table, cognito = mortal(self.table, self.pool, last=last, after=after)
        return Accounts(table, pool_of(cognito), self.clock)

    def sweep(self) -> None:
        """Minutes pass, each with the look at what is due."""
        for _ in range(3):
            self.clock.advance(LEASE + timedelta(seconds=1))
            due = self.table.query(keys.ORDERS_DUE, Span(before=f"{iso(self.clock())}$"), index="tick")
            for item in due:
                self.process().carry_out(keys.order_id_of(str(item["pk"])))

    def users(self) -> dict[str, User]:
        found = self.people.everybody().users
        return {one.email.casefold(): one for one in found}

    def check(self) -> None:
        """What must hold once nothing is due any more."""
        assert self.table.query(keys.ORDERS_DUE, index="tick") == []
        users = self.users()
        assert users.keys() == self.pool.members.keys(), "whoever may sign in is known, and the other way round"
        for email, member in self.pool.members.items():
            assert (users[email].id, users[email].disabled) == (member.subject, not member.enabled)
            assert member.enabled or member.sessions == 0
            row = self.table.get(keys.email(email))
            assert row is not None
            assert row["user_id"] == member.subject


def newcomer(**changes: Any) -> User:
    return replace(User("", ADDRESS, "Nora Lind", "agent", "en", nodes=("lyon",), groups=("g",)), **changes)


def deaths(act: Callable[[Tenant, Accounts], Any]) -> Iterator[tuple[Tenant, int, bool]]:
    """The tenant after the act, once for each call before or after which its process may die."""
    for after in (False, True):
        for last in count():
            tenant = Tenant()
            for member in tenant.pool.members.values():
                member.sessions = 2
            died = True
            try:
                act(tenant, tenant.process(last, after=after))
                died = False
            except Died:
                pass
            yield tenant, last, after
            if not died:
                break


def agent(tenant: Tenant) -> User:
    return tenant.users()["agent@example.com"]


def test_an_invitation_that_dies_anywhere_is_carried_out_or_never_happened() -> None:
    seen = set()
    for tenant, last, after in deaths(lambda _, accounts: accounts.invite(newcomer(), BOSS)):
        tenant.sweep()
        tenant.check()
        made = tenant.users().get("nora@example.com")
        seen.add(made is not None)
        if made is not None:
            assert (made.invited, made.nodes, made.version) == (True, ("lyon",), 1), (last, after)
            assert tenant.pool.members["nora@example.com"].mails == 1
            assert made.id in {str(item["user_id"]) for item in tenant.table.query(keys.members("g"))}
    assert seen == {True, False}


def test_an_invitation_again_after_a_death_anywhere_makes_one_person() -> None:
    for tenant, _, _ in deaths(lambda _, accounts: accounts.invite(newcomer(), BOSS)):
        with suppress(Duplicate):
            tenant.process().invite(newcomer(email="nora@example.COM"), BOSS)
        tenant.sweep()
        tenant.check()
        assert len(tenant.users()) == 3


@pytest.mark.parametrize("change", ["disable", "enable"])
def test_a_change_that_dies_anywhere_reaches_the_pool_or_never_happened(change: str) -> None:
    seen = set()

    def act(tenant: Tenant, accounts: Accounts) -> None:
        before = agent(tenant)
        if change == "enable":
            before = tenant.process().disable(before, BOSS)
        getattr(accounts, change)(before, BOSS)

    for tenant, _, _ in deaths(act):
        tenant.sweep()
        tenant.check()
        seen.add(agent(tenant).disabled)
    assert seen == {True, False}


def test_dying_in_the_sweep_itself_is_mended_by_the_next() -> None:
    def act(tenant: Tenant, accounts: Accounts) -> None:
        tenant.pool.down = True
        with pytest.raises(AccountPending):
            tenant.process().invite(newcomer(), BOSS)
        tenant.process().disable(agent(tenant), BOSS)
        tenant.pool.down = False
        tenant.clock.advance(2 * LEASE)
        for email in (ADDRESS, "agent@example.com"):
            accounts.carry_out(ids.order_id(email.casefold()))

    for tenant, _, _ in deaths(act):
        tenant.sweep()
        tenant.check()
        assert len(tenant.users()) == 3
        assert agent(tenant).disabled


def test_a_late_process_does_not_undo_what_came_after_it() -> None:
    """Disabled and enabled again while the first is still on its way to the pool."""
    tenant = Tenant()
    reached: list[str] = []

    class Slow:
        def __getattr__(self, name: str) -> Any:
            if name == "admin_disable_user" and not reached:
                reached.append(name)
                tenant.process().enable(agent(tenant), BOSS)
            return getattr(tenant.pool, name)

    Accounts(tenant.table, pool_of(Slow()), tenant.clock).disable(agent(tenant), BOSS)
    assert reached
    assert not agent(tenant).disabled
    tenant.check()


def test_the_pool_may_be_away_for_long_but_not_for_ever() -> None:
    tenant = Tenant()
    tenant.pool.down = True
    with pytest.raises(AccountPending):
        tenant.process().invite(newcomer(), BOSS)
    with pytest.raises(Duplicate):
        tenant.process().invite(newcomer(), BOSS)
    order_id = ids.order_id(ADDRESS.casefold())
    tenant.clock.advance(2 * LEASE)
    with pytest.raises(ConnectionError):
        tenant.process().carry_out(order_id)
    row = tenant.table.get(keys.order(order_id))
    assert row is not None
    body = str(row["body"]).replace('"attempts":1', '"attempts":1440')
    tenant.table.update(keys.order(order_id), {"body": body})
    tenant.clock.advance(2 * LEASE)
    tenant.process().carry_out(order_id)
    tenant.pool.down = False
    tenant.check()
    assert tenant.process().invite(newcomer(), BOSS).email == ADDRESS


def test_an_address_the_pool_refuses_is_free_again() -> None:
    tenant = Tenant()
    tenant.pool.refused = frozenset({ADDRESS})
    with pytest.raises(Invalid) as refused:
        tenant.process().invite(newcomer(), BOSS)
    assert [fault.path for fault in refused.value.errors] == ["$.email"]
    tenant.check()
    tenant.pool.refused = frozenset()
    assert tenant.process().invite(newcomer(), BOSS).invited
    tenant.check()


def test_an_account_that_is_there_is_taken_over_and_let_in() -> None:
    tenant = Tenant()
    subject = made_by_hand(tenant.pool, ADDRESS)
    tenant.pool.admin_disable_user(Username=ADDRESS)
    assert tenant.process().invite(newcomer(), BOSS).id == subject
    tenant.check()


@pytest.mark.parametrize("address", ["agent@example.com", "AGENT@example.com", " Agent@Example.com "])
def test_an_address_is_there_once_whatever_its_case(address: str) -> None:
    tenant = Tenant()
    with pytest.raises(Duplicate):
        tenant.process().invite(newcomer(email=address), BOSS)
    assert tenant.process().user_of(address) == agent(tenant).id
    assert tenant.process().user_of("nobody@example.com") is None


def test_two_invitations_at_once_make_one_person() -> None:
    """The second looks just before the first writes."""
    tenant = Tenant()
    first: list[User] = []

    class Late:
        def __getattr__(self, name: str) -> Any:
            if name == "transact" and not first:
                first.append(tenant.process().invite(newcomer(), BOSS))
            return getattr(tenant.table, name)

    with pytest.raises(Exception, match=r"changed|address"):
        Accounts(Late(), pool_of(tenant.pool), tenant.clock).invite(newcomer(), BOSS)
    tenant.check()
    assert tenant.users()["nora@example.com"].id == first[0].id


def test_the_last_admin_stays() -> None:
    tenant = Tenant()
    boss = tenant.users()["boss@example.com"]
    with pytest.raises(LastAdmin):
        tenant.process().disable(boss, BOSS)
    with pytest.raises(LastAdmin):
        tenant.process().change(boss, replace(boss, role="manager"), BOSS)
    tenant.check()
    assert tenant.users()["boss@example.com"] == boss


def remove(accounts: Accounts, whom: User, how: str) -> None:
    with suppress(LastAdmin, StaleVersion):
        if how == "disable":
            accounts.disable(whom, BOSS)
        else:
            accounts.change(whom, replace(whom, role="agent"), BOSS)


class Between:
    """A table that lets somebody else act just before one of its calls."""

    def __init__(self, inner: Table, moment: int, act: Callable[[], None]) -> None:
        self._inner, self._moment, self._act, self._calls = inner, moment, act, count()

    def __getattr__(self, name: str) -> Any:
        if next(self._calls) == self._moment:
            self._act()
        return getattr(self._inner, name)


@pytest.mark.parametrize("how", ["disable", "demote"])
def test_two_admins_cannot_remove_each_other_at_once(how: str) -> None:
    """For every call of the first, the second acts just before it."""
    for moment in range(12):
        tenant = Tenant()
        other = tenant.process().change(agent(tenant), replace(agent(tenant), role="admin"), BOSS)
        boss = tenant.users()["boss@example.com"]
        table: Any = Between(tenant.table, moment, partial(remove, tenant.process(), boss, how))
        remove(Accounts(table, pool_of(tenant.pool), tenant.clock), other, how)
        left = [one for one in tenant.users().values() if one.role == "admin" and not one.disabled]
        assert len(left) == 1, moment


def test_a_change_of_somebody_who_has_changed_is_refused() -> None:
    tenant = Tenant()
    before = agent(tenant)
    changed = tenant.process().change(before, replace(before, name="Zoé"), BOSS)
    assert (changed.version, agent(tenant).name) == (2, "Zoé")
    with pytest.raises(StaleVersion):
        tenant.process().change(before, replace(before, name="Max"), BOSS)


def test_every_act_is_in_the_audit() -> None:
    tenant = Tenant()
    made = tenant.process().invite(newcomer(), BOSS)
    made = tenant.process().change(made, replace(made, nodes=("ara",)), BOSS)
    tenant.process().disable(made, BOSS)
    rows = tenant.table.query(keys.audit_day(NOW.date()), index="source_day")
    items = tenant.table.get_many([(str(row["pk"]), str(row["sk"])) for row in rows])
    entries = [codec.decode(item["body"], Entry) for item in items if item]
    assert {one.type: one.changes for one in entries} == {
        "created": {}, "changed": {"places": [["lyon"], ["ara"]]}, "disabled": {"disabled": [False, True]},
    }  # fmt: skip
    assert {one.subject.id for one in entries if one.subject} == {made.id}


def test_whom_the_pool_has_forgotten_is_let_go() -> None:
    tenant = Tenant()
    tenant.pool.members.pop("agent@example.com")
    gone = tenant.process().disable(agent(tenant), BOSS)
    assert gone.disabled
    assert tenant.table.query(keys.ORDERS_DUE, index="tick") == []
