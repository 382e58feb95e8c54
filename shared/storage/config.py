"""What admins set up: rules, keyword lists, places, groups and sources, in one partition with one
version, read whole when it changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property

import msgspec

from shared.account.models import Department, Motive, Reason, Settings
from shared.alerts.reasons import DEFAULT_REASONS
from shared.calendars.models import Calendar
from shared.errors import StaleVersion
from shared.feedback.sources import Source
from shared.plans.models import Plan as ActionPlan
from shared.rules.criteria import NO_LISTS
from shared.rules.engine.plan import Plan
from shared.rules.models import KeywordList, Rule
from shared.rules.ruleset import RuleSet
from shared.scope.places import Group, Place, PlaceTree
from shared.storage import codec, keys, snapshots
from shared.storage.keys import ConfigSection, Item, Kind
from shared.storage.table import ANY_VERSION, Conflict, Put, Span, Table

MAX_AGE = timedelta(seconds=1)
"""How long a warm function trusts its copy where nothing says since when it must be right."""
_LAZY = ("SETTINGS#", "REASON#", "MOTIVE#", "DEPARTMENT#", "CALENDAR#", "PLAN#")
_MOST_WRITES = 100
_MOST_BYTES = 3_500_000
"""Of a transaction: DynamoDB takes 100 writes and 4 MB (DynamoDB guide, "Amazon DynamoDB Transactions")."""


class Config:
    """The settings of a tenant at one version."""

    def __init__(
        self, version: int, rules: Mapping[str, Rule], places: list[Place], sources: list[Source], *,
        groups: Iterable[Group] = (), lists: Mapping[str, KeywordList] = NO_LISTS,
        plan: Callable[[], Plan | None] = lambda: None, stored: Sequence[Item] = (),
    ) -> None:  # fmt: skip
        self.version = version
        self.rules = rules
        self.lists = lists
        self.tree = PlaceTree(places, groups)
        self.sources = {source.id: source for source in sources}
        self._plan = plan
        self._stored = stored

    @cached_property
    def rule_set(self) -> RuleSet:
        """The compiled rules, from their snapshot if there is one, at the first use: few functions need them."""
        return RuleSet(self.rules, self.lists, self._plan())

    @cached_property
    def settings(self) -> Settings:
        """The settings of the account; the defaults until somebody changes them."""
        return next(iter(_section(self._stored, "SETTINGS", Settings)), Settings())

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """The closing reasons, archived ones included: the tenant's list, or ours until there is one."""
        return tuple(_section(self._stored, "REASON", Reason)) or DEFAULT_REASONS

    @cached_property
    def motives(self) -> dict[str, Motive]:
        """The motives by id."""
        return {one.id: one for one in _section(self._stored, "MOTIVE", Motive)}

    @cached_property
    def departments(self) -> dict[str, Department]:
        """The departments by id."""
        return {one.id: one for one in _section(self._stored, "DEPARTMENT", Department)}

    @cached_property
    def restricted(self) -> tuple[str, ...]:
        """Ids of the departments whose cases only their own people see."""
        return tuple(sorted(one.id for one in self.departments.values() if one.restricted))

    @cached_property
    def calendars(self) -> dict[str, Calendar]:
        """The business calendars by id."""
        return {one.id: one for one in _section(self._stored, "CALENDAR", Calendar)}

    @cached_property
    def plans(self) -> dict[str, ActionPlan]:
        """The action plans by id, in their latest version."""
        return {one.id: one for one in _section(self._stored, "PLAN", ActionPlan)}


