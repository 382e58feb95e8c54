"""I6 for lists, counts and details: held against a look at every case, one by one."""

import json
from datetime import datetime
from random import Random

from functions.api import lists
from functions.api.counting import SHOWN, Tally, counts
from functions.api.filters import Filters
from functions.api.reader import Reader, reader
from functions.api.wiring import wired
from shared.alerts.models import Alert
from shared.clock import iso
from shared.errors import NotFound
from shared.scope.people import User
from shared.storage.alerts import Alerts
from shared.storage.sections import Section
from tests.simulator.invariants import alerts
from tests.simulator.reference import above, sees
from tests.simulator.world import SETTINGS, World


def reader_of(world: World, user_id: str) -> Reader:
    """A person as the API sees them, without faults."""
    return reader(wired(SETTINGS, world.table, world.clock), user_id)


def pages(world: World, user_id: str, section: Section, place: str | None, limit: int) -> list[str]:
    """The ids on all pages of a section, one page after the other."""
    ports, found, cursor = wired(SETTINGS, world.table, world.clock), list[str](), None
    who, wanted = reader(ports, user_id), Filters(section=section, place=place)
    while True:
        body = lists.page(ports.alerts, who, ports.cursors, wanted, world.clock(), limit=limit, cursor=cursor)
        page = json.loads(body)
        found += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            return found


def i6_lists_and_counts_equal_brute_force(world: World, user: User, place: str | None, limit: int) -> None:
    """I6: for one person, every section holds exactly the cases of the perimeter (and of the place asked for)
    that belong there, in order, none twice, over pages of any size; and the counts are those of the lists.
    Indexes must have caught up."""
    now = world.clock()
    seen = [case for case in alerts(world) if _inside(case, user, place)]
    for section in Section:
        rows = pages(world, user.id, section, place, limit)
        expected = _expected(section, seen, user, now)
        assert rows == expected, f"{user.id} sees {rows} in {section} at {place}, not {expected}"
    counted = counts(Alerts(world.table), reader_of(world, user.id), Filters(place=place), now)
    there = {section: len(_expected(section, seen, user, now)) for section in Section}
    assert counted == {section: Tally(min(number, SHOWN), number > SHOWN) for section, number in there.items()}


def i6_details_outside_are_not_found(world: World, user: User) -> None:
    """I6: a case outside the perimeter is answered as if it did not exist; one inside opens."""
    reader = reader_of(world, user.id)
    for case in alerts(world):
        place = case.place.id if case.place else None
        try:
            reader.visible(case)
        except NotFound:
            assert not sees(user, place), f"{user.id} cannot open {case.id}"
        else:
            assert sees(user, place), f"{user.id} can open {case.id}"


def look(world: World, rng: Random) -> None:
    """A person opens every list, in pages of some size, sometimes for one place of theirs; then every case."""
    user = rng.choice([user for user in world.users() if not user.disabled])
    mine = sorted(user.nodes)
    place = rng.choice([None, *mine]) if mine else None
    i6_lists_and_counts_equal_brute_force(world, user, place, rng.choice([1, 2, 25]))
    i6_details_outside_are_not_found(world, user)


def _inside(case: Alert, user: User, place: str | None) -> bool:
    where = case.place.id if case.place else None
    return sees(user, where) and (place is None or place in above(where))


def _expected(section: Section, seen: list[Alert], user: User, now: datetime) -> list[str]:
    chosen = [case for case in seen if case.attached_to is None and _belongs(section, case, user, now)]
    ended = section in (Section.DONE, Section.SPAM)
    return [case.id for case in sorted(chosen, key=_ended_key if ended else _due_key, reverse=ended)]


def _belongs(section: Section, case: Alert, user: User, now: datetime) -> bool:
    if section is Section.DONE:
        return case.status == "closed"
    if section is Section.SPAM:
        return case.status == "spam"
    if case.status in ("closed", "spam") or (case.hold is not None) is not (section is Section.ON_HOLD):
        return False
    owner = case.owner.id if case.owner else None
    return {
        Section.INBOX: True,
        Section.ON_HOLD: True,
        Section.ALERTS: case.kind == "alert",
        Section.MESSAGES: case.kind == "message",
        Section.MINE: owner == user.id,
        Section.UNASSIGNED: owner is None,
        Section.LATE: case.due_at < now,
    }[section]


def _due_key(case: Alert) -> tuple[str, int, str]:
    return iso(case.due_at), case.loyalty, case.id


def _ended_key(case: Alert) -> tuple[str, int, str]:
    ended = case.closing or case.spam
    assert ended is not None
    return iso(ended.at), case.loyalty, case.id
