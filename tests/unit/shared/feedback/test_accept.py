"""Taking a webhook in: who is refused, what is kept, and how many writes it costs."""

import json
from datetime import timedelta
from typing import Any

import pytest

from shared import errors, ids
from shared.errors import HookError
from shared.feedback.accept import MAX_BODY, Accepted, HookRequest, accept
from shared.feedback.intake import MAX_FEEDBACK
from shared.feedback.models import COMMENT_LIMIT
from shared.feedback.presets import PRESETS
from shared.feedback.sources import HookSource, Secret, SourceKind
from shared.storage import codec
from tests.support import hooks
from tests.support.builders import NOW
from tests.support.stores import MemoryFeedbacks

SOURCE = HookSource("s-native", "standard_webhooks", (Secret(hooks.NATIVE_SECRET),))


@pytest.fixture
def store() -> MemoryFeedbacks:
    return MemoryFeedbacks()


def post(store: MemoryFeedbacks, body: bytes, source: HookSource | None = SOURCE, **changes: Any) -> Accepted:
    headers = {**hooks.native_headers(body, NOW), **changes.pop("headers", {})}
    request = HookRequest("POST", "token", headers, body)._replace(**changes)
    (accepted,) = accept(request, lambda token: source if token == "token" else None, store, NOW)
    return accepted


def native(**data: Any) -> bytes:
    return hooks.raw(hooks.native_body(**data))


def test_a_feedback_is_kept_by_one_write(store: MemoryFeedbacks) -> None:
    body = native()
    assert post(store, body) == Accepted(ids.feedback_id("s-native", "avis-000451"), duplicate=False)
    assert store.calls == 1
    ((feedback, raw, _),) = store.states[ids.feedback_id("s-native", "avis-000451")].values()
    assert raw == body, "the exact bytes"
    assert feedback.delivery_id == "msg_1"
    assert feedback.received_at == NOW
    assert feedback.flags == ()


def test_the_same_again_is_a_duplicate(store: MemoryFeedbacks) -> None:
    first, again = post(store, native()), post(store, native())
    assert again == first._replace(duplicate=True)
    assert (len(store.feedback), len(store.aside), store.calls) == (1, 0, 2)


def test_another_order_of_keys_is_the_same_answer(store: MemoryFeedbacks) -> None:
    post(store, native())
    data = dict(reversed(hooks.native_body()["data"].items()))
    assert post(store, hooks.raw({"data": data})).duplicate


def stamped(at: str, **data: Any) -> bytes:
    return hooks.raw({**hooks.native_body(**data), "timestamp": at})


def test_a_later_envelope_is_a_later_state(store: MemoryFeedbacks) -> None:
    late, early = stamped("2026-03-17T09:04:00Z", comment="Now"), stamped("2026-03-17T09:00:00Z", comment="Then")
    for number, body in enumerate((late, early)):
        headers = hooks.native_headers(body, NOW, delivery_id=f"msg_{number}")
        assert post(store, body, headers=headers).quarantined is None
    assert store.only().comment == "Now"


def test_another_answer_under_the_same_id_is_set_aside(store: MemoryFeedbacks) -> None:
    post(store, native())
    accepted = post(store, native(comment="Something else"))
    assert accepted.quarantined == "id_conflict"
    assert store.only().comment == "Personne à l'accueil.", "the first stays"
    assert [row.code for row, _ in store.aside.values()] == ["id_conflict"]


def test_a_deleted_answer_is_withdrawn(store: MemoryFeedbacks) -> None:
    gone = {"type": "feedback.deleted", "timestamp": "2026-03-17T09:04:00Z", "data": {"externalId": "avis-000451"}}
    post(store, native())
    post(store, hooks.raw(gone), headers=hooks.native_headers(hooks.raw(gone), NOW, delivery_id="msg_2"))
    assert store.only().withdrawn


def test_the_same_unusable_delivery_is_one_row(store: MemoryFeedbacks) -> None:
    assert post(store, b"{") == Accepted(
        ids.quarantine_id("s-native", b"{"), duplicate=False, quarantined="bad_json"
    )
    assert post(store, b"{").duplicate
    assert len(store.aside) == 1
    row, raw = store.aside[ids.quarantine_id("s-native", b"{")]
    assert (row.code, row.path, row.delivery_id, raw) == ("bad_json", "line 1 column 2", "msg_1", b"{")


