"""One command on many cases: each for itself, once, and back again for a while."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from functions.jobs.run import run
from functions.jobs.wiring import JobsSettings
from functions.jobs.wiring import wired as jobs_wired
from functions.jobs.work import WORK
from shared.bulk.models import AT_ONCE
from shared.storage.config import ConfigStore
from shared.storage.orders import OrderCases
from tests.integration.world import Reply, World
from tests.support.builders import HOUR
from tests.support.clients import PREFIX, TABLE

CLOSE = {"reason": "void"}


def order(
    world: World, command: str, ids: list[str], args: Any = None, as_: str = "u-claire", **more: Any
) -> Reply:
    body = {"command": command, "ids": ids, "args": args or {}, **more}
    return world.post("/alerts/bulk", body, as_=as_)


def outcomes(answer: Reply) -> dict[str, str]:
    assert answer.status in (200, 202), answer.body
    return {item["id"]: item["outcome"] for item in answer.body["result"]["items"]}


def work_off(world: World, job_id: str) -> dict[str, Any]:
    """Does the job as the jobs function would."""
    settings = JobsSettings("acme", TABLE, PREFIX, "Europe/Paris")
    ports = jobs_wired(settings, world.table, world.now, lambda _source: None)
    run(job_id, WORK, ports, world.now() + HOUR)
    return dict(world.get(f"/jobs/{job_id}").body)


def test_each_case_for_itself(world: World) -> None:
    """B58: twice the same id, mixed perimeters, mixed states."""
    mine, closed, other = (world.raise_case(n).id for n in (1, 2, 3))
    foreign = world.raise_case(4, place_code="PARIS-É").id
    world.post(f"/alerts/{closed}/close", {"version": 1, **CLOSE})
    answer = order(world, "close", [mine, mine, closed, foreign, "a" + "2" * 24, other], CLOSE)
    assert outcomes(answer) == {
        mine: "done", closed: "already_closed", foreign: "not_found", "a" + "2" * 24: "not_found", other: "done",
    }  # fmt: skip
    assert (answer.body["result"]["done"], answer.body["result"]["failed"]) == (2, 3)
    unknown, outside = (item for item in answer.body["result"]["items"] if item["outcome"] == "not_found")
    assert unknown["detail"] == outside["detail"]
    assert len(world.get(f"/alerts/{mine}/timeline").body["items"]) == 2


def test_more_than_500_ids_are_refused(world: World) -> None:
    answer = order(world, "close", [f"a{n}" for n in range(501)], CLOSE)
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "too_many")


BAD: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("no reason", "close", {}, "$.args.reason", "required"),
    ("not of the list", "close", {"reason": "x"}, "$.args.reason", "unknown_reason"),
    ("its note", "close", {"reason": "solved"}, "$.args.note", "note_required"),
    ("the past", "hold", {"until": "2026-03-01T09:00:00Z"}, "$.args.until", "out_of_range"),
    ("skipped", "hold", {"until": "2026-03-29T02:30"}, "$.args.until", "nonexistent_local_time"),
    ("nothing ends it", "hold", {}, "$.args.until", "required"),
    ("nobody", "assign", {"to": "u-none"}, "$.args.to", "unknown_person"),
    ("who left", "assign", {"to": "u-gone"}, "$.args.to", "unknown_person"),
    ("empty", "note", {"text": " "}, "$.args.text", "string_pattern_mismatch"),
    ("mentions", "note", {"text": "x", "mentions": ["u-marc"]}, "$.args.mentions", "not_in_bulk"),
    ("unknown field", "take", {"status": "closed"}, "$.args.status", "unknown_field"),
]


@pytest.mark.parametrize(("why", "command", "args", "path", "code"), BAD, ids=[row[0] for row in BAD])
def test_what_is_wrong_for_all_is_refused_before_any(
    world: World, why: str, command: str, args: dict[str, Any], path: str, code: str
) -> None:
    case = world.raise_case().id
    answer = order(world, command, [case], args)
    assert answer.status == 422, answer.body
    assert [(fault["path"], fault["code"]) for fault in answer.body["errors"]] == [(path, code)]
    assert world.get(f"/alerts/{case}").body["version"] == 1


def test_ids_or_a_filter_and_not_both(world: World) -> None:
    both: list[dict[str, Any]] = [{"ids": None}, {"filter": {}}]
    for more in both:
        body = {"command": "take", "ids": [world.raise_case().id], "args": {}, **more}
        assert world.post("/alerts/bulk", body).status == 422


def test_viewers_may_not(world: World) -> None:
    assert order(world, "take", [world.raise_case().id], as_="u-viewer").status == 403


def test_assigning_asks_of_every_case_whether_the_person_sees_it(world: World) -> None:
    lyon, annecy = world.raise_case(1).id, world.raise_case(2, place_code="ANNECY").id
    answer = order(world, "assign", [lyon, annecy], {"to": "u-claire"}, as_="u-region")
    assert outcomes(answer) == {lyon: "done", annecy: "not_in_scope"}
    assert world.get(f"/alerts/{lyon}").body["owner"]["id"] == "u-claire"


@pytest.mark.parametrize(
    ("command", "args", "status"),
    [
        ("close", CLOSE, "new"),
        ("hold", {"or_reply": True}, "new"),
        ("assign", {"to": "u-marc"}, "new"),
        ("take", {}, "new"),
        ("spam", {}, "new"),
    ],
)
def test_an_order_is_taken_back(world: World, command: str, args: Any, status: str) -> None:
    one, touched = world.raise_case(1).id, world.raise_case(2).id
    answer = order(world, command, [one, touched], args)
    assert outcomes(answer) == {one: "done", touched: "done"}
    world.post(f"/alerts/{touched}/notes", {"version": 2, "text": "looked at"})
    back = world.post(f"/alerts/bulk/{answer.body['id']}/undo", {})
    assert outcomes(back) == {one: "done", touched: "changed_since"}
    case = world.get(f"/alerts/{one}").body
    assert (case["status"], case["owner"], case["hold"]) == (status, None, None)


def test_an_owner_comes_back(world: World) -> None:
    case = world.raise_case().id
    world.post(f"/alerts/{case}/take", {"version": 1})
    answer = order(world, "assign", [case], {"to": "u-marc"})
    world.post(f"/alerts/bulk/{answer.body['id']}/undo", {})
    assert world.get(f"/alerts/{case}").body["owner"]["id"] == "u-claire"


def test_undoing_ends_after_ten_minutes_and_is_for_who_gave_the_order(world: World) -> None:
    answer = order(world, "close", [world.raise_case().id], CLOSE)
    path = f"/alerts/bulk/{answer.body['id']}/undo"
    assert world.post(path, {}, as_="u-marc").status == 404
    world.wait(minutes=10, seconds=1)
    late = world.post(path, {})
    assert (late.status, late.code) == (409, "too_late")


def test_the_same_request_is_carried_out_once(world: World) -> None:
    case = world.raise_case().id
    body = {"command": "note", "ids": [case], "args": {"text": "called"}}
    answers = [world.post("/alerts/bulk", body, key="k-1") for _ in range(2)]
    assert answers[0].body == answers[1].body
    assert [event["type"] for event in world.get(f"/alerts/{case}/timeline").body["items"]] == ["raised", "noted"]


def test_a_whole_filter_is_counted_first_and_done_as_a_job(world: World) -> None:
    count = AT_ONCE + 5
    for number in range(count):
        world.raise_case(number)
    world.raise_case(900, place_code="PARIS-É")
    wanted = {"section": "unassigned", "priority": "P2"}
    preview = world.post("/alerts/bulk", {"command": "take", "filter": wanted, "args": {}, "preview": True})
    assert preview.body == {"preview": {"count": count, "more": False}}
    answer = world.post("/alerts/bulk", {"command": "take", "filter": wanted, "args": {}})
    assert (answer.status, answer.body["status"]) == (202, "waiting")
    done = work_off(world, answer.body["id"])
    assert (done["status"], done["result"]["done"], done["progress"]["done"]) == ("done", count, count)
    assert world.get(f"/jobs/{done['id']}", as_="u-marc").status == 403
    back = world.post(f"/alerts/bulk/{done['id']}/undo", {})
    assert work_off(world, back.body["id"])["result"]["done"] == count
    assert world.get("/alerts/counts").body["unassigned"]["count"] == count


def test_a_job_broken_off_goes_on_and_does_nothing_twice(world: World) -> None:
    found = [world.raise_case(number).id for number in range(AT_ONCE + 1)]
    answer = order(world, "note", found, {"text": "called"})
    settings = JobsSettings("acme", TABLE, PREFIX, "Europe/Paris")
    ports = jobs_wired(settings, world.table, world.now, lambda _source: None)
    assert run(answer.body["id"], WORK, ports, world.now()) == "paused"
    world.wait(minutes=3)
    assert work_off(world, answer.body["id"])["result"]["done"] == len(found)
    for one in found:
        assert len(world.get(f"/alerts/{one}/timeline").body["items"]) == 2


def test_who_lost_the_right_meanwhile_changes_nothing(world: World) -> None:
    found = [world.raise_case(number).id for number in range(AT_ONCE + 1)]
    answer = order(world, "close", found, CLOSE, as_="u-marc")
    gone = next(user for user in [world.people.get("u-marc")] if user)
    world.people.save(type(gone)(**{**{f: getattr(gone, f) for f in gone.__struct_fields__}, "nodes": ("paris",)}))
    settings = JobsSettings("acme", TABLE, PREFIX, "Europe/Paris")
    ports = jobs_wired(settings, world.table, world.now, lambda _source: None)
    run(answer.body["id"], WORK, ports, world.now() + HOUR)
    ended = world.get(f"/jobs/{answer.body['id']}", as_="u-marc").body
    assert ended["result"]["failed"] == len(found)
    assert ConfigStore(world.table).load().version == 1


def test_a_case_that_cannot_be_saved_for_now_hides_nothing_of_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = world.raise_case(1).id, world.raise_case(2).id
    get = OrderCases.get

    def throttled(self: OrderCases, alert_id: str) -> Any:
        if alert_id == bad:
            raise ClientError({"Error": {"Code": "ThrottlingException"}}, "GetItem")
        return get(self, alert_id)

    monkeypatch.setattr(OrderCases, "get", throttled)
    assert outcomes(order(world, "take", [good, bad])) == {good: "done", bad: "internal"}
