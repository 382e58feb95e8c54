"""What the outside world knows for certain: who was answered what, and what was looked at when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from shared.feedback.accept import Accepted
from tests.simulator.hooks import Delivery


class Considered(NamedTuple):
    """One evaluation of a feedback: the configuration it used, and when it asked for it."""

    version: int
    at: datetime


class Decided(NamedTuple):
    """One evaluation that ran to its end: the last configuration it used, and the revisions of the states that it
    had to look at."""

    version: int
    revisions: frozenset[str]


class Done(NamedTuple):
    """A command that was answered with success: whose, on what, and the version the person had seen."""

    user_id: str
    verb: str
    alert_id: str
    seen: int
    now: int
    key: str | None


@dataclass
class Journal:
    """Grows only. ``entitled`` has, for each run of notify on an event, who was to be told then; ``ambiguous`` are
    messages that may or may not have left."""

    posted: list[Delivery] = field(default_factory=list)
    accepted: list[tuple[Delivery, Accepted]] = field(default_factory=list)
    refused: list[tuple[Delivery, int]] = field(default_factory=list)
    considered: dict[str, list[Considered]] = field(default_factory=lambda: defaultdict(list))
    decided: dict[str, list[Decided]] = field(default_factory=lambda: defaultdict(list))
    entitled: dict[tuple[str, str], list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))
    ambiguous: set[tuple[str, str]] = field(default_factory=set)
    done: list[Done] = field(default_factory=list)
