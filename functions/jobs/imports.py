"""An import of a CSV file: read, judged line by line and, if asked, kept by the same path as webhooks.

A run is a stretch of lines after another, each ended by a checkpoint. What a crash interrupts is done again, and
the lines it had kept are recognised by their delivery ids, so that the counts come out the same."""

from collections.abc import Iterator
from itertools import batched
from typing import Any, NamedTuple

import msgspec

from functions.jobs.progress import Progress, Refused
from functions.jobs.wiring import Ports
from shared.feedback.models import Feedback, Stored
from shared.feedback.strict_json import Unusable
from shared.imports import columns, text
from shared.imports.columns import Column, Columns, UnknownColumn
from shared.imports.lines import MARK, Line, Reader
from shared.imports.requests import PREVIEW, Checkpoint, Counts, ImportRequest, preview_of
from shared.imports.text import BadFile, Format, Record
from shared.jobs.models import Job, JobLine
from shared.storage.jobs import parts

STRETCH = 200
MAX_REPORTED = 10_000
"""Lines of the report that are kept; the counts go on."""

_SAMPLE = 1000

MESSAGES = {
    "ragged": "The line has more or fewer cells than the header",
    "bad_quoting": "A quotation mark is not closed, or stands in the middle of a cell",
    "nul": "The line holds NUL characters",
    "bad_encoding": "The line holds bytes that are no text in this encoding",
    "bad_score": "The score is not a number on its scale",
    "bad_time": "The date cannot be read: use 2026-03-17 or 17/03/2026, not before 2000 and not in the future",
    "too_complex": "The line is too long to be kept",
    "id_conflict": "Another line has this id and other content; give a column with the date of the change",
}


class Opened(NamedTuple):
    """The file, and how it is read."""

    raw: bytes
    how: Format
    names: list[Column]
    chosen: Columns


