"""Cells of a view: plain unique paths whatever fields are called."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.cells import MAX_CELLS, Cells, cell_value, segment
from shared.feedback.mapping import is_plain
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Cell


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("nps", "nps"),
        ("q6_noteGlobale", "q6_noteGlobale"),
        ("Points à améliorer", "Points_à_améliorer"),
        ("a.b[0]", "a_b_0"),
        ("__proto__", "proto"),
        ("constructor", "field"),
        ("  ", "field"),
        ("\ud800", "field"),
        ("e\u0301", "é"),
        ("x" * 500, "x" * 70),
    ],
)
def test_names_become_plain(name: str, path: str) -> None:
    assert segment(name) == path


@given(st.text(max_size=300))
def test_every_name_can_be_mapped(name: str) -> None:
    cells = Cells()
    cells.add("answers", name, "x")
    cells.add("answers", name, "y")
    first, second = cells.done()
    assert is_plain(first.path)
    assert is_plain(second.path)
    assert first.path != second.path


def test_what_was_left_open_is_not_there() -> None:
    cells = Cells()
    nothing: tuple[Any, ...] = (None, "", [], {}, {"a": 1})
    for value in nothing:
        cells.add("answers", "q", value)
    assert cells.done() == ()
    cells.add("answers", "q", None, keep_empty=True)
    assert cells.done() == (Cell("answers.q", "q", None),)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        ("a\0b", "ab"),
        (1, 1),
        (True, True),
        (["a", 2, {"b": 1}, None], ("a", "2")),
        ([], None),
        ({"a": 1}, None),
        (None, None),
    ],
)
def test_values(value: Any, kept: Any) -> None:
    assert cell_value(value) == kept


def test_a_guess_brings_its_scale_and_a_hint_is_not_guessed_over() -> None:
    cells = Cells()
    cells.add("answers", "q1", 3, label="Note sur 20", guess=True)
    cells.add("answers", "q2", 3, label="Note sur 20", hint="motive", guess=True)
    first, second = cells.done()
    assert (first.hint, first.scale and first.scale.max) == ("score", 20)
    assert (second.hint, second.scale) == ("motive", None)


def test_the_first_that_fits_is_promoted_where_nothing_hints() -> None:
    cells = Cells()
    cells.add("answers", "a", 1)
    cells.add("answers", "b", "text")
    cells.add("answers", "c", "more text")
    cells.promote("comment", lambda cell: isinstance(cell.value, str))
    cells.promote("comment", lambda cell: cell.path == "answers.c")
    assert [cell.hint for cell in cells.done()] == [None, "comment", None]


def test_there_is_an_end_of_cells() -> None:
    cells = Cells()
    for _ in range(MAX_CELLS):
        cells.add("answers", "same", 1)
    assert len({cell.path for cell in cells.done()}) == MAX_CELLS
    with pytest.raises(Unusable) as fault:
        cells.add("answers", "one more", 1)
    assert fault.value.code == "too_complex"
