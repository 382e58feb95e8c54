"""The same customer again, and whose a new case is, decided around a table: the costs, and who comes between."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared import ids
from shared.account.models import Settings
from shared.alerts import conversation, ending
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.alerts.reconsider import Busy, Ports, judge, opening, reconsider, save
from shared.feedback.models import Feedback, Respondent
from shared.scope.people import Absence
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.people import People
from shared.storage.unplaced import Unplaced
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, PLACES, feedback, rule, user
from tests.unit.shared.storage.test_stores import Counting

WHO = Respondent(id="C-1", name="Camille Roux")


class Scene:
    """Evaluate's parts around a table in memory; ``time[0]`` is now. ``lag`` is how far indexes are behind."""

    def __init__(self, lag: timedelta | None = None, **settings: Any) -> None:
        self.time = [NOW]
        self.table = MemoryTable(lambda: self.time[0], (lambda: lag) if lag else None)
        self.counting = Counting(self.table)
        self.config = ConfigStore(self.table)
        places = [replace(one, owner=MARC.id) if one.id == "annecy" else one for one in PLACES]
        self.config.save_many(
            [("SETTINGS", "account", Settings(**settings)), ("RULE", "r-low", rule()),
             *(("PLACE", place.id, place) for place in places)],
            if_config=0,
        )  # fmt: skip
        self.alerts = Alerts(self.counting)
        self.ports = Ports(
            feedbacks=Feedbacks(self.counting),
            cases=self.alerts,
            people=People(self.counting),
            waiting=Unplaced(self.counting),
            rules=ConfigCache(self.table, lambda: self.time[0]).current,
            unknown=lambda _code: None,
            now=lambda: self.time[0],
            zone="Europe/Paris",
        )

    def store(self, number: int, **changes: Any) -> Feedback:
        """Keeps a feedback of the customer, received now."""
        given = feedback(number, **{"respondent": WHO, "received_at": self.time[0], **changes})
        Feedbacks(self.table).add(given, b"{}", f"hash {number} {given.comment}")
        return given

    def arrives(self, number: int, **changes: Any) -> Alert:
        """Keeps a feedback and decides on it as the first of its answer."""
        self.first(self.store(number, **changes))
        return self.case(number)

    def first(self, given: Feedback) -> bool:
        """Decides on the first state of an answer as evaluate does."""
        self.counting.calls.clear()
        return save(opening(judge([given], self.ports), self.ports), self.ports)

    def case(self, number: int) -> Alert:
        found = Alerts(self.table).get(ids.alert_id(feedback(number).id))
        assert found is not None
        return found

    def types(self, number: int) -> list[str]:
        return [event.type for event in Alerts(self.table).timeline(ids.alert_id(feedback(number).id))[0]]

    def close(self, number: int) -> None:
        """Somebody closes a case."""
        closed = ending.close(self.case(number), CLAIRE, self.time[0], reason="void", reasons=DEFAULT_REASONS)
        assert Alerts(self.table).write(*closed)

    def note(self, number: int) -> None:
        """Somebody writes a note on a case."""
        assert Alerts(self.table).write(*conversation.note(self.case(number), CLAIRE, self.time[0], text="x"))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_a_repeat_is_worked_with_the_open_case(scene: Scene) -> None:
    first = scene.arrives(1)
    scene.time[0] += HOUR
    second = scene.arrives(2)
    assert scene.counting.calls == {"query": 1, "get": 1, "transact": 1}, "one look, one case, one transaction"
    assert second.attached_to == first.id
    assert [one.alert_id for one in scene.case(1).attached] == [second.id]
    assert (scene.types(1), scene.types(2)) == (["raised", "attached"], ["raised"])
    assert scene.case(1).priority == "P1"
    third = scene.arrives(3)
    assert third.attached_to == first.id, "one that is attached takes nothing in"


def test_nobodys_repeats_cost_nothing(scene: Scene) -> None:
    scene.arrives(1, respondent=Respondent(name="Ana"))
    assert scene.counting.calls == {"transact": 1}
    scene.arrives(2, respondent=Respondent(name="Ana"))
    assert scene.case(2).attached_to is None


def test_an_account_may_do_without(scene: Scene) -> None:
    plain = Scene(attach_repeats=False)
    plain.arrives(1)
    assert plain.arrives(2).attached_to is None
    assert plain.counting.calls == {"transact": 1}


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"respondent": Respondent(id="C-2")}, "somebody else"),
        ({"place_code": "PARIS-É"}, "another place"),
        ({"place_code": None}, "no place"),
    ],
)
def test_what_is_no_repeat(scene: Scene, changes: dict[str, Any], why: str) -> None:
    scene.arrives(1)
    assert scene.arrives(2, **changes).attached_to is None, why
    assert scene.types(1) == ["raised"]


def test_a_closed_case_takes_nothing_in(scene: Scene) -> None:
    scene.arrives(1)
    scene.close(1)
    assert scene.arrives(2).attached_to is None


