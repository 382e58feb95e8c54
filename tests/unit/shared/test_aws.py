"""Our clients skip work of botocore's; what they answer must be what botocore's own answer."""

import json
from typing import Any

import botocore.session
import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError, UnknownServiceError

from shared import aws

ITEM = {
    "pk": {"S": "A#1"},
    "version": {"N": "3"},
    "raw": {"B": "aGVsbG8="},
    "gone": {"NULL": True},
    "names": {"SS": ["a", "b"]},
    "nested": {"M": {"list": {"L": [{"S": "x"}, {"B": "aGVsbG8="}]}}},
    "empty": {"S": ""},
}


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-3")
    aws.client.cache_clear()


class _Body:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self) -> Any:
        yield self._content


def _answering(client: Any, status: int, answer: dict[str, Any]) -> Any:
    def send(request: Any, **_: Any) -> AWSResponse:
        headers = {"content-type": "application/x-amz-json-1.0"}
        return AWSResponse(request.url, status, headers, _Body(json.dumps(answer).encode()))  # type: ignore[arg-type]

    client.meta.events.register("before-send", send)
    return client


def _both(status: int, answer: dict[str, Any]) -> list[Any]:
    theirs: Any = botocore.session.get_session().create_client("dynamodb")
    return [_answering(client, status, answer) for client in (theirs, aws.client("dynamodb"))]


def test_items_read_as_botocore_reads_them() -> None:
    theirs, ours = (
        client.query(TableName="t", KeyConditionExpression="pk = :p")
        for client in _both(200, {"Items": [ITEM, {}], "Count": 2, "LastEvaluatedKey": {"pk": {"S": "A#1"}}})
    )
    theirs.pop("ResponseMetadata")
    ours.pop("ResponseMetadata")
    assert ours == theirs
    assert ours["Items"][0]["raw"] == {"B": b"hello"}


def test_refusals_read_as_botocore_reads_them() -> None:
    answer = {
        "__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
        "Message": "cancelled",
        "CancellationReasons": [{"Code": "ConditionalCheckFailed", "Item": ITEM}, {"Code": "None"}],
    }
    found: list[dict[str, Any]] = []
    for client in _both(400, answer):
        with pytest.raises(ClientError) as refused:
            client.transact_write_items(
                TransactItems=[{"Delete": {"TableName": "t", "Key": {"pk": {"S": "A#1"}}}}]
            )
        found.append({name: part for name, part in refused.value.response.items() if name != "ResponseMetadata"})
    assert found[0] == found[1]
    assert found[0]["Error"]["Code"] == "TransactionCanceledException"
    assert found[0]["CancellationReasons"][0]["Item"]["raw"] == {"B": b"hello"}


@pytest.mark.parametrize("service", aws.SERVICES)
def test_each_service_has_the_operations_botocore_knows(service: str) -> None:
    theirs = botocore.session.get_session().create_client(service)
    ours = aws.client(service)
    assert ours.meta.method_to_api_mapping == theirs.meta.method_to_api_mapping
    assert ours.meta.endpoint_url == theirs.meta.endpoint_url


def test_a_service_nobody_uses_is_refused() -> None:
    with pytest.raises(UnknownServiceError, match="dynamodb, lambda, sesv2, sqs, ssm"):
        aws.client("s3")
