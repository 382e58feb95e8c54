"""Other people's words, cleaned, cut and marked."""

import pytest

from shared.notifications.quoting import Piece, clean, line, quoted, short_name
from shared.rules.models import Span

GLASS = "Du verre dans la salade. Mon fils s’est coupé."


@pytest.mark.parametrize(
    ("given", "shown", "reason"),
    [
        ("plain words", "plain words", "nothing to clean"),
        ("a\x00b\x1b[31mc\x7f", "ab[31mc", "control characters and escapes go (B27)"),
        ("two\r\nBcc: a@b.c", "two Bcc: a@b.c", "a line end becomes a space (B35)"),
        ("two\u2028lines\u2029here\x85now", "two lines here now", "Unicode line ends are line ends (B35)"),
        ("a\u202egnp.exe", "agnp.exe", "an override cannot turn what follows (B36)"),
        ("\u2066\u2067x\u2069", "x", "isolates of the sender's own go, else one could close ours"),
        ("half \ud800 char", "half \ufffd char", "a half surrogate cannot be encoded (B26)"),
        ("\ufeffmark", "mark", "a byte order mark is no text"),
        ("שלום", "\u2068שלום\u2069", "right-to-left writing is isolated"),
        ("👩‍🌾 à Évry", "👩‍🌾 à Évry", "emoji joined by U+200D and accents stay whole"),
        ("one two three four five", "one two…", "cut at a word"),
        ("   ", "", "white space alone is nothing"),
    ],
)
def test_line(given: str, shown: str, reason: str) -> None:
    assert line(given, 12 if given.startswith("one") else 40) == shown, reason


def test_clean_keeps_line_ends() -> None:
    assert clean("a\nb\tc") == "a\nb\tc"


@pytest.mark.parametrize(
    ("comment", "spans", "pieces", "reason"),
    [
        (GLASS, [], [(GLASS, False)], "no span, one plain piece"),
        (
            GLASS,
            [(3, 8), (40, 45)],
            [
                ("Du ", False),
                ("verre", True),
                (" dans la salade. Mon fils s’est ", False),
                ("coupé", True),
                (".", False),
            ],
            "each span is marked where it stands",
        ),
        ("abcdef", [(0, 3), (2, 5)], [("abcde", True), ("f", False)], "overlapping spans become one"),
        ("abc def", [(0, 3), (3, 7)], [("abc def", True)], "touching spans become one"),
        ("abc", [(1, 99), (50, 60), (-4, 1)], [("abc", True)], "what lies outside is clipped"),
        ("abc", [(2, 1), (0, -2)], [("abc", False)], "a span turned round or before the start marks nothing"),
        ("😀 verre", [(2, 7)], [("😀 ", False), ("verre", True)], "spans are code points, not UTF-16 units"),
        (
            "\x00le\u202e verre",
            [(5, 10)],
            [("le ", False), ("verre", True)],
            "dropped characters do not shift the marks",
        ),
        (
            "a  \n\n b",
            [(6, 7)],
            [("a ", False), ("b", True)],
            "white space folds, the mark stays on its word",
        ),
        ("e\u0301té verre", [(5, 10)], [("e\u0301té ", False), ("verre", True)], "combining accents count"),
        ("   ", [], [], "nothing to quote"),
        ("", [(0, 4)], [], "no comment"),
    ],
)
def test_quoted(comment: str, spans: list[Span], pieces: list[tuple[str, bool]], reason: str) -> None:
    assert quoted(comment, spans, 500) == tuple(Piece(*one) for one in pieces), reason


@pytest.mark.parametrize(
    ("comment", "spans", "marked", "reason"),
    [
        ("mot " * 2500, [(0, 3)], ["mot"], "a comment of 10,000 characters (B33)"),
        ("mot " * 2500, [(492, 9_999)], ["mot"], "a span beyond the cut is clipped with the words"),
        ("x" * 10_000, [(0, 10_000)], ["x" * 499], "no word to cut at"),
        (" " * 600 + "verre", [(600, 605)], ["verre"], "leading white space does not use up the limit"),
    ],
)
def test_quoted_is_cut(comment: str, spans: list[Span], marked: list[str], reason: str) -> None:
    pieces = quoted(comment, spans, 500)
    text = "".join(piece.text for piece in pieces)
    assert len(text) <= 500, reason
    assert text.endswith("…") is (len(comment.strip()) > 500), reason
    assert not any(piece.marked and piece.text.endswith("…") for piece in pieces), "our ellipsis is not their word"
    assert [piece.text.strip() for piece in pieces if piece.marked][:1] == marked, reason


@pytest.mark.parametrize(
    ("name", "shown", "reason"),
    [
        ("Solène Marchand", "Solène M.", "first name and initial"),
        ("Jean-Pierre de la Tour", "Jean-Pierre T.", "the initial is that of the last word"),
        ("solène marchand", "solène M.", "the initial is upper case"),
        ("Solène", "Solène", "one word"),
        ("Patrick O’Brien", "Patrick O.", "an apostrophe"),
        ("J.P. Martin", "J.P. M.", "initials with dots are a name"),
        ("Łucja Żak", "Łucja Ż.", "letters beyond Latin 1"),
        ("Solène (2)", "Solène", "no letter for an initial"),
        ("Solène\r\nBcc: x", "Solène X.", "a line end is only a space"),
        ("camille.roux@example.com", None, "an address is contact data, not a name"),
        ("claire@host", None, "nor is an address without a domain"),
        ("06 39 98 00 12 0639980012", None, "nor is a number"),
        ("www.evil.example/x", None, "nor a link, which mail programs would make one"),
        ("\u202e\x00", None, "nothing left after cleaning"),
        ("", None, "empty"),
        (None, None, "absent"),
        ("x" * 500 + " y", "x" * 30 + " Y.", "cut"),
    ],
)
def test_short_name(name: str | None, shown: str | None, reason: str) -> None:
    assert short_name(name) == shown, reason
