"""What each vendor's API answers becomes a view, over real HTTP against stand-ins of their documented layouts."""

from collections.abc import Iterator

import pytest

from shared.clock import parse
from shared.feedback.models import FetchOrder
from shared.feedback.view import FIVE, NPS, Scale
from shared.fetching.http import Http, NotFetched
from shared.fetching.vendors import FETCHERS
from tests.support.vendors import ANSWERS, Q_PATH, REVIEW, SM_PATH, SM_SURVEY, Answer, Vendor, vendor

NOW = parse("2026-03-15T10:45:00Z")


def order(kind: str, response_id: str, **params: str) -> FetchOrder:
    return FetchOrder("f1", "s1", kind, response_id, "event-1", NOW, NOW, params)


SURVEYMONKEY = order("surveymonkey", "118200455031", survey_id="402113377")
QUALTRICS = order("qualtrics", "R_2ZtestAvis00001", survey_id="SV_4dTestLyon0001")
GOOGLE = order("google_business", REVIEW, name=REVIEW)
CREDENTIALS = {
    "surveymonkey": {"access_token": "sm-token"},
    "qualtrics": {"api_token": "q-token", "data_center": "fra1"},
    "google_business": {"client_id": "id", "client_secret": "secret", "refresh_token": "1//refresh"},
}
EVENTS = {"surveymonkey": SURVEYMONKEY, "qualtrics": QUALTRICS, "google_business": GOOGLE}


@pytest.fixture
def standing() -> Iterator[Vendor]:
    with vendor(dict(ANSWERS)) as one:
        yield one


def fetched(kind: str, standing: Vendor, **credential: str) -> dict[str, object]:
    view = FETCHERS[kind](EVENTS[kind], {**CREDENTIALS[kind], **credential}, Http(standing.origins))
    assert view is not None
    return {"view": view, **{cell.path: cell for cell in view.cells}}


def test_surveymonkey_gives_the_words_of_the_survey_to_the_ids_of_the_response(standing: Vendor) -> None:
    got = fetched("surveymonkey", standing)
    view = got.pop("view")
    seen = {path: (cell.value, cell.hint) for path, cell in got.items()}  # type: ignore[attr-defined]
    assert seen == {
        "answers.10": (2.0, "score"),
        "answers.11": ("Deux heures d'attente pour un colis abîmé.", "comment"),
        "answers.12": (("Livraison", "Produit"), "motive"),
        "answers.13_131": ("Camille Roux", "respondent.name"),
        "answers.13_132": ("c@x.fr", "respondent.email"),
        "answers.14_141": (1.0, "score"),
        "answers.14_142": (5.0, "score"),
        "hidden.store": ("LYON-PARTDIEU", "place"),
        "hidden.customer_id": ("C-20418", "respondent.id"),
    }
    assert (got["answers.10"].scale, got["answers.14_141"].scale) == (NPS, FIVE)  # type: ignore[attr-defined]
    assert got["answers.14_141"].label == "Notez: Délai"  # type: ignore[attr-defined]
    assert (view.title, view.revision) == ("Satisfaction livraison", "2026-03-15T10:44:02.000Z")  # type: ignore[attr-defined]
    assert standing.asked[0][2]["authorization"] == "Bearer sm-token"


def test_a_scale_of_other_weights_keeps_its_ends(standing: Vendor) -> None:
    """A tenant's own four-point scale is neither NPS nor five stars."""
    question = dict(SM_SURVEY["pages"][0]["questions"][0])  # type: ignore[index]
    question["answers"] = {"choices": [{"id": f"10{n:02}", "text": "abcd"[n], "weight": n + 1} for n in range(4)]}
    survey = {"pages": [{"questions": [question]}]}
    standing.answers["/v3/surveys/402113377/details"] = Answer(200, survey)
    assert fetched("surveymonkey", standing)["answers.10"].scale == Scale(1, 4)  # type: ignore[attr-defined]


def test_qualtrics_parts_answers_from_embedded_data(standing: Vendor) -> None:
    got = fetched("qualtrics", standing)
    view = got.pop("view")
    seen = {path: (cell.value, cell.hint, cell.part) for path, cell in got.items()}  # type: ignore[attr-defined]
    assert seen == {
        "answers.QID1": (3, "score", "answer"),
        "answers.QID2_TEXT": ("Personne ne répond au téléphone.", "comment", "answer"),
        "answers.QID3": ("Oui", None, "answer"),
        "hidden.store": ("NICE-01", "place", "attribute"),
        "hidden.tier": ("gold", "respondent.tier", "attribute"),
        "hidden.userLanguage": ("FR", "language", "attribute"),
        "hidden.recipientEmail": ("paul@example.com", "respondent.email", "attribute"),
        "hidden.recipientFirstName": ("Paul", "respondent.name", "attribute"),
        "hidden.externalDataReference": ("C-77", "respondent.id", "attribute"),
    }
    assert view.submitted == "2026-03-15T11:31:38Z"  # type: ignore[attr-defined]
    assert standing.asked[0][2]["x-api-token"] == "q-token"


