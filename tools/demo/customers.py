"""Invented customers. Phone numbers come from the ranges kept free for fiction, addresses from example domains."""

import random
import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

_FRENCH = (
    "Camille Roux", "Hugo Lemaire", "Sofia Marchal", "Léo Garnier", "Nadia Benali", "Yann Kervella", "Inès Moreau",
    "Paul Vidal", "Odile Bruneau", "Farid Meziane", "Cécile Aubry", "Mathieu Lacombe", "Anaïs Fouquet",
    "Jean-Luc Pasquier", "Awa Diallo", "Gérard Tissot", "Lucie Hamel", "Karima Saïdi", "Benoît Chauvin",
    "Solène Riou", "Patrick Maurin", "Élodie Charpentier", "Noé Vasseur-Blin", "Martine Gilbert", "Tiago Mendes",
    "Agathe Collet", "Rachid Amrani", "Françoise Le Bihan", "Maxime Thévenin", "Huguette Prat", "Clémence Duval",
    "Issa Traoré", "Véronique Samson", "Bastien Rolland", "Mei Lin Tran", "Dominique Arnaud", "Joséphine Klein",
    "Régis Faucher", "Louna Masson", "Stéphane Guérin",
)  # fmt: skip
_ENGLISH = (
    "Alice Hartley", "George Osei", "Priya Raman", "Callum Fraser", "Beth Underwood", "Owen Rees", "Maggie Doyle",
    "Tunde Bakare", "Hannah Whitcombe", "Ian Prescott", "Leila Haddad", "Rose Pemberton", "Jack Thornley",
    "Sunita Patel", "Fiona McAllister", "Ben Castle", "Nora Kingsley", "Sam Adeyemi", "Judith Weller", "Amir Khan",
)  # fmt: skip
_TIERS = (None, None, None, "bronze", "silver", "silver", "gold", "platinum")
_SEGMENTS = ("famille", "senior", "étudiant", "couple", "professionnel")


class Customer(NamedTuple):
    """A customer as the survey tools know them."""

    id: str
    name: str
    email: str
    phone: str
    locale: str
    tier: str | None
    segment: str
    basket: float

    @property
    def points(self) -> int:
        """What they have on their loyalty card."""
        return int(self.basket * 37) % 4_000 if self.tier else 0

    @property
    def purchases(self) -> float:
        """What they spent in a year, in their currency."""
        return round(self.basket * (6 + int(self.basket) % 40), 2)

    def last_visit(self, submitted: datetime) -> str:
        """The day of their last visit, as a date."""
        return (submitted - timedelta(days=int(self.basket) % 9)).date().isoformat()


def french_customers(draw: random.Random) -> list[Customer]:
    """Customers of the French stores."""
    return [_customer(draw, 20_400 + number, name, "fr-FR") for number, name in enumerate(_FRENCH)]


def english_customers(draw: random.Random) -> list[Customer]:
    """Customers of the British stores."""
    return [_customer(draw, 31_000 + number, name, "en-GB") for number, name in enumerate(_ENGLISH)]


def _customer(draw: random.Random, number: int, name: str, locale: str) -> Customer:
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    login = ascii_name.replace(" ", ".").replace("-", "")
    phone = (
        f"+3363998{draw.randrange(10_000):04d}" if locale == "fr-FR" else f"+447700900{draw.randrange(1000):03d}"
    )
    return Customer(
        id=f"C-{number}",
        name=name,
        email=f"{login}@example.{draw.choice(('com', 'org', 'net'))}",
        phone=phone,
        locale=locale,
        tier=draw.choice(_TIERS),
        segment=draw.choice(_SEGMENTS),
        basket=round(draw.uniform(8, 190), 2),
    )
