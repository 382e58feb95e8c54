"""What a source sent, what it means, what waits in quarantine, and codes without a place."""

import json
from typing import Any

import pytest

from shared.feedback.models import Feedback
from shared.storage import codec, keys
from shared.storage.feedbacks import Feedbacks
from shared.storage.jobs import Jobs
from shared.storage.quarantine import Quarantine
from shared.storage.unplaced import Unplaced
from tests.integration.sourcing import ADMIN, fault, get, hook, make, outcome, post, post_typeform, put
from tests.integration.world import World
from tests.support.builders import feedback
from tests.support.hooks import native_headers, raw


def answer(number: int, **answers: Any) -> dict[str, Any]:
    """A Typeform delivery whose questions say nothing of their role by their words."""
    types = {"number": "number", "text": "long_text"}
    given = [
        {
            "type": "number" if isinstance(value, int) else "text",
            "number" if isinstance(value, int) else "text": value,
            "field": {"ref": ref, "type": types["number" if isinstance(value, int) else "text"]},
        }
        for ref, value in answers.items()
    ]
    form = {
        "token": f"answer-{number:05d}",
        "submitted_at": "2026-03-17T09:00:00Z",
        "hidden": {"store": "LYON-PARTDIEU"},
        "definition": {
            "fields": [{"ref": ref, "type": "long_text", "title": f"Question {ref}"} for ref in answers]
        },
        "answers": given,
    }
    return {"event_id": f"e{number}", "event_type": "form_response", "form_response": form}


@pytest.fixture
def shop(world: World) -> Any:
    return make(world, "typeform", name="Shop")


def send(world: World, shop: Any, number: int, **answers: Any) -> str:
    world.wait(seconds=1)
    return post_typeform(world, shop["address"], shop["secret"], answer(number, **answers))


def test_deliveries_are_shown_newest_first_with_their_cells(world: World, shop: Any) -> None:
    ids = [send(world, shop, number, why=f"Words {number}") for number in range(3)]
    found = get(world, f"/sources/{shop['id']}/deliveries", "limit=2")
    assert [one["id"] for one in found["items"]] == [ids[2], ids[1]]
    assert (found["read_in_full"], found["of"]) == (3, 3)
    assert found["items"][0]["payload"]["form_response"]["answers"][0]["text"] == "Words 2"
    assert {"path": "answers.why", "label": "Question why", "value": "Words 2"} in found["items"][0]["cells"]
    assert {"path": "hidden.store", "label": "store", "value": "LYON-PARTDIEU"} in found["items"][0]["cells"]


@pytest.mark.parametrize("limit", ["0", "51", "-1", "abc"])
def test_no_more_than_fifty_deliveries_are_shown(world: World, shop: Any, limit: str) -> None:
    assert world.get(f"/sources/{shop['id']}/deliveries", f"limit={limit}", ADMIN).status == 422


def test_deliveries_of_earlier_days_are_found(world: World, shop: Any) -> None:
    first = send(world, shop, 1, why="Words")
    world.wait(days=12)
    last = send(world, shop, 2, why="Words")
    found = get(world, f"/sources/{shop['id']}/deliveries")
    assert [one["id"] for one in found["items"]] == [last, first]


def test_secrets_of_tools_are_not_shown(world: World) -> None:
    made = make(world, "limesurvey", secret="the-token-of-limesurvey")
    body = raw(
        {
            "api_token": "the-token-of-limesurvey", "survey": 1, "event": "afterSurveyComplete", "respondId": 7,
            "response": {"id": "7", "Q1": "Words", "password": "hunter2"}, "submitDate": "2026-03-17 09:00:00",
        }
    )  # fmt: skip
    assert outcome(world, made["address"], {"content-type": "application/json"}, body).startswith("f")
    shown = json.dumps(get(world, f"/sources/{made['id']}/deliveries"))
    assert "the-token-of-limesurvey" not in shown
    assert '"password": "***"' in shown


