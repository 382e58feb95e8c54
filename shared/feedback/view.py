"""What a survey tool sent, laid flat and freed from the tool: a list of cells, each with a path that a mapping can
name and, where the tool or the words of the question say so, the role it most likely plays."""

from typing import Literal

import msgspec

type Role = Literal[
    "score",
    "comment",
    "contact_requested",
    "place",
    "motive",
    "sub_motive",
    "tags",
    "language",
    "channel",
    "campaign",
    "consent",
    "submitted_at",
    "respondent.id",
    "respondent.name",
    "respondent.email",
    "respondent.phone",
    "respondent.tier",
]
type Part = Literal["answer", "attribute", "frame"]
type CellValue = str | int | float | bool | tuple[str, ...] | None


class Scale(msgspec.Struct, frozen=True):
    """The ends of a scale, both included; ``nps`` is 0-10 in whole numbers."""

    min: float
    max: float
    kind: Literal["nps", "rating"] = "rating"


NPS = Scale(0, 10, "nps")
FIVE = Scale(1, 5)


class Cell(msgspec.Struct, frozen=True, omit_defaults=True):
    """One value of a delivery. ``path`` is plain and dotted (``answers.nps``, ``hidden.store``) and unique in its
    view. ``part`` says what it belongs to: the answers of the survey, what is known of the respondent (hidden
    fields, embedded data), or the frame of the delivery (its dates, its language), which only a role can take.
    Several choices are a tuple of their labels."""

    path: str
    label: str
    value: CellValue
    hint: Role | None = None
    scale: Scale | None = None
    part: Part = "answer"


class View(msgspec.Struct, frozen=True, omit_defaults=True):
    """One state of one answer, as its tool told it. ``response_id`` is the tool's own id of the answer.
    ``revision`` orders the states of it, as text that sorts. ``deleted`` says that the customer has taken it back.
    ``submitted`` is the customer's time as the tool wrote it, ``title`` the name of the form; a cell in the role
    of either goes before."""

    response_id: str
    cells: tuple[Cell, ...] = ()
    revision: str = ""
    deleted: bool = False
    review: bool = False
    submitted: str | None = None
    title: str | None = None


class Announced(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thin event: an answer exists or has changed, and is to be fetched. ``event_at`` is the tool's time as it
    wrote it; ``params`` is what fetching needs beside the credential."""

    response_id: str
    event_id: str
    event_at: str | None = None
    params: dict[str, str] = {}
    deleted: bool = False


class Ignored(msgspec.Struct, frozen=True):
    """An authentic event that is no feedback, by the name the tool gives it."""

    event: str


type Read = View | Announced | Ignored
