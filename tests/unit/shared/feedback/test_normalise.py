"""From a tool's payload to a draft: the samples whole, then every field that may be wrong."""

from typing import Any

import pytest

from shared.feedback.models import Answer, Respondent, Score
from shared.feedback.presets import standard_webhooks, typeform
from shared.feedback.sources import HookSource, Mapping
from shared.feedback.strict_json import Unusable
from tests.support import hooks

NATIVE = HookSource("s-native", "standard_webhooks", ())
TYPEFORM = HookSource("s-typeform", "typeform", ())


def test_the_native_sample() -> None:
    read = standard_webhooks.normalise(hooks.sample("standard-webhooks")["body"], NATIVE)
    assert read.response_id == "avis-000451"
    assert read.place_code == "LYON-PARTDIEU"
    assert (read.kind, read.channel, read.language) == ("survey", "email", "fr")
    assert read.score == Score(1, 0, 10, "nps")
    assert read.scores == {"nps": Score(1, 0, 10, "nps"), "csat": Score(2, 1, 5, "rating")}
    assert read.comment == "Le vendeur s'est moqué de moi quand j'ai demandé un échange."
    assert read.contact_requested is True
    assert read.motives == ("accueil", "echange")
    assert read.answers == (Answer("nps", "Recommandation", 1), Answer("propre", "Propreté", 2))
    assert read.respondent == Respondent(
        id="C-20418",
        name="Camille Roux",
        email="camille.roux@example.com",
        phone="+33639980012",
        tier="gold",
        attributes={"segment": "famille", "basket": 184.5},
    )


def test_the_typeform_sample() -> None:
    read = typeform.normalise(hooks.sample("typeform")["body"], TYPEFORM)
    assert read.response_id == "k7m2p9q4r8s1t5v3w6x0y2z4a8b6"
    assert read.submitted == "2026-03-14T17:05:48Z"
    assert read.place_code == "LYON-PARTDIEU"
    assert read.campaign == "Votre visite en magasin"
    assert read.score == Score(2, 0, 10, "nps")
    assert read.comment is not None
    assert read.comment.startswith("J'ai trouvé un morceau de verre")
    assert read.contact_requested is True
    assert read.motives == ("Qualité produit",)
    assert [answer.key for answer in read.answers] == ["nps", "rappel", "motif"], (
        "neither comment nor contact data"
    )
    assert read.respondent == Respondent(
        id="C-20418",
        email="camille.roux@example.com",
        phone="+33639980012",
        tier="gold",
        attributes={"region": "auvergne-rhone-alpes"},
    )


NATIVE_FAULTS: list[tuple[Any, str]] = [
    ([], "mapping:data"),
    ("text", "mapping:data"),
    ({}, "mapping:data"),
    ({"data": []}, "mapping:data"),
    ({"data": {}}, "mapping:externalId"),
    (hooks.native_body(externalId=""), "mapping:externalId"),
    (hooks.native_body(externalId=True), "mapping:externalId"),
    (hooks.native_body(metrics=[]), "mapping:data.metrics"),
    (hooks.native_body(respondent="Camille"), "mapping:data.respondent"),
    (hooks.native_body(answers={}), "mapping:data.answers"),
    (hooks.native_body(answers=["yes"]), "mapping:data.answers"),
    (hooks.native_body(motive="accueil"), "mapping:data.motive"),
    (hooks.native_body(scope="LYON"), "mapping:data.scope"),
    (hooks.native_body(comment=12), "mapping:comment"),
    (hooks.native_body(metrics={"nps": "９"}), "bad_score"),
    (hooks.native_body(metrics={"csat": 0}), "bad_score"),
    (hooks.native_body(metrics={"ces": 8}), "bad_score"),
    (hooks.native_body(metrics={"own": 3}), "bad_score"),
    (hooks.native_body(metrics={"own": {"value": 3, "min": 5, "max": 1}}), "bad_score"),
    (hooks.native_body(metrics={"own": {"value": 3, "min": 1}}), "bad_score"),
    (hooks.native_body(metrics={"own": {"value": 3, "min": "1", "max": "5"}}), "bad_score"),
    (hooks.native_body(metrics={"own": {"value": 3, "min": False, "max": True}}), "bad_score"),
    (hooks.native_body(metrics={"nps": {"value": 3}}), "bad_score"),
]


