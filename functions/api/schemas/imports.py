"""Imports as asked for."""

from typing import Annotated, Literal

from pydantic import Field

from functions.api.schemas.common import Request

type ColumnName = Annotated[str, Field(max_length=200)]
type Bound = Annotated[float, Field(ge=-1000, le=1000)]


class ScaleIn(Request):
    """The ends of a scale, both included; ``nps`` is 0 to 10."""

    min: Bound
    max: Bound
    kind: Literal["nps", "rating"] = "rating"


class ScoreColumn(Request):
    """The column of the score, perhaps with its scale."""

    path: ColumnName
    min: Bound | None = None
    max: Bound | None = None
    kind: Literal["nps", "rating"] = "rating"


class ImportIn(Request):
    """A file to come. ``columns`` gives roles to columns by their names; absent, they are proposed. Alerts are
    opened only when asked, and mailed only when that is asked too."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
    source: Annotated[str, Field(min_length=1, max_length=64)]
    size: Annotated[int, Field(ge=0, description="Bytes of the whole file")]
    encoding: Literal["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"] | None = None
    delimiter: Literal[",", ";", "\t"] | None = None
    columns: dict[str, ColumnName | ScoreColumn | None] | None = None
    scale: ScaleIn | None = None
    alerts: bool = False
    mail: bool = False


class ImportStart(Request):
    """``dry_run`` writes nothing, ``all`` refuses if any line is bad, ``partial`` takes the good lines. What was
    said of columns, scale and alerts may be said anew, as a dry run shows what is wrong with it."""

    mode: Literal["dry_run", "all", "partial"]
    encoding: Literal["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"] | None = None
    delimiter: Literal[",", ";", "\t"] | None = None
    columns: dict[str, ColumnName | ScoreColumn | None] | None = None
    scale: ScaleIn | None = None
    alerts: bool | None = None
    mail: bool | None = None
