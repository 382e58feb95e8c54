"""What the demonstration account is set up with could have been saved by an admin, and its feedback meets it."""

from datetime import UTC, datetime

from shared.account.checking import faults_of_motive, faults_of_settings
from shared.account.panel import lines
from shared.alerts.motives import department_of, motive_of
from shared.alerts.reasons import DEFAULT_REASONS
from shared.calendars.checking import faults_of as faults_of_calendar
from shared.calendars.holidays import countries
from shared.feedback.draft import complete
from shared.feedback.mapping import draft_of
from shared.feedback.models import Feedback
from shared.feedback.presets import preset
from shared.feedback.sources import HookSource, Secret
from shared.feedback.view import View
from shared.plans.checking import faults_of as faults_of_plan
from tools.demo import people, plans
from tools.demo.feedback import demo_webhooks
from tools.demo.rules import KEYWORD_LISTS, RULES
from tools.demo.sources import SOURCES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
MOTIVES = {one.id: one for one in (*plans.MOTIVES, *people.MOTIVES)}
DEPARTMENTS = {one.id: one for one in (*plans.DEPARTMENTS, *people.DEPARTMENTS)}


def _feedback() -> list[Feedback]:
    sources = {one.id: HookSource(one.id, one.kind, (Secret("x"),), language=one.language) for one in SOURCES}
    made = []
    for hook in demo_webhooks(NOW):
        source = sources[hook.source_id]
        view = preset(source.kind).read(hook.payload, source)
        assert isinstance(view, View)
        made.append(complete(draft_of(view, source), source, hook.delivery, NOW))
    return made


def test_everything_could_have_been_saved() -> None:
    rules = {rule.id for rule in RULES}
    lists = {one.id: one for one in KEYWORD_LISTS}
    calendars = {one.id: one for one in plans.CALENDARS}
    for plan in plans.PLANS:
        assert faults_of_plan(plan, rules=rules, sources=(), reasons=DEFAULT_REASONS) == []
    for calendar in plans.CALENDARS:
        assert faults_of_calendar(calendar, countries()) == []
    for motive in MOTIVES.values():
        assert faults_of_motive(motive, MOTIVES, DEPARTMENTS) == []
    assert faults_of_settings(plans.SETTINGS, calendars, lists) == []
    assert len({(section, key) for section, key, _ in plans.setup()}) == len(plans.setup())


def test_feedback_finds_its_motive_and_fills_the_panel() -> None:
    given = _feedback()
    known = [motive_of(one, MOTIVES) for one in given]
    assert sum(one is not None for one in known) > len(given) // 2
    assert {one.id for motive in known if (one := department_of(motive, MOTIVES, DEPARTMENTS))} >= {
        "quality", "service", "accounting",
    }  # fmt: skip
    shown = [[line.value for line in lines(one.respondent, plans.SETTINGS, "agent", "fr")] for one in given]
    assert all(None not in values[1:5] for values in shown), "each customer has bought something"
