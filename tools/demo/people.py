"""The colleagues of the demonstration account: who works where, who is away, and whose what becomes."""

from datetime import datetime, timedelta
from typing import NamedTuple

from shared.account.models import Department, Motive
from shared.scope.people import Absence, Locale, Role, User
from tools.demo.network import ROOT_ID

DOMAIN = "halles-verdier.example"


class Colleague(NamedTuple):
    """Someone before they have an account; ``nodes`` are ids of places, ``away`` the login of who stands in."""

    email: str
    name: str
    role: Role
    locale: Locale
    nodes: tuple[str, ...]
    groups: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    away: str | None = None


def _colleague(name: str, login: str, role: Role, locale: Locale, *nodes: str) -> Colleague:
    return Colleague(f"{login}@{DOMAIN}", name, role, locale, nodes)


FIRST_ADMIN = _colleague("Claire Vasseur", "claire.vasseur", "admin", "fr")

COLLEAGUES: tuple[Colleague, ...] = (
    FIRST_ADMIN,
    _colleague("Daniel Okafor", "daniel.okafor", "admin", "en"),
    _colleague("Nadia Ferrand", "nadia.ferrand", "manager", "fr", ROOT_ID)._replace(departments=("accounting",)),
    _colleague("Marc Delmas", "marc.delmas", "manager", "fr", "auvergne-rhone-alpes", "provence"),
    _colleague("Helen Marsh", "helen.marsh", "manager", "en", "united-kingdom"),
    _colleague("Julie Perrot", "julie.perrot", "agent", "fr", "lyon-part-dieu"),
    _colleague("Samir Hadji", "samir.hadji", "agent", "fr", "paris-11", "paris-15"),
    _colleague("Maëlle Le Goff", "maelle.legoff", "agent", "fr", "bretagne")._replace(groups=("grand-ouest",)),
    _colleague("Thomas Caron", "thomas.caron", "agent", "fr", "lille-sav", "bordeaux-atelier"),
    _colleague("Emma Clarke", "emma.clarke", "agent", "en", "london-borough"),
    _colleague("Paul Lemoine", "paul.lemoine", "viewer", "fr", "ile-de-france"),
    _colleague("Grace Whitfield", "grace.whitfield", "viewer", "en", "united-kingdom"),
    _colleague("Sophie Lambert", "sophie.lambert", "agent", "fr", "pays-de-la-loire")._replace(
        away="maelle.legoff"
    ),
)

OWNERS: dict[str, dict[str, str]] = {
    "call-back": {"pays-de-la-loire": "sophie.lambert", "provence": "marc.delmas"},
}
"""By rule and place, the login of whoever gets its cases."""

DEPARTMENTS: tuple[Department, ...] = (Department("accounting", "Comptabilité", restricted=True),)
MOTIVES: tuple[Motive, ...] = (
    Motive("payment", {"fr": "Paiement", "en": "Payment"}, codes=("paiement",), department="accounting"),
)

_AWAY_SINCE, _AWAY_FOR = timedelta(days=2), timedelta(days=12)


def user_of(colleague: Colleague, subjects: dict[str, str], now: datetime) -> User:
    """The colleague with an account; ``subjects`` are those of all, by login."""
    absence = None
    if colleague.away is not None:
        absence = Absence(now - _AWAY_SINCE, now + _AWAY_FOR, subjects[colleague.away])
    return User(
        subjects[login_of(colleague)],
        colleague.email,
        colleague.name,
        colleague.role,
        colleague.locale,
        nodes=colleague.nodes,
        groups=colleague.groups,
        departments=colleague.departments,
        absence=absence,
    )


def login_of(colleague: Colleague) -> str:
    """What stands before the domain of their address."""
    return colleague.email.removesuffix(f"@{DOMAIN}")
