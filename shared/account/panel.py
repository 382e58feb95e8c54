"""The customer panel: which values of a respondent people see, in which order and form, and which are masked for
their role. Pure."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from shared.account.models import DEFAULT_SIGHT, PanelField, Settings, Sight
from shared.feedback.models import Respondent, Scalar
from shared.scope.people import Locale, Role

_CONTACT = ("email", "phone")
_ATTRIBUTE = "attributes."
_AMOUNT = re.compile(r"(-?[0-9]+(?:[.,][0-9]{1,2})?)\s*([A-Z]{3}|€|\$|£)?")
_MONTHS = {
    "fr": ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    "en": ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
_SEPARATORS = {"fr": ("\u202f", ","), "en": (",", ".")}
"""Of thousands and of decimals (Unicode CLDR, numbers)."""


class Line(NamedTuple):
    """A line of the panel. ``value`` is None when there is none, or when it is ``masked``."""

    field: str
    label: str
    value: str | None
    masked: bool


class Shown(NamedTuple):
    """What a role sees of a respondent beside the lines: nothing that is masked, and of the attributes only those
    chosen once any are."""

    tier: str | None
    attributes: dict[str, Scalar]


def sight_of(settings: Settings, role: Role) -> Sight:
    """Whether a role sees contact data, on request, or never."""
    return settings.contact.get(role, DEFAULT_SIGHT[role])


def lines(
    person: Respondent, settings: Settings, role: Role, locale: Locale, *, revealed: bool = False
) -> Iterator[Line]:
    """The lines of the panel in their order and the reader's language. ``revealed`` shows contact data that is
    shown on request."""
    sight = sight_of(settings, role)
    open_ = sight == "shown" or (revealed and sight == "on_request")
    for one in settings.panel:
        value = _value(person, one.field)
        masked = role in one.masked_for or (one.field in _CONTACT and not open_)
        text = _formatted(value, one, locale) if value is not None else None
        hidden = masked and text is not None
        yield Line(one.field, one.label.get(locale, one.field), None if hidden else text, hidden)


def shown(person: Respondent, settings: Settings, role: Role) -> Shown:
    """Tier and attributes as far as this role sees them."""
    chosen = {one.field for one in settings.panel}
    attributes = {
        name: value
        for name, value in person.attributes.items()
        if (not chosen or f"{_ATTRIBUTE}{name}" in chosen) and not is_masked(f"{_ATTRIBUTE}{name}", settings, role)
    }
    return Shown(None if is_masked("tier", settings, role) else person.tier, attributes)


def is_masked(field: str, settings: Settings, role: Role) -> bool:
    """Whether the panel masks a field (``tier``, ``attributes.<name>``) for a role."""
    return any(one.field == field and role in one.masked_for for one in settings.panel)


def _value(person: Respondent, field: str) -> Scalar:
    if field.startswith(_ATTRIBUTE):
        return person.attributes.get(field.removeprefix(_ATTRIBUTE))
    values = {"email": person.email, "phone": person.phone, "tier": person.tier}
    return values.get(field)


def _formatted(value: Scalar, field: PanelField, locale: Locale) -> str:
    """A value as people read it; what does not have the form of its format is left as it came."""
    if isinstance(value, bool):
        return {"fr": ("non", "oui"), "en": ("no", "yes")}[locale][value]
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    match field.format:
        case "number":
            return _number(text, locale) or text
        case "money":
            return _money(text, locale) or text
        case "date":
            return _date(text, locale) or text
    return text


def _number(text: str, locale: Locale, decimals: int | None = None) -> str | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    thousands, point = _SEPARATORS[locale]
    places = decimals if decimals is not None else len(text.replace(",", ".").partition(".")[2])
    return f"{number:,.{min(places, 6)}f}".replace(",", "\0").replace(".", point).replace("\0", thousands)


def _money(text: str, locale: Locale) -> str | None:
    found = _AMOUNT.fullmatch(text.strip())
    if found is None:
        return None
    amount, unit = _number(found[1], locale, 2), found[2]
    return f"{amount}\u00a0{unit}" if unit else amount


def _date(text: str, locale: Locale) -> str | None:
    try:
        day: date = datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return f"{day.day} {_MONTHS[locale][day.month - 1]} {day.year}"
