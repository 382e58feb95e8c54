"""Signatures of our native layout and of Typeform: the traps of B01 to B13."""

from datetime import datetime, timedelta

import pytest

from shared.errors import BadId, HookError, SignatureInvalid, SignatureMissing, TimestampOutOfRange
from shared.feedback.presets import standard_webhooks, typeform
from shared.feedback.presets.signing import MAX_SIGNATURES, require_match, unix_time
from shared.feedback.sources import HookSource, Secret, SourceKind
from tests.support import hooks
from tests.support.builders import NOW

BODY = hooks.raw(hooks.native_body())


def source(*secrets: Secret, kind: SourceKind = "standard_webhooks") -> HookSource:
    return HookSource("s-native", kind, secrets or (Secret(hooks.NATIVE_SECRET),))


def good() -> dict[str, str]:
    return hooks.native_headers(BODY, NOW)


def signature() -> str:
    return good()["webhook-signature"]


NATIVE_CASES: list[tuple[str, dict[str, str | None], type[HookError] | None]] = [
    ("as signed", {}, None),
    ("no signature header", {"webhook-signature": None}, SignatureMissing),
    ("empty signature header", {"webhook-signature": ""}, SignatureMissing),
    ("other words", {"webhook-signature": "zzz"}, SignatureInvalid),
    ("version without value", {"webhook-signature": "v1,"}, SignatureInvalid),
    ("only commas", {"webhook-signature": ",,"}, SignatureInvalid),
    ("value without version", {"webhook-signature": signature()[3:]}, SignatureInvalid),
    ("an unknown version", {"webhook-signature": "v2" + signature()[2:]}, SignatureInvalid),
    ("accents", {"webhook-signature": "v1,é"}, SignatureInvalid),
    ("a NUL", {"webhook-signature": "v1,\0"}, SignatureInvalid),
    ("half a character", {"webhook-signature": "v1,\ud800"}, SignatureInvalid),
    ("ten kilobytes", {"webhook-signature": "v1,AAAA " * 1250}, SignatureInvalid),
    ("the right one second", {"webhook-signature": f"v1,AAAA {signature()}"}, None),
    ("the right one fifth", {"webhook-signature": "v1,AAAA " * 4 + signature()}, None),
    ("the right one sixth", {"webhook-signature": "v1,AAAA " * 5 + signature()}, SignatureInvalid),
    ("an ed25519 one beside it", {"webhook-signature": f"v1a,AAAA {signature()}"}, None),
    ("another id than signed", {"webhook-id": "msg_2"}, SignatureInvalid),
    ("no id", {"webhook-id": None}, BadId),
    ("an id with a dot", {"webhook-id": "msg.1"}, BadId),
    ("an id of 300 characters", {"webhook-id": "m" * 300}, BadId),
    ("an id with a control character", {"webhook-id": "msg\x01"}, BadId),
    ("an id with a line end", {"webhook-id": "msg_1\n"}, BadId),
    ("no timestamp", {"webhook-timestamp": None}, TimestampOutOfRange),
]


@pytest.mark.parametrize(("why", "changed", "refusal"), NATIVE_CASES, ids=[case[0] for case in NATIVE_CASES])
def test_native_headers(why: str, changed: dict[str, str | None], refusal: type[HookError] | None) -> None:
    headers = {name: value for name, value in {**good(), **changed}.items() if value is not None}
    if refusal is None:
        assert standard_webhooks.verify(source(), headers, BODY, NOW) == "msg_1"
    else:
        with pytest.raises(refusal):
            standard_webhooks.verify(source(), headers, BODY, NOW)


@pytest.mark.parametrize(
    ("offset", "passes"),
    [(0, True), (-299, True), (-300, True), (-301, False), (299, True), (300, True), (301, False)],
)
def test_the_signed_time_may_be_five_minutes_off(offset: int, passes: bool) -> None:
    headers = hooks.native_headers(BODY, NOW, offset=offset)
    if passes:
        assert standard_webhooks.verify(source(), headers, BODY, NOW) == "msg_1"
    else:
        with pytest.raises(TimestampOutOfRange):
            standard_webhooks.verify(source(), headers, BODY, NOW)