def test_among_many_that_are_closed_the_open_one_is_found(scene: Scene) -> None:
    for number in range(10, 40):
        scene.arrives(number, respondent=Respondent(id="C-9"))
        scene.close(number)
        scene.time[0] += timedelta(minutes=1)
    first = scene.arrives(1, respondent=Respondent(id="C-9"))
    assert first.attached_to is None
    assert scene.arrives(2, respondent=Respondent(id="C-9")).attached_to == first.id


def test_a_message_that_comes_again_changes_nothing(scene: Scene) -> None:
    scene.arrives(1)
    given = scene.store(2)
    assert scene.first(given)
    before = list(scene.table.items())
    assert not scene.first(given), "it has its case"
    assert reconsider(given.id, scene.ports) == (ids.alert_id(given.id), None)
    assert list(scene.table.items()) == before


class Meddling(Alerts):
    """A store of cases in which somebody else acts just before each of our first writes of two cases."""

    def __init__(self, table: Any, acts: list[Callable[[], object]]) -> None:
        super().__init__(table)
        self._acts = acts

    def write_with(self, *given: Any) -> bool:
        if self._acts:
            self._acts.pop(0)()
        return super().write_with(*given)


def test_the_open_case_is_worked_on_meanwhile(scene: Scene) -> None:
    scene.arrives(1)
    given = scene.store(2)
    meddled = scene.ports._replace(cases=Meddling(scene.table, [lambda: scene.note(1)]))
    reconsider(given.id, meddled)
    assert scene.types(1) == ["raised", "noted", "attached"]
    assert scene.case(2).attached_to == scene.case(1).id


def test_the_open_case_is_closed_meanwhile(scene: Scene) -> None:
    scene.arrives(1)
    given = scene.store(2)
    meddled = scene.ports._replace(cases=Meddling(scene.table, [lambda: scene.close(1)]))
    reconsider(given.id, meddled)
    assert scene.types(1) == ["raised", "closed"]
    assert (scene.case(2).attached_to, scene.types(2)) == (None, ["raised"])


def test_another_decides_on_the_same_feedback_meanwhile(scene: Scene) -> None:
    scene.arrives(1)
    given = scene.store(2)
    meddled = scene.ports._replace(cases=Meddling(scene.table, [lambda: reconsider(given.id, scene.ports)]))
    reconsider(given.id, meddled)
    assert (scene.types(1), scene.types(2)) == (["raised", "attached"], ["raised"]), "once"


def test_a_case_that_never_holds_still_comes_again(scene: Scene) -> None:
    scene.arrives(1)
    given = scene.store(2)
    with pytest.raises(Busy):
        reconsider(given.id, scene.ports._replace(cases=Meddling(scene.table, [lambda: scene.note(1)] * 9)))
    reconsider(given.id, scene.ports)
    assert scene.case(2).attached_to == scene.case(1).id


def test_two_repeats_at_once_are_both_taken_in(scene: Scene) -> None:
    scene.arrives(1)
    second, third = scene.store(2), scene.store(3)
    meddled = scene.ports._replace(cases=Meddling(scene.table, [lambda: reconsider(third.id, scene.ports)]))
    reconsider(second.id, meddled)
    assert [one.alert_id for one in scene.case(1).attached] == [scene.case(3).id, scene.case(2).id]
    assert scene.types(1) == ["raised", "attached", "attached"]


def test_an_index_that_is_behind_misses_a_repeat_and_nothing_breaks() -> None:
    """The list of a customer's cases lags; then both open, each with its own clock."""
    late = Scene(lag=timedelta(seconds=5))
    late.arrives(1)
    late.time[0] += timedelta(seconds=1)
    assert late.arrives(2).attached_to is None
    late.time[0] += timedelta(seconds=10)
    assert late.arrives(3).attached_to == late.case(1).id


def test_an_index_that_is_behind_shows_a_case_closed_since() -> None:
    late = Scene(lag=timedelta(seconds=5))
    late.arrives(1)
    late.time[0] += timedelta(minutes=1)
    late.close(1)
    late.time[0] += timedelta(seconds=1)
    assert late.arrives(2).attached_to is None, "the case itself was asked"


def test_a_later_state_of_a_repeat(scene: Scene) -> None:
    scene.arrives(1)
    scene.arrives(2)
    scene.time[0] += HOUR
    late = scene.store(2, revision="2", delivery_id="msg_late", comment="Du verre !", place_code="ANNECY")
    reconsider(late.id, scene.ports)
    found = scene.case(2)
    assert (found.attached_to, found.path[-1], found.feedback.comment) == (scene.case(1).id, "lyon", "Du verre !")
    assert scene.types(2) == ["raised", "reevaluated"]
    assert found.owner is None


