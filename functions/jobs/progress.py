"""How a piece of work tells how far it is. Saving also renews the lease, and is where a run is stopped: by a
person, by another runner, or because this one's time is up."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from shared.jobs.models import Job, JobLine
from shared.storage.jobs import Jobs


class OutOfTime(Exception):
    """The run ends here; the next one goes on from the checkpoint just saved. Work lets it pass."""


class Refused(Exception):
    """The work cannot be done, whoever tries: the job fails with this code and sentence, and perhaps a result."""

    def __init__(self, code: str, detail: str, result: dict[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.result = result


class Progress:
    """The job as its runner holds it. ``state`` is the last checkpoint, empty at the very beginning; ``resumed``
    says that another run was here before, which may have done some of what comes next."""

    def __init__(self, jobs: Jobs, job: Job, now: Callable[[], datetime], until: datetime) -> None:
        self._jobs = jobs
        self._now = now
        self._until = until
        self.job = job
        self.resumed = job.attempts > 1 or bool(job.state)

    @property
    def state(self) -> dict[str, Any]:
        """The last checkpoint."""
        return self.job.state

    def save(self, done: int, total: int | None, state: dict[str, Any]) -> None:
        """Saves a checkpoint: how many of how many are done, and all that is needed to go on from here. Raises
        OutOfTime when the run must end, and Lost when the job was cancelled or taken over."""
        now = self._now()
        self.job = self._jobs.advance(self.job, done, total, state, now)
        if now >= self._until:
            raise OutOfTime

    def report(self, number: int, lines: Sequence[JobLine]) -> None:
        """Adds lines to the report, if any. ``number`` says where in the input they come from; reporting the same
        stretch again replaces it."""
        if lines:
            self._jobs.report(self.job, number, lines, self._now())
