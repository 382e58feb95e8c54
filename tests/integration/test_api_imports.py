"""Imports and jobs through the API: announced, sent in parts, tried, carried out, stopped, and refused."""

from typing import Any

import pytest

from functions.jobs.run import run
from functions.jobs.wiring import wired
from functions.jobs.work import WORK
from shared import ids
from shared.feedback.models import Feedback
from shared.feedback.sources import Source
from shared.storage import job_keys, keys
from shared.storage.feedbacks import Feedbacks
from shared.storage.sources import Dossier
from tests.integration.world import Reply, World
from tests.support.clients import TABLE, client
from tests.support.dynamo import everything
from tests.support.jobs import LONG, SETTINGS

FILE = b"id,date,nps,comment,store\nR-1,2026-03-01,2,Nul,LYON-PARTDIEU\nR-2,2026-03-02,9,,ANNECY\n"
BAD = FILE + b"R-3,2026-02-30,2,,\n"


@pytest.fixture(autouse=True)
def source(world: World) -> None:
    world.config.save("SOURCE", "s-store", Source("s-store", "In store", "typeform"), if_config=1)


def _announce(world: World, raw: bytes = FILE, as_: str = "u-admin", key: str | None = None, **more: Any) -> Reply:
    body = {"name": "old.csv", "source": "s-store", "size": len(raw), **more}
    return world.post("/imports", body, as_=as_, key=key)


def _part(world: World, job_id: str, number: int, raw: bytes, as_: str = "u-admin", media: str = "") -> Reply:
    headers = {"content-type": media or "application/octet-stream"}
    return world.call("PUT", f"/imports/{job_id}/parts/{number}", as_=as_, body=raw, headers=headers)


def _sent(world: World, raw: bytes = FILE, **more: Any) -> str:
    job_id = str(_announce(world, raw, **more).body["id"])
    for number, start in enumerate(range(0, len(raw), 40)):
        assert _part(world, job_id, number, raw[start : start + 40]).status == 204
    return job_id


def _start(world: World, job_id: str, mode: str = "all", **more: Any) -> Reply:
    return world.post(f"/imports/{job_id}/start", {"mode": mode, **more}, as_="u-admin")


def _work(world: World, job_id: str) -> Any:
    """The jobs function's run; the job as the API shows it then."""
    ports = wired(SETTINGS, world.table, world.now, lambda source_id: Dossier(source_id))
    run(job_id, WORK, ports, world.now() + LONG)
    return world.get(f"/jobs/{job_id}", as_="u-admin").body


def _feedback(world: World, response: str) -> Feedback | None:
    return Feedbacks(world.table).get(ids.feedback_id("s-store", response))


def test_a_file_is_announced_sent_tried_and_imported(world: World) -> None:
    announced = _announce(world)
    assert announced.status == 201
    assert (announced.body["status"], announced.body["kind"]) == ("waiting", "import")
    job_id = _sent(world)
    started = _start(world, job_id, "dry_run")
    assert (started.status, started.body["status"]) == (202, "waiting")
    tried = _work(world, job_id)
    assert (tried["status"], tried["result"]["created"], tried["asked"]["mode"]) == ("done", 2, "dry_run")
    assert _feedback(world, "R-1") is None
    assert _start(world, job_id).status == 202
    done = _work(world, job_id)
    assert (done["status"], done["progress"]) == ("done", {"done": 4, "total": 4})
    assert done["result"]["created"] == 2
    assert world.get("/jobs", "kind=import", as_="u-admin").body["items"][0]["id"] in (
        job_id,
        announced.body["id"],
    )
    assert _start(world, job_id).status == 202, "once more is harmless"
    assert _work(world, job_id)["result"]["duplicates"] == 2


def test_what_is_imported_raises_no_case_unless_asked(world: World) -> None:
    _work_after_start(world, _sent(world))
    silent = _feedback(world, "R-1")
    assert silent is not None
    item = world.table.get(keys.feedback(silent.id))
    assert item is not None
    assert "quiet" in item, "the pipe leaves it out, and the queue is free for what comes today"
    assert _evaluated(world, silent) is None
    other = b"id,date,nps,store\nR-8,2026-03-01,0,LYON-PARTDIEU\n"
    _work_after_start(world, _sent(world, other, alerts=True))
    asked = _feedback(world, "R-8")
    assert asked is not None
    case = _evaluated(world, asked)
    assert case is not None
    assert [trigger.notify for trigger in case.triggers] == [False], "nobody is told by mail"
    assert case.created_at == asked.submitted_at, "its clock began when the customer answered"


def _work_after_start(world: World, job_id: str, mode: str = "all") -> Any:
    _start(world, job_id, mode)
    return _work(world, job_id)


def _evaluated(world: World, given: Feedback) -> Any:
    return world.run_evaluate(given)


def test_bad_lines_are_told_by_line(world: World) -> None:
    job_id = _sent(world, BAD)
    job = _work_after_start(world, job_id)
    assert (job["status"], job["error"]["code"], job["result"]["rejected"]) == ("failed", "bad_lines", 1)
    lines = world.get(f"/jobs/{job_id}/lines", as_="u-admin").body
    assert [(one["line"], one["code"], one["path"]) for one in lines["items"]] == [(4, "bad_time", "date")]
    assert lines["next_cursor"] is None
    assert world.get(f"/jobs/{job_id}/lines", "cursor=x", as_="u-admin").code == "bad_cursor"
    assert _work_after_start(world, job_id, "partial")["result"]["created"] == 2


