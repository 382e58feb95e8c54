"""An answer looked at again, with all its states and the case it has: when a further state came in, when its place
has become known, or when someone asks for it. Doing it twice, or twice at once, changes nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from shared import ids
from shared.alerts.models import Alert, Event
from shared.alerts.opening import Reading, as_imported, read
from shared.alerts.revising import revise
from shared.feedback.models import NOT_EVALUATED, Feedback
from shared.rules.ruleset import RuleSet, Suspended
from shared.scope.places import PlaceTree, place_code

_TRIES = 5
_SLICE = 100


class Busy(Exception):
    """Others kept changing the case: come again."""


class States(Protocol):
    """Every state of an answer, the latest last, and whether it waits for its place."""

    @property
    def states(self) -> tuple[Feedback, ...]:
        """The states."""

    @property
    def waits_for(self) -> str | None:
        """The folded code it is marked as waiting for."""


class Feedbacks(Protocol):
    """Where answers are kept."""

    def states(self, feedback_id: str) -> States:
        """Every state of an answer."""

    def count_before(self, feedback: Feedback) -> int | None:
        """How many feedbacks the respondent has sent in the 90 days before this one."""


class Cases(Protocol):
    """Where cases are kept."""

    def get(self, alert_id: str) -> Alert | None:
        """The case of an id."""

    def write(self, alert: Alert, event: Event) -> bool:
        """Opens or changes a case; False when another came first."""
        ...


class Slice(Protocol):
    """Some of what waits, and where to go on."""

    @property
    def ids(self) -> list[str]:
        """Ids of feedback."""

    @property
    def after(self) -> str | None:
        """Where the next slice starts; None behind the last."""


class Waiting(Protocol):
    """What waits for its place."""

    def wait(self, feedback: Feedback, code: str) -> None:
        """Marks a feedback as waiting for a code."""

    def place(self, feedback_id: str) -> None:
        """Takes the mark away."""

    def waiting(self, code: str, *, after: str | None = None, limit: int = 100) -> Slice:
        """Feedback that waits for a code."""
        ...

    def forget(self, code: str, now: datetime) -> None:
        """Takes a code off the list of unknown ones."""


class Rules(Protocol):
    """What is decided by: one version of the configuration."""

    @property
    def rule_set(self) -> RuleSet:
        """The rules."""

    @property
    def tree(self) -> PlaceTree:
        """The places."""


class Ports(NamedTuple):
    """What deciding again needs. ``rules`` answers a configuration in which all shows that was saved before a
    moment; ``unknown`` is told each code that is met and not known, ``suspended`` each rule that raises."""

    feedbacks: Feedbacks
    cases: Cases
    waiting: Waiting
    rules: Callable[[datetime], Rules]
    unknown: Callable[[str], None]
    now: Callable[[], datetime]
    zone: str
    suspended: Suspended = lambda _rule_id, _fault: None


class Decision(NamedTuple):
    """What became of it: the case's id if there is one, and the event that changed it, if any did."""

    alert_id: str | None
    event: Event | None


def reconsider(feedback_id: str, ports: Ports) -> Decision:
    """Decides on all states of an answer together, and saves what that changes. Costs two reads, one more if a
    rule asks what else the customer has sent, and one transaction when something changes; twice as many reads and
    two writes more where a place is not known. Raises Busy."""
    event: Event | None = None
    for _ in range(_TRIES):
        # The case first: whoever changes it between the two reads makes this change fail, not the other way round.
        alert = ports.cases.get(ids.alert_id(feedback_id))
        found = ports.feedbacks.states(feedback_id)
        if not found.states:
            return Decision(None, None)
        readings = readings_of(found.states, ports)
        change = revise(alert, readings, ports.now())
        if change is not None:
            if not ports.cases.write(*change):
                continue
            alert, event = change
        if not _marked_anew(found, readings, ports):
            return Decision(alert.id if alert else None, event)
    raise Busy(feedback_id)


class Released(NamedTuple):
    """How far releasing a code is: how much was looked at in this slice and where the next one starts."""

    done: int
    after: str | None


def release(code: str, ports: Ports, *, after: str | None = None, limit: int = _SLICE) -> Released:
    """Looks again at a slice of what waits for a place code that has become known: rules decide under the new
    tree, open cases move to the place and are told, and the marks go. Call it with ``after`` until that is None.
    It may be broken off and repeated anywhere; once through, start again a few seconds later, until a pass finds
    nothing: the index of what waits may be behind. Of a code that is not known nothing is looked at."""
    if ports.rules(ports.now()).tree.find(code) is None:
        return Released(0, None)
    found = ports.waiting.waiting(code, after=after, limit=limit)
    for feedback_id in found.ids:
        reconsider(feedback_id, ports)
    if found.after is None:
        ports.waiting.forget(code, ports.now())
    return Released(len(found.ids), found.after)


def unknown_code(reading: Reading) -> str | None:
    """The code of a state that names a place which is not known; none of one that no rule decides on."""
    waits = reading.place is None and NOT_EVALUATED not in reading.feedback.flags
    return reading.feedback.place_code if waits else None


def readings_of(states: Sequence[Feedback], ports: Ports) -> list[Reading]:
    """What the rules in force make of each state of an answer."""
    rules = ports.rules(max(state.received_at for state in states))
    if any(state.place_code and rules.tree.find(state.place_code) is None for state in states):
        rules = ports.rules(ports.now())  # the place may be newer than the answer
    sent_before = None
    if rules.rule_set.uses("respondent.feedbacks_90d"):
        sent_before = ports.feedbacks.count_before(min(states, key=lambda state: state.received_at))
    return [
        as_imported(
            read(
                state,
                rules.rule_set,
                rules.tree,
                zone=ports.zone,
                feedbacks_90d=sent_before,
                suspended=ports.suspended,
            )
        )
        for state in states
    ]


def _marked_anew(found: States, readings: list[Reading], ports: Ports) -> bool:
    """Marks the answer as waiting for its place, or takes the mark away: the state that the case shows decides.
    True when the mark is new: then all is to be looked at once more, as another state may have come in or the
    place become known before the mark was there to be seen."""
    shown = [reading for reading in readings if not reading.feedback.withdrawn]
    feedback, code = readings[-1].feedback, unknown_code(shown[-1]) if shown else None
    if code is None:
        if found.waits_for is not None:
            ports.waiting.place(feedback.id)
        return False
    if found.waits_for == place_code(code):
        return False
    ports.unknown(code)  # first, for a mark that stands is not told again
    ports.waiting.wait(feedback, code)
    return True
