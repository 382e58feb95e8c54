"""The bad-input table against every kind of source, where it applies: B01 to B09, B13, B17 to B25."""

import gzip
import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from shared.errors import HookError
from shared.feedback.accept import MAX_BODY, Accepted, HookRequest, accept
from shared.feedback.presets import PRESETS
from shared.feedback.sources import HookSource, Secret, SourceKind
from tests.hooks.signers import OTHER, SECRET, SIGNERS, SIGNS_BODY, SIGNS_TIME, body, source
from tests.support import hooks
from tests.support.builders import NOW
from tests.support.stores import MemoryFeedbacks

JSON = {"content-type": "application/json"}


class Door:
    """``accept`` with one source behind it."""

    def __init__(self, one: HookSource) -> None:
        self.source = one
        self.store = MemoryFeedbacks()

    def post(self, headers: dict[str, str], raw: bytes, now: datetime = NOW) -> Accepted:
        """What one delivery of one event becomes."""
        request = HookRequest("POST", "token-of-the-source", headers, raw)
        (accepted,) = accept(request, lambda _: self.source, self.store, now)
        return accepted

    def refusal(self, headers: dict[str, str], raw: bytes, now: datetime = NOW) -> str:
        """The code of a refusal that keeps nothing."""
        with pytest.raises(HookError) as refused:
            self.post(headers, raw, now)
        assert self.store.calls == 0
        return f"{refused.value.status} {refused.value.code}"


def signed(kind: SourceKind, raw: bytes, secret: str = SECRET, now: datetime = NOW) -> dict[str, str]:
    """The headers of a proven delivery."""
    return {**JSON, **SIGNERS[kind][1](raw, secret, now)}


@pytest.mark.parametrize("kind", SIGNERS)
def test_a_proven_delivery_is_taken(kind: SourceKind) -> None:
    door = Door(source(kind))
    done = door.post(signed(kind, body(kind)), body(kind))
    assert (done.quarantined, done.ignored, done.duplicate) == (None, None, False)
    assert door.post(signed(kind, body(kind)), body(kind)).duplicate, "B11"


@pytest.mark.parametrize("kind", SIGNERS)
def test_b01_without_its_header_it_is_refused(kind: SourceKind) -> None:
    header = SIGNERS[kind][0]
    for headers in ({}, {header: ""}):
        good = signed(kind, body(kind))
        del good[header]
        assert Door(source(kind)).refusal({**good, **headers}, body(kind)) == "401 signature_missing"


@pytest.mark.parametrize("kind", SIGNERS)
def test_b02_b06_the_secret_of_another_is_refused(kind: SourceKind) -> None:
    assert Door(source(kind)).refusal(signed(kind, body(kind), OTHER), body(kind)) == "401 signature_invalid"


@pytest.mark.parametrize("kind", SIGNERS)
@pytest.mark.parametrize(
    "value",
    ["zzz", "v1", "v1,", ",,", "sha256=", "v0=", "v1,AAAA " * 1300, "é", "\0", "\ud800", "Bearer é.\ud800.x"],
)
def test_b03_b04_any_other_header_is_refused(kind: SourceKind, value: str) -> None:
    headers = {**signed(kind, body(kind)), SIGNERS[kind][0]: value}
    assert Door(source(kind)).refusal(headers, body(kind)).startswith("401 signature_")


@pytest.mark.parametrize("kind", SIGNS_BODY)
def test_b05_one_space_more_is_refused(kind: SourceKind) -> None:
    assert Door(source(kind)).refusal(signed(kind, body(kind)), body(kind) + b" ") == "401 signature_invalid"


