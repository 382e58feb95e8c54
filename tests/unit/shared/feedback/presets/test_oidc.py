"""Google's identity tokens: signed and checked against a library that is not ours."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import HookError, SignatureInvalid, SignatureMissing, TimestampOutOfRange
from shared.feedback.presets import oidc, preset
from shared.feedback.sources import HookSource, PublicKey
from tests.support import oidc as google
from tests.support.builders import NOW

RAW = b"{}"


def check(headers: dict[str, str], source: HookSource | None = None) -> None:
    preset("google_business").verify(source or google.google_source(), headers, RAW, NOW)


def test_a_good_token_passes() -> None:
    check(google.google_headers(NOW))
    check({"authorization": "bearer " + google.token(NOW)})
    check(google.google_headers(NOW, iss="accounts.google.com"))
    check(google.google_headers(NOW - timedelta(minutes=59)))


MOMENT = int(NOW.timestamp())
REFUSED: list[tuple[str, dict[str, Any], type[HookError]]] = [
    ("for another audience", {"aud": "https://other.example"}, SignatureInvalid),
    ("for several audiences", {"aud": [google.AUDIENCE]}, SignatureInvalid),
    ("no audience", {"aud": None}, SignatureInvalid),
    ("of another account", {"email": "other@example.com"}, SignatureInvalid),
    ("of an unverified account", {"email_verified": False}, SignatureInvalid),
    ("verified in words", {"email_verified": "true"}, SignatureInvalid),
    ("of another issuer", {"iss": "https://accounts.example.com"}, SignatureInvalid),
    ("no issuer", {"iss": None}, SignatureInvalid),
    ("expired", {"iat": MOMENT - 7200, "exp": MOMENT - 61}, TimestampOutOfRange),
    ("not valid yet", {"iat": MOMENT + 61, "exp": MOMENT + 3600}, TimestampOutOfRange),
    ("without end", {"exp": None}, TimestampOutOfRange),
    ("with an end far ahead", {"exp": MOMENT + 10**6}, TimestampOutOfRange),
    ("with an end in words", {"exp": "tomorrow"}, TimestampOutOfRange),
    ("with a true end", {"exp": True}, TimestampOutOfRange),
    ("without a beginning", {"iat": None}, TimestampOutOfRange),
    ("by no algorithm", {"header": {"alg": "none"}}, SignatureInvalid),
    ("by a shared key", {"header": {"alg": "HS256"}}, SignatureInvalid),
    ("by an unknown key", {"header": {"kid": "key-2"}}, SignatureInvalid),
    ("by no key", {"header": {"kid": None}}, SignatureInvalid),
]


@pytest.mark.parametrize(("why", "changes", "refusal"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_token_that_says_something_else_is_refused(
    why: str, changes: dict[str, Any], refusal: type[HookError]
) -> None:
    with pytest.raises(refusal):
        check(google.google_headers(NOW, **changes))


@pytest.mark.parametrize(
    ("header", "refusal"),
    [
        ("", SignatureMissing),
        ("Bearer ", SignatureMissing),
        ("Basic dXNlcg==", SignatureMissing),
        ("Bearer x", SignatureInvalid),
        ("Bearer a.b", SignatureInvalid),
        ("Bearer a.b.c.d", SignatureInvalid),
        ("Bearer ..", SignatureInvalid),
        ("Bearer é.é.é", SignatureInvalid),
        ("Bearer \ud800.a.b", SignatureInvalid),
        ("Bearer " + "a" * 10_000, SignatureInvalid),
        ("Bearer " + google.encoded(["RS256"]) + ".e30.e30", SignatureInvalid),
        ("Bearer " + google.letters(b'{"alg":"RS256","alg":"none"}') + ".e30.e30", SignatureInvalid),
    ],
)
def test_what_is_no_token_is_refused(header: str, refusal: type[HookError]) -> None:
    with pytest.raises(refusal):
        check({"authorization": header})


def test_a_source_that_names_nobody_takes_nobody() -> None:
    for missing in ("audience", "service_account"):
        source = google.google_source()
        source.settings[missing] = ""
        with pytest.raises(SignatureInvalid):
            check(google.google_headers(NOW, aud="", email=""), source)
    with pytest.raises(SignatureInvalid):
        check(google.google_headers(NOW), google.google_source(keys=()))


def test_another_payload_under_a_good_signature_is_refused() -> None:
    head, _, signature = google.token(NOW).split(".")
    said = google.encoded({"aud": google.AUDIENCE, "email": google.SERVICE_ACCOUNT, "email_verified": True})
    with pytest.raises(SignatureInvalid):
        check({"authorization": f"Bearer {head}.{said}.{signature}"})


SIGNED = b"signed"
GOOD = google.signature(SIGNED)
KEY = google.public_key()


def test_signatures_of_keys_of_several_lengths() -> None:
    for bits in (2048, 3072):
        key = google.public_key(bits=bits)
        assert oidc.is_signed(key, SIGNED, google.signature(SIGNED, bits))
        assert not oidc.is_signed(key, b"other", google.signature(SIGNED, bits))


def forged(encoded: bytes) -> bytes:
    """A signature that opens to these bytes: what a lenient reader of the padding would be shown."""
    numbers = google.private_key(2048).private_numbers()
    number = pow(int.from_bytes(encoded.rjust(256, b"\0")), numbers.d, KEY.modulus)
    return number.to_bytes(256)


DIGEST = oidc._SHA256 + hashlib.sha256(SIGNED).digest()
_FILLED = 253 - len(DIGEST)
_SHORT = b"\0\1" + b"\xff" * 8 + b"\0" + DIGEST
PADDINGS: list[tuple[str, bytes, bool]] = [
    ("as it must be", b"\0\1" + b"\xff" * _FILLED + b"\0" + DIGEST, True),
    ("short padding with a tail (Bleichenbacher, 2006)", _SHORT + b"\1" * (256 - len(_SHORT)), False),
    ("other padding", b"\0\1" + b"\xfe" * _FILLED + b"\0" + DIGEST, False),
    ("padding of encryption", b"\0\2" + b"\xff" * _FILLED + b"\0" + DIGEST, False),
    ("a digest without its name", b"\0\1" + b"\xff" * 221 + b"\0" + DIGEST[-32:], False),
    ("nothing", b"", False),
]


@pytest.mark.parametrize(("why", "opened", "good"), PADDINGS, ids=[case[0] for case in PADDINGS])
def test_there_is_one_right_encoding(why: str, opened: bytes, good: bool) -> None:
    assert oidc.is_signed(KEY, SIGNED, forged(opened)) is good


@pytest.mark.parametrize(
    "signature",
    [
        b"",
        GOOD[:-1],
        GOOD + b"\0",
        b"\0" + GOOD,
        b"\0" * 256,
        b"\xff" * 256,
        (int.from_bytes(GOOD) + KEY.modulus).to_bytes(257),
    ],
)
def test_signatures_of_another_size_or_beyond_the_key_are_refused(signature: bytes) -> None:
    assert not oidc.is_signed(KEY, SIGNED, signature)


def test_short_keys_are_refused() -> None:
    assert not oidc.is_signed(google.public_key(bits=1024), SIGNED, google.signature(SIGNED, 1024))


@given(st.binary(min_size=256, max_size=256))
@settings(max_examples=50)
def test_no_other_bytes_are_a_signature(raw: bytes) -> None:
    assert oidc.is_signed(KEY, SIGNED, raw) is (raw == GOOD)


def test_published_keys_are_read() -> None:
    key = google.public_key()
    n, e = (google.letters(number.to_bytes(256).lstrip(b"\0")) for number in (key.modulus, key.exponent))
    good = {"kty": "RSA", "use": "sig", "kid": "key-1", "n": n, "e": e, "alg": "RS256"}
    others = [
        {**good, "kty": "EC"},
        {**good, "use": "enc"},
        {**good, "n": "é"},
        {**good, "e": "AQ"},
        {"kty": "RSA"},
        3,
    ]
    assert oidc.read_keys({"keys": [*others, good]}) == (PublicKey("key-1", key.modulus, 65537),)
    documents: tuple[Any, ...] = ({}, [], None, {"keys": "none"}, 3)
    for document in documents:
        assert oidc.read_keys(document) == ()
