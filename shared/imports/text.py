"""The bytes of a CSV file as records (RFC 4180, and what spreadsheets write instead): encodings, separators,
quoted newlines, and every kind of broken line told from the good ones."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

type Encoding = Literal["utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
type Delimiter = Literal[",", ";", "\t"]

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1")
DELIMITERS: tuple[Delimiter, ...] = (",", ";", "\t")
MAX_COLUMNS = 500
MAX_CELL = 100_000
"""Characters of one cell: a quote that is never closed ends here, instead of taking the rest of the file."""

_LOOK = 20
"""Records looked at to tell the separator."""
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")

csv.field_size_limit(MAX_CELL)


class BadFile(Exception):
    """The file as a whole cannot be read; ``code`` is stable, the message says what to do."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Record(NamedTuple):
    """One line of the file: ``line`` counts from 1 as an editor shows it, ``fault`` is why it cannot be used."""

    line: int
    cells: list[str]
    fault: str | None = None


class Format(NamedTuple):
    """How the file is written."""

    encoding: Encoding
    delimiter: Delimiter


def detect(raw: bytes, encoding: Encoding | None = None, delimiter: Delimiter | None = None) -> Format:
    """How a file is written, where it is not said. Raises BadFile for an empty one."""
    if not raw.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise BadFile("empty", "The file is empty")
    written = encoding or _encoding(raw)
    return Format(written, delimiter or _delimiter(raw, written))


def header(raw: bytes, how: Format) -> list[str]:
    """The names of the columns. Raises BadFile when they cannot be used."""
    first = next(records(raw, how), None)
    if first is None or first.fault:
        raise BadFile("bad_header", "The first line must hold the names of the columns")
    if len(first.cells) > MAX_COLUMNS:
        raise BadFile("too_many_columns", f"The file has {len(first.cells)} columns; send at most {MAX_COLUMNS}")
    names = [cell.strip() for cell in first.cells]
    if not any(names):
        raise BadFile("bad_header", "The first line must hold the names of the columns")
    return names


def rows(raw: bytes, how: Format) -> Iterator[Record]:
    """The records behind the header, empty lines left out; one with more or fewer cells than the header has the
    fault ``ragged``."""
    lines = records(raw, how)
    width = len(next(lines).cells)
    for record in lines:
        if record.fault is None and len(record.cells) != width:
            yield record._replace(fault="ragged")
        else:
            yield record


def records(raw: bytes, how: Format) -> Iterator[Record]:
    """Every record that is not empty. Lines end by CRLF, LF or CR alone. Faults: ``bad_quoting``, ``nul``,
    ``bad_encoding`` (bytes that are no text in this encoding)."""
    # Broken bytes become half characters, which no good text holds; UTF-16 has no such way and gets U+FFFD.
    broken = "replace" if how.encoding.startswith("utf-16") else "surrogateescape"
    text = io.TextIOWrapper(io.BytesIO(_unmarked(raw, how.encoding)), how.encoding, broken, newline="")
    reader = csv.reader(text, delimiter=how.delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Record(line, [], "bad_quoting")
            continue
        if any(cell.strip() for cell in cells):
            yield Record(line, cells, _fault(cells, _BROKEN[broken]))


_BROKEN = {"replace": re.compile("\ufffd"), "surrogateescape": re.compile("[\udc80-\udcff]")}


def _fault(cells: list[str], broken: re.Pattern[str]) -> str | None:
    if any("\0" in cell for cell in cells):
        return "nul"
    return "bad_encoding" if any(map(broken.search, cells)) else None


def _encoding(raw: bytes) -> Encoding:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if raw.startswith(codecs.BOM_UTF8):
        return "utf-8"
    start = raw[:4096]
    if len(start) >= 4 and start.count(0) > len(start) // 4:  # western text in UTF-16: every other byte is zero
        return "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
    try:
        codecs.decode(raw, "utf-8")
    except UnicodeDecodeError:
        return "latin-1" if _UNDEFINED_IN_CP1252.search(raw) else "cp1252"
    return "utf-8"


def _unmarked(raw: bytes, encoding: Encoding) -> bytes:
    """The bytes without a byte order mark; "utf-16" needs its own to know the order."""
    marks = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return raw.removeprefix(marks.get(encoding, b""))


def _delimiter(raw: bytes, encoding: Encoding) -> Delimiter:
    """The separator under which the first lines are most alike, and then the one that makes most columns."""

    def likeness(delimiter: Delimiter) -> tuple[int, int]:
        widths = [len(one.cells) for one in islice(records(raw, Format(encoding, delimiter)), _LOOK)]
        alike = sum(width == widths[0] for width in widths) if widths and widths[0] > 1 else 0
        return alike, widths[0] if widths else 0

    return max(DELIMITERS, key=likeness)
