"""What the settings of an account make of a new case and of one whose answer changes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared.account.models import Department, Escalation, Motive, PriorityCriterion, Settings
from shared.alerts.house import PLAIN, House, house_of
from shared.alerts.models import Alert, PriorityReason, Timer
from shared.alerts.opening import Reading, as_imported, evaluate, open_case, owned, read, weighed
from shared.alerts.revising import revise
from shared.calendars.models import Calendar
from shared.feedback.models import NOT_EVALUATED, Feedback, Respondent
from shared.plans.models import Plan, Progress
from shared.rules.models import KeywordList, Rule
from shared.rules.ruleset import RuleSet
from shared.scope.people import Person
from shared.scope.places import Place, PlaceTree
from shared.storage.config import Config
from tests.support.builders import ALWAYS, CLAIRE, HOUR, MARC, NOW, PLACES, feedback, nps, rule, tree

LOW = rule("low", priority="P2", expires_in=168 * 3600)
GLASS = rule(
    "glass", priority="P1", expires_in=24 * 3600,
    criteria={"combinator": "and", "rules": [{"field": "comment", "operator": "mentions", "value": ["verre"]}]},
)  # fmt: skip


def when(field: str, operator: str, value: Any) -> dict[str, Any]:
    return {"combinator": "and", "rules": [{"field": field, "operator": operator, "value": value}]}


GOLD = PriorityCriterion("gold", "Gold customers", when("respondent.tier", "=", "gold"))
ANGRY = PriorityCriterion("angry", "Angry words", when("comment", "mentions", ["honte"]), "P1")
OFTEN = PriorityCriterion("often", "Writes often", when("respondent.feedbacks_90d", ">=", 2))
HERE = PriorityCriterion("here", "At Lyon", when("place", "within", ["lyon"]), "P2")
LISTED = PriorityCriterion("listed", "Harm", when("comment", "mentions", {"lists": ["harm"]}), "P1")
CARE = PriorityCriterion("care", "About staff", when("motive", "in", ["staff"]))


def house(**settings: Any) -> House:
    return House(Settings(**settings), tree(), zone="Europe/Paris")


def readings(*states: Feedback, rules: tuple[Rule, ...] = (LOW,), of: House = PLAIN, **more: Any) -> list[Reading]:
    found = [as_imported(read(one, RuleSet(rules), of.tree)) for one in states]
    return weighed(found, of, **more)


def case(of: House, *states: Feedback, rules: tuple[Rule, ...] = (LOW,)) -> Alert:
    return open_case(readings(*(states or (feedback(),)), rules=rules, of=of), of)[0]


GOLDEN = Respondent(id="C-1", tier="gold")


def test_without_settings_all_is_as_before() -> None:
    """24, 48 and 72 hours for a survey without a channel, elapsed time, nobody's, and one reminder."""
    for priority, hours in (("P1", 24), ("P2", 48), ("P3", 72)):
        found = case(PLAIN._replace(tree=tree()), rules=(replace(LOW, priority=priority),))
        assert found.target_at == found.due_at == NOW + hours * HOUR
    assert found.timers == (Timer("reminder", NOW + 144 * HOUR),)
    assert found.because == (PriorityReason("rule", "Rule low", "P3"),)
    assert (found.owner, found.plan, found.motive, found.department, found.loyalty) == (None, None, None, None, 9)


def test_a_criterion_raises_and_says_so() -> None:
    found = case(house(priorities=(ANGRY, GOLD)), feedback(respondent=GOLDEN))
    assert (found.priority, found.target_at) == ("P1", NOW + 24 * HOUR)
    assert [(one.kind, one.label) for one in found.because] == [
        ("rule", "Rule low"),
        ("criterion", "Gold customers"),
    ]
    assert [trigger.priority for trigger in found.triggers] == ["P2"], "the rule said what it said"


