"""How the demonstration account is set up beside its rules: an action plan, calendars, the customer panel, motives
and departments."""

from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from shared.account.models import Department, Escalation, Motive, PanelField, PriorityCriterion, Settings
from shared.calendars.models import Calendar
from shared.plans.models import Action, ActionStatus, ExitState, Plan
from shared.scope.places import Place
from shared.storage.keys import ConfigSection
from shared.storage.rule_history import Saved, version_row
from shared.storage.table import Put

_HOUR, _DAY = 3600, 86_400
_MORNING, _AFTERNOON, _ALL_DAY = (9 * 60, 12 * 60 + 30), (14 * 60, 19 * 60 + 30), (8 * 60 + 30, 20 * 60)

PLANS: tuple[Plan, ...] = (
    Plan(
        "product-incident",
        1,
        "Incident produit",
        description="Pour tout corps étranger, produit avarié ou malaise signalé par un client.",
        actions=(
            Action(
                "keep-proof",
                "Retirer le lot et garder la preuve",
                (
                    ActionStatus("done", "Lot retiré, preuve gardée"),
                    ActionStatus("sold-out", "Plus rien en rayon"),
                ),
                description="Photo de l'étiquette et du produit. Noter le numéro de lot.",
            ),
            Action(
                "call",
                "Appeler le client",
                (
                    ActionStatus("solved", "Joint, problème résolu"),
                    ActionStatus("unhappy", "Joint, toujours mécontent, à transmettre à la direction"),
                    ActionStatus("no-answer", "Sans réponse, message laissé", closes_action=False, again_in=_DAY),
                ),
                description="Demander l'état de santé avant toute chose. Ne jamais proposer d'avoir en premier.",
                closes_plan="operator",
            ),
            Action(
                "write",
                "Écrire au client",
                (ActionStatus("sent", "E-mail envoyé"), ActionStatus("invited", "Invité à revenir en magasin")),
                description="Seulement si le client ne répond pas au téléphone.",
                comment="forbidden",
            ),
            Action(
                "declare",
                "Déclarer à la qualité",
                (ActionStatus("declared", "Déclaré"),),
                description="Le numéro de lot et le fournisseur suffisent.",
                closes_plan="imposed",
                comment="required",
            ),
        ),
        exit_states=(
            ExitState("gesture", "Résolu avec geste commercial", closes_alert=True, reason="gesture"),
            ExitState("solved", "Résolu sans geste", closes_alert=True, reason="solved"),
            ExitState("quality", "Transmis à la qualité"),
        ),
        rules=("food-safety",),
    ),
)

CALENDARS: tuple[Calendar, ...] = (
    Calendar(
        "french-stores",
        1,
        "Magasins de France",
        "Europe/Paris",
        week=(*((_MORNING, _AFTERNOON),) * 5, (_ALL_DAY,), ()),
        country="FR",
        special={date(2026, 12, 24): ((8 * 60 + 30, 17 * 60),)},
    ),
    Calendar(
        "british-stores",
        1,
        "Stores in Britain",
        "Europe/London",
        week=(*((_ALL_DAY,),) * 6, ((10 * 60, 16 * 60),)),
        country="GB",
        subdivision="ENG",
    ),
)

DEPARTMENTS: tuple[Department, ...] = (Department("quality", "Qualité"), Department("service", "Service client"))

MOTIVES: tuple[Motive, ...] = (
    Motive(
        "quality",
        {"fr": "Qualité produit", "en": "Product quality"},
        codes=("qualite", "quality"),
        department="quality",
    ),
    Motive("freshness", {"fr": "Fraîcheur", "en": "Freshness"}, parent="quality", codes=("fraicheur",)),
    Motive("welcome", {"fr": "Accueil", "en": "Service"}, codes=("accueil", "service")),
    Motive("waiting", {"fr": "Attente", "en": "Waiting"}, codes=("attente", "queue")),
    Motive("cleanliness", {"fr": "Propreté", "en": "Cleanliness"}, codes=("proprete",)),
    Motive("delivery", {"fr": "Livraison", "en": "Delivery"}, codes=("livraison",), department="service"),
    Motive("repair", {"fr": "Service après-vente", "en": "Repairs"}, codes=("sav",), department="service"),
)

SETTINGS = Settings(
    version=1,
    calendar="french-stores",
    loyalty=("platinum", "gold", "silver", "bronze"),
    priorities=(
        PriorityCriterion(
            "loyal-and-unhappy",
            "Client fidèle mécontent",
            {
                "combinator": "and",
                "rules": [
                    {"field": "score.class", "operator": "=", "value": "low"},
                    {"field": "respondent.tier", "operator": "in", "value": ["platinum", "gold"]},
                ],
            },
            "raise",
        ),
    ),
    escalation=Escalation(after=2 * _DAY, every=_DAY, times=2),
    panel=(
        PanelField("tier", {"fr": "Fidélité", "en": "Loyalty"}),
        PanelField("attributes.purchases", {"fr": "Achats sur 12 mois", "en": "Spent in 12 months"}, "money"),
        PanelField("attributes.basket", {"fr": "Panier moyen", "en": "Average basket"}, "money", ("viewer",)),
        PanelField("attributes.points", {"fr": "Points", "en": "Points"}, "number"),
        PanelField("attributes.last_visit", {"fr": "Dernière visite", "en": "Last visit"}, "date"),
        PanelField("attributes.segment", {"fr": "Profil", "en": "Profile"}),
    ),
    delegate_to="service.client@halles-verdier.example",
)


def setup() -> list[tuple[ConfigSection, str, msgspec.Struct]]:
    """What there is to save."""
    return [
        ("SETTINGS", "account", SETTINGS),
        *(("PLAN", one.id, one) for one in PLANS),
        *(("CALENDAR", one.id, one) for one in CALENDARS),
        *(("DEPARTMENT", one.id, one) for one in DEPARTMENTS),
        *(("MOTIVE", one.id, one) for one in MOTIVES),
    ]


def first_versions(now: datetime) -> list[Put]:
    """The rows of the history that cases and the audit go back to."""
    plans = [version_row("PLAN", one.id, Saved(one.version, now, "created", one)) for one in PLANS]
    return [*plans, version_row("SETTINGS", "account", Saved(SETTINGS.version, now, "created", SETTINGS))]


def with_calendar(place: Place) -> Place:
    """British stores keep their own hours; all others those of the settings."""
    return replace(place, calendar="british-stores") if place.id == "united-kingdom" else place
