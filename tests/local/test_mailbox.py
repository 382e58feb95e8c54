"""What SES was asked to send, as JSON and as a page."""

import base64
import json
import re
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tools.local.mailbox import Mailbox
from tools.local.mailbox_page import PAGE_HEADERS, mail_page
from tools.local.ports import HOST


def _raw_mail() -> str:
    message = EmailMessage()
    message["From"] = "Halles Verdier <alertes@halles-verdier.example>"
    message["To"] = "julie@halles-verdier.example"
    message["Subject"] = "Sécurité <alimentaire>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content("Texte é")
    message.add_alternative("<p onclick='x()'>Bonjour é</p><script>alert(1)</script>", subtype="html")
    return base64.b64encode(message.as_bytes()).decode()


RECORDS: list[dict[str, Any]] = [
    {
        "id": "m1",
        "at": 1_795_000_000.0,
        "request": {
            "FromEmailAddress": "a@b.example",
            "Destination": {"ToAddresses": ["c@d.example"], "CcAddresses": ["e@f.example"]},
            "Content": {
                "Simple": {
                    "Subject": {"Data": "Simple"},
                    "Body": {"Text": {"Data": "text"}, "Html": {"Data": "<b>html</b>"}},
                    "Headers": [{"Name": "List-Id", "Value": "x"}],
                }
            },
        },
    },
    {
        "id": "m2",
        "at": 1_795_000_060.0,
        "request": {
            "FromEmailAddress": "alertes@halles-verdier.example",
            "Destination": {"ToAddresses": ["julie@halles-verdier.example"]},
            "Content": {"Raw": {"Data": _raw_mail()}},
            "EmailTags": [{"Name": "event", "Value": "a1-1"}],
        },
    },
]


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    class Records(BaseHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Quiet."""

        def do_GET(self) -> None:
            body = json.dumps(RECORDS).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer((HOST, 0), Records)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Mailbox(server.server_address[1])
    server.shutdown()
    server.server_close()


def test_mails_are_listed_newest_first_with_their_headers(mailbox: Mailbox) -> None:
    newest, oldest = mailbox.as_json()
    assert oldest == {
        "from": "a@b.example",
        "id": "m1",
        "at": "2026-11-18T11:06:40.000Z",
        "to": ["c@d.example", "e@f.example"],
        "subject": "Simple",
        "text": "text",
        "html": "<b>html</b>",
        "headers": {"List-Id": "x"},
        "tags": {},
    }
    assert newest["subject"] == "Sécurité <alimentaire>"
    assert newest["text"].strip() == "Texte é"
    assert newest["headers"]["Auto-Submitted"] == "auto-generated"
    assert newest["tags"] == {"event": "a1-1"}


def test_the_page_shows_one_mail_without_running_it(mailbox: Mailbox) -> None:
    page = mail_page(mailbox.mails(), "m2")
    frame = re.search(r"<iframe [^>]*>", page)
    assert frame is not None
    assert "allow-scripts" not in frame.group()
    assert "allow-same-origin" not in frame.group()
    assert "<script" not in page
    assert "Sécurité &lt;alimentaire&gt;" in page
    assert "default-src 'none'" in PAGE_HEADERS["Content-Security-Policy"]


def test_an_unknown_mail_shows_the_newest(mailbox: Mailbox) -> None:
    assert "Sécurité &lt;alimentaire&gt;</h2>" in mail_page(mailbox.mails(), "'><script>")


def test_an_empty_mailbox_says_so() -> None:
    assert "Aucun mail" in mail_page([], "")