@pytest.mark.parametrize(
    ("criterion", "changes", "met", "why"),
    [
        (HERE, {}, True, "the nodes around the place"),
        (HERE, {"place_code": "ANNECY"}, False, "another place"),
        (LISTED, {"comment": "du verre"}, True, "a named list"),
        (CARE, {"motives": ("staff",)}, True, "the motive (S4.11)"),
        (GOLD, {"respondent": Respondent(tier="silver")}, False, "another tier"),
    ],
)
def test_what_a_criterion_may_ask(
    criterion: PriorityCriterion, changes: dict[str, Any], met: bool, why: str
) -> None:
    lists = {"harm": KeywordList("harm", 1, "Harm", ("verre",))}
    of = house(priorities=(replace(criterion, effect="P1"),))._replace(lists=lists)
    assert (case(of, feedback(**changes), rules=(replace(LOW, criteria=ALWAYS),)).priority == "P1") is met, why


def test_what_the_customer_sent_is_counted_only_if_a_criterion_asks() -> None:
    asked: list[int] = []

    def sent() -> int:
        asked.append(1)
        return 2

    of = house(priorities=(OFTEN, GOLD))
    assert readings(feedback(), of=of, sent_before=sent)[0].meets == ("often",)
    assert readings(feedback(), of=house(priorities=(GOLD,)), sent_before=sent)[0].meets == ()
    assert readings(feedback(score=nps(10)), of=of, sent_before=sent)[0].meets == (), "no rule fires"
    assert len(asked) == 1


def test_what_was_imported_for_the_record_or_taken_back_meets_nothing() -> None:
    of = house(priorities=(GOLD,))
    states = (
        feedback(respondent=GOLDEN, flags=(NOT_EVALUATED,)),
        feedback(revision="2"),
        feedback(revision="3", respondent=GOLDEN, withdrawn=True),
    )
    assert [one.meets for one in readings(*states, of=of)] == [(), (), ()]


def test_a_criterion_that_cannot_be_used_stands_in_nobodys_way() -> None:
    broken = PriorityCriterion("broken", "Broken", when("nonsense", "=", 1))
    faults: list[str] = []
    found = readings(
        feedback(respondent=GOLDEN), of=house(priorities=(broken, GOLD)),
        suspended=lambda name, _fault: faults.append(name),
    )  # fmt: skip
    assert (found[0].meets, faults) == (("gold",), ["broken"])


LATE = feedback(revision="2", comment="Une honte.", received_at=NOW + 30 * HOUR)
ORDERS = [(feedback(), LATE), (LATE, feedback())]


@pytest.mark.parametrize("order", ORDERS, ids=["as given", "the later first"])
def test_a_criterion_that_a_later_state_meets_has_its_own_clock(order: tuple[Feedback, Feedback]) -> None:
    of = house(priorities=(ANGRY,))
    raised = case(of, order[0])
    states = sorted(order, key=lambda one: one.revision)
    change = revise(raised, readings(*states, of=of), NOW + 31 * HOUR, of)
    assert change is not None
    alert, event = change
    assert (alert.priority, alert.created_at, alert.expires_at) == ("P1", NOW, NOW + 168 * HOUR)
    assert alert.because[-1] == PriorityReason("criterion", "Angry words", "P1")
    assert alert.target_at == NOW + 48 * HOUR, "30 + 24 hours come after what was promised first"
    assert alert == replace(case(of, *states), version=2)
    if order[0] is not LATE:
        assert event.data["changes"]["priority"] == ["P2", "P1"]
    assert revise(alert, readings(*states, of=of), NOW + 40 * HOUR, of) is None, "once decided, decided"


def test_what_was_urgent_stays_urgent_under_other_settings() -> None:
    raised = case(house(priorities=(GOLD,)), feedback(respondent=GOLDEN))
    longer = feedback(revision="2", comment="Bonjour", respondent=GOLDEN)
    change = revise(raised, readings(feedback(respondent=GOLDEN), longer), NOW + HOUR, house())
    assert change is not None
    assert (change[0].priority, change[0].because) == (raised.priority, raised.because)


