"""Long work as the API shows it."""

from typing import Any, Literal

from functions.api.schemas.common import PersonOut, Response


class ProgressOut(Response):
    """How many of how many; ``total`` is null while it is not known."""

    done: int
    total: int | None


class JobErrorOut(Response):
    """Why it failed: a stable code, and what to do."""

    code: str
    detail: str


class JobOut(Response):
    """A job. ``asked`` is what of its request tells one from another; ``result`` is laid out by the kind. An
    import that waits for its parts is ``waiting`` as well."""

    id: str
    kind: Literal["backtest", "bulk", "directory", "import", "move", "reassign", "replay", "release", "retime"]
    status: Literal["waiting", "running", "done", "failed", "cancelled"]
    progress: ProgressOut
    created_at: str
    ended_at: str | None
    by: PersonOut
    asked: dict[str, Any]
    result: dict[str, Any] | None
    error: JobErrorOut | None


class JobList(Response):
    """The last jobs, the newest first."""

    items: list[JobOut]


class JobLineOut(Response):
    """One thing wrong with one line of the input, counted from 1 with the header."""

    line: int
    code: str
    path: str
    message: str


class JobLines(Response):
    """Lines of the report, in order."""

    items: list[JobLineOut]
    next_cursor: str | None
