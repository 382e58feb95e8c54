"""Every command on every status, and what becomes of the case."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from shared.alerts import lifecycle
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from tests.support.builders import CLAIRE, HOUR, MARC, NOW, alert, closing

LATER = NOW + HOUR

type Command = Callable[[Alert, datetime], Change | None]

COMMANDS: dict[str, Command] = {
    "take": lambda case, now: lifecycle.take(case, CLAIRE, now),
    "take by another": lambda case, now: lifecycle.take(case, MARC, now),
    "note": lambda case, now: lifecycle.note(case, CLAIRE, now, text="Called back"),
    "reached": lambda case, now: lifecycle.contact(case, CLAIRE, now, channel="phone", outcome="reached"),
    "no answer": lambda case, now: lifecycle.contact(case, CLAIRE, now, channel="phone", outcome="no_answer"),
    "close": lambda case, now: lifecycle.close(case, CLAIRE, now, reason="void", reasons=DEFAULT_REASONS),
    "reopen": lambda case, now: lifecycle.reopen(case, CLAIRE, now),
    "expire": lifecycle.expire,
    "expire in time": lambda case, _: lifecycle.expire(case, case.expires_at),
}

NEW = alert()
CASES: dict[str, Alert] = {
    "new": NEW,
    "assigned": replace(NEW, status="assigned", owner=CLAIRE, assigned_at=NOW),
    "contacted": replace(
        NEW, status="contacted", owner=CLAIRE, assigned_at=NOW, first_contact_at=NOW, target_at=None
    ),
    "contacted, unowned": replace(NEW, status="contacted", first_contact_at=NOW, target_at=None),
    "expired": replace(NEW, status="expired", expired_at=NEW.expires_at),
    "expired, owned": replace(NEW, status="expired", owner=CLAIRE, assigned_at=NOW, expired_at=NEW.expires_at),
    "closed": replace(NEW, status="closed", owner=CLAIRE, assigned_at=NOW, closing=closing()),
    "spam": replace(NEW, status="spam"),
}

# What becomes of the status, None where nothing is to be done, or the code of the refusal.
TABLE: dict[str, dict[str, str | None]] = {
    "new": {
        "take": "assigned",
        "take by another": "assigned",
        "note": "new",
        "reached": "contacted",
        "no answer": "new",
        "close": "closed",
        "reopen": "!not_closed",
        "expire": None,
        "expire in time": "expired",
    },
    "assigned": {
        "take": None,
        "take by another": "!already_taken",
        "note": "assigned",
        "reached": "contacted",
        "no answer": "assigned",
        "close": "closed",
        "reopen": "!not_closed",
        "expire": None,
        "expire in time": "expired",
    },
    "contacted": {
        "take": None,
        "take by another": "!already_taken",
        "note": "contacted",
        "reached": "contacted",
        "no answer": "contacted",
        "close": "closed",
        "reopen": "!not_closed",
        "expire": None,
        "expire in time": "expired",
    },
    "contacted, unowned": {
        "take": "contacted",
        "take by another": "contacted",
        "note": "contacted",
        "reached": "contacted",
        "no answer": "contacted",
        "close": "closed",
        "reopen": "!not_closed",
        "expire": None,
        "expire in time": "expired",
    },
    "expired": {
        "take": "expired",
        "take by another": "expired",
        "note": "expired",
        "reached": "expired",
        "no answer": "expired",
        "close": "closed",
        "reopen": "!not_closed",
        "expire": None,
        "expire in time": None,
    },
    "expired, owned": {
        "take": None,
        "take by another": "!already_taken",
        "note": "expired",
        "reached": "expired",
        "no answer": "expired",
        "close": "closed",
        "reopen": "!not_closed",
        "expire": None,
        "expire in time": None,
    },
    "closed": {
        "take": "!already_closed",
        "take by another": "!already_closed",
        "note": "closed",
        "reached": "!already_closed",
        "no answer": "!already_closed",
        "close": "!already_closed",
        "reopen": "assigned",
        "expire": None,
        "expire in time": None,
    },
    "spam": {
        "take": "!already_closed",
        "take by another": "!already_closed",
        "note": "spam",
        "reached": "!already_closed",
        "no answer": "!already_closed",
        "close": "!already_closed",
        "reopen": "!not_closed",
        "expire": None,
        "expire in time": None,
    },
}
