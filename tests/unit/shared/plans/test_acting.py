"""Doing the actions of a plan on a case: one row per rule of S3.14 to S3.41."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts import ending, holds
from shared.alerts.lifecycle import Steps
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import (
    ActionFinished,
    AlreadyClosed,
    AppError,
    AttachedElsewhere,
    ExitStateRequired,
    Invalid,
    MarkedSpam,
    NoteRequired,
    PlanClosed,
    UnknownReason,
)
from shared.plans.acting import Done, act, begun
from shared.plans.models import Action, ActionStatus, ExitState, Plan, Progress
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, alert, closing

DAY = 86_400
DONE = ActionStatus("done", "Done")
CALL = Action(
    "call",
    "Call the customer",
    (
        ActionStatus("solved", "Answered and solved"),
        ActionStatus("unhappy", "Still unhappy, escalate"),
        ActionStatus("no_answer", "No answer, message left", closes_action=False, again_in=DAY),
    ),
    closes_plan="operator",
)
PLAN = Plan(
    "p-1",
    3,
    "Product incident",
    actions=(
        Action("keep", "Keep the proof", (DONE, ActionStatus("later", "Later", closes_action=False))),
        CALL,
        Action("write", "Write to the customer", (DONE,), comment="forbidden"),
        Action("declare", "Declare to quality", (DONE,), closes_plan="imposed", comment="required"),
    ),
    exit_states=(
        ExitState("gesture", "Solved with a gesture", closes_alert=True, reason="gesture"),
        ExitState("void", "Nothing to do", closes_alert=True, reason="void"),
        ExitState("passed", "Passed to quality"),
    ),
)
KEEP = Done("keep", "done")
ANSWERED = Done("call", "solved", closes_plan=True, exit_state="passed")


def case(**changes: Any) -> Alert:
    return alert(plan=Progress("p-1", 3), **changes)


def doing(on: Alert, done: Done, plan: Plan = PLAN, **more: Any) -> Steps:
    return act(on, plan, CLAIRE, NOW + HOUR, done=done, reasons=DEFAULT_REASONS, **more)


def types(steps: Steps) -> list[str]:
    return [event.type for event in steps.events]


def test_an_action_that_leaves_the_plan_open() -> None:
    """S3.16, S3.41."""
    before = case()
    steps = doing(before, replace_done(KEEP, comment=" Lot L2311 "))
    progress = steps.alert.plan
    assert progress is not None
    (activity,) = progress.activities
    assert (activity.by, activity.at, activity.comment) == (CLAIRE, NOW + HOUR, "Lot L2311")
    assert (progress.finished, progress.closed_at, types(steps)) == (frozenset({"keep"}), None, ["acted"])
    assert steps.events[0].data["action"] == {"id": "keep", "name": "Keep the proof"}
    assert steps.events[0].data["changes"]["plan"] == [
        {"id": "p-1", "activities": 0, "exit_state": None},
        {"id": "p-1", "activities": 1, "exit_state": None},
    ]
    assert (steps.alert.status, steps.alert.version) == (before.status, before.version + 1)


def replace_done(done: Done, **changes: Any) -> Done:
    return done._replace(**changes)


@pytest.mark.parametrize(
    ("done", "expected", "why"),
    [
        (KEEP, ["acted"], "S3.16: the plan stays open"),
        (Done("keep", "later"), ["acted"], "S3.21: a status may leave the action open"),
        (Done("call", "solved", closes_plan=False), ["acted"], "S3.17: the operator says no"),
        (ANSWERED, ["acted", "plan_closed"], "S3.17: the operator says yes; the alert stays open"),
        (ANSWERED._replace(exit_state="void"), ["acted", "plan_closed", "closed"], "this exit state closes it"),
        (ANSWERED._replace(exit_state="gesture", note="40 euros"), ["acted", "plan_closed", "closed"], "a note"),
        (Done("declare", "done", "K22", None, "passed"), ["acted", "plan_closed"], "S3.17: closing is imposed"),
        (Done("declare", "done", "K22", closes_plan=True, exit_state="passed"), ["acted", "plan_closed"], "said"),
        (Done("call", "no_answer"), ["acted", "held"], "S3.22: no answer fixes the next try"),
    ],
)  # fmt: skip
def test_what_an_action_brings(done: Done, expected: list[str], why: str) -> None:
    before = case()
    steps = doing(before, done)
    assert types(steps) == expected, why
    versions = [before.version + 1 + number for number in range(len(expected))]
    assert [event.version for event in steps.events] == versions, "I4: one version per event"
    assert steps.alert.version == versions[-1]
    assert {(event.by, event.at) for event in steps.events} == {(CLAIRE, NOW + HOUR)}


@pytest.mark.parametrize(
    ("done", "refusal", "path", "why"),
    [
        (Done("dance", "done"), Invalid, "$.action", "S3.35: an action of the plan"),
        (Done("keep", "solved"), Invalid, "$.status", "S3.19: a status of that action"),
        (Done("write", "done", "Hello"), Invalid, "$.comment", "S3.18, S3.37: no comment here"),
        (Done("declare", "done", None, None, "passed"), Invalid, "$.comment", "a comment is asked for"),
        (Done("declare", "done", "  ", None, "passed"), Invalid, "$.comment", "and blanks are none"),
        (Done("call", "solved"), Invalid, "$.closes_plan", "S3.17: the operator has to say"),
        (Done("keep", "done", closes_plan=True), Invalid, "$.closes_plan", "S3.16: never closes the plan"),
        (Done("declare", "done", "K", closes_plan=False), Invalid, "$.closes_plan", "S3.17: imposed"),
        (Done("call", "no_answer", closes_plan=True), Invalid, "$.closes_plan", "an open action ends nothing"),
        (Done("call", "solved", closes_plan=True), ExitStateRequired, "$.exit_state", "S3.38"),
        (Done("declare", "done", "K22"), ExitStateRequired, "$.exit_state", "S3.38"),
        (ANSWERED._replace(exit_state="lost"), Invalid, "$.exit_state", "S3.10: one of the plan"),
        (Done("keep", "done", exit_state="void"), Invalid, "$.exit_state", "only when the plan ends"),
        (ANSWERED._replace(exit_state="gesture"), NoteRequired, "$.note", "the reason asks for a note"),
    ],
)  # fmt: skip
def test_what_is_refused(done: Done, refusal: type[AppError], path: str, why: str) -> None:
    with pytest.raises(refusal) as caught:
        doing(case(), done)
    assert [fault.path for fault in caught.value.errors] == [path], why


@pytest.mark.parametrize(
    ("before", "refusal", "why"),
    [
        (case(status="closed", closing=closing()), AlreadyClosed, "a closed case"),
        (case(status="spam"), MarkedSpam, "spam"),
        (case(attached_to="a2"), AttachedElsewhere, "worked with another case"),
        (doing(case(), ANSWERED).alert, PlanClosed, "S3.39"),
        (doing(case(), KEEP).alert, ActionFinished, "S3.40"),
    ],
)
def test_where_nothing_can_be_done(before: Alert, refusal: type[AppError], why: str) -> None:
    with pytest.raises(refusal):
        doing(before, KEEP)


def test_an_action_left_open_can_be_done_again() -> None:
    """S3.21."""
    later = doing(case(), Done("keep", "later")).alert
    again = doing(later, KEEP).alert
    assert again.plan is not None
    assert [one.status_id for one in again.plan.activities] == ["later", "done"]


def test_an_exit_state_closes_the_case_with_its_reason() -> None:
    steps = doing(case(), ANSWERED._replace(exit_state="gesture", note="40 euros"))
    closed = steps.alert
    assert closed.closing is not None
    assert (closed.status, closed.closing.reason_id, closed.closing.note) == ("closed", "gesture", "40 euros")
    assert closed.closing.skipped == ("assigned", "contacted"), "the steps that never took place are not invented"
    assert closed.plan is not None
    assert (closed.plan.exit_state, closed.plan.closed_at) == ("gesture", NOW + HOUR)


def test_no_answer_puts_the_case_on_hold_until_the_next_try() -> None:
    before = case()
    steps = doing(before, Done("call", "no_answer"))
    again_at = NOW + HOUR + timedelta(days=1)
    assert steps.alert.hold is not None
    assert (steps.alert.hold.until, steps.alert.hold.by) == (again_at, CLAIRE)
    assert steps.alert.due_at == min(again_at, *(m for m in (before.target_at, before.expires_at) if m))
    assert steps.events[0].data["again_at"] == "2026-03-18T10:05:00.000Z"


def test_the_next_try_ends_the_hold_that_waited_for_it() -> None:
    waiting = doing(case(), Done("call", "no_answer")).alert
    reached = doing(waiting, Done("call", "solved", closes_plan=False))
    assert (reached.alert.hold, types(reached)) == (None, ["acted"])
    other = doing(waiting, KEEP)
    assert other.alert.hold == waiting.hold, "another action leaves it waiting"


def test_a_hold_of_somebody_stays() -> None:
    held, _ = holds.hold(case(), MARC, NOW, until=NOW + 5 * HOUR, or_reply=True)
    assert doing(held, KEEP).alert.hold == held.hold


def test_the_hold_stops_the_clocks_where_the_account_says_so() -> None:
    steps = doing(case(), Done("call", "no_answer"), pauses=True)
    assert steps.alert.hold is not None
    assert steps.alert.hold.pauses


def test_an_expired_case_can_still_be_worked_on() -> None:
    late = case(status="expired", expired_at=NOW, expires_at=NOW)
    assert doing(late, ANSWERED._replace(exit_state="void")).alert.status == "closed"


def test_a_reason_archived_since_still_closes_cases_of_this_version() -> None:
    archived = [replace(one, archived=one.id == "void") for one in DEFAULT_REASONS]
    done = ANSWERED._replace(exit_state="void")
    steps = act(case(), PLAN, CLAIRE, NOW, done=done, reasons=archived)
    assert steps.alert.status == "closed"
    with pytest.raises(UnknownReason):
        act(case(), PLAN, CLAIRE, NOW, done=done, reasons=[one for one in DEFAULT_REASONS if one.id != "void"])


def test_a_plan_stays_closed_when_the_case_is_opened_again() -> None:
    """S3.39 holds for the feedback, whatever becomes of the alert."""
    closed = doing(case(), ANSWERED._replace(exit_state="void")).alert
    reopened, _ = ending.reopen(closed, CLAIRE, NOW + 2 * HOUR)
    with pytest.raises(PlanClosed):
        doing(reopened, KEEP)


def test_a_case_begins_with_the_version_of_now_and_stays_with_it() -> None:
    first = begun(alert(), PLAN)
    assert first.plan == Progress("p-1", 3)
    assert begun(first, replace(PLAN, version=4)) is first
    assert begun(alert(), None).plan is None
    assert doing(alert(), KEEP).alert.plan is not None


def test_what_would_have_been_told_is_not_told_any_more() -> None:
    """Acting is acting on the case: escalation stops, a case that came back counts as looked at."""
    waiting = case(returned_at=NOW)
    assert doing(waiting, KEEP).alert.returned_at is None
