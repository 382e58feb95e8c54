"""The customer: panel, contact data by role, and history within the perimeter."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared import ids
from shared.account.models import Department, Motive, PanelField, Settings
from shared.alerts.models import Alert
from shared.feedback.models import Feedback, Respondent
from shared.storage.alerts import alert_item
from shared.storage.audit import Audit
from shared.storage.feedbacks import Feedbacks
from tests.integration.world import World
from tests.support.builders import NOW, alert, feedback, nps, rule, user

PERSON = Respondent(
    id="C-1", name="Camille Roux", email="camille@example.com", phone="+33639980012", tier="gold",
    attributes={"spend": 1234.5, "since": "2019-04-02", "secret": "canary", "visits": 12},
)  # fmt: skip
PANEL = (
    PanelField("attributes.spend", {"fr": "Dépenses", "en": "Spend"}, "money"),
    PanelField("tier", {"fr": "Niveau", "en": "Tier"}, masked_for=("agent",)),
    PanelField("email", {"fr": "Courriel", "en": "Email"}),
    PanelField("attributes.since", {"fr": "Depuis", "en": "Since"}, "date"),
    PanelField("attributes.none", {"fr": "Rien", "en": "Nothing"}),
)


def settings(world: World, **changes: Any) -> None:
    version = world.config.load().version
    world.config.save("SETTINGS", "account", Settings(**changes), if_config=version)


def case_of(world: World, **changes: Any) -> Alert:
    return world.raise_case(1, respondent=PERSON, **changes)


def looks(world: World) -> list[tuple[str, str]]:
    """Who looked at contact data, from the audit."""
    days = [NOW.date() + timedelta(days=number) for number in range(3)]
    entries = [entry for day in days for entry in reversed(Audit(world.table).of_day(day).entries)]
    return [(one.type, one.by.id) for one in entries if one.type.startswith("contact_")]


def test_the_panel_shows_what_was_chosen_in_order_and_language(world: World) -> None:
    settings(world, panel=PANEL)
    case = case_of(world)
    person = world.get(f"/alerts/{case.id}").body["respondent"]
    assert person["fields"] == [
        {"field": "attributes.spend", "label": "Dépenses", "value": "1\u202f234,50", "masked": False},
        {"field": "tier", "label": "Niveau", "value": None, "masked": True},
        {"field": "email", "label": "Courriel", "value": "camille@example.com", "masked": False},
        {"field": "attributes.since", "label": "Depuis", "value": "2 avr. 2019", "masked": False},
        {"field": "attributes.none", "label": "Rien", "value": None, "masked": False},
    ]
    assert person["tier"] is None, "masked here too"
    assert person["attributes"] == {"spend": 1234.5, "since": "2019-04-02"}, "and only what was chosen"
    manager = world.get(f"/alerts/{case.id}", as_="u-region").body["respondent"]
    assert [field["value"] for field in manager["fields"]] == [
        "1,234.50", "gold", "camille@example.com", "2 Apr 2019", None
    ]  # fmt: skip
    assert manager["tier"] == "gold"


def test_masks_hold_wherever_a_case_is_shown(world: World) -> None:
    settings(
        world, panel=(PanelField("attributes.secret", {"fr": "S", "en": "S"}, masked_for=("agent", "viewer")),)
    )
    rule_of = {"combinator": "and", "rules": [{"field": "respondent.secret", "operator": "=", "value": "canary"}]}
    world.config.save("RULE", "r-low", rule(criteria=rule_of), if_config=world.config.load().version)
    case = case_of(world)
    for path in (f"/alerts/{case.id}", "/alerts", f"/alerts/{case.id}/timeline", "/respondents/C-1"):
        assert "canary" not in str(world.get(path).body), path
    assert "canary" in str(world.get(f"/alerts/{case.id}", as_="u-region").body)


@pytest.mark.parametrize(
    ("sight", "email", "masked", "may"),
    [
        ("shown", "camille@example.com", False, False),
        ("on_request", "•••", True, True),
        ("hidden", "•••", True, False),
    ],
)
def test_contact_data_by_role(world: World, sight: Any, email: str, masked: bool, may: bool) -> None:
    settings(world, contact={"agent": sight}, panel=(PanelField("email", {"fr": "C", "en": "E"}),))
    case = case_of(world)
    body = world.get(f"/alerts/{case.id}").body
    person = body["respondent"]
    assert (person["sight"], person["email"], person["masked"]) == (sight, email, masked)
    assert person["fields"][0]["masked"] is masked
    assert ("reveal" in body["may"]) is may
    reply = world.post(f"/alerts/{case.id}/reveal", {})
    if sight == "hidden":
        assert (reply.status, reply.code) == (403, "forbidden")
    else:
        assert reply.body["email"] == reply.body["fields"][0]["value"] == "camille@example.com"
        assert reply.body["phone"] == "+33639980012"


def test_looking_at_contact_data_is_on_record_once_a_day(world: World) -> None:
    case = case_of(world)
    for _ in range(3):
        world.get(f"/alerts/{case.id}")
        world.get(f"/alerts/{case.id}", as_="u-viewer")
    world.get(f"/alerts/{case.id}", as_="u-paris")
    assert looks(world) == [("contact_seen", "u-claire")]
    world.wait(hours=24)
    world.get(f"/alerts/{case.id}")
    assert looks(world) == [("contact_seen", "u-claire")] * 2


def test_a_request_for_contact_data_is_always_on_record(world: World) -> None:
    settings(world, contact={"agent": "on_request"})
    case = case_of(world)
    world.get(f"/alerts/{case.id}")
    assert looks(world) == []
    for _ in range(2):
        assert world.post(f"/alerts/{case.id}/reveal", {}).status == 200
        world.wait(minutes=1)
    assert looks(world) == [("contact_revealed", "u-claire")] * 2
    assert world.post(f"/alerts/{case.id}/reveal", {}, "u-paris").status == 404


def keep(world: World, number: int, store: str, **changes: Any) -> Feedback:
    given = feedback(
        number, respondent=PERSON, place_code=store, received_at=NOW + timedelta(hours=number), **changes
    )
    Feedbacks(world.table).add(given, b"{}", given.id)
    return given


def history(world: World, as_: str = "u-claire", query: str = "") -> Any:
    return world.get("/respondents/C-1", query, as_)


def test_the_history_is_that_of_the_perimeter(world: World) -> None:
    fine = keep(world, 1, "LYON-PARTDIEU", score=nps(9))
    case = world.raise_case(2, respondent=PERSON)
    away = keep(world, 3, "PARIS-É", score=nps(10), comment="canary")
    nowhere = keep(world, 4, "NOWHERE", score=nps(10), comment="canary")
    shown = [one.get("id") or one["row"]["id"] for one in history(world).body["history"]["items"]]
    assert set(shown) == {fine.id, case.id}
    assert "canary" not in str(history(world).body)
    assert [one["type"] for one in history(world, "u-paris").body["history"]["items"]] == ["feedback"]
    everything = history(world, "u-admin").body["history"]["items"]
    assert {one.get("id") or one["row"]["id"] for one in everything} == {fine.id, case.id, away.id, nowhere.id}
    assert history(world).body["name"] == "Camille Roux"


def test_a_customer_of_other_places_is_not_found(world: World) -> None:
    keep(world, 1, "PARIS-É")
    for path in ("/respondents/C-1", "/respondents/C-2", "/respondents/..%2Fx", f"/respondents/{'x' * 400}"):
        assert world.get(path).status == 404, path


def test_what_belongs_to_a_restricted_department_stays_with_it(world: World) -> None:
    config = world.config.load()
    world.config.save_many(
        [
            ("DEPARTMENT", "hr", Department("hr", "HR", restricted=True)),
            ("MOTIVE", "m-hr", Motive("m-hr", {"fr": "RH", "en": "Staff"}, department="hr")),
        ],
        if_config=config.version,
    )
    world.people.save(user("u-hr", nodes=("lyon",), departments=("hr",)))
    plain = keep(world, 1, "LYON-PARTDIEU")
    keep(world, 2, "LYON-PARTDIEU", motives=("Staff",))
    secret = keep(world, 3, "LYON-PARTDIEU")
    case = replace(alert(3), id=ids.alert_id(secret.id), department="hr", restricted=True)
    world.table.put(alert_item(case))
    assert [one["id"] for one in history(world).body["history"]["items"]] == [plain.id]
    assert len(history(world, "u-hr").body["history"]["items"]) == 3


def test_a_feedback_worked_with_another_case_is_shown_as_feedback(world: World) -> None:
    given = keep(world, 1, "LYON-PARTDIEU")
    world.table.put(alert_item(replace(alert(1), id=ids.alert_id(given.id), attached_to="a" * 25)))
    (item,) = history(world).body["history"]["items"]
    assert (item["type"], item["id"]) == ("feedback", given.id)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_of_a_history(world: World, limit: int) -> None:
    stores = ("LYON-PARTDIEU", "PARIS-É")
    mine = [keep(world, number, stores[number % 2]).id for number in range(1, 10)][1::2]
    seen, cursor = list[str](), ""
    while True:
        page = history(world, query=f"limit={limit}{cursor}").body["history"]
        seen += [one["id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert seen == mine[::-1], "the newest first"
    if cursor:
        assert history(world, "u-marc", cursor.removeprefix("&")).code == "bad_cursor"
