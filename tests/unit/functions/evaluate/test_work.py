"""Evaluate: what it writes, and how few calls it makes."""

from collections import Counter
from datetime import timedelta

import pytest

from functions.evaluate.handler import work
from functions.evaluate.wiring import Wiring, wired
from shared import ids
from shared.alerts.models import Alert
from shared.feedback.models import Feedback, Respondent
from shared.rules.fields import Subject
from shared.rules.ruleset import Fired, RuleSet, Suspended
from shared.storage import codec, keys
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.keys import Key, Kind
from shared.storage.unplaced import Unplaced
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
        self.started: list[Key] = []
        self.ports: Wiring = wired(self.counting, lambda: self.time[0], "Europe/Paris", self.started.append)

    def evaluate(self, given: Feedback, event: str = "INSERT", kind: Kind = Kind.FEEDBACK) -> dict[str, int]:
        """Runs one feedback as its insertion brings it; answers the calls it took."""
        self.counting.calls.clear()
        work({"event": event, "kind": kind, "pk": "-", "sk": "-", "body": codec.encode(given)}, self.ports)
        return dict(self.counting.calls)

    def arrives(self, given: Feedback) -> dict[str, int]:
        """Stores a feedback or a further state of one, and evaluates what the stream brings of it."""
        read = len(self.table.stream)
        Feedbacks(self.table).add(given, b"{}", f"hash of {given.comment} {given.score}")
        calls: Counter[str] = Counter()
        for change in self.table.stream[read:]:
            calls += Counter(self.evaluate(given, change.event_name, Kind(str(change.new["kind"]))))
        return dict(calls)

    def case(self, given: Feedback | None = None) -> Alert:
        """The case of a feedback."""
        found = Alerts(self.table).get(ids.alert_id((given or feedback()).id))
        assert found is not None
        return found

    def types(self) -> list[str]:
        """What happened to the case of the first feedback."""
        return [event.type for event in Alerts(self.table).timeline(ids.alert_id(feedback().id))[0]]


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


def test_the_version_is_asked_once_for_what_came_since(scene: Scene) -> None:
    scene.time[0] += timedelta(seconds=1)
    assert scene.evaluate(feedback(score=HAPPY, received_at=scene.time[0])) == {"get": 1}
    assert scene.evaluate(feedback(2, score=HAPPY, received_at=scene.time[0])) == {}


def test_what_fires_is_one_transaction_and_one_look_for_the_customer(scene: Scene) -> None:
    assert scene.evaluate(feedback()) == {"query": 1, "transact": 1}
    assert scene.evaluate(feedback(2, respondent=Respondent(name="Ana"))) == {"transact": 1}
    assert scene.evaluate(feedback(3, place_code=None)) == {"transact": 1}, "a repeat is of the same place"
    case = Alerts(scene.table).get(ids.alert_id(feedback().id))
    assert case is not None
    assert case.path == ("net", "ara", "lyon")


def test_the_same_again_changes_nothing(scene: Scene) -> None:
    """A message that comes twice, and one of a replay, which does not say what caused it."""
    scene.arrives(feedback())
    before = list(scene.table.items())
    assert scene.evaluate(feedback()) == {"transact": 1, "get": 1, "query": 2}
    work({"body": codec.encode(feedback())}, scene.ports)
    assert list(scene.table.items()) == before


def test_an_unknown_place_is_noticed_once_an_hour_and_opens_for_admins_only(scene: Scene) -> None:
    """The case and the states are read before the mark and behind it; the notice and the code are written once."""
    lost = feedback(place_code="NOWHERE")
    assert scene.arrives(lost) == {"get": 2, "query": 2, "transact": 1, "put": 1, "put_new": 2}
    again = scene.arrives(feedback(2, place_code="NOWHERE"))
    assert again == {"get": 2, "query": 2, "transact": 1, "put": 1}
    case = scene.table.get(keys.alert(ids.alert_id(lost.id)))
    assert case is not None
    assert str(case["l0"]).startswith("?#open")
    assert {"l1", "l2"}.isdisjoint(case)
    assert Unplaced(scene.table).waiting("nowhere").ids == sorted([lost.id, feedback(2).id])


