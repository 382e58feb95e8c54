"""``stack.json``: what scripts, tests and the admin command need to know of a running stack."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tools.local.errors import LocalError


@dataclass(frozen=True)
class DemoUser:
    """Someone who can sign in; ``places`` are ids of nodes of the place tree, empty for an admin's everything."""

    email: str
    password: str
    role: str
    places: list[str]


@dataclass(frozen=True)
class DemoSource:
    """A source that may post: its path token and the secret that signs."""

    id: str
    kind: str
    token: str
    secret: str


@dataclass(frozen=True)
class StackDescription:
    """The content of ``stack.json``."""

    api_url: str
    hook_base: str
    frontend_url: str
    mailbox_url: str
    table: str
    region: str
    endpoint_url: str
    users: list[DemoUser]
    sources: list[DemoSource]

    def write(self, file: Path) -> None:
        """Writes the file so that a reader sees it whole or not at all; only this user may read it."""
        partial = file.with_suffix(".part")
        partial.unlink(missing_ok=True)
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as stream:
            json.dump(asdict(self), stream, ensure_ascii=False, indent=2)
        partial.replace(file)

    def user(self, email: str) -> DemoUser:
        """The user of an email address. Raises LocalError naming those there are."""
        for user in self.users:
            if user.email.casefold() == email.casefold():
                return user
        known = ", ".join(user.email for user in self.users)
        raise LocalError(f"Nobody of the local stack signs in as {email}: use one of {known}.")

    def source(self, source_id: str) -> DemoSource:
        """The source of an id. Raises LocalError naming those there are."""
        for source in self.sources:
            if source.id == source_id:
                return source
        known = ", ".join(source.id for source in self.sources)
        raise LocalError(f"The local stack has no source {source_id}: use one of {known}.")


def read_description(file: Path) -> StackDescription:
    """The running stack's description. Raises LocalError when no stack is running."""
    try:
        content: dict[str, Any] = json.loads(file.read_text())
    except FileNotFoundError:
        raise LocalError(
            "No local stack is running: start one with make run, and wait until it is ready."
        ) from None
    users = [DemoUser(**user) for user in content.pop("users")]
    sources = [DemoSource(**source) for source in content.pop("sources")]
    return StackDescription(**content, users=users, sources=sources)
