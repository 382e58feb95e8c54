"""The generic kind: every way a tool may sign, and payloads nobody has seen before."""

import base64
import hashlib
import hmac
from typing import Any

import pytest

from shared.errors import BadId, HookError, SignatureInvalid, SignatureMissing, TimestampOutOfRange
from shared.feedback.mapping import Mapping, ScorePath
from shared.feedback.models import Respondent, Score
from shared.feedback.presets import check_settings, is_signed, preset
from shared.feedback.sources import HookSource, Secret
from shared.feedback.strict_json import Unusable
from shared.feedback.view import View
from tests.support.builders import NOW
from tests.support.reading import feedback_of, read

RAW, KEY = '{"note": "é"}'.encode(), "une clé de test"
STAMP = str(int(NOW.timestamp()))
verify = preset("generic").verify


def source(**settings: str) -> HookSource:
    return HookSource("s", "generic", (Secret(KEY),), settings={"scheme": "hmac", "header": "X-Sig", **settings})


def mac(signed: bytes, algorithm: str = "sha256", key: bytes = KEY.encode()) -> bytes:
    return hmac.new(key, signed, getattr(hashlib, algorithm)).digest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


WAYS: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("hex of the body", {}, {"x-sig": mac(RAW).hex()}),
    ("hex in capitals", {}, {"x-sig": mac(RAW).hex().upper()}),
    ("base64", {"encoding": "base64"}, {"x-sig": b64(mac(RAW))}),
    (
        "SHA-1 behind a prefix",
        {"algorithm": "sha1", "prefix": "sha1="},
        {"x-sig": "sha1=" + mac(RAW, "sha1").hex()},
    ),
    ("SHA-512", {"algorithm": "sha512"}, {"x-sig": mac(RAW, "sha512").hex()}),
    (
        "several, the second is right",
        {"separator": ",", "prefix": "v1="},
        {"x-sig": f"v1=aa, v1={mac(RAW).hex()}"},
    ),
    (
        "time and body",
        {"template": "{ts}{body}", "timestamp_header": "X-Time"},
        {"x-sig": mac(STAMP.encode() + RAW).hex(), "x-time": STAMP},
    ),
    (
        "an ISO time",
        {"template": "{ts}.{body}", "timestamp_header": "X-Time"},
        {"x-sig": mac(b"2026-03-17T09:05:00Z." + RAW).hex(), "x-time": "2026-03-17T09:05:00Z"},
    ),
    (
        "id, time and body",
        {"template": "{id}.{ts}.{body}", "timestamp_header": "X-Time", "id_header": "X-Id"},
        {"x-sig": mac(f"msg.{STAMP}.".encode() + RAW).hex(), "x-time": STAMP, "x-id": "msg"},
    ),
    ("words in the template", {"template": "v0:{body}:end"}, {"x-sig": mac(b"v0:" + RAW + b":end").hex()}),
    ("an id before the key", {"key": "pair", "key_id": "id"}, {"x-sig": mac(RAW, key=f"id&{KEY}".encode()).hex()}),
]


@pytest.mark.parametrize(("why", "settings", "headers"), WAYS, ids=[way[0] for way in WAYS])
def test_every_way_to_sign(why: str, settings: dict[str, str], headers: dict[str, str]) -> None:
    one = source(**settings)
    assert check_settings("generic", one.settings) == []
    assert verify(one, headers, RAW, NOW) == headers.get("x-id", "")
    for name in headers:
        wrong = {**headers, name: headers[name] + "0"}
        if name == "x-sig" or "x-" in name:
            with pytest.raises(HookError):
                verify(one, wrong, RAW, NOW)
    with pytest.raises(SignatureInvalid):
        verify(one, headers, RAW + b" ", NOW)
    with pytest.raises(SignatureMissing):
        verify(one, {**headers, "x-sig": ""}, RAW, NOW)


def test_a_key_in_base64() -> None:
    secret = b64(b"0123456789abcdef")
    one = HookSource(
        "s", "generic", (Secret(secret),), settings={"scheme": "hmac", "header": "X-Sig", "key": "base64"}
    )
    assert verify(one, {"x-sig": mac(RAW, key=b"0123456789abcdef").hex()}, RAW, NOW) == ""


def test_a_template_is_filled_in_once() -> None:
    one = source(template="{ts}{body}", timestamp_header="X-Time", tolerance="86400")
    raw = b"{ts}{id}"
    assert verify(one, {"x-sig": mac(STAMP.encode() + raw).hex(), "x-time": STAMP}, raw, NOW) == ""


def test_a_signature_in_a_field_of_a_form() -> None:
    one = source(header="", field="HMAC", template="{form.MSG}")
    form = b"MSG=a%26b&HMAC=" + mac(b"a&b").hex().encode()
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert verify(one, headers, form, NOW) == ""
    with pytest.raises(SignatureInvalid):
        verify(one, headers, form.replace(b"a%26b", b"a%26c"), NOW)
    with pytest.raises(SignatureMissing):
        verify(one, headers, b"MSG=a", NOW)


