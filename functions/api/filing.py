"""A file of rules and lists against the account: what it changes, and putting it in place step by step."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from msgspec.structs import replace

from functions.api import ruling
from functions.api.reader import Reader
from functions.api.routes.keyword_lists import list_of
from functions.api.routes.rules import rule_of
from functions.api.ruling import Writes
from functions.api.schemas import rules as schemas
from functions.api.surveying import surveyed
from functions.api.trying import confirmed
from functions.api.wiring import Wiring
from shared.errors import Fault, Invalid, StaleVersion
from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.files import Difference, difference, repeated
from shared.rules.models import KeywordList, Rule
from shared.storage.config import Config
from shared.storage.rule_history import Change, RuleHistory

_STEP = 30
"""Changes a transaction takes: each writes the entity and up to two rows of its history."""
_STEPS = 200


class Filed(NamedTuple):
    """What a file holds, by id."""

    rules: dict[str, Rule]
    lists: dict[str, KeywordList]


class Plan(NamedTuple):
    """What it changes."""

    rules: Difference
    lists: Difference


class Pending(NamedTuple):
    """One change still to be made."""

    change: Change
    after: Rule | KeywordList
    before: Rule | KeywordList | None


def planned(ports: Wiring, body: schemas.ImportIn, config: Config) -> Plan:
    """What the file changes. Raises Invalid with the path to every fault."""
    file = filed(body)
    _require_owners(ports, file, config)
    return Plan(difference(config.rules, file.rules.values()), difference(config.lists, file.lists.values()))


def put_in_place(ports: Wiring, reader: Reader, body: schemas.ImportIn) -> None:
    """Makes the file the account's rules, lists before the rules that use them. Each step is one transaction.
    Raises ConfirmRequired when a rule takes in very much and the sender has not confirmed."""
    file, config = filed(body), reader.config
    if not body.confirm:
        changed = difference(config.rules, file.rules.values())
        new = {*changed.added, *changed.changed}
        found = surveyed(ports, config, file.rules, file.lists)
        confirmed([one for rule, some in found if rule.id in new for one in some])
    for _ in range(_STEPS):
        pending = _pending(config, file)[:_STEP]
        if not pending:
            return
        step = [_writes(ports, reader, one) for one in pending]
        # When somebody else has changed something meanwhile, what is left to do is found anew.
        with suppress(StaleVersion):
            ports.config_store.save_many(
                [entity for writes in step for entity in writes.entities],
                if_config=config.version,
                extra=[row for writes in step for row in writes.rows],
                remove=[one for writes in step for one in writes.remove],
            )
        config = ports.config_store.load()
    raise StaleVersion("The rules keep changing; send the file again")


def _writes(ports: Wiring, reader: Reader, pending: Pending) -> Writes:
    after, before, history = pending.after, pending.before, RuleHistory(ports.table)
    if before is None:
        last = history.last_version("RULE" if isinstance(after, Rule) else "LIST", after.id)
        after = replace(after, version=last + 1)
    known = ruling.known_version(ports, before) if isinstance(before, Rule) else None
    by, now = reader.user.person, ports.now()
    return ruling.writes_of(after, pending.change, by, now, before=before, known=known)


def _pending(config: Config, file: Filed) -> list[Pending]:
    lists, rules = _steps(config.lists, file.lists), _steps(config.rules, file.rules)
    gone = [one for one in lists if one.change == "deleted"]
    return [*(one for one in lists if one.change != "deleted"), *rules, *gone]


def _steps[M: (Rule, KeywordList)](present: Mapping[str, M], wanted: Mapping[str, M]) -> list[Pending]:
    found: Difference = difference(present, wanted.values())
    steps = [Pending("created", wanted[one], None) for one in found.added]
    steps += [Pending("changed", _next(wanted[one], present[one]), present[one]) for one in found.changed]
    return steps + [Pending("deleted", _next(present[one], present[one]), present[one]) for one in found.removed]


def _next[M: (Rule, KeywordList)](after: M, before: M) -> M:
    return replace(after, version=before.version + 1)


def filed(body: schemas.ImportIn) -> Filed:
    """What is in a file. Raises Invalid with the path to every fault."""
    rules = [rule_of(one.id, 1, one) for one in body.rules]
    lists = [list_of(one.id, 1, one) for one in body.keyword_lists]
    faults = [
        *_repeated("rules", rules, lambda rule: rule.id, "id"),
        *_repeated("rules", rules, lambda rule: rule.label.casefold(), "label"),
        *_repeated("keyword_lists", lists, lambda one: one.id, "id"),
        *_repeated("keyword_lists", lists, lambda one: one.name.casefold(), "name"),
    ]
    by_id = {one.id: one for one in lists}
    for number, one in enumerate(lists):
        faults += [_inside(f"$.keyword_lists[{number}]", fault) for fault in ruling.faults_of_words(one)]
    for number, rule in enumerate(rules):
        try:
            parse_criteria(rule.criteria, lists=by_id)
        except InvalidCriteria as invalid:
            faults += [_inside(f"$.rules[{number}]", fault) for fault in invalid.faults]
    if faults:
        raise Invalid("The file cannot be used", errors=faults)
    return Filed({rule.id: rule for rule in rules}, by_id)


def _require_owners(ports: Wiring, file: Filed, config: Config) -> None:
    """Owners that stay as they are may have gone meanwhile; new ones must be there."""
    faults = [
        _inside(f"$.rules[{number}]", fault)
        for number, rule in enumerate(file.rules.values())
        if rule.id not in config.rules or config.rules[rule.id].owners != rule.owners
        for fault in ruling.faults_of_owners(ports, rule, config)
    ]
    if faults:
        raise Invalid("The file cannot be used", errors=faults)


def _repeated[M: (Rule, KeywordList)](
    part: str, entries: Sequence[M], key: Callable[[M], str], name: str
) -> list[Fault]:
    twice = repeated(entries, key)
    return [
        Fault(f"$.{part}[{number}].{name}", "duplicate", "another one in the file has it")
        for number, one in enumerate(entries)
        if key(one) in twice
    ]


def _inside(path: str, fault: Fault) -> Fault:
    return fault._replace(path=path + fault.path.removeprefix("$"))
