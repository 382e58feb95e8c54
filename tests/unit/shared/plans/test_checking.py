"""What a plan must have to be of use, one row per rule."""

from typing import Any

import pytest
from msgspec.structs import replace

from shared.alerts.reasons import DEFAULT_REASONS
from shared.plans.checking import faults_of
from shared.plans.models import Action, ActionStatus, ExitState, Plan

DONE = ActionStatus("done", "Done")
OPEN = ActionStatus("open", "No answer", closes_action=False, again_in=3600)
CALL = Action("call", "Call", (DONE, OPEN), closes_plan="operator")
EXIT = ExitState("end", "Ended", closes_alert=True, reason="void")
PLAN = Plan("p-1", 1, "Plan", actions=(CALL,), exit_states=(EXIT,), rules=("r-low",), sources=("s-1",))


def faults(**changes: Any) -> list[tuple[str, str]]:
    archived = tuple(replace(one, archived=one.id == "gesture") for one in DEFAULT_REASONS)
    found = faults_of(replace(PLAN, **changes), rules={"r-low"}, sources={"s-1"}, reasons=archived)
    return [(fault.path, fault.code) for fault in found]


def test_a_plan_of_use() -> None:
    assert faults() == []
    assert faults(actions=(replace(CALL, closes_plan="no"),), exit_states=()) == [], "it ends with its case"
    assert faults(actions=(replace(CALL, closes_plan="no", statuses=(OPEN,)),)) == [], "done as often as it takes"


@pytest.mark.parametrize(
    ("changes", "expected", "why"),
    [
        ({"actions": (CALL, CALL)}, ("$.actions[1].id", "duplicate"), "activities name actions by id"),
        ({"actions": (replace(CALL, statuses=(DONE, DONE)),)}, ("$.actions[0].statuses[1].id", "duplicate"), "so"),
        ({"actions": (replace(CALL, statuses=(replace(DONE, again_in=60),)),)},
         ("$.actions[0].statuses[0].again_in", "not_open"), "S3.21: what is over is not tried again"),
        ({"actions": (replace(CALL, statuses=(OPEN,)),)}, ("$.actions[0].statuses", "never_closes"), "S3.15"),
        ({"exit_states": ()}, ("$.exit_states", "required"), "S3.38"),
        ({"exit_states": (EXIT, EXIT)}, ("$.exit_states[1].id", "duplicate"), "one id each"),
        ({"exit_states": (replace(EXIT, reason=None),)}, ("$.exit_states[0].reason", "required"), "design, 7"),
        ({"exit_states": (replace(EXIT, closes_alert=False),)}, ("$.exit_states[0].reason", "not_closing"), "8"),
        ({"exit_states": (replace(EXIT, reason="none"),)}, ("$.exit_states[0].reason", "unknown_reason"), "lost"),
        ({"exit_states": (replace(EXIT, reason="gesture"),)},
         ("$.exit_states[0].reason", "unknown_reason"), "archived"),
        ({"rules": ("r-low", "r-gone")}, ("$.rules[1]", "unknown_rule"), "S3.23"),
        ({"sources": ("s-gone",)}, ("$.sources[0]", "unknown_source"), "S3.23"),
    ],
)  # fmt: skip
def test_what_is_wrong(changes: dict[str, Any], expected: tuple[str, str], why: str) -> None:
    assert faults(**changes) == [expected], why
