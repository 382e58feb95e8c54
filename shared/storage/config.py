"""What admins set up: rules, keyword lists, places, groups and sources, in one partition with one
version, read whole when it changes."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import msgspec

from shared.errors import StaleVersion
from shared.feedback.sources import Source
from shared.rules.models import KeywordList, Rule
from shared.rules.ruleset import RuleSet
from shared.scope.places import Group, Place, PlaceTree
from shared.storage import codec, keys
from shared.storage.keys import ConfigSection, Item, Kind
from shared.storage.table import ANY_VERSION, Conflict, Put, Table

MAX_AGE = timedelta(seconds=1)
"""How long a warm function trusts its copy before it asks for the version: a rule saved applies a second later."""


class Config:
    """The settings of a tenant at one version."""

    def __init__(
        self, version: int, rules: list[Rule], places: list[Place], sources: list[Source], *,
        groups: Iterable[Group] = (), lists: Iterable[KeywordList] = (),
    ) -> None:  # fmt: skip
        self.version = version
        self.rules = {rule.id: rule for rule in rules}
        self.lists = {one.id: one for one in lists}
        self.rule_set = RuleSet(rules, self.lists)
        self.tree = PlaceTree(places, groups)
        self.sources = {source.id: source for source in sources}


class ConfigStore:
    """Reads and changes the configuration. Every change raises the version in the same transaction."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def load(self) -> Config:
        """Everything, in one query."""
        items = self._table.query(keys.CONFIG)
        version = next((int(item["version"]) for item in items if item["sk"] == keys.CONFIG_VERSION[1]), 0)
        return Config(
            version,
            rules=_section(items, "RULE", Rule),
            places=_section(items, "PLACE", Place),
            sources=_section(items, "SOURCE", Source),
            groups=_section(items, "GROUP", Group),
            lists=_section(items, "LIST", KeywordList),
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
    ) -> None:
        """Writes up to 99 entities and ``extra`` items at once over configuration ``if_config``."""
        pk, sk = keys.CONFIG_VERSION
        version: Item = {"pk": pk, "sk": sk, "kind": Kind.CONFIG, "version": if_config + 1}
        try:
            self._table.transact(
                [Put(version, if_version=if_config or None), *(_put(*entity) for entity in entities), *extra]
            )
        except Conflict:
            raise StaleVersion("The settings have changed meanwhile; load them again") from None


class ConfigCache:
    """A warm function's copy of the configuration, asked for its version at most once a second."""

    def __init__(self, table: Table, clock: Callable[[], datetime]) -> None:
        self._table = table
        self._store = ConfigStore(table)
        self._clock = clock
        self._config: Config | None = None
        self._loaded_for = -1
        self._checked: datetime | None = None

    def current(self) -> Config:
        """The configuration: no call within a second of the last, one small read after, one query on change."""
        now = self._clock()
        if self._config is not None and self._checked is not None and now - self._checked < MAX_AGE:
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


def _section[M: msgspec.Struct](items: list[Item], section: ConfigSection, model: type[M]) -> list[M]:
    return [codec.decode(item["body"], model) for item in items if str(item["sk"]).startswith(f"{section}#")]
