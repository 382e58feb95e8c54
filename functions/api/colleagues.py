"""The people a case could be given to."""

from datetime import datetime
from typing import Any

from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared.alerts.models import Alert
from shared.alerts.sight import sees
from shared.clock import iso
from shared.rules.words import fold
from shared.storage import keys

SHOWN = 50


def colleagues(
    ports: Wiring, reader: Reader, alert: Alert, text: str | None, now: datetime
) -> list[dict[str, Any]]:
    """Up to 50 active people who work on cases and whose name holds ``text``: those who see the case first, then
    by name. One query of everybody and one read of their items."""
    wanted = fold(text or "")
    users = [
        user
        for user in ports.people.around([keys.EVERYBODY])
        if not user.disabled and user.may("treat") and wanted in fold(user.name)
    ]
    tree = reader.config.tree
    shown = [(not sees(user, user.perimeter(tree), alert, tree), fold(user.name), user.id, user) for user in users]
    return [
        {
            "id": user.id,
            "name": user.name,
            "role": user.role,
            "inside": not outside,
            "absent_until": iso(user.absence.until) if user.absence and user.absent(now) else None,
        }
        for outside, _, _, user in sorted(shown, key=lambda one: one[:3])[:SHOWN]
    ]
