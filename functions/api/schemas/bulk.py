"""One command on many cases."""

from typing import Annotated, Any, Literal

from pydantic import Field

from functions.api.schemas.common import Request, Response
from functions.api.schemas.jobs import JobOut

type AlertIds = Annotated[list[Annotated[str, Field(min_length=1, max_length=64)]], Field(min_length=1)]
type SectionName = Literal["inbox", "alerts", "messages", "on_hold", "mine", "unassigned", "late", "done", "spam"]
type Name = Annotated[str, Field(min_length=1, max_length=64)]


class BulkFilter(Request):
    """The same names as the list of cases takes."""

    section: Literal["inbox", "alerts", "messages", "on_hold", "mine", "unassigned", "late", "done", "spam"] = (
        "inbox"
    )
    status: Literal["new", "assigned", "contacted", "closed", "expired", "spam"] | None = None
    place: Name | None = None
    group: Name | None = None
    rule: Name | None = None
    owner: Name | None = None
    priority: Literal["P1", "P2", "P3"] | None = None
    channel: Name | None = None
    tag: Name | None = None
    urgent: bool = False


class BulkIn(Request):
    """The command, the cases by their ids or by a filter, and what the command takes besides its version.
    ``preview`` only counts."""

    command: Literal["take", "assign", "close", "hold", "resume", "note", "spam"]
    ids: AlertIds | None = None
    filter: BulkFilter | None = None
    args: Annotated[dict[str, Any], Field(default_factory=dict)]
    preview: bool = False


class PreviewCount(Response):
    """How many cases it would be; ``more`` says that there are more than one order takes."""

    count: int
    more: bool


class Preview(Response):
    """What an order would take in."""

    preview: PreviewCount


type BulkOrPreview = JobOut | Preview
"""The job of the order, or how many cases it would be."""
