"""``boucle token``: an access token of one person, through the same sign-in as the frontend's."""

import os
import sys
from typing import Annotated

import httpx
import typer

from tools.cli.output import misused, result, told
from tools.local.description import StackDescription, read_description
from tools.local.errors import LocalError
from tools.local.paths import DEVELOPER
from tools.local.signin import SignInSettings, sign_in

_TIMEOUT_SECONDS = 20.0


def token(
    email: Annotated[str, typer.Argument(help="Who signs in.")],
    url: Annotated[
        str | None, typer.Option(help="The frontend's address; the local stack's when left out.")
    ] = None,
    password: Annotated[
        str | None,
        typer.Option(help="Better left out: then it comes from the local stack, BOUCLE_PASSWORD, or a prompt."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write all tokens as JSON.")] = False,
) -> None:
    """Print an access token of a person (authorization code with PKCE)."""
    with told():
        description = read_description(DEVELOPER.stack_file) if url is None else None
        settings = _settings(url or (description.frontend_url if description else ""))
        tokens = sign_in(settings, email, _password(email, password, description))
    value = {"access_token": tokens.access_token, "id_token": tokens.id_token, "expires_in": tokens.expires_in}
    result(value, tokens.access_token, as_json=as_json)


def _settings(url: str) -> SignInSettings:
    try:
        answer = httpx.get(f"{url.rstrip('/')}/config.json", timeout=_TIMEOUT_SECONDS, trust_env=False)
        return SignInSettings.from_config(answer.raise_for_status().json())
    except (httpx.HTTPError, ValueError, KeyError) as error:
        raise LocalError(
            f"{url}/config.json cannot be read ({type(error).__name__}): is the stack running?"
        ) from error


def _password(email: str, given: str | None, description: StackDescription | None) -> str:
    if given:
        return given
    if description is not None:
        return description.user(email).password
    if "BOUCLE_PASSWORD" in os.environ:
        return os.environ["BOUCLE_PASSWORD"]
    if not sys.stdin.isatty():
        raise misused("Set BOUCLE_PASSWORD, or run this in a terminal, which asks for the password.")
    return str(typer.prompt("Password", hide_input=True, err=True))
