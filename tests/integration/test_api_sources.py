"""Sources as admins manage them: addresses, secrets, rights, and what is never told."""

import json
from typing import Any

import pytest

from functions.ingest import handler as ingest_handler
from functions.ingest.wiring import HookSources
from functions.ingest.wiring import Wiring as IngestWiring
from shared.feedback.presets import PRESETS
from shared.storage import keys
from shared.storage.feedbacks import Feedbacks
from shared.storage.source_rows import SourceRows
from tests.integration.sourcing import ADMIN, fault, get, hook, make, parameters, post, put, token_of
from tests.integration.world import World
from tests.support.clients import PREFIX, TABLE, client
from tests.support.dynamo import Calls, everything
from tests.support.events import http_event
from tests.support.hooks import native_body, native_headers, raw

OTHERS = ("u-claire", "u-region", "u-viewer")


def test_a_source_is_made_posted_to_and_shown(world: World) -> None:
    made = make(world, campaign="Spring")
    assert made["id"] == "shop-standard-webhooks"
    assert made["address"].startswith("https://boucle.example.com/hooks/")
    assert made["address_hint"] == "…" + made["address"][-4:]
    assert made["health"] == {
        "status": "waiting", "last_at": None, "last_7_days": 0, "days": [0] * 7, "usual_per_day": None,
    }  # fmt: skip
    world.wait(seconds=2)
    assert post(world, made["address"], made["secret"]).startswith("f")
    shown = get(world, f"/sources/{made['id']}")
    assert shown["health"]["status"] == "receiving"
    assert shown["health"]["last_7_days"] == 1
    assert shown["address"] == made["address"], "the address of a signed source opens nothing by itself"
    assert "secret" not in shown
    assert [one["id"] for one in get(world, "/sources")["items"]] == [made["id"]]
    assert get(world, "/sources")["items"][0] == shown


def test_the_list_of_sources_costs_a_few_small_reads_each(world: World) -> None:
    for number in range(3):
        made = make(world, name=f"Shop {number}")
        post(world, made["address"], made["secret"])
    get(world, "/sources")
    world.calls.take()
    ssm = Calls(client("ssm"))
    assert len(get(world, "/sources")["items"]) == 3
    assert ssm.take() == {}, "seen a moment ago"
    reads = world.calls.take()
    assert set(reads) == {"BatchGetItem", "Query"}
    assert reads["BatchGetItem"] == 2
    assert reads["Query"] <= 3 * 4 + 1, "today of each, counted and read in one or two UTC days"


