"""Open cases get the target that is promised now: after a calendar, the promise of the settings, or the calendar
of a place was changed."""

from functools import partial
from typing import Any

import msgspec

from functions.jobs.progress import Progress
from functions.jobs.wiring import Ports
from shared.alerts.house import House, house_of
from shared.alerts.retiming import retimed
from shared.jobs.models import Job
from shared.scope.perimeter import Perimeter
from shared.storage import keys
from shared.storage.alerts import Slice
from shared.storage.config import Config, ConfigCache
from shared.storage.keys import Item
from shared.storage.sections import everywhere
from shared.storage.table import Conflict, Span

_PAGE = 50
_TRIES = 5
_A_MOMENT = 1.5
"""Seconds: for longer nobody holds the promise of before. Then one more pass finds the cases opened under it."""


class RetimeRequest(msgspec.Struct, frozen=True):
    """What has changed: the calendar of a place, or a calendar; neither when the settings have."""

    place: str | None = None
    calendar: str | None = None


class Checkpoint(msgspec.Struct, omit_defaults=True):
    """Which partition of a pass it is in, and where; how many cases were changed by this pass, and in all."""

    part: int = 0
    after: str | None = None
    found: int = 0
    done: int = 0
    waited: bool = False


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Goes through the open cases, of the place if one is named, until a pass finds none to change."""
    asked = msgspec.convert(job.request, RetimeRequest)
    at = msgspec.convert(progress.state, Checkpoint)
    cache = ConfigCache(ports.table, ports.now)  # its own: the change that began this job is in it
    while True:
        config = cache.current()
        parts = _parts(asked, config)
        while at.part < len(parts):
            slice_, house = parts[at.part], house_of(config, ports.settings.zone)
            items = ports.table.query(slice_.partition, Span(after=at.after), index=slice_.index_name, limit=_PAGE)
            at.found += sum(ports.each(partial(_retime, ports, house, asked.calendar), items))
            at.after = str(items[-1]["due"]) if items else None
            if len(items) < _PAGE:
                at.part, at.after = at.part + 1, None
            if items:
                progress.save(at.done + at.found, None, msgspec.to_builtins(at))
                config = cache.current()
        if at.waited and not at.found:
            return {"retimed": at.done}
        ports.pause(_A_MOMENT)
        at = Checkpoint(done=at.done + at.found, waited=True)
        progress.save(at.done, None, msgspec.to_builtins(at))


def _parts(asked: RetimeRequest, config: Config) -> list[Slice]:
    nodes = [asked.place] if asked.place else Perimeter(everything=True).roots(config.tree)
    departments = sorted(config.departments)
    return [part for node in nodes for part in everywhere(node, departments, states=("open",))]


def _retime(ports: Ports, house: House, calendar: str | None, item: Item) -> int:
    """Gives one case its target; how many."""
    alert_id = keys.alert_id_of(str(item["pk"]))
    for _ in range(_TRIES):
        alert = ports.alerts.get(alert_id)
        change = retimed(alert, house, ports.now(), calendar=calendar) if alert else None
        if change is None:
            return 0
        try:
            ports.alerts.save(*change)
        except Conflict:
            continue  # somebody acted at this very moment
        return 1
    raise Conflict([])
