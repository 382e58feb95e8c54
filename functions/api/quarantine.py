"""What waits in quarantine, by reason, with what would mend it."""

from collections import defaultdict
from typing import Any

from functions.api.deliveries import read, value_at
from functions.api.wiring import Wiring
from shared.clock import iso
from shared.feedback.models import Quarantined
from shared.feedback.sources import Source
from shared.storage.received import MAX_QUARANTINED, Delivery

_EXAMPLES = 3
_MENDED: dict[str, str] = {
    "bad_score": "score",
    "bad_time": "time",
    "mapping:submitted_at": "time",
    "mapping:place": "place",
}


def groups(ports: Wiring, sources: list[Source]) -> dict[str, Any]:
    """What waits, the newest reason first. For each source one query of 500 rows at most, and a read for each
    example."""
    found: list[dict[str, Any]] = []
    total, more = 0, False
    for source in sources:
        rows = ports.received.quarantined(source.id)
        total, more = total + len(rows), more or len(rows) >= MAX_QUARANTINED
        together = defaultdict(list)
        for row in rows:
            together[row.code, row.path].append(row)
        found += [_group(ports, source, same) for same in together.values()]
    found.sort(key=lambda group: str(group["examples"][0]["received_at"]), reverse=True)
    return {"items": found, "total": total, "more": more}


def fix_for(code: str) -> str:
    """What would let deliveries with this fault in: a word the frontend has a button for."""
    return _MENDED.get(code, "mapping" if code.startswith("mapping:") else "none")


def _group(ports: Wiring, source: Source, rows: list[Quarantined]) -> dict[str, Any]:
    rows = sorted(rows, key=lambda row: row.received_at, reverse=True)
    return {
        "source_id": source.id,
        "code": rows[0].code,
        "path": rows[0].path,
        "count": len(rows),
        "since": iso(rows[-1].received_at),
        "examples": [_example(ports, source, row) for row in rows[:_EXAMPLES]],
        "fix": fix_for(rows[0].code),
    }


def _example(ports: Wiring, source: Source, row: Quarantined) -> dict[str, Any]:
    raw = ports.received.raw(row)
    value = value_at(read(Delivery(row.id, row.received_at, raw, row), source), row.path) if raw else None
    return {"id": row.id, "received_at": iso(row.received_at), "value": value}
