"""Quarantine read again after a fix, by the same path as when it came: what is usable now becomes feedback and
leaves, what is not stays with what is wrong with it now."""

import hashlib
from collections import Counter
from typing import Any

import msgspec

from functions.jobs.progress import Progress, Refused
from functions.jobs.wiring import Ports
from shared.feedback.accept import keep
from shared.feedback.intake import Decided, reread
from shared.feedback.models import FetchOrder, Quarantined
from shared.feedback.sources import HookSource, Secret
from shared.jobs.models import Job
from shared.storage import keys
from shared.storage.fetches import Fetches
from shared.storage.quarantine import Quarantine, Row
from shared.storage.sources import Dossier, hook_source

STRETCH = 25
OUTCOMES = ("feedback", "duplicate", "fetch", "set_aside", "ignored")
"""What a row becomes, by what its events become: the first of these."""


class ReplayRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which rows: those of a source, perhaps of one code only."""

    source: str
    code: str | None = None


class Checkpoint(msgspec.Struct, omit_defaults=True):
    """How far it is: the id of the last row, and what became of the rows so far, by outcome."""

    after: str | None = None
    rows: int = 0
    became: dict[str, int] = {}
    codes: dict[str, int] = {}


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Goes through the rows once. Raises Refused when the source is gone."""
    request = msgspec.convert(job.request, ReplayRequest)
    source = ports.config.current(ports.now()).sources.get(request.source)
    if source is None:
        raise Refused("unknown_source", "The source is not there any more")
    dossier = ports.dossier(source.id) or Dossier(source.id)
    hook = hook_source(source, dossier, Secret(""))
    work = _Replay(job, ports, hook)
    at = msgspec.convert(progress.state, Checkpoint)
    while True:
        rows, following = Quarantine(ports.table).rows(source.id, after=at.after, limit=STRETCH)
        wanted = [one for one in rows if _is_wanted(one, request, job)]
        outcomes = [work.again(one) for one in wanted]
        at = _added(at, rows, outcomes)
        if following is None:
            return _result(request, at)
        progress.save(at.rows, None, msgspec.to_builtins(at))


def _is_wanted(one: Row, request: ReplayRequest, job: Job) -> bool:
    if one.taken_by is not None:
        return one.taken_by == job.id  # by an earlier run of this very job: counted as what it became
    return request.code is None or one.row.code == request.code


def _added(at: Checkpoint, rows: list[Row], outcomes: list[tuple[str, str | None]]) -> Checkpoint:
    became = Counter(at.became) + Counter(outcome for outcome, _ in outcomes)
    codes = Counter(at.codes) + Counter(code for _, code in outcomes if code)
    after = rows[-1].row.id if rows else at.after
    return Checkpoint(after, at.rows + len(outcomes), dict(became), dict(codes))


def _result(request: ReplayRequest, at: Checkpoint) -> dict[str, Any]:
    return {
        "source": request.source,
        "code": request.code,
        "rows": at.rows,
        "feedback": at.became.get("feedback", 0),
        "duplicates": at.became.get("duplicate", 0),
        "fetches": at.became.get("fetch", 0),
        "ignored": at.became.get("ignored", 0),
        "remaining": at.became.get("remaining", 0),
        "remaining_codes": at.codes,
    }


class _Replay:
    """Takes up rows of one source."""

    def __init__(self, job: Job, ports: Ports, source: HookSource) -> None:
        self._job, self._ports, self._source = job, ports, source
        self._quarantine = Quarantine(ports.table)

    def again(self, one: Row) -> tuple[str, str | None]:
        """What a row becomes, and the code it stays under if it stays."""
        if one.became is not None:
            return one.became, None
        row = one.row
        raw = self._ports.feedbacks.raw(keys.quarantine(row.source_id, row.id))
        if raw is None:
            return "remaining", row.code
        outcomes = [self._kept(decided, row) for decided in reread(row, raw, self._source)]
        remaining = next((code for _, code in outcomes if code), None)
        if remaining is not None:
            return "remaining", remaining
        became = min((outcome for outcome, _ in outcomes), key=OUTCOMES.index, default="ignored")
        self._quarantine.take_out(row, self._job.id, became, self._ports.now())
        return became, None

    def _kept(self, decided: Decided, row: Quarantined) -> tuple[str, str | None]:
        """What one event of a row becomes, and the code under which it keeps the row from leaving. An event that
        stands for itself now has a row of its own."""
        feedbacks = self._ports.feedbacks
        accepted = keep(decided, self._source, row.delivery_id, feedbacks, row.received_at)
        if accepted.quarantined is not None:
            if accepted.id != row.id:
                return "set_aside", None
            path = decided.fault.path if decided.fault else "$"
            if (accepted.quarantined, path) != (row.code, row.path):
                self._quarantine.recode(row, accepted.quarantined, path)
            return "remaining", accepted.quarantined
        if decided.order is not None:
            if accepted.duplicate:  # announced before, and given up: asked for once more
                self._ask_again(decided.order)
            return "fetch", None
        if accepted.ignored is not None:
            return "ignored", None
        return ("duplicate" if accepted.duplicate and not self._is_ours(accepted.id, row) else "feedback"), None

    def _ask_again(self, order: FetchOrder) -> None:
        event = hashlib.sha256(order.event_id.encode()).hexdigest()
        Fetches(self._ports.table).later(keys.fetch(order.feedback_id, event), order, self._ports.now())

    def _is_ours(self, feedback_id: str, row: Quarantined) -> bool:
        """Whether the feedback is of this very row: kept by a run that broke off before the row was taken out."""
        states = self._ports.feedbacks.states(feedback_id).states
        return any((one.delivery_id, one.received_at) == (row.delivery_id, row.received_at) for one in states)
