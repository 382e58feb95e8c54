"""Putting a directory file in place. What is left to do is found anew before every stretch, so that a crash, or
somebody else's change meanwhile, does nothing twice."""

from typing import Any

import msgspec
from msgspec.structs import replace

from functions.jobs.progress import Progress, Refused
from functions.jobs.wiring import Ports
from shared import ids
from shared.account.audit import Entry, Subject
from shared.accounts.keeper import Accounts
from shared.directory.against import planned
from shared.directory.plan import Plan, Step
from shared.directory.sheet import Kind
from shared.errors import AppError, StaleVersion
from shared.imports.text import BadFile
from shared.jobs.models import Job, JobLine
from shared.rules.changes import changed_fields
from shared.scope.people import User
from shared.scope.places import Group, Place
from shared.storage.audit import entry_row
from shared.storage.config import ConfigStore
from shared.storage.jobs import creation
from shared.storage.keys import ConfigSection
from shared.storage.people import People
from shared.storage.table import Conflict, Put

_STRETCH = 25
"""Changes between two checkpoints: of the tree, as many as fit a transaction with their audit and jobs."""
_SHOWN = 200


class DirectoryRequest(msgspec.Struct, frozen=True):
    """What the file holds, and whether a bad line keeps the good ones out."""

    kind: Kind
    mode: str


class Checkpoint(msgspec.Struct, omit_defaults=True):
    """What the file changed when the job began, and the lines that failed when their turn came."""

    total: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    lines: int = 0
    failed: list[int] = []
    reported: int = 0


def run(job: Job, ports: Ports, progress: Progress) -> dict[str, Any]:
    """Makes every change of the file; answers how many there were of each sort. Raises Refused for a file with bad
    lines, unless the good ones alone were asked for, and as soon as who began it is no admin any more."""
    asked = msgspec.convert(job.request, DirectoryRequest)
    raw = ports.jobs.part(job.id, 0)
    if raw is None:
        raise Refused("parts_missing", "The file is no longer here: send it again")
    work = _Directory(job, asked, raw.decode("utf-8", "surrogatepass"), ports)
    at = msgspec.convert(progress.state, Checkpoint)
    if not progress.state:
        at = _begun(work.plan(), asked, progress)
        progress.save(0, at.total, msgspec.to_builtins(at))
    while steps := [one for one in work.plan().steps if one.line not in at.failed][:_STRETCH]:
        work.require_right()
        faults = work.carry_out(steps)
        at.failed += [one.line for one in faults]
        if faults:
            at.reported += 1
            progress.report(at.reported, faults)
        progress.save(max(0, at.total - len(work.plan().steps)), at.total, msgspec.to_builtins(at))
    counts = {name: getattr(at, name) for name in ("lines", "added", "changed", "removed", "unchanged")}
    return {"kind": asked.kind, **counts, "failed": len(at.failed)}


def _begun(plan: Plan, asked: DirectoryRequest, progress: Progress) -> Checkpoint:
    progress.report(0, plan.errors[:_SHOWN])
    if plan.errors and asked.mode != "partial":
        detail = "Nothing was changed, as some lines cannot be used: mend them, or take the good lines only"
        raise Refused("bad_lines", detail, {"kind": asked.kind, "lines": plan.lines, "errors": len(plan.errors)})
    return Checkpoint(
        total=len(plan.steps),
        added=plan.count("added"),
        changed=plan.count("changed"),
        removed=plan.count("removed"),
        unchanged=plan.unchanged,
        lines=plan.lines,
    )


