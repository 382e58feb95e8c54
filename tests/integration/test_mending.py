"""From what waits to what is mended: the admin's fix, then the job, then everything is in, once."""

from datetime import timedelta
from typing import Any

import pytest

from functions.jobs.handler import handle
from functions.jobs.wiring import JobsSettings
from functions.jobs.wiring import wired as jobs_wired
from shared import ids
from shared.feedback.sources import Source
from shared.storage import job_keys
from shared.storage.feedbacks import Feedbacks
from shared.storage.sources import Vault
from tests.integration.sourcing import ADMIN, get, make, post_typeform, put
from tests.integration.test_api_mapping import answer
from tests.integration.world import World
from tests.support.builders import feedback
from tests.support.clients import PREFIX, TABLE, client


def work(world: World, job: Any) -> Any:
    """Runs a job to its end; the job as the API shows it then."""
    world.wait(seconds=2)
    dossier = Vault(lambda: client("ssm"), PREFIX).read
    settings = JobsSettings("acme", TABLE, PREFIX, "Europe/Paris")
    ports = jobs_wired(settings, world.table, world.now, dossier, pause=lambda _seconds: None)
    handle(job_keys.job(job["id"]), ports, timedelta(minutes=5))
    return get(world, f"/jobs/{job['id']}")


def test_a_scale_put_right_and_replayed_brings_everything_in_once(world: World) -> None:
    shop = make(world, "typeform", name="Shop")
    wrong = {"score": {"path": "answers.grade", "min": 1, "max": 5}, "comment": "answers.why"}
    assert put(world, "/sources/shop/mapping", {"version": 1, "mapping": wrong}).status == 200
    sent = [
        post_typeform(world, shop["address"], shop["secret"], answer(number, why=f"Words {number}", grade=8))
        for number in range(5)
    ]
    assert sent == ["quarantine:bad_score"] * 5
    right = {"score": {"path": "answers.grade", "min": 0, "max": 10}, "comment": "answers.why"}
    assert put(world, "/sources/shop/mapping", {"version": 2, "mapping": right}).status == 200
    for fresh in (5, 0):
        done = work(world, world.post("/quarantine/replay", {"source": "shop", "code": "bad_score"}, ADMIN).body)
        assert (done["status"], done["result"]["feedback"]) == ("done", fresh)
    assert get(world, "/quarantine")["total"] == 0
    for number in range(5):
        kept = Feedbacks(world.table).get(ids.feedback_id("shop", f"answer-{number:05d}"))
        assert kept is not None
        assert (kept.comment, kept.score and kept.score.value) == (f"Words {number}", 8)
    assert get(world, "/sources/shop/deliveries")["read_in_full"] == 5


@pytest.mark.parametrize("code", ["LYS-NEW", "lys-new "])
def test_a_code_given_to_a_place_opens_its_cases_to_the_people_there(world: World, code: str) -> None:
    world.config.save(
        "SOURCE",
        "s-native",
        Source("s-native", "Native", "standard_webhooks"),
        if_config=world.config.load().version,
    )
    given = feedback(place_code="LYS-NEW", received_at=world.now())
    Feedbacks(world.table).add(given, b"{}", "h")
    case = world.evaluate(given)
    assert world.get(f"/alerts/{case.id}").status == 404, "for admins only until its place is known"
    assert [one["code"] for one in get(world, "/places/unknown")["items"]] == ["LYS-NEW"]
    done = work(world, world.post("/places/lyon/codes", {"code": code}, ADMIN).body)
    assert done["status"] == "done"
    assert world.get(f"/alerts/{case.id}").body["place"]["id"] == "lyon"
    assert get(world, "/places/unknown")["items"] == []
