"""What the store of words promises, run against every kind of table."""

from datetime import timedelta
from typing import cast

import pytest
from msgspec.structs import replace

from shared.alerts.models import Alert
from shared.scope.perimeter import Perimeter
from shared.storage import word_keys
from shared.storage.keys import Item
from shared.storage.merging import Ask
from shared.storage.table import Table
from shared.storage.words import Words, case_of, prefixes
from tests.support.builders import NOW, alert, tree

ARA, IDF, EVERYTHING = (Perimeter(frozenset({"ara"})), Perimeter(frozenset({"idf"})), Perimeter(everything=True))


def found(
    table: Table, word: str, perimeter: Perimeter = EVERYTHING, restricted: tuple[str, ...] = ()
) -> list[str]:
    """The cases a word leads to, in order."""
    asks = [Ask(prefix, None, 50) for prefix in prefixes(perimeter, tree(), restricted)]
    items = [item for part in Words(table).read(word, asks) for item in part]
    return [one for one in map(case_of, items) if one]


def commented(number: int, comment: str, **changes: object) -> Alert:
    """A case of the Lyon store with this comment."""
    case = alert(number)
    return replace(case, feedback=replace(case.feedback, comment=comment), **changes)


class WordsContract:
    """Subclasses bring a ``table`` fixture, empty for each test."""

    def test_a_case_is_found_under_every_node_above_it(self, table: Table) -> None:
        case = commented(1, "Caisse fermée")
        Words(table).keep(case, NOW)
        for word in ("caisse", "fermee", "camille", f"ref:{case.id[1:7]}"):
            assert found(table, word) == found(table, word, ARA) == [case.id]
            assert found(table, word, IDF) == []
        assert found(table, "cais") == []

    def test_a_case_without_a_place_is_found_by_those_who_see_everything(self, table: Table) -> None:
        case = commented(1, "caisse", place=None)
        Words(table).keep(case, NOW)
        assert found(table, "caisse") == [case.id]
        assert found(table, "caisse", Perimeter(frozenset({"net"}))) == []

    def test_the_newest_of_a_place_comes_first(self, table: Table) -> None:
        cases = [commented(n, "caisse", created_at=NOW + timedelta(minutes=n)) for n in (2, 1, 3)]
        for case in cases:
            Words(table).keep(case, NOW)
        assert found(table, "caisse") == [cases[2].id, cases[0].id, cases[1].id]

    def test_a_part_starts_behind_a_position(self, table: Table) -> None:
        for number in range(1, 6):
            Words(table).keep(commented(number, "caisse", created_at=NOW + timedelta(minutes=number)), NOW)
        (prefix,) = prefixes(ARA, tree(), ())
        words = Words(table)
        (first,) = words.read("caisse", [Ask(prefix, None, 2)])
        (rest,) = words.read("caisse", [Ask(prefix, str(first[-1]["sk"]), 9)])
        (none,) = words.read("caisse", [Ask(prefix, f"{prefix[:-1]}1", 9)])
        assert [len(first), len(rest), none] == [2, 3, []]

    def test_a_restricted_department_stands_apart(self, table: Table) -> None:
        case = commented(1, "caisse", department="hr", restricted=True)
        Words(table).keep(case, NOW)
        assert found(table, "caisse") == found(table, "caisse", ARA, ("hr",)) == []
        assert found(table, "caisse", EVERYTHING, ("hr",)) == [case.id]
        member = Perimeter(frozenset({"ara"}), departments=frozenset({"hr"}), departments_only=True)
        assert found(table, "caisse", member, ("hr",)) == [case.id]

    def test_kept_again_nothing_changes(self, table: Table) -> None:
        case = commented(1, "caisse")
        for _ in range(3):
            Words(table).keep(case, NOW)
        assert found(table, "caisse") == [case.id]

    def test_words_that_are_gone_lead_nowhere_and_are_deleted(self, table: Table) -> None:
        words, case = Words(table), commented(1, "caisse ancienne")
        words.keep(case, NOW)
        words.keep(commented(1, "caisse nouvelle", version=2), NOW)
        assert found(table, "caisse") == found(table, "nouvelle") == [case.id]
        assert found(table, "ancienne") == []
        (gone,) = table.query(word_keys.words_of("ancienne"))
        assert gone["ttl"] == int(NOW.timestamp())
        words.keep(commented(1, "caisse ancienne", version=3), NOW)
        assert found(table, "ancienne") == [case.id], "and may come back"

    def test_a_case_that_moves_is_found_where_it_is(self, table: Table) -> None:
        words, case = Words(table), commented(1, "caisse")
        assert case.place is not None
        moved = replace(case, version=2, place=replace(case.place, path=("net", "idf", "paris")))
        words.keep(case, NOW)
        words.keep(moved, NOW)
        assert found(table, "caisse", IDF) == found(table, "caisse") == [case.id]
        assert found(table, "caisse", ARA) == []

    def test_an_older_state_that_comes_late_changes_nothing(self, table: Table) -> None:
        words, old, new = Words(table), commented(1, "ancienne"), commented(1, "nouvelle", version=2)
        words.keep(new, NOW)
        words.keep(old, NOW)
        assert found(table, "nouvelle") == [old.id]
        assert found(table, "ancienne") == []

    @pytest.mark.parametrize("first_kept", [1, 2])
    def test_two_states_at_once_leave_the_newer_one(self, table: Table, first_kept: int) -> None:
        old, new = commented(1, "ancienne"), commented(1, "nouvelle", version=2)
        between = _Between(table)
        mine, other = (old, new) if first_kept == 1 else (new, old)
        between.then = lambda: Words(table).keep(other, NOW)
        Words(cast(Table, between)).keep(mine, NOW)
        assert found(table, "nouvelle") == [new.id]
        assert found(table, "ancienne") == []


class _Between:
    """A table on which somebody else comes in between, once, before the list of the words is written."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.then: object = None
        self.get = table.get
        self.put_many = table.put_many
        self.transact = table.transact

    def put_new(self, item: Item) -> Item | None:
        then, self.then = self.then, None
        if callable(then):
            then()
        return self._table.put_new(item)