def test_a_token_in_a_header() -> None:
    one = source(scheme="header", prefix="Bearer ")
    assert verify(one, {"x-sig": f"Bearer {KEY}"}, RAW, NOW) == ""
    for wrong, refusal in ((KEY, SignatureMissing), ("Bearer x", SignatureInvalid), ("", SignatureMissing)):
        with pytest.raises(refusal):
            verify(one, {"x-sig": wrong}, RAW, NOW)


@pytest.mark.parametrize(
    ("media", "raw"),
    [
        ("application/json", b'{"token": "une cl\\u00e9 de test", "id": 1}'),
        ("application/x-www-form-urlencoded", "token=une+clé+de+test&id=1".encode()),
        ("", '{"token": "une clé de test"}'.encode()),
    ],
)
def test_a_token_in_the_body_is_not_kept(media: str, raw: bytes) -> None:
    one = source(scheme="field", field="token")
    assert verify(one, {"content-type": media}, raw, NOW) == ""
    with pytest.raises(SignatureInvalid):
        verify(one, {"content-type": media}, raw.replace(b"test", b"best"), NOW)
    assert preset("generic").unpack({"token": KEY, "a": 1}, one) == {"a": 1}


def test_a_source_without_proof_takes_any_id_that_can_be_one() -> None:
    one = source(scheme="none", id_header="X-Id")
    assert verify(one, {"x-id": "m1"}, RAW, NOW) == "m1"
    assert verify(one, {"x-id": "m 1"}, RAW, NOW) == ""
    assert not is_signed(one)
    assert is_signed(source())
    with pytest.raises(BadId):
        verify(source(id_header="X-Id"), {"x-sig": "x"}, RAW, NOW)


def test_the_tolerance_is_the_sources() -> None:
    one = source(template="{ts}{body}", timestamp_header="X-Time", tolerance="10")
    stamp = str(int(NOW.timestamp()) - 11)
    with pytest.raises(TimestampOutOfRange):
        verify(one, {"x-sig": mac(stamp.encode() + RAW).hex(), "x-time": stamp}, RAW, NOW)


def test_without_a_secret_nothing_is_proven() -> None:
    one = HookSource("s", "generic", settings={"scheme": "hmac", "header": "X-Sig"})
    with pytest.raises(SignatureInvalid):
        verify(one, {"x-sig": mac(RAW, key=b"").hex()}, RAW, NOW)


FAULTY: list[tuple[dict[str, str], str, str]] = [
    ({}, "$.settings.scheme", "required"),
    ({"scheme": "magic"}, "$.settings.scheme", "bad_value"),
    ({"scheme": "hmac"}, "$.settings.header", "required"),
    ({"scheme": "field"}, "$.settings.field", "required"),
    ({"scheme": "header", "header": "X Sig"}, "$.settings.header", "bad_value"),
    ({"scheme": "hmac", "header": "X", "algorithm": "md5"}, "$.settings.algorithm", "bad_value"),
    ({"scheme": "hmac", "header": "X", "template": "{ts}"}, "$.settings.timestamp_header", "required"),
    ({"scheme": "hmac", "header": "X", "template": "fixed"}, "$.settings.template", "bad_value"),
    ({"scheme": "hmac", "header": "X", "template": "{body}{path}"}, "$.settings.template", "bad_value"),
    ({"scheme": "hmac", "header": "X", "template": "{body.__class__}"}, "$.settings.template", "bad_value"),
    ({"scheme": "hmac", "header": "X", "tolerance": "-1"}, "$.settings.tolerance", "bad_value"),
    ({"scheme": "hmac", "header": "X", "tolerance": "1e9"}, "$.settings.tolerance", "bad_value"),
    ({"scheme": "none", "id_path": "a[*]"}, "$.settings.id_path", "bad_path"),
    ({"scheme": "none", "time_path": "__proto__"}, "$.settings.time_path", "bad_path"),
    ({"scheme": "none", "deleted_when": "=x"}, "$.settings.deleted_when", ""),
    ({"scheme": "none", "deleted_when": "a..b=x"}, "$.settings.deleted_when", "bad_path"),
    ({"scheme": "none", "zone": "Mars/Olympus"}, "$.settings.zone", "bad_value"),
    ({"scheme": "none", "zone": "../etc/passwd"}, "$.settings.zone", "bad_value"),
    ({"scheme": "none", "other": "x"}, "$.settings.other", "unknown"),
    ({"scheme": "none", "prefix": "x" * 400}, "$.settings.prefix", "too_long"),
]