class ConfigStore:
    """Reads and changes the configuration. Every change raises the version in the same transaction."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def load(self) -> Config:
        """Everything, in one query."""
        items = self._table.query(keys.CONFIG)
        version = next((int(item["version"]) for item in items if item["sk"] == keys.CONFIG_VERSION[1]), 0)
        stored = snapshots.bodies(items)
        return Config(
            version,
            rules=snapshots.rules_of(stored),
            places=_section(items, "PLACE", Place),
            sources=_section(items, "SOURCE", Source),
            groups=_section(items, "GROUP", Group),
            lists=snapshots.lists_of(stored),
            plan=lambda: snapshots.plan_of(items, stored),
            stored=[item for item in items if str(item["sk"]).startswith(_LAZY)],
        )

    def save(self, section: ConfigSection, entity_id: str, model: msgspec.Struct, *, if_config: int) -> None:
        """Writes one entity over configuration ``if_config``. Raises StaleVersion when it has moved on."""
        self.save_many([(section, entity_id, model)], if_config=if_config)

    def save_many(
        self,
        entities: list[tuple[ConfigSection, str, msgspec.Struct]],
        *,
        if_config: int,
        extra: Sequence[Put] = (),
        remove: Sequence[tuple[ConfigSection, str]] = (),
    ) -> None:
        """Writes up to 99 entities and ``extra`` items at once over configuration ``if_config``. Of those to
        ``remove`` an empty item stays, so that their ids are never given again.

        A change of rules or lists reads all of them (2 queries) and writes their snapshot in the same transaction.
        Where that does not fit, it is written after; until then the old one is stale and passed over."""
        pk, sk = keys.CONFIG_VERSION
        version: Item = {"pk": pk, "sk": sk, "kind": Kind.CONFIG, "version": if_config + 1}
        changes = [*(_put(*entity) for entity in entities), *(_emptied(*entity) for entity in remove)]
        writes = [Put(version, if_version=if_config or None), *changes, *extra]
        snapshot = self._snapshot(changes)
        fits = len(writes) + len(snapshot) <= _MOST_WRITES and _size([*writes, *snapshot]) <= _MOST_BYTES
        try:
            self._table.transact([*writes, *snapshot] if fits else writes)
        except Conflict:
            raise StaleVersion("The settings have changed meanwhile; load them again") from None
        for part in () if fits else snapshot:
            self._table.put(part.item)

    def _snapshot(self, changes: Sequence[Put]) -> list[Put]:
        """The snapshot of rules and lists as they will be. Should others change them at the same time, the version
        refuses the whole transaction."""
        if not any(str(put.item["sk"]).startswith(snapshots.SOURCES) for put in changes):
            return []
        items = [
            item for prefix in snapshots.SOURCES for item in self._table.query(keys.CONFIG, Span(prefix=prefix))
        ]
        by_key = {item["sk"]: item for item in [*items, *(put.item for put in changes)]}
        return snapshots.writes(snapshots.bodies(by_key.values()))


class ConfigCache:
    """A warm function's copy of the configuration."""

    def __init__(self, table: Table, clock: Callable[[], datetime]) -> None:
        self._table = table
        self._store = ConfigStore(table)
        self._clock = clock
        self._config: Config | None = None
        self._loaded_for = -1
        self._checked: datetime | None = None

    def current(self, as_of: datetime | None = None) -> Config:
        """The configuration, with no call, one small read, or one query more on change.

        ``as_of`` is a moment (on the clocks of our functions) before which every change must show, such as when a
        feedback was received: the version is read unless it was read since then, so once for a batch at most.
        Without it the copy is trusted for a second."""
        now = self._clock()
        if self._config is not None and self._checked is not None:
            seen = now - self._checked < MAX_AGE if as_of is None else as_of <= self._checked
            if seen:
                return self._config
        item = self._table.get(keys.CONFIG_VERSION)
        config = self.at(int(item["version"]) if item else 0)
        self._checked = now
        return config

    def at(self, version: int) -> Config:
        """The configuration, loaded again if the version known from elsewhere is not the one held."""
        if self._config is None or self._loaded_for != version:
            # Kept under the version that was known before: should a change come in the middle of a long load, the
            # next look at the version loads again.
            self._config, self._loaded_for = self._store.load(), version
        return self._config


def _put(section: ConfigSection, entity_id: str, model: msgspec.Struct) -> Put:
    # The version's own condition guards the whole configuration, so the entities need none.
    pk, sk = keys.config(section, entity_id)
    return Put({"pk": pk, "sk": sk, "kind": Kind.CONFIG, "body": codec.encode(model)}, if_version=ANY_VERSION)


def _emptied(section: ConfigSection, entity_id: str) -> Put:
    pk, sk = keys.config(section, entity_id)
    return Put({"pk": pk, "sk": sk, "kind": Kind.CONFIG}, if_version=ANY_VERSION)


def _section[M: msgspec.Struct](items: Sequence[Item], section: ConfigSection, model: type[M]) -> list[M]:
    return [
        codec.decode(item["body"], model)
        for item in items
        if str(item["sk"]).startswith(f"{section}#") and "body" in item
    ]


def _size(writes: Iterable[Put]) -> int:
    """About how many bytes items hold; the rest of an item is some hundred bytes of keys."""
    return sum(len(value) for put in writes for value in put.item.values() if isinstance(value, str | bytes))
