"""Rules as a file: the order is fixed, a file of what is there changes nothing."""

import json
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from shared.rules.changes import changed_fields, lists_of, same_label, same_name, used_by
from shared.rules.files import difference, exported, repeated
from shared.rules.models import KeywordList, Rule
from tests.support.builders import DETRACTOR, NOW, rule

IDS = st.text("abcdefgh0123_-", min_size=1, max_size=8)
RULES = st.builds(
    Rule,
    id=IDS,
    version=st.integers(1, 99),
    label=st.text(min_size=1, max_size=40),
    kind=st.sampled_from(["alert", "message"]),
    priority=st.sampled_from(["P1", "P2", "P3"]),
    expires_in=st.integers(60, 999_999),
    notify=st.booleans(),
    criteria=st.sampled_from([DETRACTOR, {"combinator": "or", "not": True, "rules": [DETRACTOR]}]),
    status=st.sampled_from(["draft", "active", "paused"]),
    paused_until=st.sampled_from([None, NOW]),
)
LISTS = st.builds(
    KeywordList,
    id=IDS,
    version=st.integers(1, 99),
    name=st.text(min_size=1, max_size=40),
    words=st.lists(st.text(min_size=1, max_size=8), min_size=1, max_size=3).map(tuple),
    exceptions=st.lists(st.text(min_size=1, max_size=8), max_size=2).map(tuple),
    inflected=st.booleans(),
    language=st.sampled_from([None, "fr", "en"]),
)


def read(entries: list[dict[str, Any]], model: Any) -> list[Any]:
    return [msgspec.convert({**one, "version": 1}, model) for one in entries]


@given(st.lists(RULES, unique_by=lambda one: one.id), st.lists(LISTS, unique_by=lambda one: one.id), st.randoms())
def test_a_file_says_all_and_always_the_same(rules: list[Rule], lists: list[KeywordList], rng: Any) -> None:
    text = json.dumps(exported(rules, lists))
    rng.shuffle(rules)
    rng.shuffle(lists)
    assert json.dumps(exported(rules, lists)) == text
    filed = json.loads(text)
    parts: list[Any] = [
        ({one.id: one for one in rules}, read(filed["rules"], Rule)),
        ({one.id: one for one in lists}, read(filed["keyword_lists"], KeywordList)),
    ]
    for present, wanted in parts:
        found = difference(present, wanted)
        assert (found.added, found.changed, found.removed) == ([], {}, [])
        assert found.unchanged == len(present)
        assert difference({}, wanted).added == sorted(present)
        assert difference(present, []).removed == sorted(present)


def test_every_field_is_written() -> None:
    (filed,) = exported([rule("r1")], [])["rules"]
    assert list(filed) == [name for name in Rule.__struct_fields__ if name != "version"]
    assert (filed["status"], filed["paused_until"]) == ("active", None)


def test_a_change_names_its_fields() -> None:
    before, after = rule("r1"), rule("r1", version=7, label="Low", notify=False)
    assert changed_fields(before, after) == ["label", "notify"]
    found = difference({"r1": before, "r2": rule("r2")}, [after, rule("r3")])
    assert (found.added, found.changed, found.removed, found.unchanged) == (
        ["r3"], {"r1": ["label", "notify"]}, ["r2"], 0,
    )  # fmt: skip


def test_entries_of_a_file_that_are_twice() -> None:
    rules = [rule("r1", label="A"), rule("r1", label="B"), rule("r2", label="a")]
    assert repeated(rules, lambda one: one.id) == {"r1"}
    assert repeated(rules, lambda one: one.label.casefold()) == {"a"}


def test_lists_are_found_wherever_criteria_name_them() -> None:
    named = {"field": "comment", "operator": "mentions", "value": {"words": [], "lists": ["k1", "k2"]}}
    plain = {"field": "comment", "operator": "mentions", "value": ["k3"]}
    nested = {"combinator": "and", "rules": [{"combinator": "or", "rules": [named, plain]}]}
    assert lists_of(nested) == {"k1", "k2"}
    assert lists_of({"combinator": "and", "rules": "k1"}) == frozenset()
    rules = [rule("r2", label="B", criteria=nested), rule("r1", label="A", criteria=nested), rule("r3")]
    assert [one.id for one in used_by("k1", rules)] == ["r1", "r2"], "by label"


def test_labels_and_names_differ_by_more_than_case() -> None:
    one = rule("r1", label="Rappel")
    assert same_label(replace(one, label="RAPPEL"), [one]) is None, "its own"
    assert same_label(rule("r2", label="RAPPEL"), [one]) == one
    words = KeywordList("k1", 1, "Danger", ("verre",))
    assert same_name(words, [words]) is None
    assert same_name(replace(words, id="k2", name="danger"), [words]) == words