def test_google_gives_stars_as_figures_and_the_customers_own_words(standing: Vendor) -> None:
    got = fetched("google_business", standing)
    view = got.pop("view")
    seen = {path: (cell.value, cell.hint) for path, cell in got.items()}  # type: ignore[attr-defined]
    assert seen == {
        "starRating": (2, "score"),
        "comment": ("Parking inaccessible, personnel peu aimable.", "comment"),
        "hidden.location": ("5500000000000000021", "place"),
        "hidden.reviewer": ("M. D.", "respondent.name"),
    }
    assert (view.review, view.revision) == (True, "2026-03-17T08:00:00.000Z")  # type: ignore[attr-defined]
    assert standing.asked[0][3].startswith("grant_type=refresh_token&client_id=id")
    assert standing.asked[1][2]["authorization"] == "Bearer ya29.test"


@pytest.mark.parametrize("kind", list(FETCHERS))
def test_what_the_customer_deleted_is_nothing(kind: str) -> None:
    """404 of the answer itself: it was deleted between the event and the fetch."""
    with vendor({"/token": ANSWERS["/token"]}) as standing:
        assert FETCHERS[kind](EVENTS[kind], CREDENTIALS[kind], Http(standing.origins)) is None


FAULTS = [
    (Answer(401, {}), "credential_refused", 0, "the token was revoked"),
    (Answer(403, {}), "credential_refused", 0, "the token lacks a scope"),
    (Answer(429, {}, (("retry-after", "120"),)), "busy", 120, "the vendor says when"),
    (Answer(429, {}, (("retry-after", "soon"),)), "busy", 0, "a date or nonsense counts as no wish"),
    (Answer(503, b"<html>"), "busy", 0, "an outage"),
    (Answer(400, {}), "refused", 0, "we asked wrongly"),
    (Answer(302, {}, (("location", "http://127.0.0.1:9/"),)), "refused", 0, "never redirected"),
    (Answer(200, b"{not json"), "unreadable", 0, "cut off"),
    (Answer(200, b"[" * 100_000), "unreadable", 0, "a bomb of brackets"),
    (Answer(200, b'"' + b"x" * (2 * 1024 * 1024) + b'"'), "unreadable", 0, "over two mebibytes"),
]


@pytest.mark.parametrize(("answer", "cause", "wait", "why"), FAULTS, ids=[row[-1] for row in FAULTS])
def test_a_vendor_in_trouble_has_a_cause(
    standing: Vendor, answer: Answer, cause: str, wait: int, why: str
) -> None:
    standing.answers[SM_PATH] = answer
    standing.answers[Q_PATH] = answer
    for kind in ("surveymonkey", "qualtrics"):
        with pytest.raises(NotFetched) as fault:
            FETCHERS[kind](EVENTS[kind], CREDENTIALS[kind], Http(standing.origins))
        assert (fault.value.cause, fault.value.wait) == (cause, wait)


def test_nobody_at_the_other_end_is_unreachable() -> None:
    with vendor({}) as standing:
        origins = standing.origins
    with pytest.raises(NotFetched, match="unreachable"):
        FETCHERS["qualtrics"](QUALTRICS, CREDENTIALS["qualtrics"], Http(origins))


HOSTILE = [
    ("qualtrics", QUALTRICS, {"data_center": "evil.example.com/x?"}, "a host of the admin's making"),
    ("qualtrics", QUALTRICS, {"data_center": "127.0.0.1"}, "an address"),
    ("qualtrics", order("qualtrics", "R_1/../../x", survey_id="SV_1"), {}, "a path in the id"),
    ("surveymonkey", order("surveymonkey", "1", survey_id="1/../2"), {}, "a path in the survey"),
    ("surveymonkey", order("surveymonkey", "1?x=1", survey_id="1"), {}, "a query in the id"),
    ("google_business", order("google_business", "x", name="accounts/1/../../x"), {}, "another resource"),
]


@pytest.mark.parametrize(("kind", "event", "credential", "why"), HOSTILE, ids=[row[-1] for row in HOSTILE])
def test_nothing_but_the_vendor_is_ever_asked(
    standing: Vendor, kind: str, event: FetchOrder, credential: dict[str, str], why: str
) -> None:
    with pytest.raises(NotFetched, match="refused"):
        FETCHERS[kind](event, {**CREDENTIALS[kind], **credential}, Http(standing.origins))
    assert standing.asked == []


def test_plain_http_is_refused() -> None:
    with pytest.raises(NotFetched, match="refused"):
        Http().get("http://127.0.0.1:9", "/", {})