@pytest.mark.parametrize(("payload", "code"), NATIVE_FAULTS)
def test_native_payloads_that_cannot_be_used(payload: Any, code: str) -> None:
    with pytest.raises(Unusable) as refusal:
        standard_webhooks.normalise(payload, NATIVE)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("metrics", "expected", "why"),
    [
        ({}, None, "no score at all"),
        ({"csat": 4, "nps": 3}, Score(3, 0, 10, "nps"), "nps is the first choice"),
        ({"other": {"value": 3, "min": 0, "max": 4}, "csat": 4}, Score(4, 1, 5, "rating"), "then the known names"),
        ({"other": {"value": 3, "min": 0, "max": 4}}, Score(3, 0, 4, "rating"), "then whatever brings its scale"),
        (
            {"stars": {"value": 8, "min": 0, "max": 10}},
            Score(8, 0, 10, "rating"),
            "a known name with its own scale",
        ),
    ],
)
def test_the_score_of_several(metrics: Any, expected: Score | None, why: str) -> None:
    assert standard_webhooks.normalise(hooks.native_body(metrics=metrics), NATIVE).score == expected, why


def test_a_name_of_a_score_that_cannot_be_written_is_mended() -> None:
    body = hooks.native_body(metrics={"\ud800": {"value": 3, "min": 0, "max": 4}})
    assert list(standard_webhooks.normalise(body, NATIVE).scores) == ["\ufffd"]


def test_the_source_fills_in_what_the_payload_lacks() -> None:
    source = HookSource("s", "standard_webhooks", (), campaign="Spring", channel="sms", language="en")
    bare = {"data": {"externalId": "1"}}
    read = standard_webhooks.normalise(bare, source)
    assert (read.campaign, read.channel, read.language) == ("Spring", "sms", "en")
    full = hooks.native_body(campaign="Own", channel="web", language="fr")
    read = standard_webhooks.normalise(full, source)
    assert (read.campaign, read.channel, read.language) == ("Own", "web", "fr")


@pytest.mark.parametrize(
    ("sent", "read"), [("review", "review"), ("survey", "survey"), ("else", "survey"), (3, "survey")]
)
def test_kinds_of_feedback(sent: Any, read: str) -> None:
    assert standard_webhooks.normalise(hooks.native_body(kind=sent), NATIVE).kind == read


@pytest.mark.parametrize(("sent", "read"), [(True, True), (False, False), (None, None), ("yes", None), (1, None)])
def test_the_wish_for_contact_is_a_flag_or_unknown(sent: Any, read: bool | None) -> None:
    assert standard_webhooks.normalise(hooks.native_body(wantsContact=sent), NATIVE).contact_requested is read


def form(*answers: Any, fields: Any = (), hidden: Any = None, identity: Any = "t1") -> dict[str, Any]:
    return {
        "form_response": {
            "token": identity,
            "hidden": hidden,
            "definition": {"fields": list(fields)},
            "answers": list(answers),
        }
    }


def answer(ref: Any, field_type: str, answer_type: str, value: Any) -> dict[str, Any]:
    return {"type": answer_type, answer_type: value, "field": {"ref": ref, "type": field_type}}


