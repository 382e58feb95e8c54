"""A customer who writes again, through the evaluate handler and the table as DynamoDB keeps it."""

from collections import Counter
from typing import Any

import pytest

from shared import ids
from shared.account.models import Settings
from shared.feedback.models import Respondent
from shared.storage import keys
from tests.integration.world import World
from tests.support.builders import feedback, nps

WHO = Respondent(id="C-7", name="Ana Ruiz")


def test_a_repeat_is_one_transaction_with_the_open_case(world: World) -> None:
    first = world.raise_case(1, respondent=WHO)
    world.wait(hours=1)
    second = world.raise_case(2, respondent=WHO, comment="Toujours rien.")
    assert second.attached_to == first.id
    case = world.alerts.get(first.id)
    assert case is not None
    assert [(one.alert_id, one.excerpt) for one in case.attached] == [(second.id, "Toujours rien.")]
    assert (case.version, case.priority) == (2, "P1")
    assert [event.type for event in world.alerts.timeline(first.id)[0]] == ["raised", "attached"]
    item = world.table.get(keys.alert(second.id))
    assert item is not None
    assert {"due", "l0", "respondent_key", "tick"}.isdisjoint(item), "it stands in no list and nothing awaits it"


def test_a_repeat_stands_in_no_list_and_is_found_by_its_address(world: World) -> None:
    first = world.raise_case(1, respondent=WHO)
    second = world.raise_case(2, respondent=WHO)
    rows = world.get("/alerts", "section=inbox").body["items"]
    assert [row["id"] for row in rows] == [first.id]
    assert world.get(f"/alerts/{second.id}").status == 200


def test_after_the_closing_a_new_case_opens(world: World) -> None:
    first = world.raise_case(1, respondent=WHO)
    answer = world.post(f"/alerts/{first.id}/close", {"version": 1, "reason": "void"})
    assert answer.status == 200
    assert world.raise_case(2, respondent=WHO).attached_to is None


def test_a_replayed_repeat_changes_nothing(world: World) -> None:
    first = world.raise_case(1, respondent=WHO)
    second = world.raise_case(2, respondent=WHO)
    assert world.raise_case(2, respondent=WHO) == second
    assert len(world.alerts.timeline(first.id)[0]) == 2


def test_the_settings_may_say_no(world: World) -> None:
    world.config.save("SETTINGS", "account", Settings(version=1, attach_repeats=False), if_config=1)
    world.wait(seconds=5)
    world.raise_case(1, respondent=WHO)
    assert world.raise_case(2, respondent=WHO).attached_to is None


def test_what_it_costs(world: World) -> None:
    """Calls of a feedback with the storing of it (one): one look for a customer known by an id when something
    fires, one read of the case that is open, and one transaction. The configuration is read before."""
    world.raise_case(1, respondent=WHO)
    for number, changes, expected in (
        (2, {"score": nps(10), "respondent": WHO}, {"PutItem": 1}),
        (3, {"respondent": Respondent(name="Ana")}, {"PutItem": 1, "TransactWriteItems": 1}),
        (4, {"respondent": Respondent(id="C-8")}, {"PutItem": 1, "Query": 1, "TransactWriteItems": 1}),
        (5, {"respondent": WHO}, {"PutItem": 1, "Query": 1, "GetItem": 1, "TransactWriteItems": 1}),
    ):
        given = feedback(number, received_at=world.now(), **changes)
        world.calls.take()
        world.run_evaluate(given)
        made = Counter(world.calls.take())
        made.subtract({"GetItem": 1})  # the test's own look at the case
        assert {name: count for name, count in made.items() if count} == expected, ids.alert_id(given.id)


@pytest.mark.parametrize(
    ("end", "body", "section", "back"),
    [("close", {"reason": "void"}, "done", "reopen"), ("spam", {}, "spam", "unspam")],
)
def test_a_repeat_stays_with_its_case_when_that_ends_and_comes_back(
    world: World, end: str, body: dict[str, Any], section: str, back: str
) -> None:
    """It never comes up by itself; what the customer writes while that is ended has a case of its own."""
    first, joined = world.raise_case(1, respondent=WHO), world.raise_case(2, respondent=WHO)
    path = f"/alerts/{first.id}"
    assert world.post(f"{path}/{end}", {"version": 2, **body}).status == 200
    assert [row["id"] for row in world.get("/alerts", f"section={section}").body["items"]] == [first.id]
    assert world.get("/alerts", "section=inbox").body["items"] == []
    assert world.raise_case(3, respondent=WHO).attached_to is None
    again = world.post(f"{path}/{back}", {"version": 3}).body
    assert ([one["alert_id"] for one in again["attached"]], again["version"]) == ([joined.id], 4)
    assert world.alerts.get(joined.id) == joined
    refused = world.post(f"/alerts/{joined.id}/{back}", {"version": 1})
    assert (refused.status, refused.code) == (409, "attached")