@pytest.mark.parametrize(("settings", "path", "code"), FAULTY)
def test_settings_that_cannot_be(settings: dict[str, str], path: str, code: str) -> None:
    faults = [(fault.path, fault.code) for fault in check_settings("generic", settings)]
    assert (path, code) in faults if code else faults == []


PAYLOAD: dict[str, Any] = {
    "id": 77,
    "updated": "2026-03-17T08:00:00Z",
    "answers": {"nps": 4, "verbatim": "Caisse fermée", "rappel": "oui", "commentaire": "Caisse fermée à midi"},
    "hidden": {"store": "LYO-PD", "client": "C-88213", "segment": "famille", "mail": "zoe@example.com"},
    "items": [{"name": "pain", "note": 2}, {"name": "lait", "note": 5}],
    "choices": ["a", "b"],
    "deep": {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": 1}}}}}}}}},
    "nothing": None,
}


def test_a_payload_is_laid_flat_under_its_own_names() -> None:
    view = read("generic", PAYLOAD)
    assert isinstance(view, View)
    cells = {cell.path: cell.value for cell in view.cells}
    assert cells["answers.nps"] == 4
    assert cells["hidden.store"] == "LYO-PD"
    assert cells["items.1.note"] == 5
    assert cells["choices"] == ("a", "b")
    assert cells["nothing"] is None
    assert not [path for path in cells if path.startswith("deep")], "deeper than any path may be"


def test_what_words_say_is_understood_without_a_mapping() -> None:
    found = feedback_of("generic", PAYLOAD)
    assert (found.response_id, found.place_code, found.contact_requested) == ("77", "LYO-PD", True)
    assert found.score == Score(4, 0, 10, "nps")
    assert found.comment == "Caisse fermée"
    assert found.respondent == Respondent(id="C-88213", email="zoe@example.com", attributes={"segment": "famille"})
    assert "zoe@example.com" not in [answer.value for answer in found.answers]


def test_the_mapping_names_its_paths() -> None:
    mapping = Mapping(score=ScorePath("items.0.note", 1, 5), comment="answers.commentaire", place="hidden.segment")
    one = HookSource("s", "generic", mapping=mapping, settings={"scheme": "none"})
    found = feedback_of("generic", PAYLOAD, one)
    assert (found.score, found.comment, found.place_code) == (
        Score(2, 1, 5, "rating"),
        "Caisse fermée à midi",
        "famille",
    )


@pytest.mark.parametrize("value", [None, True, [], "９", 11, "4.5"])
def test_b28_a_mapped_score_that_is_none_is_kept_aside(value: Any) -> None:
    one = HookSource("s", "generic", mapping=Mapping(score=ScorePath("nps", 0, 10, "nps")))
    if value == []:
        assert feedback_of("generic", {"id": 1, "nps": value}, one).score is None
        return
    with pytest.raises(Unusable) as fault:
        feedback_of("generic", {"id": 1, "nps": value}, one)
    assert (fault.value.code, fault.value.path) == ("bad_score", "nps")


def test_identity_time_and_deletion_are_where_the_source_says() -> None:
    settings = {"scheme": "none", "id_path": "hidden.client", "time_path": "updated", "deleted_when": "state=gone"}
    one = HookSource("s", "generic", settings=settings)
    view = read("generic", {**PAYLOAD, "state": "gone"}, one)
    assert isinstance(view, View)
    assert (view.response_id, view.revision, view.deleted) == ("C-88213", "2026-03-17T08:00:00.000Z", True)
    with pytest.raises(Unusable) as fault:
        read("generic", {"id": 1}, one)
    assert fault.value.code == "mapping:client"


def test_versions_that_count_are_ordered_as_numbers() -> None:
    one = HookSource("s", "generic", settings={"time_path": "version"})
    views = [read("generic", {"id": 1, "version": version}, one) for version in (9, 10, "11")]
    revisions = [view.revision for view in views if isinstance(view, View)]
    assert revisions == sorted(revisions)
    assert len(set(revisions)) == 3


def test_without_an_id_the_content_is_the_identity() -> None:
    first, again, other = ({"comment": "a", "x": 1}, {"x": 1, "comment": "a"}, {"comment": "b", "x": 1})
    assert feedback_of("generic", first).id == feedback_of("generic", again).id
    assert feedback_of("generic", first).id != feedback_of("generic", other).id


def test_a_list_is_several_answers() -> None:
    split = preset("generic").split
    assert split([{"id": 1}, {"id": 2}]) == [{"id": 1}, {"id": 2}]
    single: tuple[Any, ...] = ([], [1], "text", {"id": 1})
    for payload in single:
        assert split(payload) == [payload]
    unreadable: tuple[Any, ...] = ([], [1], "text", None)
    for payload in unreadable:
        with pytest.raises(Unusable):
            read("generic", payload)
