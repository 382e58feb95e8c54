"""The mail as bytes: what a mail server and an auto-responder read."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from shared.notifications.message import Mail, UnusableAddress, build_message

MAIL = Mail("P1 · Sécurité, Lyon", "<p>Été “ok”</p>", "Été « ok »\n")
SENDER = "alerts@boucle.example.com"
HEADERS = {
    "From",
    "To",
    "Subject",
    "References",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
}


def parsed(raw: bytes) -> EmailMessage:
    """As a mail program reads it."""
    message = message_from_bytes(raw, policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def test_headers_and_parts() -> None:
    raw = build_message(MAIL, SENDER, "Halles Verdier", "claire@example.com", "a7k3", "m-1")
    message = parsed(raw)
    assert message["From"] == "Halles Verdier <alerts@boucle.example.com>"
    assert message["To"] == "claire@example.com"
    assert message["Subject"] == "P1 · Sécurité, Lyon"
    assert message["Message-ID"] == "<m-1@boucle.example.com>"
    assert message["References"] == "<a7k3@boucle.example.com>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert set(message.keys()) == HEADERS | {"Message-ID"}
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert isinstance(text, EmailMessage)
    assert isinstance(html, EmailMessage)
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == MAIL.text
    assert html.get_content().strip() == MAIL.html
    assert raw.isascii(), "no server on the way has to handle eight bits"
    assert all(len(line) <= 998 for line in raw.split(b"\r\n")), "RFC 5322, 2.1.1"
    assert b"\n" not in raw.replace(b"\r\n", b""), "every line ends in CR LF"


@pytest.mark.parametrize(
    ("subject", "name", "alert_id", "message_id", "reason"),
    [
        ("x\r\nBcc: a@b.c", "n", "a1", "m", "a line end in the subject (B35)"),
        ("x\u2028Bcc: a@b.c", "n", "a1", "m", "a Unicode line end (B35)"),
        ("x\x85Bcc: a@b.c\x0b\x0c", "n", "a1", "m", "other line ends"),
        ("x\ud800", "n\ud800", "a1", "m", "half surrogates"),
        ("x", 'n"\r\nBcc: a@b.c', "a1", "m", "a line end in the sender's name"),
        ("x", "a@b.c>, <evil@example.com", "a1", "m", "an address in the sender's name"),
        ("x", "n", "a1>\r\nBcc: <a@b.c", "m", "a line end in the case's id"),
        ("x", "n", "a1", "m>\r\nBcc: <a@b.c", "a line end in the message id"),
        ("é" * 400, "é" * 400, "a" * 400, "m" * 400, "everything too long"),
        ("=?utf-8?q?x=0D=0ABcc:_a@b.c?=", "=?utf-8?q?=0D=0ABcc:_a@b.c?=", "a1", "m", "line ends as encoded words"),
    ],
)
def test_no_header_comes_from_a_value(
    subject: str, name: str, alert_id: str, message_id: str, reason: str
) -> None:
    raw = build_message(MAIL._replace(subject=subject), SENDER, name, "claire@example.com", alert_id, message_id)
    message = message_from_bytes(raw, policy=SMTP)
    assert set(message.keys()) == HEADERS | {"Message-ID"}, reason
    assert [one.addr_spec for one in message["From"].addresses] == [SENDER], reason
    assert [one.addr_spec for one in message["To"].addresses] == ["claire@example.com"], reason
    assert len(message.get_all("Subject", [])) == 1, reason
    assert not set("\r\n\u2028") & set(f"{message['Subject']}{message['From']}"), reason
    assert not any(line.lower().startswith(b"bcc") for line in raw.split(b"\r\n")), reason


@pytest.mark.parametrize(
    ("address", "sent_to", "reason"),
    [
        ("claire@example.com", "claire@example.com", "plain"),
        ("claire+boucle@example.co.uk", "claire+boucle@example.co.uk", "a tag"),
        ("o'brien@example.com", "o'brien@example.com", "an apostrophe"),
        ("claire@éxample.fr", "claire@xn--xample-9ua.fr", "a domain with accents (B36)"),
    ],
)
def test_usable_address(address: str, sent_to: str, reason: str) -> None:
    message = parsed(build_message(MAIL, SENDER, "n", address, "a1"))
    assert [one.addr_spec for one in message["To"].addresses] == [sent_to], reason


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("a@b,c@d", "two addresses in one (B36)"),
        ('"a b"@c.example', "a quoted local part (B36)"),
        ("a" * 65 + "@example.com", "a local part over 64"),
        ("a@" + ".".join(["x" * 60] * 5) + ".com", "over 254 characters (B36)"),
        ("a\r\nBcc: x@y.z@example.com", "a line end"),
        ("claire@exam\u202eple.com", "a direction override"),
        ("a@localhost", "no domain"),
        ("a@-x.com", "a label that starts with a hyphen"),
        ("élodie@example.com", "a local part outside ASCII"),
        ("a..b@example.com", "two dots"),
        ("a@..fr", "empty labels"),
        ("a@é..fr", "empty labels beyond ASCII"),
        ("claire", "no @"),
        ("", "empty"),
    ],
)
def test_unusable_address(address: str, reason: str) -> None:
    with pytest.raises(UnusableAddress) as refused:
        build_message(MAIL, SENDER, "n", address, "a1")
    assert not address or address not in str(refused.value), reason


def test_without_a_message_id_ses_gives_one() -> None:
    assert "Message-ID" not in parsed(build_message(MAIL, SENDER, "n", "claire@example.com", "a1"))
