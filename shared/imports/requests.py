"""What is asked of an import, and what it tells of itself."""

from typing import Any, Literal

import msgspec

from shared.feedback.models import Feedback
from shared.feedback.view import Scale
from shared.imports.lines import Alerts
from shared.imports.text import Delimiter, Encoding

type Mode = Literal["dry_run", "all", "partial"]

MAX_FILE = 50 * 1024 * 1024
MAX_PART = 512 * 1024
MAX_PARTS = 1000
PREVIEW = 5


class ImportRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """``size`` is of the whole file in bytes, ``parts`` are the numbers of those sent. ``columns`` gives roles to
    columns by name; absent, they are proposed. ``mail`` means nothing without ``alerts``."""

    name: str
    source: str
    size: int
    encoding: Encoding | None = None
    delimiter: Delimiter | None = None
    columns: dict[str, str] | None = None
    scale: Scale | None = None
    alerts: bool = False
    mail: bool = False
    mode: Mode | None = None
    parts: list[int] = []

    @property
    def evaluated(self) -> Alerts:
        """What is done about alerts."""
        return "none" if not self.alerts else "told" if self.mail else "silent"


class Counts(msgspec.Struct):
    """What became of the lines so far; in a dry run, what would."""

    created: int = 0
    updated: int = 0
    duplicates: int = 0
    rejected: int = 0


class Checkpoint(msgspec.Struct):
    """How far an import is: lines read in this pass, and what is known of them. ``total`` is 0 until counted."""

    writing: bool = False
    read: int = 0
    total: int = 0
    reported: int = 0
    counts: Counts = msgspec.field(default_factory=Counts)
    preview: list[dict[str, Any]] = []


def preview_of(feedback: Feedback) -> dict[str, Any]:
    """A line as it was understood, for a person to look at."""
    shown = msgspec.to_builtins(feedback)
    kept = (
        "submitted_at", "place_code", "score", "comment", "contact_requested", "motives", "language", "channel",
        "campaign", "respondent", "answers",
    )  # fmt: skip
    return {name: shown[name] for name in kept if name in shown}
