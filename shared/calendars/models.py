"""A business calendar as head office writes it."""

from datetime import date

import msgspec

type Minutes = tuple[int, int]
"""From and until, in minutes after midnight, local time; until is at most 1440."""
type Day = tuple[Minutes, ...]
"""The open spans of a day, in order, none touching the next; none on a closed day."""

ALWAYS: tuple[Day, ...] = (((0, 1440),),) * 7


class Calendar(msgspec.Struct, frozen=True, omit_defaults=True):
    """When a place works. ``week`` runs from Monday to Sunday; ``country`` (ISO 3166, with ``subdivision``) brings
    its public holidays; ``closed`` and ``special`` are days of the house, which win over both."""

    id: str
    version: int
    name: str
    zone: str
    week: tuple[Day, ...] = ALWAYS
    country: str | None = None
    subdivision: str | None = None
    closed: tuple[date, ...] = ()
    special: dict[date, Day] = {}
