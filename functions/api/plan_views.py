"""The action plan of a case: which one it follows, and how it is shown."""

from typing import Any

from functions.api.reader import Reader
from shared.account.models import Reason
from shared.alerts import lifecycle
from shared.alerts.models import Alert
from shared.clock import iso
from shared.plans.acting import begun
from shared.plans.choosing import plan_for
from shared.plans.models import Action, Activity, ExitState, Plan, Progress
from shared.scope.people import Person


def plan_of(alert: Alert, reader: Reader) -> Plan | None:
    """The plan a case follows, in the version it began with: no read while that is the latest. A case without one
    that can still be worked on follows what its rules, campaign or source name now."""
    progress = alert.plan
    if progress is not None:
        latest = reader.config.plans.get(progress.plan_id)
        if latest is not None and latest.version == progress.plan_version:
            return latest
        return reader.plan_history.plan(progress.plan_id, progress.plan_version)
    if alert.attached_to is not None or alert.status in lifecycle.ENDED:
        return None
    rules = [trigger.rule_id for trigger in alert.triggers]
    return plan_for(rules, alert.feedback.campaign, alert.feedback.source_id, reader.config.plans)


def plan_view(alert: Alert, plan: Plan, reader: Reader) -> dict[str, Any]:
    """The plan with what was done of it, ready for JSON."""
    case = begun(alert, plan)
    progress = case.plan or Progress(plan.id, plan.version)
    return {
        "id": plan.id,
        "version": plan.version,
        "name": plan.name,
        "description": plan.description,
        "actions": [_action(one, progress) for one in plan.actions],
        "exit_states": [_exit_state(one, reader) for one in plan.exit_states],
        "activities": [_activity(one, plan) for one in progress.activities],
        "exit_state": progress.exit_state,
        "closed_at": iso(progress.closed_at) if progress.closed_at else None,
        "may_act": reader.user.may("treat") and "act" in lifecycle.allowed(case),
    }


def _action(action: Action, progress: Progress) -> dict[str, Any]:
    return {
        "id": action.id,
        "name": action.name,
        "description": action.description,
        "closes_plan": action.closes_plan,
        "comment": action.comment,
        "statuses": [
            {
                "id": one.id,
                "label": one.label,
                "closes_action": one.closes_action,
                "again_in": one.again_in,
            }
            for one in action.statuses
        ],
        "finished": action.id in progress.finished,
    }


def _exit_state(exit_state: ExitState, reader: Reader) -> dict[str, Any]:
    reason = next((one for one in reader.config.reasons if one.id == exit_state.reason), None)
    return {
        "id": exit_state.id,
        "label": exit_state.label,
        "closes_alert": exit_state.closes_alert,
        "reason": _reason(reason, reader) if reason else None,
    }


def _reason(reason: Reason, reader: Reader) -> dict[str, Any]:
    return {
        "id": reason.id,
        "label": reason.label[reader.user.locale],
        "note_required": reason.note_required,
    }


def _activity(activity: Activity, plan: Plan) -> dict[str, Any]:
    action = next((one for one in plan.actions if one.id == activity.action_id), None)
    statuses = action.statuses if action else ()
    status = next((one for one in statuses if one.id == activity.status_id), None)
    return {
        "action": {"id": activity.action_id, "name": action.name if action else activity.action_id},
        "status": {"id": activity.status_id, "label": status.label if status else activity.status_id},
        "by": _person(activity.by),
        "at": iso(activity.at),
        "comment": activity.comment,
        "again_at": iso(activity.again_at) if activity.again_at else None,
        "closes_action": activity.closes_action,
    }


def _person(person: Person) -> dict[str, str]:
    return {"id": person.id, "name": person.name}
