"""Times as survey tools write them, and the revisions made of them."""

from datetime import UTC, datetime
from typing import Any

from shared import clock
from shared.feedback.draft import moment_of

LAST = "~"
"""Sorts behind every time: the revision of what nothing follows, such as a deletion without a time."""

_ABBREVIATIONS = {
    "UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", "EST": "-05:00", "EDT": "-04:00", "CST": "-06:00",
    "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00",
    "CET": "+01:00", "CEST": "+02:00", "WET": "+00:00", "WEST": "+01:00", "BST": "+01:00",
}  # fmt: skip


def revision_of(value: Any, step: int | None = None, zone: str | None = None) -> str:
    """A tool's time as text that sorts; ``step`` orders states of the same moment. Empty when it is no time."""
    moment = moment_of(value, zone)
    if moment is None:
        return ""
    return clock.iso(moment) if step is None else f"{clock.iso(moment)}#{step}"


def of_epoch(value: Any) -> str | None:
    """Unix seconds as ISO 8601; None when they are none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 10**11:
        return None
    return clock.iso(datetime.fromtimestamp(value, UTC))


def of_abbreviated(value: Any) -> str | None:
    """A time that ends in the name of its zone, "2026-03-16 11:20:03 EDT", as ISO 8601; as it is without one."""
    if not isinstance(value, str):
        return None
    moment, _, zone = value.strip().rpartition(" ")
    return moment + _ABBREVIATIONS[zone] if zone in _ABBREVIATIONS else value.strip() or None
