"""Places, groups and people as files."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.common import Request, Response
from functions.api.schemas.jobs import JobLineOut


class DirectoryIn(Request):
    """A CSV file of the columns that docs/people.md names. ``dry_run`` only says what it changes; ``all``
    refuses a file with a bad line; ``partial`` takes the good ones."""

    kind: Literal["places", "groups", "users"]
    text: Annotated[str, Field(min_length=1, max_length=250_000)]
    mode: Literal["dry_run", "all", "partial"] = "dry_run"


class DirectoryPlan(Response):
    """What a file changes; ``errors`` has at most 200 lines."""

    lines: int
    added: int
    changed: int
    removed: int
    unchanged: int
    errors: list[JobLineOut]
