"""Any plan and any sequence of actions on a case: what S3.14 to S3.41 say holds at every step."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from shared.alerts import by_itself, ending
from shared.alerts.lifecycle import allowed
from shared.alerts.models import Alert, Event
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError
from shared.plans.acting import Done, act
from shared.plans.checking import faults_of
from shared.plans.models import Action, ActionStatus, ExitState, Plan, Progress
from tests.support.builders import CLAIRE, MARC, NOW, alert

RULES, SOURCES = ("r-low",), ("s-native",)
IDS = ("one", "two", "three")
CLOSING = [one.id for one in DEFAULT_REASONS]


def _status(number: int, closes: bool, again: bool) -> ActionStatus:
    return ActionStatus(IDS[number], f"Status {number}", closes, 3600 if again and not closes else None)


def _action(number: int, statuses: Sequence[tuple[bool, bool]], closes_plan: Any, comment: Any) -> Action:
    made = tuple(_status(at, closes, again) for at, (closes, again) in enumerate(statuses))
    return Action(IDS[number], f"Action {number}", made, "", closes_plan, comment)


_STATUSES = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=3)
_ACTIONS = st.lists(
    st.tuples(
        _STATUSES, st.sampled_from(["no", "imposed", "operator"]),
        st.sampled_from(["forbidden", "allowed", "required"]),
    ),
    min_size=1,
    max_size=3,
)  # fmt: skip
_EXITS = st.lists(st.one_of(st.none(), st.sampled_from(CLOSING)), max_size=3)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that can be saved."""
    actions = tuple(_action(number, *one) for number, one in enumerate(draw(_ACTIONS)))
    exits = tuple(
        ExitState(IDS[number], f"Exit {number}", reason is not None, reason)
        for number, reason in enumerate(draw(_EXITS))
    )
    plan = Plan("p-1", 1, "Plan", actions=actions, exit_states=exits, rules=RULES)
    if faults_of(plan, rules=RULES, sources=SOURCES, reasons=DEFAULT_REASONS):
        return Plan("p-1", 1, "Plan", actions=(_action(0, [(True, False)], "no", "allowed"),), rules=RULES)
    return plan


class Following(RuleBasedStateMachine):
    """One case, one plan, two people."""

    plan: Plan
    case: Alert
    events: list[Event]

    @initialize(plan=plans())
    def begin(self, plan: Plan) -> None:
        self.plan, self.case = plan, alert(plan=Progress("p-1", 1))
        self.now, self.events = NOW, list[Event]()

    @rule(minutes=st.integers(0, 4000))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        while (change := by_itself.tick(self.case, self.now)) is not None:
            self.case, event = change
            self.events.append(event)

    @rule(
        action=st.sampled_from(IDS), status=st.sampled_from(IDS), comment=st.sampled_from([None, "  ", "Said"]),
        closes=st.sampled_from([None, True, False]), exit_state=st.sampled_from([None, *IDS]),
        note=st.sampled_from([None, "Note"]), by=st.sampled_from([CLAIRE, MARC]),
    )  # fmt: skip
    def somebody_acts(
        self, action: str, status: str, comment: str | None, closes: bool | None, exit_state: str | None,
        note: str | None, by: Any,
    ) -> None:  # fmt: skip
        self._tried(Done(action, status, comment, closes, exit_state, note), by)

    @rule(data=st.data(), closes=st.booleans(), by=st.sampled_from([CLAIRE, MARC]))
    def somebody_acts_as_asked(self, data: st.DataObject, closes: bool, by: Any) -> None:
        action = data.draw(st.sampled_from(self.plan.actions))
        status = data.draw(st.sampled_from(action.statuses))
        asked = action.closes_plan == "operator" and status.closes_action
        ends = status.closes_action and (action.closes_plan == "imposed" or (asked and closes))
        exit_state = data.draw(st.sampled_from(self.plan.exit_states)).id if ends else None
        comment = None if action.comment == "forbidden" else "Said"
        self._tried(Done(action.id, status.id, comment, closes if asked else None, exit_state, "Note"), by)

    def _tried(self, done: Done, by: Any) -> None:
        before = self.case
        try:
            steps = act(before, self.plan, by, self.now, done=done, reasons=DEFAULT_REASONS)
        except AppError:
            assert self.case == before, "a refusal changes nothing"
            return
        self.case = steps.alert
        self.events += steps.events
        self._as_the_plan_says(before, done, steps.events)

    def _as_the_plan_says(self, before: Alert, done: Done, events: Sequence[Event]) -> None:
        progress, after = before.plan, self.case.plan
        assert progress is not None
        assert after is not None
        chosen = next(one for one in self.plan.actions if one.id == done.action)
        outcome = next(one for one in chosen.statuses if one.id == done.status)
        assert progress.closed_at is None, "S3.39"
        assert chosen.id not in progress.finished, "S3.40"
        assert after.activities[:-1] == progress.activities, "S3.41"
        said = bool((done.comment or "").strip())
        assert not (said and chosen.comment == "forbidden"), "S3.18, S3.37"
        assert said or chosen.comment != "required"
        ended = after.closed_at is not None
        assert not ended or outcome.closes_action, "S3.15: an open action ends nothing"
        assert not (ended and chosen.closes_plan == "no"), "S3.16"
        assert ended or not (chosen.closes_plan == "imposed" and outcome.closes_action), "S3.17"
        if chosen.closes_plan == "operator" and outcome.closes_action:
            assert ended == done.closes_plan, "S3.17"
        exit_state = next((one for one in self.plan.exit_states if one.id == after.exit_state), None)
        assert ended == (exit_state is not None), "S3.38"
        closes = exit_state is not None and exit_state.closes_alert
        assert (self.case.status == "closed") == closes, "design, 8"
        assert (len(events) > 1 and events[-1].type == "held") == (outcome.again_in is not None)

    @precondition(lambda self: self.case.status == "closed")
    @rule()
    def reopened(self) -> None:
        self.case, event = ending.reopen(self.case, MARC, self.now)
        self.events.append(event)

    @invariant()
    def one_line_of_events(self) -> None:
        versions = [event.version for event in self.events]
        assert versions == [2 + number for number in range(len(versions))], "I4, I7"

    @invariant()
    def a_finished_action_was_finished_once(self) -> None:
        progress = self.case.plan
        assert progress is not None
        over = [one.action_id for one in progress.activities if one.closes_action]
        assert len(over) == len(set(over)), "S3.40"

    @invariant()
    def acting_is_offered_as_long_as_it_is_possible(self) -> None:
        progress = self.case.plan
        assert progress is not None
        possible = progress.closed_at is None and self.case.status != "closed"
        assert ("act" in allowed(self.case)) == possible, "S3.35, S3.39"


TestFollowing = Following.TestCase
TestFollowing.settings = settings(
    max_examples=60, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