def test_a_secret_is_shown_once_and_kept_nowhere_but_in_parameter_store(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    made = make(world)
    rotated = world.post(f"/sources/{made['id']}/secret", {"value": None}, ADMIN)
    renewed = world.post(f"/sources/{made['id']}/address", {}, ADMIN)
    given = make(world, "zendesk_csat", secret="a-secret-of-zendesk")
    thin = make(world, "surveymonkey", secret="client&a-secret-of-surveymonkey")
    path = f"/sources/{thin['id']}/credential"
    assert world.post(path, {"access_token": "the-token-of-surveymonkey"}, ADMIN).status == 204
    secrets = [
        made["secret"], rotated.body["secret"], "a-secret-of-zendesk", "a-secret-of-surveymonkey",
        "the-token-of-surveymonkey", token_of(made["address"]), token_of(renewed.body["address"]),
    ]  # fmt: skip
    assert given["secret"] is None, "what the admin sent is not sent back"
    kept = json.dumps([{k: str(v) for k, v in item.items()} for item in everything(client("dynamodb"), TABLE)])
    logged = "".join(str(vars(line)) for line in caplog.records)
    answers = "".join(
        json.dumps(get(world, f"/sources/{one['id']}{end}"))
        for one in (made, given, thin)
        for end in ("", "/history", "/deliveries")
    )
    stored = json.dumps(parameters())
    for secret in secrets:
        assert secret not in kept
        assert secret not in logged
        assert secret in stored or secret.startswith(token_of(made["address"])[:3])
    for secret in secrets[:5]:
        assert secret not in answers


def test_an_unsigned_source_shows_its_address_only_when_it_is_made(world: World) -> None:
    made = make(world, "jotform")
    assert (made["signed"], made["secret"], made["address"] is None) == (False, None, False)
    shown = get(world, f"/sources/{made['id']}")
    assert (shown["address"], shown["address_hint"]) == (None, "…" + made["address"][-4:])
    assert get(world, "/sources")["items"][0]["address"] is None
    renewed = world.post(f"/sources/{made['id']}/address", {}, ADMIN)
    assert hook(renewed.body["address"]) is not None
    assert fault(world.post(f"/sources/{made['id']}/secret", {"value": None}, ADMIN)) == ("$.value", "no_secret")


def test_a_rotated_secret_overlaps_and_ends(world: World) -> None:
    made = make(world)
    path = f"/sources/{made['id']}/secret"
    new = world.post(path, {"value": None, "overlap_hours": 2}, ADMIN).body["secret"]
    assert post(world, made["address"], made["secret"], 1).startswith("f")
    assert post(world, made["address"], new, 2).startswith("f")
    world.wait(hours=2)
    assert post(world, made["address"], made["secret"], 3) == "signature_invalid", "B13"
    assert post(world, made["address"], new, 4).startswith("f")
    last = world.post(path, {"value": None, "overlap_hours": 0}, ADMIN).body["secret"]
    assert post(world, made["address"], new, 5) == "signature_invalid", "a leak is ended at once"
    assert post(world, made["address"], last, 6).startswith("f")


def test_a_new_secret_works_at_once_in_a_function_that_has_read_the_old_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(world)
    kept = HookSources(client("ssm"), PREFIX, world.now)
    monkeypatch.setattr(ingest_handler, "wiring", lambda: IngestWiring(kept, Feedbacks(world.table), world.now))

    def status(secret: str, number: int) -> int:
        body = raw(native_body(f"avis-{number}"))
        headers = native_headers(body, world.now(), delivery_id=f"m{number}", secret=secret)
        token = {"source_token": token_of(made["address"])}
        event = http_event("POST", "/hooks/x", body=body, headers=headers, parameters=token)
        return int(ingest_handler.lambda_handler(event, None)["statusCode"])

    assert status(made["secret"], 1) == 202
    new = world.post(f"/sources/{made['id']}/secret", {"value": None}, ADMIN).body["secret"]
    world.wait(seconds=6)
    assert status(new, 2) == 202
    assert status(made["secret"], 3) == 202
    assert status("whsec_" + "A" * 44, 4) == 401


def test_a_renewed_address_overlaps_and_ends(world: World) -> None:
    made = make(world)
    new = world.post(f"/sources/{made['id']}/address", {"overlap_hours": 1}, ADMIN).body["address"]
    assert get(world, f"/sources/{made['id']}")["address"] == new
    assert post(world, made["address"], made["secret"], 1).startswith("f")
    assert post(world, new, made["secret"], 2).startswith("f")
    world.wait(hours=1)
    assert post(world, made["address"], made["secret"], 3) == "not_found"
    assert post(world, new, made["secret"], 4).startswith("f")
    gone = world.post(f"/sources/{made['id']}/address", {"overlap_hours": 0}, ADMIN).body["address"]
    assert post(world, new, made["secret"], 5) == "not_found"
    assert post(world, gone, made["secret"], 6).startswith("f")


def change(made: Any, **values: Any) -> dict[str, Any]:
    """The body of a change of a source."""
    return {"name": made["name"], "settings": made["settings"], "version": made["version"], **values}


def test_a_source_that_is_switched_off_answers_410_and_comes_back(world: World) -> None:
    made = make(world)
    off = put(world, f"/sources/{made['id']}", change(made, disabled=True))
    assert (off.status, off.body["version"], off.body["health"]["status"]) == (200, 2, "disabled")
    assert post(world, made["address"], made["secret"]) == "source_disabled", "B15"
    on = put(world, f"/sources/{made['id']}", change(off.body, language="fr"))
    assert (on.body["disabled"], on.body["language"]) == (False, "fr")
    assert post(world, made["address"], made["secret"]).startswith("f")


@pytest.mark.parametrize(
    ("version", "status", "code"),
    [(None, 428, "version_required"), (3, 409, "stale_version"), (0, 422, "invalid")],
)
def test_a_change_names_its_version(world: World, version: int | None, status: int, code: str) -> None:
    made = make(world)
    for path, body in (
        (f"/sources/{made['id']}", change(made, name="Other")),
        (f"/sources/{made['id']}/mapping", {"mapping": {"comment": "a.b"}}),
    ):
        sent = {name: value for name, value in body.items() if name != "version"}
        reply = put(world, path, sent if version is None else {**sent, "version": version})
        assert (reply.status, reply.code) == (status, code)


def test_the_same_change_again_is_done_once_and_published_again(world: World) -> None:
    """An answer that was lost, or a crash before ingest heard of the change: the admin sends it again."""
    made = make(world)
    body = change(made, disabled=True)
    assert put(world, f"/sources/{made['id']}", body).status == 200
    name = next(name for name in parameters() if "/hooks/" in name)
    client("ssm").delete_parameter(Name=name)
    again = put(world, f"/sources/{made['id']}", body)
    assert (again.status, again.body["version"]) == (200, 2)
    found = hook(made["address"])
    assert found is not None
    assert found.disabled
    other = put(world, f"/sources/{made['id']}", {**body, "name": "Else"})
    assert (other.status, other.code) == (409, "stale_version")


def test_every_change_says_who_and_when_and_no_secret(world: World) -> None:
    made = make(world, "surveymonkey", secret="client&secret-of-surveymonkey")
    path = f"/sources/{made['id']}"
    world.wait(minutes=1)
    assert world.post(f"{path}/secret", {"value": "client&another-secret"}, ADMIN).body == {"secret": None}
    world.post(f"{path}/address", {}, ADMIN)
    world.post(f"{path}/credential", {"access_token": "token-of-surveymonkey", "region": "eu"}, ADMIN)
    put(world, f"{path}/mapping", {"version": 4, "mapping": {"comment": "answers.why"}})
    put(world, path, change(made, version=5, name="Renamed"))
    history = get(world, f"{path}/history")["items"]
    assert [(one["version"], one["change"]) for one in history] == [
        (6, "changed"), (5, "mapping"), (4, "credential"), (3, "address"), (2, "secret"), (1, "created"),
    ]  # fmt: skip
    assert {one["by"]["name"] for one in history} == {"Ada Roy"}
    assert history[-1]["at"] < history[0]["at"]
    rows = SourceRows(world.table).history(made["id"])
    assert rows[0].what.name == "Renamed"
    assert "secret" not in str(world.table.query(keys.history("SOURCE", made["id"], 0)[0])).replace(
        '"change":"secret"', ""
    )


WRONG: list[tuple[str, dict[str, Any], str, str]] = [
    ("no name", {"name": " "}, "$.name", "string_pattern_mismatch"),
    ("a kind of nobody", {"kind": "fax"}, "$.kind", "literal_error"),
    ("a field of ours", {"id": "x"}, "$.id", "unknown_field"),
    ("a secret where none is", {"kind": "jotform", "secret": "x" * 20}, "$.secret", "no_secret"),
    ("a short secret", {"kind": "zendesk_csat", "secret": "short"}, "$.secret", "bad_secret"),
    ("a secret with a space", {"kind": "zendesk_csat", "secret": " a-long-secret"}, "$.secret", "bad_secret"),
    ("a secret that is no key", {"secret": "whsec_not*base64"}, "$.secret", "bad_secret"),
    ("a key of a few bytes", {"secret": "whsec_YWJj"}, "$.secret", "bad_secret"),
    ("half a pair", {"kind": "surveymonkey", "secret": "only-the-secret"}, "$.secret", "bad_secret"),
    ("an unknown setting", {"settings": {"mood": "x"}}, "$.settings.mood", "unknown"),
    ("a zone of Mars", {"kind": "limesurvey", "settings": {"zone": "Mars/Base"}}, "$.settings.zone", "bad_value"),
    ("a generic one that says nothing", {"kind": "generic"}, "$.settings.scheme", "required"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "path", "code"), WRONG, ids=[row[0] for row in WRONG])
def test_sources_that_are_refused(world: World, why: str, body: dict[str, Any], path: str, code: str) -> None:
    reply = world.post("/sources", {"name": "Shop", "kind": "standard_webhooks", **body}, ADMIN)
    assert fault(reply) == (path, code)
    assert parameters() == {}, "nothing was made"
    assert world.config.load().sources == {}


def test_two_sources_cannot_share_a_name_but_can_share_an_id_text(world: World) -> None:
    make(world, name="Avis Été")
    again = world.post("/sources", {"name": "avis été", "kind": "typeform"}, ADMIN)
    assert (again.status, again.code) == (409, "duplicate")
    assert make(world, name="Avis Ete!")["id"] == "avis-ete-2"
    assert make(world, name="宝物")["id"] == "source"


def test_a_source_made_twice_under_one_key_is_one_source(world: World) -> None:
    body = {"name": "Shop", "kind": "typeform"}
    first = world.post("/sources", body, ADMIN, key="k1")
    again = world.post("/sources", body, ADMIN, key="k1")
    assert (again.status, again.body["id"], again.body["secret"]) == (201, first.body["id"], None)
    other = world.post("/sources", {**body, "name": "Else"}, ADMIN, key="k1")
    assert (other.status, other.code) == (422, "idempotency_key_reused")
    assert len(world.config.load().sources) == 1


def test_a_crash_while_a_source_is_made_leaves_nothing_behind_the_next_try(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(SourceRows, "save", lambda *_, **__: 1 / 0)
        assert world.post("/sources", {"name": "Shop", "kind": "typeform"}, ADMIN).status == 500
    assert get(world, "/sources")["items"] == []
    made = make(world, "typeform", name="Shop")
    assert made["id"] == "shop"
    assert len([name for name in parameters() if "/sources/" in name]) == 1
    assert hook(made["address"]) is not None


CREDENTIALS: list[tuple[str, dict[str, str], tuple[str, str]]] = [
    ("missing", {"region": "eu"}, ("$.access_token", "required")),
    ("unknown", {"access_token": "x", "password": "y"}, ("$.password", "unknown_field")),
    ("another region", {"access_token": "x", "region": "mars"}, ("$.region", "bad_value")),
]


@pytest.mark.parametrize(("why", "body", "said"), CREDENTIALS, ids=[row[0] for row in CREDENTIALS])
def test_credentials_that_are_refused(world: World, why: str, body: dict[str, str], said: tuple[str, str]) -> None:
    made = make(world, "surveymonkey", secret="client&secret-of-surveymonkey")
    assert fault(world.post(f"/sources/{made['id']}/credential", body, ADMIN)) == said


def test_a_credential_is_kept_where_ingest_does_not_read(world: World) -> None:
    made = make(world, "surveymonkey", secret="client&secret-of-surveymonkey")
    sent = {"access_token": "token-of-surveymonkey", "region": "eu"}
    assert world.post(f"/sources/{made['id']}/credential", sent, ADMIN).status == 204
    holders = [name for name, value in parameters().items() if "token-of-surveymonkey" in value]
    assert [name.split("/")[3] for name in holders] == ["sources"]
    assert get(world, f"/sources/{made['id']}")["credential_set_at"] is not None


def test_the_kinds_say_what_to_do_in_both_languages(world: World) -> None:
    kinds = get(world, "/sources/kinds")["items"]
    assert [one["kind"] for one in kinds] == list(PRESETS)
    for one in kinds:
        assert one["steps"]["fr"], one["kind"]
        assert len(one["steps"]["fr"]) == len(one["steps"]["en"])
    script = next(one["script"] for one in kinds if one["kind"] == "google_forms")
    assert "computeHmacSha256Signature" in script


PATHS: list[tuple[str, str, Any]] = [
    ("GET", "/sources/kinds", None),
    ("GET", "/sources", None),
    ("POST", "/sources", {"name": "Mine", "kind": "typeform"}),
    ("GET", "/sources/{id}", None),
    ("PUT", "/sources/{id}", {"name": "Mine", "version": 1}),
    ("GET", "/sources/{id}/history", None),
    ("POST", "/sources/{id}/secret", {"value": None}),
    ("POST", "/sources/{id}/address", {}),
    ("POST", "/sources/{id}/credential", {"access_token": "x"}),
    ("GET", "/sources/{id}/deliveries", None),
    ("POST", "/sources/{id}/mapping/preview", {}),
    ("PUT", "/sources/{id}/mapping", {"version": 1, "mapping": {}}),
    ("GET", "/quarantine", None),
    ("GET", "/quarantine/{id}/q" + "a" * 24, None),
    ("POST", "/quarantine/replay", {"source": "{id}"}),
    ("GET", "/places/unknown", None),
    ("POST", "/places/lyon/codes", {"code": "LYS"}),
]


@pytest.mark.parametrize("as_", OTHERS)
@pytest.mark.parametrize(("method", "path", "body"), PATHS, ids=[f"{row[0]} {row[1]}" for row in PATHS])
def test_sources_are_for_admins(world: World, method: str, path: str, body: Any, as_: str) -> None:
    made = make(world, "surveymonkey", secret="client&secret-of-surveymonkey")
    before = parameters()
    reply = world.call(method, path.replace("{id}", made["id"]), as_=as_, body=body)
    assert (reply.status, reply.code) == (403, "forbidden")
    assert parameters() == before


@pytest.mark.parametrize("source_id", ["none", "..%2fx", "A", "x" * 65, "%00"])
@pytest.mark.parametrize(
    ("method", "path", "body"), [row for row in PATHS if "{id}" in row[1]], ids=lambda row: str(row)[:40]
)
def test_a_source_that_is_not_there(world: World, method: str, path: str, body: Any, source_id: str) -> None:
    reply = world.call(method, path.replace("{id}", source_id), as_=ADMIN, body=body)
    assert (reply.status, reply.code) == (404, "not_found")
