"""What each preset makes of payloads that differ from its sample: other events, other states, other shapes."""

import base64
import copy
import json
from typing import Any

import pytest

from shared.feedback.models import Feedback, Respondent, Score
from shared.feedback.presets import preset
from shared.feedback.sources import HookSource, SourceKind
from shared.feedback.strict_json import Unusable
from shared.feedback.view import Announced, Ignored, View
from tests.support import hooks
from tests.support.reading import feedback_of, read


def payload(kind: SourceKind) -> Any:
    """The body of a sample, to change."""
    found = hooks.sample(hooks.SAMPLES[kind])
    return copy.deepcopy(found["body"] if "body" in found else found["form"])


def changed(kind: SourceKind, **changes: Any) -> Any:
    """A sample with fields at dotted paths replaced; None takes one away."""
    body = payload(kind)
    for path, value in changes.items():
        *above, last = path.split("__")
        inner = body
        for name in above:
            inner = inner[int(name) if isinstance(inner, list) else name]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    return body


IGNORED: list[tuple[SourceKind, dict[str, Any], str]] = [
    ("delighted", {"event_type": "unsubscribe.created"}, "unsubscribe.created"),
    ("tally", {"eventType": "FORM_VIEW"}, "FORM_VIEW"),
    ("typeform", {"event_type": "form_closed"}, "form_closed"),
    ("formbricks", {"event": "surveyPaused"}, "surveyPaused"),
    ("zendesk_csat", {"type": "zen:event-type:ticket.created"}, "zen:event-type:ticket.created"),
    ("limesurvey", {"event": "beforeSurveyPage"}, "beforeSurveyPage"),
    ("surveymonkey", {"event_type": "collector_created"}, "collector_created"),
    ("surveymonkey", {"event_type": "response_disqualified"}, "response_disqualified"),
    ("qualtrics", {"Topic": "brand.surveyengine.startedRecipientSession.SV_1"}, "brand.surveyengine.startedRec"),
    ("trustpilot", {"events__0__eventName": "product-question-created"}, "product-question-created"),
    ("delighted", {"event_type": {"an": "object"}}, "{'an': 'object'}"),
]


@pytest.mark.parametrize(("kind", "changes", "name"), IGNORED, ids=[f"{one[0]}-{one[2]}" for one in IGNORED])
def test_events_that_are_no_feedback_are_ignored_by_name(
    kind: SourceKind, changes: dict[str, Any], name: str
) -> None:
    found = read(kind, changed(kind, **changes))
    assert isinstance(found, Ignored)
    assert found.event.startswith(name)
    assert len(found.event) <= 80


MISSING: list[tuple[SourceKind, dict[str, Any], str | None]] = [
    ("typeform", {"form_response": None}, "mapping:form_response"),
    ("typeform", {"form_response__token": None}, "mapping:token"),
    ("typeform", {"form_response__token": ["list"]}, "mapping:token"),
    ("tally", {"data": None}, "mapping:data"),
    ("tally", {"data__responseId": ""}, "mapping:responseId"),
    ("tally", {"data__fields": "none"}, "mapping:data.fields"),
    ("google_forms", {"data__responseId": None}, "mapping:responseId"),
    ("formbricks", {"data__id": None}, "mapping:id"),
    ("formbricks", {"data__data": []}, "mapping:data.data"),
    ("delighted", {"event_data__id": None}, "mapping:id"),
    ("delighted", {"event_data__score": 11}, "bad_score"),
    ("delighted", {"event_data__comment": ["a"]}, "mapping:comment"),
    ("zendesk_csat", {"detail__id": None}, "mapping:id"),
    ("zendesk_csat", {"event": None}, "mapping:event"),
    ("zendesk_csat", {"event__satisfaction_score__score": "SPLENDID"}, "bad_score"),
    ("alchemer", {"data__response_id": None, "data__session_id": None}, "mapping:response_id"),
    ("limesurvey", {"respondId": None}, "mapping:respondId"),
    ("limesurvey", {"response__Q01NPS": "11"}, "bad_score"),
    ("trustpilot", {"events__0__eventData__id": None}, "mapping:id"),
    ("trustpilot", {"events__0__eventData__stars": 6}, "bad_score"),
    ("surveymonkey", {"object_id": None}, "mapping:object_id"),
    ("surveymonkey", {"resources": {}}, "mapping:survey_id"),
    ("qualtrics", {"MSG": "{}"}, "mapping:ResponseID"),
    ("qualtrics", {"MSG": "{"}, "bad_json"),
    ("qualtrics", {"MSG": "[" * 40 + "]" * 40}, "too_deep"),
    ("jotform", {"rawRequest": None}, "mapping:rawRequest"),
    ("jotform", {"submissionID": None}, "mapping:submissionID"),
    ("google_business", {"message__data": "!"}, "bad_encoding"),
    ("google_business", {"message__data": "e30="}, None),
    ("google_business", {"message__messageId": None}, "mapping:messageId"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "changes", "code"), MISSING, ids=[f"{one[0]}-{one[2]}" for one in MISSING])
