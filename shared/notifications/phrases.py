"""Conditions in words, as pieces: what fields are called and how each comparison reads, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from shared.scope.people import Locale


class Phrases(NamedTuple):
    """``holds`` and ``fails`` are by positive operator: what is said when the comparison is true, and when it is
    false; ``dates`` are what is said of dates. ``families`` are by the word before the dot of a field name;
    ``days`` are from Monday."""

    fields: Mapping[str, str]
    families: Mapping[str, str]
    holds: Mapping[str, str]
    fails: Mapping[str, str]
    dates: Mapping[str, str]
    days: tuple[str, ...]
    absent: str
    percent: str
    asked: str
    not_asked: str
    elsewhere: str
    between: str
    more_one: str
    more_many: str


_FRENCH = Phrases(
    fields=MappingProxyType(
        {
            "score": "note",
            "score.percent": "note en pourcentage",
            "score.class": "note",
            "comment": "commentaire",
            "comment.length": "longueur du commentaire",
            "contact_requested": "demande de rappel",
            "channel": "canal",
            "source": "source",
            "campaign": "campagne",
            "language": "langue",
            "place": "établissement",
            "motive": "motif de contact",
            "sub_motive": "sous-motif",
            "tags": "étiquette",
            "submitted_at": "réponse",
            "submitted_at.hour": "heure de réponse",
            "submitted_at.weekday": "jour de réponse",
            "respondent.tier": "niveau de fidélité",
            "respondent.feedbacks_90d": "quantité de retours du client en 90 jours",
        }
    ),
    families=MappingProxyType(
        {
            "score": "note «\u202f{}\u202f»",
            "answer": "réponse «\u202f{}\u202f»",
            "respondent": "information «\u202f{}\u202f»",
        }
    ),
    holds=MappingProxyType(
        {
            "=": "{field}\u202f: {value}",
            "<": "{field} inférieure à {value}",
            "<=": "{field} de {value} au plus",
            ">": "{field} supérieure à {value}",
            ">=": "{field} de {value} au moins",
            "between": "{field} entre {value}",
            "in": "{field}\u202f: {value}",
            "contains": "{field} contenant «\u202f{value}\u202f»",
            "beginsWith": "{field} qui commence par «\u202f{value}\u202f»",
            "endsWith": "{field} qui finit par «\u202f{value}\u202f»",
            "matches": "{field} conforme au modèle «\u202f{value}\u202f»",
            "mentions": "{field}\u202f: {value}",
            "within": "{field}\u202f: {value}",
            "notNull": "avec {field}",
        }
    ),
    fails=MappingProxyType(
        {
            "=": "{field} autre que {value}",
            "<": "{field} de {value} au moins",
            "<=": "{field} supérieure à {value}",
            ">": "{field} de {value} au plus",
            ">=": "{field} inférieure à {value}",
            "between": "{field} qui n’est pas entre {value}",
            "in": "{field} autre que {value}",
            "contains": "{field} sans «\u202f{value}\u202f»",
            "beginsWith": "{field} qui ne commence pas par «\u202f{value}\u202f»",
            "endsWith": "{field} qui ne finit pas par «\u202f{value}\u202f»",
            "matches": "{field} non conforme au modèle «\u202f{value}\u202f»",
            "mentions": "{field} sans\u202f: {value}",
            "within": "{field} hors de {value}",
            "notNull": "sans {field}",
        }
    ),
    dates=MappingProxyType(
        {
            "=": "{field} du {value}",
            "!=": "{field} d’un autre jour que le {value}",
            "<": "{field} d’avant le {value}",
            "<=": "{field} jusqu’au {value}",
            ">": "{field} d’après le {value}",
            ">=": "{field} à partir du {value}",
            "between": "{field} entre le {low} et le {high}",
            "notBetween": "{field} hors de la période du {low} au {high}",
        }
    ),
    days=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    absent="sans {field}",
    percent="{}\u202f%",
    asked="rappel demandé",
    not_asked="rappel non demandé",
    elsewhere="la sélection",
    between="{low} et {high}",
    more_one="1 autre condition",
    more_many="{count} autres conditions",
)

_ENGLISH = Phrases(
    fields=MappingProxyType(
        {
            "score": "score",
            "score.percent": "score in percent",
            "score.class": "score",
            "comment": "comment",
            "comment.length": "comment length",
            "contact_requested": "callback request",
            "channel": "channel",
            "source": "source",
            "campaign": "campaign",
            "language": "language",
            "place": "place",
            "motive": "contact reason",
            "sub_motive": "sub-reason",
            "tags": "tag",
            "submitted_at": "answer",
            "submitted_at.hour": "hour of the answer",
            "submitted_at.weekday": "day of the answer",
            "respondent.tier": "loyalty tier",
            "respondent.feedbacks_90d": "number of the customer’s feedbacks in 90 days",
        }
    ),
    families=MappingProxyType({"score": "score “{}”", "answer": "answer “{}”", "respondent": "detail “{}”"}),
    holds=MappingProxyType(
        {
            "=": "{field}: {value}",
            "<": "{field} below {value}",
            "<=": "{field} of at most {value}",
            ">": "{field} above {value}",
            ">=": "{field} of at least {value}",
            "between": "{field} between {value}",
            "in": "{field}: {value}",
            "contains": "{field} containing “{value}”",
            "beginsWith": "{field} beginning with “{value}”",
            "endsWith": "{field} ending with “{value}”",
            "matches": "{field} matching “{value}”",
            "mentions": "{field}: {value}",
            "within": "{field}: {value}",
            "notNull": "with {field}",
        }
    ),
    fails=MappingProxyType(
        {
            "=": "{field} other than {value}",
            "<": "{field} of at least {value}",
            "<=": "{field} above {value}",
            ">": "{field} of at most {value}",
            ">=": "{field} below {value}",
            "between": "{field} not between {value}",
            "in": "{field} other than {value}",
            "contains": "{field} not containing “{value}”",
            "beginsWith": "{field} not beginning with “{value}”",
            "endsWith": "{field} not ending with “{value}”",
            "matches": "{field} not matching “{value}”",
            "mentions": "{field} without: {value}",
            "within": "{field} outside {value}",
            "notNull": "without {field}",
        }
    ),
    dates=MappingProxyType(
        {
            "=": "{field} of {value}",
            "!=": "{field} not of {value}",
            "<": "{field} before {value}",
            "<=": "{field} up to {value}",
            ">": "{field} after {value}",
            ">=": "{field} from {value} on",
            "between": "{field} between {low} and {high}",
            "notBetween": "{field} outside {low} to {high}",
        }
    ),
    days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    absent="without {field}",
    percent="{}%",
    asked="callback requested",
    not_asked="callback not requested",
    elsewhere="the selection",
    between="{low} and {high}",
    more_one="1 other condition",
    more_many="{count} other conditions",
)

PHRASES: Mapping[Locale, Phrases] = MappingProxyType({"fr": _FRENCH, "en": _ENGLISH})
