"""Each function as deployed: its settings from the environment, its own wiring, and a webhook's whole way."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from moto import mock_aws
from moto.sesv2.models import sesv2_backends
from msgspec.structs import replace

from functions.api import handler as api
from functions.api.wiring import wiring as api_wiring
from functions.evaluate import handler as evaluate
from functions.evaluate.wiring import wiring as evaluate_wiring
from functions.expire import handler as expire
from functions.expire.wiring import wiring as expire_wiring
from functions.ingest import handler as ingest
from functions.ingest.wiring import wiring as ingest_wiring
from functions.jobs.wiring import wiring as jobs_wiring
from functions.notify import handler as notify
from functions.notify.wiring import wiring as notify_wiring
from shared import clock, ids
from shared.settings import MissingSetting
from shared.storage import codec, keys
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigStore
from shared.storage.keys import Kind
from shared.storage.people import People
from shared.storage.table import DynamoTable
from tests.hooks.kit import Pen, hook_sources
from tests.integration.world import Context
from tests.support.builders import PLACES, rule, user
from tests.support.clients import PREFIX, TABLE, client
from tests.support.dynamo import create_table, everything
from tests.support.events import http_event
from tests.support.pool import POOL_ID

SENDER = "alerts@example.com"
ACCOUNT = "123456789012"


class Stack:
    """All five functions around moto; streams and pipes are played by hand."""

    def __init__(self) -> None:
        create_table(client("dynamodb"), TABLE)
        self.table = DynamoTable(client("dynamodb"), TABLE)
        self.queue = client("sqs").create_queue(QueueName="notify")["QueueUrl"]
        client("sesv2").create_email_identity(EmailIdentity=SENDER)
        source = hook_sources(clock.now())["native"]
        client("ssm").put_parameter(
            Name=f"{PREFIX}/hooks/{ids.token_hash('token')}",
            Value=msgspec.json.encode(source).decode(),
            Type="SecureString",
        )
        ConfigStore(self.table).save_many(
            [("RULE", "r-low", rule()), *(("PLACE", place.id, place) for place in PLACES)], if_config=0
        )
        people = People(self.table)
        people.save(user("u-claire"))
        people.save(user("u-far", nodes=("paris",)))
        people.save(user("u-admin", role="admin", nodes=()))

    def post(self, **data: Any) -> dict[str, Any]:
        """One webhook through ingest; answers the body of the answer."""
        pen = Pen(datetime.now(UTC))
        shot = pen.signed(pen.body(**{"submittedAt": clock.iso(clock.now()), "metrics": {"nps": 1}, **data}))
        event = http_event(
            "POST", "/hooks/token", headers=shot.headers, body=shot.body, parameters={"source_token": "token"}
        )
        answer = ingest.lambda_handler(event, None)
        assert answer["statusCode"] == 202
        loaded: dict[str, Any] = json.loads(answer["body"])
        return loaded

    def items(self, kind: Kind) -> list[dict[str, Any]]:
        """The items of a kind, as DynamoDB has them."""
        return [item for item in everything(client("dynamodb"), TABLE) if item["kind"]["S"] == kind]

    def pipe_feedback(self) -> dict[str, Any]:
        """What the feedback pipe would bring evaluate of all there is."""
        names = ("kind", "pk", "sk", "body")
        bodies = [
            {"event": "INSERT", **{name: item[name]["S"] for name in names}} for item in self.items(Kind.FEEDBACK)
        ]
        return {"Records": [{"messageId": f"m{n}", "body": json.dumps(one)} for n, one in enumerate(bodies)]}

    def pipe_events(self) -> dict[str, Any]:
        """What the event pipe would bring notify of all there is."""
        bodies = [{name: item[name]["S"] for name in ("pk", "sk", "body")} for item in self.items(Kind.EVENT)]
        return {"Records": [{"messageId": f"m{n}", "body": json.dumps(one)} for n, one in enumerate(bodies)]}

    def mails(self) -> list[str]:
        """Every mail sent: recipient and text."""
        sent = sesv2_backends[ACCOUNT]["eu-west-3"].core_backend.sent_messages
        return [f"{message.destinations} {message.raw_data}" for message in sent]


@pytest.fixture
def stack(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stack]:
    settings = {
        "TENANT": "acme", "TABLE_NAME": TABLE, "PARAMETER_PREFIX": PREFIX, "TENANT_NAME": "Halles Verdier",
        "ZONE": "Europe/Paris", "LOCALE": "fr", "SENDER": SENDER, "SENDER_NAME": "Halles Verdier",
        "CONFIGURATION_SET": "boucle-acme", "FRONTEND_URL": "https://boucle.example.com",
        "JOBS_FUNCTION": "boucle-acme-jobs", "USER_POOL_ID": POOL_ID,
    }  # fmt: skip
    wirings = (api_wiring, evaluate_wiring, expire_wiring, ingest_wiring, jobs_wiring, notify_wiring)
    with mock_aws():
        made = Stack()
        for name, value in {**settings, "NOTIFY_QUEUE_URL": made.queue}.items():
            monkeypatch.setenv(name, value)
        for wiring in wirings:
            wiring.cache_clear()
        yield made
        for wiring in wirings:
            wiring.cache_clear()


def test_a_webhook_becomes_a_case_a_mail_and_a_closed_case(stack: Stack) -> None:
    accepted = stack.post()
    assert evaluate.lambda_handler(stack.pipe_feedback(), None) == {"batchItemFailures": []}
    case_id = ids.alert_id(accepted["feedback_id"])
    assert notify.lambda_handler(stack.pipe_events(), None) == {"batchItemFailures": []}
    (mail,) = stack.mails()
    assert "u-claire@example.com" in mail
    claims = {"sub": "u-claire", "token_use": "access"}
    headers = {"content-type": "application/json"}
    close = http_event(
        "POST",
        f"/v1/alerts/{case_id}/close",
        headers=headers,
        body=b'{"version":1,"reason":"void"}',
        claims=claims,
    )
    answer = api.lambda_handler(close, Context())
    assert answer["statusCode"] == 200
    assert json.loads(answer["body"])["status"] == "closed"
    timeline = api.lambda_handler(http_event("GET", f"/v1/alerts/{case_id}/timeline", claims=claims), Context())
    shown = json.loads(timeline["body"])
    assert [one["type"] for one in shown["items"]] == ["raised", "closed"]
    assert shown["deliveries"]["sent"] == 1


def test_every_message_twice_in_any_order_changes_nothing_more(stack: Stack) -> None:
    for _ in range(3):
        stack.post()
    for _ in range(2):
        evaluate.lambda_handler(stack.pipe_feedback(), None)
    assert (len(stack.items(Kind.ALERT)), len(stack.items(Kind.EVENT))) == (3, 3)
    for _ in range(2):
        messages = stack.pipe_events()
        messages["Records"].reverse()
        notify.lambda_handler(messages, None)
    assert len(stack.mails()) == 3


def test_an_unknown_store_is_the_admins_and_one_notice(stack: Stack) -> None:
    for _ in range(3):
        stack.post(scope={"store": "NOWHERE"})
    evaluate.lambda_handler(stack.pipe_feedback(), None)
    notify.lambda_handler(stack.pipe_events(), None)
    (mail,) = stack.mails()
    assert "u-admin@example.com" in mail
    for as_, expected in (("u-admin", 3), ("u-claire", 0), ("u-far", 0)):
        event = http_event("GET", "/v1/alerts", claims={"sub": as_, "token_use": "access"})
        assert len(json.loads(api.lambda_handler(event, Context())["body"])["items"]) == expected


def test_a_poison_message_fails_alone(stack: Stack) -> None:
    for _ in range(3):
        stack.post()
    messages = stack.pipe_feedback()
    messages["Records"][1]["body"] = '{"body": "{}"}'
    assert evaluate.lambda_handler(messages, None) == {"batchItemFailures": [{"itemIdentifier": "m1"}]}
    assert len(stack.items(Kind.ALERT)) == 2


def test_a_message_from_a_newer_version_is_read(stack: Stack) -> None:
    stack.post()
    messages = stack.pipe_feedback()
    body = json.loads(messages["Records"][0]["body"])
    body["body"] = body["body"].replace("{", '{"mood":"new",', 1)
    messages["Records"][0]["body"] = json.dumps(body)
    assert evaluate.lambda_handler(messages, None) == {"batchItemFailures": []}


def test_the_minute_expires_what_is_due_and_sends_again_what_was_lost(stack: Stack) -> None:
    accepted = stack.post()
    evaluate.lambda_handler(stack.pipe_feedback(), None)
    case_id, alerts = ids.alert_id(accepted["feedback_id"]), Alerts(stack.table)
    assert expire.lambda_handler({}, None) == {"expired": 0, "resent": 0, "started": 0}
    past = clock.iso(clock.now() - timedelta(minutes=1))
    stack.table.update(keys.event(case_id, 1), {"tick_at": f"{past}#x"})
    case = alerts.get(case_id)
    assert case is not None
    stack.table.update(
        keys.alert(case_id),
        {"body": codec.encode(replace(case, expires_at=clock.parse(past))), "tick_at": f"{past}#{case_id}"},
    )
    assert expire.lambda_handler({}, None) == {"expired": 1, "resent": 1, "started": 0}
    assert expire.lambda_handler({}, None) == {"expired": 0, "resent": 0, "started": 0}
    (message,) = client("sqs").receive_message(QueueUrl=stack.queue)["Messages"]
    notify.lambda_handler({"Records": [{"messageId": "m1", "body": message["Body"]}]}, None)
    assert len(stack.mails()) == 1
    expired = alerts.get(case_id)
    assert expired is not None
    assert (expired.status, expired.expired_at) == ("expired", clock.parse(past))


def test_a_failure_among_what_is_due_is_seen(stack: Stack) -> None:
    accepted = stack.post()
    evaluate.lambda_handler(stack.pipe_feedback(), None)
    case_id = ids.alert_id(accepted["feedback_id"])
    past = clock.iso(clock.now() - timedelta(minutes=1))
    stack.table.update(keys.alert(case_id), {"body": "{}", "tick_at": f"{past}#{case_id}"})
    with pytest.raises(expire.Incomplete):
        expire.lambda_handler({}, None)


NEEDS = {
    "ingest": (ingest_wiring, {"PARAMETER_PREFIX"}),
    "evaluate": (evaluate_wiring, {"JOBS_FUNCTION", "ZONE"}),
    "notify": (notify_wiring, {"SENDER", "SENDER_NAME", "CONFIGURATION_SET", "FRONTEND_URL", "ZONE"}),
    "expire": (expire_wiring, {"ZONE", "NOTIFY_QUEUE_URL", "JOBS_FUNCTION"}),
    "jobs": (jobs_wiring, {"ZONE", "PARAMETER_PREFIX", "USER_POOL_ID"}),
    "api": (
        api_wiring, {"TENANT_NAME", "ZONE", "LOCALE", "FRONTEND_URL", "PARAMETER_PREFIX", "USER_POOL_ID"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("function", list(NEEDS))
def test_a_function_says_which_settings_it_misses(
    stack: Stack, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    wiring, own = NEEDS[function]
    for name in {"TENANT", "TABLE_NAME", *own}:
        monkeypatch.setenv(name, "")
    with pytest.raises(MissingSetting) as missing:
        wiring()
    assert all(name in str(missing.value) for name in {"TENANT", "TABLE_NAME", *own})


def test_nobody_personal_is_in_the_logs(stack: Stack, caplog: pytest.LogCaptureFixture) -> None:
    stack.post(comment="Canari jaune", respondent={"name": "Zoé Canari", "email": "zoe.canari@example.com"})
    stack.post(scope={"store": "NOWHERE-CANARI"})
    evaluate.lambda_handler(stack.pipe_feedback(), None)
    notify.lambda_handler(stack.pipe_events(), None)
    expire.lambda_handler({}, None)
    logged = "".join(str(vars(line)) for line in caplog.records if "botocore" not in line.name)
    assert "alert decided" in logged
    assert "canari" not in logged.casefold()
    assert "u-claire@example.com" not in logged
