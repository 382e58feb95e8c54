"""Signs webhooks as the survey tools do, and posts many of them patiently."""

import base64
import hashlib
import hmac
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import batched
from typing import Any

import httpx

from tools.local.description import DemoSource

_TIMEOUT_SECONDS = 30.0
_TRIES = 8
_WINDOW = 1000
_FIRST_PAUSE_SECONDS = 0.2
_LONGEST_PAUSE_SECONDS = 10.0
_WORTH_REPEATING = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT}


def signed_headers(source: DemoSource, delivery: str, body: bytes) -> dict[str, str]:
    """The headers of one delivery as the source's tool signs it; Standard Webhooks for all that are not named. The
    time is now."""
    if source.kind == "typeform":
        return {
            "Content-Type": "application/json",
            "Typeform-Signature": f"sha256={_mac(source.secret.encode(), body)}",
        }
    if source.kind == "tally":
        return {"Content-Type": "application/json", "Tally-Signature": _mac(source.secret.encode(), body)}
    if source.kind == "trustpilot":
        return {"Content-Type": "application/json"}
    timestamp = str(int(time.time()))
    key = base64.b64decode(source.secret.removeprefix("whsec_"))
    signature = _mac(key, f"{delivery}.{timestamp}.".encode() + body)
    return {
        "Content-Type": "application/json",
        "webhook-id": delivery,
        "webhook-timestamp": timestamp,
        "webhook-signature": f"v1,{signature}",
    }


def _mac(key: bytes, signed: bytes) -> str:
    return base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


@dataclass
class Report:
    """How a posting went. ``refused`` counts by status code and keeps the first reason of each."""

    accepted: int = 0
    duplicates: int = 0
    quarantined: int = 0
    repeated: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0

    @property
    def sent(self) -> int:
        """How many webhooks got a final answer."""
        return self.accepted + self.duplicates + self.quarantined + sum(self.refused.values())


@dataclass
class Poster:
    """Posts to ``hook_base``; ``workers`` requests at once at most."""

    hook_base: str
    workers: int = 3
    _report: Report = field(default_factory=Report)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def post(
        self,
        deliveries: Iterable[tuple[DemoSource, str, dict[str, Any]]],
        done: Callable[[int], None] | None = None,
    ) -> Report:
        """Posts every (source, delivery id, payload); ``done`` hears the number of those answered."""
        started = time.monotonic()
        limits = httpx.Limits(max_connections=self.workers, max_keepalive_connections=self.workers)
        with (
            httpx.Client(timeout=_TIMEOUT_SECONDS, limits=limits, trust_env=False) as client,
            ThreadPoolExecutor(self.workers) as pool,
        ):
            number = 0
            # In windows, because a pool takes all it is given into memory at once.
            for window in batched(deliveries, _WINDOW, strict=False):
                for _ in pool.map(lambda one: self._one(client, *one), window):
                    number += 1
                    if done is not None:
                        done(number)
        self._report.seconds = time.monotonic() - started
        return self._report

    def _one(self, client: httpx.Client, source: DemoSource, delivery: str, payload: dict[str, Any]) -> None:
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        address = f"{self.hook_base}/{source.token}"
        problem = ""
        for attempt in range(_TRIES):
            if attempt:
                self._count("repeated")
                time.sleep(_pause(attempt))
            try:
                # Signed at each try: a signature is good for five minutes.
                answer = client.post(address, content=body, headers=signed_headers(source, delivery, body))
            except httpx.HTTPError as error:
                problem = type(error).__name__
                continue
            if (
                answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
                and answer.status_code not in _WORTH_REPEATING
            ):
                self._settle(answer)
                return
            problem = str(answer.status_code)
        self._refuse(f"{problem} after {_TRIES} tries")

    def _settle(self, answer: httpx.Response) -> None:
        if answer.status_code != HTTPStatus.ACCEPTED:
            self._refuse(f"{answer.status_code} {_code(answer)}".strip())
            return
        content = answer.json()
        outcome = (
            "quarantined" if "quarantined" in content else "duplicates" if content["duplicate"] else "accepted"
        )
        self._count(outcome)

    def _count(self, name: str) -> None:
        with self._lock:
            setattr(self._report, name, getattr(self._report, name) + 1)

    def _refuse(self, reason: str) -> None:
        with self._lock:
            self._report.refused[reason] += 1


def _pause(attempt: int) -> float:
    """Doubling, with jitter, so that workers refused together do not come back together."""
    longest = min(_FIRST_PAUSE_SECONDS * 2**attempt, _LONGEST_PAUSE_SECONDS)
    return random.uniform(longest / 2, longest)


def _code(answer: httpx.Response) -> str:
    try:
        return str(answer.json().get("code", ""))
    except (ValueError, AttributeError):
        return ""
