"""Reading and changing the settings of the account (see ``ruling.save``)."""

from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from functions.api import keeping, ruling
from functions.api.long_work import retiming
from functions.api.reader import Reader
from functions.api.ruling import Writes
from functions.api.schemas import account as schemas
from functions.api.wiring import Wiring
from shared.account.checking import faults_of_settings
from shared.account.models import DEFAULT_SIGHT, Settings
from shared.clock import iso
from shared.errors import Invalid, StaleVersion, VersionRequired
from shared.scope.perimeter import Perimeter
from shared.storage import codec, keys, sections
from shared.storage.config import Config
from shared.storage.jobs import creation
from shared.storage.rule_history import Saved, version_row
from shared.storage.sections import Section
from shared.storage.table import EVERYTHING

ACCOUNT = "account"
COUNTED = 1_000
"""Open cases that are looked at for the share of P1."""
_PROMISE = {"targets", "other_channels", "calendar"}
"""What open cases follow: a job gives them their new target."""


def change(ports: Wiring, reader: Reader, body: schemas.SettingsChange) -> schemas.SavedSettings:
    """The settings with the parts that were sent. Raises VersionRequired, StaleVersion with the settings as they
    are, and Invalid with every fault."""
    reader.require("settings")
    now, given = ports.now(), body.model_dump(exclude_unset=True, exclude={"version"})

    def decide(config: Config, _id: str) -> tuple[Writes, Settings]:
        before = config.settings
        _require_version(ports, config, body.version)
        after = _next(before, given)
        faults = faults_of_settings(after, config.calendars, config.lists)
        if faults:
            raise Invalid("The settings cannot be used", errors=faults)
        changes = keeping.differences(before, after)
        saved = Saved(after.version, now, "changed", after, reader.user.person, changes)
        rows = [version_row("SETTINGS", ACCOUNT, saved)]
        if _PROMISE & changes.keys():
            rows.append(creation(retiming(ports, reader)))
        return Writes([("SETTINGS", ACCOUNT, after)], rows, []), after

    ruling.save(ports, reader, decide)
    return shown(ports, ports.config_store.load())


def _require_version(ports: Wiring, config: Config, version: int | None) -> None:
    if version is None:
        raise VersionRequired("Send the version of the settings you are looking at")
    if version != config.settings.version:
        refusal = StaleVersion("The settings have changed since you opened them")
        refusal.more["current"] = shown(ports, config).model_dump()
        raise refusal


def _next(before: Settings, given: dict[str, Any]) -> Settings:
    written = msgspec.to_builtins(before, str_keys=True)
    if "loyalty" in given:
        given = {**given, "loyalty": [tier.strip() for tier in given["loyalty"]]}
    after = msgspec.convert({**written, **given}, Settings)
    return replace(after, version=before.version + 1)


def shown(ports: Wiring, config: Config) -> schemas.SavedSettings:
    """The settings as admins see them, with how many of the open cases are P1."""
    settings = config.settings
    row = ports.table.get(keys.history("SETTINGS", ACCOUNT, settings.version))
    saved = codec.decode(row["body"], Saved[Settings]) if row else None
    plain = {name: getattr(settings, name) for name in settings.__struct_fields__}
    return schemas.SavedSettings.model_validate(
        {
            **plain,
            "contact": {**DEFAULT_SIGHT, **settings.contact},
            "p1_share": _p1_share(ports, config),
            "saved_at": iso(saved.at) if saved and saved.at else None,
            "saved_by": saved.by if saved else None,
        }
    )


class _Row(msgspec.Struct):
    priority: Literal["P1", "P2", "P3"]


def _p1_share(ports: Wiring, config: Config) -> schemas.P1Share:
    everything = Perimeter(everything=True)
    parts = sections.slices(Section.INBOX, everything, config.tree, "", config.restricted)
    rows = [
        codec.decode(item["row"], _Row) for item in ports.alerts.page(parts, EVERYTHING, COUNTED, forward=True)
    ]
    p1 = sum(row.priority == "P1" for row in rows)
    over = bool(rows) and p1 / len(rows) >= config.settings.p1_warning
    return schemas.P1Share(p1=p1, open=len(rows), complete=len(rows) < COUNTED, over=over)
