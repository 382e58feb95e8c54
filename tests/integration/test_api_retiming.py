"""Saving a calendar, a promise or the calendar of a place begins the job that counts open cases anew."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.models import Alert, Event
from shared.clock import iso
from shared.jobs.models import Job
from shared.storage.jobs import Jobs
from tests.integration.test_api_calendars import CALENDAR, made
from tests.integration.test_api_places import case_of, change, delete, put, raised
from tests.integration.working import work
from tests.integration.world import Reply, World
from tests.support.builders import CLAIRE, HOUR

ADMIN = "u-admin"
OPEN_HOURS = {"P1": 4 * 3600, "P2": 8 * 3600, "P3": 16 * 3600, "office_hours": True}
REST: dict[str, Any] = {**CALENDAR, "name": "Rest", "week": [*[[]] * 5, [["09:00", "20:00"]], []]}


def jobs(world: World) -> list[Job]:
    """The jobs that have begun and not ended, as /jobs lists them."""
    listed = world.get("/jobs", "kind=retime", as_=ADMIN).body["items"]
    found = [Jobs(world.table).get(one["id"]) for one in listed]
    return [one for one in found if one is not None and not one.ended]


def carried_out(world: World) -> int:
    """Runs the one job that has begun; how many cases it has changed."""
    (job,) = jobs(world)
    result = work(world, {"id": job.id})
    assert isinstance(result["retimed"], int)
    return result["retimed"]


def patch(world: World, **changes: Any) -> Reply:
    version = world.get("/settings", as_=ADMIN).body["version"]
    reply = world.call("PATCH", "/settings", as_=ADMIN, body={"version": version, **changes})
    assert reply.status == 200, reply.body
    world.wait(seconds=2)
    return reply


def calendar(world: World, version: int, calendar_id: str, **changes: Any) -> Reply:
    body = {**CALENDAR, **changes, "version": version}
    reply = world.call("PUT", f"/calendars/{calendar_id}", as_=ADMIN, body=body)
    assert reply.status == 200, reply.body
    return reply


def in_open_hours(world: World) -> str:
    """The account counts in the open hours of a calendar; its id."""
    calendar_id = str(made(world).body["id"])
    patch(world, other_channels=OPEN_HOURS, calendar=calendar_id)
    assert carried_out(world) == 0
    return calendar_id


def test_a_holiday_added_and_removed(world: World) -> None:
    """Tuesday 10:07 and eight open hours; the Wednesday is closed, and open again."""
    used = in_open_hours(world)
    case, on_hold, contacted = (raised(world, number) for number in (1, 2, 3))
    body = {"version": 1, "until": iso(world.now() + 72 * HOUR), "or_reply": False}
    assert world.post(f"/alerts/{on_hold.id}/hold", body).status == 200
    change(world, contacted, status="contacted", first_contact_at=world.now(), target_at=None)
    reply = calendar(world, 1, used, closed=["2026-03-18"])
    assert set(reply.body) == {*CALENDAR, "id", "version", "subdivision", "used_by", "closed", "special"}
    (job,) = jobs(world)
    assert (job.by.id, job.request) == (ADMIN, {"calendar": used})
    assert carried_out(world) == 1
    later = case_of(world, case)
    assert case.target_at is not None
    assert later.target_at == case.target_at + 24 * HOUR
    shown = world.get(f"/alerts/{case.id}").body
    assert shown["clocks"]["first_contact"] == iso(later.target_at)
    event = world.get(f"/alerts/{case.id}/timeline").body["items"][-1]
    assert (event["type"], event["by"]) == ("retimed", None)
    assert event["data"]["target"] == {"from": iso(case.target_at), "to": iso(later.target_at)}
    assert case_of(world, on_hold).target_at == on_hold.target_at
    assert case_of(world, contacted).target_at is None
    calendar(world, 2, used)
    assert carried_out(world) == 1
    assert case_of(world, case).target_at == case.target_at


def test_the_same_job_again_changes_nothing(world: World) -> None:
    used = in_open_hours(world)
    case = raised(world, 1)
    calendar(world, 1, used, closed=["2026-03-18"])
    assert carried_out(world) == 1
    after = case_of(world, case)
    again = Job("jaaaaaaaaaaaaaaaa", "retime", world.now(), CLAIRE, {"calendar": used})
    Jobs(world.table).create(again)
    assert work(world, {"id": again.id}) == {"retimed": 0}
    assert case_of(world, case) == after


@pytest.mark.parametrize(
    ("changes", "why"),
    [({}, "saved as it was"), ({"name": "Boutiques"}, "it is called otherwise")],
)
def test_a_calendar_that_stays_the_same_begins_nothing(world: World, changes: dict[str, Any], why: str) -> None:
    calendar(world, 1, in_open_hours(world), **changes)
    assert jobs(world) == [], why


def test_a_calendar_that_nobody_uses_begins_nothing(world: World) -> None:
    calendar(world, 1, made(world).body["id"], closed=["2026-03-18"])
    assert jobs(world) == []


def test_a_change_that_is_refused_begins_nothing(world: World) -> None:
    used = in_open_hours(world)
    body = {**CALENDAR, "closed": ["2026-03-18"], "version": 7}
    assert world.call("PUT", f"/calendars/{used}", as_=ADMIN, body=body).code == "stale_version"
    patched = world.call("PATCH", "/settings", as_=ADMIN, body={"version": 7, "calendar": None})
    assert patched.code == "stale_version"
    assert put(world, "lyon", calendar=used, version=7).code == "stale_version"
    assert jobs(world) == []


@pytest.mark.parametrize(
    ("changes", "begins", "hours"),
    [
        ({"other_channels": {**OPEN_HOURS, "office_hours": False}}, True, {"P1": 4, "P2": 8, "P3": 16}),
        ({"targets": {"phone": OPEN_HOURS}}, True, None),
        ({"take_next": False}, False, None),
    ],
)
def test_settings(world: World, changes: dict[str, Any], begins: bool, hours: dict[str, int] | None) -> None:
    case = raised(world, 1)
    patch(world, **changes)
    assert len(jobs(world)) == begins
    if begins:
        assert carried_out(world) == (hours is not None)
    awaited = case.created_at + hours[case.priority] * HOUR if hours else case.target_at
    assert case_of(world, case).target_at == awaited


def test_settings_sent_as_they_are_begin_nothing(world: World) -> None:
    patch(world, other_channels=OPEN_HOURS)
    carried_out(world)
    patch(world, other_channels=OPEN_HOURS)
    assert jobs(world) == []


def targets(world: World, *cases: Alert) -> list[bool]:
    """Whether each case has another target than it was opened with."""
    return [case_of(world, case).target_at != case.target_at for case in cases]


def test_a_place_with_another_calendar(world: World) -> None:
    in_open_hours(world)
    rest = world.post("/calendars", REST, ADMIN).body["id"]
    lyon, annecy = raised(world, 1), world.raise_case(2, place_code="annecy")
    assert (lyon.path[-1], annecy.path[-1]) == ("lyon", "annecy")
    reply = put(world, "lyon", calendar=rest)
    assert (reply.status, reply.body["job"]) == (200, None), "nothing has to be written anew"
    (job,) = jobs(world)
    assert job.request == {"place": "lyon"}
    assert carried_out(world) == 1
    assert targets(world, lyon, annecy) == [True, False]
    assert put(world, "lyon", calendar=rest, owner="u-marc").status == 200
    assert jobs(world) == [], "it has that calendar already"


def test_a_place_that_moves_below_another_calendar(world: World) -> None:
    """Both jobs begin, and either may run first."""
    in_open_hours(world)
    rest = world.post("/calendars", REST, ADMIN).body["id"]
    case = raised(world, 1)
    assert put(world, "idf", calendar=rest).status == 200
    assert carried_out(world) == 0
    moving = put(world, "lyon", parent="idf").body["job"]
    assert carried_out(world) == 1
    assert targets(world, case) == [True]
    assert work(world, moving)["moved"] == 1
    again = put(world, "lyon", parent="ara").body["job"]
    assert work(world, again)["moved"] == 1
    assert carried_out(world) == 1
    assert targets(world, case) == [False]


def test_a_removed_place_with_a_calendar_of_its_own(world: World) -> None:
    in_open_hours(world)
    rest = world.post("/calendars", REST, ADMIN).body["id"]
    assert put(world, "lyon", calendar=rest).status == 200
    assert carried_out(world) == 0
    case = raised(world, 1)
    removed = delete(world, "/places/lyon", 2)
    assert removed.status == 200
    assert carried_out(world) == 1
    assert targets(world, case) == [True]
    assert work(world, removed.body["job"])["moved"] == 1


def test_a_case_closed_before_the_job_comes_stays(world: World) -> None:
    used = in_open_hours(world)
    case = raised(world, 1)
    calendar(world, 1, used, closed=["2026-03-18"])
    present = case_of(world, case)
    spam = replace(present, status="spam", version=present.version + 1)
    world.alerts.save(spam, Event(case.id, spam.version, "spammed", world.now(), CLAIRE))
    assert carried_out(world) == 0
    assert case_of(world, case) == world.alerts.get(case.id)
