"""The catalogue of fields: what the rule editor offers, in both languages, drawn from the fields themselves."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, cast

import msgspec

from shared.feedback.models import Scalar
from shared.rules.fields import FIELDS, FieldType, field
from shared.rules.operators import NEGATIONS, OPERATORS

type EditorType = Literal["number", "text", "choice", "flag", "list", "place", "date"]
type Words = dict[str, str]


class Value(msgspec.Struct, frozen=True):
    """A value to choose, and what it is called in each language."""

    value: Scalar
    label: Words


class Entry(msgspec.Struct, frozen=True):
    """A field as the editor offers it. ``values`` are None where any value may be written. A ``family`` is
    completed with a key of the survey's own ("answer." and then "cleanliness"). ``unit`` is "points", "percent",
    "characters", "hour", "weekday", "feedbacks" or None."""

    name: str
    type: EditorType
    label: Words
    operators: tuple[str, ...]
    values: tuple[Value, ...] | None
    family: bool
    unit: str | None


class Known(NamedTuple):
    """What an account has, for values to choose: (value, name) pairs, names the same in every language; and the
    keys seen in its feedback, with their questions."""

    places: Sequence[tuple[str, str]] = ()
    sources: Sequence[tuple[str, str]] = ()
    campaigns: Sequence[str] = ()
    channels: Sequence[str] = ()
    motives: Sequence[str] = ()
    sub_motives: Sequence[str] = ()
    tags: Sequence[str] = ()
    tiers: Sequence[str] = ()
    scores: Sequence[tuple[str, str]] = ()
    answers: Sequence[tuple[str, str]] = ()
    attributes: Sequence[tuple[str, str]] = ()


_LABELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "score": ("Note", "Score"),
        "score.percent": ("Note en pourcentage", "Score in percent"),
        "score.class": ("Classe de note", "Score class"),
        "comment": ("Commentaire", "Comment"),
        "comment.length": ("Longueur du commentaire", "Comment length"),
        "contact_requested": ("Demande à être contacté", "Asks to be contacted"),
        "channel": ("Canal", "Channel"),
        "source": ("Source", "Source"),
        "campaign": ("Campagne", "Campaign"),
        "language": ("Langue", "Language"),
        "place": ("Établissement", "Place"),
        "motive": ("Motif de contact", "Contact reason"),
        "sub_motive": ("Sous-motif", "Sub-reason"),
        "tags": ("Étiquettes", "Tags"),
        "submitted_at": ("Date de réponse", "Date of the answer"),
        "submitted_at.hour": ("Heure de réponse", "Hour of the answer"),
        "submitted_at.weekday": ("Jour de réponse", "Weekday of the answer"),
        "respondent.tier": ("Niveau de fidélité", "Loyalty tier"),
        "respondent.feedbacks_90d": ("Retours du client sur 90 jours", "Customer's feedback in 90 days"),
    }
)
_FAMILIES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "score.": ("Note d'une question", "Score of a question"),
        "answer.": ("Réponse à une question", "Answer to a question"),
        "respondent.": ("Information sur le client", "Detail of the customer"),
    }
)
_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "score": "points",
        "score.percent": "percent",
        "comment.length": "characters",
        "submitted_at.hour": "hour",
        "submitted_at.weekday": "weekday",
        "respondent.feedbacks_90d": "feedbacks",
    }
)
_CLASSES = (("low", "Basse", "Low"), ("middle", "Moyenne", "Middle"), ("high", "Haute", "High"))
_LANGUAGES = (("fr", "Français", "French"), ("en", "Anglais", "English"))
_DAYS = (
    ("Lundi", "Monday"), ("Mardi", "Tuesday"), ("Mercredi", "Wednesday"), ("Jeudi", "Thursday"),
    ("Vendredi", "Friday"), ("Samedi", "Saturday"), ("Dimanche", "Sunday"),
)  # fmt: skip
# Operators in the order in which people look for them.
_ORDER = (
    "mentions", "doesNotMention", "=", "!=", "<", "<=", ">", ">=", "between", "notBetween", "in", "notIn",
    "contains", "doesNotContain", "beginsWith", "doesNotBeginWith", "endsWith", "doesNotEndWith",
    "within", "notWithin", "matches", "doesNotMatch", "null", "notNull",
)  # fmt: skip


def operators(kind: FieldType) -> tuple[str, ...]:
    """The operators a field of this type takes, positive and negative."""
    return tuple(name for name in _ORDER if kind in OPERATORS[NEGATIONS.get(name, name)].types)


def catalogue(known: Known) -> list[Entry]:
    """Every field with its operators and the values known to the account; then the keys seen, as fields of their
    own; then the families."""
    values = _values(known)
    own = [_entry(name, FIELDS[name].type, _LABELS[name], values.get(name)) for name in FIELDS]
    families = {"score.": known.scores, "answer.": known.answers, "respondent.": known.attributes}
    seen = [_seen(prefix + key, label) for prefix, keys in families.items() for key, label in keys]
    whole = [_family(prefix, _FAMILIES[prefix]) for prefix in families]
    return own + [entry for entry in seen if entry.name not in FIELDS] + whole


def _entry(name: str, kind: FieldType, label: tuple[str, str], values: tuple[Value, ...] | None) -> Entry:
    shown = _editor(kind)
    unit = _UNITS.get(name, "points" if name.startswith("score.") and shown == "number" else None)
    return Entry(name, shown, {"fr": label[0], "en": label[1]}, operators(kind), values, family=False, unit=unit)


def _seen(name: str, label: str) -> Entry:
    found = field(name)
    kind = found.type if found else FieldType.OPEN
    return _entry(name, kind, (label, label), None)


def _family(prefix: str, label: tuple[str, str]) -> Entry:
    return msgspec.structs.replace(_seen(f"{prefix}x", ""), name=prefix, family=True, label=_two(*label))


def _editor(kind: FieldType) -> EditorType:
    # An open field is written like a text; what it is compared with tells whether it counts as a number.
    return "text" if kind is FieldType.OPEN else cast(EditorType, kind.value)


def _values(known: Known) -> dict[str, tuple[Value, ...]]:
    named = {
        "source": known.sources,
        "place": known.places,
        "campaign": _same(known.campaigns),
        "channel": _same(known.channels),
        "motive": _same(known.motives),
        "sub_motive": _same(known.sub_motives),
        "tags": _same(known.tags),
        "respondent.tier": _same(known.tiers),
    }
    found = {
        name: tuple(Value(value, _two(label, label)) for value, label in of) for name, of in named.items() if of
    }
    return found | {
        "score.class": _translated(_CLASSES),
        "language": _translated(_LANGUAGES),
        "submitted_at.weekday": tuple(Value(day, _two(*names)) for day, names in enumerate(_DAYS, start=1)),
    }


def _same(values: Sequence[str]) -> list[tuple[str, str]]:
    return [(value, value) for value in values]


def _translated(values: Iterable[tuple[str, str, str]]) -> tuple[Value, ...]:
    return tuple(Value(value, _two(fr, en)) for value, fr, en in values)


def _two(fr: str, en: str) -> Words:
    return {"fr": fr, "en": en}
