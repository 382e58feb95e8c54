"""Rows of a file as webhooks: every format, every fault told with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from shared.feedback.models import Feedback
from shared.feedback.sources import SourceKind
from tests.support.reading import feedback_of
from tools.cli.rows import Plan, payload, read_rows, row_id
from tools.local.errors import LocalError

COLUMNS = {
    "comment": "text",
    "score": "stars",
    "place": "shop",
    "submitted_at": "day",
    "contact": "call",
    "name": "who",
}
ROW = {"text": "Très déçu", "stars": "2", "shop": "PARIS-11", "day": "21/11/2026", "call": "oui", "who": "Inès M."}


def draft(
    kind: SourceKind, row: dict[str, Any] = ROW, scale: tuple[float, float] = (1, 5), **fixed: str
) -> Feedback:
    return feedback_of(kind, payload(kind, Plan(COLUMNS, fixed, scale), "row-1", row))


@pytest.mark.parametrize("kind", ["standard_webhooks", "typeform"])
def test_a_row_is_read_back_as_it_was_meant(kind: SourceKind) -> None:
    found = draft(kind, language="fr")
    assert (found.comment, found.place_code, found.language) == ("Très déçu", "PARIS-11", "fr")
    assert found.score is not None
    assert (found.score.value, found.score.min, found.score.max, found.score.kind) == (2, 1, 5, "rating")
    assert found.contact_requested is True
    assert found.respondent.name == "Inès M."
    assert found.response_id == "row-1"


@pytest.mark.parametrize("kind", ["standard_webhooks", "typeform"])
def test_nought_to_ten_is_an_nps(kind: SourceKind) -> None:
    score = draft(kind, scale=(0, 10)).score
    assert score is not None
    assert score.kind == "nps"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-11-21", "2026-11-21T12:00:00+00:00"),
        ("1/2/2026", "2026-02-01T12:00:00+00:00"),
        ("2026-11-21T08:30:00+01:00", "2026-11-21T08:30:00+01:00"),
        ("2026-11-21 08:30:00", "2026-11-21T08:30:00+00:00"),
        ("yesterday", "yesterday"),
    ],
)
def test_days_and_times_are_read(written: str, meant: str) -> None:
    data = payload("standard_webhooks", Plan(COLUMNS, {}, (1, 5)), "row-1", {**ROW, "day": written})["data"]
    assert data["submittedAt"] == meant


def test_a_file_gives_the_same_ids_each_time_and_equal_rows_their_own() -> None:
    plan = Plan(COLUMNS, {}, (1, 5))
    first = [row_id(plan, number, ROW) for number in (1, 2)]
    assert first == [row_id(plan, number, ROW) for number in (1, 2)]
    assert len(set(first)) == 2
    assert row_id(Plan({"id": "who"}, {}, (1, 5)), 1, ROW) == "Inès M."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"text": "é", "n": 1}\n\n{"text": "b", "n": 2}\n'),
        ("a.json", '[{"text": "é", "n": 1}, {"text": "b", "n": 2}]'),
        ("a.csv", "text,n\né,1\nb,2\n"),
        ("b.csv", "\ufefftext;n\né;1\nb;2\n"),
    ],
)
def test_every_format_is_read(tmp_path: Path, name: str, content: str) -> None:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    assert [(row["text"], str(row["n"])) for row in read_rows(file)] == [("é", "1"), ("b", "2")]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.jsonl", b'{"a": 1}\n{"a": \n', "a.jsonl, line 2 is not JSON"),
        ("a.jsonl", b"[1]\n", "a.jsonl, line 1 is not an object"),
        ("a.json", b'{"a": 1}', "must hold an array"),
        ("a.json", json.dumps([1]).encode(), "element 1 is not an object"),
        ("a.csv", b"a,b\n\xff,1\n", "is not UTF-8 text"),
        ("a.xlsx", b"", "must be a .jsonl, .json or .csv file"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LocalError, match=sentence.replace(".", r"\.")):
        list(read_rows(tmp_path / name))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(LocalError, match="cannot be read"):
        list(read_rows(tmp_path / "none.csv"))
