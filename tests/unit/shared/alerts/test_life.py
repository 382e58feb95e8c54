"""Whatever people do with a case in whatever order, and however late the sweep: it is what a slow and obvious
model of it says, and its history holds together."""

from collections.abc import Callable
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from shared.alerts import by_itself, clocks, conversation, ending, holds, lifecycle, ownership
from shared.alerts.lifecycle import NOTES, Change
from shared.alerts.models import Alert, Event, Outcome, Timer
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError
from shared.scope.people import Person
from tests.support.builders import CLAIRE, MARC, NOW, alert
from tests.unit.shared.alerts.slow_life import DAY, LIFE, TARGET, SlowLife

PAUL = Person("u-paul", "Paul Petit")
people = st.sampled_from([CLAIRE, MARC, PAUL])
MINUTE = timedelta(minutes=1)


def at(minute: int) -> datetime:
    return NOW + minute * MINUTE


class Life(RuleBasedStateMachine):
    """One case, the product's and the model's."""

    def __init__(self) -> None:
        super().__init__()
        timers = (
            Timer("escalation", at(300), 1), Timer("escalation", at(DAY), 2), Timer("reminder", at(LIFE - DAY)),
        )  # fmt: skip
        opened = alert(expires_at=at(LIFE), target_at=at(TARGET), due_at=at(TARGET), timers=timers)
        self.case: Alert = opened
        self.model = SlowLife()
        self.events: list[Event] = [Event(opened.id, 1, "raised", NOW)]

    @property
    def now(self) -> datetime:
        return at(self.model.now)

    def command(self, verb: str, act: Callable[[], Change | None], happens: Callable[[], None]) -> None:
        """Gives a command to both. ``happens`` is what it does to the model."""
        change, code = outcome_of(act)
        assert code == self.model.refusal(verb)
        if change is not None:
            self.keep(change)
            if verb != "note":
                self.model.returned_at = None
            happens()

    def keep(self, change: Change) -> None:
        after, event = change
        assert after.version == self.case.version + 1 == event.version
        self.case = after
        self.events.append(event)

    def sweep(self) -> None:
        while (change := by_itself.tick(self.case, self.now)) is not None:
            self.keep(change)

    @rule(minutes=st.sampled_from([1, 5, 60, 300, DAY, 26 * 60, 3 * DAY]), often=st.booleans())
    def time_passes(self, minutes: int, often: bool) -> None:
        """The sweep runs every minute, or has stood still for all of it."""
        often = often and minutes <= DAY
        for _ in range(minutes):
            self.model.minute()
            if often:
                self.sweep()
        self.sweep()

    @rule(by=people)
    def take(self, by: Person) -> None:
        if self.model.owner not in (None, by.id) and self.model.refusal("take") is None:
            assert outcome_of(lambda: ownership.take(self.case, by, self.now)) == (None, "already_taken")
            return
        self.command("take", lambda: ownership.take(self.case, by, self.now), lambda: self.model.give(by.id))

    @rule(by=people, to=people, outside=st.booleans())
    def assign_or_transfer(self, by: Person, to: Person, outside: bool) -> None:
        verb = ownership.transfer if outside else ownership.assign
        act = lambda: verb(self.case, by, self.now, to=to, outside=outside)  # noqa: E731

        def happens() -> None:
            self.model.give(to.id)
            self.model.guests |= {to.id} if outside else set()

        self.command("transfer", act, happens)

    @rule(by=people)
    def unassign(self, by: Person) -> None:
        self.command(
            "unassign", lambda: ownership.unassign(self.case, by, self.now), lambda: self.model.give(None)
        )

    @rule(by=people)
    def delegate(self, by: Person) -> None:
        self.command(
            "delegate",
            lambda: ownership.delegate(self.case, by, self.now, address="cs@example.com"),
            lambda: self.model.give(None, delegated=True),
        )

    @rule(by=people, to=people)
    def share(self, by: Person, to: Person) -> None:
        self.command(
            "share",
            lambda: ownership.share(self.case, by, self.now, people=[to], outside=[to.id]),
            lambda: self.model.guests.add(to.id),
        )

    @rule(by=people)
    def note(self, by: Person) -> None:
        self.command("note", lambda: conversation.note(self.case, by, self.now, text="Noted"), lambda: None)

    @rule(by=people, outcome=st.sampled_from(["reached", "reached", "no_answer", "message_left", "refused"]))
    def contact(self, by: Person, outcome: Outcome) -> None:
        self.command(
            "contact",
            lambda: conversation.contact(self.case, by, self.now, channel="phone", outcome=outcome),
            lambda: self.model.contact(outcome),
        )

    @rule(by=people, minutes=st.sampled_from([None, 30, 600, 2 * DAY, 10 * DAY]), pauses=st.booleans())
    def hold(self, by: Person, minutes: int | None, pauses: bool) -> None:
        end = None if minutes is None else self.model.now + minutes
        until = None if end is None else at(end)
        self.command(
            "hold",
            lambda: holds.hold(self.case, by, self.now, until=until, or_reply=until is None, pauses=pauses),
            lambda: self.model.hold(end, pauses=pauses),
        )

    @rule(by=people)
    def resume(self, by: Person) -> None:
        self.command("resume", lambda: holds.resume(self.case, by, self.now), self.model.unhold)

    @rule(by=people, reason=st.sampled_from(["void", "no_contact"]))
    def close(self, by: Person, reason: str) -> None:
        self.command(
            "close",
            lambda: ending.close(self.case, by, self.now, reason=reason, reasons=DEFAULT_REASONS),
            lambda: self.model.close(for_refusal=reason == "no_contact"),
        )

    @rule(by=people)
    def spam(self, by: Person) -> None:
        def happens() -> None:
            self.model.unhold()
            self.model.ended = "spam"

        self.command("spam", lambda: ending.spam(self.case, by, self.now), happens)

    @rule(by=people, spam=st.booleans())
    def take_the_end_back(self, by: Person, spam: bool) -> None:
        verb, act = ("unspam", ending.unspam) if spam else ("reopen", ending.reopen)

        def happens() -> None:
            self.model.guests = self.model.guests if spam else set()
            self.model.restore()

        self.command(verb, lambda: act(self.case, by, self.now), happens)

    @rule(by=people, spam=st.booleans(), minutes=st.sampled_from([60, DAY, 3 * DAY]))
    def ended_for_a_while(self, by: Person, spam: bool, minutes: int) -> None:
        """Rare otherwise: its time runs out while it is ended."""
        if spam:
            self.spam(by)
        else:
            self.close(by, "void")
        self.time_passes(minutes, often=False)
        self.take_the_end_back(by, spam)

    @rule(by=people, minutes=st.sampled_from([60, DAY, 3 * DAY]))
    def parked_for_a_while(self, by: Person, minutes: int) -> None:
        """Rare otherwise: its clocks stand still for long, and then go on."""
        self.hold(by, minutes * 2, pauses=True)
        self.time_passes(minutes, often=False)
        self.resume(by)

    @invariant()
    def it_is_what_the_model_says(self) -> None:
        case, model = self.case, self.model
        assert case.status == model.status
        assert (case.owner.id if case.owner else None) == model.owner
        assert (case.delegated is not None) == model.delegated
        assert (case.hold is not None) == model.held
        assert (case.first_contact_at, case.assigned_at) == (stamp(model.contacted_at), stamp(model.assigned_at))
        assert case.contact_refused == model.refuses
        assert case.granted == (set() if model.ended == "closed" else model.guests)
        assert case.returned_at == stamp(model.returned_at)
        if not model.ended:
            assert case.due_at == at(model.due)

    @invariant()
    def nothing_is_overdue_for_the_sweep(self) -> None:
        tick = clocks.next_tick(self.case)
        assert tick is None or tick > self.now

    @invariant()
    def its_history_holds_together(self) -> None:
        told: list[str] = []
        for number, event in enumerate(self.events, 1):
            assert event.version == number
            if event.by is not None and event.type not in NOTES:
                told = ["acted"]
            elif event.by is None:
                assert not (event.type == "escalated" and "acted" in told), "somebody has acted"
                assert "expired" not in told or event.type == "returned", f"{event.type} after its time was up"
                told.append(event.type)
        ends = [
            event.type for event in self.events if event.type in ("closed", "spammed", "reopened", "unspammed")
        ]
        assert all(ends[at_] in ("closed", "spammed") for at_ in range(0, len(ends), 2)), (
            "each end is taken back once"
        )
        assert sum(event.type == "expired" for event in self.events) <= 1 + ends.count("reopened")

    @invariant()
    def what_is_offered_is_not_refused(self) -> None:
        for command in lifecycle.allowed(self.case):
            lifecycle.require(self.case, command)  # type: ignore[arg-type] # names of the table


def outcome_of(act: Callable[[], Change | None]) -> tuple[Change | None, str | None]:
    """The change, or the code of the refusal."""
    try:
        return act(), None
    except AppError as refusal:
        return None, refusal.code


def stamp(minute: int | None) -> datetime | None:
    return None if minute is None else at(minute)


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)


def test_the_model_sees_a_planted_fault() -> None:
    """A case whose clock would not stop at the first contact."""
    machine = Life()
    machine.command(
        "contact",
        lambda: _unstopped(machine.case, machine.now),
        lambda: machine.model.contact("reached"),
    )
    try:
        machine.it_is_what_the_model_says()
    except AssertionError:
        return
    raise AssertionError("the model did not see it")


def _unstopped(case: Alert, now: datetime) -> Change:
    after, event = conversation.contact(case, CLAIRE, now, channel="phone", outcome="reached")
    return replace(after, due_at=case.due_at), event