def test_a_criterion_of_today_shortens_from_today_where_rules_have_changed() -> None:
    """The rule that fired has another version now, so its own clock stays as it is."""
    raised = case(house(), feedback())
    newer, of = (replace(LOW, version=2),), house(priorities=(ANGRY,))
    change = revise(raised, readings(feedback(), LATE, rules=newer, of=of), NOW + 10 * HOUR, of)
    assert change is not None
    assert (change[0].priority, change[0].target_at) == ("P1", NOW + 34 * HOUR)


SHOP = Calendar("shop", 1, "Shops", "Europe/Paris", (((540, 1080),),) * 5 + ((), ()))


def test_a_channel_in_office_hours_counts_the_hours_of_the_place() -> None:
    friday = datetime.fromisoformat("2026-03-20T17:00+01:00")
    places = [replace(one, calendar="shop") if one.id == "ara" else one for one in PLACES]
    of = House(Settings(), PlaceTree(places), {"shop": SHOP})
    found = case(of, feedback(channel="messaging", received_at=friday))
    assert found.target_at == datetime.fromisoformat("2026-03-23T10:00+01:00")
    assert found.expires_at == friday + 168 * HOUR, "the expiry is elapsed time"
    elsewhere = case(of, feedback(channel="messaging", received_at=friday, place_code="PARIS-É"))
    assert elsewhere.target_at == friday + 2 * HOUR


def test_people_above_are_told_one_level_after_the_other() -> None:
    of = house(escalation=Escalation(after=3600, every=7200, times=9))
    found = case(of)
    assert found.timers == (
        Timer("escalation", NOW + HOUR, 1),
        Timer("escalation", NOW + 3 * HOUR, 2),
        Timer("reminder", NOW + 144 * HOUR),
    ), "a store in a region in a network has two levels above it"


def test_a_place_that_becomes_known_starts_the_way_up() -> None:
    of = house(escalation=Escalation(after=3600, every=7200, times=9))
    raised = case(of, feedback(place_code="NICE"), rules=(LOW,))
    assert [one.kind for one in raised.timers] == ["reminder"]
    known = of._replace(tree=PlaceTree([*PLACES, Place("nice", "Nice", parent="net", code="NICE")]))
    later = NOW + 20 * HOUR
    change = revise(raised, readings(feedback(place_code="NICE"), of=known), later, known, lambda _: MARC)
    assert change is not None
    alert, event = change
    assert alert.timers == (Timer("escalation", later + HOUR, 1), Timer("reminder", NOW + 144 * HOUR))
    assert (alert.owner, alert.status, alert.assigned_at) == (MARC, "assigned", later)
    assert (event.type, event.data["owner"]) == ("placed", {"id": MARC.id, "name": MARC.name})
    assert event.data["changes"]["status"] == ["new", "assigned"]


def test_a_reminder_moves_with_a_shorter_expiry() -> None:
    raised = case(house())
    word = feedback(revision="2", comment="Du verre", received_at=NOW + 10 * HOUR)
    change = revise(
        raised, readings(feedback(), word, rules=(LOW, GLASS)), NOW + 10 * HOUR, house(remind_before=3600)
    )
    assert change is not None
    assert change[0].timers == (Timer("reminder", NOW + 33 * HOUR),)


HR = Department("hr", "Human resources", owner=CLAIRE.id, restricted=True)
CUSTOMER_CARE = Department("care", "Care")
MOTIVES = {
    "m-staff": Motive("m-staff", {"fr": "Personnel", "en": "Staff"}, department="hr"),
    "m-wait": Motive("m-wait", {"fr": "Attente", "en": "Waiting"}, department="care"),
}
SORTED = House(Settings(loyalty=("gold", "silver")), tree(), {}, MOTIVES, {"hr": HR, "care": CUSTOMER_CARE})


