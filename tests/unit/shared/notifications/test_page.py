"""The compiled mail and how it is filled."""

import re
from pathlib import Path

import pytest

import shared.notifications
from shared.notifications.page import Html, fill, joined, markup, strong

TEMPLATES = sorted((Path(shared.notifications.__file__).parent / "templates").glob("*.html"))


@pytest.mark.parametrize(
    ("given", "written", "reason"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d", "text"),
        ("\"'", "&quot;&#x27;", "attributes hold them too"),
        (Html("<b>ours</b>"), "<b>ours</b>", "HTML of our own"),
        (joined("<i>", strong("<b>")), "&lt;i&gt;<strong>&lt;b&gt;</strong>", "each part on its own"),
        (f"{Html('<b>')}", "&lt;b&gt;", "HTML turned into text is text: a slip escapes, it never opens"),
    ],
)
def test_markup(given: str, written: str, reason: str) -> None:
    assert markup(given) == written, reason


@pytest.mark.parametrize(
    "value", ["${label}", "$label", "{{7*7}}", "{label}", "$$", "%(label)s", "${label.__class__}"]
)
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert value in fill("row", label="L", value=value)


def test_a_missing_value_is_told() -> None:
    with pytest.raises(KeyError, match="value"):
        fill("row", label="L")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_is_fetched_when_a_mail_is_opened(path: Path) -> None:
    html = path.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/1999/xhtml"', "")
    assert not re.search(r"https?://|//\w|url\(|@import|<(script|img|link|iframe|form)\b", html), path.name


def test_the_parts_are_those_the_code_fills() -> None:
    assert {path.stem for path in TEMPLATES} == {"page", "quote", "mark", "paragraph", "row"}
