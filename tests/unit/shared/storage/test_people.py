"""People found for routing, listed in pages, and coming in for the first time."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from shared.account.models import Department
from shared.scope.people import Absence, User
from shared.storage import keys
from shared.storage.people import People
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW, alert, rule, tree, user

AWAY = Absence(NOW - timedelta(days=1), NOW + timedelta(days=1))


class Counted:
    """A table that counts its reads."""

    def __init__(self, inner: Any) -> None:
        self._inner, self.calls = inner, list[str]()

    def __getattr__(self, name: str) -> Any:
        self.calls.append(name)
        return getattr(self._inner, name)


def stored(*users: User) -> Any:
    table = MemoryTable(SimClock(NOW))
    for one in users:
        People(table).save(one)
    return table


def asked(table: Any, departments: Any = None, **changes: Any) -> tuple[list[str], list[str]]:
    counted: Any = Counted(table)
    found = People(counted).askable(alert(), {"r-low": rule(**changes)}, departments or {}, tree(), NOW)
    return sorted(one.id for one in found), counted.calls


def away(user_id: str, replacement: str) -> User:
    return user(user_id, absence=replace(AWAY, replacement=replacement))


def test_whom_routing_asks_is_read_with_whoever_stands_in_and_no_further() -> None:
    chain = [away(f"u{number}", f"u{number + 1}") for number in range(9)]
    table = stored(user("u"), away("a", "b"), away("b", "c"), user("c"), *chain, away("x", "y"), away("y", "x"))
    assert asked(table) == ([], []), "nobody is named: nothing is read"
    assert asked(table, owners={"lyon": "u"}) == (["u"], ["get_many"])
    assert asked(table, owners={"lyon": "a"}) == (["a", "b", "c"], ["get_many"] * 3)
    assert asked(table, owners={"lyon": "u0"})[0] == [f"u{number}" for number in range(6)]
    assert asked(table, owners={"lyon": "x"}) == (["x", "y"], ["get_many"] * 2)
    assert asked(table, owners={"lyon": "gone"}) == ([], ["get_many"])
    case = {"d": Department("d", "D", owner="c")}
    found = People(table).askable(replace(alert(), department="d"), {"r-low": rule()}, case, tree(), NOW)
    assert [one.id for one in found] == ["c"]


def test_a_spreading_rule_brings_everybody_around() -> None:
    table = stored(user("u1"), user("u2", nodes=("ara",)), user("u3", nodes=("paris",)), user("u4", groups=("g",)))
    found, _ = asked(table, assign="spread")
    assert found == ["u1", "u2", "u4"]


def test_everybody_comes_in_pages_once() -> None:
    table = stored(*(user(f"u{number}", nodes=("lyon", "paris")) for number in range(7)))
    seen, after = [], None
    for _ in range(4):
        page = People(table).everybody(after, 3)
        seen += [one.id for one in page.users]
        after = page.after
        if after is None:
            break
    assert seen == [f"u{number}" for number in range(7)]


def test_coming_in_is_noted_once_and_gives_way() -> None:
    table = stored(user("u1", invited=True), user("u2"))
    people = People(table)
    first = people.get("u1")
    assert first is not None
    people.came_in(first)
    here = people.get("u1")
    assert here == replace(first, invited=False, version=2)
    people.came_in(first)
    assert people.get("u1") == here, "somebody has changed them meanwhile"
    counted: Any = Counted(table)
    People(counted).came_in(user("u2"))
    assert counted.calls == []
    assert table.get(keys.email("u1@example.com"))["user_id"] == "u1"
