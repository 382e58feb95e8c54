"""Filling the compiled mail. Every value is escaped unless it is HTML of our own, and is put in once, never read
as a template: ``{{7*7}}`` and ``${env}`` in a comment stay what they are."""

from functools import cache
from html import escape
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).parent / "templates"


class Html(str):
    """Text that is HTML already. Only this module makes it."""

    __slots__ = ()


def markup(text: str) -> Html:
    """The text as HTML: escaped, or as it is when it is HTML already."""
    return text if isinstance(text, Html) else Html(escape(text))


def joined(*parts: str) -> Html:
    """The parts one after the other, each escaped if it has to be."""
    return Html("".join(markup(part) for part in parts))


def strong(text: str) -> Html:
    """The text in bold."""
    return joined(Html("<strong>"), text, Html("</strong>"))


def fill(part: str, **values: str) -> Html:
    """A compiled part with its values. Raises KeyError when a value is missing."""
    return Html(_template(part).substitute({name: markup(value) for name, value in values.items()}))


@cache
def _template(part: str) -> Template:
    return Template((_FOLDER / f"{part}.html").read_text(encoding="utf-8"))
