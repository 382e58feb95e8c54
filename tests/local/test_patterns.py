"""Filters and templates of the local pipes, against the words of the EventBridge Pipes documentation."""

import json
from typing import Any

import pytest

from tools.local.errors import LocalError
from tools.local.patterns import matches, render

RECORD: dict[str, Any] = {
    "eventName": "INSERT",
    "dynamodb": {
        "NewImage": {"pk": {"S": "F#1"}, "kind": {"S": "feedback"}, "body": {"S": '{"comment":"é \\"oui\\""}'}},
        "SizeBytes": 12,
    },
}

CASES = [
    ({}, True, "an empty pattern takes everything"),
    ({"eventName": ["INSERT"]}, True, "one alternative"),
    ({"eventName": ["MODIFY", "INSERT"]}, True, "the second alternative"),
    ({"eventName": ["REMOVE"]}, False, "no alternative"),
    ({"eventName": ["INSERT"], "dynamodb": {"NewImage": {"kind": {"S": ["event"]}}}}, False, "both must match"),
    ({"dynamodb": {"NewImage": {"kind": {"S": ["feedback"]}}}}, True, "nested"),
    ({"dynamodb": {"OldImage": {"kind": {"S": ["feedback"]}}}}, False, "a missing branch matches nothing"),
    ({"dynamodb": {"SizeBytes": ["12"]}}, False, "a text is not a number"),
    ({"dynamodb": {"SizeBytes": [12]}}, True, "a number"),
    ({"eventName": [{"prefix": "INS"}]}, True, "prefix"),
    ({"eventName": [{"suffix": "ERT"}]}, True, "suffix"),
    ({"eventName": [{"anything-but": "INSERT"}]}, False, "anything but this"),
    ({"eventName": [{"anything-but": ["MODIFY", "REMOVE"]}]}, True, "anything but these"),
    ({"missing": [{"anything-but": "x"}]}, False, "an absent field is not something else"),
    ({"missing": [{"exists": False}]}, True, "absent"),
    ({"dynamodb": {"NewImage": {"quiet": {"S": [{"exists": False}]}}}}, True, "absent with what is around it"),
    ({"eventName": [{"exists": True}]}, True, "present"),
    ({"eventName": [{"exists": False}]}, False, "present though it must not be"),
]


@pytest.mark.parametrize(("pattern", "expected", "note"), CASES, ids=[case[2] for case in CASES])
def test_a_pattern_takes_a_record_or_not(pattern: dict[str, Any], expected: bool, note: str) -> None:
    assert matches(pattern, RECORD) is expected


def test_an_operator_nobody_wrote_is_refused() -> None:
    with pytest.raises(LocalError, match="do not know the pattern"):
        matches({"eventName": [{"cidr": "10.0.0.0/8"}]}, RECORD)


def test_a_text_outside_quotes_becomes_a_json_text() -> None:
    rendered = render('{"body": <$.dynamodb.NewImage.body.S>}', RECORD)
    assert json.loads(rendered) == {"body": '{"comment":"é \\"oui\\""}'}


def test_a_text_inside_quotes_is_inserted_bare_and_escaped() -> None:
    rendered = render('{"text": "<$.eventName>: <$.dynamodb.NewImage.body.S>"}', RECORD)
    assert json.loads(rendered) == {"text": 'INSERT: {"comment":"é \\"oui\\""}'}


def test_numbers_and_objects_keep_their_type() -> None:
    rendered = render('{"size": <$.dynamodb.SizeBytes>, "pk": <$.dynamodb.NewImage.pk>}', RECORD)
    assert json.loads(rendered) == {"size": 12, "pk": {"S": "F#1"}}


def test_a_missing_path_leaves_nothing() -> None:
    assert render("[<$.nowhere.at.all>]", RECORD) == "[]"


def test_pipe_variables_are_filled_in() -> None:
    rendered = render('{"from": "<aws.pipes.pipe-name>"}', RECORD, {"aws.pipes.pipe-name": "boucle-demo-event"})
    assert json.loads(rendered) == {"from": "boucle-demo-event"}


def test_without_a_template_the_record_is_sent() -> None:
    assert json.loads(render(None, RECORD)) == RECORD
