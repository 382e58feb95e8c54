"""Runs inside the emulator's own environment: the emulator, plus a record of each mail handed to SES.

The emulator keeps a sent mail without its headers, so the request itself is recorded, from outside: an ASGI
layer reads the request body and the answer, and touches nothing of the emulator. ``GET /_boucle/mails`` lists
them. The process also ends itself when the run that started it is gone, however that happened.
"""

import asyncio
import importlib
import json
import os
import shutil
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

MAILS_PATH = "/_boucle/mails"
_SEND_PATH = "/v2/email/outbound-emails"
_KEPT = 20_000
_PARENT_CHECK_SECONDS = 1.0
_FIRST_LOG_SECONDS = 0.006
_NEXT_LOG_SECONDS = 0.002
_ALL_LOGS_SECONDS = 0.05

type Message = dict[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]
type Application = Callable[[Message, Receive, Send], Awaitable[None]]


class Gateway:
    """Passes every request to ``application``; keeps those by which SES accepted a mail.

    Signed calls count as encrypted: they never leave this machine, and queue policies refuse plain ones.
    """

    def __init__(self, application: Application) -> None:
        self._application = application
        self._mails: list[dict[str, Any]] = []

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == MAILS_PATH:
            await self._list(send)
        elif scope["type"] == "http" and scope["method"] == "POST" and scope["path"] == _SEND_PATH:
            await self._record(scope, receive, send)
        else:
            await self._application(_as_encrypted(scope), receive, send)

    async def _list(self, send: Send) -> None:
        body = json.dumps(self._mails).encode()
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _record(self, scope: Message, receive: Receive, send: Send) -> None:
        request, answer = bytearray(), bytearray()
        status = 0

        async def reading() -> Message:
            message = await receive()
            request.extend(message.get("body", b""))
            return message

        async def writing(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            answer.extend(message.get("body", b""))
            await send(message)

        await self._application(_as_encrypted(scope), reading, writing)
        if status == 200:
            self._mails.append(
                {"id": json.loads(answer)["MessageId"], "at": time.time(), "request": json.loads(request)}
            )
            del self._mails[:-_KEPT]


def _as_encrypted(scope: Message) -> Message:
    headers = dict(scope.get("headers", ()))
    if scope["type"] != "http" or b"x-forwarded-proto" in headers:
        return scope
    if not headers.get(b"authorization", b"").startswith(b"AWS4-"):
        return scope
    return {**scope, "headers": [*scope["headers"], (b"x-forwarded-proto", b"https")]}


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_PARENT_CHECK_SECONDS)
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    # The whole group: the functions' processes must not outlive the emulator.
    os.killpg(os.getpgid(0), signal.SIGKILL)


def _answer_sooner() -> None:
    """After each call the emulator waits 50 ms for a function's log lines; those that come do so at once."""
    worker = importlib.import_module("ministack.core.lambda_runtime").Worker
    drain = getattr(worker, "_drain_stderr_bounded", None)
    if drain is not None:
        drain.__defaults__ = (_FIRST_LOG_SECONDS, _NEXT_LOG_SECONDS, _ALL_LOGS_SECONDS)


def main() -> None:
    """Starts the emulator in the foreground, set up by environment variables."""
    emulator = importlib.import_module("ministack.app")
    emulator.app = Gateway(emulator.app)  # type: ignore[attr-defined]
    _answer_sooner()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    emulator.main()


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, asyncio.CancelledError):
        raise SystemExit(0) from None
