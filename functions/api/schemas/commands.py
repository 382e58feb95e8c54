"""What people send to act on a case. Every command names the version it is based on."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.alerts import Alert
from functions.api.schemas.common import Request, Response

type Text = Annotated[str, Field(min_length=1, max_length=20_000, pattern=r"\S")]
type Remark = Annotated[str, Field(max_length=20_000)]
type Version = Annotated[int | None, Field(ge=1, description="The version the change is based on")]
type PersonId = Annotated[str, Field(min_length=1, max_length=64)]
type Address = Annotated[
    str, Field(max_length=254, pattern=r"^[^@\s<>(),;:\"\\]+@[^@\s<>(),;:\"\\]+\.[^@\s<>(),;:\"\\.]+$")
]
type Moment = Annotated[str, Field(max_length=40)]


class CommandIn(Request):
    """Every command names the version it is based on; without it the answer is 428."""

    version: Version = None


class TakeIn(CommandIn):
    """Take the case."""


class AssignIn(CommandIn):
    """Make it a colleague's, or nobody's."""

    to: PersonId | None


class TransferIn(CommandIn):
    """Give it on to a colleague who is better placed, wherever they are."""

    to: PersonId
    note: Remark | None = None


class DelegateIn(CommandIn):
    """Hand it to a customer service; without an address to that of the place or the account. Contact data goes
    along only if ``unmasked``."""

    to: Address | None = None
    note: Remark | None = None
    unmasked: bool = False


class ShareIn(CommandIn):
    """Tell colleagues about it, and change nothing else."""

    with_: Annotated[list[PersonId], Field(alias="with", min_length=1, max_length=20)]
    note: Remark | None = None


class NoteIn(CommandIn):
    """Add an internal note."""

    text: Text
    mentions: Annotated[list[PersonId], Field(max_length=20, default_factory=list)]


class NoteEditIn(CommandIn):
    """Write one's own note anew."""

    text: Text


class ContactIn(CommandIn):
    """Record an attempt to reach the customer. ``refused``: they do not want contact."""

    channel: Literal["phone", "email", "in_person", "messaging", "social", "other"]
    outcome: Literal["reached", "no_answer", "message_left", "refused"]
    note: Text | None = None
    contacted_at: str | None = None


class HoldIn(CommandIn):
    """Park the case until a moment, until the customer replies, or whichever comes first. A moment without a zone
    is local time of the account."""

    until: Moment | None = None
    or_reply: bool = False
    note: Remark | None = None


class ResumeIn(CommandIn):
    """Take a parked case up again."""


class CloseIn(CommandIn):
    """Close the case with a reason of the tenant's list."""

    reason: Annotated[str, Field(min_length=1, max_length=64)]
    note: Remark | None = None


class ReopenIn(CommandIn):
    """Take the closing back."""

    reason: Annotated[str, Field(max_length=2_000)] | None = None


class SpamIn(CommandIn):
    """Move the case to spam."""


class UnspamIn(CommandIn):
    """Take the case out of spam."""


class NextIn(Request):
    """Take the most pressing case that nobody has, of a place or of all one sees."""

    place: Annotated[str, Field(max_length=64)] | None = None


class NextOut(Response):
    """The case that was taken; null when there is none."""

    alert: Alert | None


class ColleagueOut(Response):
    """Somebody the case could be given to. ``inside``: they see it anyway; ``absent_until``: they are away."""

    id: str
    name: str
    role: Literal["admin", "manager", "agent"]
    inside: bool
    absent_until: str | None


class Colleagues(Response):
    """Colleagues who work on cases: those who see this one first, then by name."""

    items: list[ColleagueOut]
