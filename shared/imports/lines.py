"""A line of the file as feedback: its cells become a view like that of any survey tool, and that a feedback."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from shared.clock import iso
from shared.feedback import readers
from shared.feedback.draft import complete
from shared.feedback.mapping import Mapping, draft_of
from shared.feedback.models import NOT_EVALUATED, NOT_TOLD, Feedback
from shared.feedback.sources import Source
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Cell, View
from shared.imports.columns import Column, Columns, score_path
from shared.imports.values import moment

MAX_FEEDBACK = 90_000
"""Bytes of a feedback as kept: it must fit one item of the table (400 KB) beside its raw line, and then a case."""
MARK = "import:"
"""What the delivery ids of imported feedback begin with."""

_FRAME = frozenset({"id", "updated_at", "submitted_at", "place", "language", "channel", "campaign"})

type Alerts = Literal["none", "silent", "told"]
FLAGS: dict[Alerts, tuple[str, ...]] = {"none": (NOT_EVALUATED,), "silent": (NOT_TOLD,), "told": ()}
"""By what is asked of alerts."""


class Line(NamedTuple):
    """A good line: its feedback, its cells as they were, and what must be equal for it to be the same."""

    feedback: Feedback
    raw: bytes
    content_hash: str


class Reader:
    """Reads the lines of one file, in order. Lines without an id of their own are known by their content and by
    how many equal ones came before: the same file again meets itself, wherever its lines stand."""

    def __init__(
        self, names: Sequence[Column], chosen: Columns, source: Source, zone: str, alerts: Alerts, now: datetime
    ) -> None:
        self._columns = list(names)
        self._role_of = {name: role for role, name in chosen.roles.items()}
        self._source = replace(source, mapping=_mapping(names, chosen), settings={})
        self._zone = ZoneInfo(zone)
        self._flags = FLAGS[alerts]
        self._now = now
        self._seen: Counter[bytes] = Counter()

    def skip(self, cells: Sequence[str]) -> None:
        """Passes over a line that was read in an earlier run."""
        if not self._at("id", cells):
            self._seen[_fingerprint(cells)] += 1

    def read(self, cells: Sequence[str], delivery_id: str) -> Line:
        """The feedback of a line. Raises Unusable: ``bad_score``, ``bad_time``, ``too_complex``."""
        values = [cell.strip() for cell in cells]
        view = View(
            response_id=self._identity(cells),
            cells=tuple(
                self._cell(column, value) for column, value in zip(self._columns, values, strict=True) if value
            ),
            revision=self._time("updated_at", cells) or "",
        )
        draft = draft_of(view, self._source)
        started = datetime.fromisoformat(draft.submitted) if draft.submitted else None
        feedback = complete(draft, self._source, delivery_id, self._now, starts_at=started, flags=self._flags)
        if len(msgspec.json.encode(feedback)) > MAX_FEEDBACK:
            raise Unusable("too_complex")
        raw = msgspec.json.encode({column.name: cell for column, cell in zip(self._columns, cells, strict=True)})
        return Line(feedback, raw, draft.content_hash)

    def _identity(self, cells: Sequence[str]) -> str:
        own = readers.short(self._at("id", cells))
        if own:
            return own
        print_ = _fingerprint(cells)
        self._seen[print_] += 1
        return f"row-{print_.hex()}-{self._seen[print_]}"

    def _cell(self, column: Column, value: str) -> Cell:
        role = self._role_of.get(column.name, "")
        if role in ("submitted_at", "updated_at"):
            value = self._moment(value, column.name)
        part: Any = "frame" if role in _FRAME else "attribute" if role.startswith("respondent.") else "answer"
        return Cell(column.path, column.name, value, part=part)

    def _time(self, role: str, cells: Sequence[str]) -> str | None:
        written = self._at(role, cells)
        return self._moment(written, role) if written else None

    def _moment(self, written: str, where: str) -> str:
        try:
            return iso(moment(written, self._zone, self._now))
        except ValueError:
            raise Unusable("bad_time", where) from None

    def _at(self, role: str, cells: Sequence[str]) -> str:
        for column, cell in zip(self._columns, cells, strict=True):
            if self._role_of.get(column.name) == role:
                return cell.strip()
        return ""


def _mapping(names: Sequence[Column], chosen: Columns) -> Mapping:
    paths = {column.name: column.path for column in names}
    fields: dict[str, Any] = {
        role.replace(".", "_"): paths[name]
        for role, name in chosen.roles.items()
        if role not in ("id", "updated_at", "score")
    }
    if "score" in chosen.roles and chosen.scale:
        fields["score"] = score_path(chosen.scale, paths[chosen.roles["score"]])
    return Mapping(**fields)


def _fingerprint(cells: Sequence[str]) -> bytes:
    return hashlib.sha256("\0".join(cell.strip() for cell in cells).encode("utf-8", "surrogatepass")).digest()[:16]
