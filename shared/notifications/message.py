"""The mail as bytes for SES."""

import re
from typing import NamedTuple

from shared.notifications.quoting import clean

_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?=.{4,253}\Z)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._-]")
_LOCAL_LIMIT = 64
_LIMIT = 254
_NAME_LIMIT = 120


class Mail(NamedTuple):
    """What one person reads. ``subject`` is one line of at most 150 characters."""

    subject: str
    html: str
    text: str


class UnusableAddress(ValueError):
    """An address that cannot be mailed; the message does not repeat it."""


def build_message(
    mail: Mail, sender: str, sender_name: str, recipient: str, alert_id: str, message_id: str | None = None
) -> bytes:
    """The mail as RFC 5322 bytes: text and HTML, marked as automatic so that no auto-reply answers it, in a thread
    per case. SES adds the date and its own message id. Raises UnusableAddress."""
    # Only the notify function builds mails, and only when it has one: the package costs it a few milliseconds.
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    sender_address = mailable(sender)
    domain = sender_address.rpartition("@")[2]
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(_words(sender_name)[:_NAME_LIMIT], addr_spec=sender_address)
    message["To"] = Address(addr_spec=mailable(recipient))
    message["Subject"] = _words(mail.subject)
    if message_id:
        message["Message-ID"] = f"<{_part_of_id(message_id)}@{domain}>"
    message["References"] = f"<{_part_of_id(alert_id)}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


def mailable(address: str) -> str:
    """The address with its domain in ASCII. Quoted local parts and those outside ASCII are not mailed: it
    raises UnusableAddress."""
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise UnusableAddress("the domain of an address cannot be written in ASCII") from None
    usable = _LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(ascii_domain)
    if not usable or len(local) > _LOCAL_LIMIT or len(local) + 1 + len(ascii_domain) > _LIMIT:
        raise UnusableAddress("not an address such as name@example.com")
    return f"{local}@{ascii_domain}"


def _words(text: str) -> str:
    """One clean line that no reader takes for an encoded word, which could hold line ends again."""
    return " ".join(clean(text).split()).replace("=?", "= ?")


def _part_of_id(text: str) -> str:
    return _NOT_IN_AN_ID.sub("", text)[:_LOCAL_LIMIT]
