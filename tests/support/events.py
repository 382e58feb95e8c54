"""Requests as API Gateway hands them to a function (HTTP API, payload format 2.0)."""

import base64
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl


def http_event(
    method: str,
    path: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    query: str = "",
    claims: Mapping[str, Any] | None = None,
    encoded: bool = False,
    parameters: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """The event of one request; ``encoded`` carries the body in base64, as API Gateway does unless it is text."""
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "ANY /{proxy+}",
        "rawPath": path,
        "rawQueryString": query,
        "headers": {"host": "api.example.com", **(headers or {})},
        "queryStringParameters": dict(parse_qsl(query, keep_blank_values=True)),
        "requestContext": {
            "accountId": "000000000000",
            "apiId": "api",
            "domainName": "api.example.com",
            "domainPrefix": "api",
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": "127.0.0.1",
                "userAgent": "test",
            },
            "requestId": "request-1",
            "routeKey": "ANY /{proxy+}",
            "stage": "$default",
            "time": "17/Mar/2026:09:05:00 +0000",
            "timeEpoch": 1773738300000,
        },
        "isBase64Encoded": encoded,
    }
    if parameters is not None:
        event["pathParameters"] = dict(parameters)
    if body is not None:
        event["body"] = base64.b64encode(body).decode() if encoded else body.decode("utf-8", "surrogatepass")
    if claims is not None:
        event["requestContext"]["authorizer"] = {"jwt": {"claims": dict(claims), "scopes": None}}
    # What is not JSON cannot have come through API Gateway; surrogates only as escapes.
    again: dict[str, Any] = json.loads(json.dumps(event))
    return again
