"""AWS without a network: answers put in where botocore would send, so that serialising, signing and parsing are
done as in production. The file named by ``BENCH_CANNED`` holds events and answers; ``samples.py`` writes it."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from botocore.awsrequest import AWSPreparedRequest, AWSResponse


class _Body:
    """What botocore asks of a connection's answer."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self._content


@cache
def _file() -> dict[str, Any]:
    return json.loads(Path(os.environ["BENCH_CANNED"]).read_bytes())  # type: ignore[no-any-return]


def event(name: str) -> dict[str, Any]:
    """The event a function is called with."""
    return dict(_file()["events"][name])


def answers() -> dict[str, str]:
    """What AWS answers, by operation."""
    return dict(_file()["answers"])


def answer(texts: dict[str, str], *clients: Any) -> None:
    """Makes the clients answer with these texts."""
    contents = {name: text.encode() for name, text in texts.items()}

    def send(request: AWSPreparedRequest, **_: Any) -> AWSResponse:
        content = contents[_operation(request)]
        headers: Any = {"content-type": "application/x-amz-json-1.0", "content-length": str(len(content))}
        return AWSResponse(request.url, 200, headers, _Body(content))

    for client in clients:
        client.meta.events.register("before-send", send)


def _operation(request: AWSPreparedRequest) -> str:
    """``GetItem``, or for queries which part of the table is meant."""
    target: Any = request.headers.get("X-Amz-Target")
    if target is None:
        return "SendEmail"
    name = (target.decode() if isinstance(target, bytes) else str(target)).split(".")[1]
    if name != "Query":
        return name
    body: Any = request.body
    asked = json.loads(body)
    if "IndexName" in asked:
        return f"Query {asked['IndexName'][:5]}"
    return f"Query {asked['ExpressionAttributeValues'][':hash']['S'].split('#')[0]}"
