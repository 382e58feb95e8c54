"""The whole product, deployed into an emulator of its own beside any other local run."""

import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tools.demo.posting import signed_headers
from tools.local.browser import find_browser
from tools.local.description import StackDescription
from tools.local.paths import LOCAL, StateDirectory
from tools.local.ports import first_free
from tools.local.progress import Progress
from tools.local.run import fill
from tools.local.signin import SignInSettings, sign_in
from tools.local.stack import Options, RunningStack, running_stack

# Preferred, so that the stacks synthesised for it can be used again.
_FIRST_PORT = 8180
_TIMEOUT_SECONDS = 30.0


@pytest.fixture(scope="session")
def stack() -> Iterator[RunningStack]:
    """The running stack; its account is in ``account``. Nothing of it is left after the session."""
    options = Options(port=first_free(_FIRST_PORT), state=StateDirectory(LOCAL / "e2e"))
    with running_stack(options, Progress()) as running:
        yield running


@pytest.fixture(scope="session")
def account(stack: RunningStack) -> StackDescription:
    """People, places, rules and sources of the demonstration, without any customer's answers."""
    return fill(stack, Progress(quiet=True), demo=True, feedback=0)


@pytest.fixture(scope="session")
def access_token(stack: RunningStack, account: StackDescription) -> Callable[[str], str]:
    """A function from an email address to that person's access token, signed in once."""
    settings = SignInSettings.from_config(stack.config)
    known: dict[str, str] = {}

    def token(email: str) -> str:
        if email not in known:
            known[email] = sign_in(settings, email, account.user(email).password).access_token
        return known[email]

    return token


@pytest.fixture(scope="session")
def api(stack: RunningStack, access_token: Callable[[str], str]) -> Iterator[Callable[[str], httpx.Client]]:
    """A function from an email address to that person's client of ``/v1`` (paths start after it)."""
    clients: dict[str, httpx.Client] = {}

    def client(email: str) -> httpx.Client:
        if email not in clients:
            clients[email] = httpx.Client(
                base_url=f"{stack.url}/v1",
                headers={"Authorization": f"Bearer {access_token(email)}"},
                timeout=_TIMEOUT_SECONDS,
                trust_env=False,
            )
        return clients[email]

    yield client
    for opened in clients.values():
        opened.close()


type Post = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def post_webhook(account: StackDescription) -> Iterator[Post]:
    """``post_webhook(body, source="application", delivery=None, headers=None)``: posts these bytes signed as the
    source does, with a new delivery id unless one is given; ``headers`` replace or (None) remove signed ones."""
    with httpx.Client(timeout=_TIMEOUT_SECONDS, trust_env=False) as client:

        def post(
            body: bytes,
            source: str = "application",
            delivery: str | None = None,
            headers: dict[str, str | None] | None = None,
        ) -> httpx.Response:
            sender = account.source(source)
            signed = signed_headers(sender, delivery or f"msg_{uuid.uuid4().hex}", body)
            sent = {name: value for name, value in {**signed, **(headers or {})}.items() if value is not None}
            return client.post(f"{account.hook_base}/{sender.token}", content=body, headers=sent)

        yield post


@pytest.fixture(scope="session")
def eventually() -> Callable[..., Any]:
    """``eventually(ask, seconds=20)``: asks until the answer is true, and returns it."""

    def wait(ask: Callable[[], Any], seconds: float = 20.0) -> Any:
        deadline = time.monotonic() + seconds
        while not (answer := ask()):
            assert time.monotonic() < deadline, f"nothing came within {seconds:.0f} s"
            time.sleep(0.1)
        return answer

    return wait


@pytest.fixture(scope="session")
def browser_path() -> str:
    """A Chromium to drive; installed if need be, and a failure when there is none."""
    return find_browser()
