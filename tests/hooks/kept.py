"""B20 to B34: authentic deliveries, and whether they become feedback or are set aside."""

import json
from typing import Any

from tests.hooks.kit import CANARY_COMMENT, Case, Pen, Shot
from tests.support import hooks

AS_TEXT = (
    "API Gateway hands a JSON body over as text: bytes that are no UTF-8 reach us changed, so that their "
    "signature fails and they are refused instead of set aside"
)


def _aside(row: str, what: str, code: str, body: bytes) -> Case:
    """Signed bytes that cannot become feedback."""
    return Case(row, what, lambda pen: [pen.signed(body)], 202, code, "quarantine")


def _bad(row: str, what: str, code: str, **data: Any) -> Case:
    """The native layout with fields that cannot be used."""
    return Case(row, what, lambda pen: [pen.signed(pen.body(**data))], 202, code, "quarantine")


def _good(row: str, what: str, kept: dict[str, Any], **data: Any) -> Case:
    """The native layout with odd fields that can. Escaped, as lone surrogates cannot stand in UTF-8."""

    def shots(pen: Pen) -> list[Shot]:
        return [pen.signed(json.dumps(pen.data(**data)).encode())]

    return Case(row, what, shots, 202, stored="feedback", kept=kept)


def _unsigned_empty(pen: Pen) -> list[Shot]:
    return [Shot("native", {"content-type": "application/json"}, b"")]


def _raw(row: str, what: str, code: str, number: str) -> Case:
    """A number Python's own parser would take, written into the JSON text."""

    def shots(pen: Pen) -> list[Shot]:
        body = json.dumps(pen.data(metrics={"nps": "@"})).replace('"@"', number)
        return [pen.signed(body.encode())]

    return Case(row, what, shots, 202, code, "quarantine")


def _utf16(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body().decode().encode("utf-16"))]


def _latin1(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body().decode().encode("latin-1"))]


def _byte_order_mark(pen: Pen) -> list[Shot]:
    return [pen.signed(b"\xef\xbb\xbf" + pen.body())]


def _keys(pen: Pen) -> list[Shot]:
    return [pen.signed(hooks.raw({str(n): 0 for n in range(100_000)}))]


def _duplicate_key(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body().replace(b'"metrics":', b'"metrics":{"nps":9},"metrics":'))]


def _missing_id(pen: Pen) -> list[Shot]:
    data = pen.data()
    del data["data"]["externalId"]
    return [pen.signed(hooks.raw(data))]


def _typeform_without_form(pen: Pen) -> list[Shot]:
    body = hooks.raw({"event_id": pen.mark})
    return [Shot("typeform", hooks.typeform_headers(body), body)]


NINE = {"score": {"value": 9.0, "min": 0.0, "max": 10.0, "kind": "nps"}}
REPLACED_TIME = {"flags": ["submitted_at_replaced"]}
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)> javascript:alert(1) {{7*7}} ${env} {% x %}"

KEPT: tuple[Case, ...] = (
    _aside("B20", "an empty body, signed", "empty", b""),
    Case("B20-unsigned", "an empty body, unsigned", _unsigned_empty, 401, "signature_missing"),
    _aside("B21", "[ x 100,000", "too_deep", b"[" * 100_000),
    _aside("B21-objects", "objects in one another, 100,000 deep", "too_deep", b'{"a":' * 100_000),
    _aside("B21-33", "33 levels", "too_deep", b"[" * 33 + b"1" + b"]" * 33),
    Case("B22", "100,000 keys", _keys, 202, "too_complex", "quarantine"),
    _bad("B22-key", "one key of 900 kB", "too_complex", **{"k" * 900_000: 1}),
    _bad(
        "B22-answers",
        "answers that would not fit an item",
        "too_complex",
        answers=[{"key": f"q{n}", "label": "l" * 200, "value": "é" * 2000} for n in range(100)],
    ),
    Case("B23", "a repeated key", _duplicate_key, 202, "duplicate_key", "quarantine"),
    _raw("B24-nan", "NaN", "bad_number", "NaN"),
    _raw("B24-inf", "Infinity", "bad_number", "-Infinity"),
    _raw("B24-1e400", "1e400", "bad_number", "1e400"),
    _raw("B24-digits", "5,000 digits", "bad_number", "9" * 5000),
    Case("B25-utf16", "UTF-16", _utf16, 202, "bad_encoding", "quarantine", over_http=AS_TEXT),
    Case("B25-latin1", "invalid UTF-8", _latin1, 202, "bad_encoding", "quarantine", over_http=AS_TEXT),
    Case(
        "B25-bom", "a byte order mark", _byte_order_mark, 202, stored="feedback", kept={"comment": CANARY_COMMENT}
    ),
    _good(
        "B26",
        "half a surrogate pair",
        {"comment": "Bad \ufffd day", "flags": ["characters_replaced"]},
        comment="Bad \ud800 day",
    ),
    _bad("B26-id", "a name of a metric that cannot be written", "bad_score", metrics={"\u0000": "x"}),
    _good("B27", "NUL and control characters", {"comment": "abc\nd"}, comment="a\0b\x07c\nd\x7f"),
    _good("B28-text", 'score "9"', NINE, metrics={"nps": "9"}),
    _good("B28-float", "score 9.0", NINE, metrics={"nps": 9.0}),
    *(
        _bad(f"B28-{name}", f"score {value!r}", "bad_score", metrics={"nps": value})
        for name, value in {
            "half": 9.5,
            "below": -1,
            "above": 11,
            "true": True,
            "null": None,
            "wide": "９",
            "superscript": "²",
            "empty": "",
            "list": [9],
        }.items()
    ),
    Case("B29", "no response id", _missing_id, 202, "mapping:externalId", "quarantine"),
    _bad("B29-comment", "a comment that is no text", "mapping:comment", comment=["a"]),
    _bad("B29-data", "an answer list that is no list", "mapping:data.answers", answers="none"),
    Case("B29-typeform", "no form_response", _typeform_without_form, 202, "mapping:form_response", "quarantine"),
    _good("B30", "an unknown store", {"place_code": "NOWHERE-7"}, scope={"store": "NOWHERE-7"}),
    _good("B31", "a store in another case", {"place_code": "lyon-partdieu"}, scope={"store": " lyon-partdieu "}),
    _good("B31-cyrillic", "a look-alike store", {"place_code": "LYОN"}, scope={"store": "LYОN"}),
    _good("B32-2099", "submitted in 2099", REPLACED_TIME, submittedAt="2099-01-01T00:00:00Z"),
    _good("B32-1970", "submitted in 1970", REPLACED_TIME, submittedAt="1970-01-01T00:00:00Z"),
    _good("B32-zone", "submitted without a zone", REPLACED_TIME, submittedAt="2026-03-17T07:44:31"),
    _good("B32-day", "submitted on 30 February", REPLACED_TIME, submittedAt="2026-02-30T07:44:31Z"),
    _good("B32-year-1", "submitted before year 1 in UTC", REPLACED_TIME, submittedAt="0001-01-01T00:00:00+05:00"),
    _good("B32-list", "submitted at a list", REPLACED_TIME, submittedAt=[1]),
    _good(
        "B33", "a comment of 100 kB", {"comment": "x" * 10_000, "flags": ["comment_cut"]}, comment="x" * 100_000
    ),
    _good("B34", "markup, script and templates", {"comment": MARKUP}, comment=MARKUP),
)
