"""What a bulk order asks, and what became of each case."""

from datetime import datetime, timedelta
from typing import Literal, NamedTuple

import msgspec

from shared.scope.people import Person

type BulkCommand = Literal["take", "assign", "close", "hold", "resume", "note", "spam"]

MAX_IDS = 500
MAX_MATCHING = 2_000
"""Cases one order on a whole filter takes in at most."""
AT_ONCE = 50
"""Up to so many cases are done while the caller waits."""
SHOWN = 500
"""Cases a result tells of one by one: all of them, or else those that were not done."""
UNDO_WITHIN = timedelta(minutes=10)
REVERSIBLE: frozenset[BulkCommand] = frozenset({"take", "assign", "close", "hold", "spam"})

DONE = "done"


class BulkArgs(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the command needs, looked up and read already: the person to assign to (nobody without one), the reason
    and note of a closing, the end of a hold, the text of a note."""

    to: Person | None = None
    reason: str = ""
    note: str | None = None
    until: datetime | None = None
    or_reply: bool = False
    text: str = ""


class BulkRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """A command on cases, or the order to ``undo`` what the job of that id has done."""

    command: BulkCommand
    ids: tuple[str, ...]
    args: BulkArgs = BulkArgs()
    undo: str | None = None


class Outcome(NamedTuple):
    """What became of one case: ``done``, or the code of the refusal and what it says."""

    alert_id: str
    code: str = DONE
    detail: str = ""


def result(outcomes: list[Outcome], request: BulkRequest, now: datetime) -> dict[str, object]:
    """How an order ended, as its job shows it. What was done can be undone for a while, unless it is one's undoing
    already."""
    missed = [one for one in outcomes if one.code != DONE]
    told = outcomes if len(outcomes) <= SHOWN else missed[:SHOWN]
    reversible = request.undo is None and request.command in REVERSIBLE and len(missed) < len(outcomes)
    return {
        "command": request.command,
        "done": len(outcomes) - len(missed),
        "failed": len(missed),
        "items": [{"id": one.alert_id, "outcome": one.code, "detail": one.detail} for one in told],
        "undo_until": (now + UNDO_WITHIN).isoformat() if reversible else None,
    }
