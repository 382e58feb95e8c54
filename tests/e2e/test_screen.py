"""The screen on the deployed stack, in a real Chromium: the link of the mail, the hosted sign-in, and the work
on a case by keyboard and mouse."""

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.test_path import LYON_AGENT, PATIENCE, alert_id, complaint, open_case
from tools.local.description import StackDescription
from tools.local.paths import LOCAL
from tools.local.stack import RunningStack

SHOTS = LOCAL / "e2e" / "screens"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def browser(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test on any error the browser reports of our own code or of the content policy."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield opened
    context.close()
    assert faults == []


def sign_in(page: Page, account: StackDescription, email: str) -> None:
    """Through the landing page and the hosted page, as a person does."""
    page.get_by_role("button", name=re.compile("Se connecter|Sign in")).click()
    page.locator("input[name=username]").fill(email)
    page.locator("input[name=password]").fill(account.user(email).password)
    page.locator("input[name=password]").press("Enter")


def test_a_case_is_worked_from_the_mail_to_its_closing(
    page: Page,
    stack: RunningStack,
    account: StackDescription,
    api: Callable[[str], httpx.Client],
    post_webhook: Callable[..., httpx.Response],
    eventually: Callable[..., Any],
) -> None:
    name = f"Odile Brun {uuid.uuid4().hex[:4]}"
    _, body = complaint(
        "J'ai trouvé du verre dans un yaourt. <script>alert(1)</script> {{7*7}}",
        respondent={"name": name, "email": "odile@example.com", "phone": "+33639980099"},
        wantsContact=True,
    )
    case = alert_id(post_webhook(body))
    open_case(api(LYON_AGENT), case, eventually)
    mail = eventually(lambda: _mail_to(stack, LYON_AGENT, case), PATIENCE)
    link = re.search(rf"{re.escape(stack.url)}/alerts/\S+", mail)
    assert link is not None

    page.goto(link.group())
    sign_in(page, account, LYON_AGENT)
    page.wait_for_url(re.compile(case))
    verbatim = page.locator("blockquote")
    expect(verbatim).to_contain_text("<script>alert(1)</script> {{7*7}}")
    expect(verbatim.locator("mark").first).to_contain_text("verre")
    expect(page.get_by_text("Sécurité alimentaire").first).to_be_visible()
    _shot(page, "case")

    page.keyboard.press("t")
    expect(page.get_by_text(re.compile("Vous.*avez pris le dossier"))).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("Lot retiré du rayon.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Lot retiré du rayon.").first).to_be_visible()

    page.get_by_role("tab", name="Consigner un appel").click()
    page.get_by_text("Sans réponse", exact=True).click()
    page.get_by_role("button", name=re.compile("^Consigner( Ctrl|$)")).click()
    expect(page.get_by_text(re.compile("Vous.*avez appelé.*sans réponse"))).to_be_visible()
    page.locator("h1").first.click()
    page.keyboard.press("e")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(f"Clore le dossier de {name}")
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    expect(dialog).to_be_hidden()
    closed = eventually(lambda: _closed(api(LYON_AGENT), case), 20)
    assert (closed["closing"]["reason"]["id"], closed["closing"]["skipped"]) == ("no_answer", ["contacted"])
    page.keyboard.press("z")
    reopened = eventually(lambda: _with_status(api(LYON_AGENT), case, "assigned"), 20)
    assert reopened["closing"] is None


def _mail_to(stack: RunningStack, email: str, case: str) -> str | None:
    mails = [mail for mail in stack.mailbox.as_json() if mail["to"] == [email] and case in mail["text"]]
    return str(mails[0]["text"]) if mails else None


def _closed(client: httpx.Client, case: str) -> dict[str, Any] | None:
    return _with_status(client, case, "closed")


def _with_status(client: httpx.Client, case: str, status: str) -> dict[str, Any] | None:
    alert = dict(client.get(f"/alerts/{case}").json())
    return alert if alert["status"] == status else None


def test_a_case_outside_the_perimeter_looks_like_none(
    page: Page,
    stack: RunningStack,
    account: StackDescription,
    api: Callable[[str], httpx.Client],
    post_webhook: Callable[..., httpx.Response],
    eventually: Callable[..., Any],
) -> None:
    case = alert_id(post_webhook(complaint("Du verre dans la soupe.", store="NULLE-PART")[1]))
    open_case(api("claire.vasseur@halles-verdier.example"), case, eventually)
    page.goto(f"{stack.url}/alerts/{case}")
    sign_in(page, account, LYON_AGENT)
    expect(page.get_by_text(re.compile("introuvable|n’existe pas|n’est pas"))).to_be_visible()
    hidden = page.content()
    page.goto(f"{stack.url}/alerts/a{'a' * 24}")
    expect(page.get_by_text(re.compile("introuvable|n’existe pas|n’est pas"))).to_be_visible()
    assert "soupe" not in hidden


def test_the_phone_screen_has_no_sideways_scroll(
    browser: Browser, stack: RunningStack, account: StackDescription
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True)
    page = context.new_page()
    page.goto(stack.url)
    sign_in(page, account, "helen.marsh@halles-verdier.example")
    nothing_yet = page.get_by_text(re.compile("All done|No feedback received yet"))
    expect(page.get_by_role("grid").or_(nothing_yet).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    _shot(page, "phone")
    context.close()


def _shot(page: Page, name: str) -> None:
    Path(SHOTS).mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(SHOTS / f"{name}.png"))
