"""The compiled rules beside the rules they were compiled from, so that a cold start need not compile.

A snapshot is stamped with a digest of every rule and list as stored and of our own code. One that is missing,
torn, stale or of another release is passed over, and the rules are compiled anew: it can only ever save time."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from shared.rules.engine.compiling import compile_plan
from shared.rules.engine.plan import BadSnapshot, Plan, pack, stamp, unpack
from shared.rules.models import KeywordList, Rule
from shared.storage import codec, keys
from shared.storage.keys import Item, Kind
from shared.storage.table import ANY_VERSION, Put

_PART = 350_000
"""Bytes in one item, which holds at most 400 KB."""
_RULES, _LISTS = keys.config("RULE", "")[1], keys.config("LIST", "")[1]
SOURCES = (_RULES, _LISTS)
"""What the sort keys of rules and lists begin with."""

type Bodies = dict[str, str]
"""Rules and lists as stored, by sort key."""


class Lazily[M: msgspec.Struct](Mapping[str, M]):
    """Models by id, each decoded when it is first asked for."""

    def __init__(self, stored: Mapping[str, str], model: type[M]) -> None:
        self._stored = stored
        self._model = model
        self._decoded: dict[str, M] = {}

    def __getitem__(self, entity_id: str) -> M:
        if entity_id not in self._decoded:
            self._decoded[entity_id] = codec.decode(self._stored[entity_id], self._model)
        return self._decoded[entity_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stored)

    def __len__(self) -> int:
        return len(self._stored)


def bodies(items: Iterable[Item]) -> Bodies:
    """The rules and lists among items of the configuration."""
    return {
        key: str(item["body"]) for item in items if (key := str(item["sk"])).startswith(SOURCES) and "body" in item
    }


def rules_of(stored: Bodies) -> Mapping[str, Rule]:
    """The rules by id."""
    return Lazily(_by_id(stored, _RULES), Rule)


def lists_of(stored: Bodies) -> Mapping[str, KeywordList]:
    """The keyword lists by id."""
    return Lazily(_by_id(stored, _LISTS), KeywordList)


def writes(stored: Bodies) -> list[Put]:
    """The snapshot of these rules and lists, in as many items as it takes."""
    packed = pack(compile_plan(rules_of(stored), lists_of(stored)))
    parts = [packed[start : start + _PART] for start in range(0, len(packed), _PART)]
    mark = _stamp(stored)
    return [
        Put(_item(number, mark, part, len(parts)), if_version=ANY_VERSION) for number, part in enumerate(parts)
    ]


def plan_of(items: Iterable[Item], stored: Bodies) -> Plan | None:
    """The snapshot among items of the configuration, if it is of these rules and lists."""
    first = keys.snapshot(0)[1]
    found = {str(item["sk"]): item for item in items if str(item["sk"]).startswith(first[:-3])}
    if first not in found or found[first].get("stamp") != (mark := _stamp(stored)):
        return None
    parts = [found.get(keys.snapshot(number)[1], {}) for number in range(int(found[first]["parts"]))]
    if any(part.get("stamp") != mark for part in parts):
        return None
    try:
        return unpack(b"".join(bytes(part["plan"]) for part in parts))  # type: ignore[arg-type]
    except BadSnapshot:
        return None


def _by_id(stored: Bodies, section: str) -> dict[str, str]:
    return {key.removeprefix(section): body for key, body in stored.items() if key.startswith(section)}


def _stamp(stored: Bodies) -> str:
    return stamp(f"{key}\0{stored[key]}" for key in sorted(stored))


def _item(number: int, mark: str, part: bytes, count: int) -> Item:
    pk, sk = keys.snapshot(number)
    return {"pk": pk, "sk": sk, "kind": Kind.CONFIG, "stamp": mark, "parts": count, "plan": part}
