"""Thin events end as feedback: at once, after trouble, or in quarantine; once each way."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from functions.jobs.fetch import FetchPorts, fetch
from shared import ids
from shared.clock import parse
from shared.feedback.models import Feedback, FetchOrder
from shared.feedback.sources import Source
from shared.fetching.http import Http
from shared.storage import keys
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.fetches import LEASE, Fetches
from tests.simulator.clock import SimClock
from tests.simulator.table import MemoryTable
from tests.support.vendors import ANSWERS, SM_PATH, SM_RESPONSE, Answer, Vendor, vendor

TOLD = parse("2026-03-17T12:00:00Z")
RAW = b'{"event_id": "10051188"}'


class Scene:
    """A source of SurveyMonkey, an announced answer, and the vendor."""

    def __init__(self, standing: Vendor, *, known: bool = True, **order: object) -> None:
        self.vendor = standing
        self.clock = SimClock()
        self.clock.advance(TOLD - self.clock())
        self.table = MemoryTable(self.clock)
        source = Source("sm", "Livraison", "surveymonkey")
        if known:
            ConfigStore(self.table).save("SOURCE", "sm", source, if_config=0)
        self.feedback_id = ids.feedback_id("sm", "118200455031")
        fields = {"params": {"survey_id": "402113377"}, **order}
        self.order = FetchOrder(
            self.feedback_id, "sm", "surveymonkey", "118200455031", "10051188", TOLD, TOLD,
            **fields,  # type: ignore[arg-type]
        )  # fmt: skip
        self.feedbacks = Feedbacks(self.table)
        self.feedbacks.announce(self.order, RAW)
        self.key = next((str(i["pk"]), str(i["sk"])) for i in self.table.items() if i["kind"] == keys.Kind.FETCH)
        self.ports = FetchPorts(
            Fetches(self.table), self.feedbacks, ConfigCache(self.table, self.clock),
            lambda _source: {"access_token": "sm-token"}, Http(standing.origins), self.clock,
        )  # fmt: skip

    def run(self, after: timedelta = timedelta(0)) -> str:
        self.clock.advance(after)
        return fetch(self.key, self.ports)

    def waits_until(self) -> str | None:
        item = self.table.get(self.key)
        assert item is not None
        return str(item["tick_at"]).split("#")[0] if "tick" in item else None

    def kept(self) -> Feedback:
        found = self.feedbacks.get(self.feedback_id)
        assert found is not None
        return found

    def quarantined(self) -> list[str]:
        return [row.code for row in self.feedbacks.quarantined("sm")]


@pytest.fixture
def standing() -> Iterator[Vendor]:
    with vendor(dict(ANSWERS)) as one:
        yield one


def test_an_answer_is_fetched_once_and_its_clock_starts_with_the_customer(standing: Vendor) -> None:
    scene = Scene(standing)
    assert (scene.run(), scene.run()) == ("new", "nothing")
    kept = scene.kept()
    assert kept.score is not None
    assert (kept.score.value, kept.score.kind) == (2, "nps")
    assert kept.comment == "Deux heures d'attente pour un colis abîmé."
    assert (kept.place_code, kept.motives) == ("LYON-PARTDIEU", ("Livraison", "Produit"))
    assert (kept.respondent.name, kept.respondent.email) == ("Camille Roux", "c@x.fr")
    assert kept.clock_start == parse("2026-03-15T10:44:02Z") < kept.received_at == TOLD
    assert len(standing.asked) == 2


def test_two_events_about_one_answer_are_one_feedback(standing: Vendor) -> None:
    """ "Created" and "updated" both fetch what stands there now."""
    scene = Scene(standing)
    scene.run()
    scene.feedbacks.announce(FetchOrder(
        scene.feedback_id, "sm", "surveymonkey", "118200455031", "10051189", TOLD, TOLD, {"survey_id": "402113377"}
    ), RAW)  # fmt: skip
    keys_of = [(str(i["pk"]), str(i["sk"])) for i in scene.table.items() if i["kind"] == keys.Kind.FETCH]
    other = next(key for key in keys_of if key != scene.key)
    assert fetch(other, scene.ports) == "duplicate"


def test_a_vendor_in_trouble_is_asked_again_until_it_answers(standing: Vendor) -> None:
    standing.answers[SM_PATH] = Answer(503, {})
    scene = Scene(standing)
    assert scene.run() == "later:busy"
    assert scene.waits_until() == "2026-03-17T12:01:00.000Z"
    assert scene.run() == "nothing"  # not before its time
    standing.answers[SM_PATH] = ANSWERS[SM_PATH]
    assert scene.run(timedelta(minutes=1)) == "new"


def test_an_outage_of_three_days_ends_in_quarantine_with_the_announcement(standing: Vendor) -> None:
    standing.answers[SM_PATH] = Answer(500, {})
    scene = Scene(standing)
    outcomes = [scene.run()]
    while scene.waits_until():
        outcomes.append(scene.run(timedelta(hours=1)))
    assert (outcomes[-1], set(outcomes[:-1])) == ("fetch:busy", {"later:busy"})
    assert scene.clock() - TOLD == timedelta(hours=72)
    assert scene.quarantined() == ["fetch:busy"]
    row = next(iter(scene.feedbacks.quarantined("sm")))
    assert scene.feedbacks.raw(keys.quarantine("sm", row.id)) == RAW


def test_a_refused_credential_is_shown_after_three_tries(standing: Vendor) -> None:
    """Three days of silence would hide a token that somebody has to renew."""
    standing.answers[SM_PATH] = Answer(401, {})
    scene = Scene(standing)
    outcomes = [scene.run(), scene.run(timedelta(minutes=1)), scene.run(timedelta(minutes=2))]
    assert outcomes == ["later:credential_refused"] * 2 + ["fetch:credential_refused"]
    assert scene.quarantined() == ["fetch:credential_refused"]


def test_an_answer_deleted_meanwhile_is_withdrawn(standing: Vendor) -> None:
    scene = Scene(standing)
    scene.run()
    del standing.answers[SM_PATH]
    deletion = FetchOrder(
        scene.feedback_id, "sm", "surveymonkey", "118200455031", "10051190", TOLD, TOLD, deleted=True
    )
    scene.feedbacks.announce(deletion, RAW)
    keys_of = [(str(i["pk"]), str(i["sk"])) for i in scene.table.items() if i["kind"] == keys.Kind.FETCH]
    outcome = fetch(next(key for key in keys_of if key != scene.key), scene.ports)
    assert (outcome, scene.kept().withdrawn) == ("updated", True)
    assert len(standing.asked) == 2  # what is known to be deleted is not asked for


BAD = [
    ({"pages": "none"}, "mapping:pages", "a layout of another version"),
    ({**SM_RESPONSE, "pages": [{"questions": 3}]}, "mapping:pages.questions", "questions that are no list"),
]


@pytest.mark.parametrize(("body", "code", "why"), BAD, ids=[row[-1] for row in BAD])
def test_an_answer_nobody_can_read_is_quarantined(standing: Vendor, body: object, code: str, why: str) -> None:
    standing.answers[SM_PATH] = Answer(200, body)
    scene = Scene(standing)
    assert scene.run() == code
    assert scene.quarantined() == [code]
    assert scene.waits_until() is None


def test_an_order_of_a_source_that_is_gone_is_quarantined(standing: Vendor) -> None:
    scene = Scene(standing, known=False)
    assert scene.run() == "fetch:unknown_source"
    assert standing.asked == []


def test_a_source_added_a_moment_ago_is_known(standing: Vendor) -> None:
    """A warm function has looked at the settings less than a second before."""
    scene = Scene(standing, known=False)
    scene.ports.config.current()
    ConfigStore(scene.table).save("SOURCE", "sm", Source("sm", "Livraison", "surveymonkey"), if_config=0)
    assert scene.run(timedelta(milliseconds=1)) == "new"


def test_two_runners_at_once_are_one(standing: Vendor) -> None:
    scene = Scene(standing)
    first = scene.ports.fetches.claim(scene.key, scene.clock())
    assert first is not None
    assert scene.run() == "nothing"
    assert scene.run(LEASE) == "new"  # the first died: the sweep takes over when its lease ends


def test_nothing_of_the_credential_or_the_customer_is_logged(
    standing: Vendor, caplog: pytest.LogCaptureFixture
) -> None:
    Scene(standing).run()
    said = "".join(str(vars(line)) for line in caplog.records if "urllib3" not in line.name)
    assert "answer fetched" in said
    assert not any(secret in said for secret in ("sm-token", "Camille", "c@x.fr", "colis"))
