"""Where cases are found by their words: one small item per word and case, in order of the place's path, so that a
perimeter is a prefix. Those of a restricted department stand apart, as in lists.

Costs: of a new case one write unit per word (up to 33, a dozen as a rule) and one for the list of its words; of a
search one query for each root of the perimeter, and a read of the cases found."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

import msgspec

from shared.alerts.models import Alert
from shared.scope.perimeter import Perimeter
from shared.scope.places import UNPLACED, PlaceTree
from shared.search.words import lookups
from shared.storage import codec, word_keys
from shared.storage.keys import Item, Key, Kind
from shared.storage.merging import Ask, each
from shared.storage.table import Conflict, Put, Span, Table


class _Listed(msgspec.Struct, frozen=True):
    """The words of a case as they stand in the table."""

    path: tuple[str, ...]
    created_at: datetime
    words: tuple[str, ...]

    def keys(self, alert_id: str) -> set[Key]:
        return {word_keys.word(word, self.path, self.created_at, alert_id) for word in self.words}


class Words:
    """Keeps the words of cases and finds cases by them."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def keep(self, alert: Alert, now: datetime) -> None:
        """Makes the table hold the words of a case as it is, and no longer those it had under another place or
        comment. Done again it changes nothing; done at the same time with an older state, the newer one stays."""
        wanted = _listed(alert)
        mine, known, written = wanted.keys(alert.id), _Known(self._table, alert.id), False
        while known.version < alert.version:
            self._table.put_many([_word(key) for key in sorted(mine - known.keys)])
            self._table.put_many([_word(key, gone=now) for key in sorted(known.keys - mine)])
            written = True
            if known.replace(wanted, alert.version):
                return
            known = _Known(self._table, alert.id)
        if written:  # a newer state has come in between: what only this one has goes again
            self._table.put_many([_word(key, gone=now) for key in sorted(mine - known.keys)])

    def read(self, word: str, asks: Sequence[Ask[str]]) -> list[list[Item]]:
        """What a merge asks for: of each prefix the items behind a position, in order."""

        def one(ask: Ask[str]) -> list[Item]:
            prefix, after, limit = ask
            # Prefixes end with a slash, which "0" follows.
            span = Span(after=max(after or "", prefix), before=f"{prefix[:-1]}0")
            return self._table.query(word_keys.words_of(word), span, limit=limit)

        return each(one, asks)


def prefixes(perimeter: Perimeter, tree: PlaceTree, restricted: Sequence[str]) -> list[str]:
    """Where the words of the cases of a perimeter stand: one prefix a root, and one more for each restricted
    department it takes in."""
    return sorted(
        word_keys.prefix(_shelved(reserved, tree.path(root) if root in tree.places else (root,)))
        for root in perimeter.roots(tree)
        for reserved in perimeter.shelves(restricted)
    )


def case_of(item: Item) -> str | None:
    """The id of the case that a word leads to; None when it no longer does."""
    return None if "ttl" in item else word_keys.alert_id_of(str(item["sk"]))


class _Known:
    """What is kept of the words of a case."""

    def __init__(self, table: Table, alert_id: str) -> None:
        self._table = table
        self._key = word_keys.word_list(alert_id)
        self._alert_id = alert_id
        self._item = table.get(self._key)
        self.version = int(self._item["version"]) if self._item else 0

    @cached_property
    def keys(self) -> set[Key]:
        """The keys of the words that are there."""
        return codec.decode(self._item["body"], _Listed).keys(self._alert_id) if self._item else set()

    def replace(self, wanted: _Listed, version: int) -> bool:
        """Writes what is kept now; False when another came first."""
        pk, sk = self._key
        item: Item = {"pk": pk, "sk": sk, "kind": Kind.WORD, "version": version, "body": codec.encode(wanted)}
        if not self.version:
            return self._table.put_new(item) is None
        try:
            self._table.transact([Put(item, if_version=self.version)])
        except Conflict:
            return False
        return True


def _listed(alert: Alert) -> _Listed:
    return _Listed(_shelved(alert.reserved, alert.path or (UNPLACED,)), alert.created_at, lookups(alert))


def _shelved(reserved: str | None, path: Sequence[str]) -> tuple[str, ...]:
    return (f"!{reserved}", *path) if reserved else tuple(path)


def _word(key: Key, gone: datetime | None = None) -> Item:
    item: Item = {"pk": key[0], "sk": key[1], "kind": Kind.WORD}
    return item | ({"ttl": int(gone.timestamp())} if gone else {})
