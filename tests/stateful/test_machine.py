"""Random histories of the whole product, with every invariant checked after every step.

Hypothesis draws what people, the survey tool, the cloud and bad luck do, in any order, and shrinks what
breaks an invariant to the shortest history that does."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from msgspec.structs import replace

from shared.alerts.models import Alert
from shared.clock import iso
from shared.errors import AppError
from tests.simulator import at_rest, invariants, reference, scene, visibility
from tests.simulator.faults import OneFault
from tests.simulator.hooks import Delivery, answer_body
from tests.simulator.mailer import Weather
from tests.simulator.rest import settle
from tests.simulator.world import World
from tests.stateful.effort import MACHINE

_STORES = st.sampled_from(["N1", "N2", "S1", "S2", "n1 ", "NOWHERE"])
_COMMENTS = st.sampled_from(
    [None, "Très bien", "I want a REFUND now", "Du verre cassé, des vérreries", "refunded", "ras-le-bol"]
)
_CUSTOMERS = st.sampled_from([None, None, "c1", "c1", "c2"])
_NODES = st.lists(st.sampled_from(sorted(scene.PARENTS)), max_size=3, unique=True)
_MALFORMED = (
    b"{", b"[]", b"\xff\xfe", b'{"data": {}}', b'{"data": {"externalId": "x", "metrics": {"nps": 11}}}',
    b'{"data": {"externalId": "x", "metrics": []}}', b'{"data": {"externalId": null}}',
)  # fmt: skip
_COMMANDS = [
    "take", "take", "assign", "unassign", "note", "contact", "hold", "resume", "close", "close", "reopen", "spam",
    "unspam",
]  # fmt: skip
_NEW_PEOPLE = [user.id for user in scene.USERS]


class Boucle(RuleBasedStateMachine):
    """A tenant's life."""

    @initialize(seed=st.integers(0, 2**16), stale=st.booleans())
    def open_the_shop(self, seed: int, stale: bool) -> None:
        self.luck = OneFault()
        self.world = World(seed, self.luck, stale=stale)
        self.numbers = count(1)
        self.bodies: list[bytes] = []
        self.sent: list[tuple[str, str, str, int, str, dict[str, Any]]] = []

    # The survey tool

    @rule(
        nps=st.integers(0, 10),
        comment=_COMMENTS,
        wants=st.sampled_from([None, True, False]),
        store=_STORES,
        customer=_CUSTOMERS,
    )
    def ingest(self, nps: int, comment: str | None, wants: bool | None, store: str, customer: str | None) -> None:
        response = f"r{next(self.numbers)}"
        body = answer_body(response, nps=nps, comment=comment, wants_contact=wants, store=store, customer=customer)
        self.bodies.append(body)
        self._deliver(body)

    @precondition(lambda self: self.bodies)
    @rule(data=st.data())
    def duplicate(self, data: st.DataObject) -> None:
        self._deliver(data.draw(st.sampled_from(self.bodies), label="body"))

    @precondition(lambda self: self.bodies)
    @rule(data=st.data())
    def conflicting_body(self, data: st.DataObject) -> None:
        posted = invariants.data_of(data.draw(st.sampled_from(self.bodies), label="body"))
        self._deliver(answer_body(posted["externalId"], comment="another story"))

    @precondition(lambda self: self.bodies)
    @rule(
        data=st.data(),
        state=st.integers(1, 4),
        nps=st.integers(0, 10),
        comment=_COMMENTS,
        store=_STORES,
        deleted=st.sampled_from([False, False, True]),
    )
    def another_state(
        self, data: st.DataObject, state: int, nps: int, comment: str | None, store: str, deleted: bool
    ) -> None:
        """An update or deletion of some answer, in any order; a number that was used before is a conflict."""
        posted = invariants.data_of(data.draw(st.sampled_from(self.bodies), label="body"))
        response = str(posted["externalId"])
        customer = posted.get("respondent", {}).get("externalId")
        body = answer_body(
            response, nps=nps, comment=comment, store=store, state=state, deleted=deleted, customer=customer
        )
        self.bodies.append(body)
        self._deliver(body)

    @rule(body=st.sampled_from(_MALFORMED))
    def malformed(self, body: bytes) -> None:
        self._deliver(body)

    @rule()
    def forged(self) -> None:
        body = answer_body(f"forged-{next(self.numbers)}")
        status = self.world.post(Delivery(f"w{next(self.numbers)}", body, forged=True))
        assert status == 401

    def _deliver(self, body: bytes) -> None:
        status = self.world.post(Delivery(f"w{next(self.numbers)}", body))
        assert status in (202, 500, None)

    # The cloud

    @rule(limit=st.sampled_from([None, 1, 5]), stumble=st.booleans())
    def stream_moves(self, limit: int | None, stumble: bool) -> None:
        self.world.pump(limit, stumble=stumble)

    @rule(batch=st.integers(1, 10))
    def evaluate(self, batch: int) -> None:
        self.world.evaluate(batch)

    @rule(batch=st.integers(1, 10))
    def notify(self, batch: int) -> None:
        self.world.notify(batch)

    @rule()
    def a_message_comes_again(self) -> None:
        self.world.evaluate_queue.bring_back()
        self.world.notify_queue.bring_back()

    @rule()
    def the_tool_tries_again(self) -> None:
        for delivery in list(self.world.unanswered):
            self.world.post(delivery)

    @rule(minutes=st.sampled_from([0, 1, 1, 3, 5, 16, 61, 60 * 25, 60 * 24 * 8]))
    def time_passes(self, minutes: int) -> None:
        self.world.tick(timedelta(minutes=minutes))

    @rule(batch=st.integers(1, 10))
    def a_working_minute(self, batch: int) -> None:
        self.world.pump()
        self.world.evaluate(batch)
        self.world.pump()
        self.world.notify(batch)

    # Bad luck

    @rule(calls=st.integers(1, 12), moment=st.sampled_from(["before", "after", "repeated", "throttled"]))
    def something_will_fail_soon(self, calls: int, moment: Any) -> None:
        self.luck.arm(calls, moment)

    @rule(refused=st.sampled_from([0, 0.3]), throttled=st.sampled_from([0, 0.5]), lost=st.sampled_from([0, 0.3]))
    def the_mail_provider_changes(self, refused: float, throttled: float, lost: float) -> None:
        self.world.mailer.weather = Weather(refused, throttled, lost)

    # People

    @precondition(lambda self: next(self.cases(), None) is not None)
    @rule(
        data=st.data(),
        who=st.sampled_from(_NEW_PEOPLE),
        what=st.sampled_from(_COMMANDS),
        behind=st.sampled_from([0, 0, 0, 0, 1]),
        keyed=st.booleans(),
    )
    def command(self, data: st.DataObject, who: str, what: str, behind: int, keyed: bool) -> None:
        case = data.draw(st.sampled_from(list(self.cases())), label="case")
        choices: dict[str, dict[str, Any]] = {
            "take": {},
            "note": {"text": "called twice"},
            "contact": {"channel": "phone", "outcome": data.draw(st.sampled_from(["reached", "no_answer"]))},
            "close": {"reason": "void"},
            "reopen": {"reason": "called back"},
            "assign": {"to": ("bob", "Bob")},
            "unassign": {},
            "hold": {"until": iso(self.world.clock() + timedelta(hours=data.draw(st.integers(1, 200))))},
            "resume": {},
            "spam": {},
            "unspam": {},
        }
        arguments = choices[what]
        key = f"key-{next(self.numbers)}" if keyed else ""
        request = (who, what, case.id, case.version - behind, key, arguments)
        self.sent.append(request)
        self._send(*request)

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def the_browser_sends_again(self, data: st.DataObject) -> None:
        self._send(*data.draw(st.sampled_from(self.sent), label="request"))

    def _send(self, who: str, what: str, alert_id: str, version: int, key: str, arguments: dict[str, Any]) -> None:
        user = next(user for user in self.world.users() if user.id == who)
        case = next(case for case in self.cases() if case.id == alert_id)
        inside = not user.disabled and reference.sees(user, case.place.id if case.place else None)
        try:
            answer = self.world.command(who, what, alert_id, version=version, key=key or None, **arguments)
        except AppError as refusal:
            status = refusal.status
        else:
            assert answer is None or (inside and user.role != "viewer"), f"{who} may not {what} {alert_id}"
            return
        assert status in (401, 403, 404, 409, 422)
        assert (status == 401) == user.disabled
        assert status in (401, 404) or inside, f"{who} learnt of a case outside the perimeter: {status}"
        assert status != 404 or not inside, f"{who} was refused a case of their own"

    @rule(who=st.sampled_from(_NEW_PEOPLE), nodes=_NODES)
    def move_a_user(self, who: str, nodes: list[str]) -> None:
        self._change(who, nodes=tuple(nodes))

    @rule(who=st.sampled_from(_NEW_PEOPLE), disabled=st.booleans())
    def disable_or_enable(self, who: str, disabled: bool) -> None:
        self._change(who, disabled=disabled)

    def _change(self, who: str, **changes: Any) -> None:
        self.world.save_user(replace(next(user for user in self.world.users() if user.id == who), **changes))

    @rule(
        which=st.sampled_from(scene.RULES),
        status=st.sampled_from(["active", "draft"]),
        priority=st.sampled_from(["P1", "P2", "P3"]),
        hours=st.sampled_from([1, 24, 168]),
        notify=st.booleans(),
    )
    def change_the_rules(self, which: Any, status: Any, priority: str, hours: int, notify: bool) -> None:
        changed = replace(which, status=status, priority=priority, expires_in=hours * 3600, notify=notify)
        self.world.save_rule(changed)

    @rule(place=st.sampled_from(["n2", "s1", "s2"]))
    def the_lost_code_becomes_known(self, place: str) -> None:
        if "NOWHERE" not in self.world.codes():
            self.world.map_code("NOWHERE", place)

    @rule(limit=st.sampled_from([1, 100]))
    def what_waited_is_released(self, limit: int) -> None:
        self.world.release(limit)

    @rule()
    def somebody_looks(self) -> None:
        self.world.clock.advance(timedelta(seconds=5))  # what an index may lag behind
        if any(not user.disabled for user in self.world.users()):
            visibility.look(self.world, self.world.rng)

    # What holds at every moment

    @invariant()
    def i1_every_answered_webhook_is_kept_once(self) -> None:
        invariants.i1_every_answered_webhook_is_kept_once(self.world)

    @invariant()
    def i2_one_feedback_per_response(self) -> None:
        invariants.i2_one_feedback_per_response(self.world)

    @invariant()
    def i3_alerts_follow_from_feedback_and_rules(self) -> None:
        invariants.i3_alerts_follow_from_feedback_and_rules(self.world)
        invariants.i3_rules_apply_to_what_comes_after(self.world)

    @invariant()
    def repeats_are_worked_with_one_case(self) -> None:
        invariants.repeats_are_worked_with_one_case(self.world)

    @invariant()
    def i4_one_event_per_change(self) -> None:
        invariants.i4_one_event_per_change(self.world)

    @invariant()
    def i5_ledger_never_doubts_itself(self) -> None:
        invariants.i5_ledger_never_doubts_itself(self.world)

    @invariant()
    def i6_only_people_in_the_perimeter_are_told(self) -> None:
        invariants.i6_only_people_in_the_perimeter_are_told(self.world)

    @invariant()
    def i7_every_history_is_possible(self) -> None:
        invariants.i7_every_history_is_possible(self.world)

    @invariant()
    def i8_nothing_is_lost_on_the_way(self) -> None:
        invariants.i8_nothing_is_lost_on_the_way(self.world)

    @invariant()
    def index_keys_match_the_case(self) -> None:
        invariants.index_keys_match_the_case(self.world)

    def teardown(self) -> None:
        """Once nothing fails any more, everything comes to rest with nothing lost, nobody forgotten."""
        if hasattr(self, "world"):
            settle(self.world)
            at_rest.check(self.world)

    def cases(self) -> Iterator[Alert]:
        return iter(invariants.alerts(self.world))


class TestEveryHistory(Boucle.TestCase):  # type: ignore[valid-type, misc]
    """Whatever happens in whatever order, no invariant breaks."""

    settings = MACHINE
