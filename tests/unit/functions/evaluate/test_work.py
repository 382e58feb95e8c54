"""Evaluate: what it writes, and how few calls it makes."""

from datetime import timedelta

import pytest

from functions.evaluate.handler import work
from functions.evaluate.wiring import Wiring, wired
from shared import ids
from shared.feedback.models import Feedback
from shared.storage import codec, keys
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigStore
from tests.simulator.table import MemoryTable
from tests.support.builders import NOW, PLACES, feedback, nps, rule
from tests.unit.shared.storage.test_stores import Counting


class Scene:
    """Evaluate around a table in memory, with the time in a list."""

    def __init__(self) -> None:
        self.time = [NOW]
        self.table = MemoryTable(lambda: self.time[0])
        self.counting = Counting(self.table)
        ConfigStore(self.table).save_many(
            [("RULE", "r-low", rule()), *(("PLACE", place.id, place) for place in PLACES)], if_config=0
        )
        self.ports: Wiring = wired(self.counting, lambda: self.time[0])

    def evaluate(self, given: Feedback) -> dict[str, int]:
        """Runs one feedback; answers the calls it took."""
        self.counting.calls.clear()
        work({"body": codec.encode(given)}, self.ports)
        return dict(self.counting.calls)


@pytest.fixture
def scene() -> Scene:
    warm = Scene()
    warm.evaluate(feedback(99, score=nps(10)))
    return warm


HAPPY = nps(10)


def test_nothing_fires_nothing_is_asked(scene: Scene) -> None:
    assert scene.evaluate(feedback(score=HAPPY)) == {}
    scene.time[0] += timedelta(milliseconds=999)
    assert scene.evaluate(feedback(2, score=HAPPY)) == {}


def test_a_second_later_the_version_is_asked_once(scene: Scene) -> None:
    scene.time[0] += timedelta(seconds=1)
    assert scene.evaluate(feedback(score=HAPPY)) == {"get": 1}
    assert scene.evaluate(feedback(2, score=HAPPY)) == {}


def test_what_fires_is_one_transaction(scene: Scene) -> None:
    assert scene.evaluate(feedback()) == {"transact": 1}
    case = Alerts(scene.table).get(ids.alert_id(feedback().id))
    assert case is not None
    assert case.path == ("net", "ara", "lyon")


def test_the_same_again_changes_nothing(scene: Scene) -> None:
    scene.evaluate(feedback())
    before = list(scene.table.items())
    assert scene.evaluate(feedback()) == {"transact": 1}
    assert list(scene.table.items()) == before


def test_an_unknown_place_is_noticed_once_an_hour_and_opens_for_admins_only(scene: Scene) -> None:
    lost = feedback(place_code="NOWHERE")
    assert scene.evaluate(lost) == {"put_new": 1, "transact": 1}
    assert scene.evaluate(feedback(2, place_code="NOWHERE")) == {"transact": 1}
    case = scene.table.get(keys.alert(ids.alert_id(lost.id)))
    assert case is not None
    assert str(case["l0"]).startswith("?#open")
    assert {"l1", "l2"}.isdisjoint(case)


def test_no_place_at_all_is_no_notice(scene: Scene) -> None:
    assert scene.evaluate(feedback(place_code=None, score=HAPPY)) == {}


def test_a_rule_saved_applies_a_second_later(scene: Scene) -> None:
    ConfigStore(scene.table).save("RULE", "r-low", rule(status="draft", version=2), if_config=1)
    scene.time[0] += timedelta(seconds=1)
    assert scene.evaluate(feedback()) == {"get": 1, "query": 1}