class Judged(NamedTuple):
    """A line of the file with its feedback, or with what is wrong with it."""

    number: int
    line: Line | None
    fault: JobLine | None


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Carries the import out in the mode asked for; answers what became of its lines. Raises Refused."""
    request = msgspec.convert(job.request, ImportRequest)
    file = _open(job, request, ports)
    at = msgspec.convert(progress.state, Checkpoint)
    if not at.total:
        at.total = sum(1 for _ in text.rows(file.raw, file.how))
        at.writing = request.mode == "partial"
    if not at.total:
        raise Refused("empty", "The file has a header and no lines", _result(request, file, at))
    work = _Import(job, request, file, ports, progress, at)
    if not at.writing:
        work.check()
        if request.mode == "dry_run":
            return _result(request, file, at)
        if at.counts.rejected:
            detail = "Nothing was imported, as some lines cannot be used: mend them, or import the good lines only"
            raise Refused("bad_lines", detail, _result(request, file, at))
        at.writing, at.read, at.counts = True, 0, Counts()
    work.write()
    return _result(request, file, at)


def _open(job: Job, request: ImportRequest, ports: Ports) -> Opened:
    try:
        raw = b"".join(parts(ports.jobs, job.id, request.parts))
        how = text.detect(raw, request.encoding, request.delimiter)
        names = columns.columns(text.header(raw, how))
        roles = columns.propose(names) if request.columns is None else columns.chosen(names, request.columns)
    except KeyError:
        raise Refused("parts_missing", "Parts of the file are no longer here: send it again") from None
    except BadFile as fault:
        raise Refused(fault.code, str(fault)) from None
    except UnknownColumn as unknown:
        raise Refused("unknown_column", f"The file has no such column: {unknown}") from None
    if len(raw) != request.size:
        raise Refused("parts_missing", f"The file has {request.size} bytes and {len(raw)} have come")
    scale = request.scale
    if scale is None and "score" in roles:
        index = [column.name for column in names].index(roles["score"])
        sample = [one.cells[index] for one in _first(raw, how) if one.fault is None]
        scale = columns.guessed_scale(roles["score"], sample)
    return Opened(raw, how, names, Columns(roles, scale))


def _first(raw: bytes, how: Format) -> Iterator[Record]:
    for number, record in enumerate(text.rows(raw, how)):
        if number >= _SAMPLE:
            return
        yield record


class _Import:
    """One run over the lines. ``at`` moves along and is what is saved."""

    def __init__(
        self, job: Job, request: ImportRequest, file: Opened, ports: Ports, progress: Progress, at: Checkpoint
    ) -> None:
        source = ports.config.current(ports.now()).sources.get(request.source)
        if source is None:
            raise Refused("unknown_source", "The source is not there any more")
        self._job, self._file, self._ports, self._progress, self._at = job, file, ports, progress, at
        self._predicts = request.mode == "dry_run"
        self._passes = 2 if request.mode == "all" else 1
        self._paths = {column.path: column.name for column in file.names}
        self._redone = progress.resumed
        self._source, self._alerts = source, request.evaluated

    def check(self) -> None:
        """Judges every line and writes nothing but the report."""
        seen: dict[str, tuple[str, str]] = {}
        passed, reader = self._at.read, self._new_reader()
        for number, stretch in self._stretches():
            judged = [_once(self._judge(reader, number + offset, one), seen) for offset, one in enumerate(stretch)]
            if number >= passed:
                self._account(number, judged, self._predicted(judged) if self._predicts else Counts())

    def write(self) -> None:
        """Keeps every good line."""
        passed, reader = self._at.read, self._new_reader()
        for number, stretch in self._stretches():
            if number < passed:
                for record in stretch:
                    if record.fault is None:
                        reader.skip(record.cells)
                continue
            judged = [self._judge(reader, number + offset, one) for offset, one in enumerate(stretch)]
            kept, conflicts = self._keep([one for one in judged if one.line])
            self._account(number, [conflicts.get(one.number, one) for one in judged], kept)
            self._redone = False

    def _new_reader(self) -> Reader:
        zone, now = self._ports.settings.zone, self._job.created_at
        return Reader(self._file.names, self._file.chosen, self._source, zone, self._alerts, now)

    def _stretches(self) -> Iterator[tuple[int, tuple[Record, ...]]]:
        number = 0
        for stretch in batched(text.rows(self._file.raw, self._file.how), STRETCH, strict=False):
            yield number, stretch
            number += len(stretch)

    def _judge(self, reader: Reader, number: int, record: Record) -> Judged:
        if record.fault:
            return Judged(number, None, _told(record.line, record.fault))
        try:
            delivery_id = f"{MARK}{self._job.id}:{self._job.run}:{record.line}"
            return Judged(number, reader.read(record.cells, delivery_id), None)
        except Unusable as fault:
            return Judged(number, None, _told(record.line, fault.code, self._paths.get(fault.path, fault.path)))

    def _account(self, number: int, judged: list[Judged], kept: Counts) -> None:
        at, counts = self._at, self._at.counts
        faults = [one.fault for one in judged if one.fault]
        room = max(0, MAX_REPORTED - at.reported)
        self._progress.report(number, faults[:room])
        at.reported += len(faults[:room])
        at.preview += [preview_of(one.line.feedback) for one in judged if one.line][: PREVIEW - len(at.preview)]
        counts.created += kept.created
        counts.updated += kept.updated
        counts.duplicates += kept.duplicates
        counts.rejected += len(faults)
        at.read = number + len(judged)
        before = at.total if at.writing and self._passes > 1 else 0
        self._progress.save(before + at.read, at.total * self._passes, msgspec.to_builtins(at))

    def _predicted(self, judged: list[Judged]) -> Counts:
        """What keeping these lines would come to."""
        ids = [one.line.feedback.id for one in judged if one.line]
        here = self._ports.feedbacks.get_many(list(dict.fromkeys(ids)))
        known = {feedback.id: feedback for feedback in here if feedback}
        counts = Counts()
        for one in judged:
            if one.line:
                _count(counts, _outcome_over(known.get(one.line.feedback.id), one.line.feedback))
                known[one.line.feedback.id] = one.line.feedback
        return counts

    def _keep(self, judged: list[Judged]) -> tuple[Counts, dict[int, Judged]]:
        """Keeps lines, those of one feedback one after the other. Answers what became of them, and those that
        could not be kept after all, by number."""
        by_id: dict[str, list[Judged]] = {}
        for one in judged:
            if one.line:
                by_id.setdefault(one.line.feedback.id, []).append(one)
        counts, conflicts = Counts(), dict[int, Judged]()
        outcomes = self._ports.each(lambda lines: [self._keep_one(one) for one in lines], by_id.values())
        for lines, kept in zip(by_id.values(), outcomes, strict=True):
            for one, outcome in zip(lines, kept, strict=True):
                if outcome is Stored.CONFLICT and one.line:
                    line = int(one.line.feedback.delivery_id.rpartition(":")[2])
                    conflicts[one.number] = Judged(one.number, None, _told(line, "id_conflict"))
                else:
                    _count(counts, outcome)
        return counts, conflicts

    def _keep_one(self, judged: Judged) -> Stored:
        line = judged.line
        if line is None:
            raise ValueError("only good lines are kept")
        stored = self._ports.feedbacks.add(line.feedback, line.raw, line.content_hash)
        if stored is Stored.CONFLICT:
            here = self._ports.feedbacks.get(line.feedback.id)
            # What the source itself has sent stands, whatever a file says of it.
            return Stored.CONFLICT if here and here.delivery_id.startswith(MARK) else Stored.OLDER
        return self._recognised(line.feedback) if stored is Stored.DUPLICATE and self._redone else stored

    def _recognised(self, feedback: Feedback) -> Stored:
        """What a line had been before the crash that makes us come by again."""
        states = self._ports.feedbacks.states(feedback.id).states
        if all(one.delivery_id != feedback.delivery_id for one in states):
            return Stored.DUPLICATE
        others = [one for one in states if one.delivery_id != feedback.delivery_id]
        if any(one.revision > feedback.revision and one.received_at < self._job.created_at for one in others):
            return Stored.OLDER
        return Stored.UPDATED if any(one.revision < feedback.revision for one in others) else Stored.NEW


def _once(judged: Judged, seen: dict[str, tuple[str, str]]) -> Judged:
    """The line, or its fault when a line before has its id and revision and says something else."""
    if judged.line is None:
        return judged
    feedback, content = judged.line.feedback, judged.line.content_hash
    revision, said = seen.setdefault(feedback.id, (feedback.revision, content))
    if revision == feedback.revision and said != content:
        line = int(feedback.delivery_id.rpartition(":")[2])
        return Judged(judged.number, None, _told(line, "id_conflict"))
    return judged


def _outcome_over(here: Feedback | None, feedback: Feedback) -> Stored:
    if here is None:
        return Stored.NEW
    return Stored.UPDATED if feedback.revision > here.revision else Stored.DUPLICATE


def _count(counts: Counts, stored: Stored) -> None:
    counts.created += stored is Stored.NEW
    counts.updated += stored is Stored.UPDATED
    counts.duplicates += stored in (Stored.DUPLICATE, Stored.OLDER)


def _told(line: int, code: str, path: str = "") -> JobLine:
    return JobLine(line, code, path, MESSAGES.get(code, "The line cannot be read as feedback"))


def _result(request: ImportRequest, file: Opened, at: Checkpoint) -> dict[str, Any]:
    shown: dict[str, Any] = dict(file.chosen.roles)
    if "score" in shown and file.chosen.scale:
        shown["score"] = {"path": shown["score"], **msgspec.to_builtins(file.chosen.scale)}
    return {
        "mode": request.mode,
        "rows": at.total,
        **msgspec.to_builtins(at.counts),
        "columns": shown,
        "headers": [column.name for column in file.names],
        "encoding": file.how.encoding,
        "delimiter": file.how.delimiter,
        "preview": at.preview,
    }
