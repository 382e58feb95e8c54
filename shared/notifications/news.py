"""What a mail about a case says first, when it is not about a new one: what has happened to it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from shared.alerts.models import Event
from shared.notifications.quoting import line
from shared.scope.people import Locale

_NAME = 60
_NOTE = 500


class News(NamedTuple):
    """``subject`` stands before the case's own, ``sentence`` before the customer's words; ``note`` is what the
    colleague wrote, empty if nothing."""

    subject: str
    sentence: str
    note: str = ""


class _Words(NamedTuple):
    subject: str
    sentence: str


_FRENCH: Mapping[str, _Words] = {
    "assigned": _Words("Pour vous", "{by} vous a attribué ce dossier."),
    "transferred": _Words("Pour vous", "{by} vous a transféré ce dossier."),
    "shared": _Words("Pour information", "{by} partage ce dossier avec vous, pour information."),
    "noted": _Words("Note pour vous", "{by} vous cite dans une note."),
    "delegated": _Words("À traiter pour nous", "{by} vous confie ce client."),
    "reminded": _Words("Expire bientôt", "Ce dossier n’est pas clos et va expirer."),
    "escalated": _Words("Sans réponse", "Personne n’a agi sur ce dossier\u202f: il vous est signalé."),
    "returned": _Words("De retour", "La mise en attente de ce dossier est terminée."),
    "attached": _Words("Encore ce client", "Le même client a répondu de nouveau\u202f: c’est joint au dossier."),
}
_ENGLISH: Mapping[str, _Words] = {
    "assigned": _Words("For you", "{by} has assigned this case to you."),
    "transferred": _Words("For you", "{by} has transferred this case to you."),
    "shared": _Words("For information", "{by} shares this case with you, for information."),
    "noted": _Words("A note for you", "{by} mentions you in a note."),
    "delegated": _Words("To be handled for us", "{by} hands this customer over to you."),
    "reminded": _Words("Expires soon", "This case is not closed and is about to expire."),
    "escalated": _Words("No answer", "Nobody has acted on this case, so it is brought to you."),
    "returned": _Words("Back from hold", "The hold of this case has ended."),
    "attached": _Words("Same customer again", "The same customer has answered again: it is attached to the case."),
}
_WORDS: Mapping[Locale, Mapping[str, _Words]] = MappingProxyType({"fr": _FRENCH, "en": _ENGLISH})
_NOTED = MappingProxyType({"fr": "Note de {by}\u202f: {note}", "en": "Note by {by}: {note}"})


def news(event: Event, locale: Locale) -> News | None:
    """What has happened, in words; None for an event that is a new case."""
    words = _WORDS[locale].get(event.type)
    if words is None:
        return None
    by = line(event.by.name, _NAME) if event.by else ""
    note = line(str(event.data.get("note") or event.data.get("text") or ""), _NOTE)
    told = _NOTED[locale].format(by=by, note=note) if note else ""
    return News(words.subject, words.sentence.format(by=by), told)
