"""How the compiled mail is taken apart."""

import pytest

from tools.mail import split


@pytest.mark.parametrize(
    ("html", "files", "reason"),
    [
        ("<p>\n  ${a}\n\n</p>", {"page": "<p>\n${a}\n</p>"}, "no part: the page, without indentation"),
        (
            "<ul>\n<!--part item--><li>${x}</li><!--/part-->\n</ul>",
            {"page": "<ul>\n${item}\n</ul>", "item": "<li>${x}</li>"},
            "a part leaves its name",
        ),
        (
            "<!--part out--><q><!--part in--><b></b><!--/part--></q><!--/part--><!--part end-->e<!--/part-->",
            {"page": "${out}${end}", "out": "<q>${in}</q>", "in": "<b></b>", "end": "e"},
            "a part inside a part, and one after it",
        ),
        ("<!--[if mso]><b><![endif]-->", {"page": "<!--[if mso]><b><![endif]-->"}, "other comments stay"),
    ],
)
def test_split(html: str, files: dict[str, str], reason: str) -> None:
    assert split(html) == files, reason
