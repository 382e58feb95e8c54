"""B01 to B19: what is refused at the door, and its neighbours that pass."""

import gzip
from collections.abc import Mapping

from shared.feedback.accept import MAX_BODY
from tests.hooks.kit import OTHER_SECRET, Case, Pen, Shot
from tests.support import hooks

_HEADERS_OVER_10_KB = "API Gateway refuses more than 10,240 bytes of headers before we are asked"
_NOT_IN_A_HEADER = "an HTTP client cannot send this character in a header"


def _refused(
    row: str, what: str, code: str, headers: Mapping[str, str | None], *, status: int = 401, over_http: str = ""
) -> Case:
    """A good request whose headers were changed after signing."""
    return Case(
        row, what, lambda pen: [pen.signed(pen.body(), headers=headers)], status, code, over_http=over_http
    )


def _offset(row: str, what: str, seconds: int, code: str | None) -> Case:
    def shots(pen: Pen) -> list[Shot]:
        return [pen.signed(pen.body(), offset=seconds)]

    if code is None:
        return Case(row, what, shots, 202, stored="feedback")
    return Case(row, what, shots, 401, code)


def _secret(row: str, what: str, source: str, code: str | None) -> Case:
    def shots(pen: Pen) -> list[Shot]:
        return [pen.signed(pen.body(), source, secret=hooks.OLD_NATIVE_SECRET)]  # type: ignore[arg-type]

    if code is None:
        return Case(row, what, shots, 202, stored="feedback")
    return Case(row, what, shots, 401, code)


def _bad_id(row: str, what: str, delivery_id: str, over_http: str = "") -> Case:
    return Case(
        row,
        what,
        lambda pen: [pen.signed(pen.body(), delivery_id=delivery_id)],
        400,
        "bad_id",
        over_http=over_http,
    )


def _method(method: str) -> Case:
    return Case(
        f"B16-{method.lower()}", f"{method} on the hook", lambda pen: [pen.signed(pen.body(), method=method)], 405,
        "method_not_allowed", headers={"allow": "POST"},
    )  # fmt: skip


def _media(row: str, what: str, headers: Mapping[str, str], *, gzipped: bool = False) -> Case:
    def shots(pen: Pen) -> list[Shot]:
        body = gzip.compress(pen.body()) if gzipped else pen.body()
        return [pen.signed(body, headers=headers)]

    return Case(row, what, shots, 415, "unsupported_media")


def _other_secret(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body(), secret=OTHER_SECRET)]


def _changed_body(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body())._replace(body=pen.body() + b" ")]


def _reserialised_body(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body())._replace(body=pen.body().replace(b'","', b'", "'))]


def _again(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body()), pen.signed(pen.body())]


def _other_body(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body()), pen.signed(pen.body(comment="Something else"))]


def _unknown(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body(), "unknown")]


def _disabled(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body(), "disabled")]


def _large(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body().ljust(MAX_BODY + 1))]


def _large_unsigned(pen: Pen) -> list[Shot]:
    return [Shot("unknown", {"content-type": "application/json"}, b"x" * (MAX_BODY + 1))]


def _largest(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body().ljust(MAX_BODY))]


def _typeform_unsigned(pen: Pen) -> list[Shot]:
    return [Shot("typeform", {"content-type": "application/json"}, pen.body())]


def _typeform_wrong(pen: Pen) -> list[Shot]:
    return [Shot("typeform", hooks.typeform_headers(pen.body(), "another secret"), pen.body())]


def _native_at_typeform(pen: Pen) -> list[Shot]:
    return [pen.signed(pen.body(), "typeform")]


SIGNATURE, INVALID, RANGE = "webhook-signature", "signature_invalid", "timestamp_out_of_range"

