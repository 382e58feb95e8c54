"""Carrying out a command on a case: load, look whether the reader may, decide, save in one transaction."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus

from functions.api.reader import Reader
from functions.api.views import shown_case
from functions.api.wiring import Wiring
from shared.alerts.lifecycle import Change, Steps
from shared.alerts.models import Alert
from shared.errors import AppError, StaleVersion, VersionRequired
from shared.scope.people import Person
from shared.storage.table import Conflict, Put

_TRIES = 3


def execute(
    ports: Wiring, reader: Reader, alert_id: str,
    act: Callable[[Alert, Person, datetime], Change | Steps | None], *,
    version: int | None, key: str | None, request: bytes,
) -> Alert:  # fmt: skip
    """The case after the command. A case outside the perimeter is not found, whatever the role; the same request
    under the same Idempotency-Key is carried out once and answered with the case as it is. A refusal with
    status 409 brings the case as it is now."""
    alert = reader.visible(ports.alerts.get(alert_id))
    reader.require("treat")
    if version is None:
        raise VersionRequired
    now = ports.now()
    for _ in range(_TRIES):
        mark = ports.answers.mark(reader.user.id, key, request, now) if key else None
        if key and mark is None:
            # Carried out already, perhaps since the case was read: its answer is the case from after it.
            return reader.visible(ports.alerts.get(alert_id))
        try:
            change = act(alert, reader.user.person, now)
            if change is None:
                return alert
            if version != alert.version:
                raise StaleVersion
        except AppError as refusal:
            raise _with_current(refusal, alert, reader, ports) from None
        try:
            _save(ports, change, mark)
        except Conflict:
            # Another write came between, or this very request twice at once: the fresh case tells which.
            alert = reader.visible(ports.alerts.get(alert_id))
            continue
        return change[0]
    raise _with_current(StaleVersion(), alert, reader, ports)


def _save(ports: Wiring, change: Change | Steps, mark: Put | None) -> None:
    extra = [mark] if mark else []
    if isinstance(change, Steps):
        ports.alerts.save_steps(change.alert, change.events, *extra)
    else:
        ports.alerts.save(*change, *extra)


def _with_current(refusal: AppError, alert: Alert, reader: Reader, ports: Wiring) -> AppError:
    if refusal.status == HTTPStatus.CONFLICT:
        refusal.more["current"] = shown_case(ports, reader, alert)
    return refusal
