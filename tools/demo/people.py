"""The colleagues of the demonstration account."""

from typing import NamedTuple

from shared.scope.people import Locale, Role
from tools.demo.network import ROOT_ID

DOMAIN = "halles-verdier.example"


class Colleague(NamedTuple):
    """Someone before they have an account; ``nodes`` are ids of places."""

    email: str
    name: str
    role: Role
    locale: Locale
    nodes: tuple[str, ...]


def _colleague(name: str, login: str, role: Role, locale: Locale, *nodes: str) -> Colleague:
    return Colleague(f"{login}@{DOMAIN}", name, role, locale, nodes)


FIRST_ADMIN = _colleague("Claire Vasseur", "claire.vasseur", "admin", "fr")

COLLEAGUES: tuple[Colleague, ...] = (
    FIRST_ADMIN,
    _colleague("Daniel Okafor", "daniel.okafor", "admin", "en"),
    _colleague("Nadia Ferrand", "nadia.ferrand", "manager", "fr", ROOT_ID),
    _colleague("Marc Delmas", "marc.delmas", "manager", "fr", "auvergne-rhone-alpes", "provence"),
    _colleague("Helen Marsh", "helen.marsh", "manager", "en", "united-kingdom"),
    _colleague("Julie Perrot", "julie.perrot", "agent", "fr", "lyon-part-dieu"),
    _colleague("Samir Hadji", "samir.hadji", "agent", "fr", "paris-11", "paris-15"),
    _colleague("Maëlle Le Goff", "maelle.legoff", "agent", "fr", "bretagne"),
    _colleague("Thomas Caron", "thomas.caron", "agent", "fr", "lille-sav", "bordeaux-atelier"),
    _colleague("Emma Clarke", "emma.clarke", "agent", "en", "london-borough"),
    _colleague("Paul Lemoine", "paul.lemoine", "viewer", "fr", "ile-de-france"),
    _colleague("Grace Whitfield", "grace.whitfield", "viewer", "en", "united-kingdom"),
)
