"""Many at once on a real table: exactly one wins, and the others are told the truth."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from functions.api.commands import execute
from functions.api.next_case import take_next
from functions.api.reader import reader
from functions.api.wiring import ApiSettings, Wiring, wired
from shared.alerts import by_itself, conversation, ending, ownership
from shared.alerts.lifecycle import Change
from shared.alerts.models import Alert
from shared.alerts.reasons import DEFAULT_REASONS
from shared.errors import AppError
from shared.feedback.models import Stored
from shared.storage import keys
from shared.storage.config import ConfigStore
from shared.storage.deliveries import SETTLE, Deliveries
from shared.storage.feedbacks import Feedbacks
from shared.storage.notices import Notices
from shared.storage.table import Conflict, DynamoTable
from tests.support.builders import NOW, PLACES, feedback, opened, rule, user

MANY = 50


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(MANY) as threads:
        yield threads


def at_once[T](pool: ThreadPoolExecutor, work: Callable[[int], T]) -> list[T]:
    """Runs the work in fifty threads that all start together."""
    gate = Barrier(MANY)

    def run(number: int) -> T:
        gate.wait(timeout=30)
        return work(number)

    return list(pool.map(run, range(MANY)))


@pytest.fixture
def ports(table: DynamoTable) -> Wiring:
    made = wired(
        ApiSettings("acme", "t", "Acme", "Europe/Paris", "fr", "https://acme.example", "/boucle/acme"),
        table,
        lambda: NOW,
    )
    made.config_store.save_many([("PLACE", place.id, place) for place in PLACES], if_config=0)
    for number in range(MANY):
        made.people.save(user(f"u{number}", name=f"Person {number}"))
    return made


@pytest.fixture
def case(ports: Wiring) -> Alert:
    opening = opened(feedback())
    assert ports.alerts.open(*opening)
    return opening[0]


def types_of(ports: Wiring, case: Alert) -> list[str]:
    return [event.type for event in ports.alerts.timeline(case.id)[0]]


def command(
    ports: Wiring, case: Alert, number: int, act: Callable[..., Change | None], key: str | None = None
) -> str:
    """One command; answers the owner's id or the code of the refusal."""
    try:
        after = execute(ports, reader(ports, f"u{number}"), case.id, act, version=1, key=key, request=b"same")
    except AppError as refusal:
        return f"{refusal.code}: {refusal.detail}" if "current" in refusal.more else "without the case as it is"
    return after.owner.id if after.owner else ""


def test_fifty_takers_one_owner(ports: Wiring, case: Alert, pool: ThreadPoolExecutor) -> None:
    answers = at_once(pool, lambda number: command(ports, case, number, ownership.take))
    taken = ports.alerts.get(case.id)
    assert taken is not None
    assert taken.owner is not None
    assert Counter(answers) == {
        taken.owner.id: 1,
        f"already_taken: {taken.owner.name} has taken this case": MANY - 1,
    }
    assert types_of(ports, case) == ["raised", "taken"]
    assert taken.version == 2


def test_fifty_notes_on_one_version_one_is_kept(ports: Wiring, case: Alert, pool: ThreadPoolExecutor) -> None:
    answers = at_once(
        pool,
        lambda number: command(ports, case, number, lambda c, by, now: conversation.note(c, by, now, text="x")),
    )
    assert sum(not answer.startswith("stale_version") for answer in answers) == 1
    assert types_of(ports, case) == ["raised", "noted"]


def test_one_request_sent_fifty_times_is_carried_out_once(
    ports: Wiring, case: Alert, pool: ThreadPoolExecutor
) -> None:
    answers = at_once(
        pool,
        lambda _: command(ports, case, 0, lambda c, by, now: conversation.note(c, by, now, text="x"), key="k1"),
    )
    assert types_of(ports, case) == ["raised", "noted"]
    assert set(answers) == {""}, "all are answered as if they were the first"


def test_closing_and_expiring_at_once_leave_one_history(
    ports: Wiring, case: Alert, pool: ThreadPoolExecutor
) -> None:
    def act(number: int) -> None:
        change = (
            by_itself.expire(case, case.expires_at)
            if number % 2
            else ending.close(case, user().person, NOW, reason="void", reasons=DEFAULT_REASONS)
        )
        assert change is not None
        ports.alerts.save(*change)

    outcomes = at_once(pool, lambda number: _outcome(act, number))
    assert outcomes.count("done") == 1
    assert len(types_of(ports, case)) == 2


