"""An import from bytes to feedback: modes, counts, the report, and meeting what is there already."""

from typing import Any

import pytest

from functions.jobs import imports
from shared import ids
from shared.feedback.models import Feedback
from shared.jobs.models import Job
from shared.storage.feedbacks import Feedbacks
from shared.storage.jobs import Jobs
from tests.simulator.table import MemoryTable
from tests.support.builders import feedback, nps
from tests.support.jobs import SOURCE, announced, carried_out, ports_of, world

FILE = b"""id;date;nps;commentaire;magasin
R-1;01/03/2026;2;Une heure d'attente;LYON-PARTDIEU
R-2;02/03/2026;9;;ANNECY
R-3;03/03/2026;5;"Moyen,
vraiment";LYON-PARTDIEU
"""
BAD = FILE + b"R-4;31/02/2026;1;x;y\nR-5;04/03/2026;77;x;y\nR-6;1\nR-7;05/03/2026;0;Nul;ANNECY\n"


@pytest.fixture(autouse=True)
def short_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "STRETCH", 2)


def _import(table: MemoryTable, clock: Any, raw: bytes, **asked: Any) -> Job:
    return carried_out(announced(table, raw, **asked), ports_of(table, clock))


def _stored(table: MemoryTable) -> dict[str, Feedback]:
    responses = [f"R-{number}" for number in range(1, 10)]
    found = Feedbacks(table).get_many([ids.feedback_id(SOURCE.id, one) for one in responses])
    return {one.response_id: one for one in found if one}


def _counts(job: Job) -> tuple[Any, ...]:
    assert job.result is not None
    return tuple(job.result[name] for name in ("rows", "created", "updated", "duplicates", "rejected"))


def test_every_good_line_becomes_feedback_once() -> None:
    clock, table = world()
    job = _import(table, clock, FILE)
    assert (job.status, _counts(job)) == ("done", (3, 3, 0, 0, 0))
    assert set(_stored(table)) == {"R-1", "R-2", "R-3"}
    assert _stored(table)["R-3"].comment == "Moyen,\nvraiment"
    assert _stored(table)["R-1"].flags == ("imported",), "no case and no mail unless asked"
    assert job.result is not None
    assert job.result["headers"] == ["id", "date", "nps", "commentaire", "magasin"]
    assert job.result["columns"]["score"] == {"path": "nps", "min": 0, "max": 10, "kind": "nps"}
    assert job.result["preview"][0]["comment"] == "Une heure d'attente"


def test_the_same_file_again_brings_nothing_new() -> None:
    clock, table = world()
    _import(table, clock, FILE)
    before = _stored(table)
    again = _import(table, clock, FILE, job_id="jbbbbbbbbbbbbbbbb")
    assert _counts(again) == (3, 0, 0, 3, 0)
    assert _stored(table) == before


def test_a_dry_run_writes_nothing_and_foretells_the_counts() -> None:
    clock, table = world()
    _import(table, clock, FILE[: FILE.index(b"R-2")], job_id="jbbbbbbbbbbbbbbbb")
    before = [item for item in table.items() if not str(item["pk"]).startswith("J#")]
    job = _import(table, clock, BAD, mode="dry_run")
    assert [item for item in table.items() if not str(item["pk"]).startswith("J#")] == before
    assert (job.status, _counts(job)) == ("done", (7, 3, 0, 1, 3))


def test_all_refuses_a_file_with_a_bad_line_and_says_which() -> None:
    clock, table = world()
    job = _import(table, clock, BAD)
    assert job.error is not None
    assert (job.status, job.error.code, _stored(table)) == ("failed", "bad_lines", {})
    lines, following = Jobs(table).lines(job, -1, 50)
    assert [(one.line, one.code, one.path) for one in lines] == [
        (6, "bad_time", "date"),
        (7, "bad_score", "nps"),
        (8, "ragged", ""),
    ]
    assert following is None


def test_partial_takes_the_good_lines() -> None:
    clock, table = world()
    job = _import(table, clock, BAD, mode="partial")
    assert _counts(job) == (7, 4, 0, 0, 3)
    assert set(_stored(table)) == {"R-1", "R-2", "R-3", "R-7"}


def test_the_report_comes_in_pages() -> None:
    clock, table = world()
    job = _import(table, clock, b"id,nps\n" + b"x,99\n" * 7, mode="partial")
    seen: list[int] = []
    after: int | None = -1
    while after is not None:
        lines, after = Jobs(table).lines(job, after, 2)
        seen += [one.line for one in lines]
    assert seen == list(range(2, 9))


def test_what_the_source_itself_has_sent_stands() -> None:
    clock, table = world()
    live = feedback(
        source_id=SOURCE.id, response_id="R-1", id=ids.feedback_id(SOURCE.id, "R-1"), revision="2026-03-01"
    )
    same_revision = feedback(source_id=SOURCE.id, response_id="R-2", id=ids.feedback_id(SOURCE.id, "R-2"))
    for one in (live, same_revision):
        Feedbacks(table).add(one, b"{}", one.id)
    job = _import(table, clock, FILE)
    assert _counts(job) == (3, 1, 0, 2, 0)
    assert (_stored(table)["R-1"], _stored(table)["R-2"]) == (live, same_revision)


def test_a_later_file_corrects_an_earlier_one_by_the_date_of_the_change() -> None:
    clock, table = world()
    old, new = b"id,nps,updated at\nR-1,2,2026-03-01\n", b"id,nps,updated at\nR-1,9,2026-03-05\n"
    _import(table, clock, old)
    assert _counts(_import(table, clock, new, job_id="jbbbbbbbbbbbbbbbb")) == (1, 0, 1, 0, 0)
    assert _counts(_import(table, clock, old, job_id="jcccccccccccccccc")) == (1, 0, 0, 1, 0)
    assert _stored(table)["R-1"].score == nps(9)


def test_two_lines_of_one_id_that_say_different_things_are_a_fault() -> None:
    clock, table = world()
    raw = b"id,nps\nR-1,2\nR-2,3\nR-3,3\nR-1,9\n"
    refused = _import(table, clock, raw)
    assert refused.error is not None
    assert (refused.error.code, _stored(table)) == ("bad_lines", {})
    taken = _import(table, clock, raw, mode="partial", job_id="jbbbbbbbbbbbbbbbb")
    assert _counts(taken) == (4, 3, 0, 0, 1)
    lines, _ = Jobs(table).lines(taken, -1, 50)
    assert [(one.line, one.code) for one in lines] == [(5, "id_conflict")]


REFUSED = [
    (b"", {}, "empty", "no bytes"),
    (b"id,nps\n", {}, "empty", "a header only"),
    (FILE, {"source": "s-gone"}, "unknown_source", "its source was removed"),
    (FILE, {"columns": {"comment": "verbatim"}}, "unknown_column", "a column it does not have"),
    (",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n", {}, "too_many_columns", "10,000 columns"),
]


@pytest.mark.parametrize(("raw", "asked", "code", "why"), REFUSED, ids=[why for *_, why in REFUSED])
def test_a_file_that_cannot_be_imported_says_why(raw: bytes, asked: dict[str, Any], code: str, why: str) -> None:
    clock, table = world()
    job = _import(table, clock, raw, size=5000, **asked)
    assert job.error is not None
    assert (job.status, job.error.code) == ("failed", code), why


def test_a_file_whose_parts_are_gone_says_so() -> None:
    clock, table = world()
    job = carried_out(announced(table, FILE, parts=[0, 99]), ports_of(table, clock))
    assert job.error is not None
    assert (job.status, job.error.code) == ("failed", "parts_missing")
