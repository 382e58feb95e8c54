"""Giving on the open cases of somebody who has been disabled."""

from typing import Any

import msgspec

from functions.jobs.progress import Progress
from functions.jobs.wiring import Ports
from shared.alerts.reassigning import given_on
from shared.jobs.models import Job
from shared.scope.people import User
from shared.storage import keys
from shared.storage.keys import State
from shared.storage.people import People
from shared.storage.table import Conflict, Span

_PAGE = 50
_TRIES = 5
_REQUEST = 40.0
"""Seconds: longer than anything takes that may still give them a case, a request (20) or the decision on a
feedback (30), and the index takes to show it. Whoever had read the person before they were disabled has ended
then, and what they have been given is found by one more pass."""
_STATES: tuple[State, ...] = ("open", "hold")


class ReassignRequest(msgspec.Struct, frozen=True):
    """Whose cases, and whose they become."""

    user: str
    to: str | None = None


class Checkpoint(msgspec.Struct, omit_defaults=True):
    """Which of the lists of a pass it is in, and where; how many were given on or set free, in all and by this
    pass."""

    state: int = 0
    after: str | None = None
    assigned: int = 0
    unassigned: int = 0
    found: int = 0
    waited: bool = False


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Goes through the open cases of a person until none is left. Somebody who was let in again keeps theirs."""
    asked = msgspec.convert(job.request, ReassignRequest)
    at = msgspec.convert(progress.state, Checkpoint)
    while True:
        owner, to = _people(asked, ports)
        if owner is None or not owner.disabled:
            return _result(at)
        items = ports.table.query(
            keys.owner_key(asked.user, _STATES[at.state]), Span(after=at.after), index="owner", limit=_PAGE
        )
        for item in items:
            _give_on(keys.alert_id_of(str(item["pk"])), asked, to, job, ports, at)
        at.after = str(items[-1]["due"]) if items else at.after
        if len(items) < _PAGE and _pass_ended(at):
            if at.waited and not at.found:
                return _result(at)
            ports.pause(_REQUEST)
            at.waited, at.found = True, 0
        progress.save(at.assigned + at.unassigned, None, msgspec.to_builtins(at))


def _people(asked: ReassignRequest, ports: Ports) -> tuple[User | None, User | None]:
    people = People(ports.table)
    return people.get(asked.user), people.get(asked.to) if asked.to else None


def _pass_ended(at: Checkpoint) -> bool:
    at.state, at.after = (at.state + 1) % len(_STATES), None
    return at.state == 0


def _give_on(
    alert_id: str, asked: ReassignRequest, to: User | None, job: Job, ports: Ports, at: Checkpoint
) -> None:
    for _ in range(_TRIES):
        alert = ports.alerts.get(alert_id)
        tree = ports.config.current(ports.now()).tree
        change = given_on(alert, asked.user, to, job.by, ports.now(), tree) if alert else None
        if change is None:
            return
        try:
            ports.alerts.save(*change)
        except Conflict:
            continue  # somebody acted at this very moment
        at.found += 1
        at.assigned += change[0].owner is not None
        at.unassigned += change[0].owner is None
        return
    raise Conflict([])


def _result(at: Checkpoint) -> dict[str, Any]:
    return {"assigned": at.assigned, "unassigned": at.unassigned}