def test_a_large_delivery_is_listed_by_its_beginning(world: World, shop: Any) -> None:
    send(world, shop, 1, why="x" * 100_000)
    (one,) = get(world, f"/sources/{shop['id']}/deliveries")["items"]
    assert one["payload"].startswith('{"event_id":"e1"')
    assert len(json.dumps(one)) < 6000
    assert [len(cell["value"]) for cell in one["cells"] if cell["path"] == "answers.why"] == [500]


def test_a_mapping_is_proposed_tried_saved_and_published(world: World, shop: Any) -> None:
    for number in range(10):
        answers = {"why": f"Words {number}", "grade": 3} if number else {"why": "Only words"}
        send(world, shop, number, **answers)
    path = f"/sources/{shop['id']}/mapping"
    proposed = world.post(f"{path}/preview", {}, ADMIN)
    assert proposed.status == 200
    assert proposed.body["mapping"]["place"] == "hidden.store"
    wanted: dict[str, Any] = {
        "score": {"path": "answers.grade", "min": 1, "max": 5},
        "comment": "answers.why",
        "motive": "answers.no",
    }
    tried = world.post(f"{path}/preview", {"mapping": wanted}, ADMIN).body
    roles = {one["role"]: one for one in tried["roles"]}
    assert tried["score"] == {"value": 3.0, "min": 1.0, "max": 5.0, "kind": "rating", "class": "middle"}
    assert roles["comment"] == {
        "role": "comment", "path": "answers.why", "value": "Words 9", "found": True, "share": 1.0, "warn": False,
    }  # fmt: skip
    assert (roles["score"]["share"], roles["score"]["warn"]) == (0.9, False)
    assert (roles["motive"]["found"], roles["motive"]["share"], roles["motive"]["warn"]) == (False, 0.0, True)
    assert get(world, f"/sources/{shop['id']}")["version"] == 1, "trying saves nothing"

    saved = put(world, path, {"version": 1, "mapping": wanted})
    assert (saved.status, saved.body["version"]) == (200, 2)
    assert saved.body["mapping"]["score"] == {**wanted["score"], "kind": "rating"}
    assert get(world, f"/sources/{shop['id']}/deliveries")["read_in_full"] == 0, "none has the motive"
    published = hook(shop["address"])
    assert published is not None
    assert published.mapping.comment == "answers.why"
    kept = Feedbacks(world.table).get(send(world, shop, 99, why="Mapped", grade=5))
    assert kept is not None
    assert (kept.comment, kept.score and kept.score.value) == ("Mapped", 5)


def test_a_role_that_few_deliveries_have_warns(world: World, shop: Any) -> None:
    for number in range(10):
        send(world, shop, number, **(WITH if number > 1 else WITHOUT))
    wanted = {"score": {"path": "answers.grade", "min": 1, "max": 5}}
    tried = world.post(f"/sources/{shop['id']}/mapping/preview", {"mapping": wanted}, ADMIN).body
    score = next(one for one in tried["roles"] if one["role"] == "score")
    assert (score["share"], score["warn"]) == (0.8, True)


def test_a_mapping_is_tried_on_the_delivery_one_names(world: World, shop: Any) -> None:
    first = send(world, shop, 1, why="First")
    send(world, shop, 2, why="Second")
    path = f"/sources/{shop['id']}/mapping/preview"
    body = {"mapping": {"comment": "answers.why"}, "delivery_id": first}
    tried = world.post(path, body, ADMIN).body
    assert next(one["value"] for one in tried["roles"] if one["role"] == "comment") == "First"
    other = make(world, "typeform", name="Other")
    assert world.post(f"/sources/{other['id']}/mapping/preview", body, ADMIN).status == 404
    assert world.post(path, {**body, "delivery_id": "f" + "a" * 24}, ADMIN).status == 404
    assert world.post(path, {**body, "delivery_id": "x"}, ADMIN).status == 422


