"""What admins keep beside rules: reasons, motives, departments, calendars and action plans. Each is listed whole,
written one by one with its version and a row of its history, and deleted where nothing uses it (see
``ruling.save``)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace
from pydantic import BaseModel

from functions.api import ruling
from functions.api.reader import Reader
from functions.api.ruling import Asked, Writes
from functions.api.wiring import Wiring
from shared import ids
from shared.account.models import Department, Motive, Reason
from shared.calendars.models import Calendar
from shared.errors import InUse
from shared.plans.models import Plan
from shared.rules.changes import changed_fields
from shared.scope.people import Person
from shared.storage.config import Config
from shared.storage.keys import ConfigSection
from shared.storage.rule_history import Change, Saved, is_kept, version_row
from shared.storage.table import Put

type Entity = Reason | Motive | Department | Calendar | Plan
_NAMED = 5


@dataclass(frozen=True)
class Kept[M: Entity, Out: BaseModel]:
    """One kind of them. ``of`` finds them in the configuration; ``check`` raises when one, in place of the one
    before it, cannot be saved; ``users`` names what uses one, and so keeps it from being deleted; ``shown`` is how
    the API shows one. ``first`` are those that hold until the account writes its own: they are saved along with
    the first one that is written."""

    section: ConfigSection
    noun: str
    prefix: str
    of: Callable[[Config], Mapping[str, M]]
    check: Callable[[Wiring, Config, M, M | None], None]
    users: Callable[[Wiring, Config, M], Sequence[str]]
    shown: Callable[[M, Config], Out]
    first: Callable[[Config], Sequence[M]] = lambda _: ()


def listed[M: Entity, Out: BaseModel](reader: Reader, kept: Kept[M, Out], order: Callable[[M], Any]) -> list[Out]:
    """All of them, archived ones too."""
    reader.require("rules_read")
    return [kept.shown(one, reader.config) for one in sorted(kept.of(reader.config).values(), key=order)]


def got[M: Entity, Out: BaseModel](reader: Reader, kept: Kept[M, Out], entity_id: str) -> Out:
    """One of them. Raises NotFound."""
    reader.require("rules_read")
    return kept.shown(ruling.present(kept.of(reader.config).get(entity_id)), reader.config)


def create[M: Entity, Out: BaseModel](
    ports: Wiring, reader: Reader, kept: Kept[M, Out], make: Callable[[str], M], *, key: str | None, request: bytes
) -> Out:
    """A new one under an id of ours; the same request again under its key answers the one it made."""
    reader.require("settings")
    now = ports.now()

    def decide(config: Config, new_id: str) -> tuple[Writes, Out]:
        one = make(new_id)
        kept.check(ports, config, one, None)
        rows = [_row(kept.section, one, "created", reader.user.person, now)]
        return Writes(_entities(kept, config, one), rows, []), kept.shown(one, config)

    def done(config: Config, made: str) -> Out:
        return kept.shown(ruling.present(kept.of(config).get(made)), config)

    asked = Asked(key, kept.section.encode() + request, ids.new_id(kept.prefix))
    return ruling.save(ports, reader, decide, asked, done)


def change[M: Entity, Out: BaseModel](
    ports: Wiring,
    reader: Reader,
    kept: Kept[M, Out],
    entity_id: str,
    version: int | None,
    make: Callable[[int], M],
    also: Callable[[Config, M, M], list[Put]] = lambda _config, _before, _after: [],
) -> Out:
    """The next version of one, made of its number; ``also`` is what is written along with it, by the one before
    and the one after. Raises NotFound, VersionRequired and StaleVersion."""
    reader.require("settings")
    now = ports.now()

    def decide(config: Config, _id: str) -> tuple[Writes, Out]:
        before = _current(kept, config, entity_id, version)
        after = make(before.version + 1)
        kept.check(ports, config, after, before)
        rows = [_row(kept.section, after, "changed", reader.user.person, now, before=before)]
        rows += [*_unkept(ports, kept.section, before), *also(config, before, after)]
        return Writes(_entities(kept, config, after), rows, []), kept.shown(after, config)

    return ruling.save(ports, reader, decide)


def delete[M: Entity, Out: BaseModel](
    ports: Wiring, reader: Reader, kept: Kept[M, Out], entity_id: str, version: int | None
) -> None:
    """Takes one away; its versions stay. Raises InUse with what uses it."""
    reader.require("settings")
    now = ports.now()

    def decide(config: Config, _id: str) -> tuple[Writes, None]:
        before = _current(kept, config, entity_id, version)
        users = kept.users(ports, config, before)
        if users:
            raise InUse(f"Used by: {', '.join(users[:_NAMED])}{'…' if len(users) > _NAMED else ''}")
        gone = replace(before, version=before.version + 1)
        rows = [_row(kept.section, gone, "deleted", reader.user.person, now)]
        rows += _unkept(ports, kept.section, before)
        others = [one for one in kept.first(config) if one.id != entity_id]
        entities = [(kept.section, one.id, one) for one in others]
        return Writes([*entities], rows, [(kept.section, entity_id)]), None

    ruling.save(ports, reader, decide)


def differences(before: msgspec.Struct, after: msgspec.Struct) -> dict[str, list[Any]]:
    """Before and after of the fields that differ, ready for JSON."""
    names = changed_fields(before, after)
    return {
        name: [msgspec.to_builtins(getattr(one, name), str_keys=True) for one in (before, after)] for name in names
    }


def _current[M: Entity, Out: BaseModel](
    kept: Kept[M, Out], config: Config, entity_id: str, version: int | None
) -> M:
    return ruling.current(kept.of(config).get(entity_id), version, kept.noun, lambda one: kept.shown(one, config))


def _entities[M: Entity, Out: BaseModel](
    kept: Kept[M, Out], config: Config, one: M
) -> list[tuple[ConfigSection, str, msgspec.Struct]]:
    others = [other for other in kept.first(config) if other.id != one.id]
    return [(kept.section, other.id, other) for other in (one, *others)]


def _row(
    section: ConfigSection, what: Entity, how: Change, by: Person | None, at: datetime | None, *,
    before: Entity | None = None,
) -> Put:  # fmt: skip
    changes = differences(before, what) if before is not None else {}
    return version_row(section, what.id, Saved(what.version, at, how, what, by, changes))


def _unkept(ports: Wiring, section: ConfigSection, before: Entity) -> list[Put]:
    """The row of the version before, where a command wrote it: cases may go on with that version."""
    if is_kept(ports.table, section, before.id, before.version):
        return []
    return [_row(section, before, "created", None, None)]