def test_no_place_at_all_is_no_notice(scene: Scene) -> None:
    assert scene.evaluate(feedback(place_code=None, score=HAPPY)) == {}


def test_a_rule_saved_applies_to_what_comes_after(scene: Scene) -> None:
    ConfigStore(scene.table).save("RULE", "r-low", rule(status="draft", version=2), if_config=1)
    scene.time[0] += timedelta(milliseconds=1)
    assert scene.evaluate(feedback(received_at=scene.time[0])) == {"get": 1, "query": 1}


LATE = feedback(revision="2", delivery_id="msg_2", comment="Et le verre était cassé.")


def test_a_further_state_is_decided_with_all_the_others(scene: Scene) -> None:
    """Both items of the transaction come down the stream: the second changes nothing more."""
    scene.arrives(feedback())
    assert scene.arrives(LATE) == {"get": 2, "query": 2, "transact": 1}
    assert scene.types() == ["raised", "reevaluated"]
    assert scene.case().feedback == LATE


def test_a_further_state_on_which_nothing_fires_is_two_reads_each(scene: Scene) -> None:
    scene.arrives(feedback(score=HAPPY))
    calls = scene.arrives(feedback(score=HAPPY, revision="2", delivery_id="msg_2", comment="Merci"))
    assert calls == {"get": 2, "query": 2}


def test_the_first_state_evaluated_last_does_not_undo_the_second(scene: Scene) -> None:
    """Its message was delayed until the second had opened the case."""
    Feedbacks(scene.table).add(feedback(), b"{}", "hash")
    scene.arrives(LATE)
    assert scene.evaluate(feedback()) == {"transact": 1, "get": 1, "query": 2}
    assert (scene.case().feedback, scene.case().revised, scene.types()) == (LATE, True, ["raised"])


def test_taken_back_before_it_came_is_nothing_yet(scene: Scene) -> None:
    gone = feedback(revision="9", delivery_id="msg_9", withdrawn=True)
    assert scene.arrives(gone) == {}
    scene.arrives(feedback())
    assert scene.case().withdrawn_at == NOW


@pytest.mark.parametrize("kind", [Kind.FETCH, Kind.JOB])
def test_what_takes_longer_is_handed_over(scene: Scene, kind: Kind) -> None:
    scene.counting.calls.clear()
    work({"event": "INSERT", "kind": kind, "pk": "J#1", "sk": "J", "body": "{}"}, scene.ports)
    assert (scene.started, dict(scene.counting.calls)) == ([("J#1", "J")], {})


def test_what_else_the_customer_sent_is_counted_only_if_a_rule_asks(scene: Scene) -> None:
    asks = {"combinator": "and", "rules": [{"field": "respondent.feedbacks_90d", "operator": ">=", "value": 1}]}
    ConfigStore(scene.table).save("RULE", "r-often", rule("r-often", criteria=asks, version=1), if_config=1)
    scene.time[0] += timedelta(seconds=1)
    first = feedback(score=HAPPY, received_at=scene.time[0])
    assert scene.arrives(first) == {"get": 1, "query": 1, "count": 1}
    second = feedback(2, score=HAPPY, received_at=scene.time[0] + timedelta(days=89), respondent=first.respondent)
    scene.time[0] = second.received_at
    assert scene.arrives(second) == {"get": 1, "count": 1, "query": 1, "transact": 1}
    assert scene.case(second).labels == ("Rule r-often",)
    nobody = feedback(3, score=HAPPY, respondent=Respondent(), received_at=second.received_at)
    assert scene.arrives(nobody) == {}


def test_a_rule_that_raises_is_passed_over(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    def fired(_self: RuleSet, _subject: Subject, suspended: Suspended) -> list[Fired]:
        suspended("r-bad", ZeroDivisionError())
        return []

    monkeypatch.setattr(RuleSet, "fired", fired)
    assert scene.arrives(feedback()) == {}
