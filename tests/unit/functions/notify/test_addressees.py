"""Who is told of what happens to a case: a table, one reason a row."""

from typing import Any

import pytest
from msgspec.structs import replace

from functions.notify.addressees import DELEGATE, addressees
from shared.alerts.models import Alert, Delegation, Event, Grant
from shared.scope.people import Person
from shared.storage.people import People
from tests.simulator.table import MemoryTable
from tests.support.builders import CLAIRE, NOW, alert, closing, tree, user

STORE, REGION, PARIS = user("u-store"), user("u-region", nodes=("ara",)), user("u-paris", nodes=("paris",))
NETWORK, GONE = user("u-net", nodes=("net",)), user("u-gone", disabled=True)
ADMIN = user("u-admin", role="admin", nodes=())


def _people(*without: str) -> People:
    people = People(MemoryTable(lambda: NOW))
    for one in (STORE, REGION, PARIS, NETWORK, GONE, ADMIN):
        if one.id not in without:
            people.save(one)
    return people


def _person(user_id: str) -> dict[str, str]:
    return {"id": user_id, "name": user_id}


OWNED = alert(owner=Person("u-store", "Store"))
GRANTED = alert(grants=(Grant(Person("u-paris", "Paris"), CLAIRE, NOW, "shared"),))
ATTACHED = alert(attached_to="a-other")
DELEGATED = alert(delegated=Delegation("sav@example.com", CLAIRE, NOW))
CLOSED = replace(DELEGATED, status="closed", closing=closing())

CASES: list[tuple[str, Any, Alert, dict[str, Any], list[str]]] = [
    ("who it was given to", "assigned", alert(), {"to": _person("u-region")}, ["u-region"]),
    ("not who gave it to themselves", "assigned", alert(), {"to": _person(CLAIRE.id)}, []),
    ("not who does not see it any more", "transferred", alert(), {"to": _person("u-paris")}, []),
    ("whom it was opened to", "shared", GRANTED, {"with": [_person("u-paris")]}, ["u-paris"]),
    ("not who has left", "noted", alert(), {"mentions": [_person("u-gone"), _person("u-store")]}, ["u-store"]),
    ("a note that names nobody", "noted", alert(), {"text": "called"}, []),
    ("the owner, of the end of a hold", "returned", OWNED, {}, ["u-store"]),
    ("the owner, of the same customer", "attached", OWNED, {}, ["u-store"]),
    ("everybody, where nobody owns it", "reminded", alert(), {}, ["u-net", "u-region", "u-store"]),
    ("one level up", "escalated", alert(), {"step": 1}, ["u-region"]),
    ("two levels up", "escalated", alert(), {"step": 2}, ["u-net"]),
    ("admins, above the top", "escalated", alert(), {"step": 3}, ["u-admin"]),
    ("nobody, of a case worked with another", "raised", ATTACHED, {}, []),
    ("a customer service outside", "delegated", DELEGATED, {"address": "sav@example.com"}, [DELEGATE]),
    ("not one that it was taken back from", "delegated", alert(), {"address": "sav@example.com"}, []),
    ("nor one it went on from", "delegated", DELEGATED, {"address": "old@example.com"}, []),
    ("nor of a case that is closed", "delegated", CLOSED, {"address": "sav@example.com"}, []),
]


@pytest.mark.parametrize(("why", "kind", "case", "data", "told"), CASES, ids=[row[0] for row in CASES])
def test_who_is_told(why: str, kind: Any, case: Alert, data: dict[str, Any], told: list[str]) -> None:
    event = Event(case.id, 2, kind, NOW, CLAIRE, data)
    assert [one.id for one in addressees(event, case, _people(), tree(), "fr")] == told


def test_an_owner_who_lost_the_case_is_replaced_by_those_around_it() -> None:
    elsewhere = replace(OWNED, owner=Person("u-paris", "Paris"))
    event = Event(elsewhere.id, 2, "reminded", NOW)
    told = addressees(event, elsewhere, _people(), tree(), "fr")
    assert [one.id for one in told] == ["u-net", "u-region", "u-store"]


def test_a_level_without_people_is_passed_over() -> None:
    event = Event("a", 2, "escalated", NOW, data={"step": 1})
    assert [one.id for one in addressees(event, alert(), _people("u-region"), tree(), "fr")] == ["u-net"]


def test_no_case_is_an_orphan() -> None:
    event = Event("a", 1, "raised", NOW)
    alone = _people("u-store", "u-region", "u-net")
    assert [one.id for one in addressees(event, alert(), alone, tree(), "fr")] == ["u-admin"]
    silent = replace(alert(), triggers=tuple(replace(one, notify=False) for one in alert().triggers))
    assert addressees(event, silent, alone, tree(), "fr") == []