def test_columns_and_scale_may_be_given_anew_at_each_start(world: World) -> None:
    raw = b"a,b\nR-1,4\n"
    job_id = _sent(world, raw, columns={"id": "a"})
    _start(world, job_id, "dry_run", columns={"id": "a", "score": {"path": "b", "min": 1, "max": 5}})
    shown = _work(world, job_id)["result"]
    assert shown["columns"] == {"id": "a", "score": {"path": "b", "min": 1, "max": 5, "kind": "rating"}}
    assert shown["preview"][0]["score"]["value"] == 4


REFUSED = [
    ({"size": 50 * 1024 * 1024 + 1}, 413, "too_large", "over 50 MB"),
    ({"source": "s-none"}, 422, "invalid", "a source that is not there"),
    ({"mail": True}, 422, "invalid", "mails without alerts"),
    ({"columns": {"mood": "a"}}, 422, "invalid", "a role that is none"),
    ({"columns": {"id": "a", "comment": "a"}}, 422, "invalid", "one column in two roles"),
    ({"scale": {"min": 5, "max": 1}}, 422, "invalid", "a scale upside down"),
    ({"encoding": "ebcdic"}, 422, "invalid", "an encoding nobody sends"),
    ({"tenant": "other"}, 422, "invalid", "an unknown field"),
]


@pytest.mark.parametrize(("more", "status", "code", "why"), REFUSED, ids=[why for *_, why in REFUSED])
def test_an_announcement_that_makes_no_sense_is_refused(
    world: World, more: dict[str, Any], status: int, code: str, why: str
) -> None:
    body = {"name": "old.csv", "source": "s-store", "size": 10, **more}
    refused = world.post("/imports", body, as_="u-admin")
    assert (refused.status, refused.code) == (status, code), why


def test_the_same_announcement_under_its_key_is_one_import(world: World) -> None:
    first, again = _announce(world, key="k1"), _announce(world, key="k1")
    assert first.body["id"] == again.body["id"]
    assert _announce(world, BAD, key="k1").code == "idempotency_key_reused"
    world.wait(hours=25)
    assert _announce(world, key="k1").body["id"] != first.body["id"]


def test_parts_are_held_to_what_was_announced(world: World) -> None:
    job_id = str(_announce(world).body["id"])
    assert _part(world, job_id, 0, FILE[:10], media="text/csv").status == 415
    assert _part(world, job_id, 0, b"").code == "invalid"
    assert _part(world, job_id, 0, FILE + b"x").code == "too_large"
    assert _part(world, job_id, 0, b"x" * (512 * 1024 + 1)).code == "too_large"
    assert _part(world, job_id, 1000, b"x").code == "not_found"
    assert _part(world, job_id, 0, FILE[:10]).status == 204
    assert _start(world, job_id).code == "parts_missing"
    assert _part(world, job_id, 2, FILE[10:]).status == 204
    assert _start(world, job_id).code == "parts_missing", "one number is missing"
    assert _part(world, job_id, 0, FILE[:11]).code == "too_large", "together they are too long"


def test_a_running_import_takes_no_other_order(world: World) -> None:
    job_id = _sent(world)
    assert _start(world, job_id).status == 202
    assert _start(world, job_id).code == "running"
    cancelled = world.post(f"/jobs/{job_id}/cancel", None, as_="u-admin")
    assert cancelled.body["status"] == "cancelled"
    assert _work(world, job_id)["status"] == "cancelled"
    assert world.post(f"/jobs/{job_id}/cancel", None, as_="u-admin").body["status"] == "cancelled"
    assert _start(world, job_id).status == 202, "and may be started anew"


def test_an_empty_file_is_told_by_the_job(world: World) -> None:
    job_id = _sent(world, b"")
    assert _work_after_start(world, job_id)["error"]["code"] == "empty"


def test_starting_leaves_an_order_that_goes_down_the_stream(world: World) -> None:
    job_id = _sent(world)
    _start(world, job_id)
    orders = [one for one in everything(client("dynamodb"), TABLE) if one["sk"]["S"].startswith("run#")]
    assert [(one["pk"]["S"], one["kind"]["S"]) for one in orders] == [(job_keys.job(job_id)[0], "job")]


@pytest.mark.parametrize("who", ["u-claire", "u-region", "u-viewer"])
def test_long_work_is_for_admins(world: World, who: str) -> None:
    job_id = _sent(world)
    assert _announce(world, as_=who).status == 403
    assert _part(world, job_id, 0, b"x", as_=who).status == 403
    for method, path in (
        ("GET", "/jobs"), ("GET", f"/jobs/{job_id}"), ("GET", f"/jobs/{job_id}/lines"),
        ("POST", f"/jobs/{job_id}/cancel"),
    ):  # fmt: skip
        assert world.call(method, path, as_=who).status == 403
    assert world.call("POST", f"/imports/{job_id}/start", as_=who, body={"mode": "all"}).status == 403


def test_what_does_not_exist_is_not_found(world: World) -> None:
    for method, path in (
        ("GET", "/jobs/jaaaaaaaaaaaaaaaa"), ("POST", "/jobs/jaaaaaaaaaaaaaaaa/cancel"), ("GET", "/jobs/..%2Fx"),
        ("GET", "/jobs/jaaaaaaaaaaaaaaaa/lines"),
    ):  # fmt: skip
        assert world.call(method, path, as_="u-admin").code == "not_found"
    assert _part(world, "jaaaaaaaaaaaaaaaa", 0, b"x").code == "not_found"
    assert (
        world.call("POST", "/imports/jaaaaaaaaaaaaaaaa/start", as_="u-admin", body={"mode": "all"}).code
        == "not_found"
    )
