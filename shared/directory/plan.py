"""What a directory file changes, line by line."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from shared.errors import Fault
from shared.jobs.models import JobLine
from shared.scope.people import User
from shared.scope.places import Group, Place

type Entity = Place | Group | User


class Step(NamedTuple):
    """One change: ``after`` in place of ``before``, which is None for something new; ``remove`` takes it away."""

    line: int
    before: Entity | None
    after: Entity
    remove: bool = False

    @property
    def change(self) -> Literal["added", "changed", "removed"]:
        """How the report counts it."""
        if self.remove:
            return "removed"
        return "added" if self.before is None else "changed"


class Plan(NamedTuple):
    """All changes in an order in which each can be made, the lines that cannot, and how many change nothing."""

    lines: int
    steps: list[Step]
    unchanged: int
    errors: list[JobLine]

    def count(self, change: str) -> int:
        """How many of the steps are of this sort."""
        return sum(step.change == change for step in self.steps)


def errors_of(line: int, faults: Iterable[Fault]) -> list[JobLine]:
    """Faults as lines of a report; the path becomes the column."""
    return [JobLine(line, one.code, one.path.removeprefix("$."), one.message) for one in faults]


def error(line: int, code: str, column: str, message: str) -> JobLine:
    """One line of the report."""
    return JobLine(line, code, column, message)
