"""The engine finds exactly the rules whose explanation fires, whatever the rules and the feedback."""

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.criteria import Group, parse_criteria
from shared.rules.engine.compiling import compile_plan
from shared.rules.engine.cutting import text_of, tokens
from shared.rules.engine.plan import BadSnapshot, Plan, pack, stamp, unpack
from shared.rules.engine.running import Engine, marked
from shared.rules.explain import explain
from shared.rules.fields import FIELDS, Subject
from shared.rules.models import Rule
from shared.rules.operators import OPERATORS
from shared.rules.ruleset import RuleSet
from shared.rules.words import words
from tests.support.builders import feedback, nps, rule
from tests.support.rule_strategies import COMMENTS, LISTS, criteria, subjects


def ruled(trees: list[dict[str, Any]]) -> list[Rule]:
    return [rule(f"r{number:03d}", criteria=tree) for number, tree in enumerate(trees)]


def explained(rules: list[Rule], subject: Subject) -> list[str]:
    """What fires by the meaning of the language."""
    return [one.id for one in rules if explain(parse_criteria(one.criteria, lists=LISTS), subject).fired]


def found(rules: RuleSet, subject: Subject) -> list[str]:
    return [one.id for one in rules.matching(subject)]


def group(combinator: str, *parts: dict[str, Any], turned: bool = False) -> dict[str, Any]:
    return {"combinator": combinator, "rules": list(parts), "not": turned}


