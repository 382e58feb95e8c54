"""What an audit shows: who did what, when, and what it changed. Rows are only ever added."""

from datetime import datetime
from typing import Any

import msgspec

from shared.scope.people import Person


class Subject(msgspec.Struct, frozen=True):
    """What was acted upon, other than a case: a rule, a user, the settings..."""

    kind: str
    id: str
    name: str


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One act of one person. ``changes`` holds, by field, the value before and the value after."""

    id: str
    at: datetime
    by: Person
    type: str
    alert_id: str | None = None
    subject: Subject | None = None
    changes: dict[str, Any] = {}
    data: dict[str, Any] = {}