def _glass(scene: Scene) -> Feedback:
    """A late comment on the repeat, on which a further rule fires."""
    words = {"combinator": "and", "rules": [{"field": "comment", "operator": "mentions", "value": ["verre"]}]}
    glass = rule("r-glass", priority="P1", expires_in=3600 * 20, criteria=words)
    scene.config.save("RULE", "r-glass", glass, if_config=1)
    scene.time[0] += timedelta(seconds=5)
    return scene.store(2, revision="2", delivery_id="msg_late", comment="Du verre !")


def test_a_further_rule_on_a_repeat_is_told_where_it_is_worked() -> None:
    scene = Scene(repeat_raises=False)
    scene.arrives(1)
    scene.arrives(2)
    late = _glass(scene)
    reconsider(late.id, scene.ports)
    case = scene.case(1)
    assert (case.priority, case.expires_at) == ("P1", scene.time[0] + 20 * HOUR)
    assert [(one.alert_id, one.label, one.excerpt) for one in case.attached] == [
        (scene.case(2).id, "Rule r-glass", "Du verre !")
    ]
    assert (scene.types(1), scene.types(2)) == (["raised", "attached", "attached"], ["raised", "reevaluated"])
    before = list(scene.table.items())
    reconsider(late.id, scene.ports)
    assert list(scene.table.items()) == before, "once"


def test_a_further_rule_on_a_repeat_of_a_closed_case_is_kept_there(scene: Scene) -> None:
    scene.arrives(1)
    scene.arrives(2)
    scene.close(1)
    reconsider(_glass(scene).id, scene.ports)
    assert scene.types(1) == ["raised", "attached", "closed"]
    assert (scene.types(2), scene.case(2).priority) == (["raised", "reevaluated"], "P1")


def test_the_open_case_is_worked_on_while_a_further_rule_fires_on_its_repeat(scene: Scene) -> None:
    scene.arrives(1)
    scene.arrives(2)
    late = _glass(scene)
    reconsider(late.id, scene.ports._replace(cases=Meddling(scene.table, [lambda: scene.note(1)])))
    assert scene.types(1) == ["raised", "attached", "noted", "attached"]
    assert scene.types(2) == ["raised", "reevaluated"]


@pytest.mark.parametrize("second_first", [False, True])
def test_two_answers_in_either_order(scene: Scene, second_first: bool) -> None:
    """Whichever is decided on first is the case, the other is worked with it."""
    given = [scene.store(1), scene.store(2)]
    order = list(reversed(given)) if second_first else given
    for one in order:
        reconsider(one.id, scene.ports)
    cases = [scene.case(1), scene.case(2)]
    assert sorted(case.attached_to is None for case in cases) == [False, True]
    opened = scene.case(2 if second_first else 1)
    assert opened.attached_to is None
    assert len(opened.attached) == 1


# Whose it is


def test_a_case_opens_as_that_of_the_owner_of_its_place(scene: Scene) -> None:
    People(scene.table).save(user(MARC.id, name=MARC.name, nodes=("annecy",)))
    found = scene.arrives(1, place_code="ANNECY")
    assert (found.owner, found.status) == (MARC, "assigned")
    assert scene.counting.calls == {"query": 1, "get_many": 1, "transact": 1}
    event = Alerts(scene.table).timeline(found.id)[0][0]
    assert (event.type, event.data["owner"]["id"]) == ("raised", MARC.id)


def test_the_owner_is_away(scene: Scene) -> None:
    away = Absence(NOW - HOUR, NOW + HOUR, CLAIRE.id)
    People(scene.table).save(user(MARC.id, name=MARC.name, nodes=("annecy",), absence=away))
    People(scene.table).save(user(CLAIRE.id, name=CLAIRE.name, nodes=("ara",)))
    assert scene.arrives(1, place_code="ANNECY").owner == CLAIRE
    scene.time[0] = NOW + HOUR
    assert scene.arrives(2, place_code="ANNECY", respondent=Respondent()).owner == MARC, "back again"


def test_an_owner_who_does_not_see_it_is_none(scene: Scene) -> None:
    People(scene.table).save(user(MARC.id, name=MARC.name, nodes=("paris",)))
    found = scene.arrives(1, place_code="ANNECY")
    assert (found.owner, found.status) == (None, "new")


def test_a_repeat_belongs_to_nobody_itself(scene: Scene) -> None:
    People(scene.table).save(user(MARC.id, name=MARC.name, nodes=("annecy",)))
    scene.arrives(1, place_code="ANNECY")
    assert scene.arrives(2, place_code="ANNECY").owner is None


def test_a_case_that_moves_while_it_is_nobodys_gets_the_owner_of_its_new_place(scene: Scene) -> None:
    People(scene.table).save(user(MARC.id, name=MARC.name, nodes=("annecy",)))
    scene.arrives(1)
    late = scene.store(1, revision="2", delivery_id="msg_late", place_code="ANNECY")
    reconsider(late.id, scene.ports)
    assert (scene.case(1).owner, scene.case(1).status) == (MARC, "assigned")
    assert Alerts(scene.table).timeline(scene.case(1).id)[0][1].data["changes"]["owner"] == [
        None,
        {"id": MARC.id, "name": MARC.name},
    ]