def test_a_source_that_never_spoke_proposes_nothing(world: World, shop: Any) -> None:
    tried = world.post(f"/sources/{shop['id']}/mapping/preview", {}, ADMIN).body
    assert all(not one["found"] and one["share"] is None and not one["warn"] for one in tried["roles"])
    assert tried["score"] is None


WITH: dict[str, Any] = {"why": "Words", "grade": 3}
WITHOUT: dict[str, Any] = {"why": "Words"}

BAD: list[tuple[str, dict[str, Any], tuple[str, str]]] = [
    ("a prototype", {"comment": "__proto__"}, ("$.mapping.comment", "bad_path")),
    ("a wildcard", {"comment": "a[*].b.c"}, ("$.mapping.comment", "bad_path")),
    ("fifty deep", {"place": ".".join(["a"] * 50)}, ("$.mapping.place", "bad_path")),
    ("a person's path", {"respondent.email": "a b"}, ("$.mapping.respondent.email", "bad_path")),
    ("an unknown role", {"mood": "a"}, ("$.mapping.mood", "unknown_field")),
    ("a scale upside down", {"score": {"path": "a", "min": 5, "max": 1}}, ("$.mapping.score", "bad_scale")),
    ("NPS of five", {"score": {"path": "a", "min": 0, "max": 5, "kind": "nps"}}, ("$.mapping.score", "bad_scale")),
]  # fmt: skip


@pytest.mark.parametrize(("why", "mapping", "said"), BAD, ids=[row[0] for row in BAD])
def test_mappings_that_are_refused(
    world: World, shop: Any, why: str, mapping: dict[str, Any], said: tuple[str, str]
) -> None:
    before = hook(shop["address"])
    assert fault(put(world, f"/sources/{shop['id']}/mapping", {"version": 1, "mapping": mapping})) == said
    assert fault(world.post(f"/sources/{shop['id']}/mapping/preview", {"mapping": mapping}, ADMIN)) == said
    assert get(world, f"/sources/{shop['id']}")["version"] == 1
    assert hook(shop["address"]) == before


def test_a_mapping_too_long_for_a_parameter_is_refused(world: World, shop: Any) -> None:
    long = ".".join(["é" * 48] * 4)
    roles = ("comment", "place", "motive", "tags", "language", "channel", "campaign", "consent", "sub_motive",
             "contact_requested", "submitted_at", "respondent.id", "respondent.name", "respondent.email",
             "respondent.phone", "respondent.tier")  # fmt: skip
    body = {"version": 1, "mapping": dict.fromkeys(roles, long)}
    assert fault(put(world, f"/sources/{shop['id']}/mapping", body)) == ("$.mapping", "too_large")
    assert get(world, f"/sources/{shop['id']}")["version"] == 1


def waiting(world: World, shop: Any) -> list[str]:
    """Three deliveries off their scale and one without a required role; answers what became of them."""
    mapping = {
        "score": {"path": "answers.grade", "min": 1, "max": 5},
        "required": ["comment"],
        "comment": "answers.why",
    }
    assert put(world, f"/sources/{shop['id']}/mapping", {"version": 1, "mapping": mapping}).status == 200
    off = [send(world, shop, number, why="Words", grade=10) for number in range(3)]
    return [*off, send(world, shop, 4, grade=2)]


def test_what_waits_is_told_by_reason_with_examples_and_a_fix(world: World, shop: Any) -> None:
    assert waiting(world, shop) == ["quarantine:bad_score"] * 3 + ["quarantine:mapping:comment"]
    found = get(world, "/quarantine")
    assert (found["total"], found["more"]) == (4, False)
    groups = {one["code"]: one for one in found["items"]}
    off = groups["bad_score"]
    assert (off["source_id"], off["path"], off["count"], off["fix"]) == ("shop", "answers.grade", 3, "score")
    assert [one["value"] for one in off["examples"]] == ["10"] * 3
    assert off["since"] < off["examples"][0]["received_at"]
    assert groups["mapping:comment"]["fix"] == "mapping"
    assert groups["mapping:comment"]["examples"][0]["value"] is None
    assert get(world, "/quarantine", "source=shop") == found
    make(world, "typeform", name="Other")
    assert get(world, "/quarantine", "source=other") == {"items": [], "total": 0, "more": False}
    assert world.get("/quarantine", "source=none", ADMIN).status == 404