@pytest.mark.parametrize("kind", SIGNS_TIME)
@pytest.mark.parametrize(("seconds", "passes"), [(-299, True), (299, True), (-301, False), (301, False)])
def test_b07_b08_signed_times_hold_five_minutes(kind: SourceKind, seconds: int, passes: bool) -> None:
    headers = signed(kind, body(kind), now=NOW + timedelta(seconds=seconds))
    if passes:
        assert Door(source(kind)).post(headers, body(kind)).quarantined is None
    else:
        assert Door(source(kind)).refusal(headers, body(kind)) == "401 timestamp_out_of_range"


@pytest.mark.parametrize("kind", SIGNS_TIME)
@pytest.mark.parametrize("text", ["abc", "1.5", "-1", "9" * 30, "", "\ud800"])
def test_b09_what_is_no_time_is_refused(kind: SourceKind, text: str) -> None:
    headers = {**signed(kind, body(kind)), SIGNS_TIME[kind]: text}
    assert Door(source(kind)).refusal(headers, body(kind)).startswith("401 ")


@pytest.mark.parametrize("kind", [kind for kind in SIGNERS if kind != "google_business"])
def test_b13_two_secrets_live_while_one_is_replaced(kind: SourceKind) -> None:
    old = Secret(OTHER, NOW + timedelta(hours=1))
    headers = signed(kind, body(kind), OTHER)
    assert Door(source(kind, Secret(SECRET), old)).post(headers, body(kind)).quarantined is None
    ended = source(kind, Secret(SECRET), Secret(OTHER, NOW))
    assert Door(ended).refusal(headers, body(kind)) == "401 signature_invalid"


TAKES_TEXT = {"generic"}
TAKES_FORMS = {"generic", "jotform", "qualtrics"}


@pytest.mark.parametrize("kind", PRESETS)
@pytest.mark.parametrize(
    ("media", "taken_by"),
    [
        ("text/plain", TAKES_TEXT),
        ("application/x-www-form-urlencoded", TAKES_FORMS),
        ("multipart/form-data; boundary=x", TAKES_FORMS - {"qualtrics"}),
        ("application/json", set(PRESETS) - {"qualtrics"}),
        ("application/vnd.vendor.v1+json; charset=utf-8", set(PRESETS) - {"qualtrics"}),
        ("application/xml", set[str]()),
        ("image/png", set[str]()),
        ("\ud800", set[str]()),
    ],
)
def test_b17_media_types_by_adapter(kind: SourceKind, media: str, taken_by: set[str]) -> None:
    try:
        Door(source(kind)).post({"content-type": media}, b"")
        refused = ""
    except HookError as refusal:
        refused = refusal.code
    assert (refused != "unsupported_media") is (kind in taken_by)


@pytest.mark.parametrize("kind", SIGNERS)
def test_b18_a_compressed_body_is_refused(kind: SourceKind) -> None:
    raw = gzip.compress(body(kind))
    headers = {**signed(kind, raw), "content-encoding": "gzip"}
    assert Door(source(kind)).refusal(headers, raw) == "415 unsupported_media"


@pytest.mark.parametrize("kind", PRESETS)
def test_b19_a_body_over_one_mebibyte_is_refused(kind: SourceKind) -> None:
    assert Door(source(kind)).refusal(JSON, b"x" * (MAX_BODY + 1)) == "413 too_large"


def twice(kind: SourceKind) -> bytes:
    """A body in which the first key stands again at the end."""
    good = json.loads(body(kind))
    first = next(iter(good))
    return hooks.raw(good)[:-1] + f",{json.dumps(first)}:1}}".encode()


def with_number(number: str) -> Any:
    return lambda _kind: b'{"score": %s}' % number.encode()


