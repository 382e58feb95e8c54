"""Turns the rows of a file into webhooks of a source."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from tools.local.errors import LocalError

FIELDS = (
    "comment", "score", "language", "place", "submitted_at", "channel", "motive", "contact", "name", "email",
    "phone", "customer", "tier", "id",
)  # fmt: skip
_YES = {"1", "true", "yes", "oui", "y", "o"}
_NPS = (0.0, 10.0)


@dataclass(frozen=True)
class Plan:
    """How to read a row: our field to their column, fixed values for fields without one, and the score's scale."""

    columns: Mapping[str, str]
    fixed: Mapping[str, str]
    scale: tuple[float, float]

    def value(self, row: Mapping[str, Any], name: str) -> Any:
        """The row's value of one of our fields, None when it has none or an empty one."""
        found = row.get(self.columns[name]) if name in self.columns else self.fixed.get(name)
        return None if found in ("", None) else found


def read_rows(file: Path) -> Iterator[dict[str, Any]]:
    """The rows of a .jsonl, .json (an array) or .csv file. Raises LocalError with the line that is wrong."""
    kind = file.suffix.lower()
    if kind not in _READERS:
        raise LocalError(f"{file.name} must be a .jsonl, .json or .csv file: rename or convert it.")
    try:
        yield from _READERS[kind](file)
    except OSError as error:
        raise LocalError(f"{file} cannot be read ({error.strerror}): check the path.") from error
    except UnicodeDecodeError as error:
        raise LocalError(f"{file.name} is not UTF-8 text: convert it.") from error


def _jsonl(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield _row(_parsed(line, f"{file.name}, line {number}"), f"{file.name}, line {number}")


def _json(file: Path) -> Iterator[dict[str, Any]]:
    rows = _parsed(file.read_text("utf-8"), file.name)
    if not isinstance(rows, list):
        raise LocalError(f"{file.name} must hold an array of objects.")
    for number, row in enumerate(rows, start=1):
        yield _row(row, f"{file.name}, element {number}")


def _csv(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        head = stream.readline()
        stream.seek(0)
        yield from csv.DictReader(stream, delimiter=";" if head.count(";") > head.count(",") else ",")


_READERS = {".jsonl": _jsonl, ".ndjson": _jsonl, ".json": _json, ".csv": _csv}


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise LocalError(f"{where} is not JSON ({error.msg}): correct it.") from error


def _row(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise LocalError(f"{where} is not an object: correct it.")
    return value


def row_id(plan: Plan, number: int, row: Mapping[str, Any]) -> str:
    """The row's own id, else one from its place and content: the same file gives the same ids each time, so an
    interrupted run is simply run again."""
    own = plan.value(row, "id")
    if own is not None:
        return str(own)
    content = json.dumps(row, sort_keys=True, ensure_ascii=False, default=str)
    return "row-" + hashlib.sha256(f"{number}\0{content}".encode()).hexdigest()[:24]


def payload(kind: str, plan: Plan, identity: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """The webhook a tool of this kind would send for the row."""
    return _PAYLOADS[kind](plan, identity, row)


def _native(plan: Plan, identity: str, row: Mapping[str, Any]) -> dict[str, Any]:
    score = plan.value(row, "score")
    low, high = plan.scale
    metrics: dict[str, Any] = {}
    if score is not None:
        metrics = {"nps": score} if plan.scale == _NPS else {"score": {"value": score, "min": low, "max": high}}
    data = {
        "externalId": identity,
        "submittedAt": _submitted(plan, row),
        "channel": plan.value(row, "channel"),
        "language": plan.value(row, "language"),
        "scope": {"store": plan.value(row, "place")},
        "metrics": metrics,
        "comment": plan.value(row, "comment"),
        "wantsContact": _flag(plan.value(row, "contact")),
        "motive": [motive] if (motive := plan.value(row, "motive")) else [],
        "respondent": {
            "externalId": plan.value(row, "customer"),
            "name": plan.value(row, "name"),
            "email": plan.value(row, "email"),
            "phone": plan.value(row, "phone"),
            "attributes": {"tier": tier} if (tier := plan.value(row, "tier")) else {},
        },
    }
    return {"type": "feedback.created", "data": data}


def _typeform(plan: Plan, identity: str, row: Mapping[str, Any]) -> dict[str, Any]:
    low, high = plan.scale
    score_type = "nps" if plan.scale == _NPS else "opinion_scale" if low == 0 else "rating"
    score = plan.value(row, "score")
    values = (
        ("score", score_type, "number", _number(score)),
        ("comment", "long_text", "text", plan.value(row, "comment")),
        ("contact", "yes_no", "boolean", _flag(plan.value(row, "contact"))),
        ("email", "email", "email", plan.value(row, "email")),
        ("phone", "phone_number", "phone_number", plan.value(row, "phone")),
    )
    hidden = {
        "store": plan.value(row, "place"),
        "language": plan.value(row, "language"),
        "customer_id": plan.value(row, "customer"),
        "name": plan.value(row, "name"),
        "tier": plan.value(row, "tier"),
    }
    form = {
        "token": identity,
        "submitted_at": _submitted(plan, row),
        "hidden": {name: value for name, value in hidden.items() if value is not None},
        "definition": {
            "fields": [
                {"ref": ref, "type": kind, "title": ref, "properties": {"steps": int(high - low) + 1}}
                for ref, kind, _, _ in values
            ]
        },
        "answers": [
            {"type": answer, answer: value, "field": {"ref": ref, "type": kind}}
            for ref, kind, answer, value in values
            if value is not None
        ],
    }
    return {"event_id": identity, "event_type": "form_response", "form_response": form}


_PAYLOADS = {"standard_webhooks": _native, "typeform": _typeform}


def _flag(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    return str(value).strip().casefold() in _YES


def _number(value: Any) -> Any:
    """A number where the text is one; anything else goes as it is and is refused by the receiver, visibly."""
    try:
        return float(value) if value is not None else None
    except (TypeError, ValueError):
        return value


def _submitted(plan: Plan, row: Mapping[str, Any]) -> str | None:
    """The customer's time as ISO 8601 with a zone. A day alone, also as day/month/year, counts as noon UTC."""
    value = plan.value(row, "submitted_at")
    if value is None:
        return None
    text = str(value).strip()
    try:
        day, month, year = (int(part) for part in text.split("/"))
        moment = datetime.combine(date(year, month, day), time(12))
    except ValueError:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return text
        if len(text) == len("2026-01-01"):
            moment = moment.replace(hour=12)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
