"""An action plan as one case follows it."""

from typing import Literal

from functions.api.schemas.common import PersonOut, Response


class StatusOnCase(Response):
    """An outcome to choose; ``again_in`` is after how many seconds to try again."""

    id: str
    label: str
    closes_action: bool
    again_in: int | None


class ActionOnCase(Response):
    """An action of the plan; a ``finished`` one cannot be chosen again."""

    id: str
    name: str
    description: str
    closes_plan: Literal["no", "imposed", "operator"]
    comment: Literal["forbidden", "allowed", "required"]
    statuses: list[StatusOnCase]
    finished: bool


class ExitReason(Response):
    """The reason an exit state closes the alert with, in the reader's language."""

    id: str
    label: str
    note_required: bool


class ExitOnCase(Response):
    """How the plan can end, and whether that closes the alert."""

    id: str
    label: str
    closes_alert: bool
    reason: ExitReason | None


class ActionRef(Response):
    """An action by name."""

    id: str
    name: str


class StatusRef(Response):
    """An outcome by label."""

    id: str
    label: str


class ActivityOut(Response):
    """An action that was done; ``again_at`` is when to try again."""

    action: ActionRef
    status: StatusRef
    by: PersonOut
    at: str
    comment: str | None
    again_at: str | None
    closes_action: bool


class PlanOnCase(Response):
    """The plan in the version the case began with, what was done of it, and how it ended; ``may_act``: this reader
    may do an action now."""

    id: str
    version: int
    name: str
    description: str
    actions: list[ActionOnCase]
    exit_states: list[ExitOnCase]
    activities: list[ActivityOut]
    exit_state: str | None
    closed_at: str | None
    may_act: bool
