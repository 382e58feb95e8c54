"""A directory file as rows: CSV in UTF-8 with ``,``, ``;`` or tab, its columns named in English or French."""

from typing import Literal, NamedTuple

from shared.imports import text
from shared.imports.text import BadFile
from shared.jobs.models import JobLine
from shared.rules.words import fold

type Kind = Literal["places", "groups", "users"]

KINDS: tuple[Kind, ...] = ("places", "groups", "users")
MAX_LINES = 5000
_SEPARATOR = "|"
_YES = frozenset({"yes", "oui", "y", "o", "1", "true", "vrai", "x"})
_NO = frozenset({"no", "non", "n", "0", "false", "faux"})

_COLUMNS: dict[Kind, dict[str, str]] = {
    "places": {
        "id": "identifiant", "name": "nom", "parent": "parent", "code": "code", "aliases": "autres codes",
        "calendar": "calendrier", "owner": "responsable", "delegate_to": "deleguer a", "remove": "supprimer",
    },
    "groups": {"id": "identifiant", "name": "nom", "places": "etablissements", "remove": "supprimer"},
    "users": {
        "email": "courriel", "name": "nom", "role": "role", "locale": "langue", "places": "etablissements",
        "groups": "groupes", "departments": "services", "departments_only": "services seulement",
        "remove": "supprimer",
    },
}  # fmt: skip
"""The columns of a kind and their French names, compared without case and accents."""
_NEEDED: dict[Kind, tuple[str, ...]] = {"places": ("id",), "groups": ("id",), "users": ("email",)}


class Row(NamedTuple):
    """A line of the file: what stands in each column that the file has, trimmed."""

    line: int
    cells: dict[str, str]

    def has(self, column: str) -> bool:
        """Whether the file has a column: what it has not stays as it is."""
        return column in self.cells

    def text(self, column: str) -> str | None:
        """A cell; None when it is empty."""
        return self.cells.get(column) or None

    def listed(self, column: str) -> tuple[str, ...]:
        """The values of a cell, parted by ``|``, each once."""
        values = (one.strip() for one in self.cells.get(column, "").split(_SEPARATOR))
        return tuple(dict.fromkeys(one for one in values if one))

    def flag(self, column: str) -> bool | None:
        """Yes or no; None when empty. Raises ValueError for anything else."""
        word = fold(self.cells.get(column, ""))
        if word and word not in _YES | _NO:
            raise ValueError(column)
        return word in _YES if word else None


def rows(kind: Kind, content: str) -> tuple[list[Row], list[JobLine]]:
    """The rows of a file and the lines that are none. Raises BadFile for a file that cannot be used at all."""
    raw = content.encode("utf-8", "surrogatepass")
    how = text.detect(raw, "utf-8")
    names = [_column(kind, name) for name in text.header(raw, how)]
    known = [name for name in names if name]
    if len(set(known)) < len(known):
        raise BadFile("column_twice", "Two columns of the file mean the same")
    missing = [name for name in _NEEDED[kind] if name not in known]
    if missing:
        raise BadFile("column_missing", f"The file needs a column {missing[0]}")
    good, faults = list[Row](), list[JobLine]()
    for record in text.rows(raw, how):
        if len(good) >= MAX_LINES:
            raise BadFile("too_many_lines", f"A file may have {MAX_LINES} lines; split it")
        if record.fault is not None:
            faults.append(JobLine(record.line, record.fault, "$", "this line cannot be read"))
            continue
        cells = {name: cell.strip() for name, cell in zip(names, record.cells, strict=True) if name}
        good.append(Row(record.line, cells))
    return good, faults


def _column(kind: Kind, name: str) -> str | None:
    """The column of a name; None for one that is not ours, which is passed over."""
    folded = fold(name).replace("_", " ").strip()
    ours = _COLUMNS[kind].items()
    return next((one for one, french in ours if folded in (one.replace("_", " "), fold(french))), None)
