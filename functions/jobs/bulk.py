"""A command on many cases: each is done once, however often the work breaks off."""

from functools import partial
from typing import Any

import msgspec

from functions.jobs.progress import Progress, Refused
from functions.jobs.wiring import Ports
from shared.bulk.carrying import Doer, carry_out
from shared.bulk.models import BulkRequest, Outcome, result
from shared.jobs.models import Job
from shared.storage.orders import OrderCases
from shared.storage.people import People

_STRETCH = 40
"""Cases between two checkpoints: some seconds of work."""


class Checkpoint(msgspec.Struct):
    """What became of the cases so far, in order."""

    outcomes: list[Outcome] = []


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Goes through the cases. Who gave the order must still be allowed to; their perimeter is asked for every
    stretch anew. Raises Refused when they are not."""
    request = msgspec.convert(job.request, BulkRequest, strict=False)
    at = msgspec.convert(progress.state, Checkpoint)
    cases = OrderCases(ports.table, job.id)
    while len(at.outcomes) < len(request.ids):
        doer = _doer(job, request, ports)
        start = len(at.outcomes)
        stretch = request.ids[start : start + _STRETCH]
        carry = partial(carry_out, request=request, doer=doer, cases=cases, now=ports.now())
        at.outcomes += ports.each(carry, stretch)
        progress.save(len(at.outcomes), len(request.ids), msgspec.to_builtins(at))
    return dict(result(at.outcomes, request, ports.now()))


def _doer(job: Job, request: BulkRequest, ports: Ports) -> Doer:
    people, config = People(ports.table), ports.config.current(as_of=ports.now())
    user = people.get(job.by.id)
    if user is None or user.disabled or not user.may("bulk"):
        raise Refused("forbidden", "Who gave the order may not act any more")
    target = people.get(request.args.to.id) if request.args.to else None
    return Doer(user, config.tree, config.settings, config.reasons, target)