@pytest.mark.parametrize(
    "text", ["abc", "1.5", "-1", "9" * 30, "", " 1773738300", "１７７３７３８３００", "²", "1e9", "\ud800"]
)
def test_what_is_no_unix_time_is_refused(text: str) -> None:
    with pytest.raises(TimestampOutOfRange):
        unix_time(text, NOW)


MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("expires_at", "passes", "why"),
    [
        (None, True, "a secret without end"),
        (NOW + MINUTE, True, "during the overlap"),
        (NOW, False, "at the very end"),
        (NOW - MINUTE, False, "after the overlap"),
    ],
)
def test_an_old_secret_signs_until_its_end(expires_at: datetime | None, passes: bool, why: str) -> None:
    both = source(Secret(hooks.NATIVE_SECRET), Secret(hooks.OLD_NATIVE_SECRET, expires_at))
    headers = hooks.native_headers(BODY, NOW, secret=hooks.OLD_NATIVE_SECRET)
    if passes:
        assert standard_webhooks.verify(both, headers, BODY, NOW) == "msg_1", why
    else:
        with pytest.raises(SignatureInvalid):
            standard_webhooks.verify(both, headers, BODY, NOW)


@pytest.mark.parametrize("secret", ["pas de base64", "clé secrète", "whsec_!!"])
def test_a_secret_that_is_not_base64_is_used_as_text(secret: str) -> None:
    with pytest.raises(SignatureInvalid):
        standard_webhooks.verify(source(Secret(secret)), good(), BODY, NOW)


def test_a_source_without_secrets_proves_nothing() -> None:
    with pytest.raises(SignatureInvalid):
        standard_webhooks.verify(HookSource("s", "standard_webhooks", ()), good(), BODY, NOW)


TYPEFORM_BODY = b'{"form_response":{}}'


@pytest.mark.parametrize(
    ("header", "refusal"),
    [
        (hooks.typeform_headers(TYPEFORM_BODY)["typeform-signature"], None),
        ("", SignatureMissing),
        (hooks.typeform_headers(TYPEFORM_BODY)["typeform-signature"].removeprefix("sha256="), SignatureInvalid),
        (hooks.typeform_headers(TYPEFORM_BODY, "another secret")["typeform-signature"], SignatureInvalid),
        ("sha256=", SignatureInvalid),
        ("sha256=é", SignatureInvalid),
    ],
    ids=["as signed", "empty", "without prefix", "another secret", "no value", "accents"],
)
def test_typeform_headers(header: str, refusal: type[HookError] | None) -> None:
    one = source(Secret(hooks.TYPEFORM_SECRET), kind="typeform")
    headers = {"typeform-signature": header}
    if refusal is None:
        assert typeform.verify(one, headers, TYPEFORM_BODY, NOW) == ""
    else:
        with pytest.raises(refusal):
            typeform.verify(one, headers, TYPEFORM_BODY, NOW)


def test_typeform_without_the_header_is_missing() -> None:
    with pytest.raises(SignatureMissing):
        typeform.verify(source(Secret(hooks.TYPEFORM_SECRET), kind="typeform"), {}, TYPEFORM_BODY, NOW)


def test_at_most_five_signatures_are_looked_at() -> None:
    assert MAX_SIGNATURES == 5


@pytest.mark.parametrize(
    ("received", "expected", "matches"),
    [
        (["a"], ["a"], True),
        (["b", "a"], ["c", "a"], True),
        (["a"], ["b"], False),
        ([], ["a"], False),
        (["a"], [], False),
        (["", ""], ["a"], False),
    ],
)
def test_any_pair_may_match(received: list[str], expected: list[str], matches: bool) -> None:
    if matches:
        require_match(received, expected)
    else:
        with pytest.raises(SignatureInvalid):
            require_match(received, expected)
