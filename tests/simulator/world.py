"""The whole product around one table, driven by hand: each method is one thing that happens."""

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from botocore.exceptions import ClientError
from msgspec.structs import replace

from functions.api.commands import execute
from functions.api.reader import reader
from functions.api.wiring import ApiSettings
from functions.api.wiring import wired as wired_api
from functions.batch import each_message
from functions.evaluate import handler as evaluate_handler
from functions.evaluate.wiring import Wiring as EvaluateWiring
from functions.evaluate.wiring import wired as wired_evaluate
from functions.expire.sweep import sweep
from functions.notify.tell import Message as MailMessage
from functions.notify.tell import Ports, tell
from shared.alerts import reconsider
from shared.alerts.models import Alert, Event
from shared.alerts.reconsider import release
from shared.errors import HookError
from shared.feedback.accept import accept
from shared.rules.models import Rule
from shared.scope.people import User
from shared.storage import codec, keys
from shared.storage.alerts import Alerts
from shared.storage.config import ConfigCache, ConfigStore
from shared.storage.deliveries import Deliveries
from shared.storage.feedbacks import Feedbacks
from shared.storage.keys import Key, Kind
from shared.storage.people import People
from shared.storage.words import Words
from tests.simulator import hooks, scene
from tests.simulator.clock import SimClock
from tests.simulator.faults import Call, Calm, Crash, Faults
from tests.simulator.hooks import Delivery
from tests.simulator.journal import Considered, Decided, Done, Journal
from tests.simulator.mailer import SimMailer, Weather
from tests.simulator.parts import WatchedConfig, WatchedFeedbacks, act
from tests.simulator.ports import FaultyTable
from tests.simulator.queues import EVENT, FEEDBACK, PipeRunner, SimQueue, lambda_event
from tests.simulator.table import MemoryTable
from tests.simulator.telling import entitled

SETTINGS = ApiSettings("demo", "table", "Demo", "Europe/Paris", "fr", "https://demo.example", "/boucle/demo")


class NotTaken(Exception):
    """The channel took no more: the queue brings the event again."""