@pytest.mark.parametrize(
    ("field", "field_type", "value", "expected"),
    [
        ({}, "nps", 2, Score(2, 0, 10, "nps")),
        ({}, "opinion_scale", 10, Score(10, 0, 10, "rating")),
        ({"properties": {"steps": 6}}, "opinion_scale", 5, Score(5, 0, 5, "rating")),
        ({}, "rating", 5, Score(5, 1, 5, "rating")),
        ({"properties": {"steps": 3}}, "rating", 3, Score(3, 1, 3, "rating")),
        ({"properties": {"steps": True}}, "rating", 4, Score(4, 1, 5, "rating")),
        ({"properties": {"steps": 99}}, "rating", 4, Score(4, 1, 5, "rating")),
    ],
)
def test_typeform_scales(field: dict[str, Any], field_type: str, value: Any, expected: Score) -> None:
    payload = form(answer("q", field_type, "number", value), fields=[{"ref": "q", "type": field_type, **field}])
    assert typeform.normalise(payload, TYPEFORM).score == expected


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ([], "mapping:form_response"),
        ({"form_response": []}, "mapping:form_response"),
        (form(identity=None), "mapping:token"),
        (form("text"), "mapping:form_response.answers"),
        (form({"type": "number", "number": 1, "field": []}), "mapping:form_response.answers.field"),
        (form(answer("q", "nps", "number", 11)), "bad_score"),
        (form(answer("q", "multiple_choice", "choice", "A")), "mapping:form_response.answers[q]"),
        (form(hidden=[]), "mapping:form_response.hidden"),
        ({"form_response": {"token": "t", "definition": []}}, "mapping:form_response.definition"),
        ({"form_response": {"token": "t", "answers": {}}}, "mapping:form_response.answers"),
    ],
)
def test_typeform_payloads_that_cannot_be_used(payload: Any, code: str) -> None:
    with pytest.raises(Unusable) as refusal:
        typeform.normalise(payload, TYPEFORM)
    assert refusal.value.code == code


@pytest.mark.parametrize("ref", [["list"], {"an": "object"}, 5, None, True])
def test_a_reference_of_any_type_is_no_crash(ref: Any) -> None:
    payload = form(answer(ref, "nps", "number", 3), fields=[{"ref": ref, "title": "Why?"}, "not a field"])
    assert typeform.normalise(payload, TYPEFORM).score == Score(3, 0, 10, "nps")


@pytest.mark.parametrize("answer_type", [None, 5, ["x"], "unknown"])
def test_an_answer_of_an_unknown_type_is_no_crash(answer_type: Any) -> None:
    payload = form({"type": answer_type, "field": {"ref": "q"}})
    assert typeform.normalise(payload, TYPEFORM).score is None


def test_the_mapping_of_the_source_wins_over_guesses() -> None:
    payload = form(
        answer("first", "nps", "number", 1),
        answer("second", "opinion_scale", "number", 9),
        answer("long", "long_text", "text", "Guessed"),
        answer("short", "short_text", "text", "Mapped"),
        answer("please", "yes_no", "boolean", True),
        answer("a", "multiple_choice", "choice", {"label": "A"}),
        answer("b", "multiple_choice", "choices", {"labels": ["B", "C"], "other": "D"}),
    )
    source = HookSource(
        "s",
        "typeform",
        (),
        mapping=Mapping(score="second", comment="short", contact_requested="please", motive="b"),
    )
    read = typeform.normalise(payload, source)
    assert read.score == Score(9, 0, 10, "rating")
    assert read.comment == "Mapped"
    assert read.contact_requested is True
    assert read.motives == ("D", "B", "C")


def test_a_short_text_is_the_comment_when_there_is_no_long_one() -> None:
    read = typeform.normalise(form(answer("s", "short_text", "text", "Brief")), TYPEFORM)
    assert read.comment == "Brief"


def test_contact_data_in_hidden_fields_belongs_to_the_respondent() -> None:
    hidden = {"email": "a@example.com", "phone": "+336", "name": "Ana", "shop": "x"}
    respondent = typeform.normalise(form(hidden=hidden), TYPEFORM).respondent
    assert (respondent.email, respondent.phone, respondent.name) == ("a@example.com", "+336", "Ana")
    assert respondent.attributes == {"shop": "x"}, (
        "attributes are shown to roles without the right to contact data"
    )
