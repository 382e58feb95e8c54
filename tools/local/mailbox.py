"""The mails SES accepted in this run, read from the emulator."""

import base64
import email
import email.policy
import http.client
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from http import HTTPStatus
from typing import Any

from tools.local.emulator_process import MAILS_PATH
from tools.local.ports import HOST


@dataclass(frozen=True)
class Mail:
    """One mail: ``sender`` and ``to`` are addresses as given, ``at`` is UTC ISO 8601."""

    id: str
    at: str
    sender: str
    to: list[str]
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    tags: dict[str, str]


class Mailbox:
    """Reads the emulator's record of accepted mails; an emulator that is gone has none."""

    def __init__(self, emulator_port: int) -> None:
        self._port = emulator_port

    def mails(self) -> list[Mail]:
        """All mails of this run, oldest first."""
        connection = http.client.HTTPConnection(HOST, self._port, timeout=10)
        try:
            connection.request("GET", MAILS_PATH)
            response = connection.getresponse()
            if response.status != HTTPStatus.OK:
                return []
            return [_mail(record) for record in json.loads(response.read())]
        except OSError:
            return []
        finally:
            connection.close()

    def as_json(self) -> list[dict[str, Any]]:
        """The mails for scripts, newest first: id, at, from, to, subject, text, html, headers, tags."""
        rows = [asdict(mail) for mail in reversed(self.mails())]
        return [{"from": row.pop("sender"), **row} for row in rows]


def _mail(record: dict[str, Any]) -> Mail:
    request = record["request"]
    content = request.get("Content", {})
    at = datetime.fromtimestamp(record["at"], UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    destination = request.get("Destination", {})
    parts = _raw_parts(content["Raw"]["Data"]) if "Raw" in content else _simple_parts(content.get("Simple", {}))
    return Mail(
        id=record["id"],
        at=at,
        sender=request.get("FromEmailAddress", ""),
        to=[
            address
            for kind in ("ToAddresses", "CcAddresses", "BccAddresses")
            for address in destination.get(kind, [])
        ],
        subject=parts[0],
        text=parts[1],
        html=parts[2],
        headers=parts[3],
        tags={tag["Name"]: tag["Value"] for tag in request.get("EmailTags", [])},
    )


type _Parts = tuple[str, str, str, dict[str, str]]


def _simple_parts(simple: dict[str, Any]) -> _Parts:
    body = simple.get("Body", {})
    headers = {header["Name"]: header["Value"] for header in simple.get("Headers", [])}
    return (
        simple.get("Subject", {}).get("Data", ""),
        body.get("Text", {}).get("Data", ""),
        body.get("Html", {}).get("Data", ""),
        headers,
    )


def _raw_parts(data: str) -> _Parts:
    message = email.message_from_bytes(base64.b64decode(data), policy=email.policy.default)
    text = _part(message, "plain")
    html = _part(message, "html")
    headers = {name: str(value) for name, value in message.items()}
    return headers.get("Subject", ""), text, html, headers


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body is not None else ""
