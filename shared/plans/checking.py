"""What is wrong with an action plan as written. Pure: what it may name is an argument."""

from collections.abc import Container, Iterable, Iterator, Sequence

from shared.account.models import Reason
from shared.errors import Fault
from shared.plans.models import Action, Plan


def faults_of(
    plan: Plan, *, rules: Container[str], sources: Container[str], reasons: Iterable[Reason]
) -> list[Fault]:
    """Every part that cannot be used, with its path: ids given twice, links that lead nowhere, actions that could
    never end, and a plan that ends without saying how."""
    usable = {one.id for one in reasons if not one.archived}
    faults = [*_twice("$.actions", [one.id for one in plan.actions])]
    for number, action in enumerate(plan.actions):
        faults += _faults_of_action(action, f"$.actions[{number}]")
    faults += [*_faults_of_exits(plan, usable), *_unknown("rules", plan.rules, rules)]
    return [*faults, *_unknown("sources", plan.sources, sources)]


def _faults_of_action(action: Action, path: str) -> Iterator[Fault]:
    yield from _twice(f"{path}.statuses", [one.id for one in action.statuses])
    for number, status in enumerate(action.statuses):
        if status.closes_action and status.again_in is not None:
            where = f"{path}.statuses[{number}].again_in"
            yield Fault(where, "not_open", "only an action that stays open is done again")
    if action.closes_plan != "no" and not any(one.closes_action for one in action.statuses):
        yield Fault(f"{path}.statuses", "never_closes", "one of them has to close the action, which ends the plan")


def _faults_of_exits(plan: Plan, reasons: Container[str]) -> Iterator[Fault]:
    yield from _twice("$.exit_states", [one.id for one in plan.exit_states])
    if not plan.exit_states and any(one.closes_plan != "no" for one in plan.actions):
        yield Fault("$.exit_states", "required", "say how the plan can end: an action ends it")
    for number, one in enumerate(plan.exit_states):
        path = f"$.exit_states[{number}].reason"
        if one.closes_alert and one.reason is None:
            yield Fault(path, "required", "a case is closed with a reason")
        elif not one.closes_alert and one.reason is not None:
            yield Fault(path, "not_closing", "only an exit state that closes the alert has a reason")
        elif one.reason is not None and one.reason not in reasons:
            yield Fault(path, "unknown_reason", "choose a reason from the list")


def _twice(path: str, ids: Sequence[str]) -> Iterator[Fault]:
    for number, one in enumerate(ids):
        if one in ids[:number]:
            yield Fault(f"{path}[{number}].id", "duplicate", "this id stands here already")


def _unknown(name: str, given: Sequence[str], known: Container[str]) -> Iterator[Fault]:
    for number, one in enumerate(given):
        if one not in known:
            yield Fault(f"$.{name}[{number}]", f"unknown_{name.removesuffix('s')}", "it does not exist")