REFUSED: list[tuple[str, dict[str, Any], type[HookError]]] = [
    ("GET", {"method": "GET"}, errors.MethodNotAllowed),
    ("PUT", {"method": "PUT"}, errors.MethodNotAllowed),
    ("HEAD", {"method": "HEAD"}, errors.MethodNotAllowed),
    ("another token", {"token": "other"}, errors.UnknownSource),
    ("GET of another token", {"token": "other", "method": "GET"}, errors.UnknownSource),
    ("an empty token", {"token": ""}, errors.UnknownSource),
    ("gzip", {"headers": {"content-encoding": "gzip"}}, errors.UnsupportedMedia),
    ("plain text", {"headers": {"content-type": "text/plain"}}, errors.UnsupportedMedia),
    ("a form", {"headers": {"content-type": "application/x-www-form-urlencoded"}}, errors.UnsupportedMedia),
    ("no signature", {"headers": {"webhook-signature": ""}}, errors.SignatureMissing),
    ("a wrong signature", {"headers": {"webhook-signature": "v1,AAAA"}}, errors.SignatureInvalid),
]


@pytest.mark.parametrize(("why", "changes", "refusal"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_refused_leaves_nothing(
    store: MemoryFeedbacks, why: str, changes: dict[str, Any], refusal: type[HookError]
) -> None:
    with pytest.raises(refusal):
        post(store, native(), **changes)
    assert store.calls == 0


@pytest.mark.parametrize(
    "media",
    ["application/json", "application/json; charset=utf-8", "application/vnd.x+json", "Application/JSON", ""],
)
def test_media_types_of_json(store: MemoryFeedbacks, media: str) -> None:
    assert post(store, native(), headers={"content-type": media}).quarantined is None


def test_a_disabled_source_is_gone(store: MemoryFeedbacks) -> None:
    with pytest.raises(errors.SourceDisabled):
        post(store, native(), HookSource("s-native", "standard_webhooks", SOURCE.secrets, disabled=True))
    assert store.calls == 0


@pytest.mark.parametrize(("until", "known"), [(None, True), (NOW + timedelta(seconds=1), True), (NOW, False)])
def test_an_old_address_ends(store: MemoryFeedbacks, until: Any, known: bool) -> None:
    source = HookSource("s-native", "standard_webhooks", SOURCE.secrets, until=until)
    if known:
        assert post(store, native(), source).quarantined is None
    else:
        with pytest.raises(errors.UnknownSource):
            post(store, native(), source)


def test_size_is_checked_before_the_source_is_looked_up(store: MemoryFeedbacks) -> None:
    def unexpected(_token: str) -> HookSource | None:
        raise AssertionError("the source was looked up")

    with pytest.raises(errors.TooLarge):
        accept(HookRequest("POST", "token", {}, b"x" * (MAX_BODY + 1)), unexpected, store, NOW)


def test_a_body_of_the_limit_is_read(store: MemoryFeedbacks) -> None:
    body = native()
    padded = body + b" " * (MAX_BODY - len(body))
    assert post(store, padded).quarantined is None


MENDED: list[tuple[str, dict[str, Any], str | None, tuple[str, ...]]] = [
    ("half a surrogate pair", {"comment": "Bad \ud800 day"}, "Bad \ufffd day", ("characters_replaced",)),
    ("control characters", {"comment": "a\0b\x07c"}, "abc", ()),
    ("a long comment", {"comment": "x" * 100_000}, "x" * COMMENT_LIMIT, ("comment_cut",)),
    ("white space around", {"comment": "  ok \n"}, "ok", ()),
    ("only white space", {"comment": " \n"}, None, ()),
    ("markup", {"comment": "<script>{{7*7}}${env}</script>"}, "<script>{{7*7}}${env}</script>", ()),
    (
        "a time in 2099",
        {"submittedAt": "2099-01-01T00:00:00Z"},
        "Personne à l'accueil.",
        ("submitted_at_replaced",),
    ),
]


@pytest.mark.parametrize(("why", "data", "comment", "flags"), MENDED, ids=[case[0] for case in MENDED])
def test_what_is_mended_is_flagged(
    store: MemoryFeedbacks, why: str, data: dict[str, Any], comment: str | None, flags: tuple[str, ...]
) -> None:
    # Escaped, as surrogates cannot stand in UTF-8.
    assert post(store, json.dumps(hooks.native_body(**data)).encode()).quarantined is None
    assert (store.only().comment, store.only().flags) == (comment, flags)


def test_a_feedback_that_would_not_fit_an_item_is_set_aside(store: MemoryFeedbacks) -> None:
    rows = [{"key": f"q{n}", "label": "x" * 200, "value": "é" * 2000} for n in range(100)]
    assert post(store, native(answers=rows)).quarantined == "too_complex"
    assert not store.feedback


def test_the_largest_comment_alone_fits(store: MemoryFeedbacks) -> None:
    assert post(store, native(comment="😀" * 20_000)).quarantined is None
    assert len(codec.encode(store.only()).encode()) < MAX_FEEDBACK


def test_a_path_that_cannot_be_written_is_no_crash(store: MemoryFeedbacks) -> None:
    body = json.dumps(hooks.native_body(metrics={"\ud800": "bad"})).encode()
    assert post(store, body).quarantined == "bad_score"


def ask(kind: SourceKind, method: str) -> int:
    source = HookSource("s", kind, (Secret("x"),))
    try:
        return len(accept(HookRequest(method, "token", {}, b""), lambda _: source, MemoryFeedbacks(), NOW))
    except errors.MethodNotAllowed as refusal:
        return refusal.status


PROBES: dict[SourceKind, set[str]] = {"surveymonkey": {"HEAD"}, "qualtrics": {"GET", "HEAD"}}


@pytest.mark.parametrize("kind", PRESETS)
def test_only_tools_that_look_whether_the_address_exists_are_answered(kind: SourceKind) -> None:
    """B16 for everything else."""
    methods = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
    assert {method for method in methods if ask(kind, method) == 0} == PROBES.get(kind, set())


TRUSTPILOT = HookSource("s-trustpilot", "trustpilot")


def reviews(*events: dict[str, Any]) -> bytes:
    return hooks.raw({"events": list(events)})


def review(number: int, step: str = "created", **data: Any) -> dict[str, Any]:
    return {
        "eventName": f"service-review-{step}",
        "eventData": {"id": f"r{number}", "stars": 1, "createdAt": "2026-03-16T18:02:44Z", **data},
    }


def deliver(store: MemoryFeedbacks, body: bytes, source: HookSource = TRUSTPILOT) -> tuple[Accepted, ...]:
    headers = {"content-type": "application/json"}
    return accept(HookRequest("POST", "token-of-the-source", headers, body), lambda _: source, store, NOW)


def test_one_bad_event_of_several_does_not_lose_the_others(store: MemoryFeedbacks) -> None:
    bad = review(2, stars=9)
    done = deliver(store, reviews(review(1), bad, review(3), {"eventName": "other"}, review(1)))
    assert [one.quarantined for one in done] == [None, "bad_score", None, None, None]
    assert [one.duplicate for one in done] == [False, False, False, False, True]
    assert done[3].ignored == "other"
    assert {one.response_id for one in store.feedback} == {"r1", "r3"}
    ((row, raw),) = store.aside.values()
    assert json.loads(raw) == {"events": [bad]}, "only the bad event is kept aside"
    assert row.source_kind == "trustpilot"


def test_a_delivery_has_a_hundred_events_at_most(store: MemoryFeedbacks) -> None:
    (one,) = deliver(store, reviews(*(review(number) for number in range(101))))
    assert one.quarantined == "too_complex"


def test_our_own_address_and_secrets_are_never_kept(store: MemoryFeedbacks) -> None:
    deliver(store, reviews(review(1, text="posted to /hooks/token-of-the-source")))
    source = HookSource("s", "tally", (Secret("secret-of-the-form"),))
    body = b'{"data": {"responseId": "1", "note": "secret-of-the-form"}}'
    with pytest.raises(errors.SignatureMissing):
        deliver(store, body, source)
    assert not [kept for kept in store.kept() if b"token-of-the-source" in kept or b"secret-of-the-form" in kept]
    assert store.only().comment == "posted to /hooks/***"


@pytest.mark.parametrize("kind", ["tally", "formbricks", "qualtrics", "alchemer", "limesurvey"])
def test_what_cannot_sign_for_want_of_a_secret_is_marked(store: MemoryFeedbacks, kind: SourceKind) -> None:
    headers, raw = hooks.sample_request(kind)
    source = hooks.sample_source(kind, secrets=())
    accept(HookRequest("POST", "token", headers, raw), lambda _: source, store, NOW)
    assert all("unsigned" in one.flags for one in store.feedback)
    assert len(store.feedback) + len(store.orders) == 1


@pytest.mark.parametrize("kind", ["tally", "formbricks", "qualtrics", "alchemer", "limesurvey"])
def test_a_source_whose_secrets_have_all_ended_takes_nothing(store: MemoryFeedbacks, kind: SourceKind) -> None:
    headers, raw = hooks.sample_request(kind)
    (secret,) = hooks.sample_source(kind).secrets
    source = hooks.sample_source(kind, secrets=(Secret(secret.value, NOW),))
    now = NOW if kind != "formbricks" else NOW.replace(day=16, hour=8, minute=21, second=31)
    source = hooks.sample_source(kind, secrets=(Secret(secret.value, now),))
    with pytest.raises(errors.SignatureInvalid):
        accept(HookRequest("POST", "token", headers, raw), lambda _: source, store, now)
    assert store.calls == 0
