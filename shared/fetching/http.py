"""GET and POST to a vendor's API: HTTPS only, short, small, and never redirected."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import urllib3

from shared.feedback import strict_json
from shared.feedback.strict_json import Unusable

MAX_ANSWER = 2 * 1024 * 1024
_TIMEOUT = urllib3.Timeout(connect=5, read=15)


class NotFetched(Exception):
    """The vendor did not give the answers this time. ``cause`` is a stable code: ``unreachable``, ``busy``,
    ``credential_refused``, ``refused`` or ``unreadable``; ``wait`` is how many seconds the vendor asks us to wait.
    The message never holds what was sent or answered."""

    def __init__(self, cause: str, wait: int = 0) -> None:
        super().__init__(cause)
        self.cause = cause
        self.wait = wait


class Http:
    """The client. ``origins`` replaces origins by others (``https://api.example.com`` by a loopback address), for
    tests that stand in for a vendor; it is empty on AWS."""

    def __init__(self, origins: Mapping[str, str] | None = None) -> None:
        self._origins = origins or {}
        self._pool = urllib3.PoolManager(timeout=_TIMEOUT, retries=False)

    def get(self, origin: str, path: str, headers: Mapping[str, str]) -> Any | None:
        """The JSON behind a path, None when it does not exist (any more). Raises NotFetched."""
        return self._asked("GET", origin, path, headers, None)

    def post_form(self, origin: str, path: str, form: Mapping[str, str]) -> Any | None:
        """The JSON answered to a form. Raises NotFetched."""
        media = {"content-type": "application/x-www-form-urlencoded"}
        return self._asked("POST", origin, path, media, urlencode(form))

    def _asked(
        self, method: str, origin: str, path: str, headers: Mapping[str, str], body: str | None
    ) -> Any | None:
        target = self._origins.get(origin, origin)
        if target == origin and not origin.startswith("https://"):
            raise NotFetched("refused")
        try:
            answer = self._pool.request(
                method, target + path, headers={"accept": "application/json", **headers}, body=body,
                redirect=False, preload_content=False,
            )  # fmt: skip
            try:
                content = answer.read(MAX_ANSWER + 1, decode_content=True)
            finally:
                answer.release_conn()
        except (urllib3.exceptions.HTTPError, OSError):
            raise NotFetched("unreachable") from None
        if answer.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return None
        _require_success(answer.status, answer.headers.get("retry-after"))
        if len(content) > MAX_ANSWER:
            raise NotFetched("unreadable")
        try:
            return strict_json.parse(content)
        except Unusable:
            raise NotFetched("unreadable") from None


def _require_success(status: int, retry_after: str | None) -> None:
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN):
        raise NotFetched("credential_refused")
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotFetched("busy", wait=int(retry_after) if retry_after and retry_after.isdecimal() else 0)
    if status != HTTPStatus.OK:
        raise NotFetched("refused")
