"""The settings of an account. Each is edited by its admins and pinned by what has used it."""

from typing import Any, Literal

import msgspec

from shared.rules.models import Priority
from shared.scope.people import Role

type Label = dict[str, str]
"""One text per language, ``fr`` and ``en``."""
type LabelledStatus = Literal["new", "assigned", "contacted", "closed", "expired", "spam"]

HOUR = 3600


class Reason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why a case is closed. ``refusal`` marks the one for customers who do not want contact."""

    id: str
    label: Label
    note_required: bool = False
    version: int = 1
    archived: bool = False
    refusal: bool = False


class Motive(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why customers write: a motive, or a sub-motive of ``parent``. ``codes`` are what sources call it;
    ``department`` is who deals with it."""

    id: str
    label: Label
    version: int = 1
    parent: str | None = None
    codes: tuple[str, ...] = ()
    department: str | None = None
    archived: bool = False


class Department(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who deals with certain motives. Cases of a ``restricted`` one are seen only by its people and by admins.
    ``owner`` is the user who gets its cases when no rule says otherwise."""

    id: str
    name: str
    version: int = 1
    owner: str | None = None
    restricted: bool = False


class Target(msgspec.Struct, frozen=True, omit_defaults=True):
    """How soon customers of a channel should hear from us, in seconds per priority; in the open hours of the
    place's calendar if ``office_hours``, in elapsed time otherwise."""

    P1: int
    P2: int
    P3: int
    office_hours: bool = False

    def seconds(self, priority: Priority) -> int:
        """The length for a priority."""
        return {"P1": self.P1, "P2": self.P2, "P3": self.P3}[priority]


DEFAULT_TARGETS: dict[str, Target] = {
    "email": Target(24 * HOUR, 48 * HOUR, 72 * HOUR),
    "social": Target(2 * HOUR, 4 * HOUR, 4 * HOUR),
    "review": Target(24 * HOUR, 48 * HOUR, 72 * HOUR),
    "messaging": Target(10 * 60, 2 * HOUR, 2 * HOUR, office_hours=True),
    "sms": Target(10 * 60, 2 * HOUR, 2 * HOUR, office_hours=True),
    "phone": Target(5 * 60, 15 * 60, 30 * 60),
    "chat": Target(5 * 60, 5 * 60, 15 * 60),
}
OTHER_CHANNELS = Target(24 * HOUR, 48 * HOUR, 72 * HOUR)


class PriorityCriterion(msgspec.Struct, frozen=True, omit_defaults=True):
    """A written criterion: cases whose feedback meets ``criteria`` (the language of rules) get at least the
    priority named by ``effect``, or are raised by one."""

    id: str
    label: str
    criteria: dict[str, Any]
    effect: Literal["P1", "P2", "raise"] = "raise"


class PanelField(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line of the customer panel. ``field`` names a value of the respondent: ``tier``, ``email``, ``phone``, or
    ``attributes.<name>``. Roles in ``masked_for`` see that there is a value, not which."""

    field: str
    label: Label
    format: Literal["text", "number", "money", "date"] = "text"
    masked_for: tuple[Role, ...] = ()


class Escalation(msgspec.Struct, frozen=True, omit_defaults=True):
    """After ``after`` seconds without anybody acting the people one level up are told, then every ``every``
    seconds a level higher, ``times`` times at most. An ``after`` of 0 turns it off."""

    after: int = 0
    every: int = 24 * HOUR
    times: int = 3


type Sight = Literal["shown", "on_request", "hidden"]
DEFAULT_SIGHT: dict[Role, Sight] = {"admin": "shown", "manager": "shown", "agent": "shown", "viewer": "hidden"}


class Settings(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that is set once per account. ``labels`` renames statuses without changing what they mean; ``view`` is
    how many of them people see; ``remind_before`` is in seconds before the expiry, 0 for no reminder;
    ``hold_pauses`` stops target and expiry while a case is on hold; ``p1_warning`` is the share of P1 among open
    cases from which on admins are warned; ``contact`` says, per role, whether contact data is shown, shown on
    request and logged, or hidden."""

    version: int = 0
    labels: dict[LabelledStatus, Label] = {}
    view: Literal["six", "three"] = "six"
    targets: dict[str, Target] = msgspec.field(default_factory=lambda: dict(DEFAULT_TARGETS))
    other_channels: Target = OTHER_CHANNELS
    calendar: str | None = None
    priorities: tuple[PriorityCriterion, ...] = ()
    p1_warning: float = 0.2
    repeat_raises: bool = True
    attach_repeats: bool = True
    loyalty: tuple[str, ...] = ()
    remind_before: int = 24 * HOUR
    escalation: Escalation = Escalation()
    hold_pauses: bool = False
    take_next: bool = True
    panel: tuple[PanelField, ...] = ()
    contact: dict[Role, Sight] = msgspec.field(default_factory=lambda: dict(DEFAULT_SIGHT))
    delegate_to: str | None = None

    def target(self, channel: str | None) -> Target:
        """What holds for a channel."""
        return self.targets.get(channel or "", self.other_channels)
