"""The API of a deployment, as an admin calls it from a shell."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx

from tools.local.description import read_description
from tools.local.errors import LocalError
from tools.local.paths import DEVELOPER
from tools.local.signin import SignInSettings, sign_in

_TIMEOUT_SECONDS = 60.0
TOKEN = "BOUCLE_TOKEN"  # noqa: S105 - the name of a variable


@dataclass(frozen=True)
class Api:
    """Calls with a person's access token. ``base`` is where ``/v1`` starts."""

    base: str
    token: str
    transport: httpx.BaseTransport | None = None

    def call(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, raw: bytes | None = None
    ) -> Any:
        """The answer's JSON; ``raw`` is sent as it is. Raises LocalError with what the API refuses, fault by
        fault."""
        headers = {"authorization": f"Bearer {self.token}"}
        if raw is not None:
            headers["content-type"] = "application/octet-stream"
        try:
            with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False, transport=self.transport) as client:
                answer = client.request(method, f"{self.base}/v1{path}", json=body, content=raw, headers=headers)
        except httpx.HTTPError as error:
            raise LocalError(f"{self.base} cannot be reached ({type(error).__name__}).") from error
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            raise LocalError(f"The access token is refused: set {TOKEN} to a new one (boucle token EMAIL).")
        if answer.is_error:
            raise LocalError(_refusal(answer))
        return answer.json() if answer.content else None


def find_api(url: str | None) -> Api:
    """The API behind a frontend's address with the token in BOUCLE_TOKEN; without an address the local stack, as
    its first admin unless there is a token. Raises LocalError."""
    token = os.environ.get(TOKEN)
    if url is not None:
        if not token:
            raise LocalError(f"Set {TOKEN} to an admin's access token (boucle token EMAIL --url {url}).")
        return Api(url.rstrip("/"), token)
    stack = read_description(DEVELOPER.stack_file)
    return Api(stack.api_url.rstrip("/").removesuffix("/v1"), token or _local_token(stack.frontend_url))


def _local_token(frontend_url: str) -> str:
    stack = read_description(DEVELOPER.stack_file)
    admin = next((user for user in stack.users if user.role == "admin"), None)
    if admin is None:
        raise LocalError(f"The local stack has no admin: set {TOKEN}.")
    answer = httpx.get(f"{frontend_url.rstrip('/')}/config.json", timeout=_TIMEOUT_SECONDS, trust_env=False)
    return sign_in(SignInSettings.from_config(answer.json()), admin.email, admin.password).access_token


def _refusal(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
        lines = [f"{problem['detail']} ({problem['code']})"]
        lines += [f"  {fault['path']}: {fault['message']}" for fault in problem.get("errors", [])]
    except (ValueError, KeyError, TypeError):
        return f"The API answered {answer.status_code}."
    return "\n".join(lines)