REFUSED: tuple[Case, ...] = (
    _refused("B01", "no signature header", "signature_missing", {SIGNATURE: None}),
    _refused("B01-empty", "an empty signature header", "signature_missing", {SIGNATURE: ""}),
    Case("B01-typeform", "no signature, Typeform", _typeform_unsigned, 401, "signature_missing"),
    Case("B02", "right shape, wrong key", _other_secret, 401, INVALID),
    Case("B02-typeform", "wrong key, Typeform", _typeform_wrong, 401, INVALID),
    _refused("B03-words", "zzz", INVALID, {SIGNATURE: "zzz"}),
    _refused("B03-v1", "v1", INVALID, {SIGNATURE: "v1"}),
    _refused("B03-v1-comma", "v1,", INVALID, {SIGNATURE: "v1,"}),
    _refused("B03-commas", ",,", INVALID, {SIGNATURE: ",,"}),
    _refused(
        "B03-10kB", "10 kB of signatures", INVALID, {SIGNATURE: "v1,AAAA " * 1300}, over_http=_HEADERS_OVER_10_KB
    ),
    _refused("B04-accent", "é in the header", INVALID, {SIGNATURE: "v1,é"}),
    _refused("B04-nul", "NUL in the header", INVALID, {SIGNATURE: "v1,\0"}, over_http=_NOT_IN_A_HEADER),
    _refused("B04-half", "half a character", INVALID, {SIGNATURE: "v1,\ud800"}, over_http=_NOT_IN_A_HEADER),
    Case("B05", "one space after signing", _changed_body, 401, INVALID),
    Case("B05-json", "the same JSON written otherwise", _reserialised_body, 401, INVALID),
    Case("B06", "signed for another source", lambda pen: [pen.signed(pen.body(), "other")], 401, INVALID),
    Case("B06-preset", "signed for another preset", _native_at_typeform, 401, "signature_missing"),
    _offset("B07", "301 s old", -301, RANGE),
    _offset("B07-299", "299 s old passes", -299, None),
    # Over HTTP a second or two pass between signing and checking: a time ahead of ours needs room for them.
    _offset("B08", "310 s ahead", 310, RANGE),
    _offset("B08-299", "299 s ahead passes", 299, None),
    _refused("B09-words", "time abc", RANGE, {"webhook-timestamp": "abc"}),
    _refused("B09-fraction", "time 1.5", RANGE, {"webhook-timestamp": "1.5"}),
    _refused("B09-negative", "time -1", RANGE, {"webhook-timestamp": "-1"}),
    _refused("B09-digits", "time of 30 digits", RANGE, {"webhook-timestamp": "9" * 30}),
    _refused("B09-empty", "empty time", RANGE, {"webhook-timestamp": ""}),
    _refused("B09-absent", "no time", RANGE, {"webhook-timestamp": None}),
    _bad_id("B10-dot", "id with a dot", "msg.1"),
    _bad_id("B10-long", "id of 300 characters", "m" * 300),
    _bad_id("B10-control", "id with a control character", "msg\x01", _NOT_IN_A_HEADER),
    _bad_id("B10-space", "id with a space", "msg 1"),
    _bad_id("B10-empty", "empty id", ""),
    Case("B11", "the same again within five minutes", _again, 202, stored="feedback", duplicate=True),
    Case("B12", "same id, other body, both signed", _other_body, 202, "id_conflict", "quarantine"),
    _secret("B13", "old secret during the overlap", "rotating", None),
    _secret("B13-after", "old secret after it", "rotated", INVALID),
    Case("B14", "unknown source token", _unknown, 404, "not_found"),
    Case("B15", "disabled source", _disabled, 410, "source_disabled"),
    *(_method(method) for method in ("GET", "PUT", "PATCH", "DELETE")),
    _media("B17", "JSON as text/plain", {"content-type": "text/plain"}),
    _media("B17-form", "JSON as a form", {"content-type": "application/x-www-form-urlencoded"}),
    _media("B18", "a gzip body, signed as sent", {"content-encoding": "gzip"}, gzipped=True),
    Case("B19", "1 MiB and a byte, signed", _large, 413, "too_large"),
    Case("B19-first", "the same to an unknown source: size is checked first", _large_unsigned, 413, "too_large"),
    Case("B19-limit", "1 MiB passes", _largest, 202, stored="feedback"),
)
