"""Accounts and what happens to them, drawn at random."""

from typing import Any, NamedTuple

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.oracle.world import Account, Case, Person, Sent

_LEVELS = 5
_STATUSES = {"open": ("new", "assigned", "contacted", "expired"), "hold": ("new", "assigned"), "done": ("closed",),
             "spam": ("spam",)}  # fmt: skip


class Change(NamedTuple):
    """Something that happens to an account; ``what`` chooses among those there are."""

    kind: str
    what: int
    where: int


CHANGES = st.builds(
    Change,
    st.sampled_from(["move", "remove", "job", "person_moves", "person_goes", "give", "regroup"]),
    st.integers(0, 99),
    st.integers(0, 99),
)
ASKED: st.SearchStrategy[dict[str, str]] = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from(["new", "assigned", "expired", "closed"]),
        "owner": st.sampled_from(["me", "none", "u-0", "u-1", "u-never"]),
        "priority": st.sampled_from(["P1", "P2"]),
        "channel": st.just("chat"),
        "tag": st.just("vip"),
        "urgent": st.just("true"),
        "place": st.integers(0, 9).map(lambda number: f"p{number}"),
        "group": st.sampled_from(["g0", "g1", "g-never"]),
    },
).filter(lambda asked: len(asked) <= 3)


def subset(choices: list[str], most: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """Some of these."""
    return st.lists(st.sampled_from(choices), unique=True, max_size=most).map(tuple) if choices else st.just(())


@st.composite
def accounts(draw: DrawFn) -> Account:
    """Up to nine places on five levels, groups across them, restricted departments, people and cases."""
    above: dict[str, str | None] = {"p0": None}
    for number in range(1, draw(st.integers(2, 9))):
        under = [one for one in above if len(path(above, one)) < _LEVELS]
        above[f"p{number}"] = draw(st.sampled_from([*under, *under[-3:], None]))
    places = list(above)
    groups = {f"g{number}": draw(subset(places)) for number in range(draw(st.integers(0, 2)))}
    departments = {f"d{number}": draw(st.booleans()) for number in range(draw(st.integers(0, 2)))}
    people = [draw(person(number, places, list(groups), list(departments))) for number in range(3)]
    account = Account(above, groups, departments, {one.id: one for one in people}, [])
    account.cases += [draw(case(number, account)) for number in range(draw(st.integers(2, 7)))]
    account.sent += [draw(sent(number, account)) for number in range(draw(st.integers(0, 2)))]
    return account


@st.composite
def person(draw: DrawFn, number: int, places: list[str], groups: list[str], departments: list[str]) -> Person:
    """Somebody, with or without a place, in any role."""
    return Person(
        f"u-{number}",
        draw(st.sampled_from(["agent", "agent", "manager", "viewer", "admin"])),
        draw(subset(places, 2)),
        draw(subset(groups, 2)),
        draw(subset(departments, 2)),
        draw(st.sampled_from([False, False, True])),
    )


@st.composite
def case(draw: DrawFn, number: int, account: Account) -> Case:
    """A case in any state."""
    place = draw(st.sampled_from([*account.above, *account.above, None]))
    state = draw(st.sampled_from(["open", "open", "open", "hold", "done", "spam"]))
    restricted = [one for one, is_ in account.departments.items() if is_]
    return Case(
        number,
        place,
        account.path(place),
        kind=draw(st.sampled_from(["alert", "alert", "message"])),
        state=state,
        status=draw(st.sampled_from(_STATUSES[state])),
        owner=draw(st.sampled_from([None, *account.people])),
        reserved=draw(st.sampled_from([None, *restricted])),
        given_to=draw(subset(list(account.people), 1)) if draw(st.integers(0, 3)) == 0 else (),
        priority=draw(st.sampled_from(["P1", "P2"])),
        channel=draw(st.sampled_from([None, "chat"])),
        tag=draw(st.sampled_from([None, "vip"])),
        due_in=draw(st.integers(-5, 5)),
        expires_in=draw(st.sampled_from([50, 71, 72, 100])),
        respondent=draw(st.integers(0, 2)),
        attached=draw(st.integers(0, 6)) == 0,
    )


@st.composite
def sent(draw: DrawFn, number: int, account: Account) -> Sent:
    """A feedback without a case."""
    place = draw(st.sampled_from([*account.above, None]))
    motive = draw(st.sampled_from([None, *account.departments]))
    return Sent(number, place, draw(st.integers(0, 2)), motive)


def path(above: dict[str, str | None], place: str | None) -> list[str]:
    """The place and all above it."""
    return [] if place is None else [*path(above, above[place]), place]


def pick(choices: list[Any], number: int) -> Any:
    """One of these."""
    return choices[number % len(choices)] if choices else None
