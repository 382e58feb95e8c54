"""Taking the most pressing case that nobody has, whoever else is at it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared.alerts import lifecycle, ownership
from shared.alerts.models import Alert
from shared.errors import Forbidden, NotFound
from shared.scope.perimeter import Perimeter
from shared.storage import keys, sections
from shared.storage.sections import Section
from shared.storage.table import Conflict, Put

_TRIES = 3
_LOOKED_AT = 25
_PAGES = 4


def take_next(
    ports: Wiring, reader: Reader, place: str | None, *, key: str | None, request: bytes
) -> Alert | None:
    """The most pressing case that nobody has, now the reader's; None when there is none. Whoever is overtaken gets
    the next one: it looks at a hundred cases at most."""
    reader.require("treat")
    if not reader.config.settings.take_next:
        raise Forbidden("Taking the next case is switched off")
    now = ports.now()
    perimeter = reader.perimeter if place is None else reader.perimeter.narrowed(place, reader.config.tree)
    if perimeter is None:
        raise NotFound
    for alert_id in chain(_pressing(ports, reader, perimeter, now), [None]):
        mark = ports.answers.mark(reader.user.id, key, request, now) if key else None
        if key and mark is None:
            return _taken_before(ports, reader, key)
        taken = _try_to_take(ports, reader, alert_id, now, mark) if alert_id else None
        if taken is not None:
            return taken
    return None


def _pressing(ports: Wiring, reader: Reader, perimeter: Perimeter, now: datetime) -> Iterator[str]:
    """Ids of the cases that nobody has, the most pressing first, read as far as they are asked for."""
    asked = (perimeter, reader.config.tree, reader.user.id, reader.config.restricted)
    parts, after = sections.slices(Section.UNASSIGNED, *asked), None
    for _ in range(_PAGES if parts else 0):
        span = sections.span(Section.UNASSIGNED, now, after)
        items = ports.alerts.page(parts, span, _LOOKED_AT, forward=True)
        for item in items:
            yield keys.alert_id_of(str(item["pk"]))
        if len(items) < _LOOKED_AT:
            return
        after = str(items[-1]["due"])


def _try_to_take(ports: Wiring, reader: Reader, alert_id: str, now: datetime, mark: Put | None) -> Alert | None:
    for _ in range(_TRIES):
        try:
            alert = reader.visible(ports.alerts.get(alert_id))
        except NotFound:
            return None  # the list was behind: it has moved
        if "take" not in lifecycle.allowed(alert):
            return None  # or somebody has it
        change = ownership.take(alert, reader.user.person, now)
        extra = [Put({**mark.item, "made": alert_id}, mark.if_version)] if mark else []
        try:
            if change is not None:
                ports.alerts.save(*change, *extra)
                return change[0]
        except Conflict:
            continue  # somebody was at it: the fresh case tells who
    return None


def _taken_before(ports: Wiring, reader: Reader, key: str) -> Alert | None:
    """What this request took when it came the first time, as it is now."""
    made = (ports.table.get(keys.answer(reader.user.id, key)) or {}).get("made")
    return reader.visible(ports.alerts.get(str(made))) if made else None
