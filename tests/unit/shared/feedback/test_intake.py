"""Reading a delivery again, and the promise that no bytes crash any preset."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.errors import HookError, UnsupportedMedia
from shared.feedback.accept import HookRequest, accept
from shared.feedback.intake import JSON, decide, events, media_of, quarantined, reread
from shared.feedback.mapping import Mapping, ScorePath
from shared.feedback.presets import PRESETS, preset
from shared.feedback.sources import HookSource, SourceKind
from tests.hooks.signers import SECRET, SIGNERS, source
from tests.support import hooks
from tests.support.builders import NOW
from tests.support.stores import MemoryFeedbacks

TALLY = HookSource("s", "tally")
LATER = NOW.replace(year=2027)


def five_stars(value: int) -> bytes:
    field = {"key": "q", "label": "Étoiles", "type": "RATING", "value": value}
    return hooks.raw({"data": {"responseId": "r1", "fields": [field]}})


def test_a_delivery_is_read_again_once_its_scale_is_right() -> None:
    raw = five_stars(8)
    (first,) = decide(raw, JSON, TALLY, "msg", NOW)
    assert first.fault is not None
    row = quarantined(first, TALLY, "msg", NOW)
    assert (row.code, row.path, row.media) == ("bad_score", "answers.q", "")
    (still,) = reread(row, raw, TALLY)
    assert still.fault is not None
    fixed = HookSource("s", "tally", mapping=Mapping(score=ScorePath("answers.q", 1, 10)))
    (again,) = reread(row, raw, fixed)
    assert again.feedback is not None
    assert again.feedback.score is not None
    assert (again.feedback.score.value, again.feedback.received_at, again.feedback.delivery_id) == (8, NOW, "msg")


def test_an_unreadable_form_is_kept_with_what_it_is_read_by() -> None:
    media = "multipart/form-data; boundary=----test"
    jotform = HookSource("s", "jotform")
    (bad,) = decide(b"------test\r\nbroken", media, jotform, "", NOW)
    row = quarantined(bad, jotform, "", NOW)
    assert (row.code, row.media) == ("bad_form", media)
    (again,) = reread(row, b"------test\r\nbroken", jotform)
    assert again.fault is not None


@pytest.mark.parametrize("kind", hooks.SAMPLES)
def test_what_is_kept_is_read_as_what_was_sent(kind: SourceKind) -> None:
    headers, raw = hooks.sample_request(kind)
    known = hooks.sample_source(kind)
    (first,) = decide(raw, headers["content-type"], known, "", NOW)
    (again,) = decide(first.raw, first.media, known, "", NOW)
    assert again == first
    (event,) = events(first.raw, JSON, known)
    assert isinstance(event.payload, dict), "what an admin is shown"


def test_media_types() -> None:
    assert media_of(preset("typeform"), "application/json; charset=utf-8") == "json"
    assert media_of(preset("jotform"), "multipart/form-data; boundary=x") == "multipart"
    with pytest.raises(UnsupportedMedia) as refusal:
        media_of(preset("jotform"), "text/plain")
    assert "multipart/form-data" in refusal.value.detail


def deliver(kind: SourceKind, headers: dict[str, str], raw: bytes) -> None:
    """Posts bytes: a refusal is as good as anything, a crash is not, and nothing secret may be kept."""
    store, known = MemoryFeedbacks(), source(kind)
    request = HookRequest("POST", "token-of-the-source", headers, raw)
    try:
        accept(request, lambda _: known, store, NOW)
    except HookError:
        assert store.calls == 0
    secrets = [b"token-of-the-source", *(secret.value.encode() for secret in known.secrets)]
    assert not [kept for kept in store.kept() for secret in secrets if secret in kept]


def signed(kind: SourceKind, raw: bytes) -> dict[str, str]:
    headers = SIGNERS[kind][1](raw, SECRET, NOW) if kind in SIGNERS else {}
    return {"content-type": "application/json", **headers}


_MEDIA = st.sampled_from(
    [JSON, "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "x/y", ""]
)


@given(st.sampled_from(list(PRESETS)), st.binary(max_size=200), _MEDIA)
def test_no_bytes_crash_any_preset(kind: SourceKind, raw: bytes, media: str) -> None:
    deliver(kind, {**signed(kind, raw), "content-type": media}, raw)


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from([SECRET, "token-of-the-source", "2026-03-17T07:44:31Z", "a@example.com"])
)
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def replaced(value: Any, steps: list[int], new: Any) -> Any:
    """The value with one of its parts replaced; ``steps`` choose the way down."""
    if not steps or not isinstance(value, dict | list) or not value:
        return new
    keys = list(value) if isinstance(value, dict) else range(len(value))
    chosen = keys[steps[0] % len(keys)]
    copied: Any = dict(value) if isinstance(value, dict) else list(value)
    copied[chosen] = replaced(value[chosen], steps[1:], new)
    return copied


@given(st.sampled_from(list(hooks.SAMPLES)), st.lists(st.integers(0, 30), min_size=1, max_size=8), _VALUES)
@settings(max_examples=300)
def test_no_value_in_any_place_crashes_any_preset(kind: SourceKind, steps: list[int], new: Any) -> None:
    found = hooks.sample(hooks.SAMPLES[kind])
    if "form" in found:
        form = dict(found["form"])
        name = "rawRequest" if kind == "jotform" else "MSG"
        form[name] = json.dumps(replaced(json.loads(form[name]), steps, new))
        raw, media = hooks.multipart(form), "multipart/form-data; boundary=----test"
    else:
        body = replaced(found["body"], steps, new)
        if kind == "limesurvey" and isinstance(body, dict):
            body["api_token"] = SECRET
        raw, media = json.dumps(body).encode(), JSON
    deliver(kind, {**signed(kind, raw), "content-type": media}, raw)
    # The same without the door, which some kinds do not open to what was changed.
    for one in decide(raw, media, source(kind), "", NOW):
        assert [one.feedback, one.order, one.ignored, one.fault].count(None) == 3
