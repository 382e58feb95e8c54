"""Taking a webhook in: who is refused, what is kept, and how many writes it costs."""

import json
from typing import Any

import pytest

from shared import errors, ids
from shared.errors import HookError
from shared.feedback.accept import MAX_BODY, MAX_FEEDBACK, Accepted, HookRequest, accept
from shared.feedback.models import COMMENT_LIMIT, Feedback, Quarantined
from shared.feedback.sources import HookSource, Secret
from shared.storage import codec
from tests.support import hooks
from tests.support.builders import NOW

SOURCE = HookSource("s-native", "standard_webhooks", (Secret(hooks.NATIVE_SECRET),))


class Store:
    """Keeps what it is given in dictionaries, and counts."""

    def __init__(self) -> None:
        self.feedback: dict[str, tuple[Feedback, bytes, str]] = {}
        self.aside: dict[str, tuple[Quarantined, bytes]] = {}
        self.calls = 0

    def add(self, feedback: Feedback, raw: bytes, content_hash: str) -> str | None:
        self.calls += 1
        codec.encode(feedback)
        if feedback.id in self.feedback:
            return self.feedback[feedback.id][2]
        self.feedback[feedback.id] = (feedback, raw, content_hash)
        return None

    def quarantine(self, row: Quarantined, raw: bytes) -> bool:
        self.calls += 1
        codec.encode(row)
        new = row.id not in self.aside
        self.aside.setdefault(row.id, (row, raw))
        return new

    def only(self) -> Feedback:
        ((feedback, _, _),) = self.feedback.values()
        return feedback


@pytest.fixture
def store() -> Store:
    return Store()


def post(store: Store, body: bytes, source: HookSource | None = SOURCE, **changes: Any) -> Accepted:
    headers = {**hooks.native_headers(body, NOW), **changes.pop("headers", {})}
    request = HookRequest("POST", "token", headers, body)._replace(**changes)
    return accept(request, lambda token: source if token == "token" else None, store, NOW)


def native(**data: Any) -> bytes:
    return hooks.raw(hooks.native_body(**data))


def test_a_feedback_is_kept_by_one_write(store: Store) -> None:
    body = native()
    assert post(store, body) == Accepted(ids.feedback_id("s-native", "avis-000451"), duplicate=False)
    assert store.calls == 1
    feedback, raw, _ = store.feedback[ids.feedback_id("s-native", "avis-000451")]
    assert raw == body, "the exact bytes"
    assert feedback.delivery_id == "msg_1"
    assert feedback.received_at == NOW
    assert feedback.flags == ()


def test_the_same_again_is_a_duplicate(store: Store) -> None:
    first, again = post(store, native()), post(store, native(), headers={})
    assert again == first._replace(duplicate=True)
    assert (len(store.feedback), len(store.aside), store.calls) == (1, 0, 2)


def test_a_resent_envelope_around_the_same_answer_is_a_duplicate(store: Store) -> None:
    post(store, native())
    later = hooks.raw({**hooks.native_body(), "timestamp": "2026-03-17T09:04:00Z"})
    assert post(store, later).duplicate
    assert not store.aside


def test_another_order_of_keys_is_the_same_answer(store: Store) -> None:
    post(store, native())
    data = dict(reversed(hooks.native_body()["data"].items()))
    assert post(store, hooks.raw({"data": data})).duplicate


def test_another_answer_under_the_same_id_is_set_aside(store: Store) -> None:
    post(store, native())
    accepted = post(store, native(comment="Something else"))
    assert accepted.quarantined == "id_conflict"
    assert store.only().comment == "Personne à l'accueil.", "the first stays"
    assert [row.code for row, _ in store.aside.values()] == ["id_conflict"]


def test_the_same_unusable_delivery_is_one_row(store: Store) -> None:
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
    ("an empty token", {"token": ""}, errors.UnknownSource),
    ("gzip", {"headers": {"content-encoding": "gzip"}}, errors.UnsupportedMedia),
    ("plain text", {"headers": {"content-type": "text/plain"}}, errors.UnsupportedMedia),
    ("a form", {"headers": {"content-type": "application/x-www-form-urlencoded"}}, errors.UnsupportedMedia),
    ("no signature", {"headers": {"webhook-signature": ""}}, errors.SignatureMissing),
    ("a wrong signature", {"headers": {"webhook-signature": "v1,AAAA"}}, errors.SignatureInvalid),
]


@pytest.mark.parametrize(("why", "changes", "refusal"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_refused_leaves_nothing(
    store: Store, why: str, changes: dict[str, Any], refusal: type[HookError]
) -> None:
    with pytest.raises(refusal):
        post(store, native(), **changes)
    assert store.calls == 0


@pytest.mark.parametrize(
    "media", ["application/json", "application/json; charset=utf-8", "application/vnd.x+json", "Application/JSON"]
)
def test_media_types_of_json(store: Store, media: str) -> None:
    assert post(store, native(), headers={"content-type": media}).quarantined is None


def test_a_disabled_source_is_gone(store: Store) -> None:
    with pytest.raises(errors.SourceDisabled):
        post(store, native(), HookSource("s-native", "standard_webhooks", SOURCE.secrets, disabled=True))
    assert store.calls == 0


def test_size_is_checked_before_the_source_is_looked_up(store: Store) -> None:
    def unexpected(_token: str) -> HookSource | None:
        raise AssertionError("the source was looked up")

    with pytest.raises(errors.TooLarge):
        accept(HookRequest("POST", "token", {}, b"x" * (MAX_BODY + 1)), unexpected, store, NOW)


def test_a_body_of_the_limit_is_read(store: Store) -> None:
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
    store: Store, why: str, data: dict[str, Any], comment: str | None, flags: tuple[str, ...]
) -> None:
    # Escaped, as surrogates cannot stand in UTF-8.
    assert post(store, json.dumps(hooks.native_body(**data)).encode()).quarantined is None
    assert (store.only().comment, store.only().flags) == (comment, flags)


def test_a_feedback_that_would_not_fit_an_item_is_set_aside(store: Store) -> None:
    rows = [{"key": f"q{n}", "label": "x" * 200, "value": "é" * 2000} for n in range(100)]
    assert post(store, native(answers=rows)).quarantined == "too_complex"
    assert not store.feedback


def test_the_largest_comment_alone_fits(store: Store) -> None:
    assert post(store, native(comment="😀" * 20_000)).quarantined is None
    assert len(codec.encode(store.only()).encode()) < MAX_FEEDBACK


def test_a_path_that_cannot_be_written_is_no_crash(store: Store) -> None:
    body = json.dumps(hooks.native_body(metrics={"\ud800": "bad"})).encode()
    assert post(store, body).quarantined == "bad_score"


def test_typeform_is_taken_as_well(store: Store) -> None:
    sample = hooks.sample("typeform")
    body = hooks.raw(sample["body"])
    source = HookSource("s-typeform", "typeform", (Secret(sample["_meta"]["secret"]),))
    headers = {name.lower(): value for name, value in sample["headers"].items()}
    accepted = accept(HookRequest("POST", "token", headers, body), lambda _: source, store, NOW)
    assert accepted == Accepted(
        ids.feedback_id("s-typeform", sample["body"]["form_response"]["token"]), duplicate=False
    )