def test_one_that_waits_is_shown_whole(world: World, shop: Any) -> None:
    waiting(world, shop)
    group = next(one for one in get(world, "/quarantine")["items"] if one["code"] == "bad_score")
    shown = get(world, f"/quarantine/shop/{group['examples'][0]['id']}")
    assert (shown["code"], shown["path"]) == ("bad_score", "answers.grade")
    assert shown["payload"]["form_response"]["answers"][1]["number"] == 10
    assert {"path": "answers.grade", "label": "Question grade", "value": 10} in shown["cells"]
    make(world, "typeform", name="Other")
    assert world.get(f"/quarantine/other/{shown['id']}", as_=ADMIN).status == 404
    assert world.get("/quarantine/shop/q" + "a" * 24, as_=ADMIN).status == 404


def test_what_waits_is_among_the_deliveries_and_can_be_mapped(world: World, shop: Any) -> None:
    waiting(world, shop)
    found = get(world, "/sources/shop/deliveries")
    assert [one["outcome"] for one in found["items"]] == ["quarantine"] * 4
    assert (found["read_in_full"], found["of"]) == (0, 4)
    row = found["items"][-1]
    right = {"score": {"path": "answers.grade", "min": 0, "max": 10}, "comment": "answers.why"}
    tried = world.post("/sources/shop/mapping/preview", {"mapping": right, "delivery_id": row["id"]}, ADMIN).body
    assert (tried["code"], tried["score"]["value"]) == (None, 10)
    wrong = {"score": {"path": "answers.grade", "min": 1, "max": 5}}
    tried = world.post("/sources/shop/mapping/preview", {"mapping": wrong, "delivery_id": row["id"]}, ADMIN).body
    assert (tried["code"], tried["path"], tried["score"]) == ("bad_score", "answers.grade", None)


def test_bytes_that_nobody_can_read_are_shown_as_text(world: World) -> None:
    made = make(world)
    body = b'{"type": "feedback.created", "data": {"score": 1, "score": 2}}'
    headers = native_headers(body, world.now(), secret=made["secret"])
    assert outcome(world, made["address"], headers, body) == "quarantine:duplicate_key"
    (group,) = get(world, "/quarantine")["items"]
    assert group["fix"] == "none"
    assert get(world, f"/quarantine/{made['id']}/{group['examples'][0]['id']}")["payload"] == body.decode()


def test_a_replay_is_a_job(world: World, shop: Any) -> None:
    waiting(world, shop)
    reply = world.post("/quarantine/replay", {"source": "shop", "code": "bad_score"}, ADMIN, key="k")
    assert (reply.status, reply.body["kind"], reply.body["status"]) == (202, "replay", "waiting")
    job = Jobs(world.table).get(reply.body["id"])
    assert job is not None
    assert job.request == {"source": "shop", "code": "bad_score"}
    again = world.post("/quarantine/replay", {"source": "shop", "code": "bad_score"}, ADMIN, key="k")
    assert again.body["id"] == reply.body["id"]
    assert world.post("/quarantine/replay", {"source": "none"}, ADMIN).status == 404


def test_what_a_replay_took_out_no_longer_waits(world: World, shop: Any) -> None:
    waiting(world, shop)
    group = next(one for one in get(world, "/quarantine")["items"] if one["code"] == "bad_score")
    rows, _ = Quarantine(world.table).rows("shop", after=None, limit=10)
    for one in rows:
        if one.row.code == "bad_score":
            Quarantine(world.table).take_out(one.row, "j1", "feedback", world.now())
    assert [one["code"] for one in get(world, "/quarantine")["items"]] == ["mapping:comment"]
    assert get(world, "/sources/shop/deliveries")["of"] == 1
    assert world.get(f"/quarantine/shop/{group['examples'][0]['id']}", as_=ADMIN).status == 404


