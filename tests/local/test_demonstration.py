"""The demonstration account: it exercises what it should, and is the same each time."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from shared.alerts.models import Alert
from shared.alerts.motives import department_of, motive_of
from shared.alerts.opening import evaluate
from shared.alerts.routing import owner_of
from shared.feedback.draft import complete
from shared.feedback.mapping import draft_of
from shared.feedback.models import Feedback
from shared.feedback.presets import preset
from shared.feedback.sources import HookSource, Secret
from shared.feedback.view import View
from shared.rules.ruleset import RuleSet
from shared.scope.perimeter import Perimeter
from shared.scope.places import PlaceTree
from tools.demo.feedback import demo_webhooks
from tools.demo.network import GROUPS, PLACES
from tools.demo.people import COLLEAGUES, DEPARTMENTS, MOTIVES, OWNERS, login_of, user_of
from tools.demo.posting import signed_headers
from tools.demo.rules import KEYWORD_LISTS, RULES
from tools.demo.sources import SOURCES
from tools.local.description import DemoSource

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TREE = PlaceTree(PLACES, GROUPS)
CODES_OF_SAMPLES = (
    "LYON-PARTDIEU", "PARIS-11", "TOULOUSE-01", "RENNES-CENTRE", "BREST-PORT", "LILLE-SAV", "BORDEAUX-ATELIER",
    "NANTES-02",
)  # fmt: skip


@pytest.fixture(scope="module")
def feedback() -> list[Feedback]:
    sources = {
        source.id: HookSource(source.id, source.kind, (Secret("x"),), language=source.language)
        for source in SOURCES
    }
    made = []
    for hook in demo_webhooks(NOW):
        source = sources[hook.source_id]
        view = preset(source.kind).read(hook.payload, source)
        assert isinstance(view, View)
        made.append(complete(draft_of(view, source), source, hook.delivery, NOW))
    return made


@pytest.fixture(scope="module")
def alerts(feedback: list[Feedback]) -> list[Alert]:
    rules = RuleSet(list(RULES), {one.id: one for one in KEYWORD_LISTS})
    decided = (evaluate(one, rules, TREE) for one in feedback)
    return [one[0] for one in decided if one is not None]


def test_there_are_a_few_hundred_answers_each_its_own(feedback: list[Feedback]) -> None:
    assert len(feedback) >= 200
    assert len({one.id for one in feedback}) == len(feedback)
    comments = [one.comment for one in feedback if one.comment]
    assert len(set(comments)) == len(comments) > 100
    assert Counter(one.language for one in feedback).keys() == {"fr", "en"}
    assert not any(one.flags for one in feedback)


def test_the_same_call_gives_the_same_answers() -> None:
    assert demo_webhooks(NOW) == demo_webhooks(NOW)


def test_every_answer_has_a_known_place_and_every_place_of_the_samples_is_there(feedback: list[Feedback]) -> None:
    assert all(TREE.find(one.place_code) for one in feedback)
    assert all(TREE.find(code) for code in CODES_OF_SAMPLES)


def test_every_rule_fires_and_most_answers_raise_nothing(feedback: list[Feedback], alerts: list[Alert]) -> None:
    fired = {trigger.rule_id for alert in alerts for trigger in alert.triggers}
    assert fired == {rule.id for rule in RULES}
    assert 50 <= len(alerts) < len(feedback) / 2
    assert {alert.kind for alert in alerts} == {"alert", "message"}


def test_there_is_someone_in_every_role_and_language_with_places_of_their_own() -> None:
    assert {one.role for one in COLLEAGUES} == {"admin", "manager", "agent", "viewer"}
    assert {one.locale for one in COLLEAGUES} == {"fr", "en"}
    assert len({one.email for one in COLLEAGUES}) == len(COLLEAGUES)
    assert all(node in TREE.places for one in COLLEAGUES for node in one.nodes)
    assert all(one.nodes for one in COLLEAGUES if one.role != "admin")


def test_every_agent_has_something_to_do(alerts: list[Alert]) -> None:
    for colleague in COLLEAGUES:
        nodes = frozenset((*colleague.nodes, *TREE.places_of(colleague.groups)))
        perimeter = Perimeter(nodes, everything=colleague.role == "admin")
        assert any(alert.place and perimeter.covers(alert.place.path) for alert in alerts), colleague.email


def test_cases_find_their_owners_and_whoever_stands_in(alerts: list[Alert]) -> None:
    subjects = {login_of(one): f"u-{login_of(one)}" for one in COLLEAGUES}
    users = [user_of(one, subjects, NOW) for one in COLLEAGUES]
    owned = {rule: {node: subjects[login] for node, login in who.items()} for rule, who in OWNERS.items()}
    rules = {rule.id: replace(rule, owners=owned.get(rule.id, {})) for rule in RULES}
    assert all(node in TREE.places for who in OWNERS.values() for node in who)
    found = [owner_of(alert, rules, {}, TREE, users, NOW) for alert in alerts]
    names = {one.name for one in found if one is not None}
    assert names == {"Maëlle Le Goff", "Marc Delmas"}, "Sophie Lambert is away"
    assert sum(one is None for one in found) > len(found) / 2


def test_groups_and_departments_hold_what_is_there(feedback: list[Feedback]) -> None:
    assert all(place in TREE.places for group in GROUPS for place in group.places)
    groups, departments = {one.id for one in GROUPS}, {one.id: one for one in DEPARTMENTS}
    assert all(set(one.groups) <= groups and set(one.departments) <= set(departments) for one in COLLEAGUES)
    motives = {one.id: one for one in MOTIVES}
    kept = [department_of(motive_of(one, motives), motives, departments) for one in feedback]
    assert {one.id for one in kept if one is not None} == {"accounting"}
    assert any(one.departments for one in COLLEAGUES)


@pytest.mark.parametrize("kind", ["standard_webhooks", "typeform"])
def test_what_is_posted_is_signed_as_the_receiver_checks(kind: str) -> None:
    secret, body = "whsec_Y2xlLWRlLXRlc3QtbmF0aXZlLTAwMDAwMDAwMA==", '{"é":1}'.encode()
    source = DemoSource("s", kind, "token", secret)
    receiver = HookSource("s", kind, (Secret(secret),))  # type: ignore[arg-type]
    headers = {name.lower(): value for name, value in signed_headers(source, "msg-1", body).items()}
    assert preset(receiver.kind).verify(receiver, headers, body, datetime.now(UTC)) in {"msg-1", ""}
