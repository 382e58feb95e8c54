"""The keys of the words that cases are found by."""

from collections.abc import Sequence
from datetime import datetime

from shared.storage.keys import Key


def word(text: str, path: Sequence[str], created_at: datetime, alert_id: str) -> Key:
    """That a case is found by a word: in order of its place's path, so that a perimeter is a prefix, then of time,
    the latest first."""
    backwards = 10**10 - int(created_at.timestamp())
    return words_of(text), f"{prefix(path)}{backwards:010d}#{alert_id}"


def words_of(text: str) -> str:
    """The partition of everything found by a word."""
    return f"T#{text}"


def prefix(path: Sequence[str]) -> str:
    """What the sort keys of the words of all cases under a node begin with, given the node's path."""
    return "".join(f"{node}/" for node in path)


def alert_id_of(sk: str) -> str:
    """The id of the case that the sort key of a word leads to."""
    return sk.rpartition("#")[2]


def word_list(alert_id: str) -> Key:
    """The words a case is found by, in one item, so that they can be taken back."""
    return f"W#{alert_id}", "W"
