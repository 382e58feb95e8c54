"""What senders are answered."""

import json
from typing import Any

import pytest

from functions.ingest.answers import answer, problem
from shared.errors import MethodNotAllowed, TooLarge
from shared.feedback.accept import Accepted

NEW = Accepted("f1", duplicate=False)


@pytest.mark.parametrize(
    ("events", "body"),
    [
        ((NEW,), {"feedback_id": "f1", "duplicate": False}),
        ((NEW._replace(duplicate=True),), {"feedback_id": "f1", "duplicate": True}),
        ((Accepted("q1", False, quarantined="bad_json"),), {"quarantined": "bad_json", "duplicate": False}),
        ((Accepted("", False, ignored="unsubscribe"),), {"ignored": "unsubscribe"}),
        (
            (NEW, Accepted("", False, ignored="other")),
            {"results": [{"feedback_id": "f1", "duplicate": False}, {"ignored": "other"}]},
        ),
    ],
)
def test_events(events: tuple[Accepted, ...], body: Any) -> None:
    made = answer(events)
    assert (made["statusCode"], made["headers"]) == (202, {"content-type": "application/json"})
    assert json.loads(made["body"]) == body


def test_a_request_that_only_looks_is_told_nothing() -> None:
    assert answer(()) == {"statusCode": 200, "headers": {}, "body": ""}


def test_problems() -> None:
    refused = problem(MethodNotAllowed(), "request-1")
    assert (refused["statusCode"], refused["headers"]["allow"]) == (405, "POST")
    assert json.loads(refused["body"])["request_id"] == "request-1"
    assert "allow" not in problem(TooLarge(), "request-1")["headers"]
