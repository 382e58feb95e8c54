"""A made-up account as plain data, and what each of its people may see: the perimeter written the slow and obvious
way. Nothing of the product's own perimeter, tree, sections or filters is used here."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

NOW = datetime.fromisoformat("2026-03-17T09:05:00+00:00")
HOUR = timedelta(hours=1)
SECTIONS = ("inbox", "alerts", "messages", "on_hold", "mine", "unassigned", "late", "done", "spam")


@dataclass
class Person:
    """Somebody with an account."""

    id: str
    role: str
    nodes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    departments_only: bool = False
    gone: bool = False


@dataclass
class Case:
    """A case as it was raised. ``keyed`` is the path its keys say, which is that of a place that has moved since
    until the job has run. ``state`` is one of open, hold, done, spam."""

    number: int
    place: str | None
    keyed: tuple[str, ...]
    kind: str = "alert"
    state: str = "open"
    status: str = "new"
    owner: str | None = None
    reserved: str | None = None
    given_to: tuple[str, ...] = ()
    priority: str = "P2"
    channel: str | None = None
    tag: str | None = None
    due_in: int = 1
    expires_in: int = 100
    respondent: int = 0
    attached: bool = False

    @property
    def name(self) -> str:
        """The customer's: nobody else's, so that it gives a leak away."""
        return f"zqname{self.number:03d}"

    @property
    def word(self) -> str:
        """In the comment of this case alone."""
        return f"zqword{self.number:03d}"

    @property
    def note(self) -> str:
        """In a note on this case alone."""
        return f"zqnote{self.number:03d}"

    @property
    def email(self) -> str:
        """The customer's address."""
        return f"zqmail{self.number:03d}@example.com"

    @property
    def phone(self) -> str:
        """The customer's number."""
        return f"+33639{self.number:06d}"

    @property
    def canaries(self) -> tuple[str, ...]:
        """What no answer may hold for those who do not see the case."""
        return self.name, self.word, self.note, self.email, self.phone


@dataclass
class Sent:
    """A feedback without a case."""

    number: int
    place: str | None
    respondent: int
    department: str | None = None

    @property
    def word(self) -> str:
        """In its comment alone."""
        return f"zqsent{self.number:03d}"


@dataclass
class Account:
    """Places by id with the one above each, groups, restricted departments or not, people, cases, feedback."""

    above: dict[str, str | None]
    groups: dict[str, tuple[str, ...]]
    departments: dict[str, bool]
    people: dict[str, Person]
    cases: list[Case]
    sent: list[Sent] = field(default_factory=list)

    def path(self, place: str | None) -> tuple[str, ...]:
        """The place and all above it, from the top; nothing for one that is not there."""
        found: list[str] = []
        while place is not None and place in self.above:
            found.insert(0, place)
            place = self.above[place]
        return tuple(found)

    def inside(self, person: Person, place: str | None) -> bool:
        """Whether a place is somewhere below what somebody was given."""
        if person.role == "admin":
            return True
        given = set(person.nodes)
        for group in person.groups:
            given |= set(self.groups.get(group, ()))
        return any(node in given for node in self.path(place))

    def covers(self, person: Person, place: str | None, reserved: str | None) -> bool:
        """Whether somebody sees what happens at a place, for a case of a restricted department or of none."""
        if person.role == "admin":
            return True
        if reserved is not None and reserved not in person.departments:
            return False
        if reserved is None and person.departments_only:
            return False
        return self.inside(person, place)

    def sees(self, person: Person, case: Case) -> bool:
        """Whether somebody may know of a case at all."""
        given = person.id in case.given_to and case.state != "done"
        return self.covers(person, case.place, case.reserved) or given

    def settled(self, case: Case) -> bool:
        """Whether the keys of a case say where it is."""
        return case.keyed == self.path(case.place)

    def listed(self, person: Person, section: str, asked: dict[str, str]) -> Iterator[Case]:
        """The cases of a section under filters, whatever their keys say."""
        for case in self.cases:
            mine = section == "mine" and self.sees(person, case)
            seen = self.covers(person, case.place, case.reserved) or mine
            if (
                seen
                and not case.attached
                and in_section(case, section, person)
                and self.is_asked(case, person, asked)
            ):
                yield case

    def is_asked(self, case: Case, person: Person, asked: dict[str, str]) -> bool:
        """Whether a case is what the filters ask for."""
        tests: dict[str, Any] = {
            "status": lambda value: case.status == value,
            "place": lambda value: value in self.path(case.place),
            "group": lambda value: any(one in self.path(case.place) for one in self.groups.get(value, ())),
            "owner": lambda value: case.owner == {"me": person.id, "none": None}.get(value, value),
            "priority": lambda value: case.priority == value,
            "channel": lambda value: case.channel == value,
            "tag": lambda value: case.tag == value,
            "urgent": lambda _: case.status not in ("closed", "spam", "expired") and case.expires_in < 72,
        }
        return all(tests[name](value) for name, value in asked.items())

    def meets(self, person: Person, asked: dict[str, str]) -> bool:
        """Whether the place and the group asked for have anything of somebody's perimeter in them."""
        wanted = [one for one in self.above if self._asked_place(one, asked)]
        return not asked.keys() & {"place", "group"} or any(self.inside(person, one) for one in wanted)

    def _asked_place(self, place: str, asked: dict[str, str]) -> bool:
        path = self.path(place)
        in_place = "place" not in asked or asked["place"] in path
        return in_place and (
            "group" not in asked or any(one in path for one in self.groups.get(asked["group"], ()))
        )


def in_section(case: Case, section: str, person: Person) -> bool:
    """Whether a case stands in a section."""
    if section in ("done", "spam"):
        return case.state == section
    if section == "on_hold":
        return case.state == "hold"
    return (
        case.state == "open"
        and {
            "inbox": True,
            "alerts": case.kind == "alert",
            "messages": case.kind == "message",
            "mine": case.owner == person.id,
            "unassigned": case.owner is None,
            "late": case.due_in < 0,
        }[section]
    )
