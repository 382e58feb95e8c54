"""Doing an action of a plan on a case (S3.14 to S3.41). Pure: nothing is read or saved.

One action may bring several changes at once, each with its own event: the action, the end of the plan, the end of
the case, or a hold until the next try. They are saved together or not at all."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from msgspec.structs import replace

from shared.account.models import Reason
from shared.alerts import ending, holds
from shared.alerts.lifecycle import Steps, changed, require
from shared.alerts.models import Alert, Event
from shared.clock import iso
from shared.errors import ActionFinished, ExitStateRequired, Fault, Invalid, PlanClosed
from shared.plans.models import Action, ActionStatus, Activity, ExitState, Plan, Progress
from shared.scope.people import Person


class Done(NamedTuple):
    """What an operator says was done. ``closes_plan`` is their answer where the action leaves it to them, None
    where they are not asked; ``note`` goes to the closing of the case."""

    action: str
    status: str
    comment: str | None = None
    closes_plan: bool | None = None
    exit_state: str | None = None
    note: str | None = None


def begun(alert: Alert, plan: Plan | None) -> Alert:
    """The case with the plan it follows: one it has begun with stays."""
    return (
        alert if alert.plan is not None or plan is None else replace(alert, plan=Progress(plan.id, plan.version))
    )


def act(
    alert: Alert, plan: Plan, by: Person, now: datetime, *, done: Done, reasons: Iterable[Reason],
    pauses: bool = False,
) -> Steps:  # fmt: skip
    """Records an action with its outcome. Where it ends the plan, the exit state may close the case with its
    reason; where it stays open with a next try, the case is on hold until then. Raises PlanClosed, ActionFinished,
    ExitStateRequired, and Invalid with a fault for what does not belong to the plan."""
    require(alert, "act")
    progress = alert.plan or Progress(plan.id, plan.version)
    if progress.closed_at is not None:
        raise PlanClosed
    action, status = _chosen(plan, progress, done)
    comment = _comment(action, done)
    ends = _ends_plan(action, status, done)
    exit_state = _exit_state(plan, done, ends=ends)
    again_at = now + timedelta(seconds=status.again_in) if status.again_in and not ends else None

    activity = Activity(action.id, status.id, status.closes_action, by, now, comment, again_at)
    free = _tried_again(alert, progress, action, now)
    further = replace(progress, activities=(*progress.activities, activity))
    worked = replace(free, plan=further)
    data = {
        "action": {"id": action.id, "name": action.name},
        "status": {"id": status.id, "label": status.label},
        "closes_action": status.closes_action,
        "comment": comment,
        "again_at": iso(again_at) if again_at else None,
    }
    steps = _Following(*changed(alert, worked, "acted", by, now, **data))
    if exit_state is not None:
        over = replace(steps.alert, plan=replace(further, exit_state=exit_state.id, closed_at=now))
        shown = {"id": exit_state.id, "label": exit_state.label}
        steps.add(*changed(steps.alert, over, "plan_closed", by, now, exit_state=shown))
        if exit_state.reason is not None:
            still = _still_there(reasons, exit_state.reason)
            reason = exit_state.reason
            steps.add(*ending.close(steps.alert, by, now, reason=reason, reasons=still, note=done.note))
    if again_at is not None:
        steps.add(*holds.hold(steps.alert, by, now, until=again_at, pauses=pauses))
    return Steps(steps.alert, tuple(steps.events))


class _Following:
    """Changes one after the other."""

    def __init__(self, alert: Alert, event: Event) -> None:
        self.alert = alert
        self.events = [event]

    def add(self, alert: Alert, event: Event) -> None:
        self.alert = alert
        self.events.append(event)


def _chosen(plan: Plan, progress: Progress, done: Done) -> tuple[Action, ActionStatus]:
    action = next((one for one in plan.actions if one.id == done.action), None)
    if action is None:
        raise Invalid(errors=[Fault("$.action", "unknown_action", "choose an action of the plan")])
    if action.id in progress.finished:
        raise ActionFinished(f"{action.name} is finished")
    status = next((one for one in action.statuses if one.id == done.status), None)
    if status is None:
        raise Invalid(errors=[Fault("$.status", "unknown_status", "choose a status of the action")])
    return action, status


def _comment(action: Action, done: Done) -> str | None:
    comment = (done.comment or "").strip() or None
    if comment is not None and action.comment == "forbidden":
        raise Invalid(errors=[Fault("$.comment", "comment_forbidden", "this action takes no comment")])
    if comment is None and action.comment == "required":
        raise Invalid(errors=[Fault("$.comment", "comment_required", "say what was done")])
    return comment


def _ends_plan(action: Action, status: ActionStatus, done: Done) -> bool:
    """Whether the plan ends: only an action that is over can end it, and the operator is asked only where the plan
    leaves it to them (S3.15 to S3.17)."""
    asked = action.closes_plan == "operator" and status.closes_action
    if asked and done.closes_plan is None:
        raise Invalid(errors=[Fault("$.closes_plan", "required", "say whether the plan ends")])
    imposed = action.closes_plan == "imposed" and status.closes_action
    if not asked and done.closes_plan is not None and done.closes_plan != imposed:
        message = "this action ends the plan" if imposed else "this does not end the plan"
        raise Invalid(errors=[Fault("$.closes_plan", "not_asked", message)])
    return bool(done.closes_plan) if asked else imposed


def _exit_state(plan: Plan, done: Done, *, ends: bool) -> ExitState | None:
    if not ends:
        if done.exit_state is not None:
            raise Invalid(errors=[Fault("$.exit_state", "not_asked", "the plan does not end")])
        return None
    if done.exit_state is None:
        fault = Fault("$.exit_state", "exit_state_required", "choose how the plan ended")
        raise ExitStateRequired(errors=[fault])
    chosen = next((one for one in plan.exit_states if one.id == done.exit_state), None)
    if chosen is None:
        raise Invalid(errors=[Fault("$.exit_state", "unknown_exit_state", "choose an exit state of the plan")])
    return chosen


def _tried_again(alert: Alert, progress: Progress, action: Action, now: datetime) -> Alert:
    """The case without the hold that waited for this action, once it is done or tried again."""
    waits = {one.again_at for one in progress.activities if one.action_id == action.id and one.again_at}
    mine = alert.hold is not None and not alert.hold.or_reply and alert.hold.until in waits
    return holds.released(alert, now) if mine else alert


def _still_there(reasons: Iterable[Reason], reason_id: str) -> list[Reason]:
    """The reasons, with the plan's own even if it has been archived since: the case follows an earlier version of
    the plan, and that has to stay possible."""
    return [replace(one, archived=False) if one.id == reason_id else one for one in reasons]
