"""The rules of the demonstration account."""

from typing import Any

from shared.rules.models import CaseKind, Priority, Rule

_HOUR = 3600
_DAY = 24 * _HOUR

_SICKNESS = [
    "intoxication*", "malade*", "vomi*", "urgences", "allergie*", "verre", "plastique", "métallique", "cafard*",
    "souris", "food poisoning", "allergy", "allergic", "glass", "sick",
]  # fmt: skip
_PAYMENT = [
    "carte cadeau", "débit*", "terminal", "remboursement*", "repayer", "refund*", "charged twice", "gift card",
    "my card",
]  # fmt: skip
_CLEANLINESS = [
    "sale", "sales", "odeur*", "collant*", "collait", "toilettes", "moucherons", "sticky", "toilets", "mould",
]  # fmt: skip
_DELIVERY = ["livraison*", "livreur", "livré*", "colis", "deliver*", "driver", "parcel"]
_SAFETY = ["glissé", "slipped", "filmé une cliente", "chien guide", "fouillé"]


def _is(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator, "value": value}


def _all(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"combinator": "and", "rules": list(conditions)}


def _any(*conditions: dict[str, Any]) -> dict[str, Any]:
    return {"combinator": "or", "rules": list(conditions)}


def _rule(
    rule_id: str,
    label: str,
    priority: Priority,
    expires_in: int,
    criteria: dict[str, Any],
    *,
    notify: bool = True,
    kind: CaseKind = "alert",
) -> Rule:
    return Rule(
        id=rule_id,
        version=1,
        label=label,
        kind=kind,
        priority=priority,
        expires_in=expires_in,
        notify=notify,
        criteria=criteria,
    )


RULES: tuple[Rule, ...] = (
    _rule("food-safety", "Sécurité alimentaire", "P1", 3 * _DAY, _all(_is("comment", "mentions", _SICKNESS))),
    _rule(
        "people-safety",
        "Sécurité et dignité des personnes",
        "P1",
        3 * _DAY,
        _all(_is("comment", "mentions", _SAFETY)),
    ),
    _rule(
        "call-back",
        "Rappel demandé",
        "P2",
        5 * _DAY,
        _all(_is("contact_requested", "=", value=True), _is("score.class", "!=", "high")),
    ),
    _rule(
        "loyal-unhappy",
        "Client fidèle mécontent",
        "P2",
        4 * _DAY,
        _all(_is("score.class", "=", "low"), _is("respondent.tier", "=", "platinum")),
        notify=False,
    ),
    _rule(
        "detractor",
        "Détracteur avec commentaire",
        "P2",
        7 * _DAY,
        _all(_is("score", "<=", 2), _is("comment", "notNull")),
        notify=False,
    ),
    _rule(
        "payment",
        "Paiement ou remboursement",
        "P2",
        7 * _DAY,
        _all(_is("comment", "mentions", _PAYMENT), _is("score.class", "!=", "high")),
    ),
    _rule(
        "delivery",
        "Livraison à reprendre",
        "P3",
        7 * _DAY,
        _all(_is("comment", "mentions", _DELIVERY), _is("score.class", "=", "low")),
        notify=False,
    ),
    _rule(
        "cleanliness",
        "Propreté du magasin",
        "P3",
        10 * _DAY,
        _any(
            _all(_is("comment", "mentions", _CLEANLINESS), _is("score.class", "!=", "high")),
            _is("score.propre", "<=", 1),
        ),
        notify=False,
    ),
    _rule(
        "still-here",
        "Client encore en magasin",
        "P1",
        _HOUR,
        _all(_is("channel", "=", "borne"), _is("score.class", "=", "low"), _is("comment", "notNull")),
    ),
    _rule(
        "thank",
        "Promoteur à remercier",
        "P3",
        14 * _DAY,
        _all(
            _is("score.class", "=", "high"),
            _any(_is("comment.length", ">", 90), _is("contact_requested", "=", value=True)),
        ),
        notify=False,
        kind="message",
    ),
)