def condition(name: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": name, "operator": operator, "value": value}


@given(st.lists(criteria(), min_size=1, max_size=8), st.lists(subjects(), min_size=1, max_size=4))
def test_the_engine_finds_what_explains_itself(trees: list[dict[str, Any]], given_subjects: list[Subject]) -> None:
    rules = ruled(trees)
    compiled = RuleSet(rules, LISTS)
    loaded = RuleSet(rules, LISTS, unpack(pack(compiled.plan)))
    for subject in given_subjects:
        expected = explained(rules, subject)
        assert found(compiled, subject) == expected
        assert found(loaded, subject) == expected, "from a snapshot"
        reasons = [(one.rule.id, bool(one.conditions)) for one in compiled.fired(subject)]
        assert reasons == [(rule_id, True) for rule_id in expected]


def test_what_a_sure_word_rules_out_stays_out_beside_a_doubtful_one() -> None:
    """ "rat" waits for its exception; "email" has none, and alone decides."""
    keywords = {"words": ["rat"], "except": ["rat email"]}
    sure, doubtful = (
        condition("comment", "mentions", {"words": ["email"]}),
        condition("comment", "mentions", keywords),
    )
    rules = ruled([group("or", sure, doubtful, turned=True)])
    for comment in ("email", "rat", "rat email", "rat email rat", "souris"):
        subject = Subject(feedback(comment=comment))
        assert found(RuleSet(rules), subject) == explained(rules, subject), comment


@given(criteria(leaves=30), subjects())
def test_rules_that_come_to_many_conjunctions_are_decided_all_the_same(
    tree: dict[str, Any], subject: Subject
) -> None:
    assert found(RuleSet(ruled([tree]), LISTS), subject) == explained(ruled([tree]), subject)


def test_a_rule_that_would_explode_keeps_its_narrow_part_in_the_tables() -> None:
    pairs = [
        group("or", condition("channel", "=", f"c{number}"), condition("tags", "=", f"t{number}"))
        for number in range(20)
    ]
    rules = ruled([group("and", condition("score", "<=", 2), *pairs)])
    plan = compile_plan({one.id: one for one in rules})
    assert len(plan.owners) == 16
    asked: list[int] = []

    def tree(place: int) -> Group:
        asked.append(place)
        return parse_criteria(rules[place].criteria)

    engine = Engine(plan, tree)
    all_tags = tuple(f"t{number}" for number in range(20))
    assert engine.match(Subject(feedback(score=nps(9), tags=all_tags))).fired == []
    assert asked == [], "the score ruled it out"
    assert engine.match(Subject(feedback(score=nps(2), tags=all_tags))).fired == [0]
    assert engine.match(Subject(feedback(score=nps(2), tags=all_tags[1:]))).fired == []


@pytest.mark.parametrize("name", sorted(OPERATORS))
def test_every_operator_is_met_by_the_random_rules(name: str) -> None:
    assert any(known.type in OPERATORS[name].types for known in FIELDS.values())


TEXTS = [
    ("plain", "Le vendeur est arrivé"),
    ("apostrophes and hyphens", "l'été, aujourd’hui: porte-clés"),
    ("ligatures and signs", "Œuvre 10 € – très… bien"),
    ("capitals of every kind", "ÉTÉ GROẞ Straße ÇA"),
    ("superscripts and fractions", "m² ½ №5"),
    ("soft hyphens and zero width", "rem\u00adbour\u200bse\ufeff vite"),
    ("emoji with selectors and joiners", "super❤️merci 👩‍👩‍👧 ok👍🏽ok"),
    ("accents apart", "e\u0301te\u0301 cafe\u0301"),
    ("other alphabets", "привет мир ok"),
    ("right to left", "مرحبا بالعالم \u202eabc\u202c"),
    ("underscores and digits", "a_b 12e3"),
    ("half a character", "a\ud83d b"),
    ("control characters", "a\x00b\x1fc\x85d\xa0e"),
    ("nothing", ""),
]


@pytest.mark.parametrize(("why", "text"), TEXTS, ids=[case[0] for case in TEXTS])
def test_words_are_cut_as_the_language_cuts_them(why: str, text: str) -> None:
    assert [text_of(token) for token in tokens(text)] == [word.text for word in words(text)]


@given(st.text() | COMMENTS | st.text(alphabet=st.characters(max_codepoint=0x2FF)))
def test_any_text_is_cut_as_the_language_cuts_it(text: str) -> None:
    assert [text_of(token) for token in tokens(text)] == [word.text for word in words(text)]


HOSTILE = [
    ("the first word of a phrase over and over", "pas "),
    ("no blank at all", "a"),
    ("marks", "e\u0301\u0302\u0303"),
    ("right to left", "\u202eمرحبا "),
    ("zero width", "a\u200b"),
    ("half characters", "\ud800 "),
    ("new words", ""),
    ("emoji", "👩‍👩‍👧"),
]


@pytest.mark.parametrize(("why", "piece"), HOSTILE, ids=[case[0] for case in HOSTILE])
def test_steps_grow_no_faster_than_the_text(why: str, piece: str) -> None:
    tree = group(
        "or",
        condition("comment", "mentions", ["pas content du tout", "pas bien", "rembours*", "enfin"]),
        condition("comment", "mentions", {"words": ["pas livré"], "except": ["pas bien"], "inflected": True}),
        condition("comment", "contains", "zzz"),
    )
    rules = RuleSet(ruled([tree, group("and", tree, turned=True)]))

    def steps(size: int) -> int:
        text = (
            piece * (size // len(piece)) if piece else " ".join(f"w{size}x{number}" for number in range(size // 9))
        )
        return _steps(lambda: rules.fired(Subject(feedback(comment=text))))

    steps(1_000)
    few = steps(10_000)
    assert steps(100_000) <= 11 * few + 2_000


def _steps(work: Any) -> int:
    """Lines of the rules' code that run."""
    count = 0

    def line(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line if "/shared/rules/" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("mask", [0, 1, 0b1010, (1 << 70) - 1, 1 << 5000, (1 << 5000) | 5])
def test_the_bits_of_a_number(mask: int) -> None:
    assert marked(range(6000), mask) == [bit for bit in range(6000) if mask >> bit & 1]


def test_what_was_met_before_can_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.rules.engine.columns._REMEMBERED", 2)
    monkeypatch.setattr("shared.rules.engine.comments._REMEMBERED", 2)
    monkeypatch.setattr("shared.rules.engine.comments._LANGUAGES", 2)
    rules = ruled(
        [
            group("and", condition("comment", "mentions", ["pas content"]), condition("answer.n", ">=", 3)),
            group("and", condition("channel", "in", ["b", "d"])),
        ]
    )
    compiled = RuleSet(rules)
    for number, language in enumerate(["fr", "en", "de", "it", None, "fr"] * 2):
        subject = Subject(
            feedback(number, comment="Pas content du tout", channel="abcdef"[number % 6], language=language)
        )
        assert found(compiled, subject) == explained(rules, subject)


def packed() -> bytes:
    return pack(compile_plan({"r-low": rule()}))


@pytest.mark.parametrize(
    ("why", "damaged"),
    [
        ("empty", b""),
        ("foreign", b"\x80\x04\x95cos\nsystem\n"),
        ("torn", packed()[:-9]),
        ("turned", packed()[::-1]),
        ("of another shape", __import__("zlib").compress(b"\x93\x01\x02\x03")),
    ],
)
def test_a_damaged_snapshot_is_refused(why: str, damaged: bytes) -> None:
    with pytest.raises(BadSnapshot):
        unpack(damaged)


def test_a_snapshot_holds_the_whole_plan() -> None:
    plan = compile_plan(
        {one.id: one for one in ruled([group("and", condition("submitted_at", "<", "2026-01-01"))])}
    )
    assert unpack(pack(plan)) == plan
    assert isinstance(plan, Plan)


def test_the_stamp_tells_sources_apart() -> None:
    assert stamp(["a", "b"]) == stamp(["a", "b"])
    assert len({stamp([]), stamp(["ab"]), stamp(["a", "b"]), stamp(["b", "a"])}) == 4