class World:
    """``faults`` decides what goes wrong, ``stale`` lets indexes lag by up to five seconds, ``weather`` is the
    mail provider's."""

    def __init__(
        self, seed: int = 0, faults: Faults | None = None, *, stale: bool = False, weather: Weather | None = None
    ) -> None:
        self.rng = Random(seed)
        self.clock = SimClock()
        lag = Random(seed + 1)
        self.table = MemoryTable(
            self.clock, (lambda: timedelta(milliseconds=lag.randrange(5000))) if stale else None
        )
        self.faults: Faults = Calm()
        self.journal = Journal()
        self.evaluate_queue = SimQueue(self.clock, self.rng)
        self.notify_queue = SimQueue(self.clock, self.rng)
        self.pipes: tuple[PipeRunner, ...] = (
            PipeRunner(FEEDBACK, self.table, self.evaluate_queue),
            PipeRunner(EVENT, self.table, self.notify_queue),
        )
        self.mailer = SimMailer(self.clock, self.rng, weather or Weather(), lambda: self.faults, self._entitled_to)
        self.unanswered: list[Delivery] = []
        self.rule_sets: dict[int, dict[str, Rule]] = {}
        self.code_sets: dict[int, dict[str, str]] = {}
        self.in_force: list[tuple[datetime, int]] = []
        self.handed_over: list[Key] = []
        self._processes: dict[str, Any] = {}
        self._set_up()
        self.faults = faults or self.faults

    def _set_up(self) -> None:
        ConfigStore(self.table).save_many(list(scene.entities()), if_config=0)
        self._in_force(1, {rule.id: rule for rule in scene.RULES}, dict(scene.CODES))
        for user in scene.USERS:
            People(self.table).save(user)

    # What the survey tool does

    def post(self, delivery: Delivery, actor: str = "ingest") -> int | None:
        """Delivers once; answers the status, or None when no answer came. What got no 2xx and no refusal waits
        in ``unanswered`` to be delivered again, as Standard Webhooks senders do."""
        status = self._post(delivery, actor)
        if delivery in self.unanswered:
            self.unanswered.remove(delivery)
        if status is None or status >= 500:
            self.unanswered.append(delivery)
        return status

    def _post(self, delivery: Delivery, actor: str) -> int | None:
        self.journal.posted.append(delivery)
        store = self._process(actor, lambda table: Feedbacks(table))
        now = self.clock()
        try:
            (accepted,) = accept(hooks.request(delivery, now), hooks.find_source, store, now)
        except HookError as refusal:
            self.journal.refused.append((delivery, refusal.status))
            return refusal.status
        except ClientError:
            return 500
        except Crash:
            self._died(actor)
            return None
        self.journal.accepted.append((delivery, accepted))
        return 202

    # What the cloud does

    def pump(self, limit: int | None = None, *, stumble: bool = False) -> None:
        """Both pipes pass on what the stream holds."""
        for pipe in self.pipes:
            pipe.run(limit, stumble=stumble)

    def evaluate(self, batch: int = 10) -> None:
        """The evaluate function gets a batch."""
        considered = self.journal.considered

        def work(message: dict[str, Any]) -> None:
            feedback = json.loads(message["body"])
            feedback_id, revision = str(feedback["id"]), str(feedback.get("revision", ""))

            def used(version: int, as_of: datetime | None) -> None:
                considered[feedback_id].append(Considered(version, as_of or self.clock()))

            ports = self._process("evaluate", self._evaluate_wiring)
            ports.config.used = used
            alone = (message["event"], message["kind"]) == ("INSERT", Kind.FEEDBACK)
            # The first state is looked at by itself; any other brings a look at all there are.
            had_to = frozenset([revision]) if alone else self.revisions(feedback_id)
            evaluate_handler.work(message, ports)
            version = considered[feedback_id][-1].version if considered[feedback_id] else max(self.rule_sets)
            self.journal.decided[feedback_id].append(Decided(version, had_to))

        self._batch("evaluate", self.evaluate_queue, batch, work)

    def revisions(self, feedback_id: str) -> frozenset[str]:
        """The revisions of an answer that are stored."""
        states = Feedbacks(self.table).states(feedback_id).states
        return frozenset(state.revision for state in states)

    def release(self, limit: int = 100) -> None:
        """The job that follows when a place code has become known: one pass through what waits for it."""
        ports: EvaluateWiring = self._process("jobs", self._evaluate_wiring)
        for code in sorted(set(self.codes()) - set(scene.CODES)):
            after: str | None = None
            try:
                while True:
                    released = release(code, self._watched(ports), after=after, limit=limit)
                    after = released.after
                    if after is None:
                        break
            except Crash:
                self._died("jobs")
            except ClientError:
                continue  # the job is tried again

    def _watched(self, ports: EvaluateWiring) -> reconsider.Ports:
        """What deciding needs, with an eye on which feedback is decided under which configuration."""
        asked: list[str] = []
        config: Any = ports.config

        def used(version: int, as_of: datetime | None) -> None:
            if asked:
                self.journal.considered[asked[-1]].append(Considered(version, as_of or self.clock()))

        config.used = used
        return ports.deciding._replace(feedbacks=WatchedFeedbacks(ports.feedbacks, asked))

    def notify(self, batch: int = 10, actor: str = "notify") -> None:
        """The notify function gets a batch."""

        def work(message: dict[str, Any]) -> None:
            key, event = (message["pk"], message["sk"]), codec.decode(message["body"], Event)
            self.journal.entitled[key].append(self.entitled(event))
            if tell(key, event, self._process(actor, self._notify_wiring)).refused:
                raise NotTaken

        try:
            self._batch(actor, self.notify_queue, batch, work)
        finally:
            self.journal.ambiguous |= {
                (str(item["pk"]), str(item["sk"])) for item in self.table.items()
                if item["kind"] == Kind.DELIVERY and item["state"] in ("sending", "unknown")
            }  # fmt: skip

    def sweep(self, actor: str = "expire") -> None:
        """The scheduler's minute."""

        def resend(key: Key, body: str) -> None:
            call = Call(actor, "queue", "send", "/".join(key), writes=True)
            message = json.dumps({"pk": key[0], "sk": key[1], "body": body})
            self.faults.before(call)
            self.notify_queue.send(message)
            if self.faults.repeats(call):
                self.notify_queue.send(message)
            self.faults.after(call)

        alerts = self._process(actor, lambda table: Alerts(table))
        try:
            sweep(alerts, resend, self.clock())
        except Crash:
            self._died(actor)
        except ClientError:
            return  # the next minute comes

    def tick(self, by: timedelta) -> None:
        """Time passes, then the scheduler fires."""
        self.clock.advance(by)
        self.sweep()

    # What people do

    def command(
        self, user_id: str, verb: str, alert_id: str, *, version: int, key: str | None = None, actor: str = "api",
        **arguments: Any,
    ) -> Alert | None:  # fmt: skip
        """One command by one person; None when no answer came. Raises the refusals of the product."""
        ports = self._process(actor, lambda table: wired_api(SETTINGS, table, self.clock))
        body = json.dumps([verb, alert_id, version, arguments]).encode()
        try:
            alert = execute(
                ports,
                reader(ports, user_id),
                alert_id,
                act(verb, arguments),
                version=version,
                key=key,
                request=body,
            )
        except Crash:
            self._died(actor)
            return None
        except ClientError:
            return None
        self.journal.done.append(Done(user_id, verb, alert_id, version, alert.version, key))
        return alert

    # What admins do

    def save_user(self, user: User) -> None:
        """Changes a person."""
        People(self.table).save(user)

    def save_rule(self, rule: Rule) -> None:
        """Changes a rule; its version is made the next one."""
        version, rules = max(self.rule_sets), self.rule_sets[max(self.rule_sets)]
        known = rules.get(rule.id)
        saved = replace(rule, version=known.version + 1 if known else 1)
        ConfigStore(self.table).save("RULE", rule.id, saved, if_config=version)
        self._in_force(version + 1, {**rules, rule.id: saved}, self.code_sets[version])

    def map_code(self, code: str, place_id: str) -> None:
        """An admin gives a place a code by which some source calls it."""
        version = max(self.rule_sets)
        known = next(place for place in scene.PLACES if place.id == place_id)
        mine = sorted(one for one, place in self.code_sets[version].items() if place == place_id)
        aliases = tuple({*mine, code} - {known.code})
        ConfigStore(self.table).save("PLACE", place_id, replace(known, aliases=aliases), if_config=version)
        codes = {**self.code_sets[version], code: place_id}
        self._in_force(version + 1, self.rule_sets[version], codes)

    def codes(self) -> dict[str, str]:
        """The place codes as they are now."""
        return self.code_sets[max(self.code_sets)]

    def users(self) -> list[User]:
        """Everyone as the table has them now."""
        rows = [self.table.get(keys.user(user.id)) for user in scene.USERS]
        return [codec.decode(row["body"], User) for row in rows if row]

    # Inside

    def entitled(self, event: Event) -> frozenset[str]:
        """Who is to be told about an event as things are now, by the reference."""
        return entitled(event, Alerts(self.table).get(event.alert_id), self.users())

    def _entitled_to(self, message: MailMessage) -> bool:
        return message.user.id in self.entitled(message.event)

    def _batch(self, actor: str, queue: SimQueue, size: int, work: Callable[[dict[str, Any]], None]) -> None:
        messages = queue.receive(size)
        if not messages:
            return
        surprises = list[Exception]()

        def watched(message: dict[str, Any]) -> None:
            try:
                work(message)
            except (ClientError, NotTaken):
                raise
            except Exception as surprise:
                surprises.append(surprise)  # a queue would hide it behind five receives
                raise

        try:
            answer = each_message(lambda_event(messages), watched)
        except Crash:
            self._died(actor)  # no answer: the whole batch comes again
            return
        if surprises:
            raise surprises[0]
        failed = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
        queue.delete([message for message in messages if message.id not in failed])

    def _process(self, actor: str, start: Callable[[FaultyTable], Any]) -> Any:
        """The warm process of a function, started when there is none."""
        if actor not in self._processes:
            self._processes[actor] = start(FaultyTable(self.table, actor, lambda: self.faults))
        return self._processes[actor]

    def _died(self, actor: str) -> None:
        self._processes.pop(actor, None)

    def _evaluate_wiring(self, table: FaultyTable) -> EvaluateWiring:
        wiring = wired_evaluate(table, self.clock, SETTINGS.zone, self.handed_over.append)
        return dataclasses.replace(wiring, config=WatchedConfig(table, self.clock))

    def _notify_wiring(self, table: FaultyTable) -> Ports:
        return Ports(
            Alerts(table),
            People(table),
            ConfigCache(table, self.clock),
            Deliveries(table),
            self.mailer,
            self.clock,
            Words(table),
        )

    def _in_force(self, version: int, rules: dict[str, Rule], codes: dict[str, str]) -> None:
        self.rule_sets[version] = rules
        self.code_sets[version] = codes
        self.in_force.append((self.clock(), version))
