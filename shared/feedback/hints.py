"""Guesses: which role a question plays, by the words of its label and path in French and English and by what was
answered; and which scale a rating has. Only proposals: the mapping of a source goes before."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from shared.feedback import readers
from shared.feedback.view import FIVE, NPS, CellValue, Role, Scale

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}\.[^@\s.]{2,63}")
_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_NOT_WORD = re.compile(r"[\W_]+")
_OUT_OF = re.compile(r"(?:\bsur|\bout of|/)\s*(\d{1,3})\b")
_RANGE = re.compile(r"\b(\d{1,2})\s*(?:à|a|to|-|–|et|and)\s*(\d{1,3})\b")

_MAX_LABEL = 200
_MAX_WISH = 40


def _is_text(value: CellValue) -> bool:
    return isinstance(value, str) and readers.as_number(value) is None


def _is_wish(value: CellValue) -> bool:
    if isinstance(value, str) and len(value) > _MAX_WISH:
        return False  # a sentence that begins with no is a comment
    return not isinstance(value, float) and readers.wish(value) is not None


def _is_number(value: CellValue) -> bool:
    return readers.as_number(value) is not None


def _is_short(value: CellValue) -> bool:
    return readers.short(value) is not None or isinstance(value, tuple)


# In this order: the first whose words are in the label and whose test takes the value. A word ending in * takes
# whatever follows; "nom magasin" is a place and no name, "motif de contact" a motive and no wish, and a number
# after "recommanderiez-vous ce magasin" is no place.
_GUESSES: tuple[tuple[Role, Callable[[CellValue], bool], str], ...] = (
    ("respondent.email", _is_text, "e mail|email|mail|courriel|adresse electronique"),
    ("respondent.phone", _is_short, "phone|telephone|tel|mobile|portable|gsm|cell"),
    ("consent", _is_wish, "consent*|rgpd|gdpr|opt in|optin|accepte d etre|agree to be|j accepte"),
    (
        "contact_requested",
        _is_wish,
        "rappel*|rap|recontact*|contacte|contactee|contacter|callback|call|contacted|contact|wants contact"
        "|contact requested",
    ),
    ("sub_motive", _is_short, "sous motif|sub motive|submotive|sub reason"),
    ("motive", _is_short, "motif|motive|sujet|subject|topic|theme|categorie|category|contact reason"),
    ("score", _is_number, "nps|recommand*|recommend*|note|score|rating|satisfaction|satisf*|stars|etoiles|csat"),
    (
        "place",
        _is_short,
        "store|magasin|boutique|shop|etablissement|agence|point de vente|restaurant|place|place code|location"
        "|branch|site code|code site",
    ),
    ("respondent.tier", _is_short, "tier|fidelite|loyalty|statut client"),
    ("respondent.id", _is_short, "customer|customer id|client|numero client|client id|user id|external id"),
    (
        "comment",
        _is_text,
        "comment|comments|commentaire*|com|verbatim|pourquoi|why|remarque*|avis|feedback|dites|tell us|expliqu*"
        "|explain|message|suggestion*|que s est il passe|what happened|raison|reason|details|precisez",
    ),
    ("respondent.name", _is_text, "nom|name|prenom|firstname|lastname|fullname"),
    ("language", _is_text, "language|langue|lang|locale|startlanguage"),
    ("tags", _is_short, "tag|tags|etiquettes"),
    ("channel", _is_text, "channel|canal"),
    ("campaign", _is_text, "campaign|campagne"),
)


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[Role, Callable[[CellValue], bool], re.Pattern[str]], ...]:
    return tuple(
        (role, test, re.compile(rf"(?:^| )(?:{words.replace('*', '[^ ]*')})(?: |$)"))
        for role, test, words in _GUESSES
    )


def guess_role(text: str, value: CellValue) -> Role | None:
    """The role a question of this label, name or code most likely plays, given what was answered. A value that is
    an e-mail address is one, whatever the label says."""
    if isinstance(value, str) and _EMAIL.fullmatch(value.strip()):
        return "respondent.email"
    words = plain_words(text)
    return next((role for role, test, pattern in _compiled() if pattern.search(words) and test(value)), None)


def guess_scale(text: str, default: Scale = FIVE) -> Scale:
    """The scale of a rating: as its label says it ("sur 10", "1 à 5", "out of 5"), 0-10 where it asks to
    recommend, else the default."""
    words = plain_words(text)
    asked = re.search(r"(?:^| )(?:nps|recommand[^ ]*|recommend[^ ]*)(?: |$)", words) is not None
    found = _written_scale(text.casefold()[:_MAX_LABEL])
    if asked and (found is None or (found.min, found.max) == (0, 10)):
        return NPS
    return found or default


def plain_words(text: str) -> str:
    """Words in lower case without accents, parted by single spaces: also those inside a name, "npsScore",
    "Q02COM"."""
    spaced = _SPLIT.sub(" ", text[:_MAX_LABEL])
    letters = unicodedata.normalize("NFKD", spaced.casefold())
    return _NOT_WORD.sub(" ", "".join(char for char in letters if not unicodedata.combining(char))).strip()


def _written_scale(text: str) -> Scale | None:
    between = _RANGE.search(text)
    if between and int(between[1]) in (0, 1) and 2 <= int(between[2]) <= 100:
        return Scale(int(between[1]), int(between[2]))
    of: Any = _OUT_OF.search(text)
    if of and 2 <= int(of[1]) <= 100:
        # Out of five starts at one star, out of ten or twenty at nothing.
        return Scale(1 if int(of[1]) <= 7 else 0, int(of[1]))
    return None