class _Directory:
    """The file, and the account it is put into."""

    def __init__(self, job: Job, asked: DirectoryRequest, text: str, ports: Ports) -> None:
        self._job, self._asked, self._text, self._ports = job, asked, text, ports
        self._store, self._people = ConfigStore(ports.table), People(ports.table)
        self._accounts = Accounts(ports.table, ports.pool, ports.now)
        self._version = 0

    def require_right(self) -> None:
        """Raises Refused when whoever began the job may not change people and places any more."""
        user = self._people.get(self._job.by.id)
        if user is None or user.disabled or not user.may("people"):
            raise Refused("forbidden", "Who began this may not change people and places any more")

    def plan(self) -> Plan:
        """What is left to do."""
        config = self._store.load()
        self._version = config.version
        try:
            return planned(self._asked.kind, self._text, config, self._people, self._job.by.id)
        except BadFile as fault:
            raise Refused(fault.code, str(fault)) from None

    def carry_out(self, steps: list[Step]) -> list[JobLine]:
        """Makes some changes; those that failed, with why."""
        if self._asked.kind == "users":
            return [fault for step in steps if (fault := self._person(step)) is not None]
        entities = list[tuple[ConfigSection, str, msgspec.Struct]]()
        rows, remove = list[Put](), list[tuple[ConfigSection, str]]()
        for step in steps:
            section: ConfigSection = "PLACE" if isinstance(step.after, Place) else "GROUP"
            if step.remove:
                remove.append((section, step.after.id))
            else:
                entities.append((section, step.after.id, step.after))
            rows += [self._audit(step, section), *self._move(step)]
        if any(_retimes(step) for step in steps):
            rows.append(creation(Job(ids.new_id("j"), "retime", self._ports.now(), self._job.by, {})))
        try:
            self._store.save_many(entities, if_config=self._version, extra=rows, remove=remove)
        except StaleVersion:
            return []  # somebody has changed the settings: what is left is found anew
        return []

    def _person(self, step: Step) -> JobLine | None:
        by, after = self._job.by, step.after
        if not isinstance(after, User):
            return None
        try:
            if not isinstance(step.before, User):
                self._accounts.invite(after, by)
            elif step.remove:
                asked = {"user": after.id, "to": None}
                given_on = Job(ids.new_id("j"), "reassign", self._ports.now(), by, asked)
                kept = self._changed(step.before, replace(after, disabled=False))
                self._accounts.disable(kept, by, [creation(given_on)])
            elif step.before.disabled and not after.disabled:
                self._accounts.enable(self._changed(step.before, replace(after, disabled=True)), by)
            else:
                self._changed(step.before, after)
        except AppError as refusal:
            told = refusal.errors[0] if refusal.errors else None
            code, detail = (told.code, told.message) if told else (refusal.code, refusal.detail)
            return JobLine(step.line, code, "email", detail)
        except Conflict:
            return None  # another came first: the next stretch looks again
        return None

    def _changed(self, before: User, after: User) -> User:
        if before == after:
            return before
        return self._accounts.change(before, after, self._job.by)

    def _audit(self, step: Step, section: ConfigSection) -> Put:
        differing = changed_fields(step.before, step.after) if step.before and not step.remove else []
        changes = {name: [getattr(step.before, name), getattr(step.after, name)] for name in differing}
        change = {"added": "created", "changed": "changed", "removed": "deleted"}[step.change]
        subject = Subject(section.lower(), step.after.id, step.after.name)
        at = self._ports.now()
        return entry_row(Entry(ids.new_id("u"), at, self._job.by, change, subject=subject, changes=changes))

    def _move(self, step: Step) -> list[Put]:
        """The job that takes the cases along."""
        before, after = step.before, step.after
        if isinstance(after, Group) or not isinstance(before, Place) or not isinstance(after, Place):
            return []
        if not step.remove and (before.parent, before.name) == (after.parent, after.name):
            return []
        asked = {"place": after.id}
        return [creation(Job(ids.new_id("j"), "move", self._ports.now(), self._job.by, asked))]


def _retimes(step: Step) -> bool:
    """Whether open cases may be counted by another calendar afterwards."""
    before, after = step.before, step.after
    if not isinstance(before, Place) or not isinstance(after, Place):
        return False
    return step.remove or (before.parent, before.calendar) != (after.parent, after.calendar)
