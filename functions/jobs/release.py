"""Feedback that waits for a place, looked at again now that its code is known."""

from datetime import timedelta
from typing import Any

import msgspec

from functions.jobs.progress import Progress, Refused
from functions.jobs.wiring import Ports
from shared.alerts import reconsider
from shared.jobs.models import Job
from shared.storage.config import ConfigCache
from shared.storage.notices import Notices
from shared.storage.people import People
from shared.storage.unplaced import Unplaced

_A_MOMENT = timedelta(seconds=1.5)
"""For longer than this nobody holds places of before; then one more pass finds what they may have added."""


class ReleaseRequest(msgspec.Struct, frozen=True, omit_defaults=True):
    """The code that has become known."""

    code: str


class Checkpoint(msgspec.Struct, omit_defaults=True):
    """Where in the present pass it is, how much this pass found, and how much was looked at in all."""

    after: str | None = None
    found: int = 0
    done: int = 0


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Goes through what waits until nothing does. Raises Refused while no place has the code."""
    code = msgspec.convert(job.request, ReleaseRequest).code
    config = ConfigCache(ports.table, ports.now)  # its own: the mapping that began this job is in it
    if config.current().tree.find(code) is None:
        raise Refused("unknown_code", "No place has this code any more")
    deciding = _deciding(ports, config)
    at = msgspec.convert(progress.state, Checkpoint)
    while True:
        slice_ = reconsider.release(code, deciding, after=at.after)
        at = Checkpoint(slice_.after, at.found + slice_.done, at.done + slice_.done)
        if slice_.after is None:
            if not at.found:
                return {"code": code, "looked_at": at.done}
            ports.pause(_A_MOMENT.total_seconds())
            at.found = 0
        progress.save(at.done, None, msgspec.to_builtins(at))


def _deciding(ports: Ports, config: ConfigCache) -> reconsider.Ports:
    notices = Notices(ports.table)
    return reconsider.Ports(
        feedbacks=ports.feedbacks,
        cases=ports.alerts,
        people=People(ports.table),
        waiting=Unplaced(ports.table),
        rules=lambda _moment: config.current(),
        unknown=lambda code: notices.unknown_place(code, ports.now()),
        now=ports.now,
        zone=ports.settings.zone,
    )
