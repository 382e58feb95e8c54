"""What a case is found by, and what a search asks for. Words are compared whole and folded: without case, accents
and ligatures. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from shared import ids
from shared.alerts.models import Alert
from shared.rules.words import fold, words
from shared.search.stop_words import STOP_WORDS

COMMENT_WORDS = 24
"""Words of a comment that a case is looked up by: the longest, as a search looks up its longest word. The others
count once the case is found."""
NAME_WORDS = 6
_LONGEST = 40
_PHONE = 9
"""Digits that tell a phone number apart, from its end: how the country is written before them differs."""
_FEWEST_DIGITS = 6
_REFERENCE = re.compile(r"a-([a-z2-7]{6})")
_ALERT_ID = re.compile(r"a[a-z2-7]{24}")
_DIGITS_ONLY = re.compile(r"[\d\s+().\-/]+", re.ASCII)
_AROUND = "<>()[],;:.\"'"


class Search(NamedTuple):
    """What is asked for: all ``terms`` must be there, and ``lookup`` is the one to look up by. ``alert_id`` is the
    one case meant. ``by_contact`` says that contact data is asked about, which only those may who see it."""

    terms: frozenset[str] = frozenset()
    lookup: str | None = None
    alert_id: str | None = None
    by_contact: bool = False


def parse(text: str) -> Search:
    """What people enter: words, an e-mail address, a phone number (its digits, however they are grouped), a case
    reference (A-7KQ2MD) or the id of a case."""
    folded = text.strip().lower()
    if _ALERT_ID.fullmatch(folded):
        return Search(alert_id=folded)
    if _DIGITS_ONLY.fullmatch(folded) and (phone := _phone(folded)):
        return Search(frozenset((phone,)), phone, by_contact=True)
    terms: set[str] = set()
    for token in folded.split():
        terms.update(_terms(token.strip(_AROUND)))
    lookup = max(terms, key=_weight, default=None)
    return Search(frozenset(terms), lookup, by_contact=any("@" in term for term in terms))


def lookups(alert: Alert) -> tuple[str, ...]:
    """The words a case is looked up by, at most 33; none for one that is worked with another."""
    if alert.attached_to is not None:
        return ()
    comment = sorted(_worth(alert.feedback.comment or ""), key=lambda word: (-len(word), word))
    return tuple(sorted({*_of_customer(alert), *comment[:COMMENT_WORDS]}))


def holds(alert: Alert, search: Search) -> bool:
    """Whether a case has all that is asked for."""
    return search.terms <= {*_of_customer(alert), *_worth(alert.feedback.comment or "")}


def _of_customer(alert: Alert) -> set[str]:
    person = alert.feedback.respondent
    found = {_reference(ids.reference(alert.id).lower()), *list(_worth(person.name or ""))[:NAME_WORDS]}
    if person.email and "@" in person.email:
        found.add(_email(person.email))
    phone = _phone(person.phone or "")
    return found | ({phone} if phone else set())


def _terms(token: str) -> Iterable[str]:
    if "@" in token.strip("@"):
        return {_email(token)}
    if _REFERENCE.fullmatch(token):
        return {_reference(token)}
    return _worth(token)


def _worth(text: str) -> dict[str, None]:
    """The words of a text that say something, each once, in order."""
    found = (word.text[:_LONGEST] for word in words(text))
    return dict.fromkeys(word for word in found if len(word) > 1 and word not in STOP_WORDS)


def _email(address: str) -> str:
    return fold(address.strip())[:256]


def _reference(reference: str) -> str:
    return f"ref:{reference.removeprefix('a-')}"


def _phone(text: str) -> str | None:
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    return f"tel:{digits[-_PHONE:]}" if len(digits) >= _FEWEST_DIGITS else None


def _weight(term: str) -> tuple[bool, int, str]:
    return ":" in term or "@" in term, len(term), term
