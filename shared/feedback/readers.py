"""Reading single values as strangers send them: each reader returns a clean value, or raises Unusable with the
path to the fault."""

import math
import re
from typing import Any

from shared.feedback.models import Scalar, Score
from shared.feedback.strict_json import Unusable, clean
from shared.feedback.view import Scale

_NUMBER = re.compile(r"-?[0-9]{1,6}([.,][0-9]{1,4})?")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})([-_][A-Za-z0-9_-]+)?")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_SHORT = 200
_LONG = 2000
_MANY = 10

_YES = {
    "1", "true", "yes", "y", "oui", "o", "accepted", "accept", "accepté", "ok", "vrai", "on", "checked", "agree",
}  # fmt: skip
_NO = {
    "0", "false", "no", "n", "non", "dismissed", "declined", "refused", "refus", "refusé", "faux", "off", "none",
}  # fmt: skip


def mapping(value: Any, path: str) -> dict[str, Any]:
    """An object, or nothing at all; anything else is a fault of the layout."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unusable(f"mapping:{path.removeprefix('$.')}", path)
    return value


def listing(value: Any, path: str) -> list[Any]:
    """A list, or nothing at all."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unusable(f"mapping:{path.removeprefix('$.')}", path)
    return value


def rows(value: Any, path: str) -> list[dict[str, Any]]:
    """A list of objects, or nothing at all."""
    return [mapping(row, path) for row in listing(value, path)]


def inside(value: Any, name: str) -> dict[str, Any]:
    """The object that must stand under a name of an object: the part of the payload that everything is in."""
    found = value.get(name) if isinstance(value, dict) else None
    if not isinstance(found, dict):
        raise Unusable(f"mapping:{name}", f"$.{name}")
    return found


def short(value: Any) -> str | None:
    """A short clean text from text or a number, the first of several; None when absent, empty or anything else."""
    if isinstance(value, tuple):
        value = value[0] if value else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = clean(str(value))[0].strip()
    return text[:_SHORT] or None


def required(value: Any, path: str) -> str:
    """A short text that must be there."""
    text = short(value)
    if text is None:
        raise Unusable(f"mapping:{path.rsplit('.', 1)[-1]}", path)
    return text


def shorts(value: Any) -> tuple[str, ...]:
    """Up to ten short texts from one or several."""
    several = value if isinstance(value, list | tuple) else (value,)
    return tuple(filter(None, map(short, several)))[:_MANY]


def scalar(value: Any) -> Scalar:
    """A value fit for an answer or attribute: text is cleaned and cut, lists are joined, objects dropped."""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(short, value)))[:_SHORT] or None
    return clean(value)[0][:_LONG] if isinstance(value, str) else value if isinstance(value, int | float) else None


def score(value: Any, scale: Scale, path: str) -> Score:
    """A score on its scale. Accepts 9, 9.0, "9" and "9,0" in ASCII digits; whole numbers only on an NPS scale.
    Raises Unusable ``bad_score`` for anything else (B28)."""
    number = as_number(value)
    if number is None or not scale.min <= number <= scale.max or (scale.kind == "nps" and number != int(number)):
        raise Unusable("bad_score", path)
    return Score(value=number, min=scale.min, max=scale.max, kind=scale.kind)


def as_number(value: Any) -> float | None:
    """The number written, in ASCII digits; None when it is none."""
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value.strip().replace(",", "."))
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = float(value)
        return number if math.isfinite(number) else None
    return None


def wish(value: Any) -> bool | None:
    """Yes or no as tools and people write it, by its first word in French or English; None when it is neither.
    Of several ticked boxes one yes is enough; words that are neither, ticked, are no answer."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list | tuple):
        found = [one for one in map(wish, value) if one is not None]
        return any(found) if found else None
    first = _WORD.search(str(value).casefold()) if isinstance(value, str | int | float) else None
    if first is None:
        return None
    return True if first[0] in _YES else False if first[0] in _NO else None


def language(value: Any) -> str | None:
    """The language of a tag, "fr" of "fr-FR"; other words as they are."""
    text = short(value)
    tag = _LANGUAGE.fullmatch(text) if text else None
    return tag[1].lower() if tag else text
