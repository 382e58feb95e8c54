"""Saving rules and keyword lists: each version with its history row in one transaction over the configuration, and
tried again when somebody else changed another part of it meanwhile."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol

import msgspec
from pydantic import BaseModel

from functions.api.once import once
from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared.errors import Duplicate, Fault, Invalid, NotFound, StaleVersion, VersionRequired
from shared.rules.changes import same_label, same_name, used_by
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.models import KeywordList, Rule
from shared.scope.people import Person
from shared.storage.config import Config
from shared.storage.keys import ConfigSection
from shared.storage.rule_history import Change, Named, RuleHistory, Saved, history_row
from shared.storage.table import Put

_TRIES = 3
_VALUE = "$.criteria.rules[0].value"


class Writes(NamedTuple):
    """What one save writes: entities, the history rows of their versions, and entities to remove."""

    entities: list[tuple[ConfigSection, str, msgspec.Struct]]
    rows: list[Put]
    remove: list[tuple[ConfigSection, str]]


class Asked(NamedTuple):
    """A request: its Idempotency-Key, what it says, and the id of what it makes, if it makes something."""

    key: str | None = None
    request: bytes = b""
    new_id: str = ""


UNMARKED = Asked()


def save[T](
    ports: Wiring, reader: Reader, decide: Callable[[Config, str], tuple[Writes, T]], asked: Asked = UNMARKED,
    done: Callable[[Config, str], T] | None = None,
) -> T:  # fmt: skip
    """Saves what ``decide`` says of the configuration as it is, and answers its second part; both are given the id
    of what is made. The same request again under one Idempotency-Key answers ``done`` instead. Raises StaleVersion
    when others keep coming first."""
    config = reader.config
    for _ in range(_TRIES):
        only = once(ports, reader, asked.key, asked.request, asked.new_id)
        if only.repeated and done is not None:
            return done(ports.config_store.load(), only.id)
        writes, result = decide(config, only.id)
        extra = [*writes.rows, *([only.mark] if only.mark else [])]
        try:
            ports.config_store.save_many(
                writes.entities, if_config=config.version, extra=extra, remove=writes.remove
            )
        except StaleVersion:
            config = ports.config_store.load()
            continue
        return result
    raise StaleVersion("The settings keep changing; try again")


def writes_of(
    saved: Rule | KeywordList, change: Change, by: Person, at: datetime, *,
    before: Rule | KeywordList | None = None, known: Mapping[str, object] | None = None,
) -> Writes:  # fmt: skip
    """The writes of one version. ``before`` is the version it replaces: when it is not among the ``known`` ones it
    gets a row of its own, so that it can be restored."""
    section: Named = "RULE" if isinstance(saved, Rule) else "LIST"
    rows = [_row(section, saved, change, by, at)]
    if before is not None and known is not None and before.id not in known:
        rows.append(_row(section, before, "created", None, None))
    if change == "deleted":
        return Writes([], rows, [(section, saved.id)])
    return Writes([(section, saved.id, saved)], rows, [])


def _row(section: Named, what: Rule | KeywordList, change: Change, by: Person | None, at: datetime | None) -> Put:
    if isinstance(what, Rule):
        return history_row(section, Saved[Rule](what.version, at, change, what, by))
    return history_row(section, Saved[KeywordList](what.version, at, change, what, by))


def known_version(ports: Wiring, rule: Rule) -> Mapping[str, object]:
    """The rule's present version in the history, if it is there: what a command wrote is not."""
    return RuleHistory(ports.table).saved([rule])


class Versioned(Protocol):
    """What is saved version by version."""

    @property
    def version(self) -> int:
        """The number of the version."""


def present[M: Versioned](found: M | None) -> M:
    """The entity if it is there. Raises NotFound."""
    if found is None:
        raise NotFound
    return found


def current[M: Versioned](found: M | None, version: int | None, what: str, shown: Callable[[M], BaseModel]) -> M:
    """The entity if it is there at the version named. Raises NotFound, VersionRequired, or StaleVersion with the
    entity as it is now, ``shown`` as the API does."""
    there = present(found)
    if version is None:
        raise VersionRequired(f"Send the version of the {what} you are looking at")
    if version != there.version:
        refusal = StaleVersion(f"The {what} has changed since you opened it")
        refusal.more["current"] = shown(there).model_dump()
        raise refusal
    return there


def checked(rule: Rule, config: Config) -> Rule:
    """The rule if it can be evaluated and its label is its own. Raises Invalid with every fault, or Duplicate."""
    try:
        parse_criteria(rule.criteria, lists=config.lists)
    except InvalidCriteria as invalid:
        raise Invalid("The criteria cannot be evaluated", errors=invalid.faults) from None
    if same_label(rule, config.rules.values()) is not None:
        raise Duplicate("Another rule has this label")
    return rule


def require_owners(ports: Wiring, rule: Rule, config: Config) -> None:
    """Raises Invalid unless every owner of a rule is an active colleague who works on cases, and every node a
    place."""
    if faults := faults_of_owners(ports, rule, config):
        raise Invalid("The owners cannot be used", errors=faults)


def faults_of_owners(ports: Wiring, rule: Rule, config: Config) -> list[Fault]:
    """What is wrong with the owners of a rule: one read of those it names."""
    users = ports.people.get_many(rule.owners.values()) if rule.owners else []
    usable = {user.id for user in users if not user.disabled and user.may("treat")}
    faults = [
        Fault(f"$.owners.{node[:64]}", "unknown_place", "there is no such place")
        for node in rule.owners
        if node not in config.tree.places
    ]
    return faults + [
        Fault(f"$.owners.{node[:64]}", "unknown_person", "choose a colleague who works on cases")
        for node, owner in rule.owners.items()
        if owner not in usable
    ]


def checked_list(one: KeywordList, config: Config) -> KeywordList:
    """The list if it can be used, its name is its own, and every rule that uses it can be evaluated with it.
    Raises Invalid or Duplicate."""
    faults = [*faults_of_words(one), *_faults_of_users(one, config)]
    if faults:
        raise Invalid("The list cannot be used", errors=faults)
    if same_name(one, config.lists.values()) is not None:
        raise Duplicate("Another keyword list has this name")
    return one


def faults_of_words(one: KeywordList) -> list[Fault]:
    """What is wrong with the words of a list."""
    value = {
        "words": list(one.words), "except": list(one.exceptions), "inflected": one.inflected,
        "language": one.language,
    }  # fmt: skip
    condition = {"field": "comment", "operator": "mentions", "value": value}
    try:
        parse_criteria({"combinator": "and", "rules": [condition]})
    except InvalidCriteria as invalid:
        return [
            fault._replace(path=fault.path.replace(_VALUE, "$").replace("$.except", "$.exceptions"))
            for fault in invalid.faults
        ]
    return []


def _faults_of_users(one: KeywordList, config: Config) -> list[Fault]:
    faults = []
    for rule in used_by(one.id, config.rules.values()):
        try:
            parse_criteria(rule.criteria, lists={**config.lists, one.id: one})
        except InvalidCriteria as invalid:
            faults += [Fault("$.words", fault.code, f"{rule.label}: {fault.message}") for fault in invalid.faults]
    return faults
