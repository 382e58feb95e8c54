"""The life of a case: every command on every case as one grid, and what each change says of itself."""

from datetime import datetime, timedelta
from typing import Any, get_args

import pytest
from msgspec.structs import replace

from shared import errors
from shared.alerts import lifecycle, ownership
from shared.alerts.lifecycle import TABLE, Row
from shared.alerts.models import Hold, Timer
from shared.errors import AppError
from shared.plans.models import Progress
from tests.support.builders import CLAIRE, HOUR, MARC, NOW
from tests.unit.shared.alerts.lifecycle_table import CASES, COMMANDS, LATER, NEW, WORDS, cells


def test_the_grid_is_whole() -> None:
    assert {command for command, _, _ in cells()} == set(COMMANDS)
    assert {case for _, case, _ in cells()} == set(CASES)
    assert set(TABLE) == set(get_args(lifecycle.Command.__value__)), "every command has its row"
    assert set(Row._fields) == set(get_args(lifecycle.Standing.__value__))


@pytest.mark.parametrize(("command", "name", "cell"), cells())
def test_every_command_on_every_case(command: str, name: str, cell: str) -> None:
    case = CASES[name]
    if cell.isupper():
        with pytest.raises(AppError) as refusal:
            COMMANDS[command](case, LATER)
        assert refusal.value.code == WORDS[cell]
        assert refusal.value.status == 409
        return
    change = COMMANDS[command](case, LATER)
    if cell == ".":
        assert change is None
        return
    assert change is not None
    after, event = change
    assert after.status == WORDS[cell]
    assert after.version == case.version + 1 == event.version, "one event per version"
    assert (event.alert_id, after.id) == (case.id, case.id)
    assert after.feedback is case.feedback
    assert after.created_at == case.created_at
    assert (after.closing is not None) == (after.status == "closed")
    assert (after.spam is not None) == (after.status == "spam")
    if after.status not in lifecycle.ENDED:
        assert after.due_at == lifecycle.order(after)
    else:
        assert after.hold is None


OFFERED = {
    "take": "take", "assign": "assign to another", "unassign": "unassign", "transfer": "transfer",
    "delegate": "delegate", "share": "share", "contact": "no answer", "note": "note", "hold": "hold",
    "resume": "resume", "close": "close", "reopen": "reopen", "spam": "spam", "unspam": "unspam",
}  # fmt: skip


@pytest.mark.parametrize("name", list(CASES))
def test_what_is_offered_is_what_would_do_something(name: str) -> None:
    possible = []
    for command, how in OFFERED.items():
        try:
            if COMMANDS[how](CASES[name], LATER) is not None:
                possible.append(command)
        except AppError:
            continue
    assert lifecycle.allowed(CASES[name]) == possible


@pytest.mark.parametrize(
    ("plan", "offered", "why"),
    [
        (None, False, "no plan"),
        (Progress("pl1", 1), True, "a plan to work on"),
        (Progress("pl1", 1, exit_state="done"), False, "a closed plan takes no more actions"),
    ],
)
def test_actions_are_offered_while_their_plan_is_open(plan: Progress | None, offered: bool, why: str) -> None:
    assert ("act" in lifecycle.allowed(replace(NEW, plan=plan))) is offered, why


def test_a_case_worked_elsewhere_says_where() -> None:
    with pytest.raises(errors.AttachedElsewhere) as refusal:
        COMMANDS["note"](CASES["attached"], LATER)
    assert refusal.value.more == {"attached_to": CASES["attached"].attached_to}


def test_a_refused_taker_is_told_who_has_it() -> None:
    with pytest.raises(errors.AlreadyTaken, match=CLAIRE.name):
        ownership.take(CASES["assigned"], MARC, LATER)


def test_a_closed_case_says_who_closed_it() -> None:
    with pytest.raises(errors.AlreadyClosed, match=CLAIRE.name):
        ownership.take(CASES["closed"], MARC, LATER)


HER = {"id": CLAIRE.id, "name": CLAIRE.name}
HIM = {"id": MARC.id, "name": MARC.name}
DUE = "2026-03-19T09:05:00.000Z"
SOON = "2026-03-17T11:05:00.000Z"
CHANGES = [
    ("take", "new", {"status": ["new", "assigned"], "owner": [None, HER]}),
    ("assign to another", "contacted", {"owner": [HER, HIM]}),
    ("unassign", "assigned", {"status": ["assigned", "new"], "owner": [HER, None]}),
    ("note", "assigned", {}),
    ("share", "assigned", {}),
    ("hold", "new", {"due_at": [DUE, SOON], "hold": [None, {"until": SOON, "or_reply": False}]}),
    ("close", "assigned", {"status": ["assigned", "closed"]}),
    ("at its deadline", "new", {"status": ["new", "expired"]}),
]


@pytest.mark.parametrize(("command", "name", "changes"), CHANGES)
def test_every_event_says_what_changed(command: str, name: str, changes: dict[str, object]) -> None:
    change = COMMANDS[command](CASES[name], LATER)
    assert change is not None
    assert change[1].data.get("changes", {}) == changes
    assert ("changes" in change[1].data) == bool(changes), "nothing is said of nothing"


TOLD = Timer("escalation", NOW + 5 * HOUR, 1)
REMINDER = Timer("reminder", NOW + 24 * HOUR)


@pytest.mark.parametrize(
    "command", [name for name in COMMANDS if name not in ("a moment later", "at its deadline")]
)
def test_acting_stops_escalation_and_a_note_does_not(command: str) -> None:
    """Someone who only writes has not acted (S4.20); the reminder before the deadline stays in any case."""
    for name in ("new", "held", "closed", "spam"):
        case = replace(CASES[name], timers=(TOLD, REMINDER), returned_at=NOW)
        try:
            change = COMMANDS[command](case, LATER)
        except AppError:
            continue
        if change is None:
            continue
        acted = command != "note"
        assert (TOLD in change[0].timers) is not acted
        assert REMINDER in change[0].timers
        assert (change[0].returned_at is None) is acted


@pytest.mark.parametrize(
    ("changes", "due", "why"),
    [
        ({}, NEW.expires_at, "nothing else is awaited"),
        ({"target_at": NOW + HOUR}, NOW + HOUR, "the first contact"),
        ({"target_at": NOW + HOUR, "hold": Hold(CLAIRE, NOW, NOW + 2 * HOUR)}, NOW + HOUR, "sooner than its hold"),
        ({"hold": Hold(CLAIRE, NOW, NOW + 2 * HOUR)}, NOW + 2 * HOUR, "the end of its hold"),
        ({"hold": Hold(CLAIRE, NOW, None, or_reply=True)}, NEW.expires_at, "a reply has no time"),
        ({"returned_at": NOW - HOUR}, NOW - HOUR, "back from a hold, before all that is still to come"),
        (
            {"target_at": NOW + HOUR, "hold": Hold(CLAIRE, NOW, NOW + 900 * HOUR, pauses=True)},
            NOW + 900 * HOUR,
            "clocks that stand still do not press",
        ),
        (
            {"hold": Hold(CLAIRE, NOW, None, or_reply=True, pauses=True)},
            NOW + timedelta(days=366),
            "no case is parked for ever",
        ),
    ],
)
def test_one_clock_orders_the_work(changes: dict[str, Any], due: datetime, why: str) -> None:
    assert lifecycle.order(replace(replace(NEW, target_at=None), **changes)) == due, why