def test_the_motive_leads_to_the_department() -> None:
    found = case(SORTED, feedback(motives=("personnel",), respondent=GOLDEN))
    assert (found.motive, found.department, found.restricted, found.reserved) == ("m-staff", "hr", True, "hr")
    assert found.loyalty == 0
    assert case(SORTED, feedback(motives=("waiting",))).reserved is None


WRITTEN_AGAIN = feedback(revision="2", motives=("staff",), respondent=GOLDEN)


@pytest.mark.parametrize(
    ("changes", "department", "why"),
    [
        ({}, "hr", "nobody has seen it: the corrected motive counts"),
        ({"owner": CLAIRE, "status": "assigned"}, "care", "who works on it keeps it"),
        ({"attached_to": "a-1"}, "care", "it is worked elsewhere"),
    ],
)
def test_a_corrected_motive(changes: dict[str, Any], department: str, why: str) -> None:
    first = feedback(motives=("waiting",))
    raised = replace(case(SORTED, first), **changes)
    change = revise(raised, readings(first, WRITTEN_AGAIN, of=SORTED), NOW + HOUR, SORTED)
    assert change is not None
    assert change[0].department == department, why


def test_other_motives_in_the_settings_change_no_case_by_themselves() -> None:
    raised = case(SORTED, feedback(motives=("waiting",)))
    empty = SORTED._replace(motives={}, settings=Settings())
    assert revise(raised, readings(feedback(motives=("waiting",))), NOW + HOUR, empty) is None


PLANS = {
    one.id: one
    for one in (Plan("p-low", 4, "Detractors", rules=("low",)), Plan("p-glass", 1, "Glass", rules=("glass",)))
}


def test_the_plan_is_pinned_in_the_version_of_the_opening() -> None:
    of = PLAIN._replace(tree=tree(), plans=PLANS)
    raised = case(of)
    assert raised.plan == Progress("p-low", 4)
    word = feedback(revision="2", comment="Du verre", received_at=NOW + HOUR)
    newer = of._replace(plans={"p-low": replace(PLANS["p-low"], version=5), "p-glass": PLANS["p-glass"]})
    change = revise(raised, readings(feedback(), word, rules=(LOW, GLASS), of=newer), NOW + HOUR, newer)
    assert change is not None
    assert change[0].plan == Progress("p-low", 4), "the one it follows already stays"


def test_a_case_without_a_plan_gets_one_with_a_new_rule() -> None:
    of = PLAIN._replace(tree=tree(), plans={"p-glass": PLANS["p-glass"]})
    raised = case(of)
    assert raised.plan is None
    word = feedback(revision="2", comment="Du verre", received_at=NOW + HOUR)
    change = revise(raised, readings(feedback(), word, rules=(LOW, GLASS), of=of), NOW + HOUR, of)
    assert change is not None
    assert change[0].plan == Progress("p-glass", 1)
    assert change[1].data["changes"]["plan"][0] is None


def test_a_case_opens_as_somebodys() -> None:
    opened = open_case(readings(feedback()))
    alert, event = owned(opened, Person("u-1", "Una"), NOW + timedelta(seconds=3))
    assert (alert.owner, alert.status, alert.assigned_at) == (
        Person("u-1", "Una"),
        "assigned",
        NOW + timedelta(seconds=3),
    )
    assert (event.type, event.version, event.data["owner"]) == ("raised", 1, {"id": "u-1", "name": "Una"})
    assert owned(opened, None, NOW) == opened


def test_a_house_is_what_the_configuration_says() -> None:
    config = Config(1, {}, list(PLACES), [])
    found = house_of(config, "Europe/Paris")
    assert (found.settings, found.tree, found.zone) == (Settings(), config.tree, "Europe/Paris")
    assert (found.calendars, found.motives, found.departments, found.plans) == ({}, {}, {}, {})


def test_evaluating_in_a_house() -> None:
    decided = evaluate(feedback(respondent=GOLDEN), RuleSet([LOW]), tree(), house=house(priorities=(GOLD,)))
    assert decided is not None
    assert decided[0].priority == "P1"
