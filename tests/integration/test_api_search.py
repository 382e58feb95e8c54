"""Searching for cases: by words, customer, reference; within the perimeter and what the role may see."""

from typing import Any
from urllib.parse import quote

import pytest
from msgspec.structs import replace

from functions.api import finding
from shared import ids
from shared.account.models import Department, Settings
from shared.alerts.models import Alert, Hold
from shared.feedback.models import Respondent
from shared.scope.places import Place
from shared.storage.alerts import alert_item
from shared.storage.words import Words
from tests.integration.world import World
from tests.support.builders import CLAIRE, NOW, alert, closing, user


def put(world: World, number: int, comment: str | None = None, **changes: Any) -> Alert:
    """A case that is found by its words."""
    case = alert(number)
    of: dict[str, Any] = {"comment": comment} if comment is not None else {}
    of |= {name: changes.pop(name) for name in ("respondent",) if name in changes}
    case = replace(case, feedback=replace(case.feedback, **of), **changes)
    world.table.put(alert_item(case))
    Words(world.table).keep(case, NOW)
    return case


def found(world: World, q: str, as_: str = "u-claire", more: str = "") -> list[str]:
    reply = world.get("/alerts", f"q={quote(q)}{more}", as_)
    assert reply.status == 200, reply.body
    return [row["id"] for row in reply.body["items"]]


@pytest.mark.parametrize(
    ("q", "hit"),
    [
        ("caisse", True),
        ("CAISSE", True),
        ("Caisse fermée", True),
        ("caisse fermee", True),
        ("cœur", True),
        ("coeur", True),
        ("la caisse", True),
        ("caisse ouverte", False),
        ("cais", False),
        ("camille", True),
        ("Camille ROUX", True),
        ("roux caisse", True),
        ("camille.roux@example.com", True),
        ("Camille.Roux@Example.COM", True),
        ("<camille.roux@example.com>,", True),
        ("camille.roux@example.org", False),
        ("@@", False),
        ("06 39 98 00 12", True),
        ("+33 6 39 98 00 12", True),
        ("06.39.98.00.12", True),
        ("639980012", True),
        ("0639980012", True),
        ("0012", False),
        ("le la", False),
        ("**", False),
        ("(caisse|.*", True),
        ("%_", False),
        ("caisse caisse caisse", True),
        ("null", False),
    ],
)
def test_what_finds_a_case(world: World, q: str, hit: bool) -> None:
    put(world, 2, "Tout va bien.", respondent=Respondent(name="Other"))
    case = put(world, 1, "La caisse était fermée, cœur lourd.")
    assert found(world, q) == ([case.id] if hit else [])


def test_reference_and_id_lead_to_the_case(world: World) -> None:
    case = put(world, 1)
    put(world, 2)
    reference = ids.reference(case.id)
    assert found(world, reference) == found(world, reference.lower()) == found(world, case.id) == [case.id]
    assert found(world, case.id, "u-paris") == found(world, reference, "u-paris") == []
    assert found(world, "A-AAAAAA") == found(world, "a" * 25) == []


def test_a_search_stays_inside_the_perimeter(world: World) -> None:
    case = put(world, 1, "canari")
    expected = {"u-claire": 1, "u-marc": 1, "u-region": 1, "u-admin": 1, "u-viewer": 1, "u-paris": 0}
    assert {as_: len(found(world, "canari", as_)) for as_ in expected} == expected
    version = world.config.load().version
    moved = Place("lyon", "Lyon Part-Dieu", parent="idf", code="LYON-PARTDIEU")
    world.config.save("PLACE", "lyon", moved, if_config=version)
    assert found(world, "canari", "u-region") == [], (
        "moved away: gone at once, though the words stand where they did"
    )
    path = ("net", "idf", "lyon")
    assert case.place is not None
    Words(world.table).keep(replace(case, version=2, place=replace(case.place, path=path)), NOW)
    assert found(world, "canari", "u-claire") == [case.id]
    assert found(world, "canari", "u-admin") == [case.id], "once, though its old words stay until they are deleted"


def test_restricted_departments_are_searched_by_their_people(world: World) -> None:
    version = world.config.load().version
    world.config.save("DEPARTMENT", "hr", Department("hr", "HR", restricted=True), if_config=version)
    world.people.save(user("u-hr", nodes=("lyon",), departments=("hr",)))
    case = put(world, 1, "canari", department="hr", restricted=True)
    assert found(world, "canari", "u-hr") == found(world, "canari", "u-admin") == [case.id]
    assert found(world, "canari") == found(world, case.id) == []


def test_contact_data_is_not_found_by_roles_that_never_see_it(world: World) -> None:
    case = put(world, 1)
    for q in ("camille.roux@example.com", "0639980012"):
        assert found(world, q, "u-viewer") == []
        assert found(world, q) == [case.id]
    assert found(world, "camille roux", "u-viewer") == [case.id], "the name is on every line"
    version = world.config.load().version
    settings = Settings(contact={"agent": "on_request", "viewer": "on_request"})
    world.config.save("SETTINGS", "account", settings, if_config=version)
    assert found(world, "0639980012", "u-viewer") == [case.id], "they have the number in hand"


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ("", "open held done"),
        ("&section=inbox", "open"),
        ("&section=on_hold", "held"),
        ("&section=done", "done"),
        ("&section=unassigned", "open"),
        ("&section=mine", ""),
        ("&section=late", ""),
        ("&status=closed", "done"),
        ("&owner=u-claire", "held"),
        ("&priority=P1", ""),
        ("&place=lyon", "open held done"),
        ("&place=ara", "open held done"),
    ],
)
def test_filters_hold_for_a_search(world: World, more: str, names: str) -> None:
    cases = {
        "open": put(world, 1, "canari"),
        "held": put(world, 2, "canari", hold=Hold(CLAIRE, NOW), owner=CLAIRE),
        "done": put(world, 3, "canari", status="closed", closing=closing()),
    }
    put(world, 4, "canari", attached_to=cases["open"].id)
    assert set(found(world, "canari", more=more)) == {cases[name].id for name in names.split()}


def test_pages_of_a_search_neither_repeat_nor_skip(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "CANDIDATES", 3)
    expected = {put(world, number, f"canari {'jaune' if number % 3 else 'bleu'}").id for number in range(9)}
    for q, wanted in (("canari", 9), ("canari jaune", 6), ("canari vert", 0)):
        seen, cursor = list[str](), ""
        while True:
            body = world.get("/alerts", f"q={quote(q)}&limit=2{cursor}", "u-admin").body
            seen += [row["id"] for row in body["items"]]
            if body["next_cursor"] is None:
                break
            cursor = f"&cursor={body['next_cursor']}"
        assert len(seen) == len(set(seen)) == wanted
        assert set(seen) <= expected
    page = world.get("/alerts", "q=canari&limit=2", "u-admin").body
    for query in (f"q=canarix&limit=2&cursor={page['next_cursor']}", f"limit=2&cursor={page['next_cursor']}"):
        assert world.get("/alerts", query, "u-admin").code == "bad_cursor"


def test_a_changed_comment_is_found_by_its_new_words(world: World) -> None:
    case = put(world, 1, "ancien texte")
    later = replace(case, version=2, feedback=replace(case.feedback, comment="nouveau texte"))
    world.table.put(alert_item(later))
    Words(world.table).keep(later, NOW)
    assert found(world, "nouveau") == found(world, "texte") == [case.id]
    assert found(world, "ancien") == []
    Words(world.table).keep(case, NOW)
    assert found(world, "nouveau") == [case.id], "an older state that comes late changes nothing"
