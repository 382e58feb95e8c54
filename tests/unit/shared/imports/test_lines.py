"""A line as feedback."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from shared import ids
from shared.feedback.models import Respondent, Score
from shared.feedback.strict_json import Unusable
from shared.feedback.view import NPS
from shared.imports.columns import Columns, columns, propose
from shared.imports.lines import Line, Reader
from tests.support.builders import NOW
from tests.support.jobs import SOURCE

NAMES = columns(["id", "date", "nps", "comment", "store", "name", "email", "callback", "why so", "updated at"])
CELLS = ["R-1", "01/03/2026 10:00", "2", " Nul ", "LYON-PARTDIEU", "Zoé Roux", "z@example.com", "oui", "Prix", ""]


def _reader(alerts: str = "none") -> Reader:
    return Reader(NAMES, Columns(propose(NAMES), NPS), SOURCE, "Europe/Paris", alerts, NOW)  # type: ignore[arg-type]


def _read(cells: list[str], alerts: str = "none") -> Line:
    return _reader(alerts).read(cells, "import:j:1:2")


def _with(**changes: str) -> list[str]:
    by_name = {column.name: cell for column, cell in zip(NAMES, CELLS, strict=True)}
    return list({**by_name, **changes}.values())


def test_a_line_becomes_the_feedback_that_its_tool_would_have_sent() -> None:
    feedback = _read(CELLS).feedback
    given = datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert feedback.id == ids.feedback_id(SOURCE.id, "R-1"), "the id that the webhook of this answer has"
    assert (feedback.submitted_at, feedback.starts_at, feedback.received_at) == (given, given, NOW)
    assert feedback.score == Score(2, 0, 10, "nps")
    assert (feedback.comment, feedback.place_code, feedback.contact_requested) == ("Nul", "LYON-PARTDIEU", True)
    assert feedback.respondent == Respondent(name="Zoé Roux", email="z@example.com")
    assert [answer.key for answer in feedback.answers] == ["nps", "callback", "why_so"], (
        "no contact data, no frame"
    )
    assert feedback.revision == "", "it never comes before what the source has sent"


def test_what_is_asked_of_alerts_stands_in_its_flags() -> None:
    assert _read(CELLS).feedback.flags == ("imported",)
    assert _read(CELLS, "silent").feedback.flags == ("imported_silent",)
    assert _read(CELLS, "told").feedback.flags == ()


def test_the_date_of_a_change_orders_the_states() -> None:
    assert _read(_with(**{"updated at": "02/03/2026"})).feedback.revision == "2026-03-01T23:00:00.000Z"


def test_without_an_id_a_line_is_known_by_its_content_and_its_turn() -> None:
    anonymous = _with(id="")
    reader, again = _reader(), _reader()
    first, second = reader.read(anonymous, "a").feedback, reader.read(anonymous, "b").feedback
    assert first.id != second.id, "two customers may say the same"
    again.read(_with(id="", comment="Bien"), "c")
    again.skip(anonymous)
    assert again.read(anonymous, "d").feedback.id == second.id, "wherever the lines stand"


def test_the_same_line_has_the_same_hash_whatever_the_run() -> None:
    assert _read(CELLS).content_hash == _reader("told").read(CELLS, "other").content_hash
    assert _read(CELLS).content_hash != _read(_with(comment="Autre")).content_hash


def test_empty_cells_say_nothing() -> None:
    feedback = _read(_with(nps="", date="", comment="  ", callback="")).feedback
    assert (feedback.score, feedback.comment, feedback.contact_requested, feedback.starts_at) == (None,) * 4
    assert feedback.flags == ("submitted_at_replaced", "imported")


BAD = [
    ("nps", "11", "bad_score", "off its scale"),
    ("nps", "7.5", "bad_score", "half a point of NPS"),
    ("nps", "²", "bad_score", "a digit that is none"),
    ("date", "31/02/2026", "bad_time", "a day that does not exist"),
    ("updated at", "soon", "bad_time", "no time"),
    ("nps", "x", "bad_score", "a word"),
]


@pytest.mark.parametrize(("column", "value", "code", "why"), BAD, ids=[why for *_, why in BAD])
def test_what_cannot_be_read_says_what_and_where(column: str, value: str, code: str, why: str) -> None:
    with pytest.raises(Unusable) as fault:
        _read(_with(**{column: value}))
    assert fault.value.code == code, why


def test_the_sources_own_mapping_does_not_reach_into_a_file() -> None:
    mapped = replace(SOURCE, mapping=replace(SOURCE.mapping, comment="hidden.text", required=("motive",)))
    reader = Reader(NAMES, Columns({"comment": "comment"}), mapped, "UTC", "none", NOW)
    assert reader.read(CELLS, "x").feedback.comment == "Nul"
