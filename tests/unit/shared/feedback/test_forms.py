"""Forms: what is read of them, and the code under which everything else is kept."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.feedback.forms import MAX_FIELDS, multipart, text_json, urlencoded
from shared.feedback.strict_json import Unusable
from tests.support.hooks import multipart as written

MEDIA = "multipart/form-data; boundary=----test"


@pytest.mark.parametrize(
    ("raw", "fields"),
    [
        (b"a=1&b=2", {"a": "1", "b": "2"}),
        (b"a=1+2%263&b=%C3%A9", {"a": "1 2&3", "b": "é"}),
        ("a=é".encode(), {"a": "é"}),
        (b"a=&b", {"a": "", "b": ""}),
        (b"a[]=1&a[]=2&b[]=3", {"a[]": ["1", "2"], "b[]": ["3"]}),
        (b"&&a=1&", {"a": "1"}),
        (b"a=%zz%4", {"a": "%zz%4"}),
        (b"a=1;b=2", {"a": "1;b=2"}),
    ],
)
def test_url_encoded(raw: bytes, fields: dict[str, Any]) -> None:
    assert urlencoded(raw) == fields


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"  \r\n", "empty"),
        (b"a=1&a=2", "duplicate_key"),
        (b"a=%ff", "bad_encoding"),
        (b"%ff=1", "bad_encoding"),
        (b"\xff=1", "bad_encoding"),
        (b"a=1&" * (MAX_FIELDS + 1), "too_complex"),
        (b"k" * 900_000 + b"=1", "too_complex"),
    ],
)
def test_url_encoded_that_is_kept_aside(raw: bytes, code: str) -> None:
    with pytest.raises(Unusable) as fault:
        urlencoded(raw)
    assert fault.value.code == code


def part(head: bytes, content: bytes = b"x") -> bytes:
    return b"------test\r\n" + head + b"\r\n\r\n" + content + b"\r\n------test--\r\n"


NAMED = b'Content-Disposition: form-data; name="a"'


@pytest.mark.parametrize(
    ("why", "raw", "fields"),
    [
        ("two fields", written({"a": "1", "b": "é\r\nline"}), {"a": "1", "b": "é\r\nline"}),
        ("an empty field", written({"a": ""}), {"a": ""}),
        ("no field at all", b"------test--\r\n", {}),
        ("other headers", part(b'X-Y: z\r\ncontent-disposition:form-data;name="a"'), {"a": "x"}),
        ("a quote in the name", part(b'Content-Disposition: form-data; name="a\\"b"'), {'a"b': "x"}),
        ("a file is dropped", part(NAMED + b'; filename="photo.jpg"', b"\xff\xd8\xff"), {}),
        ("a file in another spelling", part(NAMED + b"; filename*=UTF-8''p.jpg", b"\xff"), {}),
        ("a line that looks like a boundary", part(NAMED, b"--other\r\nstill"), {"a": "--other\r\nstill"}),
    ],
)
def test_multipart(why: str, raw: bytes, fields: dict[str, Any]) -> None:
    assert multipart(raw, MEDIA) == fields


@pytest.mark.parametrize(
    "media", ['multipart/form-data; boundary="----test"', "multipart/form-data;BOUNDARY=----test"]
)
def test_boundaries_in_other_spellings(media: str) -> None:
    assert multipart(part(NAMED), media) == {"a": "x"}


@pytest.mark.parametrize(
    ("why", "raw", "media", "code"),
    [
        ("nothing", b"", MEDIA, "empty"),
        ("no boundary said", part(NAMED), "multipart/form-data", "bad_form"),
        ("a boundary of 200 characters", part(NAMED), f"multipart/form-data; boundary={'b' * 200}", "bad_form"),
        ("another boundary", part(NAMED), "multipart/form-data; boundary=other", "bad_form"),
        ("cut off", part(NAMED)[:-8], MEDIA, "bad_form"),
        ("words before", b"hello" + part(NAMED), MEDIA, "bad_form"),
        ("no name", part(b"Content-Disposition: form-data"), MEDIA, "bad_form"),
        ("an empty name", part(b'Content-Disposition: form-data; name=""'), MEDIA, "bad_form"),
        ("no disposition", part(b"Content-Type: text/plain"), MEDIA, "bad_form"),
        ("a head of 3 kB", part(NAMED + b"\r\nX: " + b"x" * 3000), MEDIA, "bad_form"),
        ("the same twice", part(NAMED).removesuffix(b"--\r\n") + part(NAMED)[10:], MEDIA, "duplicate_key"),
        ("Latin-1", part(NAMED, "é".encode("latin-1")), MEDIA, "bad_encoding"),
        ("too many", written({str(n): "" for n in range(MAX_FIELDS + 1)}), MEDIA, "too_complex"),
        ("a long name", part(b'Content-Disposition: form-data; name="' + b"k" * 600 + b'"'), MEDIA, "too_complex"),
    ],
)
def test_multipart_that_is_kept_aside(why: str, raw: bytes, media: str, code: str) -> None:
    with pytest.raises(Unusable) as fault:
        multipart(raw, media)
    assert fault.value.code == code, why


def test_json_in_a_field() -> None:
    assert text_json({"m": '{"a": 1}'}, "m") == {"a": 1}
    assert text_json({"m": {"a": 1}}, "m") == {"a": 1}, "read before"
    assert text_json({}, "m") is None
    for text, code in (
        ("{", "bad_json"),
        ('{"a":1,"a":2}', "duplicate_key"),
        ("[" * 40 + "]" * 40, "too_deep"),
        ("", "empty"),
    ):
        with pytest.raises(Unusable) as fault:
            text_json({"m": text}, "m")
        assert fault.value.code == code


_NAMES = st.text(st.characters(codec="utf-8", exclude_characters='"\\\r\n'), min_size=1, max_size=20)
_FORMS = st.dictionaries(
    _NAMES.filter(lambda name: not name.endswith("[]")),
    st.text(st.characters(codec="utf-8"), max_size=50).filter(lambda text: "----test" not in text),
    max_size=8,
)


@given(_FORMS)
def test_what_is_written_is_read(form: dict[str, str]) -> None:
    assert multipart(written(form), MEDIA) == form
    if form:
        assert urlencoded(urlencode(form).encode()) == form


def code_of(read: Callable[[], Any]) -> str | None:
    """The code under which something is kept aside; None when it is read."""
    try:
        read()
    except Unusable as fault:
        return fault.code
    return None


CODES = {None, "empty", "bad_form", "bad_encoding", "duplicate_key", "too_complex"}


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_kept_aside(raw: bytes) -> None:
    assert code_of(lambda: urlencoded(raw)) in CODES
    assert code_of(lambda: multipart(raw, MEDIA)) in CODES
    assert code_of(lambda: multipart(b"------test" + raw, MEDIA)) in CODES
