"""Many admins at once on a real table: an address is one person's, and somebody stays admin."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from shared.accounts.keeper import Accounts
from shared.errors import AppError
from shared.scope.people import Person, User
from shared.storage import keys
from shared.storage.people import People
from shared.storage.table import Conflict, DynamoTable
from tests.support.builders import NOW, user
from tests.support.pool import MemoryCognito, pool_of

MANY = 12
BOSS = Person("u-boss", "Ada Roy")


def accounts(table: DynamoTable, cognito: MemoryCognito) -> Accounts:
    """One process."""
    return Accounts(table, pool_of(cognito), lambda: NOW)


def test_many_invitations_of_one_address_make_one_person(table: DynamoTable) -> None:
    cognito = MemoryCognito()

    def invite(number: int) -> str:
        person = User("", "nora@example.com", f"Nora {number}", "agent", "fr", nodes=("lyon",))
        try:
            return accounts(table, cognito).invite(person, BOSS).id
        except AppError as refusal:
            return refusal.code
        except Conflict:
            return "duplicate"

    with ThreadPoolExecutor(MANY) as threads:
        answers = Counter(threads.map(invite, range(MANY)))
    (made,) = People(table).everybody().users
    assert answers == {made.id: 1, "duplicate": MANY - 1}
    assert [one.subject for one in cognito.members.values()] == [made.id]
    assert table.query(keys.ORDERS_DUE, index="tick") == []


def test_admins_who_all_disable_each_other_leave_one(table: DynamoTable) -> None:
    cognito, people = MemoryCognito(), People(table)
    admins = [user(f"u{number}", role="admin", nodes=()) for number in range(MANY)]
    for one in admins:
        people.save(one)

    def disable(number: int) -> str:
        try:
            accounts(table, cognito).disable(admins[number], admins[number - 1].person)
        except AppError as refusal:
            return refusal.code
        return "disabled"

    with ThreadPoolExecutor(MANY) as threads:
        answers = Counter(threads.map(disable, range(MANY)))
    left = [one for one in people.admins() if not one.disabled]
    assert len(left) == MANY - answers["disabled"] >= 1
    assert set(answers) <= {"disabled", "last_admin", "stale_version"}
