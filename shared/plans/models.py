"""An action plan as written, and what has been done of it on one case."""

from datetime import datetime
from typing import Literal

import msgspec

from shared.scope.people import Person


class ActionStatus(msgspec.Struct, frozen=True, omit_defaults=True):
    """An outcome of an action. One that does not close the action leaves it to be done again; ``again_in`` is then
    after how many seconds (such as: no answer, try tomorrow)."""

    id: str
    label: str
    closes_action: bool = True
    again_in: int | None = None


class Action(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to do. ``closes_plan``: doing it leaves the plan open, ends it, or the operator says which."""

    id: str
    name: str
    statuses: tuple[ActionStatus, ...]
    description: str = ""
    closes_plan: Literal["no", "imposed", "operator"] = "no"
    comment: Literal["forbidden", "allowed", "required"] = "allowed"


class ExitState(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a plan can end. One that ``closes_alert`` names the closing reason."""

    id: str
    label: str
    closes_alert: bool = False
    reason: str | None = None


class Plan(msgspec.Struct, frozen=True, omit_defaults=True):
    """A method for cases of certain rules, campaigns or sources; the first that matches in this order counts.
    Cases keep the version they began with."""

    id: str
    version: int
    name: str
    description: str = ""
    actions: tuple[Action, ...] = ()
    exit_states: tuple[ExitState, ...] = ()
    rules: tuple[str, ...] = ()
    campaigns: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    archived: bool = False


class Activity(msgspec.Struct, frozen=True, omit_defaults=True):
    """One action done on a case, with its outcome."""

    action_id: str
    status_id: str
    closes_action: bool
    by: Person
    at: datetime
    comment: str | None = None
    again_at: datetime | None = None


class Progress(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far a case is in its plan. ``exit_state`` is set when the plan is closed."""

    plan_id: str
    plan_version: int
    activities: tuple[Activity, ...] = ()
    exit_state: str | None = None
    closed_at: datetime | None = None

    @property
    def finished(self) -> frozenset[str]:
        """Ids of the actions that are over: they cannot be chosen again (S3.40)."""
        return frozenset(one.action_id for one in self.activities if one.closes_action)
