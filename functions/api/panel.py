"""The customer as a reader sees them: the panel their admins chose, and contact data as far as their role goes."""

from typing import Any

from functions.api.reader import Reader
from functions.api.wiring import Wiring
from shared.account import panel
from shared.account.models import Sight
from shared.alerts.models import Alert
from shared.errors import Forbidden
from shared.feedback.models import Respondent

HIDDEN = "•••"
_FIELDS = {"respondent.tier": "tier"}


def sight(reader: Reader) -> Sight:
    """Whether the reader sees contact data."""
    return panel.sight_of(reader.config.settings, reader.user.role)


def respondent_view(person: Respondent, reader: Reader) -> dict[str, Any]:
    """The customer, ready for JSON."""
    settings, role, seen = reader.config.settings, reader.user.role, sight(reader)
    shown, masked = panel.shown(person, settings, role), seen != "shown"
    return {
        "id": person.id,
        "name": person.name,
        "email": HIDDEN if masked and person.email else person.email,
        "phone": HIDDEN if masked and person.phone else person.phone,
        "tier": shown.tier,
        "attributes": shown.attributes,
        "masked": masked,
        "sight": seen,
        "fields": fields_view(person, reader),
    }


def fields_view(person: Respondent, reader: Reader, *, revealed: bool = False) -> list[dict[str, Any]]:
    """The lines of the panel."""
    user = reader.user
    found = panel.lines(person, reader.config.settings, user.role, user.locale, revealed=revealed)
    return [line._asdict() for line in found]


def is_masked(field: str, reader: Reader) -> bool:
    """Whether a field that a rule names is masked for the reader, so that an explanation may not tell its
    value."""
    name = _FIELDS.get(field) or field.replace("respondent.", "attributes.", 1)
    return panel.is_masked(name, reader.config.settings, reader.user.role)


def has_contact(person: Respondent) -> bool:
    """Whether there is anything to show or to hide."""
    return bool(person.email or person.phone)


def seen(ports: Wiring, reader: Reader, alert: Alert) -> None:
    """Keeps a record that contact data was shown with a case: once per person, case and day."""
    if sight(reader) == "shown" and has_contact(alert.feedback.respondent):
        ports.audit.seen_contact(reader.user.person, alert.id, ports.now())


def reveal(ports: Wiring, reader: Reader, alert: Alert) -> dict[str, Any]:
    """Contact data on request, with a record of it before it is shown. Raises Forbidden for a role that never sees
    it."""
    if sight(reader) == "hidden":
        raise Forbidden("Contact data stays hidden from your role")
    person = alert.feedback.respondent
    ports.audit.seen_contact(reader.user.person, alert.id, ports.now(), revealed=True)
    return {
        "email": person.email,
        "phone": person.phone,
        "fields": fields_view(person, reader, revealed=True),
    }
