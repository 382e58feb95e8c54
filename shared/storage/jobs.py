"""Jobs: the row itself, the parts of its input, and the lines of its report, all in one partition.

Every change of a job is one conditional write on its version. Whoever holds an older one, such as a runner whose
lease ran out, cannot write any more and learns it at once."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import msgspec

from shared.clock import iso
from shared.jobs import models
from shared.jobs.models import Job, JobError, JobKind, JobLine
from shared.storage import codec, job_keys, keys
from shared.storage.keys import Item, Kind
from shared.storage.table import Put, Span, Table

KEEP = timedelta(days=90)
KEEP_PARTS = timedelta(days=7)
_PIECE = 300_000
"""Bytes of a compressed part that fit one item (an item holds 400 KB)."""
_PIECES = 2


class Lost(Exception):
    """Somebody else changed the job: its runner must stop."""


class Receipt(NamedTuple):
    """That a part of the input is here, and how long it is."""

    number: int
    size: int


class Jobs:
    """The store of jobs."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def create(self, job: Job) -> bool:
        """Stores a new job; its insertion is what starts it. False when its id exists."""
        return self._table.put_new(creation(job).item) is None

    def get(self, job_id: str) -> Job | None:
        """The job of an id."""
        item = self._table.get(job_keys.job(job_id))
        return codec.decode(item["body"], Job) if item else None

    def newest(self, kinds: Sequence[JobKind], limit: int) -> list[Job]:
        """The last jobs of these kinds, the newest first."""
        found = [
            item
            for kind in kinds
            for item in self._table.query(job_keys.jobs_of(kind), index="source_day", limit=limit, forward=False)
        ]
        found.sort(key=lambda item: str(item["at"]), reverse=True)
        items = self._table.get_many([(str(item["pk"]), str(item["sk"])) for item in found[:limit]])
        return [codec.decode(item["body"], Job) for item in items if item]

    def claim(self, job_id: str, now: datetime) -> Job | None:
        """The job, held by the caller and nobody else; None when there is nothing to do."""
        job = self.get(job_id)
        taken = models.claimed(job, now) if job else None
        if job is None or taken is None or not self._write(job, taken):
            return None
        return None if taken.ended else taken

    def advance(self, job: Job, done: int, total: int | None, state: dict[str, Any], now: datetime) -> Job:
        """Saves a checkpoint. Raises Lost."""
        return self._change(job, models.advanced(job, done, total, state, now))

    def let_go(self, job: Job, again_at: datetime) -> Job:
        """Puts the job down for the next runner, from ``again_at`` on. Raises Lost."""
        return self._change(job, models.let_go(job, again_at))

    def finish(self, job: Job, result: dict[str, Any], now: datetime) -> Job:
        """Ends the job with its result. Raises Lost."""
        return self._change(job, models.finished(job, result, now))

    def fail(self, job: Job, error: JobError, now: datetime, result: dict[str, Any] | None = None) -> Job:
        """Ends the job without. Raises Lost."""
        return self._change(job, models.failed(job, error, now, result))

    def cancel(self, job_id: str, now: datetime) -> Job | None:
        """Stops a job; the job as it is then, None when there is none. Its runner learns of it when it writes."""
        while (job := self.get(job_id)) is not None:
            stopped = models.cancelled(job, now)
            if stopped is None:
                return job
            if self._write(job, stopped):
                return stopped
        return None

    def start(self, job: Job, now: datetime) -> None:
        """Starts a job anew that exists already: ``job`` is its next version. Its order to run is a row of its
        own, for only what is inserted goes down the stream. Raises Conflict when the job has changed."""
        order_pk, order_sk = job_keys.job_order(job.id, job.run)
        order: Item = {
            "pk": order_pk,
            "sk": order_sk,
            "kind": Kind.JOB,
            "body": "{}",
            "ttl": _ttl(now, KEEP_PARTS),
        }
        self._table.transact([Put(_item(job), if_version=job.version - 1), Put(order)])

    def put_part(self, job_id: str, number: int, raw: bytes, now: datetime) -> None:
        """Keeps a part of the input, 512 KiB at most; the same number again replaces it."""
        stored = zlib.compress(raw, 6)
        pieces = [stored[start : start + _PIECE] for start in range(0, len(stored), _PIECE)]
        ttl = _ttl(now, KEEP_PARTS)
        for index, piece in enumerate(pieces):
            pk, sk = job_keys.job_part(job_id, number * _PIECES + index)
            self._table.put({"pk": pk, "sk": sk, "kind": Kind.PART, "raw": piece, "ttl": ttl})
        pk, sk = job_keys.job_receipt(job_id, number)
        receipt: Item = {"pieces": len(pieces), "size": len(raw), "ttl": ttl}
        self._table.put({"pk": pk, "sk": sk, "kind": Kind.PART, **receipt})

    def receipts(self, job_id: str, now: datetime) -> list[Receipt]:
        """The parts that are here, in order of their numbers."""
        pk, prefix = job_keys.job_receipts(job_id)
        return [
            Receipt(int(str(item["sk"]).removeprefix(prefix)), int(item["size"]))
            for item in self._table.query(pk, Span(prefix=prefix))
            if int(item["ttl"]) > now.timestamp()
        ]

    def part(self, job_id: str, number: int) -> bytes | None:
        """The bytes of a part; None when it is not, or no longer, here."""
        receipt = self._table.get(job_keys.job_receipt(job_id, number))
        if receipt is None:
            return None
        wanted = [job_keys.job_part(job_id, number * _PIECES + index) for index in range(int(receipt["pieces"]))]
        pieces = [item["raw"] for item in self._table.get_many(wanted) if item]
        if len(pieces) < len(wanted):
            return None
        return zlib.decompress(b"".join(piece for piece in pieces if isinstance(piece, bytes)))

    def report(self, job: Job, number: int, lines: Sequence[JobLine], now: datetime) -> None:
        """Keeps lines of the report. ``number`` is where in the input they come from: a stretch worked twice
        writes its lines over themselves."""
        pk, sk = job_keys.job_line(job.id, job.run, number)
        body = msgspec.json.encode(list(lines)).decode()
        self._table.put({"pk": pk, "sk": sk, "kind": Kind.PART, "body": body, "ttl": _ttl(now, KEEP)})

    def lines(self, job: Job, after: int, bundles: int) -> tuple[list[JobLine], int | None]:
        """The lines reported behind ``after`` (-1 for the beginning) in the present run, and where to go on."""
        pk, prefix = job_keys.job_lines(job.id, job.run)
        first = f"{prefix}{after:08d}" if after >= 0 else prefix
        items = self._table.query(pk, Span(after=first, before=f"{prefix}~"), limit=bundles)
        lines = [line for item in items for line in msgspec.json.decode(str(item["body"]), type=list[JobLine])]
        more = len(items) == bundles
        return lines, int(str(items[-1]["sk"]).removeprefix(prefix)) if more else None

    def _change(self, job: Job, after: Job) -> Job:
        if not self._write(job, after):
            raise Lost
        return after

    def _write(self, before: Job, after: Job) -> bool:
        item = _item(after)
        changes = {name: value for name, value in item.items() if name not in ("pk", "sk")}
        gone = [name for name in ("tick", "tick_at") if name not in item]
        return self._table.update(job_keys.job(after.id), changes, remove=gone, expect={"version": before.version})


def creation(job: Job) -> Put:
    """The write that makes a job, for a transaction with what belongs to it."""
    return Put(_item(job))


def parts(jobs: Jobs, job_id: str, numbers: Sequence[int]) -> Iterator[bytes]:
    """The parts of these numbers, one after the other. Raises KeyError with the number of one that is gone."""
    for number in numbers:
        raw = jobs.part(job_id, number)
        if raw is None:
            raise KeyError(number)
        yield raw


def _item(job: Job) -> Item:
    pk, sk = job_keys.job(job.id)
    look = models.next_look(job)
    tick: Item = {"tick": keys.JOBS_DUE, "tick_at": f"{iso(look)}#{job.id}"} if look else {}
    return {
        "pk": pk,
        "sk": sk,
        "kind": Kind.JOB,
        "version": job.version,
        "body": codec.encode(job),
        "source_day": job_keys.jobs_of(job.kind),
        "at": iso(job.created_at),
        "ttl": _ttl(job.created_at, KEEP),
        **tick,
    }


def _ttl(moment: datetime, keep: timedelta) -> int:
    return int((moment + keep).timestamp())
