"""The rules of the demonstration account."""

from typing import Any, Literal

from shared.rules.models import CaseKind, KeywordList, Priority, Rule

_HOUR = 3600
_DAY = 24 * _HOUR


def _list(
    list_id: str, name: str, language: Literal["fr", "en"], words: list[str], exceptions: list[str] | None = None
) -> KeywordList:
    return KeywordList(list_id, 1, name, tuple(words), tuple(exceptions or ()), inflected=True, language=language)


# Named lists by trade, of one language each: a word of one means something else in the other ("sale", "court").
KEYWORD_LISTS: tuple[KeywordList, ...] = (
    _list(
        "food-safety-fr",
        "Sécurité alimentaire",
        "fr",
        [
            "intoxi*",
            "malade",
            "vomir",
            "vomissement",
            "urgences",
            "allergie",
            "allergique",
            "éclat de verre",
            "morceau de verre",
            "bout de verre",
            "verre pilé",
            "verre cassé",
            "du verre",
            "plastique",
            "métallique",
            "cafard",
            "souris",
            "périmé",
            "moisi*",
            "pourri",
        ],
        ["verre de vin", "du verre consigné", "sac plastique"],
    ),
    _list(
        "food-safety-en",
        "Food safety",
        "en",
        [
            "food poisoning",
            "allergy",
            "allergic",
            "piece of glass",
            "broken glass",
            "shard of glass",
            "sick",
            "threw up",
            "vomit",
            "out of date",
            "mould",
            "mouldy",
            "cockroach",
            "plastic in",
        ],
        ["sick leave", "call in sick"],
    ),
    _list(
        "payment-fr",
        "Paiement",
        "fr",
        [
            "carte cadeau",
            "débiter",
            "débit",
            "prélever",
            "prélèvement",
            "rembourser",
            "remboursement",
            "repayer",
            "trop perçu",
            "terminal",
            "facturer",
        ],
    ),
    _list(
        "payment-en",
        "Payment",
        "en",
        [
            "refund",
            "charged twice",
            "overcharge",
            "deduct",
            "deduction",
            "gift card",
            "my card",
            "reimburse",
            "double payment",
        ],
        ["free of charge"],
    ),
    _list("delivery-fr", "Livraison", "fr", ["livraison", "livreur", "livrer", "colis"]),
    _list("delivery-en", "Delivery", "en", ["delivery", "deliver", "undelivered", "courier", "driver", "parcel"]),
    _list(
        "cleanliness-fr",
        "Propreté",
        "fr",
        ["sale", "saleté", "odeur", "coller", "collant", "toilettes", "moucheron", "crasseux"],
    ),
    _list(
        "cleanliness-en", "Cleanliness", "en", ["dirty", "filthy", "sticky", "toilet", "mould", "smelly", "stain"]
    ),
)

_SAFETY = ["glisser", "slipped", "filmer une cliente", "chien guide", "fouiller"]


def _lists(*trades: str) -> dict[str, Any]:
    """Any word of these trades, in both languages."""
    return {"lists": [f"{trade}-{language}" for trade in trades for language in ("fr", "en")]}


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
    _rule(
        "food-safety",
        "Sécurité alimentaire",
        "P1",
        3 * _DAY,
        _all(_is("comment", "mentions", _lists("food-safety"))),
    ),
    _rule(
        "people-safety",
        "Sécurité et dignité des personnes",
        "P1",
        3 * _DAY,
        _all(_is("comment", "mentions", {"words": _SAFETY, "inflected": True})),
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
        _all(_is("comment", "mentions", _lists("payment")), _is("score.class", "!=", "high")),
    ),
    _rule(
        "delivery",
        "Livraison à reprendre",
        "P3",
        7 * _DAY,
        _all(_is("comment", "mentions", _lists("delivery")), _is("score.class", "=", "low")),
        notify=False,
    ),
    _rule(
        "cleanliness",
        "Propreté du magasin",
        "P3",
        10 * _DAY,
        _any(
            _all(_is("comment", "mentions", _lists("cleanliness")), _is("score.class", "!=", "high")),
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
