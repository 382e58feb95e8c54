"""The customers' words of the demonstration account, as the webhooks the survey tools would have sent.

The same call gives the same feedback, but for the times, which are counted back from ``now``.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from shared import clock
from tools.demo.customers import Customer, english_customers, french_customers
from tools.demo.network import ENGLISH_CODES, FRENCH_CODES, REPAIR_CODES
from tools.demo.sources import APP_SOURCE, STORE_SOURCE

_SEED = 20_261_122
_WITHOUT_WORDS = 87
_DAYS = 21
_REPAIR_MOTIVES = {"sav", "repair"}
_CHANNELS = ("email", "email", "email", "email", "sms", "sms", "web", "web", "borne")
# Most people who leave no words are content.
_SILENT_SCORES = (10, 9, 9, 8, 8, 8, 7, 7, 6, 5, 4, 3, 10, 9, 8, 1)


class Story(NamedTuple):
    """What one customer says. ``wants_contact`` is None when they do not say."""

    score: int
    motive: str
    wants_contact: bool | None
    comment: str | None
    language: str


class Webhook(NamedTuple):
    """A payload for the source of that id; ``delivery`` is the same each time it is made."""

    source_id: str
    delivery: str
    payload: dict[str, Any]


def demo_webhooks(now: datetime) -> list[Webhook]:
    """All webhooks, in no particular order: stories of both languages and some scores without words."""
    draw = random.Random(_SEED)
    stories = [*_stories("fr"), *_stories("en"), *(_silent(draw, number) for number in range(_WITHOUT_WORDS))]
    draw.shuffle(stories)
    people = {"fr": french_customers(draw), "en": english_customers(draw)}
    return [_webhook(draw, number, story, people[story.language], now) for number, story in enumerate(stories)]


def _stories(language: str) -> list[Story]:
    lines = Path(__file__).with_name(f"stories_{language}.txt").read_text("utf-8").splitlines()
    rows = [line.split(" | ", 3) for line in lines if line and not line.startswith("#")]
    wanted = {"r": True, "n": False, "-": None}
    return [Story(int(score), motive, wanted[flag], comment, language) for score, motive, flag, comment in rows]


def _silent(draw: random.Random, number: int) -> Story:
    language = "en" if number % 4 == 0 else "fr"
    motive = "service" if language == "en" else "accueil"
    return Story(draw.choice(_SILENT_SCORES), motive, None, None, language)


def _webhook(
    draw: random.Random, number: int, story: Story, customers: Sequence[Customer], now: datetime
) -> Webhook:
    customer = draw.choice(customers)
    code = _code(draw, story)
    submitted = now - timedelta(minutes=draw.triangular(4, _DAYS * 24 * 60, 60))
    written = submitted.isoformat(timespec="seconds").replace("+00:00", "Z")
    if story.language == "fr" and number % 3:
        return Webhook(STORE_SOURCE.id, f"demo-{number}", _typeform(number, story, customer, code, written))
    return Webhook(APP_SOURCE.id, f"demo-{number}", _native(draw, number, story, customer, code, written))


def _code(draw: random.Random, story: Story) -> str:
    if story.language == "en":
        return draw.choice(ENGLISH_CODES)
    if story.motive in _REPAIR_MOTIVES:
        return draw.choice(REPAIR_CODES)
    return draw.choice([code for code in FRENCH_CODES if code not in REPAIR_CODES])


def _native(
    draw: random.Random, number: int, story: Story, customer: Customer, code: str, submitted: str
) -> dict[str, Any]:
    cleanliness = max(1, min(5, round(story.score / 2)))
    label = "Propreté" if story.language == "fr" else "Cleanliness"
    return {
        "type": "feedback.created",
        "timestamp": submitted,
        "data": {
            "externalId": f"avis-{number:06d}",
            "kind": "survey",
            "channel": draw.choice(_CHANNELS),
            "submittedAt": submitted,
            "language": story.language,
            "scope": {"store": code},
            "metrics": {"nps": story.score},
            "comment": story.comment,
            "wantsContact": story.wants_contact,
            "motive": [story.motive],
            "respondent": {
                "externalId": customer.id,
                "name": customer.name,
                "email": customer.email,
                "phone": customer.phone,
                "locale": customer.locale,
                "attributes": {"tier": customer.tier, **_known(customer, submitted)},
            },
            "answers": [{"key": "propre", "label": label, "value": cleanliness}],
        },
    }


def _known(customer: Customer, submitted: str) -> dict[str, Any]:
    """What the loyalty programme knows of a customer."""
    return {
        "segment": customer.segment,
        "basket": customer.basket,
        "purchases": customer.purchases,
        "points": customer.points,
        "last_visit": customer.last_visit(clock.parse(submitted)),
    }


_FIELDS = (
    ("nps", "nps", "Recommanderiez-vous ce magasin à un proche ?"),
    ("commentaire", "long_text", "Que s'est-il passé ?"),
    ("rappel", "yes_no", "Souhaitez-vous être rappelé(e) ?"),
    ("motif", "multiple_choice", "Motif principal"),
    ("email", "email", "Votre e-mail"),
    ("tel", "phone_number", "Votre téléphone"),
)
_MOTIVES = {
    "qualite": "Qualité produit", "accueil": "Accueil", "attente": "Attente", "paiement": "Paiement",
    "proprete": "Propreté", "livraison": "Livraison", "stock": "Disponibilité", "sav": "Service après-vente",
    "prix": "Prix",
}  # fmt: skip


def _typeform(number: int, story: Story, customer: Customer, code: str, submitted: str) -> dict[str, Any]:
    values: dict[str, tuple[str, Any]] = {
        "nps": ("number", story.score),
        "commentaire": ("text", story.comment),
        "rappel": ("boolean", story.wants_contact),
        "motif": ("choice", {"ref": story.motive, "label": _MOTIVES[story.motive]}),
        "email": ("email", customer.email),
        "tel": ("phone_number", customer.phone),
    }
    types = {ref: kind for ref, kind, _ in _FIELDS}
    return {
        "event_id": f"demo-{number}",
        "event_type": "form_response",
        "form_response": {
            "form_id": "visite",
            "token": f"visite-{number:06d}",
            "submitted_at": submitted,
            "hidden": {
                "store": code,
                "customer_id": customer.id,
                "name": customer.name,
                **{name: str(value) for name, value in _known(customer, submitted).items()},
                **({"tier": customer.tier} if customer.tier else {}),
            },
            "definition": {
                "id": "visite",
                "title": "Votre visite en magasin",
                "fields": [{"id": ref, "ref": ref, "type": kind, "title": title} for ref, kind, title in _FIELDS],
            },
            "answers": [
                {"type": kind, kind: value, "field": {"id": ref, "ref": ref, "type": types[ref]}}
                for ref, (kind, value) in values.items()
                if value is not None
            ],
        },
    }
