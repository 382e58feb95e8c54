"""Parts of the product with an eye on them, and its commands by name."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from shared.alerts import conversation, ending, holds, ownership
from shared.alerts.lifecycle import Change, Steps
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.clock import parse
from shared.feedback.models import Feedback
from shared.plans.acting import Done
from shared.plans.acting import act as do
from shared.plans.models import Action, ActionStatus, ExitState, Plan
from shared.scope.people import Person
from shared.storage.config import Config, ConfigCache
from shared.storage.feedbacks import Feedbacks, States

type Act = Callable[[Alert, Person, datetime], Change | Steps | None]

_OVER = (ActionStatus("done", "Done"), ActionStatus("later", "No answer", closes_action=False, again_in=3600))
PLAN = Plan(
    "p-1",
    1,
    "Incident",
    actions=(Action("keep", "Keep the proof", _OVER), Action("call", "Call", _OVER, closes_plan="imposed")),
    exit_states=(ExitState("passed", "Passed on"), ExitState("void", "Nothing", closes_alert=True, reason="void")),
)
"""What people do on cases by a plan."""


class WatchedConfig(ConfigCache):
    """Tells ``used`` which version of the configuration each evaluation got, and as of when it asked for it."""

    used: Callable[[int, datetime | None], None]

    def current(self, as_of: datetime | None = None) -> Config:
        config = super().current(as_of)
        self.used(config.version, as_of)
        return config


class WatchedFeedbacks:
    """Notes in ``asked`` whose states are looked at."""

    def __init__(self, feedbacks: Feedbacks, asked: list[str]) -> None:
        self._feedbacks = feedbacks
        self._asked = asked

    def states(self, feedback_id: str) -> States:
        self._asked.append(feedback_id)
        return self._feedbacks.states(feedback_id)

    def count_before(self, feedback: Feedback) -> int | None:
        return self._feedbacks.count_before(feedback)


def _do(case: Alert, by: Person, now: datetime, **done: Any) -> Steps:
    return do(case, PLAN, by, now, done=Done(**done), reasons=DEFAULT_REASONS)


def act(verb: str, arguments: dict[str, Any]) -> Act:
    """The command of a name with its arguments, as the API's routes make it."""
    commands: dict[str, Any] = {
        "take": ownership.take,
        "assign": ownership.assign,
        "unassign": ownership.unassign,
        "transfer": ownership.transfer,
        "note": conversation.note,
        "contact": conversation.contact,
        "hold": holds.hold,
        "resume": holds.resume,
        "close": ending.close,
        "reopen": ending.reopen,
        "spam": ending.spam,
        "unspam": ending.unspam,
        "act": _do,
    }
    command, given = commands[verb], dict(arguments)
    if verb == "close":
        given["reasons"] = DEFAULT_REASONS
    if "to" in given:
        given["to"] = Person(*given["to"])
    if "until" in given:
        given["until"] = parse(given["until"])
    return lambda case, by, now: command(case, by, now, **given)
