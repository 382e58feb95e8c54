"""Deciding again: places that become known, and others who change the same case meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared import ids
from shared.alerts import conversation
from shared.alerts.models import Alert
from shared.alerts.reconsider import Busy, Ports, Released, reconsider, release
from shared.feedback.models import Feedback
from shared.scope.places import Place
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.people import People
from shared.storage.unplaced import Unplaced
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, HOUR, NOW, PLACES, feedback, nps, rule

NEW_STORE = Place("nice", "Nice", parent="net", code="NICE-É")
NEAR = {"combinator": "and", "rules": [{"field": "place", "operator": "within", "value": ["nice"]}]}


class Scene:
    """A table with rules and places; ``codes`` are those the admins were told of."""

    def __init__(self) -> None:
        self.time = [NOW]
        self.table = MemoryTable(lambda: self.time[0])
        self.config = ConfigStore(self.table)
        self.config.save_many(
            [("RULE", "r-low", rule()), ("RULE", "r-nice", rule("r-nice", criteria=NEAR, priority="P1")),
             *(("PLACE", place.id, place) for place in PLACES)],
            if_config=0,
        )  # fmt: skip
        self.feedbacks, self.alerts, self.unplaced = (
            Feedbacks(self.table),
            Alerts(self.table),
            Unplaced(self.table),
        )
        self.codes: list[str] = []
        self.ports = Ports(
            feedbacks=self.feedbacks,
            cases=self.alerts,
            people=People(self.table),
            waiting=self.unplaced,
            rules=ConfigCache(self.table, lambda: self.time[0]).current,
            unknown=self.codes.append,
            now=lambda: self.time[0],
            zone="Europe/Paris",
        )

    def arrives(self, *states: Feedback) -> None:
        """Stores states and decides on each."""
        for state in states:
            self.feedbacks.add(state, b"{}", f"hash of {state.comment} {state.score}")
            reconsider(state.id, self.ports)

    def open_the_store(self) -> None:
        """The place becomes known."""
        self.time[0] += timedelta(seconds=1)
        self.config.save("PLACE", "nice", NEW_STORE, if_config=1)
        self.time[0] += timedelta(seconds=1)

    def release(self, limit: int = 100) -> int:
        """All slices of one pass."""
        done, after = 0, None
        while True:
            released = release("NICE-É", self.ports, after=after, limit=limit)
            done, after = done + released.done, released.after
            if after is None:
                return done

    def case(self, number: int = 1) -> Alert:
        found = self.alerts.get(ids.alert_id(feedback(number).id))
        assert found is not None
        return found

    def types(self, number: int = 1) -> list[str]:
        return [event.type for event in self.alerts.timeline(ids.alert_id(feedback(number).id))[0]]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def lost(number: int = 1, **changes: Any) -> Feedback:
    return feedback(number, place_code=" nice-É", **changes)


def test_what_waits_is_placed_when_its_code_becomes_known(scene: Scene) -> None:
    scene.arrives(*(lost(number, received_at=NOW + number * HOUR) for number in range(1, 6)))
    assert scene.codes == [" nice-É"] * 5
    assert [code.waiting for code in scene.unplaced.codes()] == [5]
    scene.open_the_store()
    assert scene.release(limit=2) == 5
    for number in range(1, 6):
        case = scene.case(number)
        assert case.path == ("net", "nice")
        assert [trigger.rule_id for trigger in case.triggers] == ["r-nice", "r-low"], "under the new tree"
        event = scene.alerts.timeline(case.id)[0][-1]
        assert event.type == "placed"
        assert {name: event.data[name] for name in ("labels", "place", "tells")} == {
            "labels": ["Rule r-nice"],
            "place": {"id": "nice", "name": "Nice"},
            "tells": True,
        }
        assert event.data["changes"]["place"] == [None, {"id": "nice", "name": "Nice"}]
    assert scene.unplaced.codes() == []
    assert scene.release() == 0


def test_releasing_again_or_half_changes_nothing_more(scene: Scene) -> None:
    scene.arrives(*(lost(number, received_at=NOW + number * HOUR) for number in range(1, 4)))
    scene.open_the_store()
    release("NICE-É", scene.ports, limit=2)
    release("NICE-É", scene.ports, limit=2)
    scene.release()
    before = list(scene.table.items())
    scene.release()
    for number in range(1, 4):
        reconsider(feedback(number).id, scene.ports)
    assert list(scene.table.items()) == before
    assert [scene.types(number) for number in range(1, 4)] == [["raised", "placed"]] * 3


def test_a_code_that_is_not_known_releases_nothing(scene: Scene) -> None:
    scene.arrives(lost())
    assert release("NICE-É", scene.ports) == Released(0, None)
    assert [code.waiting for code in scene.unplaced.codes()] == [1]


def test_feedback_without_a_case_gets_one_if_the_place_asks_for_it(scene: Scene) -> None:
    scene.arrives(lost(score=nps(10)))
    assert scene.alerts.get(ids.alert_id(feedback().id)) is None
    scene.open_the_store()
    scene.release()
    assert (scene.types(), scene.case().path) == (["raised"], ("net", "nice"))


def test_an_ended_case_stays_where_it_is(scene: Scene) -> None:
    scene.arrives(lost())
    closed = replace(scene.case(), version=2, status="spam")
    assert scene.alerts.write(closed, conversation.note(scene.case(), CLAIRE, NOW, text="x")[1])
    scene.open_the_store()
    scene.release()
    assert scene.case().place is None
    assert scene.unplaced.waiting("NICE-É").ids == []


@pytest.mark.parametrize(
    ("first", "second", "waits", "why"),
    [
        ("NICE-É", "ANNECY", False, "the later state names a known place"),
        ("ANNECY", "NICE-É", True, "the later state names an unknown one"),
        ("NICE-É", None, False, "the later state names none"),
    ],
)
@pytest.mark.parametrize("reverse", [False, True])
def test_the_state_shown_decides_what_waits(
    scene: Scene, first: str, second: str | None, waits: bool, why: str, reverse: bool
) -> None:
    states = [
        feedback(place_code=first, revision="1"),
        feedback(place_code=second, revision="2", delivery_id="msg_2", comment="corrected"),
    ]
    scene.arrives(*(reversed(states) if reverse else states))
    assert bool(scene.unplaced.waiting("NICE-É").ids) is waits, why


def test_a_place_that_becomes_known_while_its_feedback_is_marked(scene: Scene) -> None:
    """The release has been through before the mark was there: whoever marks sees the new place behind it."""
    released: list[int] = []

    def unknown(_code: str) -> None:
        scene.open_the_store()
        released.append(scene.release())

    scene.feedbacks.add(lost(), b"{}", "hash")
    reconsider(lost().id, scene.ports._replace(unknown=unknown))
    assert released == [0]
    assert scene.case().path == ("net", "nice")
    assert scene.unplaced.waiting("NICE-É").ids == []


class Meddling(Alerts):
    """A store of cases in which somebody else acts just before each of our first writes."""

    def __init__(self, table: MemoryTable, acts: list[Callable[[], object]]) -> None:
        super().__init__(table)
        self._acts = acts

    def write(self, *given: Any) -> bool:
        if self._acts:
            self._acts.pop(0)()
        return super().write(*given)


def test_who_works_on_the_case_meanwhile_is_not_overwritten(scene: Scene) -> None:
    scene.arrives(feedback())

    def note() -> None:
        scene.alerts.save(*conversation.note(scene.case(), CLAIRE, NOW, text="x"))

    late = feedback(revision="2", delivery_id="msg_2", comment="late")
    scene.feedbacks.add(late, b"{}", "late")
    reconsider(late.id, scene.ports._replace(cases=Meddling(scene.table, [note, note])))
    assert scene.types() == ["raised", "noted", "noted", "reevaluated"]
    assert scene.case().feedback == late


def test_a_case_that_never_holds_still_comes_again(scene: Scene) -> None:
    scene.arrives(feedback())

    def note() -> None:
        scene.alerts.save(*conversation.note(scene.case(), CLAIRE, NOW, text="x"))

    late = feedback(revision="2", delivery_id="msg_2", comment="late")
    scene.feedbacks.add(late, b"{}", "late")
    with pytest.raises(Busy):
        reconsider(late.id, scene.ports._replace(cases=Meddling(scene.table, [note] * 9)))
    reconsider(late.id, scene.ports)
    assert scene.case().feedback == late


def test_another_opens_the_case_first(scene: Scene) -> None:
    late = feedback(revision="2", delivery_id="msg_2", comment="late")
    for number, one in enumerate((feedback(), late)):
        scene.feedbacks.add(one, b"{}", f"hash {number}")
    others = Meddling(scene.table, [lambda: reconsider(feedback().id, scene.ports)])
    reconsider(feedback().id, scene.ports._replace(cases=others))
    assert scene.types() == ["raised"]


def test_what_is_not_there_is_nothing(scene: Scene) -> None:
    assert reconsider("f-none", scene.ports) == (None, None)
