"""A tenant in moto: the table, a tree, people of every role, rules, and the handlers around a clock of ours."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

import pytest

from functions.api import handler as api_handler
from functions.api import request as api_request
from functions.api.wiring import ApiSettings, wired
from functions.evaluate import handler as evaluate_handler
from functions.evaluate.wiring import wired as evaluate_wired
from shared import ids
from shared.alerts.models import Alert
from shared.feedback.models import Feedback
from shared.scope.people import User
from shared.storage import codec, keys
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigStore
from shared.storage.feedbacks import Feedbacks
from shared.storage.keys import Key
from shared.storage.people import People
from shared.storage.table import DynamoTable
from tests.support.builders import NOW, PLACES, feedback, rule, user
from tests.support.clients import PREFIX, TABLE, client
from tests.support.dynamo import Calls, create_table
from tests.support.events import http_event
from tests.support.pool import MemoryCognito

USERS: tuple[User, ...] = (
    user("u-claire", name="Claire Morel", nodes=("lyon",)),
    user("u-marc", name="Marc Duval", nodes=("lyon", "annecy")),
    user("u-region", name="Inès Faure", role="manager", nodes=("ara",), locale="en"),
    user("u-paris", name="Paul Petit", nodes=("paris",)),
    user("u-viewer", name="Vera Viel", role="viewer", nodes=("net",)),
    user("u-admin", name="Ada Roy", role="admin", nodes=()),
    user("u-gone", name="Guy Noir", nodes=("lyon",), disabled=True),
)


class Reply(NamedTuple):
    """An answer of the API; ``body`` is parsed JSON."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def code(self) -> str:
        """The code of a problem body."""
        assert self.headers["Content-Type"] == "application/problem+json"
        assert self.body["status"] == self.status
        assert self.body["request_id"] == "request-1"
        return str(self.body["code"])


class World:
    """Everything a test of a handler needs. ``time[0]`` is now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.time = [NOW]
        self.handed_over: list[Key] = []
        create_table(client("dynamodb"), TABLE)
        self.table = DynamoTable(client("dynamodb"), TABLE)
        self.alerts = Alerts(self.table)
        self.people = People(self.table)
        self.config = ConfigStore(self.table)
        self.config.save_many(
            [("RULE", "r-low", rule()), *(("PLACE", place.id, place) for place in PLACES)], if_config=0
        )
        for one in USERS:
            self.people.save(one)
        self.calls = Calls(client("dynamodb"))
        settings = ApiSettings(
            "acme", TABLE, "Halles Verdier", "Europe/Paris", "fr", "https://boucle.example.com", PREFIX
        )
        self.cognito = MemoryCognito()
        api = wired(settings, self.table, self.now, cognito=lambda: self.cognito)
        evaluate = evaluate_wired(self.table, self.now, "Europe/Paris", self.handed_over.append)
        monkeypatch.setattr(api_request, "wiring", lambda: api)
        monkeypatch.setattr(evaluate_handler, "wiring", lambda: evaluate)

    def now(self) -> Any:
        """The clock of the handlers."""
        return self.time[0]

    def wait(self, **length: float) -> None:
        """Lets time pass."""
        self.time[0] += timedelta(**length)

    def raise_case(self, number: int = 1, **changes: Any) -> Alert:
        """Evaluates a feedback that fires; answers the case."""
        return self.evaluate(feedback(number, received_at=self.time[0], **changes))

    def evaluate(self, given: Feedback) -> Alert:
        """Runs the evaluate handler on a feedback that fires; answers the case."""
        case = self.run_evaluate(given)
        assert case is not None
        return case

    def run_evaluate(self, given: Feedback) -> Alert | None:
        """Stores a feedback and runs the evaluate handler on its message; answers its case, if it has one."""
        Feedbacks(self.table).add(given, b"{}", given.id)
        pk, sk = keys.feedback(given.id)
        item = {"event": "INSERT", "kind": "feedback", "pk": pk, "sk": sk, "body": codec.encode(given)}
        message = {"messageId": "m1", "body": json.dumps(item)}
        assert evaluate_handler.lambda_handler({"Records": [message]}, None) == {"batchItemFailures": []}
        return self.alerts.get(ids.alert_id(given.id))

    def call(
        self,
        method: str,
        path: str,
        *,
        as_: str = "u-claire",
        body: Any = None,
        query: str = "",
        headers: Mapping[str, str] | None = None,
        claims: Mapping[str, Any] | None = None,
    ) -> Reply:
        """One request of a signed-in person."""
        raw = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
        event = http_event(
            method,
            f"/v1{path}",
            query=query,
            body=raw,
            encoded=not _is_text(raw),
            headers={"content-type": "application/json", **(headers or {})},
            claims={"sub": as_, "token_use": "access"} if claims is None else claims,
        )
        answer = api_handler.lambda_handler(event, Context())
        shown = {**answer.get("headers", {}), **{k: v[0] for k, v in answer.get("multiValueHeaders", {}).items()}}
        return Reply(answer["statusCode"], shown, json.loads(answer["body"]) if answer.get("body") else None)

    def get(self, path: str, query: str = "", as_: str = "u-claire") -> Reply:
        """A GET."""
        return self.call("GET", path, as_=as_, query=query)

    def post(self, path: str, body: Any, as_: str = "u-claire", key: str | None = None) -> Reply:
        """A POST, perhaps under an Idempotency-Key."""
        return self.call(
            "POST", path, as_=as_, body=body, headers={"idempotency-key": key} if key is not None else None
        )


def _is_text(raw: bytes | None) -> bool:
    try:
        return raw is None or bool(raw.decode("utf-8") or True)
    except UnicodeDecodeError:
        return False


class Context:
    """What Lambda tells a handler of its run."""

    function_name = "api"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:eu-west-3:000000000000:function:api"
    aws_request_id = "run-1"
