"""Building the cells of a view: plain unique paths whatever the tool calls its fields, clean values, no end of
cells."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from shared.feedback.hints import guess_role, guess_scale
from shared.feedback.mapping import is_plain
from shared.feedback.strict_json import Unusable, clean
from shared.feedback.view import Cell, CellValue, Part, Role, Scale

MAX_CELLS = 2000
_NAME = re.compile(r"[^\w-]+")


class Cells:
    """Collects the cells of one delivery."""

    def __init__(self) -> None:
        self._cells: dict[str, Cell] = {}
        self._same: dict[str, int] = {}

    def add(
        self,
        part: str,
        name: Any,
        value: Any,
        *,
        label: Any = None,
        hint: Role | None = None,
        scale: Scale | None = None,
        kind: Part = "answer",
        guess: bool = False,
        keep_empty: bool = False,
    ) -> None:
        """Adds ``part.name`` unless it has no value: a question left open is as good as not asked, but for
        ``keep_empty``. With ``guess`` the words of label and name give the hint where there is none, and its scale
        with it."""
        kept = cell_value(value)
        if (kept is None or kept == "") and not keep_empty:
            return
        name = str(name) if isinstance(name, str | int) else ""
        shown = clean(label)[0].strip() if isinstance(label, str) else ""
        if guess and hint is None:
            hint = guess_role(f"{shown} {name}", kept)
        if guess and hint == "score" and scale is None:
            scale = guess_scale(f"{shown} {name}")
        path = self._free(f"{part}.{segment(name)}" if part else segment(name))
        self._cells[path] = Cell(path, shown[:200] or clean(name)[0][:80] or path, kept, hint, scale, kind)
        if len(self._cells) > MAX_CELLS:
            raise Unusable("too_complex", path)

    def frame(self, name: str, value: Any, hint: Role | None) -> None:
        """Adds something about the delivery itself, which only a role can take."""
        self.add("", name, value, hint=hint, kind="frame")

    def hidden(self, name: Any, value: Any, hint: Role | None = None, *, label: Any = None) -> None:
        """Adds a hidden field or embedded data: something the survey knew of the respondent."""
        self.add("hidden", name, value, label=label, hint=hint, kind="attribute", guess=True)

    def promote(self, role: Role, test: Callable[[Cell], bool]) -> None:
        """Where no cell hints a role, the first without a hint that passes the test does."""
        if any(cell.hint == role for cell in self._cells.values()):
            return
        for path, cell in self._cells.items():
            if cell.hint is None and test(cell):
                self._cells[path] = replace(cell, hint=role)
                return

    def done(self) -> tuple[Cell, ...]:
        """All of them, in the order they came."""
        return tuple(self._cells.values())

    def _free(self, path: str) -> str:
        if path not in self._cells:
            return path
        # Counted, so that many fields of one name cost no more than many fields.
        self._same[path] = self._same.get(path, 1) + 1
        return self._free(f"{path}_{self._same[path]}")


def segment(name: str) -> str:
    """A name as one part of a path: letters, digits, ``_`` and ``-``; whatever else stands in it becomes ``_``."""
    plain = _NAME.sub("_", unicodedata.normalize("NFC", name)).strip("_")[:70]
    return plain if plain and is_plain(plain) else "field"


def cell_value(value: Any) -> CellValue:
    """A value as a cell keeps it: text cleaned, choices as a tuple of texts; None for nothing and for objects."""
    if isinstance(value, str):
        return clean(value)[0]
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        texts = [clean(str(one))[0] for one in value if isinstance(one, str | int | float)]
        return tuple(texts) or None
    return None