def test_what_is_missing_is_named(kind: SourceKind, changes: dict[str, Any], code: str | None) -> None:
    if code is None:
        assert isinstance(read(kind, changed(kind, **changes)), Ignored)
        return
    with pytest.raises(Unusable) as fault:
        feedback_of(kind, changed(kind, **changes))
    assert fault.value.code == code


def revision(kind: SourceKind, body: Any) -> str:
    found = read(kind, body)
    assert isinstance(found, View)
    return found.revision


ORDERED: list[tuple[SourceKind, str, list[Any]]] = [
    (
        "formbricks",
        "created, updated and finished, two of them in one moment",
        [
            changed("formbricks", event="responseCreated", data__updatedAt="2026-03-16T08:20:11.000Z"),
            changed("formbricks", event="responseUpdated"),
            changed("formbricks"),
        ],
    ),
    (
        "delighted",
        "the score, then the comment",
        [changed("delighted", event_type="survey_response.created", event_data__updated_at=1773652000),
         changed("delighted")],
    ),
    (
        "zendesk_csat",
        "a rating that the customer changes",
        [changed("zendesk_csat"), changed("zendesk_csat", time="2026-03-16T14:00:00Z")],
    ),
    (
        "typeform",
        "a partial answer, then the whole",
        [changed("typeform", event_type="form_response_partial", form_response__submitted_at=None),
         changed("typeform")],
    ),
    (
        "alchemer",
        "a partial answer, then the whole",
        [changed("alchemer", data__response_status="Partial"), changed("alchemer")],
    ),
    (
        "google_forms",
        "an edited answer",
        [changed("google_forms"), changed("google_forms", timestamp="2026-03-16T12:00:00Z")],
    ),
    (
        "trustpilot",
        "a review, changed without a time, changed again with one, and deleted without one",
        [
            changed("trustpilot"),
            changed("trustpilot", events__0__eventName="service-review-updated"),
            changed(
                "trustpilot",
                events__0__eventName="service-review-updated",
                events__0__eventData__updatedAt="2026-03-17T10:00:00Z",
            ),
            changed("trustpilot", events__0__eventName="service-review-deleted"),
        ],
    ),
    (
        "limesurvey",
        "an answer submitted again",
        [changed("limesurvey"), changed("limesurvey", submitDate="2026-03-17 08:00:00")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "why", "bodies"), ORDERED, ids=[f"{one[0]}-{one[1]}" for one in ORDERED])
def test_states_of_an_answer_order_themselves(kind: SourceKind, why: str, bodies: list[Any]) -> None:
    revisions = [revision(kind, body) for body in bodies]
    assert revisions == sorted(revisions), why
    assert len(set(revisions)) == len(revisions), why
    assert len({feedback_of(kind, body).id for body in bodies}) == 1


def test_a_deleted_review_is_withdrawn_and_says_nothing_wrong() -> None:
    bare = {"events": [{"eventName": "service-review-deleted", "eventData": {"id": "r1"}}]}
    found = feedback_of("trustpilot", bare)
    assert (found.withdrawn, found.score, found.flags) == (True, None, ("unsigned",))


def test_a_deleted_response_is_announced_as_such() -> None:
    found = read("surveymonkey", changed("surveymonkey", event_type="response_deleted"))
    assert isinstance(found, Announced)
    assert found.deleted


@pytest.mark.parametrize(
    ("survey", "value", "score"),
    [
        ("csat", 5, Score(5, 1, 5, "rating")),
        ("ces", 7, Score(7, 1, 7, "rating")),
        ("thumbs", 1, Score(1, 0, 1, "rating")),
        ("stars5", 4, Score(4, 1, 5, "rating")),
    ],
)
def test_scales_of_delighted(survey: str, value: int, score: Score) -> None:
    body = changed("delighted", event_data__survey_type=survey, event_data__score=value)
    assert feedback_of("delighted", body).score == score


def test_the_first_event_of_delighted_has_no_comment() -> None:
    body = changed("delighted", event_data__comment="", event_data__additional_answers=None)
    found = feedback_of("delighted", body)
    assert (found.comment, found.motives) == (None, ())


@pytest.mark.parametrize(
    ("said", "score", "comment"),
    [
        ({"satisfaction_score": {"score": "GOOD"}}, Score(1, 0, 1, "rating"), None),
        ({"satisfaction_score": "GOOD", "comment": "Fine"}, Score(1, 0, 1, "rating"), "Fine"),
        ({"satisfaction_rating": {"score": 4}, "comment": {"body": "Ok"}}, Score(4, 1, 5, "rating"), "Ok"),
    ],
)
def test_shapes_of_zendesk_ratings(said: Any, score: Score, comment: str | None) -> None:
    found = feedback_of("zendesk_csat", changed("zendesk_csat", event=said))
    assert (found.score, found.comment) == (score, comment)


def test_an_offered_rating_of_zendesk_is_none() -> None:
    body = changed("zendesk_csat", event={"satisfaction_score": {"score": "OFFERED"}})
    assert isinstance(read("zendesk_csat", body), Ignored)


def test_places_of_zendesk_begin_with_what_the_source_says() -> None:
    source = hooks.sample_source("zendesk_csat", settings={"place_tag": "shop-"})
    body = changed("zendesk_csat", detail__tags=["store_x", "shop-lyon"])
    assert feedback_of("zendesk_csat", body, source).place_code == "lyon"


def test_alchemer_without_a_response_id_goes_by_its_session() -> None:
    found = read("alchemer", changed("alchemer", data__response_id=None))
    assert isinstance(found, View)
    assert found.response_id == "7700145-1773660000_69b6test001"


def test_choices_of_alchemer_are_their_words() -> None:
    options = {"1": {"option": "Caisse", "answer": "Caisse"}, "2": {"option": "Accueil"}}
    question = {"id": 4, "type": "CHECKBOX", "question": "Motif", "options": options}
    assert feedback_of("alchemer", changed("alchemer", data__survey_data={"4": question})).motives == (
        "Caisse",
        "Accueil",
    )


def test_a_date_of_1980_is_none_to_limesurvey() -> None:
    body = changed("limesurvey", submitDate="1980-01-01 00:00:00")
    body["response"]["submitdate"] = "1980-01-01 00:00:00"
    found = feedback_of("limesurvey", body)
    assert found.flags == ("submitted_at_replaced",)
    assert found.revision == ""


def test_the_token_of_limesurvey_goes_before_anything_is_kept() -> None:
    opened = preset("limesurvey").unpack(payload("limesurvey"), HookSource("s", "limesurvey"))
    assert "api_token" not in opened
    assert preset("limesurvey").unpack(opened, HookSource("s", "limesurvey")) == opened


def test_names_and_telephones_of_jotform_come_in_parts() -> None:
    body = payload("jotform")
    body["rawRequest"] = (
        '{"q1_name":{"prefix":"","first":"Zoé","last":"Roy"},"q2_phone":{"area":"06","phone":"12"},"q3_x":["a","b"],'
        '"file":["photo.jpg"],"q4_wait":{"hour":"1"}}'
    )
    found = feedback_of("jotform", body)
    assert found.respondent == Respondent(name="Zoé Roy", phone="06 12")
    assert [(answer.key, answer.value) for answer in found.answers] == [("q3_x", "a, b"), ("q4_wait", "1")]


def test_what_jotform_sends_back_of_us_is_dropped() -> None:
    opened = preset("jotform").unpack(payload("jotform"), HookSource("s", "jotform"))
    assert not {"webhookURL", "ip"} & opened.keys()


def scale_question(title: str, **bounds: int) -> Feedback:
    answer = {"itemId": "1", "title": title, "type": "SCALE", "value": "4", **bounds}
    return feedback_of("google_forms", changed("google_forms", data__answers=[answer]))


def test_scales_of_google_forms_are_those_the_script_tells() -> None:
    assert scale_question("Note", lowerBound=0, upperBound=10).score == Score(4, 0, 10, "rating")
    assert scale_question("Recommanderiez-vous ?", lowerBound=0, upperBound=10).score == Score(4, 0, 10, "nps")
    assert scale_question("Note", lowerBound=1, upperBound=7).score == Score(4, 1, 7, "rating")
    assert scale_question("Note (1 à 5)").score == Score(4, 1, 5, "rating")


def test_google_spells_its_keys_in_two_ways() -> None:
    data = {"notification_type": "UPDATED_REVIEW", "location_name": "l", "review_name": "accounts/1/reviews/2"}
    body = {"message": {"data": base64.b64encode(json.dumps(data).encode()).decode(), "message_id": "7"}}
    found = read("google_business", body)
    assert found == Announced("accounts/1/reviews/2", "7", None, {"name": "accounts/1/reviews/2"})


def test_ids_of_formbricks_that_say_nothing_leave_the_long_text_as_comment() -> None:
    found = feedback_of("formbricks", changed("formbricks", data__data={"k1": 3, "k2": "word", "k3": "Two words"}))
    assert (found.score, found.comment) == (None, "Two words")


def typeform_answer(field: dict[str, Any], answer_type: str, value: Any) -> Feedback:
    body = payload("typeform")
    form = body["form_response"]
    form["definition"]["fields"] = [{"ref": "q", **field}]
    form["answers"] = [{"type": answer_type, answer_type: value, "field": {"ref": "q", "type": field["type"]}}]
    return feedback_of("typeform", body)


@pytest.mark.parametrize(
    ("field", "value", "score"),
    [
        ({"type": "nps"}, 2, Score(2, 0, 10, "nps")),
        ({"type": "opinion_scale"}, 10, Score(10, 0, 10, "rating")),
        ({"type": "opinion_scale", "properties": {"steps": 6}}, 5, Score(5, 0, 5, "rating")),
        ({"type": "opinion_scale", "properties": {"steps": 6, "start_at_one": True}}, 6, Score(6, 1, 6, "rating")),
        ({"type": "rating"}, 5, Score(5, 1, 5, "rating")),
        ({"type": "rating", "properties": {"steps": 3}}, 3, Score(3, 1, 3, "rating")),
        ({"type": "rating", "properties": {"steps": True}}, 4, Score(4, 1, 5, "rating")),
        ({"type": "rating", "properties": {"steps": 99}}, 4, Score(4, 1, 5, "rating")),
    ],
)
def test_scales_of_typeform(field: dict[str, Any], value: int, score: Score) -> None:
    assert typeform_answer(field, "number", value).score == score


def test_several_choices_and_the_one_written_in() -> None:
    found = typeform_answer({"type": "multiple_choice"}, "choices", {"labels": ["B", "C"], "other": "D"})
    assert found.motives == ("D", "B", "C")


@pytest.mark.parametrize("answer_type", [None, 5, ["x"], "unknown"])
def test_an_answer_of_an_unknown_type_is_no_crash(answer_type: Any) -> None:
    body = payload("typeform")
    body["form_response"]["answers"] = [{"type": answer_type, "field": {"ref": ["list"]}}]
    assert feedback_of("typeform", body).score is None


def test_contact_data_in_hidden_fields_belongs_to_the_respondent() -> None:
    hidden = {"email": "a@example.com", "phone": "+336", "name": "Ana", "shop": "x", "region": "ara"}
    body = payload("typeform")
    body["form_response"] |= {"hidden": hidden, "answers": []}
    found = feedback_of("typeform", body)
    assert found.respondent == Respondent(
        name="Ana", email="a@example.com", phone="+336", attributes={"region": "ara"}
    )
    assert found.place_code == "x"
