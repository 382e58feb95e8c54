"""Every sample delivery, under its own signature, becomes the right feedback or the right order to fetch."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared import ids
from shared.feedback.accept import HookRequest, accept
from shared.feedback.models import Answer, Feedback, FetchOrder, Respondent, Score
from shared.feedback.presets import PRESETS
from shared.feedback.sources import HookSource, SourceKind
from tests.support import hooks, oidc
from tests.support.stores import MemoryFeedbacks

ARRIVED = datetime(2026, 3, 18, 9, tzinfo=UTC)
# Two samples sign their time: they arrive when they were sent.
ARRIVALS: dict[SourceKind, datetime] = {
    "standard_webhooks": datetime(2026, 3, 17, 7, 45, 2, tzinfo=UTC),
    "google_forms": datetime(2026, 3, 15, 12, 1, 10, tzinfo=UTC),
    "formbricks": datetime(2026, 3, 16, 8, 21, 32, tzinfo=UTC),
    "zendesk_csat": datetime(2026, 3, 16, 13, 5, 23, tzinfo=UTC),
}
ZONED: dict[str, str] = {"zone": "Europe/Paris"}


def nps(value: float) -> Score:
    return Score(value, 0, 10, "nps")


def stars(value: float) -> Score:
    return Score(value, 1, 5, "rating")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


FEEDBACK: dict[SourceKind, dict[str, Any]] = {
    "standard_webhooks": {
        "response_id": "avis-000451",
        "delivery_id": "msg_2test0000000000000natif01",
        "submitted_at": at("2026-03-17T07:44:31+00:00"),
        "revision": "2026-03-17T07:45:00.000Z",
        "channel": "email",
        "language": "fr",
        "place_code": "LYON-PARTDIEU",
        "score": nps(1),
        "scores": {"nps": nps(1), "csat": stars(2)},
        "comment": "Le vendeur s'est moqué de moi quand j'ai demandé un échange.",
        "contact_requested": True,
        "motives": ("accueil", "echange"),
        "answers": (Answer("nps", "Recommandation", 1), Answer("propre", "Propreté", 2)),
        "respondent": Respondent(
            id="C-20418",
            name="Camille Roux",
            email="camille.roux@example.com",
            phone="+33639980012",
            tier="gold",
            attributes={"segment": "famille", "basket": 184.5},
        ),
    },
    "typeform": {
        "response_id": "k7m2p9q4r8s1t5v3w6x0y2z4a8b6",
        "submitted_at": at("2026-03-14T17:05:48+00:00"),
        "revision": "2026-03-14T17:05:48.000Z",
        "campaign": "Votre visite en magasin",
        "place_code": "LYON-PARTDIEU",
        "score": nps(2),
        "scores": {"nps": nps(2)},
        "comment": "J'ai trouvé un morceau de verre dans mon bocal de cornichons, personne ne m'a répondu à "
        "l'accueil.",
        "contact_requested": True,
        "motives": ("Qualité produit",),
        "answers": (
            Answer("nps", "Recommanderiez-vous ce magasin à un proche ?", 2),
            Answer("rappel", "Souhaitez-vous être rappelé(e) ?", True),
            Answer("motif", "Motif principal", "Qualité produit"),
        ),
        "respondent": Respondent(
            id="C-20418",
            email="camille.roux@example.com",
            phone="+33639980012",
            tier="gold",
            attributes={"region": "auvergne-rhone-alpes"},
        ),
    },
    "tally": {
        "response_id": "rT4lly01",
        "submitted_at": at("2026-03-15T09:12:39+00:00"),
        "campaign": "Enquête après livraison",
        "place_code": "NANTES-02",
        "score": nps(4),
        "scores": {"question_nps01": nps(4), "question_star2": stars(2)},
        "comment": "Colis livré chez le voisin sans prévenir, et le carton était ouvert.",
        "motives": ("Livraison",),
        "answers": (
            Answer("question_nps01", "Sur 10, nous recommanderiez-vous ?", 4),
            Answer("question_star2", "Note du livreur", 2),
            Answer("question_mc04", "Motif", "Livraison"),
        ),
        "respondent": Respondent(id="C-88310", email="nadia.benali@example.com", phone="+33639980012"),
    },
    "jotform": {
        "response_id": "5901234567890123456",
        "submitted_at": ARRIVED,
        "campaign": "Retour SAV",
        "place_code": "LILLE-SAV",
        "score": stars(2),
        "scores": {"q6_noteGlobale": stars(2)},
        "comment": "Une heure d'attente au SAV puis on m'a dit de revenir demain.",
        "contact_requested": True,
        "answers": (
            Answer("q6_noteGlobale", "Note globale", 2.0),
            Answer("q8_rappel", "Rappel", "Oui"),
            Answer("q9_store", "Store", "LILLE-SAV"),
            Answer("q10_region", "Region", "hauts-de-france"),
        ),
        "respondent": Respondent(name="Hugo Lemaire", email="hugo.lemaire@example.com", phone="(063) 998-0012"),
        "flags": ("submitted_at_replaced", "unsigned"),
    },
    "google_forms": {
        "response_id": "2_ABaOnuTestReponse1",
        "delivery_id": "msg_2test000000000000000000gf",
        "submitted_at": at("2026-03-15T12:01:09+00:00"),
        "revision": "2026-03-15T12:01:09.000Z",
        "campaign": "Avis atelier",
        "place_code": "BORDEAUX-ATELIER",
        "score": stars(1),
        "scores": {"Note_1_à_5": stars(1)},
        "comment": "The mechanic scratched the door and refused to write it down.",
        "answers": (
            Answer("Note_1_à_5", "Note (1 à 5)", 1.0),
            Answer("Points_à_améliorer", "Points à améliorer", "Accueil, Délai"),
            Answer("Magasin", "Magasin", "BORDEAUX-ATELIER"),
        ),
        "respondent": Respondent(email="ines.moreau@example.com"),
    },
    "formbricks": {
        "response_id": "cm8resp0001test",
        "delivery_id": "3f0c9e5d7a1b4c2e8d6f00112233445566778899aabbccddeeff001122334455",
        "submitted_at": at("2026-03-16T08:21:30.554+00:00"),
        "revision": "2026-03-16T08:21:30.554Z#2",
        "campaign": "Passage en magasin",
        "language": "fr",
        "place_code": "RENNES-CENTRE",
        "score": nps(5),
        "scores": {"q_nps": nps(5)},
        "comment": "Le rayon frais sent mauvais, deux yaourts périmés.",
        "contact_requested": True,
        "answers": (
            Answer("q_nps", "q_nps", 5),
            Answer("q_rappel", "q_rappel", "accepted"),
            Answer("store", "store", "RENNES-CENTRE"),
        ),
        "respondent": Respondent(id="C-31007", email="leo.garnier@example.com", attributes={"plan": "premium"}),
    },
    "delighted": {
        "response_id": "70441",
        "submitted_at": at("2026-03-16T09:06:40+00:00"),
        "revision": "2026-03-16T09:10:10.000Z",
        "place_code": "TOULOUSE-01",
        "score": nps(3),
        "scores": {"score": nps(3)},
        "comment": "Conseillère désagréable, je ne reviendrai pas.",
        "motives": ("Accueil",),
        "tags": ("accueil",),
        "answers": (
            Answer("score", "Score", 3),
            Answer("enum_motif", "Qu'est-ce qui vous a déplu ?", "Accueil"),
        ),
        "respondent": Respondent(
            id="51802",
            name="Sofia Marchal",
            email="sofia.marchal@example.com",
            tier="silver",
            attributes={"Region": "occitanie"},
        ),
    },
    "zendesk_csat": {
        "response_id": "48211",
        "submitted_at": at("2026-03-16T13:05:21.884+00:00"),
        "revision": "2026-03-16T13:05:21.884Z",
        "channel": "email",
        "place_code": "marseille_01",
        "score": Score(0, 0, 1, "rating"),
        "scores": {"score": Score(0, 0, 1, "rating")},
        "comment": "Still waiting for the second parcel and nobody calls back.",
        "tags": ("store_marseille_01",),
        "answers": (
            Answer("score", "CSAT", 0),
            Answer("subject", "Subject", "Commande incomplète"),
            Answer("description", "Description", "Il manque deux articles."),
        ),
        "respondent": Respondent(id="400777", attributes={"external_id": "CMD-99120"}),
    },
    "alchemer": {
        "response_id": "7700145-318",
        "submitted_at": at("2026-03-16T15:20:03+00:00"),
        "revision": "2026-03-16T15:20:03.000Z#1",
        "channel": "email",
        "campaign": "Campagne mars",
        "place_code": "PARIS-11",
        "score": nps(1),
        "scores": {"2": nps(1)},
        "comment": "Prix affiché différent en caisse, refus de corriger.",
        "answers": (Answer("2", "NPS", 1.0),),
        "respondent": Respondent(name="Paul Vidal", email="paul.vidal@example.com"),
    },
    "limesurvey": {
        "response_id": "482913-57",
        "submitted_at": at("2026-03-16T16:40:12+01:00"),
        "revision": "2026-03-16 16:40:12",
        "language": "fr",
        "place_code": "BREST-PORT",
        "score": nps(0),
        "scores": {"Q01NPS": nps(0)},
        "comment": "Intoxication après le plateau de fruits de mer, deux personnes malades.",
        "contact_requested": True,
        "answers": (
            Answer("Q01NPS", "Recommanderiez-vous notre table ?", 0.0),
            Answer("Q03RAP", "Q03RAP", "Y"),
            Answer("store", "store", "BREST-PORT"),
        ),
        "respondent": Respondent(name="Yann Kervella", email="yann.kervella@example.com"),
    },
    "trustpilot": {
        "kind": "review",
        "response_id": "65f6test0000000000000001",
        "submitted_at": at("2026-03-16T18:02:44+00:00"),
        "revision": "2026-03-16T18:02:44.000Z#0",
        "language": "fr",
        "place_code": "7c1e2f30-test-4a5b-9c0d-112233445566",
        "score": stars(1),
        "scores": {"stars": stars(1)},
        "comment": "Déçu par le retrait\nCommande annulée sans explication alors que j'étais déjà sur place.",
        "tags": ("retrait",),
        "answers": (Answer("stars", "Stars", 1),),
        "respondent": Respondent(
            id="65f6test00000000000000c1",
            name="Alex M.",
            attributes={
                "referenceId": "CMD-2026-00418",
                "isVerified": True,
                "link": "https://api.trustpilot.example/v1/reviews/65f6test0000000000000001",
            },
        ),
        "flags": ("unsigned",),
    },
}

REVIEW = "accounts/1040000000000000001/locations/5500000000000000021/reviews/AbTestReview0001"
ORDERS: dict[SourceKind, dict[str, Any]] = {
    "surveymonkey": {
        "response_id": "118200455031",
        "event_id": "10051188",
        "event_at": at("2026-03-15T10:44:02.118345+00:00"),
        "params": {"survey_id": "402113377"},
    },
    "qualtrics": {
        "response_id": "R_2ZtestAvis00001",
        "event_id": "R_2ZtestAvis00001:2026-03-15 11:31:40",
        "event_at": at("2026-03-15T11:31:40+01:00"),
        "params": {"survey_id": "SV_4dTestLyon0001"},
    },
    "google_business": {
        "response_id": REVIEW,
        "event_id": "9900112233445566",
        "event_at": at("2026-03-16T19:10:05.201+00:00"),
        "params": {"name": REVIEW},
    },
}
# What is kept of these is not the bytes received: forms are opened, and tokens of ours taken out.
REWRITTEN = {"jotform", "qualtrics", "limesurvey", "google_business"}


def posted(kind: SourceKind) -> tuple[MemoryFeedbacks, HookSource, bytes]:
    """The sample posted to its source once."""
    store, source = MemoryFeedbacks(), hooks.sample_source(kind, settings=ZONED)
    headers, raw = hooks.sample_request(kind)
    arrived = ARRIVALS.get(kind, ARRIVED)
    if kind == "google_business":
        source, headers = oidc.google_source(), {**headers, **oidc.google_headers(arrived)}
    (accepted,) = accept(HookRequest("POST", "s3cr3t-path", headers, raw), lambda _: source, store, arrived)
    assert accepted.quarantined is None
    assert accepted.ignored is None
    assert not accepted.duplicate
    (again,) = accept(HookRequest("POST", "s3cr3t-path", headers, raw), lambda _: source, store, arrived)
    assert again == accepted._replace(duplicate=True)
    return store, source, raw


def test_every_kind_but_the_generic_one_has_its_sample() -> None:
    assert {*FEEDBACK, *ORDERS} == set(hooks.SAMPLES) == set(PRESETS) - {"generic"}


@pytest.mark.parametrize("kind", FEEDBACK)
def test_a_sample_becomes_the_right_feedback(kind: SourceKind) -> None:
    store, source, _ = posted(kind)
    expected = {"kind": "survey", "delivery_id": "", **FEEDBACK[kind]}
    assert store.only() == Feedback(
        id=ids.feedback_id(source.source_id, expected["response_id"]),
        source_id=source.source_id,
        source_kind=kind,
        received_at=ARRIVALS.get(kind, ARRIVED),
        **expected,
    )


@pytest.mark.parametrize("kind", ORDERS)
def test_a_thin_sample_becomes_the_right_order_to_fetch(kind: SourceKind) -> None:
    store, source, _ = posted(kind)
    ((order, _),) = store.orders.values()
    expected = ORDERS[kind]
    assert order == FetchOrder(
        feedback_id=ids.feedback_id(source.source_id, expected["response_id"]),
        source_id=source.source_id,
        source_kind=kind,
        received_at=ARRIVED,
        **expected,
    )
    assert not store.states


@pytest.mark.parametrize("kind", hooks.SAMPLES)
def test_the_exact_bytes_are_kept_but_for_what_may_not_be(kind: SourceKind) -> None:
    store, source, raw = posted(kind)
    kept = store.kept()
    assert (raw in kept) is (kind not in REWRITTEN)
    for one in kept[1::2]:
        json.loads(one)
    secrets = [secret.value for secret in source.secrets] + ["s3cr3t-path"]
    assert not [secret for secret in secrets for one in kept if secret.encode() in one]


@pytest.mark.parametrize("kind", sorted(ARRIVALS))
def test_a_signed_time_holds_for_five_minutes(kind: SourceKind) -> None:
    from shared.errors import TimestampOutOfRange

    source = hooks.sample_source(kind)
    headers, raw = hooks.sample_request(kind)
    with pytest.raises(TimestampOutOfRange):
        accept(
            HookRequest("POST", "token", headers, raw),
            lambda _: source,
            MemoryFeedbacks(),
            ARRIVALS[kind] + timedelta(minutes=6),
        )
