"""A few deliveries of the smaller sources: reviews without a signature, answers that cannot be read before their
scale is put right, and answers from a place that nobody has entered."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from tools.demo.feedback import Webhook
from tools.demo.sources import PICKUP_SOURCE, REVIEW_SOURCE

UNKNOWN_CODE = "LYON-PART-DIEU-2"

_PICKUPS: Sequence[tuple[int, str, str]] = (
    (4, "LYON-CONFLUENCE", "Retrait rapide mais le pain était déjà rassis à onze heures."),
    (5, "NANTES-02", "Casier propre, code reçu tout de suite."),
    (2, "RENNES-CENTRE", "Vingt minutes devant la borne, personne pour aider."),
    (3, UNKNOWN_CODE, "Il manquait les œufs, le reste était bien emballé."),
    (1, UNKNOWN_CODE, "Un pot de confiture cassé, du verre au fond du sac."),
    (4, UNKNOWN_CODE, "Très bon accueil au nouveau point de retrait."),
    (9, "PARIS-11", "Parfait, je n'ai pas attendu."),
    (8, "PARIS-15", "Bien, il faudrait juste un banc pour patienter."),
    (10, "BREST-PORT", "Commande prête en avance, bravo."),
    (7, "MARSEILLE-01", "Correct, mais les fruits n'étaient pas mûrs."),
)
_REVIEWS: Sequence[tuple[int, str, str, str]] = (
    (1, "PARIS-11", "Déçu", "Commande annulée sans explication alors que j'étais déjà sur place."),
    (5, "LYON-PARTDIEU", "Fromager au top", "De vrais conseils et on goûte avant d'acheter."),
    (2, "TOULOUSE-01", "Prix faux en caisse", "Deux articles plus chers qu'en rayon, il a fallu insister."),
    (4, "BRISTOL-01", "Lovely shop", "Great cheese counter, a bit crowded on Saturdays."),
    (3, "LONDON-BOROUGH", "Mixed", "Good bread, but the queue was long and only one till was open."),
)


def other_webhooks(now: datetime) -> list[Webhook]:
    """All of them. In the end three wait for their place and four for the scale of their source."""
    pickups = [
        Webhook(PICKUP_SOURCE.id, f"pickup-{number}", _tally(number, *row, now=now))
        for number, row in enumerate(_PICKUPS)
    ]
    reviews = [
        Webhook(REVIEW_SOURCE.id, f"review-{number}", _trustpilot(number, *row, now=now))
        for number, row in enumerate(_REVIEWS)
    ]
    return [*pickups, *reviews]


def _tally(number: int, note: int, code: str, words: str, *, now: datetime) -> dict[str, Any]:
    written = _written(now - timedelta(hours=5 * number + 2))
    fields = (
        ("question_note", "Votre note", "LINEAR_SCALE", note),
        ("question_texte", "Dites-nous en plus", "TEXTAREA", words),
        ("question_magasin", "store", "HIDDEN_FIELDS", code),
    )
    data = {
        "responseId": f"retrait{number:03d}",
        "submissionId": f"retrait{number:03d}",
        "formId": "retrait",
        "formName": "Retrait en magasin",
        "createdAt": written,
        "fields": [
            {"key": key, "label": label, "type": kind, "value": value} for key, label, kind, value in fields
        ],
    }
    event_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"retrait-{number}"))
    return {"eventId": event_id, "eventType": "FORM_RESPONSE", "createdAt": written, "data": data}


def _trustpilot(number: int, stars: int, code: str, title: str, text: str, *, now: datetime) -> dict[str, Any]:
    language = "en" if code in {"BRISTOL-01", "LONDON-BOROUGH"} else "fr"
    review = {
        "id": f"65f6demo{number:016d}",
        "language": language,
        "title": title,
        "text": text,
        "stars": stars,
        "createdAt": _written(now - timedelta(hours=9 * number + 3)),
        "isVerified": True,
        "locationId": code,
        "consumer": {"id": f"65f6democ{number:015d}", "name": ("Alex M.", "Zoé T.", "Ravi K.")[number % 3]},
        "tags": [],
    }
    return {"events": [{"eventName": "service-review-created", "version": "1", "eventData": review}]}


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
