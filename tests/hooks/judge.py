"""Judges one row of the bad-input table, wherever it was posted."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from shared.storage import codec
from tests.hooks.kit import CANARIES, Answer, Case, Shot

type Rows = list[dict[str, Any]]

_OURS = ("Traceback", "arn:aws", "boucle-", "dynamodb", "/var/task")


def judge(case: Case, shots: Sequence[Shot], post: Callable[[Shot], Answer], rows: Callable[[], Rows]) -> None:
    """Posts the shots in order and holds the last answer and what is stored against the row. ``rows`` answers the
    items of the table in DynamoDB's notation."""
    *earlier, last = shots
    at_first = {_key(row) for row in rows()}
    for shot in earlier:
        assert post(shot).status == 202
    # What a duplicate meets was stored by its original.
    before = at_first if case.duplicate else {_key(row) for row in rows()}
    _answered(case, post(last))
    _stored(case, last, [row for row in rows() if _key(row) not in before])


def _answered(case: Case, answer: Answer) -> None:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert answer.status == case.status, answer.body
    for name, value in case.headers.items():
        assert headers[name] == value
    if answer.status != 202:
        assert headers["content-type"] == "application/problem+json"
        assert answer.body["code"] == case.code
        assert answer.body["status"] == case.status
        assert {"type", "title", "detail", "request_id"} <= answer.body.keys()
    elif case.code is None:
        assert answer.body["duplicate"] is case.duplicate
        assert answer.body["feedback_id"].startswith("f")
    else:
        assert answer.body == {"quarantined": case.code, "duplicate": False}
    text = json.dumps(answer.body, ensure_ascii=False)
    assert not [told for told in (*CANARIES, *_OURS) if told in text]
    assert len(text) < 1000, "what was sent is never echoed at length"


def _stored(case: Case, shot: Shot, new: Rows) -> None:
    kinds = [row["kind"]["S"] for row in new]
    if case.stored == "nothing":
        assert kinds == []
        return
    assert kinds.count(case.stored) == 1
    assert kinds.count("feedback") + kinds.count("quarantine") == 1
    row = next(row for row in new if row["kind"]["S"] == case.stored)
    stored = json.loads(row["body"]["S"])
    assert _raw(row, new) == shot.body, "the exact bytes are kept"
    if case.stored == "quarantine":
        assert "alert" not in kinds
        assert stored["code"] == case.code
        return
    assert {name: stored.get(name, []) for name in case.kept} == dict(case.kept)


def _raw(row: dict[str, Any], new: Rows) -> bytes:
    if "raw" in row:
        return codec.decompress(bytes(row["raw"]["B"]), row["body"]["S"])
    parts = [one for one in new if one["pk"]["S"] == f"RAW#{row['raw_id']['S']}"]
    parts.sort(key=lambda one: str(one["sk"]["S"]))
    return codec.decompress(b"".join(bytes(one["raw"]["B"]) for one in parts))


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["pk"]["S"], row["sk"]["S"]
