"""Patterns: only what RE2 runs, refused with the position where it stops understanding (B39)."""

import subprocess
import sys

import pytest

from shared.rules.criteria import InvalidCriteria, parse_criteria
from shared.rules.patterns import MAX_PATTERN, UnsupportedPattern, matches, pattern

REFUSED: list[tuple[str, str, int]] = [
    ("a backreference", r"(a)\1", 3),
    ("a lookahead", "ab(?=c)", 2),
    ("a lookbehind", "(?<=a)b", 0),
    ("a comment group", "x(?#c)", 1),
    ("too many repetitions", "a{5000}", 1),
    ("repetitions of repetitions", "((a{100}){100}){100}", 15),
    ("a program too large", r"(\pL{100}){10}", 0),
    ("too long", "a" * 5_000, MAX_PATTERN),
    ("an open bracket", "ab[", 2),
    ("an open group", "ab(", 0),
    ("nothing to repeat", "ab|*", 3),
    ("bounds the wrong way", "a{2,1}", 1),
    ("half a character", "ab\ud800", 2),
    ("what every text has", "x*", 0),
    ("nothing at all, in brackets", "()", 0),
]


@pytest.mark.parametrize(("why", "source", "position"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_re2_does_not_run_is_refused(why: str, source: str, position: int) -> None:
    with pytest.raises(UnsupportedPattern) as refusal:
        pattern(source)
    assert refusal.value.position == position
    assert f"at character {position + 1}: " in str(refusal.value)


def test_the_refusal_names_the_value() -> None:
    condition = {"field": "comment", "operator": "doesNotMatch", "value": r"(a)\1"}
    with pytest.raises(InvalidCriteria) as refusal:
        parse_criteria({"combinator": "and", "rules": [condition]})
    (fault,) = refusal.value.faults
    assert (fault.path, fault.code) == ("$.criteria.rules[0].value", "unsupported_pattern")
    assert fault.message == "at character 4: invalid escape sequence"


MATCHED: list[tuple[str, str, str, list[str]]] = [
    ("a nested repetition", "(a+)+$", "baaa", ["aaa"]),
    ("case does not count", "ref-[0-9]+", "REF-12 et Ref-3", ["REF-12", "Ref-3"]),
    ("accents count", "déçu", "décu Déçu", ["Déçu"]),
    ("code points, not bytes", "rat", "😀é rat", ["rat"]),
    ("empty matches are none", r"rat|\b", "un rat", ["rat"]),
    ("half characters in the comment", "rat", "\ud800 rat", ["rat"]),
]


@pytest.mark.parametrize(("why", "source", "text", "expected"), MATCHED, ids=[case[0] for case in MATCHED])
def test_matches(why: str, source: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in matches(text, pattern(source))] == expected


def test_a_pattern_that_ruins_other_engines_ends_at_once() -> None:
    assert matches("a" * 100_000 + "b", pattern("(a+)+$")) == ()


def test_what_a_pattern_finds_is_bounded() -> None:
    assert len(matches("a" * 10_000, pattern("a"))) == 1_000


def test_a_machine_without_the_library_refuses_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    with pytest.raises(UnsupportedPattern):
        pattern("never compiled before")


def test_rules_without_patterns_do_not_load_the_library() -> None:
    code = "import sys, shared.rules.ruleset, shared.rules.operators; print('re2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