def lost(world: World, number: int, code: str, source_id: str = "s-native") -> Feedback:
    """A feedback that waits for its place."""
    made = feedback(number, place_code=code, source_id=source_id, received_at=world.now())
    Unplaced(world.table).wait(made, code)
    return made


def test_unknown_codes_are_listed_and_released_by_mapping_them(world: World) -> None:
    lost(world, 1, "LIL-WZ2")
    world.wait(hours=1)
    lost(world, 2, "lil-wz2 ", "s-other")
    lost(world, 3, "PAR-11B")
    items = get(world, "/places/unknown")["items"]
    assert [(one["code"], one["count"], one["more"], one["sources"]) for one in items] == [
        ("LIL-WZ2", 2, False, ["s-native", "s-other"]), ("PAR-11B", 1, False, ["s-native"]),
    ]  # fmt: skip
    assert items[0]["since"] < items[1]["since"]
    reply = world.post("/places/lyon/codes", {"code": " LIL-WZ2"}, ADMIN)
    assert (reply.status, reply.body["kind"]) == (202, "release")
    job = Jobs(world.table).get(reply.body["id"])
    assert job is not None
    assert job.request == {"code": "LIL-WZ2", "place": "lyon"}
    tree = world.config.load().tree
    found = tree.find("lil-wz2")
    assert found is not None
    assert (found.id, found.code, found.aliases) == ("lyon", "LYON-PARTDIEU", ("LIL-WZ2",))
    assert [one["code"] for one in get(world, "/places/unknown")["items"]] == ["PAR-11B"]


def test_a_place_without_a_code_gets_its_first(world: World) -> None:
    assert world.post("/places/ara/codes", {"code": "ARA"}, ADMIN).status == 202
    place = world.config.load().tree.places["ara"]
    assert (place.code, place.aliases) == ("ARA", ())


def test_a_code_means_one_place(world: World) -> None:
    first = world.post("/places/lyon/codes", {"code": "annecy"}, ADMIN)
    assert (first.status, first.code) == (409, "duplicate")
    assert "Annecy" in first.body["detail"]
    again = world.post("/places/annecy/codes", {"code": "ANNECY"}, ADMIN)
    assert again.status == 202, "the same again starts the release again, which changes nothing"
    assert world.config.load().tree.places["annecy"].aliases == ()
    assert world.post("/places/nowhere/codes", {"code": "X"}, ADMIN).status == 404
    assert fault(world.post("/places/lyon/codes", {"code": " "}, ADMIN))[0] == "$.code"


def test_look_alikes_do_not_match(world: World) -> None:
    lost(world, 1, "АNNECY")  # with a Cyrillic А
    assert [one["code"] for one in get(world, "/places/unknown")["items"]] == ["АNNECY"]


def test_counts_stop_at_ninety_nine(world: World) -> None:
    for number in range(101):
        mark = codec.encode(feedback(number))
        pk, sk = keys.unplaced_mark(f"f{number:024d}")
        tick = {"tick": keys.unplaced("far"), "tick_at": f"2026-03-17T09:00:00.000Z#{number:05d}"}
        world.table.put({"pk": pk, "sk": sk, "kind": "unplaced", "body": mark, **tick})
    lost(world, 500, "FAR")
    (one,) = get(world, "/places/unknown")["items"]
    assert (one["count"], one["more"]) == (99, True)


def test_a_delivery_in_the_native_layout_is_shown_too(world: World) -> None:
    made = make(world)
    assert post(world, made["address"], made["secret"]).startswith("f")
    (one,) = get(world, f"/sources/{made['id']}/deliveries")["items"]
    assert one["payload"]["data"]["comment"] == "Personne à l'accueil."
