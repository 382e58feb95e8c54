"""Passes a request on to the emulator and brings back the answer, byte for byte."""

import http.client
import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus

from tools.local.ports import HOST

_TIMEOUT_SECONDS = 40
# The emulator keeps connections for 75 s; well below that a kept one is certainly still open.
_KEEP_SECONDS = 30
_HOP_BY_HOP = {
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
}
_OWN_REQUEST_HEADERS = _HOP_BY_HOP | {"host", "content-length", "expect", "x-forwarded-for", "x-forwarded-proto"}
_OWN_ANSWER_HEADERS = _HOP_BY_HOP | {"content-length", "date", "server"}


@dataclass(frozen=True)
class Answer:
    """What the emulator answered."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


class Unreachable(Exception):
    """The emulator did not answer; whether it has worked on the request is unknown."""


class BadRequest(Exception):
    """The request cannot be written down as HTTP: a control character in its path or a header."""


@dataclass
class Upstream:
    """One kept connection to the emulator, for one thread."""

    port: int
    _connection: http.client.HTTPConnection | None = None
    _used: float = field(default=0.0)

    def send(self, method: str, path: str, headers: Iterable[tuple[str, str]], body: bytes, host: str) -> Answer:
        """Sends one request. Raises Unreachable or BadRequest."""
        connection = self._open()
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", host)
            for name, value in headers:
                if name.lower() not in _OWN_REQUEST_HEADERS:
                    connection.putheader(name, value)
            connection.putheader("X-Forwarded-For", HOST)
            connection.putheader("X-Forwarded-Proto", "http")
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            content = response.read()
        except (ValueError, http.client.InvalidURL, UnicodeError) as error:
            self.close()
            raise BadRequest(str(error)) from error
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Unreachable(str(error)) from error
        self._used = time.monotonic()
        if response.will_close:
            self.close()
        passed = [
            (name, value) for name, value in response.getheaders() if name.lower() not in _OWN_ANSWER_HEADERS
        ]
        return Answer(response.status, passed, content)

    def close(self) -> None:
        """Closes the kept connection, if there is one."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is not None and time.monotonic() - self._used > _KEEP_SECONDS:
            self.close()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(HOST, self.port, timeout=_TIMEOUT_SECONDS)
        return self._connection


def as_api_gateway(answer: Answer) -> Answer:
    """The answer as API Gateway gives it: where a function fails, the emulator shows its error, AWS does not."""
    if answer.status != HTTPStatus.BAD_GATEWAY or b"errorMessage" not in answer.body:
        return answer
    body = json.dumps({"message": "Internal Server Error"}).encode()
    return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, [("Content-Type", "application/json")], body)
