"""What the functions are called with and what DynamoDB, SSM and SES answer: one network of 61 places, four cases
out of five with a comment, the rules of the demonstration account."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec

from shared import clock, ids
from shared.alerts.models import Alert, Event
from shared.alerts.opening import open_alert, place_of
from shared.feedback.models import Feedback, Respondent, Score
from shared.rules.ruleset import Fired
from shared.scope.people import User
from shared.scope.places import Place, PlaceTree
from shared.storage import codec, keys
from shared.storage.alerts import alert_item
from shared.storage.config import Config
from shared.storage.keys import Item, Kind
from tools.demo.rules import RULES

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "benchmark",
    "AWS_SECRET_ACCESS_KEY": "benchmark",
    "AWS_REGION": "eu-west-3",
    "AWS_DEFAULT_REGION": "eu-west-3",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
    "POWERTOOLS_SERVICE_NAME": "benchmark",
    "LOG_LEVEL": "INFO",
    "TENANT": "halles",
    "TABLE_NAME": "boucle-halles",
    "TENANT_NAME": "Halles Verdier",
    "ZONE": "Europe/Paris",
    "JOBS_FUNCTION": "boucle-halles-jobs",
    "LOCALE": "fr",
    "PARAMETER_PREFIX": "/boucle/halles",
    "USER_POOL_ID": "eu-west-3_Halles000",
    "NOTIFY_QUEUE_URL": "https://sqs.eu-west-3.amazonaws.com/000000000000/notify",
    "FRONTEND_URL": "https://inbox.example",
    "SENDER": "alertes@example.com",
    "SENDER_NAME": "Halles Verdier",
    "CONFIGURATION_SET": "boucle-halles",
}

ROWS = 25
_SECRET = b"benchmark-secret-of-32-bytes-long"
_COMMENT = (
    "J'ai attendu quarante minutes à la caisse un samedi matin, personne pour me renseigner, et le produit que je "
    "venais chercher n'était plus en rayon. On m'avait pourtant dit au téléphone qu'il était mis de côté. Je suis "
    "très déçue, c'est la troisième fois cette année."
)


def write(path: Path) -> None:
    """Writes events and answers as JSON for ``canned.py``."""
    path.write_text(json.dumps({"events": _events(), "answers": _answers()}), encoding="utf-8")


def rows(count: int = ROWS) -> list[Item]:
    """Cases as items of an index that projects ``row``, in its order."""
    items = sorted((alert_item(_alert(number)) for number in range(count)), key=lambda item: str(item["due"]))
    return [{name: item[name] for name in ("pk", "sk", "due", "l2", "row")} for item in items]


def places() -> list[Place]:
    """A network, four regions and 56 stores."""
    regions = [Place(f"r{number}", f"Région {number}", "halles") for number in range(4)]
    stores = [Place(f"s{number}", f"Magasin {number}", f"r{number % 4}", f"S{number:03d}") for number in range(56)]
    return [Place("halles", "Halles Verdier"), *regions, *stores]


def user() -> User:
    """The agent of one store."""
    return User("0b0c", "nadia.benali@example.com", "Nadia Benali", "agent", "fr", ("s1",))


def feedback(number: int = 0) -> Feedback:
    """A low score with a comment of usual length; every fifth one has none."""
    received = clock.now() - timedelta(minutes=number)
    return Feedback(
        id=ids.feedback_id("web", str(number)),
        source_id="web",
        source_kind="standard_webhooks",
        response_id=str(number),
        delivery_id=f"msg_{number}",
        kind="survey",
        submitted_at=received,
        received_at=received,
        channel="store",
        language="fr",
        place_code="S001",
        score=Score(number % 7, 0, 10, "nps"),
        comment=_COMMENT if number % 5 else None,
        contact_requested=True,
        respondent=Respondent(id=f"c{number}", name="Camille Renaud", email="camille@example.com"),
    )


def _alert(number: int = 1) -> Alert:
    return _opened(number)[0]


def _opened(number: int = 1) -> tuple[Alert, Event]:
    given = feedback(number)
    return open_alert(given, place_of(given, PlaceTree(places())), [Fired(RULES[2], ())])


def _events() -> dict[str, dict[str, Any]]:
    alert, raised = _opened()
    pk, sk = keys.event(alert.id, 1)
    return {
        "ingest": _webhook(clock.now()),
        "evaluate": _messages({"kind": Kind.FEEDBACK, "event": "INSERT", "body": codec.encode(feedback(1))}),
        "notify": _messages({"pk": pk, "sk": sk, "body": codec.encode(raised)}),
        "expire": {},
        "list": list_event("mine"),
        "case": _api_event(f"/v1/alerts/{alert.id}", {}),
    }


def list_event(section: str) -> dict[str, Any]:
    """``GET /v1/alerts``."""
    return _api_event("/v1/alerts", {"section": section, "limit": str(ROWS)})


def _api_event(path: str, query: dict[str, str]) -> dict[str, Any]:
    """A request behind the JWT authorizer of an HTTP API (payload format 2.0)."""
    return {
        "version": "2.0",
        "routeKey": "ANY /v1/{proxy+}",
        "rawPath": path,
        "rawQueryString": urlencode(query),
        "headers": {"accept": "application/json", "host": "api.example", "authorization": "Bearer x"},
        "queryStringParameters": query,
        "pathParameters": {"proxy": path.removeprefix("/v1/")},
        "requestContext": {
            "requestId": "request-1",
            "stage": "$default",
            "http": {"method": "GET", "path": path, "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1"},
            "authorizer": {"jwt": {"claims": {"sub": user().id, "token_use": "access"}, "scopes": None}},
        },
        "isBase64Encoded": False,
    }


def _webhook(now: datetime) -> dict[str, Any]:
    data = {
        "externalId": "r-1",
        "submittedAt": clock.iso(now),
        "metrics": {"nps": 2},
        "comment": _COMMENT,
        "wantsContact": True,
        "scope": {"store": "S001"},
        "respondent": {"name": "Camille Renaud", "email": "camille@example.com"},
    }
    body = json.dumps({"type": "feedback.created", "data": data})
    stamp = str(int(now.timestamp()))
    signed = hmac.digest(_SECRET, f"msg_1.{stamp}.{body}".encode(), hashlib.sha256)
    return {
        "version": "2.0",
        "headers": {
            "content-type": "application/json",
            "webhook-id": "msg_1",
            "webhook-timestamp": stamp,
            "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
        },
        "pathParameters": {"source_token": "token"},
        "requestContext": {"requestId": "request-1", "http": {"method": "POST"}},
        "body": body,
        "isBase64Encoded": False,
    }


def _messages(*bodies: dict[str, Any]) -> dict[str, Any]:
    return {"Records": [{"messageId": str(n), "body": json.dumps(body)} for n, body in enumerate(bodies)]}


def _answers() -> dict[str, str]:
    secret = f"whsec_{base64.b64encode(_SECRET).decode()}"
    source = {"source_id": "web", "kind": "standard_webhooks", "secrets": [{"value": secret}], "disabled": False}
    version: Item = {"pk": keys.CONFIG_VERSION[0], "sk": keys.CONFIG_VERSION[1], "version": 7}
    alert = alert_item(_alert())
    person: Item = {"pk": f"U#{user().id}", "sk": "U", "kind": Kind.USER, "body": codec.encode(user())}
    replies: dict[str, Any] = {
        "GetParameter": {"Parameter": {"Name": "x", "Value": json.dumps(source)}},
        # A configuration's version, a case or the key of page markers: each function asks for one of them only.
        "GetItem": {"Item": wire(alert | {"version": 7, "key": _SECRET})},
        "BatchGetItem": {"Responses": {ENVIRONMENT["TABLE_NAME"]: [wire(person), wire(version)]}},
        "Query CONFIG": _queried([version, *_config()]),
        "Query NODE": _queried([{"pk": "NODE#s1", "sk": f"U#{user().id}", "user_id": user().id}]),
        "Query A": _queried([]),
        "Query owner": _queried(rows()),
        "Query level": _queried(rows()),
        "Query tick": _queried([]),
        "Query respo": _queried([]),
        "PutItem": {},
        "UpdateItem": {},
        "TransactWriteItems": {},
        "SendEmail": {"MessageId": "message-1"},
    }
    return {name: json.dumps(reply) for name, reply in replies.items()}


def _config() -> list[Item]:
    entities: list[tuple[str, str, msgspec.Struct]] = [("RULE", rule.id, rule) for rule in RULES]
    entities += [("PLACE", place.id, place) for place in places()]
    return [
        {"pk": keys.CONFIG, "sk": f"{kind}#{name}", "kind": Kind.CONFIG, "body": codec.encode(model)}
        for kind, name, model in entities
    ]


def config() -> Config:
    """The same configuration, in process."""
    return Config(7, {rule.id: rule for rule in RULES}, places(), [])


def _queried(items: Iterable[Item]) -> dict[str, Any]:
    found = [wire(item) for item in items]
    return {"Items": found, "Count": len(found), "ScannedCount": len(found)}


def wire(item: Item) -> dict[str, dict[str, str]]:
    """An item in DynamoDB's JSON."""
    return {name: _wired(value) for name, value in item.items()}


def _wired(value: str | int | bytes) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"B": base64.b64encode(value).decode()}
    return {"S": value} if isinstance(value, str) else {"N": str(value)}
