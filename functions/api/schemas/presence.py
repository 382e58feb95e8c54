"""Who is at work on which case."""

from typing import Annotated

from pydantic import Field

from functions.api.schemas.common import PersonOut, Request, Response


class PresenceIn(Request):
    """Where the reader is: on a case, perhaps writing, or on none."""

    alert_id: Annotated[str | None, Field(pattern=r"^a[a-z2-7]{24}$")] = None
    typing: bool = False


class PresentOut(Response):
    """A colleague on a case."""

    alert_id: str
    person: PersonOut
    typing: bool
    since: str


class PresenceOut(Response):
    """The colleagues who are on cases the reader sees."""

    items: list[PresentOut]
