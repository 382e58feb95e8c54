"""A source that usually speaks and goes silent: counted cheaply, told once, armed again when it speaks."""

from datetime import timedelta
from typing import Any

import pytest

from functions.expire.silence import SilenceCheck
from shared.alerts.models import Event
from shared.feedback.sources import Source
from shared.storage import codec, keys
from shared.storage.feedbacks import Feedbacks
from shared.storage.heard import HeardStore
from tests.integration.world import World
from tests.support.builders import feedback

SHOP = Source("s-native", "Enquête livraison", "standard_webhooks")


@pytest.fixture
def check(world: World) -> SilenceCheck:
    world.config.save("SOURCE", SHOP.id, SHOP, if_config=world.config.load().version)
    return SilenceCheck(world.table, "Europe/Paris")


def speak(world: World, days: int, each: int = 4) -> None:
    """Some feedback on every day up to now."""
    for day in range(days):
        for number in range(each):
            at = world.now() - timedelta(days=day, minutes=number)
            made = feedback(1000 * day + number + int(world.now().timestamp()) % 10_000_000, received_at=at)
            Feedbacks(world.table).add(made, b"{}", f"h{day}{number}")


def notices(world: World) -> list[Any]:
    """The events told to admins."""
    items = world.table.query(keys.OUTBOX, index="tick")
    events = [world.table.get((str(item["pk"]), str(item["sk"]))) for item in items]
    found = [codec.decode(item["body"], Event) for item in events if item]
    return [event for event in found if event.type == "source_silent"]


def test_one_notice_per_silence(world: World, check: SilenceCheck) -> None:
    speak(world, 10)
    assert check.look(world.now()) == 0
    for _ in range(4):
        world.wait(hours=12)
        check.look(world.now())
    (told,) = notices(world)
    assert told.data["source"] == "Enquête livraison"
    for _ in range(10):
        world.wait(hours=12)
        assert check.look(world.now()) == 1
    assert SilenceCheck(world.table, "Europe/Paris").look(world.now()) == 1
    assert len(notices(world)) == 1, "another environment tells nothing anew"
    speak(world, 1)
    world.wait(hours=1)
    assert check.look(world.now()) == 0
    world.wait(days=3)
    assert check.look(world.now()) == 1
    assert len(notices(world)) == 2, "armed again"


def test_it_looks_once_an_hour_and_reads_little(world: World, check: SilenceCheck) -> None:
    speak(world, 10)
    check.look(world.now())
    assert check.look(world.now()) == -1
    world.calls.take()
    world.wait(hours=1)
    assert check.look(world.now()) == 0
    made = world.calls.take()
    assert made.pop("BatchGetItem") == 1
    assert made.pop("Query") <= 5, "the sources, and today in one or two UTC days, counted and read"
    assert made == {}
    world.wait(days=1)
    check.look(world.now())
    made = world.calls.take()
    assert made["PutItem"] == 1, "yesterday's count is kept"
    assert made["Query"] <= 7


def test_a_source_that_is_off_or_never_spoke_is_left_alone(world: World, check: SilenceCheck) -> None:
    world.wait(days=40)
    assert check.look(world.now()) == 0
    speak(world, 10)
    off = Source(SHOP.id, SHOP.name, SHOP.kind, disabled=True)
    world.config.save("SOURCE", SHOP.id, off, if_config=world.config.load().version)
    world.wait(days=9)
    assert check.look(world.now()) == 0
    assert notices(world) == []


def test_a_fault_is_no_reason_to_stop_the_minute(
    world: World, check: SilenceCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HeardStore, "known", lambda *_: 1 / 0)
    assert check.look(world.now()) == -1


def test_days_are_counted_in_the_tenants_zone(world: World) -> None:
    world.time[0] = world.now().replace(hour=23, minute=30)  # half past midnight in Paris
    Feedbacks(world.table).add(feedback(1, received_at=world.now()), b"{}", "h1")
    Feedbacks(world.table).add(feedback(2, received_at=world.now() - timedelta(hours=2)), b"{}", "h2")
    store = HeardStore(world.table, "Europe/Paris")
    heard = store.up_to("s-native", store.known(["s-native"])["s-native"], world.now())
    assert heard.counts == {"2026-03-18": 1, "2026-03-17": 1}
    assert heard.last_at == world.now()
    store.keep("s-native", store.known(["s-native"])["s-native"], heard, world.now())
    kept = store.known(["s-native"])["s-native"]
    assert (kept.counts, kept.through) == ({"2026-03-17": 1}, "2026-03-17")


def test_a_moment_at_midnight_counts_for_the_day_that_begins(world: World) -> None:
    midnight = world.now().replace(hour=23, minute=0)
    Feedbacks(world.table).add(feedback(1, received_at=midnight), b"{}", "h1")
    before = midnight - timedelta(milliseconds=1)
    Feedbacks(world.table).add(feedback(2, received_at=before), b"{}", "h2")
    store = HeardStore(world.table, "Europe/Paris")
    world.time[0] = midnight + timedelta(hours=1)
    heard = store.up_to("s-native", store.known(["s-native"])["s-native"], world.now())
    assert heard.counts == {"2026-03-18": 1, "2026-03-17": 1}