def test_fifty_takers_of_the_next_case_get_one_each(ports: Wiring, pool: ThreadPoolExecutor) -> None:
    """Twenty cases: twenty people get one each, and the others are told that there is none."""
    for number in range(20):
        assert ports.alerts.open(*opened(feedback(100 + number)))

    def act(number: int) -> str:
        taken = take_next(ports, reader(ports, f"u{number}"), None, key=None, request=b"")
        return taken.id if taken else ""

    answers = Counter(at_once(pool, act))
    assert answers.pop("") == MANY - 20
    assert len(answers) == 20
    assert set(answers.values()) == {1}


def _outcome(act: Callable[[int], None], number: int) -> str:
    try:
        act(number)
    except Exception as fault:  # noqa: BLE001 - its kind is what is looked at
        return type(fault).__name__
    return "done"


def test_one_feedback_opens_one_case(table: DynamoTable, ports: Wiring, pool: ThreadPoolExecutor) -> None:
    def act(_: int) -> None:
        ports.alerts.open(*opened(feedback(7)))

    outcomes = at_once(pool, lambda number: _outcome(act, number))
    # A transaction met by another is no answer yet: the message comes again.
    assert set(outcomes) <= {"done", "Conflict"}
    assert types_of(ports, opened(feedback(7))[0]) == ["raised"]


def test_one_webhook_fifty_times_is_one_feedback(table: DynamoTable, pool: ThreadPoolExecutor) -> None:
    answers = at_once(pool, lambda _: Feedbacks(table).add(feedback(), b"{}", "hash"))
    assert Counter(answers) == {Stored.NEW: 1, Stored.DUPLICATE: MANY - 1}


def test_fifty_states_of_one_answer_at_once_are_all_kept(table: DynamoTable, pool: ThreadPoolExecutor) -> None:
    """Half of them twice. Whoever loses too many races in a row is told so, and comes again."""

    def act(number: int) -> str:
        revision = f"{number % (MANY // 2):03d}"
        state = feedback(revision=revision, delivery_id="")
        for _ in range(MANY):
            try:
                return Feedbacks(table).add(state, revision.encode(), f"hash {revision}")
            except Conflict:
                continue
        return "given up"

    outcomes = Counter(at_once(pool, act))
    store, half = Feedbacks(table), MANY // 2
    assert outcomes["given up"] == 0
    assert (outcomes[Stored.NEW], outcomes[Stored.DUPLICATE]) == (1, half)
    states = store.states(feedback().id).states
    assert [state.revision for state in states] == [f"{number:03d}" for number in range(half)]
    assert store.raw(keys.feedback(feedback().id)) == f"{half - 1:03d}".encode()


def test_one_message_is_claimed_by_one(table: DynamoTable, pool: ThreadPoolExecutor) -> None:
    row = keys.delivery(keys.event("a1", 1), "email", "u1")
    assert sum(at_once(pool, lambda _: Deliveries(table).claim(row, NOW))) == 1


def test_one_message_is_tried_again_by_one(table: DynamoTable, pool: ThreadPoolExecutor) -> None:
    row = keys.delivery(keys.event("a1", 1), "email", "u1")
    assert Deliveries(table).claim(row, NOW)
    Deliveries(table).record(row, "unknown", NOW)
    assert sum(at_once(pool, lambda _: Deliveries(table).claim(row, NOW + SETTLE))) == 1


def test_one_notice_an_hour(table: DynamoTable, pool: ThreadPoolExecutor) -> None:
    at_once(pool, lambda _: Notices(table).unknown_place("NOWHERE", NOW))
    assert len(table.query(keys.notice("unknown_place", "")[0])) == 1


def test_one_configuration_wins(table: DynamoTable, pool: ThreadPoolExecutor) -> None:
    def act(number: int) -> None:
        ConfigStore(table).save("RULE", f"r{number}", rule(f"r{number}"), if_config=0)

    outcomes = at_once(pool, lambda number: _outcome(act, number))
    assert Counter(outcomes) == {"done": 1, "StaleVersion": MANY - 1}
    loaded = ConfigStore(table).load()
    assert (loaded.version, len(loaded.rules)) == (1, 1)
