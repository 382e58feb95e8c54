"""The strict parser: what it takes, and the code under which everything else is kept."""

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.strict_json import MAX_DEPTH, MAX_KEY, MAX_NODES, Unusable, clean, parse


def nested(depth: int) -> bytes:
    return b"[" * depth + b"1" + b"]" * depth


TAKEN: list[tuple[str, bytes, Any]] = [
    ("an object", b'{"a": 1}', {"a": 1}),
    ("a byte order mark", b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
    ("white space around", b' \n{"a": 1}\t', {"a": 1}),
    ("half a surrogate pair", b'{"a": "\\ud800"}', {"a": "\ud800"}),
    ("an escaped NUL", b'{"a": "\\u0000"}', {"a": "\0"}),
    ("the longest integer", b'{"a": %s}' % (b"9" * 40), {"a": int("9" * 40)}),
    ("a small float", b'{"a": 1e-400}', {"a": 0.0}),
    ("the deepest nesting", nested(MAX_DEPTH), json.loads(nested(MAX_DEPTH))),
    ("the longest key", b'{"%s": 1}' % (b"k" * MAX_KEY), {"k" * MAX_KEY: 1}),
    ("the same key in two objects", b'{"a": {"b": 1}, "c": {"b": 2}}', {"a": {"b": 1}, "c": {"b": 2}}),
]


@pytest.mark.parametrize(("why", "raw", "value"), TAKEN, ids=[case[0] for case in TAKEN])
def test_taken(why: str, raw: bytes, value: Any) -> None:
    assert parse(raw) == value


REFUSED: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "empty"),
    ("white space", b" \r\n\t", "empty"),
    ("words", b"hello", "bad_json"),
    ("a trailing comma", b'{"a": 1,}', "bad_json"),
    ("two values", b"{} {}", "bad_json"),
    ("only a byte order mark", b"\xef\xbb\xbf", "bad_json"),
    ("single quotes", b"{'a': 1}", "bad_json"),
    ("a raw control character", b'{"a": "\x01"}', "bad_json"),
    ("UTF-16 with its mark", '{"a": 1}'.encode("utf-16"), "bad_encoding"),
    ("UTF-16 without a mark", '{"a": 1}'.encode("utf-16-le"), "bad_json"),
    ("Latin-1", '{"a": "é"}'.encode("latin-1"), "bad_encoding"),
    ("an encoded surrogate", b'{"a": "\xed\xa0\x80"}', "bad_encoding"),
    ("an overlong encoding", b'{"a": "\xc0\xaf"}', "bad_encoding"),
    ("a repeated key", b'{"score": 1, "score": 9}', "duplicate_key"),
    ("a repeated key below", b'{"data": {"score": 1, "score": 9}}', "duplicate_key"),
    ("a key repeated through an escape", b'{"score": 1, "\\u0073core": 9}', "duplicate_key"),
    ("a repeated key that cannot be written", b'{"\\ud800": 1, "\\ud800": 2}', "duplicate_key"),
    ("NaN", b'{"a": NaN}', "bad_number"),
    ("Infinity", b'{"a": Infinity}', "bad_number"),
    ("minus Infinity", b'{"a": -Infinity}', "bad_number"),
    ("a float beyond all floats", b'{"a": 1e400}', "bad_number"),
    ("5,000 digits", b'{"a": %s}' % (b"9" * 5000), "bad_number"),
    ("41 digits", b'{"a": %s}' % (b"9" * 41), "bad_number"),
    ("one level too deep", nested(MAX_DEPTH + 1), "too_deep"),
    ("100,000 brackets", b"[" * 100_000, "too_deep"),
    ("100,000 objects in one another", b'{"a":' * 100_000, "too_deep"),
    ("100,000 keys", json.dumps({f"k{n}": n for n in range(100_000)}).encode(), "too_complex"),
    ("100,000 values", json.dumps([1] * 100_000).encode(), "too_complex"),
    ("one value too many", json.dumps([1] * (MAX_NODES + 1)).encode(), "too_complex"),
    ("a key of one megabyte", b'{"%s": 1}' % (b"k" * 1_000_000), "too_complex"),
]


@pytest.mark.parametrize(("why", "raw", "code"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refused(why: str, raw: bytes, code: str) -> None:
    with pytest.raises(Unusable) as refusal:
        parse(raw)
    assert refusal.value.code == code
    refusal.value.path.encode("utf-8")
    assert len(refusal.value.path) <= 200


def test_a_hundred_thousand_keys_cost_little() -> None:
    raw = json.dumps({f"k{n}": n for n in range(100_000)}).encode()
    began = time.process_time()
    with pytest.raises(Unusable):
        parse(raw)
    assert time.process_time() - began < 0.5


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
    max_leaves=20,
)


@given(_VALUES)
def test_ordinary_json_comes_back_as_it_is(value: Any) -> None:
    text = json.dumps(value)
    assert parse(text.encode()) == json.loads(text)


CODES = {"empty", "bad_encoding", "bad_json", "duplicate_key", "bad_number", "too_deep", "too_complex"}


def code_of(raw: bytes) -> str | None:
    """The code under which the bytes are refused; None when they are taken."""
    try:
        parse(raw)
    except Unusable as refusal:
        return refusal.code
    return None


@given(st.binary(max_size=200))
def test_any_bytes_are_parsed_or_refused(raw: bytes) -> None:
    assert code_of(raw) in {None, *CODES}


def test_every_code_has_a_case() -> None:
    assert {code for _, _, code in REFUSED} == CODES


@pytest.mark.parametrize(
    ("text", "shown", "replaced"),
    [
        ("plain", "plain", False),
        ("half \ud800 a pair", "half \ufffd a pair", True),
        ("a\0b\x07c\x1bd\x7fe", "abcde", False),
        ("line\nand\ttab", "line\nand\ttab", False),
        ("windows\r\nline", "windows\nline", False),
        ("a lone\rreturn", "a lonereturn", False),
        ("😀 emoji", "😀 emoji", False),
        ("", "", False),
    ],
)
def test_clean(text: str, shown: str, replaced: bool) -> None:
    assert clean(text) == (shown, replaced)


@given(st.text(alphabet=st.characters()))
def test_clean_text_can_always_be_written(text: str) -> None:
    shown, _ = clean(text)
    shown.encode("utf-8")
    assert clean(shown) == (shown, False), "cleaning twice changes nothing"
