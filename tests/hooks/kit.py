"""What a row of the bad-input table is made of. Rows say nothing of where the request goes: the same table runs
against the handler in process and against a deployed stack over HTTP."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, NamedTuple

from shared.feedback.sources import HookSource, Secret
from tests.support import hooks

type SourceName = Literal["native", "other", "disabled", "rotating", "rotated", "typeform", "unknown"]

OTHER_SECRET = "whsec_b3RoZXItc291cmNlLWtleS1vZi0zMi1ieXRlcyEhISE="

CANARY_COMMENT = "Canari jaune au comptoir"
CANARY_NAME = "Zoé Canari"
CANARY_EMAIL = "zoe.canari@example.com"
CANARIES = (CANARY_COMMENT, CANARY_NAME, CANARY_EMAIL, hooks.NATIVE_SECRET, OTHER_SECRET, hooks.TYPEFORM_SECRET)
"""What may be in no log line and in no answer."""


def hook_sources(now: datetime, mark: str = "") -> dict[SourceName, HookSource]:
    """The sources the rows post to. Whoever runs the table creates them, each under a path token of its own; with
    a ``mark`` of the run, what an earlier run left in the table is another source's."""
    native, old = Secret(hooks.NATIVE_SECRET), hooks.OLD_NATIVE_SECRET

    def source(name: str, *live: Secret, disabled: bool = False) -> HookSource:
        return HookSource(f"s-{name}{mark}", "standard_webhooks", live, disabled=disabled)

    return {
        "native": source("native", native),
        "other": source("other", Secret(OTHER_SECRET)),
        "disabled": source("disabled", native, disabled=True),
        "rotating": source("rotating", native, Secret(old, now + timedelta(days=1))),
        "rotated": source("rotated", native, Secret(old, now - timedelta(days=1))),
        "typeform": HookSource(f"s-typeform{mark}", "typeform", (Secret(hooks.TYPEFORM_SECRET),)),
    }


class Shot(NamedTuple):
    """One request: to which source, with which method, headers and bytes."""

    source: SourceName
    headers: Mapping[str, str]
    body: bytes
    method: str = "POST"


class Pen:
    """Writes and signs requests for one row: ids are new each time, times are those of the moment."""

    def __init__(self, now: datetime | None = None) -> None:
        self.now = now or datetime.now(UTC)
        self.mark = secrets.token_hex(6)
        self.delivery_id = f"msg_{self.mark}"

    def data(self, **changes: Any) -> dict[str, Any]:
        """The native layout around a happy feedback that names the canaries, so that no rule fires where there are
        some; ``changes`` replace or add fields."""
        plain = {
            "metrics": {"nps": 10},
            "comment": CANARY_COMMENT,
            "respondent": {"name": CANARY_NAME, "email": CANARY_EMAIL},
            "submittedAt": "2026-03-17T07:44:31Z",
        }
        return hooks.native_body(f"avis-{self.mark}", **{**plain, **changes})

    def body(self, **changes: Any) -> bytes:
        """The same as bytes."""
        return hooks.raw(self.data(**changes))

    def signed(
        self,
        body: bytes,
        source: SourceName = "native",
        *,
        secret: str = hooks.NATIVE_SECRET,
        offset: int = 0,
        delivery_id: str | None = None,
        headers: Mapping[str, str | None] | None = None,
        method: str = "POST",
    ) -> Shot:
        """A request as its sender signs it; ``headers`` replace signed ones, None takes one away."""
        good = hooks.native_headers(
            body,
            self.now,
            delivery_id=self.delivery_id if delivery_id is None else delivery_id,
            secret=secret,
            offset=offset,
        )
        changed = {**good, **(headers or {})}
        return Shot(source, {name: value for name, value in changed.items() if value is not None}, body, method)


class Case(NamedTuple):
    """A row: what is sent, what is answered, what is kept.

    ``shots`` are posted in order; all but the last must be accepted, the last is judged. ``code`` is that of the
    problem body, or of the quarantine; None for feedback. ``kept`` are fields of the stored feedback.
    ``over_http`` says why a row cannot be sent by an HTTP client, or what API Gateway does before we are asked.
    """

    id: str
    what: str
    shots: Callable[[Pen], list[Shot]]
    status: int
    code: str | None = None
    stored: Literal["nothing", "feedback", "quarantine"] = "nothing"
    duplicate: bool = False
    kept: Mapping[str, Any] = {}
    headers: Mapping[str, str] = {}
    over_http: str = ""


class Answer(NamedTuple):
    """What came back; ``body`` is parsed JSON, or None when there is none."""

    status: int
    headers: Mapping[str, str]
    body: Any
