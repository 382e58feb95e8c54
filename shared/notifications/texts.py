"""What mails say, in both languages. French keeps its narrow no-break spaces (U+202F) and its « »."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from shared.feedback.models import ScoreClass
from shared.scope.people import Locale


class Texts(NamedTuple):
    """The sentences of one language. Names in braces are values put in by ``str.format``; they are never read as
    patterns themselves."""

    decimal: str
    colon: str
    semicolon: str
    quotes: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    first_of_month: str
    by: str
    first_contact: str
    expires: str
    no_comment: str
    withdrawn: str
    customer: str
    contact: str
    unnamed: str
    score: str
    score_of: str
    corrected: str
    nps: Mapping[ScoreClass, str]
    classes: Mapping[ScoreClass, str]
    also: str
    why_you: str
    perimeter: str
    why_alert: str
    why_message: str
    open_case: str
    told_none: str
    told_one: str
    told_many: str
    free: str
    taken: str
    no_reply: str
    unknown_place: str
    unknown_place_head: str
    unknown_place_what: str
    unknown_place_next: str
    code: str
    empty: str
    open_inbox: str
    unknown_place_footer: str
    silent_source: str
    silent_source_what: str
    silent_source_next: str
    source: str
    last_heard: str
    open_sources: str
    silent_source_footer: str


_FRENCH = Texts(
    decimal=",",
    colon="\u202f: ",
    semicolon="\u202f; ",
    quotes="«\u202f{}\u202f»",
    weekdays=("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    months=(
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre",
    ),
    first_of_month="1er",
    by="par Boucle",
    first_contact="{priority}, premier contact avant {when}",
    expires="{priority}, expire le {when}",
    no_comment="Sans commentaire",
    withdrawn="Le client a retiré sa réponse depuis.",
    customer="Client",
    contact="Joindre le client",
    unnamed="Nom non communiqué",
    score="Note",
    score_of="{value} sur {max}",
    corrected="corrigée, d’abord {first}",
    nps=MappingProxyType({"low": "détracteur", "middle": "passif", "high": "promoteur"}),
    classes=MappingProxyType({"low": "basse", "middle": "moyenne", "high": "haute"}),
    also="Aussi",
    why_you="Pourquoi vous",
    perimeter="Périmètre {place}",
    why_alert="Pourquoi l’alerte",
    why_message="Pourquoi le message",
    open_case="Ouvrir le dossier {reference}",
    told_none="Personne d’autre n’a reçu ce message.",
    told_one="1 autre personne a reçu ce message.",
    told_many="{count} autres personnes ont reçu ce message.",
    free="Personne n’a encore pris le dossier.",
    taken="{name} suit le dossier.",
    no_reply="Ne répondez pas à cet e-mail\u202f: le client ne recevrait rien.",
    unknown_place="Établissement inconnu",
    unknown_place_head="À corriger par un admin",
    unknown_place_what="Un retour client est arrivé avec un code d’établissement inconnu. "
    "Il est conservé, seuls les admins le voient, et personne d’autre n’est prévenu.",
    unknown_place_next="Donnez ce code à l’établissement voulu, ou corrigez-le dans l’outil d’enquête.",
    code="Code reçu",
    empty="(vide)",
    open_inbox="Ouvrir la boîte de réception",
    unknown_place_footer="Les admins reçoivent ce message une fois par heure au plus.",
    silent_source="Source muette",
    silent_source_what="Cette source envoie d’habitude des retours clients et n’en envoie plus. "
    "Un webhook coupé ressemble à des clients contents.",
    silent_source_next="Vérifiez dans l’outil d’enquête que le webhook est actif, que son adresse est la bonne "
    "et que ses envois ne sont pas refusés.",
    source="Source",
    last_heard="Dernier envoi",
    open_sources="Ouvrir les sources",
    silent_source_footer="Les admins reçoivent ce message une seule fois par silence.",
)  # fmt: skip

_ENGLISH = Texts(
    decimal=".",
    colon=": ",
    semicolon="; ",
    quotes="“{}”",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    first_of_month="1",
    by="by Boucle",
    first_contact="{priority}, first contact before {when}",
    expires="{priority}, expires on {when}",
    no_comment="No comment",
    withdrawn="The customer has taken this answer back since.",
    customer="Customer",
    contact="Reach the customer",
    unnamed="Name not given",
    score="Score",
    score_of="{value} out of {max}",
    corrected="corrected, at first {first}",
    nps=MappingProxyType({"low": "detractor", "middle": "passive", "high": "promoter"}),
    classes=MappingProxyType({"low": "low", "middle": "middle", "high": "high"}),
    also="Also",
    why_you="Why you",
    perimeter="{place} perimeter",
    why_alert="Why the alert",
    why_message="Why the message",
    open_case="Open case {reference}",
    told_none="Nobody else received this message.",
    told_one="1 other person received this message.",
    told_many="{count} other people received this message.",
    free="Nobody has taken the case yet.",
    taken="{name} works on the case.",
    no_reply="Do not reply to this email: the customer would receive nothing.",
    unknown_place="Unknown place",
    unknown_place_head="To be corrected by an admin",
    unknown_place_what="A customer feedback came in with an unknown place code. "
    "It is kept, only admins see it, and nobody else is told.",
    unknown_place_next="Give this code to the right place, or correct it in the survey tool.",
    code="Code received",
    empty="(empty)",
    open_inbox="Open the inbox",
    unknown_place_footer="Admins receive this message at most once an hour.",
    silent_source="Silent source",
    silent_source_what="This source usually sends customer feedback and has stopped. "
    "A dead webhook looks like happy customers.",
    silent_source_next="Check in the survey tool that the webhook is on, that its address is right, and that what "
    "it sends is not refused.",
    source="Source",
    last_heard="Last delivery",
    open_sources="Open the sources",
    silent_source_footer="Admins receive this message once per silence.",
)  # fmt: skip

TEXTS: Mapping[Locale, Texts] = MappingProxyType({"fr": _FRENCH, "en": _ENGLISH})


def number(value: float, texts: Texts) -> str:
    """'4' or '4,5': at most two decimals and no needless one."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", texts.decimal)
