"""Filters of lists and counts: by keys where there are keys, by rows otherwise, and the same cases for both."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from moto import mock_aws
from msgspec.structs import replace

from functions.api import counting, lists
from shared.account.models import Department
from shared.alerts.models import Alert, Grant, Hold
from shared.scope.people import Person
from shared.scope.places import Group, Place
from shared.storage.alerts import alert_item
from tests.integration.test_api_lists import counts_of, ids_of, pages
from tests.integration.world import World
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, alert, rule, user

REGION = Person("u-region", "Inès Faure")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with mock_aws():
        yield World(monkeypatch)


def put(world: World, number: int, **changes: Any) -> Alert:
    """A case as it is, without its history; ``tags`` and ``channel`` are those of its feedback."""
    case = alert(number)
    of = {name: changes.pop(name) for name in ("tags", "channel") if name in changes}
    case = replace(case, feedback=replace(case.feedback, **of), **changes)
    world.table.put(alert_item(case))
    return case


def fill(world: World) -> dict[str, Alert]:
    """One case for each thing a filter may ask for."""
    return {
        "plain": put(world, 1),
        "claire": put(world, 2, owner=CLAIRE, status="assigned"),
        "marc": put(world, 3, owner=MARC, status="contacted"),
        "p1": put(world, 4, priority="P1"),
        "message": put(world, 5, kind="message"),
        "chat": put(world, 6, channel="chat"),
        "tagged": put(world, 7, tags=("vip", "lyon")),
        "urgent": put(world, 8, expires_at=NOW + 71 * HOUR),
        "far": put(world, 9, expires_at=NOW + 73 * HOUR),
        "expired": put(world, 10, status="expired", expires_at=NOW - HOUR),
        "held": put(world, 11, hold=Hold(CLAIRE, NOW, NOW + 200 * HOUR), owner=CLAIRE),
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=new", "plain p1 message chat tagged urgent far"),
        ("status=expired", "expired"),
        ("status=closed", ""),
        ("owner=me", "claire"),
        ("owner=u-marc", "marc"),
        ("owner=u-nobody", ""),
        ("owner=none", "plain p1 message chat tagged urgent far expired"),
        ("owner=none&section=messages", "message"),
        ("owner=none&section=mine", ""),
        ("owner=u-marc&section=mine", ""),
        ("owner=me&section=unassigned", ""),
        ("owner=me&section=on_hold", "held"),
        ("owner=u-marc&section=messages", ""),
        ("section=on_hold", "held"),
        ("priority=P1", "p1"),
        ("priority=P1&owner=me", ""),
        ("channel=chat", "chat"),
        ("tag=vip", "tagged"),
        ("tag=lyon", "tagged"),
        ("tag=ly", ""),
        ("rule=r-low&status=contacted", "marc"),
        ("rule=r-gone", ""),
        ("urgent=true", "plain claire marc p1 message chat tagged urgent"),
        ("urgent=true&section=on_hold", "held"),
        ("urgent=true&section=done", ""),
        ("urgent=false&section=messages", "message"),
    ],
)
def test_each_filter(world: World, query: str, expected: str) -> None:
    cases = fill(world)
    assert set(ids_of(world, query)) == {cases[name].id for name in expected.split()}
    for limit in (1, 100):
        assert sorted(pages(world, query, limit)) == sorted(cases[name].id for name in expected.split())


def test_counts_are_those_of_the_lists_under_every_filter(world: World) -> None:
    fill(world)
    queries = ("", "status=new", "owner=me", "owner=u-marc", "owner=none", "priority=P1", "urgent=true", "tag=vip",
               "channel=chat", "rule=r-low", "place=lyon", "status=expired&owner=none")  # fmt: skip
    for query in queries:
        counted = counts_of(world, query=query)
        for section, number in counted.items():
            assert number == len(ids_of(world, f"{query}&section={section}")), f"{section} under {query}"


def _group(world: World, *places: str) -> None:
    version = world.config.load().version
    world.config.save("GROUP", "g1", Group("g1", "Flagships", places), if_config=version)


@pytest.mark.parametrize(
    ("as_", "query", "found"),
    [
        ("u-admin", "group=g1", {"LYON-PARTDIEU", "PARIS-É"}),
        ("u-region", "group=g1", {"LYON-PARTDIEU"}),
        ("u-paris", "group=g1", {"PARIS-É"}),
        ("u-admin", "group=g1&place=ara", {"LYON-PARTDIEU"}),
        ("u-admin", "group=g1&place=annecy", None),
        ("u-region", "group=gone", None),
        ("u-region", "group=ara", None),
    ],
)
def test_a_group_of_places(world: World, as_: str, query: str, found: set[str] | None) -> None:
    _group(world, "lyon", "paris")
    cases = {
        code: world.raise_case(number, place_code=code)
        for number, code in enumerate(("LYON-PARTDIEU", "ANNECY", "PARIS-É"), start=1)
    }
    reply = world.get("/alerts", query, as_)
    assert reply.status == world.get("/alerts/counts", query, as_).status == (200 if found else 404)
    if found:
        assert {row["id"] for row in reply.body["items"]} == {cases[code].id for code in found}
        assert counts_of(world, as_, query)["inbox"] == len(found)


def test_a_perimeter_that_is_a_group(world: World) -> None:
    _group(world, "lyon", "paris")
    world.people.save(user("u-group", nodes=(), groups=("g1",)))
    for number, code in enumerate(("LYON-PARTDIEU", "ANNECY", "PARIS-É"), start=1):
        world.raise_case(number, place_code=code)
    assert len(ids_of(world, as_="u-group")) == 2 == counts_of(world, "u-group")["inbox"]


def test_a_place_that_has_moved_leaves_lists_and_counts_at_once(world: World) -> None:
    case, other = world.raise_case(1), world.raise_case(2, place_code="ANNECY")
    version = world.config.load().version
    moved = Place("lyon", "Lyon Part-Dieu", parent="idf", code="LYON-PARTDIEU")
    world.config.save("PLACE", "lyon", moved, if_config=version)
    assert ids_of(world, as_="u-region") == [other.id]
    assert counts_of(world, "u-region")["inbox"] == 1
    assert world.get(f"/alerts/{case.id}", as_="u-region").status == 404
    assert ids_of(world, "place=ara", "u-admin") == [other.id]
    assert counts_of(world, "u-admin", "place=ara")["inbox"] == 1


def test_a_case_given_to_somebody_outside_is_in_mine_alone(world: World) -> None:
    paul = Person("u-paris", "Paul Petit")
    grants = (Grant(paul, MARC, NOW, "transferred"),)
    case = put(world, 1, owner=paul, status="assigned", grants=grants)
    assert ids_of(world, "section=mine", "u-paris") == [case.id]
    assert ids_of(world, "", "u-paris") == ids_of(world, "owner=me", "u-paris") == []
    assert ids_of(world, "section=mine&place=paris", "u-paris") == []
    assert counts_of(world, "u-paris")["mine"] == 1
    assert counts_of(world, "u-paris")["inbox"] == 0
    assert counts_of(world, "u-paris", "place=paris")["mine"] == 0
    assert world.get("/alerts", "section=mine&place=lyon", "u-paris").status == 404, "the place is not theirs"


def test_sparse_filters_end_in_bounded_reads(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (lists, counting):
        monkeypatch.setattr(module, "EXAMINED", 20)
    cases = [put(world, number, due_at=NOW + number * HOUR) for number in range(120)]
    rare = put(world, 200, priority="P1", due_at=NOW + 200 * HOUR)
    first = world.get("/alerts", "priority=P1&limit=10").body
    assert first["items"] == []
    assert first["next_cursor"] is not None
    assert pages(world, "priority=P1", 10) == [rare.id]
    assert len(pages(world, "priority=P2", 10)) == len(cases)
    count = world.get("/alerts/counts", "priority=P1").body["inbox"]
    assert count == {"count": 0, "more": True}, "and a count says that it stopped"


def test_counts_stop_at_99(world: World) -> None:
    for number in range(101):
        put(world, number, due_at=NOW - HOUR, owner=None if number % 2 else CLAIRE)
    counted = world.get("/alerts/counts").body
    assert counted["inbox"] == counted["late"] == {"count": 99, "more": True}
    assert counted["mine"] == {"count": 51, "more": False}
    assert counted["unassigned"] == {"count": 50, "more": False}


def test_a_marker_tells_nothing_and_lasts_a_day(world: World) -> None:
    cases = [world.raise_case(number) for number in range(1, 4)]
    cursor = world.get("/alerts", "limit=1").body["next_cursor"]
    assert not any(case.id[1:9] in cursor for case in cases)
    world.wait(hours=24)
    assert world.get("/alerts", f"limit=1&cursor={cursor}").status == 200
    world.wait(seconds=1)
    late = world.get("/alerts", f"limit=1&cursor={cursor}")
    assert (late.status, late.code) == (400, "bad_cursor")


def test_a_rule_of_another_account_word_is_no_filter_by_accident(world: World) -> None:
    version = world.config.load().version
    world.config.save("RULE", "r-two", rule("r-two", label="Two"), if_config=version)
    case = world.raise_case(1)
    assert ids_of(world, "rule=r-two") == ids_of(world, "rule=r-low") == [case.id]


def test_a_restricted_department_has_lists_of_its_own(world: World) -> None:
    version = world.config.load().version
    world.config.save("DEPARTMENT", "hr", Department("hr", "HR", restricted=True), if_config=version)
    world.people.save(user("u-hr", nodes=("lyon",), departments=("hr",)))
    world.people.save(user("u-hr-only", nodes=("lyon",), departments=("hr",), departments_only=True))
    plain = put(world, 1)
    secret = put(world, 2, department="hr", restricted=True, due_at=NOW + timedelta(hours=1))
    expected = {
        "u-claire": {plain.id}, "u-region": {plain.id}, "u-hr": {plain.id, secret.id}, "u-hr-only": {secret.id},
        "u-admin": {plain.id, secret.id},
    }  # fmt: skip
    for as_, seen in expected.items():
        assert set(ids_of(world, as_=as_)) == set(ids_of(world, "place=lyon", as_)) == seen, as_
        assert counts_of(world, as_)["inbox"] == len(seen)
