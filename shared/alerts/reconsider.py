"""An answer looked at again, with all its states and the case it has: when a further state came in, when its place
has become known, or when someone asks for it. Doing it twice, or twice at once, changes nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from shared import ids
from shared.account.models import Department
from shared.alerts import attaching, routing
from shared.alerts.house import Account, House, house_of
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert, Event
from shared.alerts.opening import Reading, as_imported, open_case, owned, read, weighed
from shared.alerts.revising import revise
from shared.alerts.rows import Other
from shared.feedback.models import NOT_EVALUATED, Feedback
from shared.rules.models import Rule
from shared.rules.ruleset import Suspended
from shared.scope.people import Person, User
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

    def write_with(self, change: Change, other: Change) -> bool:
        """Opens or changes a case and changes the one it is worked with; False when another came first."""
        ...

    def of_respondent(self, respondent_id: str) -> list[Other]:
        """Cases of a customer; the latest may be missing."""
        ...


class People(Protocol):
    """Where people are kept."""

    def askable(
        self, alert: Alert, rules: Mapping[str, Rule], departments: Mapping[str, Department], tree: PlaceTree,
        now: datetime,
    ) -> list[User]:  # fmt: skip
        """The people a new case may belong to. No read where nobody is named."""
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


class Ports(NamedTuple):
    """What deciding again needs. ``rules`` answers a configuration in which all shows that was saved before a
    moment; ``unknown`` is told each code that is met and not known, ``suspended`` each rule that raises."""

    feedbacks: Feedbacks
    cases: Cases
    people: People
    waiting: Waiting
    rules: Callable[[datetime], Account]
    unknown: Callable[[str], None]
    now: Callable[[], datetime]
    zone: str
    suspended: Suspended = lambda _rule_id, _fault: None


class Decision(NamedTuple):
    """What became of it: the case's id if there is one, and the event that changed it, if any did."""

    alert_id: str | None
    event: Event | None


class Judged(NamedTuple):
    """What an account at one version makes of the states of an answer."""

    readings: list[Reading]
    account: Account
    house: House


class Opening(NamedTuple):
    """A case to be opened, and the change of the one it is worked with, if it is."""

    case: Change
    other: Change | None


def reconsider(feedback_id: str, ports: Ports) -> Decision:
    """Decides on all states of an answer together, and saves what that changes. Costs two reads, one more if a
    rule asks what else the customer has sent, and one transaction when something changes; twice as many reads and
    two writes more where a place is not known; and what ``opening`` costs. Raises Busy."""
    event: Event | None = None
    for _ in range(_TRIES):
        # The case first: whoever changes it between the two reads makes this change fail, not the other way round.
        alert = ports.cases.get(ids.alert_id(feedback_id))
        found = ports.feedbacks.states(feedback_id)
        if not found.states:
            return Decision(None, None)
        judged = judge(found.states, ports)
        change = _changed(alert, judged, ports)
        if change is not None:
            if not save(change, ports):
                continue
            alert, event = change.case
        if not _marked_anew(found, judged.readings, ports):
            return Decision(alert.id if alert else None, event)
    raise Busy(feedback_id)


def _changed(alert: Alert | None, judged: Judged, ports: Ports) -> Opening | None:
    if alert is None:
        return opening(judged, ports) if any(reading.fired for reading in judged.readings) else None
    now = ports.now()
    change = revise(alert, judged.readings, now, judged.house, lambda placed: _owner(placed, judged, ports, now))
    if change is None:
        return None
    return Opening(change, _followed(change, judged.house, ports, now))


def _followed(change: Change, house: House, ports: Ports, now: datetime) -> Change | None:
    """What a further rule on a case changes of the one it is worked with: its people are to hear of it."""
    alert, event = change
    case = ports.cases.get(alert.attached_to) if alert.attached_to and event.data.get("labels") else None
    return attaching.follow(case, alert, house, now) if case is not None else None


def opening(judged: Judged, ports: Ports) -> Opening:
    """The case that an answer opens, some rule firing on it: worked with an open one of the same customer at the
    same place, or else somebody's or nobody's. Costs one small query of an index if the customer is known by an
    id, and one read more if they have such a case; else one read if somebody is named as the owner of its like."""
    now = ports.now()
    opened = open_case(judged.readings, judged.house, now)
    case = _taking_in(opened[0], judged.house, ports)
    if case is not None:
        return Opening(*attaching.attach(opened, case, judged.house, now))
    return Opening(owned(opened, _owner(opened[0], judged, ports, now), now), None)


def save(opened: Opening, ports: Ports) -> bool:
    """Saves a case and what changes with it in one transaction; False when another came first: decide again."""
    if opened.other is not None:
        return ports.cases.write_with(opened.case, opened.other)
    return ports.cases.write(*opened.case)


def _taking_in(alert: Alert, house: House, ports: Ports) -> Alert | None:
    respondent_id = alert.feedback.respondent.id
    if respondent_id is None or not attaching.asks(alert, house):
        return None
    found = attaching.candidate(alert, ports.cases.of_respondent(respondent_id))
    case = ports.cases.get(found) if found else None
    return case if case is not None and attaching.takes_in(case, alert) else None


def _owner(alert: Alert, judged: Judged, ports: Ports, now: datetime) -> Person | None:
    account = judged.account
    rules, departments, tree = account.rules, account.departments, account.tree
    users = ports.people.askable(alert, rules, departments, tree, now)
    return routing.owner_of(alert, rules, departments, tree, users, now)


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


def judge(states: Sequence[Feedback], ports: Ports) -> Judged:
    """What the rules in force make of each state of an answer."""
    account = ports.rules(max(state.received_at for state in states))
    if any(state.place_code and account.tree.find(state.place_code) is None for state in states):
        account = ports.rules(ports.now())  # the place may be newer than the answer

    def sent_before() -> int | None:
        return ports.feedbacks.count_before(min(states, key=lambda state: state.received_at))

    sent = sent_before() if account.rule_set.uses("respondent.feedbacks_90d") else None
    readings = [
        as_imported(
            read(
                state,
                account.rule_set,
                account.tree,
                zone=ports.zone,
                feedbacks_90d=sent,
                suspended=ports.suspended,
            )
        )
        for state in states
    ]
    house = house_of(account, ports.zone)
    known = weighed(
        readings, house, sent_before=sent_before if sent is None else lambda: sent, suspended=ports.suspended
    )
    return Judged(known, account, house)


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
