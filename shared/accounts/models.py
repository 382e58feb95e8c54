"""What is ordered about an account. Time comes in as an argument."""

from datetime import datetime, timedelta

import msgspec

from shared.scope.people import Person, User

LEASE = timedelta(minutes=1)
"""For how long whoever carries an order out has it to themselves: longer than any request takes."""
MAX_ATTEMPTS = 1440
"""Tries of an invitation, one a minute, before it is dropped."""


class Order(msgspec.Struct, frozen=True, omit_defaults=True):
    """That the user pool is to agree with the table about the person of one address. ``person``, whose id is still
    empty, is to be made; without one the account of ``user_id`` is to follow the table. ``holder`` carries it out
    until ``held_until``."""

    id: str
    email: str
    by: Person
    at: datetime
    version: int = 1
    person: User | None = None
    user_id: str | None = None
    holder: str = ""
    held_until: datetime | None = None
    attempts: int = 0
    settled: bool = False
    refused: str | None = None

    def held(self, now: datetime) -> bool:
        """Whether somebody is carrying it out."""
        return not self.settled and self.held_until is not None and now < self.held_until
