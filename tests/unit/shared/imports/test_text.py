"""B62: what people send as CSV, and what becomes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.imports.text import DELIMITERS as SEPARATORS
from shared.imports.text import MAX_COLUMNS, BadFile, Delimiter, Format, Record, detect, header, rows


def _read(raw: bytes) -> tuple[list[str], list[Record]]:
    how = detect(raw)
    return header(raw, how), list(rows(raw, how))


ENCODINGS = [
    ("utf-8", "id;note\n1;é\n".encode(), "plain"),
    ("utf-8", "\ufeffid;note\n1;é\n".encode(), "with the mark that Excel writes"),
    ("utf-16", "id;note\n1;é\n".encode("utf-16"), "Excel's Unicode text"),
    ("utf-16-le", "id;note\n1;é\n".encode("utf-16-le"), "without a mark"),
    ("utf-16-be", "id;note\n1;é\n".encode("utf-16-be"), "without a mark, the other order"),
    ("cp1252", "id;note\n1;é\n".encode("cp1252"), "Excel on a western Windows"),
    ("cp1252", "id;note\n1;é\n".encode("latin-1"), "Latin-1 is the same there"),
    ("latin-1", "id;note\n1;é\n2;\x81\n".encode("latin-1"), "a byte that Windows does not know"),
]


@pytest.mark.parametrize(("encoding", "raw", "why"), ENCODINGS, ids=[why for *_, why in ENCODINGS])
def test_the_encoding_is_told_from_the_bytes(encoding: str, raw: bytes, why: str) -> None:
    names, lines = _read(raw)
    assert detect(raw).encoding == encoding, why
    assert names == ["id", "note"]
    assert lines[0] == Record(2, ["1", "é"])


DELIMITERS = [
    (b"a,b\n1,2\n", ",", "comma"),
    (b"a;b\n1;2\n", ";", "semicolon, as French spreadsheets write"),
    (b"a\tb\n1\t2\n", "\t", "tab"),
    (b"a;b\n1,5;2,5\n3,5;4,5\n", ";", "decimal commas are no separators"),
    (b'a;b;c\n"x, y, z";2;3\n', ";", "commas inside quotes are text"),
    (b"one\n1\n", ",", "a single column has none"),
]


@pytest.mark.parametrize(("raw", "delimiter", "why"), DELIMITERS, ids=[why for *_, why in DELIMITERS])
def test_the_separator_is_told_from_the_first_lines(raw: bytes, delimiter: str, why: str) -> None:
    assert detect(raw).delimiter == delimiter, why


def test_what_is_said_goes_before_what_is_guessed() -> None:
    raw = b"a;b,c\n1;2,3\n"
    assert detect(raw, "latin-1", ",") == Format("latin-1", ",")


REFUSED = [
    (b"", "empty", "nothing"),
    (b"\n \r\n\t", "empty", "blanks only"),
    (b"\xef\xbb\xbf", "empty", "a mark only"),
    (b'"a\n', "bad_header", "a quote left open"),
    (",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n", "too_many_columns", "10,000 columns"),
]


@pytest.mark.parametrize(("raw", "code", "why"), REFUSED, ids=[why for *_, why in REFUSED])
def test_a_file_that_cannot_be_read_says_why(raw: bytes, code: str, why: str) -> None:
    with pytest.raises(BadFile) as refused:
        header(raw, detect(raw))
    assert refused.value.code == code, why


def test_as_many_columns_as_allowed_are_read() -> None:
    raw = ",".join(f"c{n}" for n in range(MAX_COLUMNS)).encode() + b"\n"
    assert len(header(raw, detect(raw))) == MAX_COLUMNS


LINES = [
    (b'a,b\n1,"x\ny"\n2,z\n', [Record(2, ["1", "x\ny"]), Record(4, ["2", "z"])], "a newline inside quotes"),
    (b"a,b\n\n1,2\n , \n3,4\n", [Record(3, ["1", "2"]), Record(5, ["3", "4"])], "empty lines are left out"),
    (b"a,b\n1\n1,2,3\n", [Record(2, ["1"], "ragged"), Record(3, ["1", "2", "3"], "ragged")], "ragged lines"),
    (b"a,b\n1,x\0y\n2,z\n", [Record(2, ["1", "x\0y"], "nul"), Record(3, ["2", "z"])], "NUL"),
    (b"a,b\r1,2\r3,4", [Record(2, ["1", "2"]), Record(3, ["3", "4"])], "lines that end by CR alone"),
    (b"a,b\n1,x\ry\n", [Record(2, ["1", "x"]), Record(3, ["y"], "ragged")], "a bare CR ends a line"),
    (b'a,b\n1,"x"y\n2,z\n', [Record(2, [], "bad_quoting"), Record(3, ["2", "z"])], "text behind a closing quote"),
    (b'a,b\n1,"x""y"\n', [Record(2, ["1", 'x"y'])], "a doubled quote is one"),
    (b'a,b\n1,2\n3,"x\n4,5\n', [Record(2, ["1", "2"]), Record(3, [], "bad_quoting")], "a quote never closed"),
    (
        b"\xef\xbb\xbfa,b\n1,\xff\n2,z\n",
        [Record(2, ["1", "\udcff"], "bad_encoding"), Record(3, ["2", "z"])],
        "bytes",
    ),
    ("a,b\n1,\ufffd\n".encode(), [Record(2, ["1", "\ufffd"])], "a replacement character that was written is text"),
]


@pytest.mark.parametrize(("raw", "expected", "why"), LINES, ids=[why for *_, why in LINES])
def test_every_line_is_told_good_from_bad(raw: bytes, expected: list[Record], why: str) -> None:
    assert _read(raw)[1] == expected, why


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_it_fail_in_another_way(raw: bytes) -> None:
    try:
        _read(raw)
    except BadFile:
        return


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).filter(str.strip)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=8), st.sampled_from(SEPARATORS))
def test_what_was_quoted_by_the_rules_is_read_as_it_was(
    lines: list[tuple[str, str, str]], delimiter: Delimiter
) -> None:
    def quoted(cells: tuple[str, ...]) -> str:
        return delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells)

    raw = "\r\n".join([quoted(("a", "b", "c")), *map(quoted, lines)]).encode()
    assert [tuple(one.cells) for one in rows(raw, Format("utf-8", delimiter))] == lines