UNREADABLE: list[tuple[str, Any, str]] = [
    ("B20 nothing", lambda _kind: b"", "empty"),
    ("B21 brackets", lambda _kind: b"[" * 100_000, "too_deep"),
    ("B21 objects", lambda _kind: b'{"a":' * 100_000, "too_deep"),
    ("B22 keys", lambda _kind: hooks.raw({str(n): 0 for n in range(100_000)}), "too_complex"),
    ("B22 a long key", lambda _kind: hooks.raw({"k" * 900_000: 1}), "too_complex"),
    ("B23 a key twice", twice, "duplicate_key"),
    ("B24 NaN", with_number("NaN"), "bad_number"),
    ("B24 Infinity", with_number("Infinity"), "bad_number"),
    ("B24 1e400", with_number("1e400"), "bad_number"),
    ("B24 5,000 digits", with_number("9" * 5000), "bad_number"),
    ("B25 UTF-16", lambda kind: body(kind).decode().encode("utf-16"), "bad_encoding"),
    ("B25 Latin-1", lambda _kind: '{"a": "é"}'.encode("latin-1"), "bad_encoding"),
]


@pytest.mark.parametrize(("row", "make", "code"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
@pytest.mark.parametrize("kind", SIGNERS)
def test_b20_to_b25_proven_bytes_that_cannot_be_read_are_kept(
    kind: SourceKind, row: str, make: Any, code: str
) -> None:
    raw, door = make(kind), Door(source(kind))
    assert door.post(signed(kind, raw), raw).quarantined == code
    ((_, kept),) = door.store.aside.values()
    assert kept == raw, "exactly as they came"


@pytest.mark.parametrize("kind", SIGNERS)
def test_b25_a_byte_order_mark_is_accepted(kind: SourceKind) -> None:
    raw = b"\xef\xbb\xbf" + body(kind)
    assert Door(source(kind)).post(signed(kind, raw), raw).quarantined is None


# Two tools prove themselves inside the body.


def limesurvey(token: object = SECRET) -> bytes:
    return hooks.raw({**json.loads(body("limesurvey")), "api_token": token})


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (limesurvey(OTHER), "401 signature_invalid"),
        (limesurvey(""), "401 signature_missing"),
        (limesurvey(None), "401 signature_missing"),
        (limesurvey([SECRET]), "401 signature_missing"),
        (
            limesurvey("é\ud800").decode("utf-8", "surrogatepass").encode("utf-8", "replace"),
            "401 signature_invalid",
        ),
        (b'{"api_token": "x", "api_token": "%s"}' % SECRET.encode(), "401 signature_missing"),
        (b"", "401 signature_missing"),
        (b"[" * 100_000, "401 signature_missing"),
        (b'["%s"]' % SECRET.encode(), "401 signature_missing"),
    ],
)
def test_the_token_of_limesurvey(raw: bytes, refusal: str) -> None:
    assert Door(source("limesurvey")).refusal(JSON, raw) == refusal


def test_the_token_of_limesurvey_is_kept_nowhere() -> None:
    door = Door(source("limesurvey"))
    escaped = limesurvey().replace(SECRET[:1].encode(), b"\\u0077", 1)
    for raw in (limesurvey(), escaped):
        door.post(JSON, raw)
    assert not [kept for kept in door.store.kept() if SECRET.encode() in kept]


FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    ("raw", "refusal"),
    [
        (b"MSG=%7B%7D", "401 signature_missing"),
        (b"MSG=%7B%7D&HMAC=", "401 signature_missing"),
        (b"MSG=%7B%7D&HMAC=zzz", "401 signature_invalid"),
        (b"MSG=%7B%7D&HMAC=%C3%A9", "401 signature_invalid"),
        (b"HMAC=zzz", "401 signature_invalid"),
        (b"MSG=a&MSG=b&HMAC=zzz", "401 signature_missing"),
        (b"%ff=1", "401 signature_missing"),
        (b"", "401 signature_missing"),
        (body("qualtrics").replace(b"R_2Z", b"R_3Z"), "401 signature_invalid"),
    ],
)
def test_the_signature_of_qualtrics(raw: bytes, refusal: str) -> None:
    secret = hooks.sample_source("qualtrics").secrets[0]
    assert Door(source("qualtrics", secret)).refusal(FORM, raw) == refusal
