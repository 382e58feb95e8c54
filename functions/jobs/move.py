"""Cases follow their place: after it was moved, renamed or removed, their keys, paths and names are written anew.
Who sees them does not wait for this, as the tree of now decides."""

from functools import partial
from typing import Any

import msgspec

from functions.jobs.progress import Progress
from functions.jobs.wiring import Ports
from shared.alerts.moving import move
from shared.jobs.models import Job
from shared.storage import keys
from shared.storage.config import Config, ConfigCache
from shared.storage.keys import Item
from shared.storage.sections import everywhere
from shared.storage.table import Conflict, Span

_PAGE = 50
_TRIES = 5
_A_MOMENT = 1.5
"""Seconds: for longer nobody holds the tree of before. Then one more pass finds the cases raised under it."""


class MoveRequest(msgspec.Struct, frozen=True):
    """The place that has changed."""

    place: str


class Checkpoint(msgspec.Struct, omit_defaults=True):
    """Which partition of a pass it is in, and where; how many cases were moved by this pass, and in all."""

    part: int = 0
    after: str | None = None
    found: int = 0
    done: int = 0
    waited: bool = False


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Goes through all cases that stand under the place, wherever it was, until a pass finds none to move."""
    place = msgspec.convert(job.request, MoveRequest).place
    at = msgspec.convert(progress.state, Checkpoint)
    cache = ConfigCache(ports.table, ports.now)  # its own: the change that began this job is in it
    while True:
        config = cache.current()
        parts = everywhere(place, sorted(config.departments))
        while at.part < len(parts):
            slice_ = parts[at.part]
            items = ports.table.query(slice_.partition, Span(after=at.after), index=slice_.index_name, limit=_PAGE)
            at.found += sum(ports.each(partial(_move, ports, config), items))
            at.after = str(items[-1]["due"]) if items else None
            if len(items) < _PAGE:
                at.part, at.after = at.part + 1, None
            if items:
                progress.save(at.done + at.found, None, msgspec.to_builtins(at))
                config = cache.current()
        if at.waited and not at.found:
            return {"place": place, "moved": at.done}
        ports.pause(_A_MOMENT)
        at = Checkpoint(done=at.done + at.found, waited=True)
        progress.save(at.done, None, msgspec.to_builtins(at))


def _move(ports: Ports, config: Config, item: Item) -> int:
    """Moves a case and those that are worked with it; how many."""
    return _moved(keys.alert_id_of(str(item["pk"])), ports, config)


def _moved(alert_id: str, ports: Ports, config: Config) -> int:
    """Those worked with a case go first: they are found through it, and it through the place it leaves."""
    done = 0
    for _ in range(_TRIES):
        alert = ports.alerts.get(alert_id)
        done += sum(_moved(one.alert_id, ports, config) for one in alert.attached) if alert else 0
        change = move(alert, config.tree, ports.now()) if alert else None
        if change is None:
            return done
        try:
            ports.alerts.save(*change)
        except Conflict:
            continue  # somebody acted at this very moment
        return done + 1
    raise Conflict([])
