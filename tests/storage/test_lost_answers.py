"""Writes that were applied and whose answers were lost: the SDK repeats them, and they must not take themselves
for somebody else's (facts F2 and F5)."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ConnectionClosedError

from shared.alerts import ownership
from shared.feedback.models import Stored
from shared.storage.alerts import Alerts
from shared.storage.deliveries import SETTLE, Deliveries
from shared.storage.feedbacks import Feedbacks
from shared.storage.table import Conflict, DynamoTable, Put
from tests.support.builders import CLAIRE, MARC, NOW, feedback, opened
from tests.support.store_contract import StoreContract
from tests.support.table_contract import item
from tools.local.aws import ACCESS_KEY, REGION, SECRET_KEY, Clients


def _client(endpoint: str) -> Any:
    return botocore.session.get_session().create_client(
        "dynamodb",
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id=ACCESS_KEY,
        aws_secret_access_key=SECRET_KEY,
        config=Config(retries={"total_max_attempts": 3, "mode": "standard"}),
    )


class LossyLine:
    """A client like the product's. ``lose`` makes the answers of the next calls of an operation vanish after the
    service has done its work."""

    def __init__(self, endpoint: str) -> None:
        self.client = _client(endpoint)
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self._lost: list[str] = []
        session = self.client._endpoint.http_session
        self._send: Callable[[Any], Any] = session.send
        session.send = self._transmit

    def lose(self, operation: str, times: int = 1) -> None:
        """The next answers of an operation are lost."""
        self._lost += [operation] * times

    def _transmit(self, request: Any) -> Any:
        operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        self.sent.append((operation, json.loads(request.body)))
        answer = self._send(request)
        if operation in self._lost:
            self._lost.remove(operation)
            raise ConnectionClosedError(endpoint_url=request.url)
        return answer

    def made(self, operation: str) -> list[dict[str, Any]]:
        """What was sent of an operation, repetitions included."""
        return [body for name, body in self.sent if name == operation]


@pytest.fixture
def line(emulated: Clients) -> LossyLine:
    return LossyLine(emulated.endpoint)


@pytest.fixture
def lossy(line: LossyLine, table_name: str) -> DynamoTable:
    return DynamoTable(line.client, table_name)


def test_put_new_recognises_itself(line: LossyLine, lossy: DynamoTable) -> None:
    line.lose("PutItem")
    assert lossy.put_new(item(a=1)) is None
    assert len(line.made("PutItem")) == 2
    line.lose("PutItem")
    found = lossy.put_new(item(a=2))
    assert found is not None, "another's item is still another's"
    assert found["a"] == 1


def test_a_webhook_is_no_duplicate_of_itself(line: LossyLine, lossy: DynamoTable) -> None:
    line.lose("PutItem", times=2)
    assert Feedbacks(lossy).add(feedback(), b"{}", "hash") is Stored.NEW
    assert len(line.made("PutItem")) == 3


@pytest.mark.parametrize("with_token", [True, False], ids=["within the token's window", "after it"])
def test_a_further_state_is_no_duplicate_of_itself(line: LossyLine, lossy: DynamoTable, with_token: bool) -> None:
    if not with_token:
        another_token_each_time(line)
    store = Feedbacks(lossy)
    second, third, first = (feedback(revision=number, delivery_id="") for number in "231")
    store.add(second, b"2", "hash 2")
    line.lose("TransactWriteItems")
    assert store.add(third, b"3", "hash 3") is Stored.UPDATED
    # Of an older state the first call only looks; the second is the write.
    line.lose("PutItem", times=2)
    assert store.add(first, b"1", "hash 1") is Stored.OLDER
    assert [state.revision for state in store.states(feedback().id).states] == ["1", "2", "3"]


def test_update_recognises_itself(line: LossyLine, lossy: DynamoTable) -> None:
    lossy.put(item(state="sending"))
    line.lose("UpdateItem")
    assert lossy.update(("P", "s"), {"state": "sent"}, expect={"state": "sending"})
    assert len(line.made("UpdateItem")) == 2
    line.lose("UpdateItem")
    assert not lossy.update(("P", "s"), {"state": "failed"}, expect={"state": "sending"})


def test_the_second_try_of_a_mail_is_claimed_by_who_asked(line: LossyLine, lossy: DynamoTable) -> None:
    ledger = Deliveries(lossy)
    assert ledger.claim(StoreContract.ROW, NOW)
    ledger.record(StoreContract.ROW, "unknown", NOW)
    line.lose("UpdateItem")
    assert ledger.claim(StoreContract.ROW, NOW + SETTLE)


def test_the_same_token_makes_a_repeated_transaction_one(line: LossyLine, lossy: DynamoTable) -> None:
    line.lose("TransactWriteItems", times=2)
    lossy.transact([Put(item("a")), Put(item("b"))])
    tokens = {body["ClientRequestToken"] for body in line.made("TransactWriteItems")}
    assert len(line.made("TransactWriteItems")) == 3
    assert len(tokens) == 1


def another_token_each_time(line: LossyLine) -> None:
    """As if the window in which DynamoDB remembers a token had passed between two tries."""

    def change(request: Any, **_: Any) -> None:
        body = json.loads(request.data)
        request.data = json.dumps(body | {"ClientRequestToken": str(uuid.uuid4())})

    line.client.meta.events.register_first("request-created.dynamodb.TransactWriteItems", change)


def test_a_transaction_recognises_itself_without_the_token(line: LossyLine, lossy: DynamoTable) -> None:
    another_token_each_time(line)
    line.lose("TransactWriteItems")
    lossy.transact([Put(item("a", version=1)), Put(item("b"))])
    tokens = {body["ClientRequestToken"] for body in line.made("TransactWriteItems")}
    assert len(tokens) == 2
    line.lose("TransactWriteItems")
    lossy.transact([Put(item("a", version=2), if_version=1), Put(item("c"))])
    assert [one["sk"] for one in lossy.query("P")] == ["a", "b", "c"]
    line.lose("TransactWriteItems")
    with pytest.raises(Conflict):
        lossy.transact([Put(item("a", version=2), if_version=1), Put(item("d"))])


@pytest.mark.parametrize("with_token", [True, False], ids=["within the token's window", "after it"])
def test_a_case_is_opened_and_taken_once(line: LossyLine, lossy: DynamoTable, with_token: bool) -> None:
    if not with_token:
        another_token_each_time(line)
    alerts = Alerts(lossy)
    case, event = opened(feedback())
    line.lose("TransactWriteItems")
    assert alerts.open(case, event)
    mine, theirs = ownership.take(case, CLAIRE, NOW), ownership.take(case, MARC, NOW)
    assert mine is not None
    assert theirs is not None
    line.lose("TransactWriteItems")
    alerts.save(*mine)
    line.lose("TransactWriteItems")
    with pytest.raises(Conflict):
        alerts.save(*theirs)
    assert [one.type for one in alerts.timeline(case.id)[0]] == ["raised", "taken"]


def test_when_every_try_is_lost_the_caller_hears_of_it(line: LossyLine, lossy: DynamoTable) -> None:
    line.lose("PutItem", times=3)
    with pytest.raises(ConnectionClosedError):
        lossy.put_new(item(a=1))
    found = lossy.put_new(item(a=1))
    assert found is not None, "it is there, and the caller's next try finds it"
