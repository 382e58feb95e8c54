"""Which column of a file plays which role: as asked, else by its name in French or English and by its values."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, get_args

import msgspec

from shared.feedback.mapping import ScorePath
from shared.feedback.readers import as_number
from shared.feedback.view import FIVE, NPS, Role, Scale
from shared.rules.words import fold

type ColumnRole = Role | Literal["id", "updated_at"]

ROLES: tuple[ColumnRole, ...] = (*get_args(Role.__value__), "id", "updated_at")

_NAMES: Mapping[ColumnRole, str] = MappingProxyType(
    {
        "id": "id|response id|response token|token|survey id|answer id|review id|feedback id|id reponse"
        "|identifiant|identifiant reponse|numero de reponse|id avis|external id|externalid|#",
        "updated_at": "updated at|updated|last modified|modified at|date de modification|modifie le|mis a jour le",
        "submitted_at": "submitted at|submit date|submitted|date|created at|response date|answered at|timestamp"
        "|date de reponse|date reponse|repondu le|date de l avis|date avis|horodatage|date de creation|end date"
        "|date de soumission|completed at",
        "score": "nps|score|rating|note|stars|etoiles|csat|ces|note globale|overall rating|note de recommandation"
        "|satisfaction|note sur 10|note sur 5|nps score|score nps|recommendation|recommandation",
        "comment": "comment|comments|commentaire|commentaires|verbatim|feedback|review|avis|text|texte|remarque"
        "|remarques|message|review text|commentaire libre|open comment|why|pourquoi",
        "contact_requested": "contact requested|wants contact|callback|call back|contact me|rappel|etre rappele"
        "|souhaite etre contacte|souhaite etre rappele|recontact|demande de contact|demande de rappel",
        "place": "store|store id|store code|place|shop|location|site|branch|point of sale|pos|magasin|code magasin"
        "|etablissement|point de vente|agence|boutique|code point de vente|restaurant|code site",
        "sub_motive": "sub motive|sub reason|subcategory|sub category|sous motif|sous categorie",
        "motive": "motive|reason|category|topic|motif|categorie|theme|sujet|motif de contact",
        "tags": "tags|tag|labels|etiquettes|mots cles",
        "language": "language|lang|locale|langue",
        "channel": "channel|canal|mode",
        "campaign": "campaign|survey|campagne|enquete|questionnaire|survey name",
        "consent": "consent|opt in|optin|gdpr|consentement|rgpd|accord",
        "respondent.id": "customer id|client id|contact id|respondent id|id client|numero client|no client"
        "|identifiant client|code client",
        "respondent.name": "name|customer name|full name|client|customer|nom|nom complet|nom du client|nom client"
        "|prenom nom|prenom et nom",
        "respondent.email": "email|e mail|mail|email address|customer email|adresse email|adresse e mail|courriel"
        "|adresse mail",
        "respondent.phone": "phone|phone number|telephone|tel|mobile|portable|numero de telephone",
        "respondent.tier": "tier|loyalty|segment|loyalty tier|statut|fidelite|niveau de fidelite|carte",
    }
)
"""Names by role, compared without case, accents and signs; the first role that has a name takes the column."""

_WORDS: Mapping[ColumnRole, str] = MappingProxyType(
    {
        "score": r"\b(nps|recommand\w+|recommend\w*|csat|note|rating|score)\b",
        "comment": r"\b(comment\w*|verbatim|pourquoi|why|ameliorer|improve)\b",
        "contact_requested": r"\b(rappel\w*|recontact\w*|call(ed)? back|contact(ed)? (you|me))\b",
        "submitted_at": r"\b(submitted|date)\b",
        "place": r"\b(magasin|store|etablissement|point de vente)\b",
    }
)
"""What a longer name, such as a whole question, may hold; asked only when no name matches."""

_SIGNS = re.compile(r"[^\w#]+|_")
_PATH_SIGNS = re.compile(r"[^\w-]+")


class Column(NamedTuple):
    """A column: its name as written, and its path in views and mappings."""

    name: str
    path: str


class Columns(msgspec.Struct, frozen=True):
    """Role to name of the column, and the scale of the score."""

    roles: dict[str, str]
    scale: Scale | None = None


class UnknownColumn(Exception):
    """A role was given to a column that the file does not have."""


def columns(names: Sequence[str]) -> list[Column]:
    """The columns of a header. Names are made unique; paths are plain, as mappings ask."""
    found: list[Column] = []
    for number, name in enumerate(names, start=1):
        written = unicodedata.normalize("NFC", name)[:200] or f"column {number}"
        path = f"columns.{_PATH_SIGNS.sub('_', written).strip('_')[:70] or f'column_{number}'}"
        if any(path == other.path for other in found):
            written, path = f"{written} ({number})", f"{path}_{number}"
        found.append(Column(written, path))
    return found


def propose(names: Sequence[Column]) -> dict[str, str]:
    """The role of each column that its name gives away; every role once."""
    folded = [(_SIGNS.sub(" ", fold(column.name)).strip(), column.name) for column in names]
    found: dict[str, str] = {}
    for role, known in _NAMES.items():
        wanted = known.split("|")
        exact = [(wanted.index(name), written) for name, written in folded if name in wanted]
        free = sorted((rank, written) for rank, written in exact if written not in found.values())
        if free:
            found[role] = free[0][1]
    for role, pattern in _WORDS.items():
        if role not in found:
            held = [written for name, written in folded if re.search(pattern, name)]
            free_names = [written for written in held if written not in found.values()]
            if free_names:
                found[role] = free_names[0]
    return found


def chosen(names: Sequence[Column], asked: Mapping[str, str]) -> dict[str, str]:
    """The roles an admin has given, by name or path of the column. Raises UnknownColumn."""
    known = {column.name: column.name for column in names} | {column.path: column.name for column in names}
    unknown = [f"{role}: {name}" for role, name in asked.items() if name and name.strip() not in known]
    if unknown:
        raise UnknownColumn(", ".join(unknown)[:200])
    return {role: known[name.strip()] for role, name in asked.items() if name}


def guessed_scale(name: str, values: Iterable[str]) -> Scale:
    """The scale that a score's column seems to be on, by its name, and by nearly all of the figures in it: a few
    that are off it are faults, not a longer scale."""
    words = fold(name)
    if re.search(r"nps|recom", words):
        return NPS
    figures = sorted(number for value in values if (number := as_number(value)) is not None)
    if not figures:
        return Scale(0, 10)
    low, top = figures[len(figures) // 10], figures[(len(figures) * 9 - 1) // 10]
    if top <= FIVE.max and (low >= 1 or re.search(r"star|etoile|csat|sur 5", words)):
        return FIVE
    return next((Scale(0, end) for end in (5, 10, 20, 100) if top <= end), Scale(0, 1000))


def score_path(scale: Scale, path: str) -> ScorePath:
    """Where the score is, and on which scale."""
    return ScorePath(path, scale.min, scale.max, scale.kind)
