"""Signs a person in through the hosted page: authorization code with PKCE, as the frontend does."""

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx

from tools.local.errors import LocalError

_TIMEOUT_SECONDS = 20.0
_SCOPE = "openid email profile"


@dataclass(frozen=True)
class SignInSettings:
    """Where to sign in: the same values as the ``auth`` part of ``config.json``."""

    client_id: str
    redirect_uri: str
    authorization_endpoint: str
    token_endpoint: str
    scope: str = _SCOPE

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> "SignInSettings":
        """Reads a parsed ``config.json``."""
        auth = config["auth"]
        return cls(
            client_id=auth["client_id"],
            redirect_uri=auth["redirect_uri"],
            authorization_endpoint=auth["metadata"]["authorization_endpoint"],
            token_endpoint=auth["metadata"]["token_endpoint"],
            scope=auth["scope"],
        )


@dataclass(frozen=True)
class Tokens:
    """What the token endpoint gives; ``expires_in`` is in seconds."""

    access_token: str
    id_token: str
    refresh_token: str
    expires_in: int


def sign_in(settings: SignInSettings, email: str, password: str) -> Tokens:
    """The tokens of one person. Raises LocalError when the sign-in is refused."""
    verifier = secrets.token_urlsafe(48)
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    state = secrets.token_urlsafe(16)
    query = {
        "response_type": "code",
        "client_id": settings.client_id,
        "redirect_uri": settings.redirect_uri,
        "scope": settings.scope,
        "state": state,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    with httpx.Client(timeout=_TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client:
        try:
            code = _code(client, settings, query, {"username": email, "password": password})
            answer = client.post(
                settings.token_endpoint,
                data={
                    "grant_type": "authorization_code",
                    "client_id": settings.client_id,
                    "redirect_uri": settings.redirect_uri,
                    "code": code,
                    "code_verifier": verifier,
                },
            )
        except httpx.HTTPError as error:
            raise LocalError(f"The sign-in page did not answer ({error}): is the stack running?") from error
    if answer.status_code != HTTPStatus.OK:
        raise LocalError(f"The sign-in code was refused ({answer.status_code}): try again.")
    body = answer.json()
    return Tokens(body["access_token"], body["id_token"], body["refresh_token"], int(body["expires_in"]))


def _code(client: httpx.Client, settings: SignInSettings, query: dict[str, str], fields: dict[str, str]) -> str:
    """Fills in the hosted page's form; the page answers with a redirect that carries the code."""
    page = client.get(settings.authorization_endpoint, params=query)
    while page.status_code in {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER}:
        page = client.get(urljoin(str(page.url), page.headers["location"]))
    form = _Form()
    form.feed(page.text)
    if page.status_code != HTTPStatus.OK or form.action is None:
        raise LocalError(
            f"The sign-in page refused the request ({page.status_code}): check the client's settings."
        )
    answer = client.post(urljoin(str(page.url), form.action), data={**form.hidden, **fields})
    location = answer.headers.get("location", "")
    returned = parse_qs(urlsplit(location).query)
    if not location.startswith(settings.redirect_uri) or "code" not in returned:
        raise LocalError("The email address or the password is wrong: nobody was signed in.")
    if returned.get("state") != [query["state"]]:
        raise LocalError("The sign-in page answered for another sign-in: try again.")
    return str(returned["code"][0])


class _Form(HTMLParser):
    """The first form of a page that is sent by POST: its address and hidden fields."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.hidden: dict[str, str] = {}
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form" and self.action is None and values.get("method", "").lower() == "post":
            self.action, self._inside = values.get("action", ""), True
        elif tag == "input" and self._inside and values.get("type", "").lower() == "hidden":
            self.hidden[values.get("name", "")] = values.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
